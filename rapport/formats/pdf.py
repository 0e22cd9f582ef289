"""The PDF report: a Typst document, for an engine to compile."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.datapackage import DESCRIPTION, FOLDER
from rapport.formats.annex import annex_json
from rapport.formats.shell import rendered, typeset_edition
from rapport.model import Manuscript, Report


class Pdf:
    """`rapport-activite-<year>.pdf`."""

    label = "PDF accessible et archivable"
    markup = "typst"

    def file_name(self, report: Report) -> str:
        """Return the name of the file."""
        return f"rapport-activite-{report.edition.year}.pdf"

    def assemble(
        self, report: Report, brand: Brand, manuscript: Manuscript,  # noqa: ARG002 - the protocol's signature
        fragments: Mapping[str, str], work: Path, cache: Cache,  # noqa: ARG002 - the same
    ) -> Path:  # fmt: skip
        """Write `main.typ`, and the numbers' origins that it reads."""
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


FORMAT = Pdf()
