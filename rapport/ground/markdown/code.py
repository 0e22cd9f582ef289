"""What Pandoc reads as code in a Markdown text: blocks between fences, words between backticks, indented paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.markdown.fences import code_blocks, without_code_blocks
from rapport.ground.patterns import regex

CODE_WORDS = regex(r"(?<![\\`])(`{1,9})(?!`)(?:[^`\n]|\n(?!\s*\n)|(?<!`)`{1,9}(?!\1))*?(?<!`)\1(?!`)")
_INDENTED = regex(r"(?: {4}| {0,3}\t)[ \t]*\S")
# What an indented paragraph goes on with: an item, a definition, a note.
_HOLDS = regex(r"[ ]{0,3}(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)]|[:~]|\[\^[^\]\s]+\]:)(?:[ \t]|$)")
# Under a paragraph, a number other than 1 is a word of it, and so is a sign before a number (rapport/ground/markdown/glued.py).
_COUNTED = regex(r"[ ]{0,3}(?!1[.)])\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)]|[ ]{0,3}\+[ \t]+\d")
_BLOCK = regex(r"[ ]{0,3}(?:\#{1,6}[ \t]|:{3,}|\||\+[-=])")


_OPENS = regex(
    r"(?P<margin>[ ]*(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)])[ ]{1,4}(?![ ])|[ ]{0,3}[:~][ ]{1,3}(?![ ])|[ ]{0,3}\[\^[^\]\s]+\]:)"
)


def _margin(line: str, margins: list[int]) -> int:
    """Return how far right the words stand that hold a line indented below them; ``margins`` are theirs, the outermost first."""
    indent = len(line) - len(line.lstrip(" "))
    while margins and margins[-1] > indent:
        margins.pop()
    return (margins[-1] if margins else 0) + 2 * (len(margins) > 1)  # Pandoc is milder in a list of a list


def indented_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph indented by four spaces begins and ends: outside of a list, or four more within, it is code."""
    offset, held, blank = 0, False, True
    margins: list[int] = []
    prose = False  # what stands above is a paragraph of no list
    start = -1
    for line in without_code_blocks(text, "x").split("\n"):
        empty = not line.strip()
        if start >= 0 and not _INDENTED.match(line):
            yield start, offset
            start = -1
        if not empty and not _INDENTED.match(line):
            opens = _HOLDS.match(line) and not (prose and _COUNTED.match(line))
            held = bool(opens) or (held and (not blank or line[:1] in {" ", "\t"}))
            prose = not held and not _BLOCK.match(line)
        elif not empty and blank and start < 0 and (not held or line.startswith(" " * (_margin(line, margins) + 4))):
            start = offset
        if not empty and start < 0 and held and (opens_at := _OPENS.match(line)):
            _margin(line, margins)
            margins.append(4 if "[^" in opens_at[0] else len(opens_at[0]))
        margins = margins if held else []
        blank, prose = empty, prose and not empty
        offset += len(line) + 1
    if start >= 0:
        yield start, len(text)


def code_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of code of a text begins and ends."""
    yield from ((block.start, block.end) for block in code_blocks(text))
    yield from (words.span() for words in CODE_WORDS.finditer(without_code_blocks(text)))
    yield from indented_in(text)
