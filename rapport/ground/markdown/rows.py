"""Rows of a table with bars that hold more cells than it has columns: Pandoc drops the last ones without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapport.ground.markdown.cut import APART
from rapport.ground.markdown.drawn import SEPARATOR
from rapport.ground.patterns import regex

_MARGIN = regex(r"[ \t>]*")


class LongRow(NamedTuple):
    """A row of a table: where what is lost of it begins, how many cells it has, how many columns its table."""

    offset: int
    lost: str
    cells: int
    columns: int


def long_rows(text: str) -> Iterator[LongRow]:
    """Yield the rows that hold more than their table shows, in order."""
    lines = text.split("\n") if "|" in text else []
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    number = 1
    while number < len(lines):
        columns = len(_cells(lines[number])) if _is_rule(lines[number]) and "|" in lines[number - 1] else 0
        end = number + 1
        while columns and end < len(lines) and "|" in lines[end]:
            end += 1
        for row in (number - 1, *range(number + 1, end)) if columns else ():
            cells = _cells(lines[row])
            if any(lines[row][start:stop].strip() for start, stop in cells[columns:]):
                start = cells[columns][0]
                lost = lines[row][start : cells[-1][1]].strip()
                yield LongRow(starts[row] + lines[row].index(lost, start), lost, len(cells), columns)
        number = end


def _is_rule(line: str) -> bool:
    return "|" in line and bool(SEPARATOR.match(_MARGIN.sub("", line, count=1)))


def _cells(line: str) -> list[tuple[int, int]]:
    """Return where the cells of a row begin and end: bars of code, of calls and after a backslash part nothing."""
    plain = APART.sub(lambda found: "x" * len(found[0]), line).rstrip()
    first = _MARGIN.match(plain)
    start = first.end() if first else 0
    start += plain[start : start + 1] == "|"
    stop = len(plain) - (plain[start:].endswith("|"))
    bars = [at for at in range(start, stop) if plain[at] == "|"]
    return [*zip([start, *(bar + 1 for bar in bars)], [*bars, stop], strict=True)]
