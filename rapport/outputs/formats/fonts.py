"""Fonts for the web: the Latin part of a font file as WOFF2.

A `.woff2` beside the `.ttf` (made by `python build.py fonts`) is taken as it is; otherwise the subset is made and kept
in the cache.
"""

from __future__ import annotations

import io
from pathlib import Path

from rapport.ground.cache import Cache, fingerprint, fingerprint_of_files

# Latin letters, French punctuation and spaces, arrows and the marks that the templates use.
UNICODES = [
    *range(0x20, 0x7F), *range(0xA0, 0x180), 0x192, 0x2BC, *range(0x2010, 0x2016), *range(0x2018, 0x201F), 0x2020, 0x2022,
    0x2026, 0x2009, 0x202F, 0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122,
    0x2190, 0x2191, 0x2192, 0x2193, 0x2197, 0x21A9, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF, 0x2713, 0xD7,
]  # fmt: skip
KEPT_AXES = {"wght", "opsz"}


def web_font(path: Path, cache: Cache) -> bytes:
    """Return a font file's Latin subset as WOFF2."""
    ready = path.with_suffix(".woff2")
    if ready.is_file():
        return ready.read_bytes()
    key = fingerprint("woff2", fingerprint_of_files([path]), UNICODES, sorted(KEPT_AXES))
    return cache.made(key, lambda: subset(path), _woff2)


def _woff2(kept: bytes) -> bytes:
    """Return a kept font, whose head says its length (WOFF2 §4.1); raises ValueError when it isn't one."""
    if kept[:4] != b"wOF2" or int.from_bytes(kept[8:12], "big") != len(kept):
        raise ValueError(kept[:4])
    return kept


def subset(path: Path) -> bytes:
    """Make the subset: only the weight and optical size axes stay variable."""
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - only when no subset is at hand
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # noqa: PLC0415

    font = TTFont(path, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "liga", "lnum", "onum", "tnum", "pnum", "sups", "ordn", "mark", "mkmk", "ccmp", "locl"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    if "fvar" in font:
        pinned = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes if axis.axisTag not in KEPT_AXES}
        font = instantiateVariableFont(font, pinned) if pinned else font
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
