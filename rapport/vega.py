"""Vega-Lite specifications into SVG, by vl-convert, beside the rest of the build.

A thread writes the specifications and draws them while the manuscript is composed and goes through Pandoc. When everything is
to be drawn, a process does, which starts before the sources are even read: loading Altair and the JavaScript engine then costs
nobody any time.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from multiprocessing import active_children, get_context
from typing import Any

from rapport.clock import timed

Locale = dict[str, Any]
_BLANK = {"mark": "text", "data": {"values": [{"a": "0"}]}, "encoding": {"text": {"field": "a"}}}
_ahead: list[ProcessPoolExecutor] = []


def start_ahead() -> None:
    """Start the process that the next plotter will have; `dismiss` ends it when none comes."""
    executor = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
    executor.submit(_made_ready)
    _ahead.append(executor)


def dismiss() -> None:
    """End the processes that nobody took."""
    if _ahead:
        for child in active_children():
            child.terminate()
        _ahead.pop().shutdown(wait=False, cancel_futures=True)


class Plotter:
    """Draws specifications in the background, one after the other."""

    def __init__(self, locale: Locale) -> None:
        self._executor: Executor = _ahead.pop() if _ahead else ThreadPoolExecutor(1, thread_name_prefix="vega")
        self._locale = locale

    def svg(self, written: Callable[[], dict[str, Any]]) -> Future[str]:
        """Return the future SVG of the specification that a function (a partial, to be sent away) returns."""
        return self._executor.submit(_drawn, written, self._locale)

    def close(self) -> None:
        """Take no more: what was asked for is still drawn, then the thread or the process ends."""
        self._executor.shutdown(wait=False)

    def give_up(self) -> None:
        """Draw nothing more than what is being drawn: nobody wants the rest."""
        self._executor.shutdown(wait=False, cancel_futures=True)


def converted(spec: dict[str, Any], locale: Locale) -> str:
    """Return the SVG of a specification; nothing is fetched from anywhere.

    Letters stay text in it, and places are pixels: no font is needed to draw.
    """
    svg: str = _engine().vegalite_to_svg(spec, format_locale=locale["number"], time_format_locale=locale["time"])
    return svg


def _drawn(written: Callable[[], dict[str, Any]], locale: Locale) -> str:
    with timed("Altair"):
        spec = written()
    with timed("vl-convert"):
        return converted(spec, locale)


def _made_ready() -> None:
    """Load what drawing needs, which takes a second."""
    gc.disable()  # it lives two seconds
    import altair as alt  # noqa: F401, PLC0415

    _engine().vegalite_to_svg(_BLANK)


@cache
def _engine() -> Any:
    import vl_convert  # noqa: PLC0415 - 30 ms, only when something is drawn

    vl_convert.configure(num_workers=1, allowed_base_urls=[])
    return vl_convert
