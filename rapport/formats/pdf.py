"""The PDF report: a Typst document, for an engine to compile."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.datapackage import DESCRIPTION, FOLDER
from rapport.formats.annex import annex_json
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
        self, report: Report, brand: Brand, manuscript: Manuscript, fragments: Mapping[str, str], work: Path,
        cache: Cache,  # noqa: ARG002 - the protocol's signature
    ) -> Path:  # fmt: skip
        """Write `main.typ`, and the brand and the numbers' origins that it reads."""
        (work / "brand.typ").write_text(_brand_typ(brand), "utf-8")
        (work / "numbers.json").write_text(annex_json(report, manuscript), "utf-8")
        body = "\n\n".join(fragments[piece.id] for piece in manuscript.pieces)
        path = work / "main.typ"
        edition = typeset_edition(report.edition)
        attachments = _attachments(work / FOLDER)
        path.write_text(rendered(work, "main.typ.j2", edition=edition, body=body, stamp="", attachments=attachments), "utf-8")
        return path


def _attachments(folder: Path) -> list[dict[str, str]]:
    """Return the data files of the draft, which travel inside the PDF (PDF/A-3 allows it), their description last."""
    described = folder / DESCRIPTION
    package = json.loads(described.read_text("utf-8"))
    files = [{key: resource[key] for key in ("path", "title", "mediatype")} for resource in package["resources"]]
    return [*files, {"path": DESCRIPTION, "title": "Description des données", "mediatype": "application/json"}]


def _brand_typ(brand: Brand) -> str:
    colors = ", ".join(f"{_key(name)}: rgb({typst_string(value)})" for name, value in brand.colors.items())
    size = brand.size if re.fullmatch(r"[\d.]+(?:pt|mm)", brand.size) else "9.5pt"
    logos = {"logo": brand.logo, "logo-light": brand.logo_on_dark}
    shown = ", ".join(f"{name}: {typst_string('assets/' + path) if path else 'none'}" for name, path in logos.items())
    fonts = f"base: {typst_string(brand.base)}, headings: {typst_string(brand.headings)}"
    return (
        f"#let brand = (name: {typst_string(brand.name)}, link: {typst_string(brand.link)}, {shown}, "
        f"colors: ({colors}), fonts: ({fonts}), sizes: (base: {size}))\n"
    )


def _key(name: str) -> str:
    return re.sub(r"[^a-zA-Z0-9-]", "-", name)


FORMAT = Pdf()
