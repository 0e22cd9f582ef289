"""The forms of the brand.yml specification (Posit, https://posit-dev.github.io/brand-yml/) brought to the one that we use.

A name may be ``{short, full}``, a link ``{home, …}``, a logo a file, ``{path, alt}``, the name of one of ``images``, a light and
a dark one; a colour a light and a dark one, a palette name that leads to another, ``#RGB``; a font a family alone. Whatever
has none of these forms is left as it is, for `brand` to refuse by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rapport.ground.patterns import regex
from rapport.sources.brand import ON_DARK

DARK = "dark"  # where the variants for dark grounds are put aside: role -> colour
_WEIGHTS = {"thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400, "regular": 400, "medium": 500,
            "semi-bold": 600, "demi-bold": 600, "bold": 700, "extra-bold": 800, "ultra-bold": 800, "black": 900}  # fmt: skip
_LINKS = ("mastodon", "bluesky", "github", "linkedin", "twitter", "facebook", "guide")
_MOST = 10  # palette names that lead from one to the next


def plain_brand(brand: Any) -> Any:
    """Return a brand in the plain forms: texts for names and files, one colour a role, and the dark ones under ``dark``."""
    if not isinstance(brand, dict):
        return brand
    plain = {name: value for name, value in brand.items() if name != DARK}
    if isinstance(meta := brand.get("meta"), dict):
        plain["meta"] = {**meta, **_of(meta, "name", ("short", "full")), **_of(meta, "link", ("home",))}
    if "logo" in brand:
        plain["logo"] = _logo(brand["logo"])
    if isinstance(color := brand.get("color"), dict):
        plain["color"], dark = _colors(color)
        if dark:
            plain[DARK] = dark
    if isinstance(typography := brand.get("typography"), dict):
        plain["typography"] = _typography(typography)
    return plain


def _of(keys: Mapping[str, Any], name: str, forms: tuple[str, ...]) -> dict[str, Any]:
    """Return the first of the forms of a text that are given, under its name; nothing for a text alone."""
    value = keys.get(name)
    if not isinstance(value, dict):
        return {}
    found = next((value[form] for form in forms if value.get(form)), None)
    known = {*forms, *_LINKS} if name == "link" else {*forms}
    return {name: found} if found is not None or value.keys() <= known else {}


def _logo(logo: Any) -> Any:
    if isinstance(logo, str):
        return {"medium": logo}
    if not isinstance(logo, dict):
        return logo
    named = logo.get("images")
    images: Mapping[Any, Any] = named if isinstance(named, dict) else {}

    def file_of(value: Any) -> Any:
        named = images.get(value, value) if isinstance(value, str) else value
        return named.get("path", named) if isinstance(named, dict) else named

    def both(value: Any) -> Any:
        if isinstance(value, dict) and not value.get("path") and value.keys() & {"light", "dark"}:
            return {name: file_of(file) for name, file in value.items()}
        return file_of(value)

    sizes = {name: both(logo[name]) for name in ("small", "medium", "large") if logo.get(name)}
    first = next((sizes[name] for name in ("medium", "large", "small") if name in sizes), None)
    return {**{name: value for name, value in logo.items() if name != "images"}, **sizes, **({"medium": first} if first else {})}


def _colors(color: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the colours, one a role, and those of the roles that have another on dark grounds."""
    given = color.get("palette")
    pairs = {name: value for name, value in given.items() if _is_pair(value)} if isinstance(given, dict) else {}
    plain = given | {name: pair["light"] for name, pair in pairs.items()} if isinstance(given, dict) else given
    palette = {name: _end_of(name, plain) for name in plain} if isinstance(plain, dict) else plain
    known = palette if isinstance(palette, dict) else {}
    light, dark = dict(color), {}
    for role, value in color.items():
        if role == "palette":
            continue
        if isinstance(value, dict) and value and value.keys() <= {"light", "dark"}:
            light[role] = value.get("light", value.get("dark"))
            if "dark" in value and "light" in value:
                asked = value["dark"]
                dark[role] = _hex(known.get(asked, asked) if isinstance(asked, str) else asked)
        told = light[role]
        if isinstance(told, str) and told in known:
            if told in pairs and role in ON_DARK:
                dark.setdefault(role, _hex(pairs[told]["dark"]))
            continue
        if isinstance(told, str) and isinstance(color.get(told), str):
            told = color[told]  # one role told by another
        light[role] = told if isinstance(told, str) and told in known else _hex(told)
    if given is not None:
        light["palette"] = palette
    return light, dark


def _is_pair(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"light", "dark"}


def _end_of(name: Any, palette: Mapping[Any, Any]) -> Any:
    """Return the colour that a palette name leads to, from name to name."""
    value = palette[name]
    for _ in range(_MOST):
        if not (isinstance(value, str) and value in palette):
            break
        value = palette[value]
    return _hex(value)


def _hex(value: Any) -> Any:
    """Return a colour of CSS (#RGB, rgb(), hsl(), a name) as `#RRGGBB`; what is none, or lets its ground through, as it is."""
    if not isinstance(value, str) or re.fullmatch(r"#[0-9A-Fa-f]{6}", value) or not _CSS.fullmatch(value):
        return value
    from PIL import ImageColor  # noqa: PLC0415 - 50 ms, for the colours that aren't written #RRGGBB

    plain, _, alpha = value.partition("/")
    if function := re.fullmatch(r"\s*(rgb|hsl)a?\(([^()/]*)\)?\s*", plain):
        parts = [part.removesuffix("deg") for part in re.split(r"[\s,]+", function[2].strip())]
        alpha, parts = (alpha.rstrip(") ") or ",".join(parts[3:])), parts[:3]
        plain = f"{function[1]}({','.join(parts)})"
    try:
        red, green, blue, *opacity = ImageColor.getrgb(plain.strip())
    except ValueError:
        return value
    opaque = alpha.strip() in {"", "1", "1.0", "100%"} and opacity in ([], [255])
    return f"#{red:02X}{green:02X}{blue:02X}" if opaque else value


_CSS = regex(r"\s*(?:#[0-9A-Fa-f]{3,8}|[A-Za-z]{3,30}|(?:rgb|hsl)a?\([\d\s.,%/deg-]{5,60}\))\s*")
_PIXEL, _REM = Decimal("0.75"), Decimal("9.5")  # in points; a « rem » is the size of a text that nobody has set


def _size(value: Any) -> Any:
    """Return a size of letters in points, as the PDF and Word need it; whatever is none as it is."""
    found = re.fullmatch(r"(\d{1,3}(?:\.\d{1,3})?)(px|rem|em|%)", value.strip()) if isinstance(value, str) else None
    if not found:
        return value
    points = Decimal(found[1]) * {"px": _PIXEL, "%": _REM / 100}.get(found[2], _REM)
    return f"{points.normalize():f}pt"


def _typography(typography: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(typography)
    for role in ("base", "headings"):
        if isinstance(value := typography.get(role), str):
            plain[role] = {"family": value}
        elif isinstance(value, dict):
            weight, size = value.get("weight"), value.get("size")
            named = {"weight": _WEIGHTS[weight]} if isinstance(weight, str) and weight in _WEIGHTS else {}
            plain[role] = {**value, **named, **({"size": _size(size)} if size else {})}
    if isinstance(fonts := typography.get("fonts"), list):
        plain["fonts"] = [_font(font) for font in fonts]
    return plain


def _font(font: Any) -> Any:
    if not isinstance(font, dict) or not isinstance(font.get("files"), list):
        return font
    return {**font, "files": [file.get("path", file) if isinstance(file, dict) else file for file in font["files"]]}
