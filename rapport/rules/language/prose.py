"""Markdown as it is read aloud: its paragraphs, without marks, each with the way back to the author's characters.

Marks are first overwritten, character for character, by signs of ours that no author file may hold (`sources/reading` refuses
them): offsets don't move. Only then are the paragraphs taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import NamedTuple

from rapport.ground.markdown.fences import code_blocks
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.calls import ChartCall, NumberCall, PeopleCall, Placed, TableCall, calls_of
from rapport.sources.texts import Text

_GONE = "\ue000"  # nothing is read here
_BREAK = "\ue001"  # a paragraph ends here
_NAMELESS = "X"  # read in place of code and of addresses


@dataclass(frozen=True)
class Paragraph:
    """A paragraph on one line, taken from a stretch of a text; ``shown`` is that text with its marks overwritten."""

    prose: str
    text: Text
    shown: str
    start: int = 0
    end: int = 0

    def place(self, offset: int) -> Place:
        """Return the place of a character, in the author's file."""
        number = bisect_right(self._words, offset, key=lambda word: word.end)
        if number == len(self._words):
            return self.text.place(self.start)
        word = self._words[number]
        return self.text.place(word.typed + max(offset - word.start, 0))

    @cached_property
    def _words(self) -> list[_Word]:
        """Return the words, or parts of words, that stand together in the text."""
        words: list[_Word] = []
        length = 0
        for run in _RUNS.finditer(self.shown, self.start, self.end):
            if run[1]:
                words.append(_Word(length, length + len(run[0]), run.start()))
                length += len(run[0])
            elif length and _SPACES.search(run[0]):
                length += 1
        return words


class _Word(NamedTuple):
    """Where a word begins and ends in the prose, and where it was typed in the text."""

    start: int
    end: int
    typed: int


def paragraphs_of(text: Text, printed: Callable[[NumberCall], str]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text; ``printed`` gives what a number's call prints."""
    shown = _without_marks(text, printed) if text.body or _MARKS.search(text.text) else text.text
    start = 0
    for end in [*(match.start() for match in _ENDS.finditer(shown)), len(shown)]:
        prose = " ".join(shown[start:end].replace(_GONE, "").replace(_BREAK, "").split())
        if prose:
            yield Paragraph(prose, text, shown, start, end)
        start = end


_MARKS = regex(r"[\n*_`\[\]{}\\<>&^~@|]|://|\w\.\w")
_ENDS = regex(rf"{_BREAK}|\n(?=[ \t{_GONE}]*\n)")
_RUNS = regex(rf"([^\s{_GONE}{_BREAK}]+)|[\s{_GONE}{_BREAK}]+")
_SPACES = regex(r"\s")
_ATTRIBUTES_READ = regex(r'\b(?:who|role|title)="([^"\n]*)"')

# In this order: what is taken away first can't be taken for something else.
_HIDDEN = regex(
    r"(?P<apart><!--(?:(?!<!--).)*?-->|\{\{(?:(?!\{\{).)*?\}\}|^[ \t]*+(?:-{3,}|\*{3,})[ \t]*$)"
    r"|(?P<nameless>(?P<tick>`{1,9})[^`\n]++(?P=tick)|<?\b(?:https?://|mailto:|tel:|www\.)[^\s<>)\]}»]+>?"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]*\w"
    r"|(?<![\w.-])[.-]*+(?:[\w-]++\.)+(?:fr|org|com|net|eu|coop|info)\b(?:/[^\s<>)\]}»]*)?)"
    rf"|(?P<fence>(?:^|(?<={_BREAK}))[ \t]*:::[^\n]*$)",
    re.MULTILINE | re.DOTALL,
)
_LINE = regex(  # what opens a line: a heading, an element, a quotation, a note, the rule of a table
    rf"(?:^|(?<={_BREAK}))[ \t]*(?:\#{{1,6}}[ \t]+|[-*+][ \t]+|\d{{1,3}}[.)][ \t]+|:[ \t]+|\[\^[^\]\s]+\]:"
    r"|(?P<quoted>(?:>[ \t]?)+)(?P<opened>[ \t]*(?:\#{1,6}|[-*+]|\d{1,3}[.)])[ \t]+)?"
    r"|\[[^\]\n^]+\]:[ \t]|\|[ \t:|-]+\|[ \t]*$)",
    re.MULTILINE,
)
_QUOTED = regex(r"[ \t]*((?:>[ \t]?)+)(?![ \t]*\#{1,6}[ \t])")
# Each begins with its own sign, and looks behind afterwards: the search then leaps from sign to sign.
_MARKED = regex(
    r"(?P<apart>!\[(?=[^\[\]\n]*+\]\()|\^\[|\|(?<!\\.))"
    r"|(?P<gone>\]\[[^\[\]\n^]*+\](?![(:])|\]\((?:[^)\n\]]|\](?!\())*+\)|\[\^[^\[\]\s]++\]"
    r"|\{(?<!\\.)(?:[^{}\n]|\n(?![ \t]*\n))*+\}|\[(?<!\\.)|\](?<!\\.)|\\(?=[!-/:-@\[-`{-~])"
    r"|\*(?<!\\.)\**|_(?<![\w\\].)_*(?=\w)|_(?<=\w.)_{0,50}+(?!\w)|~~(?<!\\..)|\^(?:(?<=\w.)|(?=\w)))"
    r"|(?P<entity>&(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z]+);)"
)
_HEADING_END = regex(r"^[ \t]*\#{1,6}[ \t][^\n]*(\n)", re.MULTILINE)


