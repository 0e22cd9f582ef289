"""What the last edition said of the columns of its tables, and of the lists that it counted: `datapackage.json`, read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground.problems import Place
from rapport.sources.authored import CountOf
from rapport.sources.published import Definition

Counted = Mapping[str, Any]


class Described:
    """A package's description as it was published; what it doesn't say, or says otherwise than we write it, is left out."""

    def __init__(self, text: str, place: Place) -> None:
        self.place = place
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            told = None
        listed = told.get("resources") if isinstance(told, dict) else None
        self._resources = {
            one["name"]: one
            for one in (listed if isinstance(listed, list) else ())
            if isinstance(one, dict) and _text(one, "name")
        }

    def columns_of(self, table: str) -> Mapping[str, Definition]:
        """Return the columns of numbers of a table, by the names that they have in their file's description."""
        schema = self._resources.get(f"table-{table}", {}).get("schema")
        fields = schema.get("fields") if isinstance(schema, dict) else None
        return dict(self._columns(fields if isinstance(fields, list) else []))

    def _columns(self, fields: list[Any]) -> Iterator[tuple[str, Definition]]:
        for field in fields:
            if isinstance(field, dict) and _text(field, "column") and isinstance(field.get("unit"), str):
                yield field["column"], Definition(_text(field, "title"), field["unit"], "", self.place)

    @property
    def counts(self) -> Mapping[str, object] | None:
        """Return the lists that indicators counted, by the indicators' names; None where an edition doesn't say."""
        counts = self._resources.get("indicateurs", {}).get("counts")
        return counts if isinstance(counts, dict) else None


def list_counted(counted: CountOf) -> Counted:
    """Return a list that is counted as it is published: its table, the rows that are kept, what is counted once."""
    where = {column: sorted([kept] if isinstance(kept, str) else kept) for column, kept in sorted(counted.where.items())}
    return {"table": counted.table, "where": where, "distinct": counted.distinct}


def words_of_list(counted: object) -> str:
    """Return a published list in French: « people (group : bureau), chaque organisation une fois »."""
    if not isinstance(counted, Mapping):
        return "aucune"
    where, distinct = counted.get("where"), _text(counted, "distinct")
    rows = where.items() if isinstance(where, Mapping) else ()
    kept = [f"{column} : {', '.join(map(str, values if isinstance(values, list) else [values]))}" for column, values in rows]
    told = f"{_text(counted, 'table')} ({' ; '.join(kept)})" if kept else _text(counted, "table")
    return f"{told}, chaque {distinct} une fois" if distinct else told


def _text(described: Mapping[str, Any], key: str) -> str:
    value = described.get(key)
    return value if isinstance(value, str) else ""
