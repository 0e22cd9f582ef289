"""Cards of numbers that a piece may prove, in YAML: an indicator's (`numbers`), and that of a typed total, here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.flow.atelier.evidence import AT, PIECE, piece_fields, piece_of, tie_links
from rapport.flow.atelier.forms import Field, FormLink, NoSuchPlace, titled, uncrossed, whole_number
from rapport.flow.atelier.yaml_cards import YamlCard, shown
from rapport.ground import french
from rapport.numbers.pieces.asked import name_of_total
from rapport.numbers.typed_totals import typed_totals
from rapport.sources.authored import ColumnTotal
from rapport.sources.editing.journal import Change
from rapport.sources.editing.yaml_text import Scalar, YamlText
from rapport.sources.model import Report, Table


def _alone(told: Mapping[str | int, Any] | None) -> Any:
    return told


@dataclass(frozen=True)
class ProvedCard(YamlCard):
    """Some keys of a mapping with its « piece: », whose two fields are one key; ``joined`` adds it to those of past values."""

    joined: Callable[[Mapping[str | int, Any] | None], Any] = _alone

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with some keys changed; raises as any card of keys does."""
        fields = self.form().fields
        uncrossed(fields, given, was)
        asked = {field.name: field.value for field in fields} | dict(given)
        piece_of(asked)
        moved = PIECE in given or AT in given
        typed = f"{asked[PIECE]} {asked[AT]}" if moved and asked[PIECE] else ""
        others = {key: value for key, value in given.items() if key not in {PIECE, AT}}
        return super().changes({**others, **({"piece": typed} if moved else {})}, was)

    def put(self, edited: YamlText, key: str, value: Scalar) -> None:
        """Give a key its value, the place of a piece as a mapping."""
        name, _, at = str(value or "").partition(" ")
        if key == "piece" and (proofs := self.joined(piece_of({PIECE: name, AT: at}))):
            edited.set((*self.keys, key), proofs, after=self.order.get(key))
        else:
            super().put(edited, key, value)


@dataclass(frozen=True)
class TotalCard(ProvedCard):
    """A typed total of a table."""

    def put(self, edited: YamlText, key: str, value: Scalar) -> None:
        """Give a key its value: a total typed as French has it is written as a number; a name, that of the indicator it is."""
        try:
            super().put(edited, key, french.number_of(str(value)) if key == "equals" else value)
        except ValueError:
            super().put(edited, key, value)


def total_links(report: Report, table: Table) -> Iterator[FormLink]:
    """Yield what opens the typed totals of a table; none where the edition has no pieces."""
    for index, _, value in typed_totals(table) if report.evidence.pieces else ():
        yield FormLink(f"total:{table.id}:{index + 1}", f"Total tapé : {french.format_number(value)}")


def total_card(report: Report, name: str) -> TotalCard:
    """Return the card of a typed total (`table:rank`); raises NoSuchPlace."""
    called, _, rank = name.rpartition(":")
    table, number = report.tables.get(called), whole_number(rank)
    found = () if table is None else typed_totals(table)
    total = next((total for index, total, _ in found if index + 1 == number), None)
    if table is None or total is None or number is None:
        raise NoSuchPlace("Ce total n'est plus dans la table.", "Rouvrez la page.")
    title = f"Total de « {titled(report, table.spec.title)} »"
    column = table.spec.columns.get(total.column)
    unit = f" ({column.unit})" if column and column.unit else ""
    counted = (column and column.label) or total.column

    def fields(entry: Mapping[str, Any]) -> Sequence[Field]:
        value = shown(entry.get("equals")).replace(".", ",")
        proofs = piece_fields(report, name_of_total(table, total, number), total.piece)
        return [Field("equals", f"{counted}{unit}", value, "number", help="Le total que la source donne."), *proofs]

    return TotalCard(
        report.root, f"total:{name}", title, table.spec.at().path, (table.id, "totals", number - 1), fields, ColumnTotal,
        tie_links(report, total.piece), {"piece": "equals"},
    )  # fmt: skip