def _within(text: str, match: re.Match[str]) -> bool:
    """Tell whether braces that no rule of the report can print stand within a line rather than alone on it."""
    before, after = text[: match.start()].rpartition("\n")[2], text[match.end() :].partition("\n")[0]
    return match[0].startswith("{{") and bool(before.strip() or after.strip())


def _without_marks(text: Text, printed: Callable[[NumberCall], str]) -> str:
    """Return a text of the same length with signs of ours in place of its marks."""
    calls = {found.start: found.call for found in calls_of(text.text) if isinstance(found, Placed)}
    ended = _HEADING_END.sub(lambda match: match[0][:-1] + _BREAK, _without_code(text.text))

    def hidden(match: re.Match[str]) -> str:
        if match["nameless"]:
            return _filled(_NAMELESS, match[0])
        if match["fence"]:
            return _fence(match[0])
        call = calls.get(match.start())
        if call is None and _within(text.text, match):  # what a factsheet says of its member
            return _filled(_NAMELESS, match[0])
        if call is None or isinstance(call, ChartCall | TableCall | PeopleCall):
            return _filled(_BREAK, match[0])
        return _filled(printed(call), match[0])

    shown = _LINE.sub(lambda match: _filled("" if _goes_on(match) else _BREAK, match[0]), _HIDDEN.sub(hidden, ended))
    return _MARKED.sub(_unmarked, shown)


def _goes_on(line: re.Match[str]) -> bool:
    """Tell whether what opens a line only says again that it is quoted, as the line before: its paragraph goes on."""
    if not line["quoted"] or line["opened"]:
        return False
    end = line.start() - 1
    before = _QUOTED.match(line.string, line.string.rfind("\n", 0, max(end, 0)) + 1, max(end, 0))
    return before is not None and before[1].count(">") >= line["quoted"].count(">")


def _without_code(text: str) -> str:
    """Return a text of the same length where a paragraph ends in place of each block of code."""
    kept, position = [], 0
    for block in code_blocks(text):
        kept += [text[position : block.start], _filled(_BREAK, text[block.start : block.end])]
        position = block.end
    return "".join([*kept, text[position:]])


def _fence(line: str) -> str:
    """Return the opening or the end of a block with nothing left to read but its name and titles."""
    kept = list(_filled(_BREAK, line))
    for read in _ATTRIBUTES_READ.finditer(line):
        kept[read.start(1) - 1 : read.end(1) + 1] = _BREAK + read[1] + _BREAK
    return "".join(kept)


def _unmarked(match: re.Match[str]) -> str:
    if match["entity"]:
        return _filled(unescape(match[0]), match[0])
    return _filled("" if match["gone"] else _BREAK, match[0])


def _filled(read: str, over: str) -> str:
    """Return what is read, as long as what it stands over; a number too long for its place is read as another."""
    if len(read) > len(over):
        read = "12"[: len(over)]
    return read + _GONE * (len(over) - len(read))
