"""What hides an element from those who look: what is declared of it, in a style sheet or by its own attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from rapport.ground.colours import contrast
from rapport.ground.patterns import regex

LEAST = 3.0  # of contrast: WCAG's for large letters
WHITE = "#FFFFFF"
_FAINT = 0.45  # of opacity, whatever the colours
_OPACITY = r"(?:\d+\.?\d*|\.\d+)%?"
_SMALLEST = 4.0  # pixels: no letter is smaller
_FAR, _BEYOND = 300.0, 1500.0  # pixels to the left, or above; to the right, or below: nobody scrolls there
_INDENTED = 100.0
_FLAT = 2.0  # pixels, of a box that holds nothing more than its edge
_LEVEL = 0.5  # of a line: the next one is printed over it
_TIGHT = -0.3  # of a letter
_TURNED = regex(r"rotate[xy3d]*\([^)]*?(?:90deg|0?\.25turn|270deg)")
_SCALED = regex(r"scale[xyz3d]*\(\s*0?(?:\.0\d*)?\s*[,)]|matrix\(\s*0?(?:\.0\d*)?\s*,")
_MOVED = regex(r"translate[xyz3d]*\(([^)]*)\)")
PIXELS = {
    "px": 1.0, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "pt": 4 / 3, "pc": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0,
    "vw": 12.8, "vh": 8.0, "vmin": 8.0, "vmax": 12.8, "svh": 8.0, "dvh": 8.0, "svw": 12.8, "dvw": 12.8, "%": 3.0, "": 1.0,
}  # fmt: skip
_LENGTH = regex(r"(?<![\w.-])(-?(?:\d+\.?\d*|\.\d+))([a-z%]*)(?![\w.%(])")
_CUTTING = {"hidden", "clip"}
_MIXED = regex(r"color-mix\(\s*in srgb\s*,\s*([^,%()]+?)(?:\s+([\d.]+)%)?\s*,\s*([^,%()]+?)\s*\)")
_SIZE = regex(r"(?:^|\s)((?:\d+\.?\d*|\.\d+)(?:px|r?em|pt|%|vw)|0)(?=\s*/|\s)")


def hides(declared: Mapping[str, str], *, block: bool = False) -> bool:
    """Tell whether what is declared of an element hides it; ``block`` where its lines are its own."""
    return bool(declared) and _hide(tuple(declared.items()), block)


@lru_cache(maxsize=1000)
def _hide(given: tuple[tuple[str, str], ...], block: bool) -> bool:  # noqa: FBT001 - thousands of elements, a few hundred answers
    declared = dict(given)
    hidden = any(hiding(declared) for hiding in (_gone, _faint, _small, _away, _flat, _cut))
    return hidden or (block and _levelled(declared))


# What decides together: what one of them declares hides nothing without the others.
_TOGETHER = frozenset(
    {"overflow", "overflow-x", "overflow-y", "height", "max-height", "width", "max-width", "white-space", "text-overflow"}
)
_COLOURS = frozenset({"color", "background", "background-color", "-webkit-text-fill-color", "fill", "opacity", "transform"})


def deciding_among(declared: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the properties which, as they are declared, may decide whether a text is seen."""
    given: dict[str, set[str]] = {}
    for name, value in declared:
        given.setdefault(name, set()).add(value)
    cut = any(_is_cut({name: value}) for name in _TOGETHER for value in given.get(name, ()))
    alone = {name for name, values in given.items() if any(hides({name: value}, block=True) for value in values)}
    return frozenset({*given} & {*alone, *_COLOURS, *(_TOGETHER if cut else ())})


def _gone(declared: Mapping[str, str]) -> bool:
    return (
        declared.get("display") == "none"
        or declared.get("visibility") in {"hidden", "collapse"}
        or declared.get("content-visibility") == "hidden"
        or any(declared.get(name, "none") not in {"none", "auto", ""} for name in ("clip", "clip-path", *_MASKS))
    )


_MASKS = ("mask", "mask-image", "-webkit-mask", "-webkit-mask-image")


