"""The fenced blocks of code of a Markdown text, found in linear time."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapport.ground.patterns import regex

_FENCE = regex(r"^[ \t]*(?:(`{3,})([^`\n]*)|(~{3,})([^\n]*))$", re.MULTILINE)


class Block(NamedTuple):
    """A block of code, its two fences included; ``sure`` when it is nothing else, whatever stands around.

    Sure: at the margin, after a blank line or at the beginning.
    """

    start: int
    end: int
    sure: bool


@lru_cache(maxsize=1024)
def code_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of code of a text in order; a fence that nothing closes opens none.

    A block is closed by a line of as many of its marks or more, and nothing else.
    """
    if "```" not in text and "~~~" not in text:
        return ()
    fences = [*_FENCE.finditer(text)]
    longest = [(0, 0)]  # the longest closing fence of each mark from each fence on, backticks and tildes
    for fence in reversed(fences):
        ticks, tildes = longest[-1]
        closing = not (fence[2] or fence[4] or "").strip()
        ticks = max(ticks, len(fence[1] or "") if closing else 0)
        tildes = max(tildes, len(fence[3] or "") if closing else 0)
        longest.append((ticks, tildes))
    longest.reverse()
    blocks = []
    opened: re.Match[str] | None = None
    for index, fence in enumerate(fences):
        if opened is None:
            ticks, tildes = longest[index + 1]
            if (ticks if fence[1] else tildes) >= len(fence[1] or fence[3]):
                opened = fence
        elif _closes(fence, opened):
            before = text[max(opened.start() - 2, 0) : opened.start()]
            sure = text[opened.start()] in "`~" and before in {"", "\n", "\n\n"}
            blocks.append(Block(opened.start(), fence.end(), sure))
            opened = None
    return tuple(blocks)


def _closes(fence: re.Match[str], opened: re.Match[str]) -> bool:
    group = 1 if opened[1] else 3
    return fence[group] is not None and len(fence[group]) >= len(opened[group]) and not fence[group + 1].strip()


def without_code_blocks(text: str, filler: str = " ", *, sure: bool = False, margin: bool = False) -> str:
    """Return the text with a letter over each character of its blocks of code, line ends apart.

    Only those that are ``sure``, or that begin at the ``margin``.
    """
    kept, position = [], 0
    for block in code_blocks(text):
        if (block.sure or not sure) and (text[block.start] in "`~" or not margin):
            kept += [text[position : block.start], re.sub(r"[^\n]", filler, text[block.start : block.end])]
            position = block.end
    return "".join([*kept, text[position:]]) if kept else text
