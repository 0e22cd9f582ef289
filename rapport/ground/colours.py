"""Colours as `#RRGGBB`: their contrast, their mixtures, and the same colour lighter or darker."""

from __future__ import annotations

from collections.abc import Iterable
from math import cbrt


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 (black) to 1 (white).

    WCAG 2.2, definition of relative luminance (https://www.w3.org/TR/WCAG22/#dfn-relative-luminance).
    """
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21: (L1 + 0.05) / (L2 + 0.05), the lighter above.

    WCAG 2.2, definition of contrast ratio (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio).
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mixed(colour: str, other: str, share: float) -> str:
    """Return `share` of a colour (0 to 1) with the rest of another, as `color-mix(in srgb, …)` of CSS does."""
    return _written(a * share + b * (1 - share) for a, b in zip(_channels(colour), _channels(other), strict=True))


def mixed_evenly(colour: str, other: str, share: float) -> str:
    """Return `share` of a colour with the rest of another in Oklab, as `color.mix` of Typst does."""
    parts = zip(oklab(colour), oklab(other), strict=True)
    lightness, a, b = (one * share + two * (1 - share) for one, two in parts)
    return of_oklab(lightness, a, b)


def oklab(colour: str) -> tuple[float, float, float]:
    """Return a colour's lightness, a and b in Oklab.

    CSS Color 4, section 10.1 « Sample code for color conversions » (https://www.w3.org/TR/css-color-4/#color-conversion-code).
    """
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def of_oklab(lightness: float, a: float, b: float) -> str:
    """Return the colour of Oklab coordinates; what the screen can't show is brought to its edge."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return _written(255 * _encoded(min(max(part, 0.0), 1.0)) for part in linear)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_decoded(part / 255) for part in _channels(colour))
    return red, green, blue


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB's own constants


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 - the same


def _written(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{min(max(round(part), 0), 255):02X}" for part in parts)
