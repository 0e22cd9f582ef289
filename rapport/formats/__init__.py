"""5b. The formats: each assembles its markup's fragments into one document. One module and one line of FORMATS each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.formats.html import Html
from rapport.formats.pdf import Pdf
from rapport.model import Manuscript, Report


class Format(Protocol):
    """A finished file of the report."""

    label: str  # French, for the guide
    markup: str  # what Pandoc writes for it: html, typst

    def file_name(self, report: Report) -> str:
        """Return the name of the file in the output folder."""
        ...

    def assemble(
        self, report: Report, brand: Brand, manuscript: Manuscript, fragments: Mapping[str, str], work: Path, cache: Cache
    ) -> Path:
        """Assemble the fragments, in the manuscript's order, into a document of the work folder; return its path."""
        ...


FORMATS: Mapping[str, Format] = {"html": Html(), "pdf": Pdf()}

__all__ = ["FORMATS", "Format"]
