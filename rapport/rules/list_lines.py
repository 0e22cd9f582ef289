"""TXT26: lists whose lines are set large, or side by side: each is one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import FENCE, bodies

_BLOCKS = regex(r"(?:\{\s*)?\.?(key-numbers|glance|interview|dates)\b")
_LINE = regex(
    r"^(?P<margin>[ \t>]*)(?P<item>[-*+][ \t]+)?(?P<block>(?:[>|]|\d{1,3}[.)]|\#{1,6})(?=[ \t]))?(?P<words>[^\n]*)$", re.MULTILINE
)
_LEAST = 2  # signs of margin that put a line under the words of its item


@SOURCE_RULES.rule("TXT26", text_by_text=True)
def block_under_line(sources: Sources) -> Iterator[Finding]:
    """Dans les blocs de chiffres ou de dates, une ligne de la liste est un seul paragraphe : rien ne se met sous elle."""
    for text, prose in bodies(sources):
        inside: list[str] = []  # the blocks around, the nearest last
        since = 0
        for fence in FENCE.finditer(prose) if _BLOCKS.search(prose) else ():
            for offset in _under(prose, since, fence.start()) if inside and inside[-1] else ():
                said = f"Dans « ::: {inside[-1]} », une ligne de la liste est un seul paragraphe : ceci est sous elle."
                yield Finding(said, text.place(offset), "Mettez ces mots sur la ligne elle-même, ou hors du bloc.")
            named = _BLOCKS.match(fence[2])
            if fence[2]:
                inside.append(named[1] if named else "")
            elif inside:
                inside.pop()
            since = fence.end() + 1


def _under(prose: str, start: int, end: int) -> Iterator[int]:
    """Yield where a block begins under a line of a list."""
    margin, blank = -1, False  # the margin of the item that is open, if any
    for line in _LINE.finditer(prose, start, end):
        wide = len(line["margin"].expandtabs(4))
        if not (line["item"] or line["block"] or line["words"]):
            blank = True
            continue
        if line["item"] and (margin < 0 or wide < margin + _LEAST):
            margin = wide
        elif margin >= 0 and wide >= margin + _LEAST:
            if blank or line["item"] or line["block"]:
                yield line.start() + len(line["margin"])
        elif blank:
            margin = -1
        blank = False
