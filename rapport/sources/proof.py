"""What a Word file that comes back from proofreading holds: its paragraphs, letter by letter, and what the export left in it.

A letter has its marks: ``b`` bold, ``i`` italic; those that Markdown doesn't bring back are ``u`` underlined, ``s`` struck,
``h`` highlighted, ``e`` raised or lowered, ``k`` in capitals, ``v`` hidden, ``c`` coloured, ``z`` of another size,
``p`` of another font, ``y`` of a style, ``o`` looking otherwise in any way, ``f`` written by a field; ``d`` is the sign of a
doubt, which the export adds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

BOOKMARK = "_src_"  # begins the name of each paragraph's bookmark, which Word and LibreOffice keep; a leading dash below hides it
NAMESPACE = "urn:rapport:epreuve"  # of the part that says which paragraph is what
FORM = "2"  # of that part
PICTURE, NOTE = "\ufffc", "\ue010"  # stand for a picture, and for the mark of a note
VISIBLE = frozenset("bi")
BULLETS, NUMBERS = "ul", "ol"  # lists
UNNAMED = "?"  # the name of a number whose control has lost it


def led(address: str) -> str:
    """Return an address without the slash that LibreOffice puts behind the name of a site."""
    return address[:-1] if address.endswith("/") and address.count("/") == 3 else address  # noqa: PLR2004 - two behind the scheme


class Run(NamedTuple):
    """Letters that have the same marks, the same link, and are in the control of the same number, if any."""

    text: str
    marks: str = ""
    link: str = ""
    ref: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class ProofParagraph:
    """A paragraph as it reads once every tracked change is accepted.

    ``ids`` are the bookmarks in it; ``people`` those who changed it; ``form`` is that of a heading (« h2 ») or of an item of a
    list, with its depth (« ul0 », « ol1 »); ``row`` that of a table (« 3.12 », its table's number and its own), ``note`` that it
    stands in a note; ``tracked`` that some of it was changed with the tracking on, ``moved`` that it left its bookmark elsewhere.
    """

    ids: tuple[str, ...]
    runs: Runs
    style: str = ""
    form: str = ""
    row: str = ""
    note: bool = False
    people: tuple[str, ...] = ()
    tracked: bool = False
    moved: bool = False
    gone: bool = False  # nothing of it stays, nor its end
    pictures: str = ""  # a mark of each, and of the text that says it
    layout: str = ""  # on the page, beside what its style says (reading/proofs/layout.py)

    @property
    def cell(self) -> bool:
        """Tell whether it stands in a table."""
        return bool(self.row)

    @property
    def level(self) -> int:
        """Return the level of a heading, 0 of anything else."""
        return int(self.form[1:]) if self.form.startswith("h") else 0

    @property
    def listed(self) -> bool:
        """Tell whether it is an item of a list."""
        return self.form.startswith((BULLETS, NUMBERS))

    @property
    def text(self) -> str:
        """Return the letters alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class ProofComment:
    """A comment of a reviewer: about which words of which paragraph; ``day`` is empty when nothing says it; ``resolved``."""

    person: str
    day: str
    text: str
    about: str
    id: str  # of the paragraph's bookmark; empty when it has none
    resolved: bool = False


class SentParagraph(NamedTuple):
    """A paragraph as the export wrote it: where its text comes from (no path for what is generated), in which section."""

    id: str
    runs: Runs
    path: str = ""
    first: int = 0
    last: int = 0
    fingerprint: str = ""  # of the text in its source
    section: str = ""
    style: str = ""
    form: str = ""
    pictures: str = ""
    row: str = ""  # of a table, as a paragraph that comes back has it
    layout: str | None = None  # as one that comes back has it; None of an export that didn't say

    @property
    def text(self) -> str:
        """Return the letters alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class SentProof:
    """What the export left in the file: of which edition, of which state of its sources, its paragraphs and its questions."""

    organisation: str
    year: str
    revision: str
    paragraphs: tuple[SentParagraph, ...]
    asked: tuple[str, ...] = ()  # the comments that the export wrote
    edges: tuple[str, ...] | None = None  # the heads and the feet of the pages; None of an export that didn't say
    page: str | None = None  # the size of the pages, their margins
    styles: Mapping[str, str] | None = None  # what they look like, by their names; None of an export that said less of layouts
    properties: Mapping[str, str] | None = None  # of the file
    bookmarks: Mapping[str, str] | None = None  # that people may see, each with its paragraph
    edge_looks: Mapping[str, str] | None = None  # how the heads and the feet of the pages look


@dataclass
class ReturnedProof:
    """A Word file that came back; ``refusal`` says why it can't be read, and what to do (French)."""

    sent: SentProof | None = None
    paragraphs: tuple[ProofParagraph, ...] = ()
    comments: tuple[ProofComment, ...] = ()
    edges: tuple[str, ...] = ()
    page: str = ""
    styles: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    bookmarks: Mapping[str, str] = field(default_factory=dict)
    edge_looks: Mapping[str, str] = field(default_factory=dict)
    refusal: tuple[str, str] | None = None
