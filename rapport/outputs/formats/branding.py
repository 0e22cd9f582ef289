"""The brand as laid in the work folder before any format is made: colours and fonts for Typst, logos, pictures in two tones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import partial
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from rapport.ground.cache import Cache, fingerprint, fingerprint_of
from rapport.ground.colours import mixed
from rapport.ground.svg import read_svg
from rapport.outputs.formats.filled import typst_string
from rapport.sources.brand import Brand, recoloured
from rapport.sources.framing import name_of_toned

_SHADOW = 0.35  # of a tone in its darkest shade, the rest black
_MIDDLE = 96  # of 255: the grey that takes the tone itself
_QUALITY = 90  # of a JPEG, in Pillow's scale


def lay_brand(work: Path, brand: Brand) -> None:
    """Write `brand.typ`, and give the logos that ask for it the colours of the brand."""
    (work / "brand.typ").write_text(_brand_typ(brand), "utf-8")
    for name in {brand.logo, brand.logo_on_dark} - {""}:
        path = work / "assets" / name
        path.write_text(recoloured(read_svg(path.read_bytes()).written(), brand.colors), "utf-8")


def lay_toned(work: Path, brand: Brand, cache: Cache, toned: Iterable[tuple[str, str]]) -> None:
    """Lay pictures (path and tone) in two tones of the brand: the tone's shadows, its light colour in the highlights."""
    for path, tone in sorted(toned):
        source, target = work / path, work / name_of_toned(path, tone)
        if not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        ends = mixed(brand.colors[tone], "#000000", _SHADOW), brand.colors[tone], brand.colors["light"]
        key = fingerprint("toned", fingerprint_of(source), target.suffix, ends, version("pillow"))
        target.write_bytes(cache.made(key, partial(_in_two_tones, source, *ends)))


def _in_two_tones(source: Path, dark: str, middle: str, light: str) -> bytes:
    from PIL import Image, ImageOps  # noqa: PLC0415 - 60 ms, for these pictures alone

    with Image.open(source) as opened:
        picture = ImageOps.exif_transpose(opened)
        made = ImageOps.colorize(ImageOps.autocontrast(picture.convert("L"), cutoff=1), dark, light, middle, midpoint=_MIDDLE)
        if picture.has_transparency_data:
            made.putalpha(picture.convert("RGBA").getchannel("A"))
        out = BytesIO()
        made.save(out, opened.format, quality=_QUALITY)
    return out.getvalue()


def _brand_typ(brand: Brand) -> str:
    colors = ", ".join(f"{typst_string(name)}: rgb({typst_string(value)})" for name, value in brand.colors.items())
    size = brand.size if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?(?:pt|mm)", brand.size) else "9.5pt"
    logos = {"logo": brand.logo, "logo-light": brand.logo_on_dark}
    shown = ", ".join(f"{name}: {typst_string('assets/' + path) if path else 'none'}" for name, path in logos.items())
    fonts = f"base: {typst_string(brand.base)}, headings: {typst_string(brand.headings)}"
    return (
        f"#let brand = (name: {typst_string(brand.name)}, link: {typst_string(brand.link)}, {shown}, "
        f"colors: ({colors}), fonts: ({fonts}), sizes: (base: {size}))\n"
    )
