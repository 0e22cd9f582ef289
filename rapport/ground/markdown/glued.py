"""Blocks stuck to the paragraph above them, no blank line before: a list, a heading, a ::: block, a quotation, a table, a note.

Pandoc takes them for words of the paragraph; people, and CommonMark, don't. A number opens a list there only when it is 1, as in
CommonMark (https://spec.commonmark.org/0.31.2/#list-items): « le total est de⏎318. » is a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from rapport.ground.markdown.drawn import GRID, SEPARATOR, ends_grid
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex

_CODE = "\0"  # stands over blocks of code
_LISTS = frozenset({"bullet", "number"})
_CLOSED = frozenset({"fence", "heading", "rule", "table"})  # no paragraph goes on under them
_QUOTED = regex(r"[ ]{0,3}(?:>[ ]?)+(?=\S)")
_RULE = regex(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$")  # dashes under a text make a title of it
_FENCE = regex(r"[ \t]*:{3,}[ \t]*(\S?)")
_HEADING = regex(r"[ ]{0,3}#{1,6}[ \t]+\S")
_BULLET = regex(r"[ ]{0,3}(?:[-*]|\+(?![ \t]+\d))[ \t]+\S")
_DEFINITION = regex(r"[ ]{0,3}\[(?:\^[^\]\s]+\]:|[^\]\n]+\]:[ \t]*(?:<|#|https?:|mailto:|tel:|assets/))")
_NUMBER = regex(r"[ ]{0,3}1[.)][ \t]+\S")
_DASHES = regex(r"[ ]{0,3}-{3,}[ \t]*$")
_MEANING = regex(r"[ ]{0,3}[:~](?:[ ]{2,}|\t)[ \t]*\S")  # of the term on the line above
_LEAVES = regex(r"[ ]{0,3}[:~][ \t]")  # Pandoc leaves the item of a list there
_NOTE = regex(r"[ ]{0,3}\[\^[^\]\s]+\]:")
_SIMPLE = regex(r"[ \t]*-{3,}(?:[ \t]+-{3,})*[ \t]*$")  # the rule of a table without bars
# Under these, nothing is stuck to a paragraph: a table, the end of a block.
_APART = regex(r"[ ]{0,3}(?:\|(?=[ \t]|$|.*\|)|\+[-=])|[ \t]*:{3,}[ \t]*$")


@lru_cache(maxsize=256)
def glued_in(text: str) -> Mapping[int, str]:
    """Return what parts each glued block from its paragraph, by line (from 0) of a Markdown text: a line to put before it.

    It is empty, but for the marks of the quotation that holds both.
    """
    found: dict[int, str] = {}
    lines, above = without_code_blocks(text, _CODE).split("\n"), _Above()
    for number, typed in enumerate(lines):
        marks = _QUOTED.match(typed)
        mark = marks[0] if marks else ""
        line = typed[len(mark) :]
        if not line.strip() or _CODE in line:
            above.end()
            continue
        following = lines[number + 1].removeprefix(mark) if number + 1 < len(lines) else ""
        kind = above.kind_of(line, mark, following)
        glued = above.is_parted_from(kind, mark)
        if glued or ends_grid(lines, number):
            found[number] = mark.rstrip() if glued and mark == above.marks else ""
        above.take(line, mark, kind, glued=glued, first=number in found)
    return found


class _Above:
    """What stands above the line that is read: the last line of a paragraph, if one goes on, and what holds it."""

    words = ""  # empty where no paragraph goes on
    lines = 0  # of the paragraph
    marks = ""  # of the quotation that holds it
    listed = ""  # the kind of the list that it is in
    at_margin = False
    in_note = False  # where lines indented go on with it
    in_meaning = False  # of a term

    def end(self) -> None:
        """Read a line that ends what went on: nothing, or code."""
        self.words, self.listed, self.lines = "", "", 0

    def kind_of(self, line: str, mark: str, following: str) -> str:
        """Return the kind of block that a line would open below it, empty when it could open none."""
        if _DASHES.match(line) and self.lines > 1:
            return "rule"  # it makes a title of one line, not of several
        return "quotation" if mark and not self.marks and line[0].isalpha() else _kind(line, following)

    def is_parted_from(self, kind: str, mark: str) -> bool:
        """Tell whether a block of a kind would be words of the paragraph, and isn't meant to."""
        if not kind or not self.words or (kind == "term" and self.in_meaning):
            return False
        nested = kind in _LISTS and self.words.startswith("  ") and not self.in_note and not self.at_margin
        return not nested and kind != self._list_in(mark)

    def take(self, line: str, mark: str, kind: str, *, glued: bool, first: bool) -> None:
        """Read a line: glued, it is parted from what was above; the first of its paragraph, whatever is."""
        apart = kind in _CLOSED or _APART.match(line) or _SIMPLE.match(line)
        leaves = _LEAVES.match(line)
        self.at_margin = not glued and (self.at_margin if self.words else not kind and not line.startswith("  "))
        self.listed = kind if kind in _LISTS else "" if kind or apart or leaves else self._list_in(mark)
        self.in_meaning = bool(leaves) or (self.in_meaning and bool(self.words) and not kind)
        self.in_note = bool(_NOTE.match(line)) or (self.in_note and (line.startswith("  ") or bool(self.words)))
        self.words, self.marks = "" if apart else line, mark
        self.lines = 0 if apart else 1 if first else self.lines + 1

    def _list_in(self, mark: str) -> str:
        """Return the kind of the list that goes on under the marks of a quotation, none where they are others."""
        return self.listed if mark == self.marks else ""


def _kind(line: str, following: str) -> str:
    """Return the kind of block that a line would open, empty when it could open none under a paragraph."""
    if fence := _FENCE.match(line):
        return "fence" if fence[1] else ""
    if _HEADING.match(line):
        return "heading"
    if _RULE.match(line):
        return "rule"
    if "|" in line and "|" in following and SEPARATOR.match(following):
        return "table"
    if GRID.match(line):
        return "table" if following[:1] == "|" else ""
    if _DEFINITION.match(line):
        return "definition"
    if _BULLET.match(line):
        return "bullet"
    if _NUMBER.match(line):
        return "number"
    return "term" if _MEANING.match(following) and not _APART.match(line) and not _LEAVES.match(line) else ""
