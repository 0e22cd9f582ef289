"""The ::: lines of a Markdown text, brought back to the margin where Pandoc reads them.

Pandoc opens a div at the margin of what holds it, a text, a quotation or an item, and nowhere else: one space before « ::: », and
the marks are printed. People indent what stands in a block, as they would in code.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex

_CODE = "\0"  # stands over blocks of code
_FENCE = regex(r"((?:[ ]{0,3}>)*)([ ]+):{3,}")
_ITEM = regex(r"([ ]*)(?:[-*+]|\(?(?:\d{1,9}|[a-zA-Z]|\#)[.)])([ ]+)(?=\S)")
_DEEPEST = 3  # spaces beyond a margin: more make code of it, which TXT14 tells


@lru_cache(maxsize=256)
def with_fences_at_margin(text: str) -> str:
    """Return the text, each of its ::: lines at the margin of the text or of the item that it stands in."""
    if " :::" not in text:
        return text
    lines = text.split("\n")
    margins: list[int] = []  # of the items that are open
    blank = True
    for number, line in enumerate(without_code_blocks(text, _CODE).split("\n")):
        if not line.strip():
            blank = True
            continue
        if (fence := _FENCE.match(line)) and not line.startswith(_CODE):
            lines[number] = _moved(lines[number], fence, [] if fence[1] else margins)
        elif item := _ITEM.match(line):
            margins = [*(margin for margin in margins if margin <= len(item[1])), item.end()]
        elif blank:
            margins = [margin for margin in margins if line.startswith(" " * margin)]
        blank = False
    return "\n".join(lines)


def _moved(line: str, fence: re.Match[str], margins: list[int]) -> str:
    own = len(fence[2]) - bool(fence[1])  # the first space after the mark of a quotation is its own
    margin = max((margin for margin in margins if margin <= own), default=0)
    if not 0 < own - margin <= _DEEPEST:
        return line
    return fence[1] + " " * (margin + bool(fence[1])) + line[fence.end(2) :]
