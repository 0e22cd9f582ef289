"""Three-way merge of texts by lines: two people's changes of one text together, where they don't meet."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

_LONGEST = 20_000  # lines: beyond, comparing would keep whoever saves waiting


class _Hunk(NamedTuple):
    start: int  # of the lines that it takes away from the base
    end: int
    lines: tuple[str, ...]  # that it puts in their place


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return what two texts make together of the one that both began with; None where they changed the same lines.

    Lines that touch count as the same: whoever reads a sentence beside another one's change should see it first. So do changes
    of lines all alike that undo each other: what one of the two wrote would be nowhere.
    """
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    lines = base.splitlines(keepends=True)
    sides = [text.splitlines(keepends=True) for text in (mine, theirs)]
    if max(map(len, (lines, *sides))) > _LONGEST:
        return None
    ours, others = ({*_hunks(lines, side)} for side in sides)
    hunks = sorted(ours | others)
    made: list[str] = []
    reached, last = 0, None
    for hunk in hunks:
        if last is not None and hunk.start <= last.end:
            return None
        made += lines[reached : hunk.start]
        made += hunk.lines
        reached, last = hunk.end, hunk
    text = "".join([*made, *lines[reached:]])
    undone = text == base or (text == mine and not others <= ours) or (text == theirs and not ours <= others)
    return None if undone else text


def _hunks(base: list[str], new: list[str]) -> list[_Hunk]:
    found = SequenceMatcher(None, base, new, autojunk=False).get_opcodes()
    return [_Hunk(start, end, tuple(new[first:last])) for kind, start, end, first, last in found if kind != "equal"]