def _faint(declared: Mapping[str, str]) -> bool:
    through = re.search(r"opacity\(\s*([\d.]+%?)", declared.get("filter", ""))
    blurred = re.search(r"blur\(\s*([\d.]+)(px|r?em)", declared.get("filter", ""))
    given = [declared.get("opacity", ""), declared.get("fill-opacity", ""), through[1] if through else ""]
    if blurred and float(blurred[1]) * PIXELS[blurred[2]] >= _SMALLEST:
        return True
    return any(_share(one) < _FAINT for one in given if re.fullmatch(_OPACITY, one))


def _share(value: str) -> float:
    return float(value.rstrip("%")) / (100 if value.endswith("%") else 1)


def _small(declared: Mapping[str, str]) -> bool:
    size = declared.get("font-size", "")
    if not size and (found := _SIZE.search(declared.get("font", ""))) is not None:
        size = found[1]
    lengths = _lengths(size, of_percent=0.16) if "(" not in size else []
    spaced = _LENGTH.fullmatch(declared.get("letter-spacing", ""))
    tight = spaced is not None and spaced[2] == "em" and float(spaced[1]) <= _TIGHT
    zoomed = re.fullmatch(r"([\d.]+)%?", declared.get("zoom", ""))
    return tight or any(abs(one) < _SMALLEST for one in lengths[:1]) or (zoomed is not None and _share(zoomed[0]) < _FAINT)


def _away(declared: Mapping[str, str]) -> bool:
    transform = declared.get("transform", "")
    turned = _TURNED.search(transform) or _SCALED.search(transform) or re.fullmatch(r"0?(?:\.0\d*)?", declared.get("scale", "1"))
    moved = " ".join(found[1] for found in _MOVED.finditer(transform))
    placed = ("left", "right", "top", "bottom", "inset", "margin", "margin-left", "margin-top", "translate")
    lengths = [length for name in placed for length in _lengths(declared.get(name, ""))] + _lengths(moved)
    indent = _lengths(declared.get("text-indent", ""))
    return bool(turned) or any(not -_FAR < one < _BEYOND for one in lengths) or any(abs(one) >= _INDENTED for one in indent)


def _flat(declared: Mapping[str, str]) -> bool:
    cut = _is_cut(declared)
    sizes = [declared.get(name, "") for name in ("height", "max-height", "width", "max-width")]
    lengths = [length for size in sizes if re.fullmatch(r"[\d.]+[a-z]*", size) for length in _lengths(size)]
    return any(one == 0 or (cut and one < _FLAT) for one in lengths)


def _cut(declared: Mapping[str, str]) -> bool:
    """Tell whether a box has room for so many letters, and cuts off the others."""
    if declared.get("line-clamp", declared.get("-webkit-line-clamp", "none")) not in {"none", "unset", "initial"}:
        return True
    bounded = any(re.fullmatch(r"[\d.]+(?:px|r?em|pt|lh|ch|[cm]m)", declared.get(name, "")) for name in ("height", "max-height"))
    ended = declared.get("white-space") in {"nowrap", "pre"} and declared.get("text-overflow", "clip") != "clip"
    return _is_cut(declared) and (bounded or ended)


def _is_cut(declared: Mapping[str, str]) -> bool:
    return any(bool(_CUTTING & {*declared.get(name, "").split()}) for name in ("overflow", "overflow-x", "overflow-y"))


def _levelled(declared: Mapping[str, str]) -> bool:
    height = _LENGTH.fullmatch(declared.get("line-height", ""))
    if height is None:
        return False
    one = {"": 1.0, "em": 1.0, "%": 0.01}.get(height[2], PIXELS.get(height[2], 16.0) / 16)
    return float(height[1]) * one < _LEVEL


def _lengths(value: str, of_percent: float = 3.0) -> list[float]:
    if "calc" in value or "clamp" in value:
        return []
    return [
        float(number) * (of_percent if unit == "%" else PIXELS[unit]) for number, unit in _LENGTH.findall(value) if unit in PIXELS
    ]


