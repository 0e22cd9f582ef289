"""The look shared by every chart: brand colours, their tints, letter sizes, and the French locale of Vega."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self

from rapport.ground import french
from rapport.ground.colours import contrast, mixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rapport.sources.authored import ChartSpec

# WCAG 2.2, success criteria 1.4.11 (graphical objects) and 1.4.3 (text).
GRAPHIC_CONTRAST: Final = 3.0
TEXT_CONTRAST: Final = 4.5
PAGE_TINT: Final = 0.12  # of a tone, on the page that a drawing fills
PAGE_TONE: Final = 6.5  # contrast of the tone with it: dark enough for shades up to what a graphical object asks
BLACK: Final = "#000000"  # a tone is made darker by it rather than by the ink, whose hue would dull it
PAGE_DARK: Final = 7.0  # contrast of white with the dark of a page

# Charts 680 px wide are printed 170 mm wide, so 1 px is 0.71 pt: 13 px is 9.2 pt, 11.5 px is 8.2 pt.
LABEL_SIZE: Final = 13.0
SMALL_SIZE: Final = 11.5
HEADING_SIZE: Final = 14.0
NUMERALS: Final = 20.0  # of the least values in the letters of titles
SLIDE_WIDTH: Final = 585  # pixels of the 11.8 inches between the margins of a slide: 13 px are 18.9 pt
SLIDE_MAP: Final = 325
SLIDE_HEIGHT: Final = 197.0
STRONG: Final = 600
DISPLAY: Final = 500  # of large numbers, in the letters of titles
DARK: Final = frozenset({"field", "discs"})  # kinds whose page is dark
WARM: Final = frozenset(
    {"secondary", "tertiary"}
)  # tones whose second hue is the primary colour; that of the others is the secondary one

LOCALE: Final[dict[str, dict[str, Any]]] = {
    "number": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", "\u00a0€"],
        "percent": "\u00a0%",
        "minus": "\u2212",
    },
    "time": {
        "dateTime": "%A %-d %B %Y à %-H\u00a0h\u00a0%M",
        "date": "%d/%m/%Y",
        "time": "%-H\u00a0h\u00a0%M",
        "periods": ["", ""],
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": [*french.MONTHS],
        "shortMonths": [
            *("janv.", "févr.", "mars", "avr.", "mai", "juin"),
            *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
        ],
    },
}


def tones_of(charts: Mapping[str, ChartSpec]) -> dict[str, str]:
    """Return the groups that have a portrait on a page of its own, each with the colour of that page."""
    portraits = [spec for spec in charts.values() if spec.kind == "profile" and spec.width == "page"]
    return {group: spec.tone for spec in portraits for group in spec.where.values() if isinstance(group, str)}


@dataclass(frozen=True)
class Theme:
    """The colours, the font and the widths that every chart draws with."""

    ink: str
    primary: str
    secondary: str
    tertiary: str
    success: str
    light: str
    background: str
    font: str
    display: str = ""  # of numbers as large as a title's; the other one where it is not given
    width_full: int = 680
    width_half: int = 330
    height: float = 0  # that a drawing of a slide may take; 0 on a page, where it is as high as it needs
    tones: tuple[tuple[str, str], ...] = ()  # groups that have a portrait, and its colour: theirs where they are compared
    measured: bool = False  # how high the drawing is, and nothing of it: neither Altair nor what it is made of

    @classmethod
    def from_brand(cls, brand: Mapping[str, Any]) -> Self:
        """Return the theme of a brand.yml mapping, whose colours may be names of its palette.

        Raises ValueError (in French) for a colour that is neither a name of the palette nor `#rrggbb`.
        """
        colours = brand.get("color") or {}

        def colour(role: str, default: str) -> str:
            return _resolved(str(colours.get(role) or default), colours.get("palette") or {})

        def family(role: str) -> str:
            typed = (brand.get("typography") or {}).get(role) or {}
            return str((typed if isinstance(typed, str) else typed.get("family")) or "")

        return cls(
            ink=colour("foreground", "#1A1A1A"),
            primary=colour("primary", "#0B5563"),
            secondary=colour("secondary", "#D9482B"),
            tertiary=colour("tertiary", "#F0A43A"),
            success=colour("success", "#5E8C6A"),
            light=colour("light", "#F5F5F5"),
            background=colour("background", "#FFFFFF"),
            font=family("base") or "IBM Plex Sans",
            display=family("headings"),
        )

    def width(self, name: str) -> int:
        """Return the width in pixels of a `full` or `half` chart."""
        return self.width_half if name == "half" else self.width_full

    def on_slide(self) -> Theme:
        """Return the theme of slides: a drawing as wide as a slide's text has letters of 18 points at least."""
        return replace(self, width_full=SLIDE_WIDTH, width_half=SLIDE_MAP, height=SLIDE_HEIGHT)

    def on_ground(self, tone: str, *, dark: bool) -> Theme:
        """Return the theme of a drawing that fills a page of its own: on the dark of the brand, or on a tint of a tone."""
        colour: str = getattr(self, tone)
        if not dark:
            ground = mixed(colour, self.background, PAGE_TINT)
            strong = darkened(colour, BLACK, ground, PAGE_TONE)
            other = self.primary if tone in WARM else self.secondary
            return replace(self, background=ground, primary=strong, secondary=self.second(other, ground))
        ground = darkened(colour, self.ink, self.background, PAGE_DARK)
        return replace(self, background=ground, ink=self.background, primary=self.background, secondary=self.tertiary)

    def of(self, group: str) -> Theme:
        """Return the theme of what is drawn of a group: in the colour of its portrait, if it has one."""
        if (tone := dict(self.tones).get(group)) is None:
            return self
        strong = darkened(getattr(self, tone), BLACK, self.background, PAGE_TONE)
        return replace(self, primary=strong, secondary=strong)

    def second(self, colour: str, ground: str) -> str:
        """Return the second hue of a page: as light as a graphical object may be, so that greys tell it from the first."""
        return lightest(darkened(colour, self.ink, ground, GRAPHIC_CONTRAST), ground, GRAPHIC_CONTRAST)

    def seen(self, colour: str) -> str:
        """Return a colour if it can be told from the ground, the ink otherwise."""
        return colour if contrast(colour, self.background) >= GRAPHIC_CONTRAST else self.ink

    @property
    def soft(self) -> str:
        """The primary colour as light as a graphical object may be: what stays behind a highlight."""
        return lightest(self.primary, self.background, GRAPHIC_CONTRAST + 0.1)

    @property
    def pale(self) -> str:
        """A quiet surface: places without data, never a mark that must be seen."""
        return mixed(self.primary, self.background, 0.15)

    @property
    def hairline(self) -> str:
        """The colour of baselines and leaders."""
        return lightest(self.ink, self.background, GRAPHIC_CONTRAST)

    @property
    def muted(self) -> str:
        """The colour of secondary text."""
        return lightest(self.ink, self.background, 6.0)

    @property
    def accent(self) -> str:
        """The colour of the highlighted mark."""
        return darkened(self.secondary, self.ink, self.background, GRAPHIC_CONTRAST)

    @property
    def accent_text(self) -> str:
        """The highlight colour, dark enough for text."""
        return darkened(self.secondary, self.ink, self.background, TEXT_CONTRAST)

    def on(self, fill: str) -> str:
        """Return the colour of a text on a fill: the page's, else the ink, else black, whichever can be read."""
        texts = (self.background, self.ink, BLACK)
        return next((text for text in texts if contrast(text, fill) >= TEXT_CONTRAST), texts[-1])

    def ramp(self, steps: int, least: float = GRAPHIC_CONTRAST) -> list[str]:
        """Return colours from dark to light, evenly spaced in contrast down to the ``least``: they differ without hue."""
        darkest = contrast(self.primary, self.background)
        ratio = min((least + 0.1) / darkest, 1)
        spread = max(steps - 1, 1)
        return [lightest(self.primary, self.background, darkest * ratio ** (i / spread)) for i in range(steps)]


