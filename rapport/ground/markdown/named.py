"""Braces that Pandoc reads as the name or the class of what stands before them: {#nom}, {.new-page}, {.callout #nom}.

They are stuck to brackets that close, to an address or to code, open a block, or end a heading or the caption of a table;
elsewhere they are printed as they are typed: « (voir plus bas){#nom} » names nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.markdown.code import CODE_WORDS
from rapport.ground.markdown.openings import BRACES
from rapport.ground.patterns import regex

_BRACES = regex(rf"{BRACES}|\{{[^{{}}\n]*+\}}")
_UNREAD = regex(r"(?<=[\])`>])\{[#.][^{}\n]*+\}")
_TARGET = regex(r"\]\((?:[^()\n]|\([^()\n]*+\))*+\)")
_ADDRESS = regex(r"<[^<>\s:@]*+[:@][^<>\s]*+>")
_BRACKETS = regex(r"\\.|[\[\]]|\n(?=[ \t]*\n)", re.DOTALL)
_FENCE = regex(r"[ \t>]*:{3,}[ \t]*")
_HEADING = regex(r"[ \t>]*\#{1,6}[ \t]")
_UNDERLINED = regex(r"[ ]{0,3}(?:=+|-+)[ \t]*")
_CAPTION = regex(r"[ \t>]*(?:[Tt]able)?:[ \t]")


def named_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where braces that name something begin and end."""
    lines, closed = text.split("\n"), _closed_in(text)
    offset, captioned, above = 0, False, ""
    for number, line in enumerate(lines):
        captioned = bool(_CAPTION.match(line)) if not above.strip() or _FENCE.match(above) else captioned
        following = lines[number + 1] if number + 1 < len(lines) else ""
        for braces in _BRACES.finditer(line) if "{" in line else ():
            before, after = line[: braces.start()], line[braces.end() :]
            ends = not after.strip() and (
                _HEADING.match(before)
                or (before.strip() and _UNDERLINED.fullmatch(following))
                or (captioned and (not following.strip() or _FENCE.match(following)))
            )
            if ends or offset + braces.start() in closed or _FENCE.fullmatch(before):
                yield offset + braces.start(), offset + braces.end()
        offset, above = offset + len(line) + 1, line


def _closed_in(text: str) -> set[int]:
    """Return where brackets, targets, addresses and code have just closed."""
    closed = {found.end() for pattern in (_TARGET, _ADDRESS, CODE_WORDS) for found in pattern.finditer(text)}
    depth = 0
    for found in _BRACKETS.finditer(text):
        if found[0] == "]" and depth:
            closed.add(found.end())
        depth = {"[": depth + 1, "]": max(depth - 1, 0), "\n": 0}.get(found[0], depth)
    return closed


def without_names(shown: str, text: str) -> str:
    """Return what is shown of a text, offsets unchanged, without the braces that name a heading, a table or an address.

    Those stuck to a bracket stay; what stands before others, which are stuck to something and name nothing, becomes a letter.
    """
    if "{" not in text:
        return shown
    named = [*named_in(text)]
    for start, end in named:
        if text[start - 1 : start].isspace() or text[start - 1 : start] == ">":
            shown = f"{shown[:start]}{' ' * (end - start)}{shown[end:]}"
    starts = {start for start, _ in named}
    for braces in _UNREAD.finditer(shown):
        if braces.start() not in starts:
            shown = f"{shown[: braces.start() - 1]}x{shown[braces.start() :]}"
    return shown
