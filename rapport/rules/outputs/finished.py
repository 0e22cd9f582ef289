"""The finished files as the rules read them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from rapport.ground import french
from rapport.ground.cache import Cache
from rapport.ground.problems import Place
from rapport.outputs.engines.agreement import disagreement
from rapport.rules.outputs.matched import PrintedBlock, blocks_of
from rapport.rules.outputs.page import Page
from rapport.rules.outputs.page_seen import SeenSection, sections_of
from rapport.rules.outputs.pdf_being_read import PdfsBeingRead
from rapport.rules.outputs.pdf_facts import PdfFacts
from rapport.rules.outputs.proved import Proved
from rapport.rules.outputs.word_seen import FinishedWord
from rapport.sources.model import Rendered

T = TypeVar("T")


class Outputs:
    """The finished files as the rules read them; the PDF is being read from the start, beside the rules on the page.

    ``go_on`` raises Unwanted once nobody waits for what the rules say; ``anew``, nothing is taken for proved.
    """

    def __init__(self, rendered: Rendered, cache: Cache, go_on: Callable[[], None] = lambda: None, *, anew: bool = False) -> None:
        self.rendered = rendered
        self._cache = cache
        self.proved = Proved(cache, anew=anew)
        self._pdfs = PdfsBeingRead(rendered, cache)
        self._go_on = go_on
        self._made: dict[Any, Any] = {}
        self._facts: dict[str, PdfFacts] = {}

    def go_on(self) -> None:
        """Raise Unwanted, with nothing left under way, once nobody waits for what the rules say."""
        try:
            self._go_on()
        except BaseException:
            self._pdfs.close()
            raise

    @cached_property
    def html(self) -> str:
        """Return the page, empty when there is none."""
        path = self.rendered.files.get("html")
        return path.read_text("utf-8") if path else ""

    @property
    def pdf_disagreement(self) -> int | None:
        """Return the page from which those of the PDF don't agree, 0 where that isn't known; None when they do."""
        path = self.rendered.files.get("pdf")
        return disagreement(path.read_bytes(), self._cache) if path else None

    @cached_property
    def page(self) -> Page:
        """Return the page as a parser reads it."""
        return Page(self.html)

    @cached_property
    def word(self) -> FinishedWord | None:
        """Return the Word file as a parser reads it, None when there is none."""
        path = self.rendered.files.get("docx")
        return FinishedWord(path) if path else None

    @cached_property
    def printed_blocks(self) -> Mapping[str, Sequence[PrintedBlock]]:
        """Return the blocks that each piece of the manuscript prints, in order; nothing where nobody asks for them."""
        told = self.rendered.said
        return {piece.id: blocks_of(told(piece.id)) for piece in self.rendered.manuscript.pieces} if told else {}

    @cached_property
    def seen(self) -> Mapping[str, SeenSection]:
        """Return what is seen of each section of the page."""
        return sections_of(self.page.root, self.printed_blocks)

    @cached_property
    def page_numbers(self) -> frozenset[str]:
        """Return the numbers that the page shows, wherever they stand in it."""
        stretches = (stretch for section in self.seen.values() for stretch in section.stretches)
        text = " ".join([*self.page.texts, *self.page.notes(), *stretches])  # « `16h15`30 » is of one stretch, of two texts
        # The spaces of thousands may be lost in the PDF's text.
        joined = re.sub(rf"(?<=\d)[{french.NBSP}{french.NNBSP}](?=\d)", "", text)
        return frozenset(re.findall(r"\d+", text)).union(re.findall(r"\d+", joined))

    @cached_property
    def page_items(self) -> frozenset[tuple[str, str]]:
        """Return the numbers of the items of the page's lists, with the beginning of each."""
        return frozenset(self.page.items())

    def once(self, make: Callable[[Outputs], T]) -> T:
        """Return what a function makes of the finished files, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @property
    def pdf_facts(self) -> PdfFacts | None:
        """Return what is read of the PDF, None when there is none; raises PdfiumError when it can't be read."""
        return self.facts_of("pdf")

    def facts_of(self, name: str) -> PdfFacts | None:
        """Return what is read of the PDF of a format, None when it isn't one; raises as ``pdf_facts`` does.

        A place that an author names opens no section.
        """
        if name not in self._facts and (facts := self._pdfs.facts_of(name, self.go_on)):
            pieces = {piece.id for piece in self.rendered.manuscript.pieces}
            self._facts[name] = {**facts, "sections": [anchor for anchor in facts["sections"] if anchor.name in pieces]}
        return self._facts.get(name)

    @property
    def pdf_pages(self) -> list[str]:
        """Return the text of each page of the PDF."""
        return [page["text"] for page in self.pdf_facts["pages"]] if self.pdf_facts else []

    def place_of(self, format_: str) -> Place:
        """Return a finished file as a place."""
        return Place(self.rendered.files[format_].name)


def nothing(_: Outputs) -> None:
    """Look at nothing: what reads the PDF alone waits for it."""
