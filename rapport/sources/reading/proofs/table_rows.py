"""The rows of the tables of a part of a Word file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of(root: Any) -> Mapping[Any, str]:
    """Return the rows, each by its table's number and its own."""
    tables: dict[Any, int] = {}
    rows = enumerate(root.iter(f"{_W}tr"))
    return {row: f"{tables.setdefault(next(row.iterancestors(f'{_W}tbl'), None), len(tables))}.{count}" for count, row in rows}


def rows_gone(root: Any) -> Iterator[Any]:
    """Yield the rows that somebody took away while changes were followed."""
    return (mark.getparent().getparent() for mark in root.iter(f"{_W}del") if mark.getparent().tag == f"{_W}trPr")
