"""Tables drawn with signs (grid tables, simple tables): their cells lie between columns of letters, which longer words push."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex

GRID = regex(r"\+(?:[-=:]+\+)+[ \t]*$")  # a rule of a grid
SEPARATOR = regex(r"[ ]{0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")  # below the head of a table with bars
_DASHES = regex(r"[ ]{0,3}-{2,}(?:[ \t]+-{2,})+[ \t]*$")
SHOWN = r"[ \t]*\{\{[ \t]*(?:chart|table|people)[ \t]*\(.*\}\}[ \t]*$"  # a block of its own; a number alone on its line is words
# What a table may stand right under: nothing, a heading, the bounds of a block, a call alone.
_ENDED = regex(rf"[ \t]*(?:$|:{{3,}}|\#{{1,6}}[ \t])|{SHOWN}")
_SHOWN = regex(SHOWN)  # no cell: it ends the table that it stands under
_FILLED = regex(r"[-=:]+")


_BULLET = regex(r"[ \t]*[-*][ \t]+\S")
_ITEM = regex(r"[ \t]*(?:[-*+](?![ \t]+\d)|\d{1,3}[.)])[ \t]+(?=\S)")  # a cell of a grid may hold a list


class Drawn(NamedTuple):
    """A drawn table: its lines as typed, from which line of the text (from 0), and where its columns begin and end in each."""

    first: int
    lines: Sequence[str]
    columns: Sequence[tuple[int, int]]

    def redrawn(self, written: Callable[[str, int], str]) -> list[str]:
        """Return the lines with each cell as ``written(cell, line)`` gives it, in columns as wide as the longest asks.

        What opens the items of a list, in a cell of a grid, is no word of it.
        """
        rows = [
            [cell if _rules(line) else self._opened(cell.rstrip(), number, written) for cell in self._cells(line)]
            for number, line in enumerate(self.lines)
        ]
        widths = [
            max([end - start, *(len(row[at]) + 1 for row, line in zip(rows, self.lines, strict=True) if not _rules(line))])
            for at, (start, end) in enumerate(self.columns)
        ]
        return [self._line(line, row, widths) for line, row in zip(self.lines, rows, strict=True)]

    def _opened(self, cell: str, number: int, written: Callable[[str, int], str]) -> str:
        mark = opens[0] if self.grid and (opens := _ITEM.match(cell)) else ""
        return mark + written(cell[len(mark) :], number)

    def _cells(self, line: str) -> list[str]:
        last = len(self.columns) - 1
        return [line[start : end if at < last or self.grid else None] for at, (start, end) in enumerate(self.columns)]

    @property
    def grid(self) -> bool:
        """Tell whether the cells are between bars, and may hold blocks."""
        return self.lines[0].startswith("+")

    def _line(self, line: str, row: Sequence[str], widths: Sequence[int]) -> str:
        if _rules(line):
            row = [_stretched(cell, width) for cell, width in zip(row, widths, strict=True)]
        padded = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        if not self.grid:
            return (line[: self.columns[0][0]] if _rules(line) else " " * self.columns[0][0]) + " ".join(padded).rstrip()
        return line[0] + line[0].join(padded) + line[0]


def _rules(line: str) -> bool:
    return bool(GRID.match(line) or _DASHES.match(line))


def _stretched(cell: str, width: int) -> str:
    """Return the part of a rule that is above a column, as wide as it now is."""
    bare = cell.rstrip()
    found = _FILLED.search(bare)
    if not found or len(bare) >= width:
        return cell
    return bare[:-1] + ("=" if "=" in bare else "-") * (width - len(bare)) + bare[-1]


class UnreadableTable(NamedTuple):
    """A drawn table whose columns can't be told; ``torn`` when Pandoc would print its signs, cut its words or lose them."""

    first: int
    torn: bool


def drawn_in(text: str) -> Iterator[Drawn]:
    """Yield the drawn tables of a Markdown text whose columns can be told, in order."""
    return (found for found in _found(text) if isinstance(found, Drawn))


def unreadable_tables(text: str) -> Iterator[UnreadableTable]:
    """Yield the drawn tables whose columns can't be told, in order."""
    return (found for found in _found(text) if isinstance(found, UnreadableTable))


