"""Fonts for every Typst: one file a weight, since versions before 0.15 know no variable font.

They are made from the Latin part of the fonts that the page carries, and kept in the cache.
"""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

from rapport.ground.cache import Cache, fingerprint
from rapport.outputs.formats.fonts import web_font
from rapport.sources.brand import Brand

# The weights that the templates ask for, upright and italic: more would only be nearest to one of them.
BASE, HEADINGS = {False: (400, 500, 600, 700), True: (400,)}, {False: (500, 600), True: (500,)}


def lay_static_fonts(root: Path, brand: Brand, folder: Path, cache: Cache) -> None:
    """Lay the brand's fonts in a folder as `<name>-<weight>.ttf`."""
    folder.mkdir(parents=True, exist_ok=True)
    for font in brand.fonts:
        for name in font.files:
            path = root / "assets" / name
            italic = "italic" in name.lower()
            roles = [table[italic] for family, table in ((brand.base, BASE), (brand.headings, HEADINGS)) if family == font.family]
            weights = {weight for role in roles for weight in role}
            for weight in sorted(weights or BASE[italic]):
                given = web_font(path, cache)
                key = fingerprint("static font", given.hex(), font.family, weight)
                made = cache.made(key, partial(_static, given, font.family, weight), _font)
                (folder / f"{path.stem}-{weight}.ttf").write_bytes(made)
    for licence in (root / "assets/fonts").glob("*.txt"):
        (folder / licence.name).write_bytes(licence.read_bytes())


def _font(kept: bytes) -> bytes:
    """Return a kept font, TrueType or OpenType; raises ValueError when it is neither."""
    if kept[:4] not in {b"\0\1\0\0", b"true", b"OTTO"}:
        raise ValueError(kept[:4])
    return kept


def _static(font_file: bytes, family: str, weight: int) -> bytes:
    """Return one weight of a font, under the family's plain name: Typst finds the weight beside it."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - only when a project is made
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(font_file), recalcTimestamp=False)
    font.flavor = None
    if "fvar" in font:
        places = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        font = instantiateVariableFont(font, places | ({"wght": weight} if "wght" in places else {}))
    for number in (16, 17, 21, 22, 25):
        font["name"].removeNames(nameID=number)
    font["name"].setName(family, 1, 3, 1, 0x409)
    font["name"].setName(f"{family} {weight}", 4, 3, 1, 0x409)
    font["name"].setName(f"{family.replace(' ', '')}-{weight}", 6, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
