"""Numbers that open the items of a list, at the head of a line or of a table's cell: they count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.ground.markdown.drawn import SHOWN, Drawn, drawn_in
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex

# Under a paragraph, a number other than 1 goes on with the sentence (rapport/ground/markdown/glued.py).
_ITEM = regex(r"^[ \t>]*(?:[-*+]|(\d{1,3})[.)])(?=[ \t])", re.MULTILINE)
_SHOWN = regex(SHOWN)
_CELL = regex(r"\|[ \t]*\d{1,3}[.)](?=[ \t]+[*_\[«\"]*[^\W\d_])")  # of a row: « | 1. Agir | »


def without_list_numbers(shown: str, text: str) -> str:
    """Return what is shown of a text with the numbers of its lists blanked out, offsets unchanged."""
    lines = shown.split("\n")
    if _CELL.search(shown):
        lines = _without_those_of_cells(lines, text)
    if not any(item[1] for item in map(_ITEM.match, lines) if item):
        return "\n".join(lines)
    return "\n".join(_without_items(lines, without_code_blocks(text).split("\n")))


def _without_those_of_cells(lines: list[str], text: str) -> list[str]:
    """Blank those that open the cells of a table with bars, and the lists that the cells of a grid hold."""
    grids = [table for table in drawn_in(text) if table.grid]
    drawn = {number for grid in grids for number in range(grid.first, grid.first + len(grid.lines))}
    lines = [
        _CELL.sub(lambda found: "|" + " " * (len(found[0]) - 1), line)
        if number not in drawn and line.lstrip(" >")[:1] == "|"
        else line
        for number, line in enumerate(lines)
    ]
    for grid in grids:
        _blank_lists_of(grid, lines)
    return lines


def _blank_lists_of(grid: Drawn, lines: list[str]) -> None:
    """Blank the numbers of the lists of a grid, each column read by itself: a sentence of a cell goes over several lines."""
    for start, end in grid.columns:
        typed = ["" if line.startswith("+") else line[start:end] for line in grid.lines]
        shown = [lines[number][start:end] if cell else "" for number, cell in enumerate(typed, grid.first)]
        for number, cell in enumerate(_without_items(shown, typed), grid.first):
            lines[number] = f"{lines[number][:start]}{cell}{lines[number][end:]}" if cell else lines[number]


def _without_items(lines: Sequence[str], typed: Sequence[str]) -> Iterator[str]:
    """Yield the lines with the numbers of their lists' items blanked out; what is blanked already indents no line ``typed``."""
    listed, prose = False, False  # what the lines since the last blank one are
    margin = 0  # of what the last list holds: a paragraph set so far to the right is still its own
    for line, whole in zip(lines, typed, strict=True):
        item = _ITEM.match(line)
        opens = item is not None and (listed or not prose or item[1] in {None, "1"})
        yield " " * item.end() + line[item.end() :] if item and opens and item[1] else line
        said = "" if _SHOWN.match(whole) else whole.strip()
        ends = said.startswith((":::", "#"))
        held = len(whole) - len(whole.lstrip(" ")) >= margin > 0 or (margin > 0 and whole.startswith("\t"))
        margin = item.end() + 1 if item and opens and not held else margin if held or listed or not said else 0
        listed = bool(said) and not ends and (listed or opens or held)
        prose = bool(said) and not ends
