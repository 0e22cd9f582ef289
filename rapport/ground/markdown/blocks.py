"""The paragraphs, headings, items and quotations of a Markdown text: where the sentences of each stand, and what holds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rapport.ground.markdown.drawn import SHOWN, holds_rows
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.lettered import lone_marks
from rapport.ground.patterns import regex

PARAGRAPH, HEADING, ITEM, QUOTE, DEFINED, APART = "paragraph", "heading", "item", "quote", "note", "apart"
PART = "part"  # of a block: it can't be split, joined or moved by itself
_CODE = "\0"
_FENCE = regex(r"[ \t]*:{3,}[ \t]*(\S?)")
_HEADING = regex(r"([ ]{0,3}#{1,6}[ \t]+)(.*?)([ \t]*#*[ \t]*(?:(?<!\])\{[^{}\n]*\})?[ \t]*)$")
_ITEM = regex(r"([ \t]*(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z])[.)]|#\.)[ \t]+)(?=\S)")
_QUOTE = regex(r"([ ]{0,3}(?:>[ ]?)+)(?=\S)")
_NOTE = regex(r"([ ]{0,3}\[\^[^\]\s]+\]:[ \t]*)(?=\S)")
_APART = regex(rf"[ ]{{0,3}}(?:\||\+[-=]|[-=_*]{{3,}}[ \t]*$|[:~][ \t]|\[(?!\^)[^\]\n]+\]:)|{SHOWN}|[ ]{{4,}}")

_TOGETHER = "together"  # lines set to the right: a paragraph of a list's item
_INDENTED = regex(r"[ ]{4,}(?![|+:])\S")
_LINE_END = regex(r"(?<![> \t\n])[ \t]*+\n[ \t>]*+(?!\n|\Z|(?:[-*+|]|\#{1,6}|\d{1,3}[.)])[ \t])")


class SourceBlock(NamedTuple):
    """Sentences of a text, between two offsets; ``head`` is what is typed before them on their first line.

    ``holder`` numbers what holds the block: blocks of one kind that follow each other there are siblings.
    """

    kind: str
    start: int
    end: int
    head: str = ""
    tail: str = ""
    holder: int = 0


@dataclass
class _Reading:
    lone: frozenset[int]  # where marks that number no list end
    holders: list[int] = field(default_factory=lambda: [0])
    made: int = 0
    kind: str = ""
    head: str = ""
    start: int = 0
    end: int = 0

    def closed(self) -> Iterator[SourceBlock]:
        """Yield the block that is open, if any, and close it."""
        if self.kind:
            yield SourceBlock(self.kind, self.start, self.end, self.head, "", self.holders[-1])
        self.kind = ""

    def begin(self, kind: str, head: str, start: int, end: int) -> None:
        """Open a block whose first line ends there."""
        self.kind, self.head, self.start, self.end = kind, head, start, end


def blocks_in(text: str) -> list[SourceBlock]:
    """Return the blocks of a text in order; tables, code and calls alone on their line are apart, each line by itself."""
    return [*_blocks(text)]


def in_one_line(text: str) -> str:
    """Return a text with the lines of each of its sentences in one, offsets unchanged: a space stands for the end of a line.

    A number and a dot that begin a line may open a list and stay there. A table's row is a line, with bars at its ends or not.
    """
    joined, above, last = text, "", 0
    for block in blocks_in(text) if "\n" in text else ():
        indented = block.kind == APART and _INDENTED.match(text, block.start) is not None
        start = last if indented and above == _TOGETHER and text[last : block.start].count("\n") == 1 else block.start
        if indented or not (block.kind in {APART, HEADING} or holds_rows(text[start : block.end])):
            joined = f"{joined[:start]}{_LINE_END.sub(_spaces, joined[start : block.end])}{joined[block.end :]}"
        above, last = _TOGETHER if indented else "", block.end
    return joined


def _spaces(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _blocks(text: str) -> Iterator[SourceBlock]:
    told = without_code_blocks(text, _CODE)
    reading, at = _Reading(lone=frozenset(start for start, _ in lone_marks(told))), 0
    for line in told.split("\n"):
        end = at + len(line)
        yield from _line(reading, line, at, at + len(line.rstrip()))
        at = end + 1
    yield from reading.closed()


def _line(reading: _Reading, line: str, at: int, end: int) -> Iterator[SourceBlock]:
    if not line.strip():
        yield from reading.closed()
    elif fence := _FENCE.match(line):
        yield from reading.closed()
        if fence[1]:
            reading.made += 1
            reading.holders.append(reading.made)
        elif len(reading.holders) > 1:
            reading.holders.pop()
    elif heading := _HEADING.match(line):
        yield from reading.closed()
        start = at + len(heading[1])
        yield SourceBlock(HEADING, start, start + len(heading[2]), heading[1], heading[3], reading.holders[-1])
    elif _CODE in line or (_APART.match(line) and not _continues(reading, line)):
        yield from reading.closed()
        yield SourceBlock(APART, at, end, "", "", reading.holders[-1])
    else:
        yield from _sentence(reading, line, at, end)


def _continues(reading: _Reading, line: str) -> bool:
    """Tell whether a line goes on with the words above it, for all that it looks like something else."""
    return bool(reading.kind) and line.startswith("    ")


def _sentence(reading: _Reading, line: str, at: int, end: int) -> Iterator[SourceBlock]:
    for kind, form in ((ITEM, _ITEM), (QUOTE, _QUOTE), (DEFINED, _NOTE)):
        found = form.match(line)
        words = kind == ITEM and found and (at + len(found[1].rstrip()) in reading.lone or _is_words(reading, line))
        if found and not words and not (kind == QUOTE and reading.kind == QUOTE):
            yield from reading.closed()
            reading.begin(kind, found[1], at + len(found[1]), end)
            return
    if reading.kind:
        reading.end = end
        return
    indent = line[: len(line) - len(line.lstrip())]
    reading.begin(PARAGRAPH, indent, at + len(indent), end)


def _is_words(reading: _Reading, line: str) -> bool:
    """Tell whether what looks like a number of a list is the end of a sentence, as CommonMark has it."""
    return reading.kind not in {"", ITEM} and not re.match(r"[ \t]*(?:[-*+]|1[.)])[ \t]", line)
