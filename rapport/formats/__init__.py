"""5b. The formats: each assembles its markup's fragments into one document. One module and one line of FORMATS each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Protocol

from rapport.brand import Brand
from rapport.cache import Cache
from rapport.model import Manuscript, Report


class Format(Protocol):
    """A finished file of the report."""

    label: str  # French, for the guide
    markup: str  # what Pandoc writes for it: html and typst by fragments, docx as a whole, nothing for cards

    def file_name(self, report: Report) -> str:
        """Return the name of the file in the output folder."""
        ...

    def assemble(
        self, report: Report, brand: Brand, manuscript: Manuscript, fragments: Mapping[str, str], work: Path, cache: Cache
    ) -> Path:
        """Assemble the fragments, in the manuscript's order, into a document of the work folder; return its path."""
        ...


# Named here, imported when asked for: `check` needs their names alone.
FORMATS: Mapping[str, str] = {
    "html": "rapport.formats.html",
    "pdf": "rapport.formats.pdf",
    "print": "rapport.formats.press",
    "docx": "rapport.formats.docx",
    "cards": "rapport.formats.cards",
}


def format_of(name: str) -> Format:
    """Return the format of a name of FORMATS: the object FORMAT of its module."""
    found: Format = import_module(FORMATS[name]).FORMAT
    return found
