"""What a new edition doesn't ask anybody for, since it is known: derived, kept, proposed, or proved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, Placed, calls_of
from rapport.numbers.claims.spotting import claims_in
from rapport.numbers.counting import entries_of
from rapport.sources.answers import is_asked
from rapport.sources.authored import ChartSpec
from rapport.sources.model import Report, Table
from rapport.sources.spans import spans_in
from rapport.sources.texts import text_at
from rapport.team.editions.moving import keys_of, known_rows, moved_names, moved_source
from rapport.team.editions.passing import passing_numbers

SOURCE, COUNT, CONSTANT, RATE, CHART, EVENT = "source", "count", "constant", "rate", "chart", "event"
KINDS: Mapping[str, str] = {
    SOURCE: "Sources proposées : seule l'année change ; corrigez celles qui ne conviennent pas",
    COUNT: "Nombres comptés d'après leur liste",
    CONSTANT: "Constantes gardées (« constant: true »)",
    RATE: "Valeurs déjà annoncées l'an dernier, reprises",
    EVENT: "Nombres que seuls les événements passés donnaient : « n.d. » ; celui qui revient, donnez-lui sa valeur",
    CHART: "Graphiques dont le titre est prouvé par ses chiffres : rien n'y est à relire",
}


class Spared(NamedTuple):
    """One thing that nobody is asked for: its kind, where it is written, its name."""

    kind: str
    place: Place
    name: str


def spared_in(report: Report, year: int) -> Iterator[Spared]:
    """Yield what the edition of a year takes from the one before without asking."""
    passing = passing_numbers(report)
    for name, indicator in report.indicators.items():
        if name in passing and is_asked(indicator, year) and not indicator.constant:
            yield Spared(EVENT, indicator.at("values"), name)
            continue
        if indicator.constant:
            if not indicator.formula and year - 1 in indicator.values:
                yield Spared(CONSTANT, indicator.at("values"), name)
            continue
        if indicator.count_of and not indicator.formula and isinstance(entries_of(report, indicator.count_of, year - 1), list):
            yield Spared(COUNT, indicator.at("count_of"), name)
        if not indicator.formula and moved_source(indicator.source, year):
            yield Spared(SOURCE, indicator.at("source"), name)
    for table in report.tables.values():
        yield from _of_table(table, year)
    for name, spec in report.charts.items():
        if is_proved(spec, year - 1):
            yield Spared(CHART, spec.at("title"), name)


def _of_table(table: Table, year: int) -> Iterator[Spared]:
    if moved_source(table.spec.source, year):
        yield Spared(SOURCE, table.spec.at("source"), table.id)
    known = known_rows(table, year)
    for row in table.of_year(year - 1) if table.spec.view != "timeline" else ():
        if row.source != table.spec.source and moved_source(row.source, year):
            yield Spared(SOURCE, row.place_of("source"), f"{table.id}.{row.key}")
        if row.key in known:
            yield Spared(RATE, row.place, f"{table.id}.{row.key}")


def measured_columns(table: Table) -> frozenset[str]:
    """Return the columns of what is measured each year; a number without a unit (« N° ») only names its row."""
    columns = table.spec.columns.items()
    return frozenset(name for name, column in columns if column.unit is not None and name not in keys_of(table))


def waits(table: Table, year: int) -> bool:
    """Tell whether a table will have cells to fill: whoever fills them reads its rows again."""
    names, known = moved_names(table, year), known_rows(table, year)
    rows = [row for row in table.of_year(year - 1) if names.get(row.key, row.key) not in known]
    return any(cell.value is not None for row in rows for name, cell in row.numbers.items() if name in measured_columns(table))


def is_proved(spec: ChartSpec, year: int) -> bool:
    """Tell whether the data hold all that a chart says: its title gives a number or a bound claim, no text claims more."""
    title = text_at(spec, "title").text
    numbers = [found for found in calls_of(title) if isinstance(found, Placed) and isinstance(found.call, NumberCall)]
    if not (numbers or spans_in(title)):
        return False
    return not any(claims_in(_unbound(text_at(spec, key).text), year) for key in ("title", "subtitle", "alt", "note"))


def _unbound(text: str) -> str:
    """Return a text without what is bound, admitted or called in it."""
    calls = [(found.start, found.end) for found in calls_of(text) if isinstance(found, Placed)]
    spans = [(span.start, span.end) for span in (*spans_in(text), *spans_in(text, ".literal"))]
    for start, end in (*calls, *spans):
        text = text[:start] + "…" * (end - start) + text[end:]
    return text