class Dress(NamedTuple):
    """The colours of an element: None where no plain one tells the ground, an empty ink where none is told.

    They let ``through`` (a share that is left of them) what is ``behind`` the outermost element that is not opaque.
    """

    ground: str | None = WHITE
    ink: str = ""
    behind: str | None = WHITE
    through: float = 1.0

    def seen(self, colour: str | None) -> str | None:
        """Return one of its colours as it shows on what is behind."""
        return _mixed(colour, self.behind, self.through, self.behind) if self.through < 1 and colour and self.behind else colour


def dressed(declared: Mapping[str, str], dress: Dress) -> Dress:
    """Return the colours of an element, of those of the one that holds it."""
    ground, ink, behind, through = dress
    opacity = declared.get("opacity", "")
    if re.fullmatch(_OPACITY, opacity) and _share(opacity) < 1:
        behind, through = dress.seen(ground), through * _share(opacity)
    for name in ("background", "background-color"):
        if value := declared.get(name):
            colour = colour_of(value, ground)
            ground = colour if colour != "" else ground
    value = declared.get("-webkit-text-fill-color") or declared.get("color", "")
    if value and value not in {"inherit", "currentcolor"}:
        colour = colour_of(value, ground)
        ink = (ground or "") if colour == "" else colour or ""
    return Dress(ground, ink, behind, through)


def is_pale(dress: Dress) -> bool:
    """Tell whether letters are lost on what is under them; where nothing tells their ink, they are black."""
    ink = dress.seen(dress.ink or ("#000000" if dress.through < 1 else ""))
    ground = dress.seen(dress.ground)
    return bool(ink) and ground is not None and contrast(str(ink), ground) < LEAST


@lru_cache(maxsize=1000)
def colour_of(value: str, ground: str | None) -> str | None:
    """Return a colour of CSS on a ground as `#RRGGBB`, empty where it lets everything through, None when it isn't told here."""
    if value in {"transparent", "none", "0", "inherit", "initial", "unset"}:
        return ""
    if (mixing := _MIXED.fullmatch(value)) is not None:
        return _mixed(mixing[1], mixing[3], float(mixing[2] or 50) / 100, ground)
    parted = re.fullmatch(r"(rgb|hsl)a?\(\s*([^()]*)\)", value)
    if parted is not None:
        parts = re.split(r"[\s,/]+", parted[2].strip())
        value = f"{parted[1]}({','.join(parts[:3])})"
        through = _share(parts[3]) if len(parts) > 3 and re.fullmatch(r"[\d.]+%?", parts[3]) else 1.0  # noqa: PLR2004
    else:
        hexed = re.fullmatch(r"#(?:([0-9a-f]{3})([0-9a-f])|([0-9a-f]{6})([0-9a-f]{2}))", value)
        value = f"#{hexed[1] or hexed[3]}" if hexed else value
        through = int(hexed[2] * 2 if hexed[2] else hexed[4], 16) / 255 if hexed else 1.0
    from PIL import ImageColor  # noqa: PLC0415 - `check` reads no page

    try:
        red, green, blue = ImageColor.getrgb(value)[:3]
    except ValueError:
        return None
    if through == 0:
        return ""
    if through < 1 and ground is None:
        return None
    return _mixed(f"#{red:02x}{green:02x}{blue:02x}", (ground or WHITE).lower(), through, ground)


def _mixed(one: str, other: str, share: float, ground: str | None) -> str | None:
    """Return two colours mixed, so much of the first one; None where either isn't told here."""
    plain = [colour if re.fullmatch("#[0-9a-f]{6}", colour) else colour_of(colour, ground) for colour in (one, other)]
    if not all(plain):
        return None
    parts = [[int(str(colour)[at : at + 2], 16) for at in (1, 3, 5)] for colour in plain]
    return "#" + "".join(f"{round(over * share + below * (1 - share)):02X}" for over, below in zip(*parts, strict=True))