def ends_grid(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line begins another table right under the last rule of a grid: no rule of that grid is below it."""
    if not number or not GRID.match(lines[number - 1]):
        return False
    if GRID.match(lines[number]):
        return True
    following = lines[number + 1] if number + 1 < len(lines) else ""
    below = next((line for line in lines[number:] if line[:1] != "|"), "")
    return "|" in lines[number] and "|" in following and bool(SEPARATOR.match(following)) and not GRID.match(below)


def lists_glued_in_cells(text: str) -> Iterator[int]:
    """Yield where a list begins in a cell of a grid right under words of it, which it would be part of."""
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    for table in drawn_in(text):
        for start, end in table.columns if table.grid else ():
            above, listed = "", False
            for number in range(len(table.lines)):
                cell, following = (_cell(table.lines, at, start, end) for at in (number, number + 1))
                item = _BULLET.match(cell)
                if item and above and not listed and (above.endswith(":") or _BULLET.match(following)):
                    yield starts[table.first + number] + start + len(cell) - len(cell.lstrip())
                above, listed = cell.strip(), bool(cell.strip()) and (listed or bool(item))


def _cell(lines: Sequence[str], number: int, start: int, end: int) -> str:
    return "" if number >= len(lines) or _rules(lines[number]) else lines[number][start:end]


def holds_rows(text: str) -> bool:
    """Tell whether a text holds a table of rows with bars, at their ends or between their cells alone."""
    return "|" in text and any("|" in row and SEPARATOR.match(row) for row in text.split("\n"))


def _found(text: str) -> Iterator[Drawn | UnreadableTable]:
    lines = text.split("\n")
    shown = without_code_blocks(text, "x").split("\n")
    number = 0
    while number < len(lines):
        drawn = _grid_at(lines, shown, number) or _simple_at(lines, shown, number)
        if isinstance(drawn, Drawn):
            yield drawn
            number = drawn.first + len(drawn.lines)
        elif drawn:
            yield drawn
            number += 1
        elif GRID.match(shown[number]):
            end = _end_of_grid(shown, number)
            block = [line.rstrip() for line in shown[number:end]]
            yield UnreadableTable(number, torn=not GRID.match(block[-1]) or len(block) == 1 or len({*map(len, block)}) > 1)
            number = end  # no table begins within another
        else:
            number += 1


def _grid_at(lines: Sequence[str], shown: Sequence[str], number: int) -> Drawn | None:
    if not GRID.match(shown[number]):
        return None
    end = _end_of_grid(shown, number)
    bars = [at for at, sign in enumerate(lines[number].rstrip()) if sign == "+"]
    block = [line.rstrip() for line in lines[number:end]]
    told = len(block) > 1 and bool(GRID.match(block[-1]))  # what is under the last rule is lost
    told = told and all(len(line) == bars[-1] + 1 and all(line[at] == line[0] for at in bars) for line in block)
    return Drawn(number, block, [(a + 1, b) for a, b in pairwise(bars)]) if told else None


def _end_of_grid(shown: Sequence[str], number: int) -> int:
    """Return the line after a grid."""
    first = number
    while number < len(shown) and shown[number][:1] in {"+", "|"} and not (number > first + 1 and ends_grid(shown, number)):
        number += 1
    return number


def _simple_at(lines: Sequence[str], shown: Sequence[str], number: int) -> Drawn | UnreadableTable | None:
    if not _DASHES.match(shown[number]):
        return None
    first = number - 1 if number and lines[number - 1].strip() else number
    end = number + 1
    while end < len(lines) and lines[end].strip() and not _SHOWN.match(lines[end]):
        end += 1
    if end == number + 1 or (first < number and first and not _ENDED.match(lines[first - 1])):
        return None
    starts = [found.start() for found in re.finditer(r"-+", lines[number])]
    columns = [(a, b - 1) for a, b in zip(starts, [*starts[1:], len(lines[number].rstrip()) + 1], strict=True)]
    block = lines[first:end]
    told = all(_rules(line) or all(line[a - 1 : a].strip() == "" for a in starts) for line in block)
    told = told and not any(map(_rules, block[number - first + 1 : -1]))  # they would end it
    return Drawn(first, block, columns) if told else UnreadableTable(first, torn=True)
