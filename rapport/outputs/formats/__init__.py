"""5b. The formats: each assembles its markup's fragments into one document. One module and one line of FORMATS each."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:  # who only looks for a name must not load them
    from rapport.ground.cache import Cache
    from rapport.numbers.register import Register
    from rapport.numbers.trace import Trace
    from rapport.outputs.formats.origins import Origins
    from rapport.sources.brand import Brand
    from rapport.sources.model import Manuscript, Report


class Steps(Protocol):
    """What formats and engines ask of the flow; an answer is shared: nobody changes it."""

    @property
    def root(self) -> Path:
        """Return the edition's folder."""
        ...

    @property
    def view(self) -> Report:
        """Return the report, whose parts are asked for as they are read."""
        ...

    def brand(self) -> Brand:
        """Return the brand."""
        ...

    def register(self) -> Register:
        """Return the numbers."""
        ...

    @property
    def cache(self) -> Cache:
        """Return what is kept on the disk."""
        ...

    def manuscript(self) -> Manuscript:
        """Return the whole report in Markdown, with every number that it prints."""
        ...

    def fragment(self, markup: str, name: str) -> str:
        """Return a piece of the manuscript in a markup; raises ToolFailed."""
        ...

    def shown(self, name: str) -> str:
        """Return a piece as the page shows it: its numbers linked, its drawings in place; raises ToolFailed."""
        ...

    def traces(self) -> Mapping[str, Trace]:
        """Return where each printed number comes from, by name."""
        ...

    def origins(self) -> Origins:
        """Return what the page says of each number."""
        ...

    def annex(self) -> Mapping[str, Any]:
        """Return what the annex of the PDF says of each number."""
        ...

    def annex_json(self) -> str:
        """Return the same as JSON, for Typst."""
        ...

    def toc(self) -> list[dict[str, Any]]:
        """Return the table of contents of the page; raises ToolFailed."""
        ...

    def listed(self) -> str:
        """Return the list of the numbers, for the page; raises ToolFailed."""
        ...

    def fonts_css(self) -> str:
        """Return the fonts of the page as a style sheet that holds them."""
        ...

    def data(self) -> Mapping[str, bytes]:
        """Return the files of the data by their path in their folder, the description last."""
        ...

    def timestamp(self) -> int:
        """Return the date that outputs carry, in Unix seconds."""
        ...


class Format(Protocol):
    """A finished file of the report."""

    label: str  # French, for the guide
    markup: str  # what Pandoc writes for it: html and typst by fragments, docx as a whole, nothing for cards or any other

    def file_name(self, report: Report) -> str:
        """Return the name of the file in the output folder."""
        ...

    def assemble(self, steps: Steps, body: str, work: Path) -> Path:
        """Assemble a document around a body (the fragments, for html and typst) in the work folder; return its path."""
        ...


# Named here, imported when asked for: `check` needs their names alone.
FORMATS: Mapping[str, str] = {
    "html": "rapport.outputs.formats.html",
    "pdf": "rapport.outputs.formats.pdf",
    "print": "rapport.outputs.formats.press",
    "docx": "rapport.outputs.formats.docx",
    "cards": "rapport.outputs.formats.cards",
}


def format_of(name: str) -> Format:
    """Return the format of a name of FORMATS: the object FORMAT of its module."""
    found: Format = import_module(FORMATS[name]).FORMAT
    return found
