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
    lines = without_code_blocks(text, _CODE).split("\n")
    above, before, listed = "", "", ""  # the words above, if any; the marks of their quotation; the list that they are in
    lines_above, plain = 0, False  # how many lines the words above have, whether their paragraph is at the margin
    noted, defined = False, False  # whether lines indented here are a note's, whether the words above are a meaning
    for number, typed in enumerate(lines):
        marks = _QUOTED.match(typed)
        mark = marks[0] if marks else ""
        line = typed[len(mark) :]
        if not line.strip() or _CODE in line:
            above, listed, lines_above = "", "", 0
            continue
        listed = listed if mark == before else ""
        following = lines[number + 1].removeprefix(mark) if number + 1 < len(lines) else ""
        kind = "quotation" if mark and not before and line[0].isalpha() else _kind(line, following)
        if _DASHES.match(line) and lines_above > 1:
            kind = "rule"  # it makes a title of one line, not of several
        plain = plain if above else not kind and not line.startswith("  ")
        goes_on = kind == listed != "" or (kind in _LISTS and above.startswith("  ") and not noted and not plain)
        goes_on = goes_on or (kind == "term" and defined)
        if ends_grid(lines, number):
            found[number] = ""
        if kind and above and not goes_on:
            found[number], plain = mark.rstrip() if mark == before else "", False
        apart = kind in _CLOSED or _APART.match(line) or _SIMPLE.match(line)
        listed = kind if kind in _LISTS else "" if kind or apart or _LEAVES.match(line) else listed
        defined = bool(_LEAVES.match(line)) or (defined and bool(above) and not kind)
        noted = bool(_NOTE.match(line)) or (noted and (line.startswith("  ") or bool(above)))
        above, before = "" if apart else line, mark
        lines_above = 0 if apart else 1 if number in found else lines_above + 1
    return found


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
