"""The finished page, read back by a parser (libxml2): what a reader sees, in its element.

The proof that it says what the manuscript says must not rest on how our own code writes it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Any

from rapport.ground.patterns import regex
from rapport.rules.outputs.beside import BEGINNING, bare

_UNSEEN = frozenset({"script", "style"})  # a font's base64 holds nearly every number
# What holds no prose: drawings, the data under them, navigation, code.
_ASIDE = frozenset({"script", "style", "svg", "details", "nav", "template", "dialog", "head", "code", "pre"})
_BLOCKS = frozenset(
    {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "dt", "dd", "div", "section", "figure", "figcaption", "caption"}
    | {"ul", "ol", "dl", "tr"}
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ANNEX_OF_NUMBERS = "annexe-chiffres"
# Classes of what the cell of a row says: it stands alone, though a component may set several on a line.
CELLS = frozenset(
    {"name", "role", "note", "phone", "email", "when", "what", "where", "who", "detail", "credit", "region", "term", "expansion"}
)
BOUND = "\ue000"  # stands in a block of prose where a number is bound, or left as it is for a reason
_GENERATED = regex(r"(?<![\w-])content\s*:\s*([^;{}]*)", re.IGNORECASE)  # of CSS
_QUOTED = regex(r"\"[^\"\n]*\"|'[^'\n]*'")
_ESCAPE = regex(r"\\([0-9a-fA-F]{1,6})\s?")


class Page:
    """A page of HTML, parsed when it is first asked for something."""

    def __init__(self, html: str) -> None:
        self.html = html

    @cached_property
    def root(self) -> Any:
        """Return the tree of the page."""
        from lxml import etree  # noqa: PLC0415 - `check` reads no page

        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
        return etree.fromstring(self.html.encode(), parser)

    @cached_property
    def texts(self) -> list[Any]:
        """Return the stretches of text in order, scripts and styles apart; each knows its element."""
        return [text for text in self.root.xpath("//text()") if _holder(text).tag not in _UNSEEN]

    def bound(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the printed form of each bound number."""
        for element in self.root.iterfind(".//span[@data-ref]"):
            if element.get("class", "").startswith("value"):
                yield element.get("data-ref"), "".join(element.itertext())

    def ids(self) -> list[str]:
        """Return the identifiers of elements, in order."""
        return [str(name) for name in self.root.xpath("//@id")]

    def inner_targets(self) -> set[str]:
        """Return the identifiers to which the page's own links lead."""
        return {str(target)[1:] for target in self.root.xpath("//@href[starts-with(., '#')]")} - {""}

    def pictures_without_alt(self) -> int:
        """Return how many pictures have no alternative text."""
        return sum(not image.get("alt") for image in self.root.iter("img"))

    def drawings_without_alt(self) -> int:
        """Return how many drawings have no alternative text."""
        return sum(drawing.get("role") == "img" and not drawing.get("aria-label") for drawing in self.root.iter("svg"))

    def prose(self) -> Iterator[str]:
        """Yield the blocks of text less the bound numbers, drawings, data tables and navigation; a heading as Markdown has it."""
        from lxml import etree  # noqa: PLC0415 - as above

        main = self.root.find(".//main")
        if main is None:
            return
        said: list[str] = []
        walk = etree.iterwalk(main, events=("start", "end"))
        for event, element in walk:
            aside = _is_aside(element)
            if event == "start" and (aside or _is_bound(element)):
                walk.skip_subtree()
                said.append(f" {BOUND} " if aside else BOUND)  # what follows is no head of a line, where numbers count items
            elif not aside and (element.tag in _BLOCKS or has_class(element, CELLS)):
                yield from (f"# {text}" if event == "end" and element.tag in _HEADINGS else text for text in _block(said))
                said = []
            if event == "start" and not aside and not _is_bound(element):
                said.append(element.text or "")
            elif event == "end" and element is not main:
                said.append(element.tail or "")
        yield from _block(said)

    def generated(self) -> Iterator[str]:
        """Yield the texts that the style sheets of the page print by themselves (``content``), in whatever medium."""
        for style in self.root.iter("style"):
            for value in _GENERATED.findall(style.text or ""):
                said = "".join(one[1:-1] for one in _QUOTED.findall(value))
                yield _ESCAPE.sub(lambda code: chr(int(code[1], 16)) if int(code[1], 16) <= sys.maxunicode else "", said)

    def notes(self) -> Iterator[str]:
        """Yield the numbers of notes as the PDF's text has them: stuck to the word before, and to their note."""
        for section in self.root.iterfind(".//section"):
            if "footnotes" in section.get("class", "").split():
                for notes in section.iterfind("ol"):
                    items = enumerate(notes.iterfind("li"), int(notes.get("start") or 1))
                    yield from (f"{number}{''.join(item.itertext()).strip()}" for number, item in items)
        before = ""
        for text in self.texts:
            call = _holder(text).getparent() if _holder(text).tag == "sup" else None
            if call is not None and call.tag == "a" and call.get("href", "").startswith("#note-"):
                yield f"{before[-20:]}{text}"
            before = (before + text)[-60:]

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield the numbers of the items of lists, which HTML counts without writing them, with their first letters.

        Those of an item that has fewer are its whole text, without the lists in it.
        """
        for kind in self.root.iter("ol"):
            for number, item in enumerate(kind.iterfind("li"), int(kind.get("start") or 1)):
                yield str(number), bare(self._of_items.get(item, ""))[:BEGINNING]

    @cached_property
    def _of_items(self) -> dict[Any, str]:
        """Return the text of each item of a list, without the lists in it."""
        own: dict[Any, str] = {}
        for text in self.texts:
            holder = _holder(text)
            while holder is not None and holder.tag != "li":
                holder = holder.getparent()
            if holder is not None:
                own[holder] = own.get(holder, "") + text
        return own


def _holder(text: Any) -> Any:
    """Return the element that a stretch of text lies in: a tail lies in the parent of the element that it follows."""
    element = text.getparent()
    return element.getparent() if text.is_tail else element


def _is_aside(element: Any) -> bool:
    tag, address = element.tag, element.get("href", "")
    called = tag == "a" and ("footnote-ref" in element.get("class", "").split() or address.startswith("tel:"))
    return (
        tag in _ASIDE
        or called
        or "wanted" in element.get("class", "").split()
        or (tag == "section" and element.get("id") == ANNEX_OF_NUMBERS)
    )


def _is_bound(element: Any) -> bool:
    """Tell whether an element is a number that is bound, or left as it is for a reason that its author gives (TXT13)."""
    name = element.get("class", "")
    return element.tag == "span" and (name.startswith("value") or (name == "literal" and bool(element.get("data-because"))))


def has_class(element: Any, classes: Collection[str]) -> bool:
    """Tell whether an element is a span of one of these classes."""
    return element.tag == "span" and not set(classes).isdisjoint(element.get("class", "").split())


def _block(said: Collection[str]) -> Iterator[str]:
    if text := "".join(said).strip():
        yield text


def texts_of_drawing(svg: str) -> Iterator[str]:
    """Yield the texts of a drawing, those of several lines joined."""
    from lxml import etree  # noqa: PLC0415 - as above

    for text in etree.fromstring(svg.encode(), etree.XMLParser(huge_tree=True)).iter("{*}text"):
        yield "".join(text.itertext())


def marks_of_drawing(svg: str) -> frozenset[str]:
    """Return the names of the numbers that the shapes of a drawing stand for."""
    from lxml import etree  # noqa: PLC0415 - as above

    return frozenset(map(str, etree.fromstring(svg.encode(), etree.XMLParser(huge_tree=True)).xpath("//@data-mark")))
