"""TXT26: lists whose lines are set large, or side by side: each is one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import FENCE, bodies

_BLOCKS = regex(r"(?:\{\s*)?\.?(key-numbers|glance|interview|dates)\b")
_LINE = regex(
    r"^(?P<margin>[ \t>]*)(?P<fence>:{3,}[ \t]*(?P<name>\S)?)?(?P<item>[-*+][ \t]+)?"
    r"(?P<block>(?:\||(?:\d{1,3}|\#)[.)]|\(@[\w-]*\)|\#{1,6})(?=[ \t]))?(?P<words>[^\n]*)$",
    re.MULTILINE,
)
_LEAST = 2  # signs of margin that put a line under the words of its item


@SOURCE_RULES.rule("TXT26", text_by_text=True)
def block_under_line(sources: Sources) -> Iterator[Finding]:
    """Dans les blocs de chiffres ou de dates, une ligne de la liste est un seul paragraphe : rien ne se met sous elle."""
    for text, prose in bodies(sources):
        opened: list[re.Match[str]] = []  # the blocks around, the nearest last
        for fence in FENCE.finditer(prose) if _BLOCKS.search(prose) else ():
            if fence[2]:
                opened.append(fence)
            elif opened and (named := _BLOCKS.match((opening := opened.pop())[2])):
                said = f"Dans « ::: {named[1]} », une ligne de la liste est un seul paragraphe : ceci est sous elle."
                for offset in _under(text.text, prose, opening, fence.start()):
                    yield Finding(said, text.place(offset), "Mettez ces mots sur la ligne elle-même, ou hors du bloc.")


def _under(text: str, prose: str, opening: re.Match[str], end: int) -> Iterator[int]:
    """Yield where a block begins under a line of a list of a block; ``prose`` is the text without its code."""
    quoted = prose.count(">", opening.start(), opening.start(1))
    margin, blank, code, depth = -1, False, False, 0  # the margin of the item that is open, if any
    for line in _LINE.finditer(text, opening.end() + 1, end):
        *quotes, own = line["margin"].split(">")
        deeper = len(quotes) > quoted
        wide = len((quotes[quoted] if deeper else own).expandtabs(4))
        under = margin >= 0 and wide >= margin + _LEAST
        before, code = code, bool(line[0].strip()) and not prose[line.start() : line.end()].strip()
        if line["fence"] and not code:
            if line["name"] and under and not depth:
                yield line.start("fence")
            depth += 1 if line["name"] else -1
            margin = margin if under else -1
        elif depth or not line[0].strip(" \t>"):
            blank = not depth
            continue
        elif under:
            if (blank or deeper or line["item"] or line["block"] or code) and not (code and before):
                yield line.start("item") if line["item"] else line.end("margin")
        elif deeper or blank:
            margin = wide if line["item"] and not deeper and not code else -1
        elif line["item"] and not code:
            margin = wide
        blank = False
