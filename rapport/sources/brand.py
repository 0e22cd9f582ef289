"""The brand of `assets/_brand.yml` (Posit's brand.yml keys) as the outputs use it: colours by role, fonts by role."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapport.ground.patterns import regex

ROLES = ("foreground", "background", "primary", "secondary", "tertiary", "success", "light", "dark")

_DEFAULTS = {"foreground": "#16303A", "background": "#FFFFFF", "light": "#F6F6F6", "dark": "#16303A", "tertiary": "#6DADBC"}

# The colours that a dark page has a use for: the property of the style sheet, and what it is on a light one.
ON_DARK = {
    "background": ("--page", "var(--background)"),
    "foreground": ("--text", "var(--foreground)"),
    "primary": ("--strong", "var(--primary)"),
    "secondary": ("--accent", "color-mix(in srgb, var(--secondary) 82%, var(--dark))"),
}


@dataclass(frozen=True)
class Font:
    """A font family and its files, relative to `assets/`."""

    family: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class Brand:
    """Colours as `#RRGGBB` by palette name and by role; font families of the text and of the headings."""

    name: str
    link: str
    logo: str  # on a light ground
    logo_on_dark: str
    colors: Mapping[str, str]
    base: str
    headings: str
    size: str
    fonts: tuple[Font, ...]
    on_dark: Mapping[str, str]  # by role, where the dark page has a colour of its own

    @classmethod
    def of(cls, keys: Mapping[str, Any]) -> Brand:
        """Return the brand written in brand.yml keys; whatever is missing gets a sober default."""
        color = keys.get("color") or {}
        palette = {str(k): str(v) for k, v in (color.get("palette") or {}).items()}
        roles = {r: str(color.get(r, _DEFAULTS.get(r, "#0B5563"))) for r in ROLES}
        type_ = keys.get("typography") or {}
        base = type_.get("base") or {}
        meta = keys.get("meta") or {}
        logo, on_dark = _logos((keys.get("logo") or {}).get("medium") or "")
        return cls(
            name=str(meta.get("name") or ""),
            link=str(meta.get("link") or ""),
            logo=logo,
            logo_on_dark=on_dark,
            colors=palette | {role: palette.get(value, value) for role, value in roles.items()},
            base=str(base.get("family") or "IBM Plex Sans"),
            headings=str((type_.get("headings") or {}).get("family") or base.get("family") or "IBM Plex Sans"),
            size=str(base.get("size") or "9.5pt"),
            fonts=tuple(Font(str(f["family"]), tuple(map(str, f.get("files", ())))) for f in type_.get("fonts") or ()),
            on_dark={str(role): str(value) for role, value in (keys.get("dark") or {}).items() if role in ON_DARK},
        )

    def font_files(self, root: Path) -> tuple[Path, ...]:
        """Return the font files of the brand in an edition."""
        return tuple(root / "assets" / name for font in self.fonts for name in font.files)


def _logos(medium: object) -> tuple[str, str]:
    """Return the files for light and dark grounds; brand.yml allows one file for both."""
    if isinstance(medium, Mapping):
        light = str(medium.get("light") or "")
        return light, str(medium.get("dark") or light)
    return str(medium), str(medium)


_TAG = regex(r"<[a-zA-Z][^<>]*?\bclass=\"([^\"]*)\"[^<>]*>")


def recoloured(svg: str, colors: Mapping[str, str]) -> str:
    """Return a logo whose elements of a class `brand-<role>` are filled or stroked with the colour of that role.

    A logo without such classes keeps its own colours.
    """

    def painted(tag: re.Match[str]) -> str:
        roles = [name.removeprefix("brand-") for name in tag[1].split() if name.startswith("brand-")]
        color = next((colors[role] for role in roles if role in colors), None)
        return re.sub(r'\b(fill|stroke)="#[0-9A-Fa-f]{3,8}"', rf'\1="{color}"', tag[0]) if color else tag[0]

    return _TAG.sub(painted, svg)
