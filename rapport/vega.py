"""Vega-Lite specifications into SVG, by vl-convert, beside the rest of the build.

vl-convert 2 (a JavaScript engine that starts from a snapshot) lets go of Python's lock while it works: one thread writes
the specifications and draws them while the manuscript is composed and goes through Pandoc.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

from rapport.clock import timed

Locale = dict[str, Any]


class Plotter:
    """Draws specifications in the background, one after the other."""

    def __init__(self, locale: Locale) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="vega")
        self._locale = locale

    def svg(self, written: Callable[[], dict[str, Any]]) -> Future[str]:
        """Return the future SVG of the specification that a function returns; both are made in the background."""
        return self._executor.submit(self._drawn, written)

    def _drawn(self, written: Callable[[], dict[str, Any]]) -> str:
        with timed("Altair"):
            spec = written()
        with timed("vl-convert"):
            return converted(spec, self._locale)

    def close(self) -> None:
        """Take no more: what was asked for is still drawn, by a thread that then ends."""
        self._executor.shutdown(wait=False)


def done(svg: str) -> Future[str]:
    """Return a drawing that is already there as a future."""
    future: Future[str] = Future()
    future.set_result(svg)
    return future


def converted(spec: dict[str, Any], locale: Locale) -> str:
    """Return the SVG of a specification; nothing is fetched from anywhere.

    Letters stay text in it, and places are pixels: no font is needed to draw.
    """
    svg: str = _engine().vegalite_to_svg(spec, format_locale=locale["number"], time_format_locale=locale["time"])
    return svg


@cache
def _engine() -> Any:
    import vl_convert  # noqa: PLC0415 - 30 ms, only when something is drawn

    vl_convert.configure(num_workers=1, allowed_base_urls=[])
    return vl_convert
