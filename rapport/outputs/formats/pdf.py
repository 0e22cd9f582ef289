"""The PDF report: a Typst document, for an engine to compile; and the same for the printer."""

from __future__ import annotations

import json
from pathlib import Path

from rapport.manuscript.charts.theme import tones_of
from rapport.outputs.data import DESCRIPTION
from rapport.outputs.formats import Steps
from rapport.outputs.formats.colophon import contact_lines, photographers
from rapport.outputs.formats.course import events_by_month
from rapport.outputs.formats.filled import rendered
from rapport.outputs.formats.shell import correction_of, mark_of, release_of, typeset_edition
from rapport.sources.model import Report


class Pdf:
    """`rapport-activite-<year>.pdf`."""

    label = "PDF accessible et archivable"
    markup = "typst"
    document = "main.typ"
    bleed = 0  # mm that the printer cuts off around a page, so that colours reach its edge
    slug = 0  # mm beyond, for the crop marks

    def file_name(self, report: Report) -> str:
        """Return the name of the file."""
        return f"rapport-activite-{report.edition.year}.pdf"

    def assemble(self, steps: Steps, body: str, work: Path) -> Path:
        """Write the document, and the numbers' origins that it reads."""
        report = steps.view
        _laid(work / "numbers.json", steps.annex_json(), self.document)
        context = {
            "edition": typeset_edition(report.edition),
            "body": body,
            "stamp": mark_of(report),
            "release": release_of(report),
            "correction": correction_of(report),
            "contacts": contact_lines(report.edition.address),
            "credits": photographers(steps.manuscript().pieces),
            "attachments": [] if self.bleed else _attachments(steps.data()[DESCRIPTION]),
            "course": events_by_month(report),
            "tones": tones_of(report.charts),
            "bleed": self.bleed,
            "slug": self.slug,
        }
        path = work / self.document
        path.write_text(rendered(work, "main.typ.j2", **context), "utf-8")
        return path


class Press(Pdf):
    """`rapport-activite-<year>-impression.pdf`: the PDF that a printer asks for."""

    label = "PDF pour l'imprimeur : fonds perdus de 3 mm et traits de coupe"
    document = "press.typ"
    bleed = 3
    slug = 7

    def file_name(self, report: Report) -> str:
        """Return the name of the file."""
        return f"rapport-activite-{report.edition.year}-impression.pdf"


def _laid(path: Path, text: str, by: str) -> None:
    """Lay a file that both PDFs read, whole or not at all: one may be read while the other is assembled."""
    draft = path.parent.with_name(f"{path.name}.{by}")  # what the folder holds is looked through meanwhile
    draft.write_text(text, "utf-8")
    draft.replace(path)


def _attachments(described: bytes) -> list[dict[str, str]]:
    """Return the data files, which travel inside the PDF (PDF/A-3 allows it), their description last."""
    files = [{key: resource[key] for key in ("path", "title", "mediatype")} for resource in json.loads(described)["resources"]]
    return [*files, {"path": DESCRIPTION, "title": "Description des données", "mediatype": "application/json"}]


FORMAT = Pdf()
PRESS = Press()
