"""The register of numbers: every indicator and table cell, under one name each.

`adherents.total` is an indicator, `adherents_par_type.ACI.count` a cell (table, row, column); `in_time` says their other years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from threading import RLock

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.problems import Place
from rapport.ground.units import measures_of
from rapport.numbers.awaited import Awaited, NotKnown, Withheld, awaited_numbers, refusal_of
from rapport.numbers.counting import typed_or_counted
from rapport.numbers.doubts import TO_CONFIRM, as_published, doubted, rows_beside
from rapport.numbers.evolution import SeriesBreak, breaks_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.in_time import InTime, absolute, dated, in_statement, in_time, label_of_year
from rapport.numbers.in_words import word_number
from rapport.numbers.mixing import mixing
from rapport.numbers.number import (
    Registered,
    UnknownNumber,
    missing_cell,
    names_near,
    registered_cell,
    registered_evolution,
    registered_indicator,
    registered_statement,
)
from rapport.numbers.quantity import Quantity
from rapport.sources.authored import Indicator
from rapport.sources.model import Report, Row, Table
from rapport.sources.surveyed import panel_of
from rapport.sources.wording import bounds_of

__all__ = ["Register", "Registered", "UnknownNumber"]


class Register:
    """The numbers of one year of a report; derived ones are calculated when first asked for, by any thread."""

    language = Registered.language  # that its numbers are printed in: French

    def __init__(self, report: Report, year: int | None = None) -> None:
        self.report = report
        self.year = report.edition.year if year is None else year
        self._found: dict[str, Registered] = {}
        self._pending: list[str] = []
        self._others: dict[int, Register] = {}
        self._rows_of: dict[str, dict[str, Row]] = {}
        self._alone = RLock()
        self.bounds = bounds_of(report.edition.claims)  # of the words that say numbers

    def number(self, ref: str) -> Registered:
        """Return the number of this name.

        Raises UnknownNumber when there is none, or none for the year, and ExpressionError when its formula fails.
        """
        if ref not in self._found:
            with self._alone:
                self._found[ref] = self._registered(one_name(ref))
        return self._found[ref]

    def _registered(self, ref: str) -> Registered:
        if (moved := in_time(ref)) is not None:
            year = absolute(moved.year, self.year)
            return self._past(moved.name, year) if moved.until is None else self._evolution(moved, year)
        if (spoken := word_number(ref, self)) is not None:
            return spoken
        if (said := in_statement(ref)) is not None and said[0] in self.report.indicators:
            return registered_statement(ref, self.number(said[0]), self.report.indicators[said[0]], said[1])
        indicator = self.report.indicators.get(ref)
        if indicator is None:
            return self._cell(ref)
        quantity, operands = self._quantity(ref, indicator)
        own, panel = self.year == self.report.edition.year, panel_of(indicator.from_, self.report.surveys)
        number = registered_indicator(ref, indicator, quantity, self.year, own=own, panel=panel)
        parts = list(map(self._as_published, operands))
        return mixing(doubted(number, parts), parts)

    def _as_published(self, ref: str) -> Registered:
        """Return an operand; of a past year, with the status that its own edition published."""
        past = self.year != self.report.edition.year and not in_time(ref)
        told = self.report.last.published(ref, self.year) if past and self.report.last else None
        return as_published(self.number(ref), told) if told else self.number(ref)

    def found(self, ref: str) -> Registered | None:
        """Return a number, None when it waits to be filled in, or one that it is calculated from; raises as ``number`` does."""
        try:
            return self.number(ref)
        except (UnknownNumber, ExpressionError) as error:
            if error.awaited == self.report.edition.year:
                return None
            raise

    def of_year(self, year: int) -> Register:
        """Return the same report's numbers of another year."""
        if year == self.year:
            return self
        if year not in self._others:
            self._others[year] = Register(self.report, year)
        return self._others[year]

    def quantity(self, ref: object) -> Quantity:
        """Return a number's interval: the function ``value`` of formulas and rules."""
        if not isinstance(ref, str):
            raise ExpressionError("value() attend un nom entre guillemets.")
        try:
            return self.number(ref).quantity
        except UnknownNumber as error:
            raise ExpressionError.of(error) from error

    def total(self, ref: object) -> Quantity:
        """Return the sum of a column ("table.column"), or of the rows whose key begins so ("table.key.column"), for the rules."""
        if not isinstance(ref, str):
            raise ExpressionError("total() attend un nom entre guillemets.")
        try:
            return sum((number.quantity for number in self.parts(ref)), Quantity.of(0))
        except UnknownNumber as error:  # nobody knows one of the parts: the others aren't their total
            raise ExpressionError.of(error) from error
        except ValueError as error:
            raise ExpressionError(f"total(« {ref} ») : {error}.") from error

    def parts(self, ref: str) -> list[Registered]:
        """Return the numbers that ``total(ref)`` adds; raises ExpressionError without any, UnknownNumber when one is unknown."""
        name, _, rest = ref.partition(".")
        key, _, column = rest.rpartition(".")
        rows = self.report.tables[name].of_year(self.year) if name in self.report.tables else ()
        wanted = [row for row in rows if column in row.numbers and f"{row.key}.".startswith(f"{key}." if key else "")]
        cells = {f"{name}.{row.key}.{column}": row.numbers[column] for row in wanted}
        for waiting in (each for each in cells if each in self.awaited):
            raise ExpressionError(Awaited(waiting, self.year).message, awaited=self.year)
        found = [self.number(each) for each, cell in cells.items() if cell.value is not None or cell.unknown]
        if not found:
            hint = 'Écrivez total("table.colonne"), ou total("table.début de la clé.colonne").'
            raise ExpressionError(f"total(« {ref} ») n'additionne rien.", hint=hint)
        return found

    @cached_property
    def awaited(self) -> Mapping[str, Place]:
        """Return the numbers that are still to be filled in, and where."""
        return awaited_numbers(self.report, self.year)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return every name, indicators first, of the numbers known for the year."""
        return tuple(self._names())

    @cached_property
    def known(self) -> frozenset[str]:
        """Return the same names, to be looked up."""
        return frozenset(self.names)

    def _names(self) -> Iterator[str]:
        for ref, indicator in self.report.indicators.items():
            if indicator.formula or typed_or_counted(self.report, indicator, self.year) is not None:
                yield ref
        for table in self.report.tables.values():
            for row in table.of_year(self.year):
                yield from (f"{table.id}.{row.key}.{column}" for column, cell in row.numbers.items() if cell.value is not None)

    def _past(self, ref: str, year: int) -> Registered:
        """Return a number of another year; its source and status are those that its own edition published."""
        if year == self.year or not (ref in self.report.indicators or ref.partition(".")[0] in self.report.tables):
            return self.number(ref)
        last = self.report.last
        told = last.published(ref, year) if last else None
        try:
            number = self.of_year(year).number(ref)
        except (UnknownNumber, ExpressionError) as error:
            if told is None:
                raise
            value = french.with_unit(french.format_number(told.value), told.unit)
            missing = "cette valeur" if isinstance(error, UnknownNumber) else "les valeurs dont elle se calcule"
            said = f"{error.message} Pour « {ref} », l'édition gardée dit {value} ({told.place})."
            raise UnknownNumber(said, f"Ajoutez {missing}, pour {year}, à côté de celles de {self.year}.") from error
        if told is not None and number.formula and breaks_of(self.report, ref):  # the formula of today isn't that of then
            number = replace(number, quantity=Quantity.of(told.value, number.decimals, number.unit), doubts=())
        if told is not None:
            number = replace(as_published(number, told), source=told.source or number.source)
        return replace(number, ref=dated(ref, year), label=label_of_year(number.label, self.year, year))

    def _evolution(self, asked: InTime, since: int) -> Registered:
        until = absolute(asked.until or 0, self.year)
        before, after = self._past(asked.name, since), self._past(asked.name, until)
        for year, why in breaks_of(self.report, asked.name).items():
            if since < year <= until:
                raise SeriesBreak(asked.name, year, why)
        return doubted(replace(registered_evolution(asked, before, after, (since, until)), bounds=self.bounds), (after, before))

    def _quantity(self, ref: str, indicator: Indicator) -> tuple[Quantity, tuple[str, ...]]:
        """Return an indicator's interval, and the names of the numbers that it was calculated from."""
        if not indicator.formula:
            if ref in self.awaited:
                raise Awaited(ref, self.year)
            if refusal := refusal_of(self.report, ref, indicator, self.year):
                raise refusal
            value = typed_or_counted(self.report, indicator, self.year)
            if value is None:
                raise UnknownNumber(f"L'indicateur « {ref} » n'a pas de valeur pour {self.year}.")
            return Quantity.of(value, indicator.decimals, indicator.unit), ()
        if ref in self._pending:
            loop = " → ".join([*self._pending[self._pending.index(ref) :], ref])
            raise ExpressionError(f"Les formules tournent en rond : {loop}.")
        from rapport.numbers.formulas import evaluate, operands_of  # noqa: PLC0415 - Jinja2, for a formula alone

        self._pending.append(ref)
        try:
            result = evaluate(indicator.formula, {"value": self.quantity})
        finally:
            self._pending.pop()
        try:
            found = Quantity.from_any(result).into(measures_of(indicator.unit))
            return found, tuple(name for name in operands_of(indicator.formula) if name in self._found)
        except TypeError as error:
            raise ExpressionError(f"La formule de « {ref} » ne donne pas un nombre.") from error

    def _cell(self, ref: str) -> Registered:
        name, _, rest = ref.partition(".")
        table = self.report.tables.get(name)
        key, _, column = rest.rpartition(".")
        if table is None:
            raise UnknownNumber(f"Aucun indicateur ne s'appelle « {ref} ».", names_near(ref, self.names))
        row = self._rows(table).get(key)
        if row is None or column not in row.numbers:
            raise missing_cell(table, rest, self.year, self.report.edition.year, self.names)
        cell = row.numbers[column]
        if ref in self.awaited:
            raise Awaited(ref, self.year)
        if cell.unknown:
            raise (Withheld if cell.withheld else NotKnown)(ref, self.year, self.report.edition.year)
        if cell.value is None:
            raise UnknownNumber(f"La cellule « {ref} » est vide.")
        panel = panel_of(table.spec.columns[column].from_, self.report.surveys)
        number = registered_cell(ref, table, row, column, cell.value, panel)
        if row.status != "derived":
            return number
        # Their own status, not that of their doubts: two calculated cells of one total would wait for each other.
        others = (other for other in rows_beside(table, row, column) if other.status == TO_CONFIRM)
        return doubted(number, (self._as_published(f"{name}.{other.key}.{column}") for other in others))

    def _rows(self, table: Table) -> dict[str, Row]:
        if table.id not in self._rows_of:
            self._rows_of[table.id] = {row.key: row for row in table.of_year(self.year)}
        return self._rows_of[table.id]
