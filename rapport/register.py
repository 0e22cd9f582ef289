"""The register of numbers: every indicator and table cell, under one name each.

`adherents.total` is an indicator; `adherents_par_type.ACI.count` is a cell (table, row key, column).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property

from rapport.authored import Indicator, Status
from rapport.expressions import ExpressionError, evaluate
from rapport.model import Report, Row, Table
from rapport.problems import Place
from rapport.quantity import Decimals, Quantity


class UnknownNumber(Exception):  # noqa: N818 - the author's slip, told as a problem
    """No number has this name; ``hint`` proposes the nearest ones."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True)
class Registered:
    """A number that may be printed, and everything that is known of it."""

    ref: str
    label: str
    quantity: Quantity
    decimals: Decimals
    unit: str
    unit_one: str
    status: Status
    question: str
    source: str
    note: str
    formula: str
    place: Place
    cell: bool = False  # a table's cell, not an indicator

    @property
    def value(self) -> Decimal:
        """Return the nominal value."""
        return self.quantity.value

    @property
    def shown_decimals(self) -> int | None:
        """Return the digits to print after the comma; None prints the number's own digits (exact values)."""
        return None if self.decimals == "exact" else max(self.decimals, 0)


class Register:
    """The numbers of one year of a report; derived ones are calculated when first asked for."""

    def __init__(self, report: Report, year: int | None = None) -> None:
        self.report = report
        self.year = report.edition.year if year is None else year
        self._found: dict[str, Registered] = {}
        self._pending: list[str] = []

    def number(self, ref: str) -> Registered:
        """Return the number of this name.

        Raises UnknownNumber when there is none, or none for the year, and ExpressionError when its formula fails.
        """
        if ref not in self._found:
            indicator = self.report.indicators.get(ref)
            self._found[ref] = self._cell(ref) if indicator is None else self._indicator(ref, indicator)
        return self._found[ref]

    def quantity(self, ref: object) -> Quantity:
        """Return a number's interval: the function ``value`` of formulas and rules."""
        if not isinstance(ref, str):
            raise ExpressionError("value() attend un nom entre guillemets.")
        try:
            return self.number(ref).quantity
        except UnknownNumber as error:
            raise ExpressionError(error.message, hint=error.hint) from error

    def total(self, ref: object) -> Quantity:
        """Return the sum of a table's column: the function ``total`` of rules.

        ``total("table.column")`` adds the whole column, ``total("table.key.column")`` the rows whose key begins so.
        """
        if not isinstance(ref, str):
            raise ExpressionError("total() attend un nom entre guillemets.")
        return sum((number.quantity for number in self.parts(ref)), Quantity.of(0))

    def parts(self, ref: str) -> list[Registered]:
        """Return the numbers that ``total(ref)`` adds; raises ExpressionError when there is none."""
        name, _, rest = ref.partition(".")
        key, _, column = rest.rpartition(".")
        table = self.report.tables.get(name)
        rows = table.of_year(self.year) if table else ()
        wanted = [row for row in rows if column in row.numbers and f"{row.key}.".startswith(f"{key}." if key else "")]
        found = [self.number(f"{name}.{row.key}.{column}") for row in wanted if row.numbers[column].value is not None]
        if not found:
            hint = 'Écrivez total("table.colonne"), ou total("table.début de la clé.colonne").'
            raise ExpressionError(f"total(« {ref} ») n'additionne rien.", hint=hint)
        return found

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every name, indicators first, of the numbers known for the year."""
        return tuple(self._names())

    def _names(self) -> Iterator[str]:
        for ref, indicator in self.report.indicators.items():
            if indicator.formula or self.year in indicator.values:
                yield ref
        for table in self.report.tables.values():
            for row in table.of_year(self.year):
                for column, cell in row.numbers.items():
                    if cell.value is not None:
                        yield f"{table.id}.{row.key}.{column}"

    def _indicator(self, ref: str, indicator: Indicator) -> Registered:
        return Registered(
            ref=ref,
            label=indicator.label,
            quantity=self._quantity(ref, indicator),
            decimals=indicator.decimals,
            unit=indicator.unit,
            unit_one=indicator.unit_one or indicator.unit,
            status=indicator.status,
            question=indicator.question,
            source=indicator.source,
            note=indicator.note,
            formula=indicator.formula,
            place=indicator.at("values", self.year),
        )

    def _quantity(self, ref: str, indicator: Indicator) -> Quantity:
        if not indicator.formula:
            if self.year not in indicator.values:
                raise UnknownNumber(f"L'indicateur « {ref} » n'a pas de valeur pour {self.year}.")
            return Quantity.of(indicator.values[self.year], indicator.decimals, indicator.unit)
        if ref in self._pending:
            loop = " → ".join([*self._pending[self._pending.index(ref) :], ref])
            raise ExpressionError(f"Les formules tournent en rond : {loop}.")
        self._pending.append(ref)
        try:
            result = evaluate(indicator.formula, {"value": self.quantity})
        finally:
            self._pending.pop()
        try:
            return Quantity.from_any(result)
        except TypeError as error:
            raise ExpressionError(f"La formule de « {ref} » ne donne pas un nombre.") from error

    def _cell(self, ref: str) -> Registered:
        name, _, rest = ref.partition(".")
        table = self.report.tables.get(name)
        key, _, column = rest.rpartition(".")
        if table is None:
            raise UnknownNumber(f"Aucun indicateur ne s'appelle « {ref} ».", self._nearest(ref))
        row = self._rows(table).get(key)
        if row is None or column not in row.numbers:
            raise UnknownNumber(f"La table « {name} » n'a pas de nombre « {rest} ».", self._nearest(ref))
        cell = row.numbers[column]
        if cell.value is None:
            raise UnknownNumber(f"La cellule « {ref} » est vide.")
        return _registered(ref, table, row, column, cell.value)

    def _rows(self, table: Table) -> dict[str, Row]:
        if table.id not in self._rows_of:
            self._rows_of[table.id] = {row.key: row for row in table.of_year(self.year)}
        return self._rows_of[table.id]

    @cached_property
    def _rows_of(self) -> dict[str, dict[str, Row]]:
        return {}

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """Return the names by their first part (`heures`) and by their last (`.total`)."""
        alike: dict[str, list[str]] = {}
        for name in self.names:
            alike.setdefault(name.partition(".")[0], []).append(name)
            alike.setdefault("." + name.rpartition(".")[2], []).append(name)
        return alike

    def _nearest(self, ref: str) -> str:
        # Among the names that share a part, more or less: comparing with all of them takes a tenth of a second for each slip.
        ends = (ref.partition(".")[0], "." + ref.rpartition(".")[2])
        parts = [part for end in ends for part in get_close_matches(end, self._alike, 2)]
        candidates = dict.fromkeys(name for part in parts for name in self._alike[part])
        close = get_close_matches(ref, candidates, 3, 0.6)
        return f"Noms proches : {', '.join(close)}." if close else ""


def _registered(ref: str, table: Table, row: Row, column: str, value: Decimal) -> Registered:
    spec = table.spec.columns[column]
    decimals: Decimals = 0 if spec.decimals is None else spec.decimals
    unit = spec.unit or ""
    words = [row.texts[name] for name, kept in table.spec.columns.items() if not kept.numeric and not kept.hidden]
    return Registered(
        ref=ref,
        label=f"{spec.label}, {', '.join(dict.fromkeys(filter(None, words))) or row.key} ({table.spec.title})",
        quantity=Quantity.of(value, decimals, unit),
        decimals=decimals,
        unit=unit,
        unit_one=unit,
        status=row.status,
        question=row.question,
        source=row.source,
        note=row.note,
        formula="",
        place=row.place_of(column),
        cell=True,
    )
