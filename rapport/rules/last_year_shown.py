"""ANN07: charts and tables that show last year's numbers beside this year's."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.calls import TableCall
from rapport.numbers.chart_rows import COMPARED
from rapport.numbers.in_time import absolute
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import called
from rapport.sources.authored import ChartSpec
from rapport.sources.model import Table

rule = SOURCE_RULES.rule


@rule("ANN07")
def comparison_without_past(sources: Sources) -> Iterator[Finding]:
    """Un graphique ou une table qui montre l'an dernier (« previous: », « evolution: ») sait le faire, et en a les nombres."""
    for name, spec in sources.report.charts.items():
        if spec.previous:
            yield from _of_chart(sources, name, spec)
    for table in sources.report.tables.values():
        for name, column in table.spec.columns.items():
            if column.previous or column.evolution:
                place = column.at("previous" if column.previous else "evolution")
                yield from _of_table(sources, table, TableCall(table.id, (name,)), place)
    for place, call in sources.gathered(called):
        if isinstance(call, TableCall) and (call.previous or call.evolution) and call.ref in sources.report.tables:
            yield from _of_table(sources, sources.report.tables[call.ref], call, place)


def _of_chart(sources: Sources, name: str, spec: ChartSpec) -> Iterator[Finding]:
    register, place = sources.register, spec.at("previous")
    year = register.year - 1
    if spec.kind not in COMPARED:
        hint = f"Seul le type {french.listed(sorted(COMPARED), 'ou')} le fait : changez « kind: », ou retirez « previous: »."
        yield Finding(f"Graphique « {name} » : le type « {spec.kind} » ne montre pas l'an dernier.", place, hint)
    elif spec.table in sources.report.tables:
        yield from _lacking(sources.report.tables[spec.table], year, place)
    elif spec.indicators and not register.of_year(year).known.intersection(spec.indicators):
        said = f"Graphique « {name} » : aucun de ses indicateurs n'a de valeur pour {year}."
        yield Finding(said, place, "Ajoutez ces valeurs, ou retirez « previous: ».")


def _of_table(sources: Sources, table: Table, call: TableCall, place: Place) -> Iterator[Finding]:
    columns = [column for name, column in table.spec.columns.items() if name in call.columns or not call.columns]
    if table.spec.view != "table" or not any(column.numeric for column in columns):
        said = f"La table « {table.id} » n'a pas ici de colonne de nombres à comparer."
        yield Finding(said, place, "Retirez « previous » et « evolution ».")
    else:
        yield from _lacking(table, absolute(call.since, sources.register.year), place)


def _lacking(table: Table, year: int, place: Place) -> Iterator[Finding]:
    if not table.of_year(year):
        said = f"La table « {table.id} » n'a aucune ligne pour {year}."
        yield Finding(said, place, f"Ajoutez ces lignes à {table.path}, ou retirez la comparaison.")
