"""Vega-Lite specifications into SVG, by vl-convert, beside the rest of the build.

Another Python writes the specifications and draws them, within bounds, while the manuscript is composed and goes through
Pandoc. When everything is to be drawn, it starts before the sources are even read: loading Altair and the JavaScript engine
then costs nobody any time.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any, Final

from rapport.ground.patterns import regex
from rapport.ground.programs.second import Second
from rapport.ground.timings import timed
from rapport.manuscript.charts.theme import NUMERALS

Locale = dict[str, Any]
TOOL = "Le dessin des graphiques"
SECONDS = 60.0  # for one drawing; each takes a tenth of a second
_MOST_OF_A_MARK: Final = 26.0  # pixels: beside the largest values too, it is discreet
_LARGE_DOUBT = regex(r'(<text [^>]*font-size="([\d.]+)px"[^>]*>[^<]*)°</text>')
_BLANK = {"mark": "text", "data": {"values": [{"a": "0"}]}, "encoding": {"text": {"field": "a"}}}
_drawing: list[Second] = []  # the one that draws, kept awake from one drawing to the next


def start_ahead() -> None:
    """Start the other Python before there is anything to draw; `dismiss` ends it."""
    second = _second()
    second.start()
    ThreadPoolExecutor(1, thread_name_prefix="vega").submit(second.answer, made_ready)


def dismiss() -> None:
    """End the other Python; what is still to be drawn won't be."""
    while _drawing:
        _drawing.pop().close()


def _second() -> Second:
    if not _drawing:
        _drawing.append(Second(TOOL, SECONDS))
    return _drawing[0]


class Plotter:
    """Draws specifications in the background, one after the other."""

    def __init__(self, locale: Locale) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="vega")
        self._second = _second()
        self._locale = locale

    def svg(self, written: Callable[[], dict[str, Any]]) -> Future[str]:
        """Return the future SVG of the specification that a function (a partial, to be sent away) returns.

        The future raises Stopped when drawing it goes beyond a bound.
        """
        return self._executor.submit(self._drawn, written)

    def close(self) -> None:
        """Take no more: what was asked for is still drawn."""
        self._executor.shutdown(wait=False)

    def give_up(self) -> None:
        """Draw nothing more than what is being drawn: nobody wants the rest."""
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _drawn(self, written: Callable[[], dict[str, Any]]) -> str:
        with timed("Altair et vl-convert"):
            svg: str = self._second.answer(drawn, written, self._locale)
        return svg


def drawn(written: Callable[[], dict[str, Any]], locale: Locale) -> str:
    """Return the SVG of the specification that a function returns: what the other Python is asked."""
    return converted(written(), locale)


def converted(spec: dict[str, Any], locale: Locale) -> str:
    """Return the SVG of a specification; nothing is fetched from anywhere.

    Letters stay text in it, and places are pixels: no font is needed to draw.
    """
    svg: str = _engine().vegalite_to_svg(spec, format_locale=locale["number"], time_format_locale=locale["time"])
    return _LARGE_DOUBT.sub(_raised, svg)


def _raised(found: re.Match[str]) -> str:
    """Return a number in the letters of titles whose mark of a doubt is as small and as high as beside those of the pages."""
    written, size = found.group(1), float(found.group(2))
    if size < NUMERALS:
        return found.group()
    mark = min(0.6 * size, _MOST_OF_A_MARK)
    return f'{written}<tspan font-size="{mark:g}px" font-weight="700" dy="{0.4 * mark - 0.48 * size:.1f}">°</tspan></text>'


def made_ready() -> None:
    """Load what drawing needs, which takes a second."""
    gc.disable()
    import altair as alt  # noqa: F401, PLC0415

    _engine().vegalite_to_svg(_BLANK)
    gc.freeze()  # what was loaded stays: looking for garbage in it, again and again, would take a while
    gc.enable()


@cache
def _engine() -> Any:
    import vl_convert  # noqa: PLC0415 - 30 ms, only when something is drawn

    vl_convert.configure(num_workers=1, allowed_base_urls=[])
    return vl_convert
