"""The PDF report: a Typst document, for an engine to compile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.formats.shell import rendered, typeset_edition, typst_string
from rapport.model import Manuscript, Report


class Pdf:
    """`rapport-activite-<year>.pdf`."""

    label = "PDF accessible et archivable"
    markup = "typst"

    def file_name(self, report: Report) -> str:
        """Return the name of the file."""
        return f"rapport-activite-{report.edition.year}.pdf"

    def assemble(
        self, report: Report, brand: Brand, manuscript: Manuscript, fragments: Mapping[str, str], work: Path, cache: Cache
    ) -> Path:  # noqa: ARG002 - the protocol's signature
        """Write `main.typ` and the brand it reads."""
        (work / "brand.typ").write_text(_brand_typ(brand), "utf-8")
        body = "\n\n".join(fragments[piece.id] for piece in manuscript.pieces)
        path = work / "main.typ"
        path.write_text(rendered(work, "main.typ.j2", edition=typeset_edition(report.edition), body=body, stamp=""), "utf-8")
        return path


def _brand_typ(brand: Brand) -> str:
    colors = ", ".join(f"{_key(name)}: rgb({typst_string(value)})" for name, value in brand.colors.items())
    size = brand.size if re.fullmatch(r"[\d.]+(?:pt|mm)", brand.size) else "9.5pt"
    return (
        f"#let brand = (name: {typst_string(brand.name)}, link: {typst_string(brand.link)}, "
        f"logo: {typst_string('assets/' + brand.logo)}, logo-light: {typst_string('assets/' + brand.logo_on_dark)}, colors: ({colors}), "
        f"fonts: (base: {typst_string(brand.base)}, headings: {typst_string(brand.headings)}), sizes: (base: {size}))\n"
    )


def _key(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9-]", "-", name)
