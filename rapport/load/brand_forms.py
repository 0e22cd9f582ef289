"""The forms of the brand.yml specification (Posit, https://posit-dev.github.io/brand-yml/) brought to the one that we use.

A name may be ``{short, full}``, a link ``{home, …}``, a logo a file, ``{path, alt}``, the name of one of ``images``, a light and
a dark one; a colour a light and a dark one, a palette name that leads to another, ``#RGB``; a font a family alone. Whatever
has none of these forms is left as it is, for `brand` to refuse by its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

DARK = "dark"  # where the variants for dark grounds are put aside: role -> colour
_WEIGHTS = {"thin": 100, "extra-light": 200, "ultra-light": 200, "light": 300, "normal": 400, "regular": 400, "medium": 500,
            "semi-bold": 600, "demi-bold": 600, "bold": 700, "extra-bold": 800, "ultra-bold": 800, "black": 900}  # fmt: skip
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
    return {} if found is None else {name: found}


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
    palette = {name: _end_of(name, given) for name in given} if isinstance(given, dict) else given
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
        light[role] = _hex(light[role])
        told = light[role]
        if isinstance(told, str) and told not in known and isinstance(color.get(told), str):
            light[role] = color[told]  # one role told by another
    if given is not None:
        light["palette"] = palette
    return light, dark


def _end_of(name: Any, palette: Mapping[Any, Any]) -> Any:
    """Return the colour that a palette name leads to, from name to name."""
    value = palette[name]
    for _ in range(_MOST):
        if not (isinstance(value, str) and value in palette):
            break
        value = palette[value]
    return _hex(value)


def _hex(value: Any) -> Any:
    """Return `#RGB` and an opaque `#RRGGBBFF` as `#RRGGBB`."""
    if isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{3}", value):
        return "#" + "".join(2 * digit for digit in value[1:])
    return value[:7] if isinstance(value, str) and re.fullmatch(r"#[0-9A-Fa-f]{6}[fF]{2}", value) else value


def _typography(typography: Mapping[str, Any]) -> dict[str, Any]:
    plain = dict(typography)
    for role in ("base", "headings"):
        if isinstance(value := typography.get(role), str):
            plain[role] = {"family": value}
        elif isinstance(value, dict) and value.get("weight") in _WEIGHTS:
            plain[role] = {**value, "weight": _WEIGHTS[value["weight"]]}
    if isinstance(fonts := typography.get("fonts"), list):
        plain["fonts"] = [_font(font) for font in fonts]
    return plain


def _font(font: Any) -> Any:
    if not isinstance(font, dict) or not isinstance(font.get("files"), list):
        return font
    return {**font, "files": [file.get("path", file) if isinstance(file, dict) else file for file in font["files"]]}
