"""The brand as laid in the work folder before any format is made: the colours and fonts for Typst, the logos."""

from __future__ import annotations

import re
from pathlib import Path

from rapport.ground.svg import read_svg
from rapport.outputs.formats.shell import typst_string
from rapport.sources.brand import Brand, recoloured


def lay_brand(work: Path, brand: Brand) -> None:
    """Write `brand.typ`, and give the logos that ask for it the colours of the brand."""
    (work / "brand.typ").write_text(_brand_typ(brand), "utf-8")
    for name in {brand.logo, brand.logo_on_dark} - {""}:
        path = work / "assets" / name
        path.write_text(recoloured(read_svg(path.read_bytes()).written(), brand.colors), "utf-8")


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
