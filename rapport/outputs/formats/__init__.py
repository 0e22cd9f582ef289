"""5b. The formats: each assembles its markup's fragments into one document. One module and one line of FORMATS each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from rapport.sources.variants import resolved

if TYPE_CHECKING:  # who only looks for a name must not load them
    from rapport.ground.cache import Cache
    from rapport.numbers.register import Register
    from rapport.numbers.trace import Trace
    from rapport.outputs.engines import EngineSteps
    from rapport.outputs.formats.origins import Origins
    from rapport.sources.authored import Edition
    from rapport.sources.brand import Brand
    from rapport.sources.model import Drawing, Manuscript, Mention, Report
    from rapport.sources.variants import VariantEntry


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

    def register_in(self, language: str) -> Register:
        """Return the numbers in a language, by its code."""
        ...

    def drawing_in(self, language: str, name: str) -> Drawing:
        """Return a drawing of the report in a language; raises KeyError when there is none."""
        ...

    def drawings_on_slides(self, name: str) -> Sequence[Drawing]:
        """Return the drawings that show a chart of the report on slides, in order; none when it waits for a number."""
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


# The style sheet and the script of the page, joined in this order: the last rule wins, what is used stands before what uses it.
STYLE = tuple(f"style/{name}.css" for name in (
    "tokens", "base", "cover", "contents", "parts", "sections", "numbers", "key-numbers", "boxes", "text", "charts", "tables",
    "people", "pictures", "timeline", "lexicon", "origins", "footer", "contrast", "print",
))  # fmt: skip
SCRIPT = tuple(f"script/{name}.js" for name in (
    "shared", "contents", "headings", "downloads", "charts", "lexicon", "directory", "origin-card", "frames", "numbers",
    "origins", "folds",
))  # fmt: skip
# What each is laid out with, in `templates/`; what they import (Typst) or load (filters) is looked for in them.
_OF_PAGE = ("report.html.j2", *STYLE, *SCRIPT, "origins.html.j2", "origins-group.html.j2")
_OF_WORD = ("body.xml", "word.lua", *(f"{part}.xml.j2" for part in ("document", "styles", "settings", "fontTable", "footer")))
_OF_FACTSHEETS = ("factsheet.typ", "factsheet.html.j2", "factsheet.css", "index.html.j2")
LAID_OUT_WITH: Mapping[str, tuple[str, ...]] = {
    "html": ("filter.lua", *_OF_PAGE),
    "pdf": ("filter.lua", "main.typ.j2"),
    "print": ("filter.lua", "main.typ.j2"),
    "docx": tuple(f"word/{name}" for name in _OF_WORD),
    "cards": ("cards/cards.md.j2", "cards/cards.typ"),
}


def format_of(name: str) -> Format:
    """Return the format of a name of FORMATS: the object FORMAT of its module."""
    found: Format = import_module(FORMATS[name]).FORMAT
    return found


# The formats of variants: each module's `variant_of(name, entry)` gives the format that report.yml asks for under a name.
VARIANTS: Mapping[str, str] = {
    "pdf": "rapport.outputs.variants.leaflet",
    "fragment": "rapport.outputs.variants.fragment",
    "pptx": "rapport.outputs.variants.deck",
}
TEMPLATES = ("essentiel",)  # of a variant in PDF: `templates/variants/<name>.typ`


class Variant(Protocol):
    """A variant of the report, which makes its own files."""

    name: str

    def ready(self) -> None:
        """Raise FeatureMissingError when it needs a library that isn't installed yet."""
        ...

    def made(self, steps: EngineSteps) -> Mapping[str, bytes]:
        """Return its files by their path in the output folder, the main one first; raises ToolFailed."""
        ...

    def mentions(self, steps: Steps) -> Sequence[Mention]:
        """Return every number that it prints, in order, those of its drawings apart."""
        ...


def variant_of(name: str, entry: VariantEntry) -> Variant:
    """Return a variant that report.yml asks for."""
    found: Variant = import_module(VARIANTS[entry.format]).variant_of(name, entry)
    return found


def templates_of(edition: Edition, formats: Sequence[str]) -> tuple[str, ...]:
    """Return the templates of the formats, variants and factsheets of an edition, by their path in `templates/`."""
    names = [name for form in formats for name in LAID_OUT_WITH.get(form, ())]
    if edition.factsheets:
        names += ["filter.lua", *(f"factsheets/{name}" for name in _OF_FACTSHEETS)]
    for entry in resolved(edition.variants).values():
        if entry.format == "fragment":
            names.append("variants/fragment.html.j2")
        elif entry.format == "pdf" and entry.template in TEMPLATES:
            names.append(f"variants/{entry.template}.typ")
    return tuple(dict.fromkeys(names))


def variants_of(edition: Edition) -> Mapping[str, Variant]:
    """Return the variants that an edition's report.yml declares, by name; none of a format that doesn't exist."""
    return {name: variant_of(name, entry) for name, entry in resolved(edition.variants).items() if entry.format in VARIANTS}
