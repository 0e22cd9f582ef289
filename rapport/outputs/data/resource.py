"""A data file: its rows as CSV, and the description of its columns.

The CSV is the one that a spreadsheet set to French opens by a double click: semicolons, decimal commas, a byte order mark. The
description says so (`DIALECT`, ``decimalChar``), and readers of an older edition find commas and points by the first line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapport.ground import french
from rapport.sources.personal import without_contacts
from rapport.sources.published_columns import Counted
from rapport.sources.published_csv import DELIMITER
from rapport.sources.published_names import STATUSES

Field = dict[str, Any]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a live cell (OWASP, CSV injection)

YEAR: Field = {"name": "annee", "type": "year", "title": "Année", "constraints": {"required": True}}
DECIMAL = ","
DIALECT = {"$schema": "https://datapackage.org/profiles/2.0/tabledialect.json", "delimiter": DELIMITER}
STATUS: Field = {"name": "statut", "type": "string", "title": "Statut", "constraints": {"enum": list(STATUSES.values())}}


def text_field(name: str, title: str, description: str = "", *, required: bool = False) -> Field:
    """Return the description of a column of text."""
    field: Field = {"name": name, "type": "string", "title": title}
    if description:
        field["description"] = description
    if required:
        field["constraints"] = {"required": True}
    return field


@dataclass(frozen=True)
class Resource:
    """A CSV file and its description; ``key`` names the fields that tell its rows apart."""

    name: str
    path: str
    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[str]]
    key: Sequence[str]
    sources: Sequence[str]
    description: str = ""
    counts: Mapping[str, Counted] | None = None  # the lists that its numbers count
    open: frozenset[str] = frozenset()  # the fields whose contacts are declared public

    def without_contacts(self, public: frozenset[str]) -> Resource:
        """Return the same file with no contact in its cells nor in its description, but those that are declared public."""

        def readable(text: str) -> str:
            return without_contacts(text, public)

        kept = [field["type"] != "string" or field["name"] in self.open for field in self.fields]
        rows = [[cell if whole else readable(cell) for cell, whole in zip(row, kept, strict=True)] for row in self.rows]
        fields = [
            {key: readable(text) if isinstance(text, str) else text for key, text in field.items()} for field in self.fields
        ]
        return replace(
            self,
            title=readable(self.title),
            description=readable(self.description),
            fields=fields,
            rows=rows,
            sources=[readable(source) for source in self.sources],
        )

    @property
    def content(self) -> bytes:
        """Return the file: RFC 4180 but for its semicolons, UTF-8 with a byte order mark, a header line."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=DELIMITER)
        writer.writerow([field["name"] for field in self.fields])
        kinds = [field["type"] for field in self.fields]
        writer.writerows([_written(cell, kind) for cell, kind in zip(row, kinds, strict=True)] for row in self.rows)
        return out.getvalue().encode("utf-8-sig")


def _written(cell: str, kind: str) -> str:
    if kind == "number":
        return cell.replace(".", DECIMAL)
    return cell if kind in {"integer", "year"} else inert(cell)


def inert(cell: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula; a number stays a number."""
    if not cell.startswith(_FORMULA):
        return cell
    try:
        french.number_of(cell)
    except ValueError:
        return f"'{cell}"
    return cell
