"""The pairs of colours, text on ground, that the templates print: `templates/` is where they are used.

Most shades are mixtures of the brand's colours. The tests hold each of them to the very words of the style sheet and to
what Typst computes, so that neither can change alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import atan2, cos, sin
from types import MappingProxyType
from typing import NamedTuple

from rapport.ground.colours import mixed, mixed_evenly, of_oklab, oklab

_NIGHT = {"background": "nuit.page", "foreground": "nuit.text", "primary": "nuit.strong", "secondary": "nuit.accent"}
BLACK, WHITE = "#000000", "#FFFFFF"


class Shade(NamedTuple):
    """A colour that the templates use, and the colour of the brand that it comes from."""

    color: str
    role: str


class ColourPair(NamedTuple):
    """A text and the ground under it, by the names of their shades; ``where`` in French."""

    where: str
    text: str
    ground: str


def shades_of(colors: Mapping[str, str], on_dark: Mapping[str, str] = MappingProxyType({})) -> Mapping[str, Shade]:
    """Return every shade by its name: `page.` of the web page, `nuit.` of its dark mode, `pdf.` of the PDF.

    ``on_dark`` are the colours that the brand gives for the dark page itself.
    """
    own = {_NIGHT[role]: Shade(color, role) for role, color in on_dark.items()}
    ink, ground, primary, secondary, tertiary, light, dark = (
        colors[role] for role in ("foreground", "background", "primary", "secondary", "tertiary", "light", "dark")
    )
    accent = mixed(secondary, BLACK, 0.86)
    return {
        **{role: Shade(colors[role], role) for role in colors},
        "white": Shade(WHITE, ""),
        "page.soft": Shade(mixed(ink, ground, 0.76), "foreground"),
        "page.accent": Shade(mixed(secondary, dark, 0.82), "secondary"),
        "page.mark": Shade(mixed(tertiary, ground, 0.34), "tertiary"),
        "page.deep": Shade(mixed(dark, BLACK, 0.78), "dark"),
        "page.second-part": Shade(mixed(secondary, dark, 0.84), "secondary"),
        "nuit.page": Shade(mixed(dark, BLACK, 0.58), "dark"),
        "nuit.panel": Shade(mixed(dark, BLACK, 0.88), "dark"),
        "nuit.text": Shade(mixed(light, dark, 0.92), "light"),
        "nuit.soft": Shade(mixed(light, dark, 0.74), "light"),
        "nuit.strong": Shade(_relit(primary, 0.8, 0.085), "primary"),
        "nuit.accent": Shade(_relit(secondary, 0.76, 0.13), "secondary"),
        "nuit.mark": Shade(mixed(primary, dark, 0.62), "primary"),
        "pdf.muted": Shade(mixed_evenly(ink, ground, 0.76), "foreground"),
        "pdf.accent": Shade(accent, "secondary"),
        "pdf.bright": Shade(mixed(tertiary, WHITE, 0.7), "tertiary"),
        "pdf.second-number": Shade(mixed(tertiary, WHITE, 0.2), "tertiary"),
        "pdf.third-number": Shade(mixed(accent, BLACK, 0.6), "secondary"),
    } | own


def _relit(color: str, lightness: float, chroma: float) -> str:
    """Return a colour of the same hue at another lightness and chroma: `oklch(from … l c h)` of CSS."""
    _, a, b = oklab(color)
    hue = atan2(b, a)
    return of_oklab(lightness, chroma * cos(hue), chroma * sin(hue))


def _on(where: str, grounds: tuple[str, ...], texts: tuple[str, ...]) -> tuple[ColourPair, ...]:
    return tuple(ColourPair(where, text, ground) for ground in grounds for text in texts)


PAIRS = (
    *_on("le texte de la page web", ("background", "light"), ("foreground", "page.soft", "primary", "page.accent")),
    *_on("les encadrés de la page web", ("page.mark",), ("foreground", "primary")),
    *_on("la couverture de la page web", ("page.deep", "dark"), ("white", "tertiary")),
    *_on("les boutons de la page web", ("light", "tertiary"), ("dark",)),
    *_on("les ouvertures de partie de la page web", ("primary", "page.second-part"), ("white",)),
    *_on("la page web en mode sombre", ("nuit.page", "nuit.panel"), ("nuit.text", "nuit.soft", "nuit.strong", "nuit.accent")),
    *_on("les encadrés de la page web en mode sombre", ("nuit.mark",), ("nuit.text", "nuit.strong")),
    *_on("le texte du PDF", ("background", "light"), ("pdf.muted", "pdf.accent")),
    *_on("la couverture du PDF et les cartes", ("dark",), ("white", "tertiary")),
    *_on("les bandeaux du PDF et les cartes", ("primary",), ("white", "pdf.bright")),
    *_on("la deuxième partie du PDF", ("pdf.accent",), ("white", "pdf.second-number")),
    *_on("la troisième partie", ("tertiary",), ("dark", "pdf.third-number")),
)
