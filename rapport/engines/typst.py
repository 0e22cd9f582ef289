"""Typst as a Python module: the PDF, archivable (PDF/A-3a) and accessible (PDF/UA-1)."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapport.engines.failure import ToolFailed
from rapport.model import Report

STANDARDS = ["a-3a", "ua-1"]


def timestamp_of(report: Report) -> int:
    """Return the date written in the PDF, in Unix seconds: SOURCE_DATE_EPOCH, else the end of the edition's year.

    Never the clock: the same sources give the same bytes on any day (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    return int(datetime(report.edition.year, 12, 31, tzinfo=UTC).timestamp())


def compile_pdf(document: Path, target: Path, fonts: Path, timestamp: int) -> None:
    """Compile a Typst document, whose folder is the only one it may read, with the fonts of one folder.

    Raises ToolFailed with Typst's own words.
    """
    import typst  # noqa: PLC0415 - 90 ms, only when a PDF is made

    families: Any = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    try:
        compiler = typst.Compiler(str(document), root=str(document.parent), font_paths=families)
        compiler.compile(output=str(target), format="pdf", pdf_standards=STANDARDS, timestamp=timestamp)
    except typst.TypstError as error:
        raise ToolFailed("typst", "\n".join([error.message, error.diagnostic, *error.hints]).strip()) from error
