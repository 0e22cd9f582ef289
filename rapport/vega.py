"""Vega-Lite specifications into SVG, by vl-convert, in a process of its own.

vl-convert (a JavaScript engine: 0.6 s to start, then some 50 ms a chart) holds Python's lock while it works. Beside us, it
draws while the next specification is written, and gives its 200 MB back before the PDF is made. This module imports
nothing else: it is all that the other process has to load.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

Locale = dict[str, Any]
_BLANK = {"mark": "text", "data": {"values": [{"a": "0"}]}, "encoding": {"text": {"field": "a"}}}
ALONE = 3  # charts that are not worth a second process


class Plotter:
    """Draws specifications in the background; ``svg`` gives the future of each."""

    def __init__(self, executor: Executor, fonts: str, locale: Locale) -> None:
        self._executor = executor
        self._given = (fonts, locale["number"], locale["time"])
        executor.submit(converted, _BLANK, *self._given)  # the engine starts while the first charts are built

    def svg(self, spec: dict[str, Any]) -> Future[str]:
        """Return the future SVG of a specification."""
        return self._executor.submit(converted, spec, *self._given)


@contextmanager
def plotting(count: int, fonts: str, locale: Locale) -> Iterator[Plotter]:
    """Give a plotter for a number of charts: another process when they are many, a thread otherwise.

    Leaving it doesn't wait for the drawings: their futures do.
    """
    spawned = multiprocessing.get_context("spawn")
    executor: Executor = ThreadPoolExecutor(1) if count <= ALONE else ProcessPoolExecutor(1, mp_context=spawned)
    try:
        yield Plotter(executor, fonts, locale)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown(wait=False)  # what was asked for is still drawn, then the process ends


def done(svg: str) -> Future[str]:
    """Return a drawing that is already there as a future."""
    future: Future[str] = Future()
    future.set_result(svg)
    return future


def converted(spec: dict[str, Any], fonts: str, number: Locale, time: Locale) -> str:
    """Return the SVG of a specification, with the fonts of a folder; nothing is fetched from anywhere."""
    import vl_convert  # noqa: PLC0415 - 80 ms, only when something is drawn

    vl_convert.register_font_directory(fonts)
    svg: str = vl_convert.vegalite_to_svg(spec, format_locale=number, time_format_locale=time, allowed_base_urls=[])
    return svg
