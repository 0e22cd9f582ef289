"""What a row of a list is called for whoever never sees the file: the words that tell it from the others, never a number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapport.sources.model import Row, Table
from rapport.sources.reading.csv import keys_of
from rapport.sources.spans import bared

_LONGEST = 120  # characters; longer, it is a story


def row_names(table: Table, year: int) -> Mapping[str, str]:
    """Return what the rows of a year are called, by key: the visible words, as typed, that tell all apart, else the key.

    One column that does it alone is enough; else columns are added one after the other. Homonyms, which have one key, have the
    name of the first.
    """
    rows = {row.key: row for row in reversed(table.of_year(year))}
    columns = [texts for name in _visible(table) if (texts := _words([*rows.values()], name))]
    for chosen in [[one] for one in columns] + [columns[:count] for count in range(2, len(columns) + 1)]:
        names = [", ".join(filter(None, cells)) for cells in zip(*chosen, strict=True)]
        if all(names) and len({*names}) == len(names):
            return dict(zip(rows, names, strict=True))
    keys, _ = keys_of(table.spec)
    return {key: ", ".join(_text(row, name) for name in keys) for key, row in rows.items()}


def _visible(table: Table) -> Iterator[str]:
    return (name for name, column in table.spec.columns.items() if not (column.numeric or column.hidden))


def _words(rows: Sequence[Row], name: str) -> list[str]:
    """Return the cells of a column; nothing when one of them is no word, or a story."""
    texts = [_text(row, name) for row in rows]
    return texts if all(not text or (len(text) <= _LONGEST and any(map(str.isalpha, text))) for text in texts) else []


def _text(row: Row, name: str) -> str:
    return bared(row.texts.get(name, "")).strip()
