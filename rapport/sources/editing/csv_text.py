"""A cell or a row of a CSV text changed where it stands: separator, quotes, line ends and all others stay as they were saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapport.ground.patterns import regex
from rapport.sources.editing.originals import line_end_of

_BREAK = regex(r"\r\n|\n|\r")
SEPARATOR = regex(r"sep=([,;\t])[ \t]*(?:\r\n|\n|\r)")  # Excel's own first line


class _Record(NamedTuple):
    line: int  # where it begins, from 1
    cells: list[str]  # as written, quotes included

    @property
    def empty(self) -> bool:
        return not any(cell.strip() for cell in self.cells)


class CsvText:
    """A CSV text; `set` changes a cell, `append` and `insert` add a row, `remove` takes one out, `move` and `arrange` reorder."""

    def __init__(self, text: str) -> None:
        named = SEPARATOR.match(text)
        self._head = named[0] if named else ""
        self.delimiter = named[1] if named else max(",;\t", key=_BREAK.split(text, maxsplit=1)[0].count)
        self._end = line_end_of(text)
        self._records: list[_Record] = []
        self._breaks: list[str] = []  # after each record; empty after the last one when the file ends there
        self._scan(text[len(self._head) :])
        header = self._records[0].cells if self._records else []
        self.names = [_plain(cell).strip() for cell in header]
        self._quoted = bool(header) and all(cell.startswith('"') for cell in header)

    @property
    def text(self) -> str:
        """Return the text as it is now."""
        lines = (self.delimiter.join(record.cells) for record in self._records)
        return self._head + "".join(line + end for line, end in zip(lines, self._breaks, strict=True))

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; none when there is no such column."""
        if name not in self.names:
            return []
        index = self.names.index(name)
        return [_plain(record.cells[index]) for record in self._records[1:] if len(record.cells) > index]

    def uses_commas(self, numbers: Iterable[str]) -> bool:
        """Tell whether decimals are written after a comma in these columns; a file without decimals is taken for French."""
        return self.delimiter != "," and not any("." in cell for name in numbers for cell in self.column(name))

    @property
    def rows(self) -> dict[int, dict[str, str]]:
        """Return the cells of each record by the line of the file where it begins; blank lines are none."""
        records = (record for record in self._records[1:] if not record.empty)
        return {record.line: dict(zip(self.names, map(_plain, record.cells), strict=False)) for record in records}

    def row(self, line: int) -> dict[str, str]:
        """Return the cells of the record that begins on a line of the file; raises KeyError when none does."""
        for record in self._records[1:]:
            if record.line == line:
                return {name: _plain(cell) for name, cell in zip(self.names, record.cells, strict=False)}
        raise KeyError(line)

    def set(self, line: int, name: str, value: str) -> None:
        """Write a cell of the record that begins on a line of the file; a column that no row had yet is added to all.

        Raises KeyError when no record begins there.
        """
        record = next((record for record in self._records[1:] if record.line == line), None)
        if record is None:
            raise KeyError(line)
        column = self._column(name)
        if _plain(record.cells[column]) != value:
            record.cells[column] = self._written(value, quoted=record.cells[column].startswith('"'))

    def append(self, cells: Mapping[str, str]) -> None:
        """Add a row at the end, in the file's own order of columns."""
        columns = {self._column(name): value for name, value in cells.items()}
        written = [self._written(columns.get(index, ""), quoted=self._quoted) for index in range(len(self.names))]
        while len(self._records) > 1 and self._records[-1].empty and len(self._records[-1].cells) == 1:
            self._records.pop()  # blank lines at the end
            self._breaks.pop()
        final = self._breaks[-1]
        self._breaks[-1] = self._end
        self._records.append(_Record(0, written))
        self._breaks.append(final)

    def insert(self, cells: Mapping[str, str], line: int, *, below: bool) -> None:
        """Add a row beside the record that begins on a line of the file; raises KeyError when none does."""
        columns = {self._column(name): value for name, value in cells.items()}
        written = [self._written(columns.get(index, ""), quoted=self._quoted) for index in range(len(self.names))]
        index = self._index(line) + below
        self._records.insert(index, _Record(0, written))
        self._breaks.insert(index - 1, self._end)  # the file ends as it did

    def remove(self, line: int) -> None:
        """Take away the record that begins on a line of the file; raises KeyError when none does."""
        index = self._index(line)
        del self._records[index]
        del self._breaks[index - 1 if index == len(self._breaks) - 1 else index]  # the file ends as it did

    def move(self, line: int, before: int) -> None:
        """Put a record just before the one that begins on another line, at the end for 0; raises KeyError as `remove` does."""
        index = self._index(before) if before else len(self._records)
        moved = self._index(line)
        record = self._records.pop(moved)
        self._records.insert(index - (moved < index), record)

    def arrange(self, lines: Sequence[int]) -> None:
        """Put the records that begin on these lines in this order, at the places that they hold together; raises KeyError."""
        places = [self._index(line) for line in lines]
        records = [self._records[place] for place in places]
        for place, record in zip(sorted(places), records, strict=True):
            self._records[place] = record

    def _index(self, line: int) -> int:
        found = next((index for index, record in enumerate(self._records) if index and record.line == line), None)
        if found is None:
            raise KeyError(line)
        return found

    def _column(self, name: str) -> int:
        if name not in self.names and "" in self.names:  # a spreadsheet has left it empty
            index = self.names.index("")
            self.names[index] = self._records[0].cells[index] = name
        elif name not in self.names:
            self.names.append(name)
            for index, record in enumerate(self._records):
                if index == 0 or not record.empty:
                    record.cells.append(self._written("" if index else name, quoted=self._quoted))
        return self.names.index(name)

    def _written(self, value: str, *, quoted: bool) -> str:
        if quoted or value != value.strip() or any(sign in value for sign in (self.delimiter, '"', "\n", "\r")):
            return '"' + value.replace('"', '""') + '"'
        return value

    def _scan(self, text: str) -> None:
        field = re.compile(rf'"(?:[^"]|"")*"[^{self.delimiter}\r\n]*|[^{self.delimiter}\r\n]*')
        line, offset, cells = 1 + bool(self._head), 0, list[str]()
        start = line
        while offset < len(text):
            match = field.match(text, offset)
            cell = match[0] if match else ""
            cells.append(cell)
            line += len(_BREAK.findall(cell))
            offset += len(cell)
            if text[offset : offset + 1] == self.delimiter:
                offset += 1
                if offset < len(text):
                    continue
                cells.append("")  # the file ends on a separator
            end = _BREAK.match(text, offset)
            self._records.append(_Record(start, cells))
            self._breaks.append(end[0] if end else "")
            offset = end.end() if end else offset
            line += bool(end)
            start, cells = line, []


def _plain(cell: str) -> str:
    """Return a cell's text without its quotes."""
    if not cell.startswith('"'):
        return cell
    inner, _, rest = cell[1:].replace('""', "\0").partition('"')
    return (inner + rest).replace("\0", '"')
