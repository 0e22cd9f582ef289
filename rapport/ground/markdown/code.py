"""What Pandoc reads as code in a Markdown text: blocks between fences, words between backticks, indented paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.markdown.fences import code_blocks, without_code_blocks

CODE_WORDS = re.compile(r"(?<![\\`])(`{1,9})(?!`)(?:[^`\n]|\n(?!\s*\n)|(?<!`)`{1,9}(?!\1))*?(?<!`)\1(?!`)")
_INDENTED = re.compile(r"(?: {4}| {0,3}\t)[ \t]*\S")
# What an indented paragraph goes on with: an item, a definition, a note.
_HOLDS = re.compile(r"[ ]{0,3}(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)]|[:~]|\[\^[^\]\s]+\]:)(?:[ \t]|$)")
# Under a paragraph, a number other than 1 is a word of it, and so is a sign before a number (rapport/ground/markdown/glued.py).
_COUNTED = re.compile(r"[ ]{0,3}(?!1[.)])\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)]|[ ]{0,3}\+[ \t]+\d")
_BLOCK = re.compile(r"[ ]{0,3}(?:\#{1,6}[ \t]|:{3,}|\||\+[-=])")


def indented_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph indented by four spaces begins and ends: outside of a list, it is code."""
    offset, held, blank = 0, False, True
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
        elif not empty and blank and not held and start < 0:
            start = offset
        blank, prose = empty, prose and not empty
        offset += len(line) + 1
    if start >= 0:
        yield start, len(text)


def code_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each stretch of code of a text begins and ends."""
    yield from ((block.start, block.end) for block in code_blocks(text))
    yield from (words.span() for words in CODE_WORDS.finditer(without_code_blocks(text)))
    yield from indented_in(text)
