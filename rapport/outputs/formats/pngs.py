"""A drawing as PNG, for what shows no SVG: Word, content management systems."""

from __future__ import annotations

from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from rapport.ground.cache import Cache, between, fingerprint

SHARPNESS = 2  # pixels of a picture for one of its drawing: some 200 an inch on paper


def png_of(svg: str, fonts: Path, cache: Cache) -> bytes:
    """Return an SVG text as PNG, with the fonts of a folder."""
    key = fingerprint("png", _drawer(), SHARPNESS, svg)
    return cache.made(key, partial(_png, svg, str(fonts)), between(b"\x89PNG", b"IEND\xaeB`\x82"))


@cache
def _drawer() -> str:
    """Return the version of what draws, read once: a report has dozens of pictures."""
    return version("vl-convert-python")


def _png(svg: str, fonts: str) -> bytes:
    import vl_convert  # noqa: PLC0415 - 80 ms, on a cache miss alone

    vl_convert.register_font_directory(fonts)
    return bytes(vl_convert.svg_to_png(svg, scale=SHARPNESS))