def quoted(font: str) -> str:
    """Return the name of a font for Vega, which drops one that holds a digit unless it is quoted, as CSS asks."""
    return f"'{font}'" if re.search(r"\d", font) else font


def config(theme: Theme) -> dict[str, Any]:
    """Return the Vega-Lite config: the brand's font, nothing drawn that a chart did not ask for."""
    font = quoted(theme.font)
    quiet = {"grid": False, "domain": False, "ticks": False, "title": None}
    return {
        "font": font,
        "background": "transparent",
        "padding": 0,
        # The page describes a chart by its alternative text and its data table, not mark by mark.
        "aria": False,
        "view": {"stroke": None, "fill": None},
        "axis": quiet | {"labelFont": font, "labelFontSize": LABEL_SIZE, "labelColor": theme.ink},
        "legend": {"disable": True},
        "text": {"font": font, "fontSize": LABEL_SIZE, "color": theme.ink},
    }


@cache
def lightest(colour: str, background: str, ratio: float) -> str:
    """Return the palest tint of a colour that keeps a contrast ratio with the background, or the colour itself."""
    tints = (mixed(colour, background, percent / 200) for percent in range(1, 200))
    return next((tint for tint in tints if contrast(tint, background) >= ratio), colour)


@cache
def darkened(colour: str, ink: str, background: str, ratio: float) -> str:
    """Return a colour mixed with as little ink as gives it a contrast ratio with the background."""
    shades = (mixed(ink, colour, percent / 100) for percent in range(100))
    return next((shade for shade in shades if contrast(shade, background) >= ratio), ink)


def _resolved(colour: str, palette: Mapping[str, Any]) -> str:
    for _ in range(len(palette) + 1):
        if re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            return colour.upper()
        if re.fullmatch(r"#[0-9a-fA-F]{3}", colour):
            return "#" + "".join(2 * digit for digit in colour[1:]).upper()
        if colour not in palette:
            break
        colour = str(palette[colour])
    message = f"couleur « {colour} » inconnue : écrivez un nom de la palette ou un code comme #0B5563"
    raise ValueError(message)
