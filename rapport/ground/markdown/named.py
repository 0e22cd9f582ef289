"""Braces that Pandoc reads as the name or the class of what stands before them: {#nom}, {.new-page}, {.callout #nom}.

They are stuck to a bracket, an address or code, open a block, or end a heading or the caption of a table; anywhere else they are
printed as they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACES = re.compile(r"\{[^{}\n]*+\}")
_STUCK = ("]", ")", "`", ">")
_FENCE = re.compile(r"[ \t>]*:{3,}[ \t]*")
_HEADING = re.compile(r"[ \t>]*\#{1,6}[ \t]")
_UNDERLINED = re.compile(r"[ ]{0,3}(?:=+|-+)[ \t]*")
_CAPTION = re.compile(r"[ \t>]*(?:[Tt]able)?:[ \t]")


def named_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where braces that name something begin and end."""
    lines = text.split("\n")
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
            if ends or before.endswith(_STUCK) or _FENCE.fullmatch(before):
                yield offset + braces.start(), offset + braces.end()
        offset, above = offset + len(line) + 1, line


def without_names(text: str) -> str:
    """Return a text, offsets unchanged, without the braces that name a heading or a table; those stuck to a bracket stay."""
    kept, position = [], 0
    for start, end in named_in(text) if "{" in text else ():
        if text[start - 1 : start].isspace():
            kept += [text[position:start], " " * (end - start)]
            position = end
    return "".join([*kept, text[position:]])
