"""What a comparison says beside numbers and texts: the charts, and the lines of the lists (people, contacts, events)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from rapport.ground import french
from rapport.manuscript.charts import labels_of
from rapport.numbers.chart_rows import KINDS
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register
from rapport.sources.model import Report

_SORTS = {"none": "celui de la table", "descending": "du plus grand au plus petit", "ascending": "du plus petit au plus grand"}


class ComparedEntry(NamedTuple):
    """A chart, or a line of a list: its title, and what it says, label by label."""

    title: str
    parts: Mapping[str, str]


@dataclass(frozen=True)
class EntryChange:
    """An entry added, removed or changed: its name, its title, and of a changed one each label with both texts."""

    kind: str
    name: str
    title: str
    parts: tuple[tuple[str, str, str], ...] = ()


def entry_changes(before: Mapping[str, ComparedEntry], after: Mapping[str, ComparedEntry]) -> tuple[EntryChange, ...]:
    """Return the changes in the order of the later side, removed entries last."""
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, ComparedEntry], after: Mapping[str, ComparedEntry]) -> Iterator[EntryChange]:
    for name, entry in after.items():
        if name not in before:
            yield EntryChange("added", name, entry.title)
            continue
        old = before[name].parts
        labels = dict.fromkeys([*entry.parts, *old])
        if moved := [(one, old.get(one, ""), entry.parts.get(one, "")) for one in labels if old.get(one) != entry.parts.get(one)]:
            yield EntryChange("changed", name, entry.title, tuple(moved))
    yield from (EntryChange("removed", name, entry.title) for name, entry in before.items() if name not in after)


def charts_of(report: Report, register: Register) -> dict[str, ComparedEntry]:
    """Return the charts of an edition, as readers and authors know them."""
    labels, found = labels_of(KINDS), {}
    for name, spec in report.charts.items():
        data = " ".join(filter(None, (spec.table, spec.value, ", ".join(spec.indicators))))
        parts = {
            "Message": readable_text(spec.title, register), "Sous-titre": readable_text(spec.subtitle, register),
            "Source": readable_text(spec.source, register), "Note": readable_text(spec.note, register),
            "Texte de remplacement": readable_text(spec.alt, register),
            "Sorte": labels.get(spec.kind, spec.kind), "Données": data, "Ordre": _SORTS[spec.sort],
            "Mis en valeur": spec.highlight,
        }  # fmt: skip
        found[name] = ComparedEntry(readable_text(spec.title, register), {label: text for label, text in parts.items() if text})
    return found


def lines_of(report: Report, register: Register) -> dict[str, ComparedEntry]:
    """Return the texts of the lines of the year of every table; numbers are compared as numbers."""
    found = {}
    for name, table in report.tables.items():
        title, seen = readable_text(table.spec.title, register), Counter[str]()
        labels = {key: column.label or key for key, column in table.spec.columns.items() if not column.numeric}
        for row in table.of_year(report.edition.year):
            seen[row.key] += 1
            parts = {labels[key]: french.typeset(text) for key, text in row.texts.items() if text and key in labels}
            parts |= {"Note": french.typeset(row.note)} if row.note else {}
            found[f"{name}:{seen[row.key]}:{row.key}"] = ComparedEntry(
                f"{title} : {_called(row.texts, table.spec.columns, row.key)}", parts
            )
    return found


def _called(texts: Mapping[str, str], columns: Mapping[str, object], key: str) -> str:
    """Return what a line is called by: what readers see first of it."""
    shown = [texts[name] for name, column in columns.items() if texts.get(name) and not getattr(column, "hidden", False)]
    return french.typeset(", ".join(shown[:2])) or key
