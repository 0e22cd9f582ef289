"""TAB07, CHA07: how much is printed or drawn at once. Far above any report, far below what keeps outside tools busy."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.numbers.calls import TableCall
from rapport.numbers.chart_rows import KINDS, is_waiting, rows_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.charts import shown_in
from rapport.rules.text import placed_calls

rule = SOURCE_RULES.rule

CELLS = 6_000  # of a table of data/, printed; the largest has nine hundred
SHAPES = 500  # values of a chart; the largest has forty


@rule("TAB07")
def outsized_table(sources: Sources) -> Iterator[Finding]:
    """Une table imprimée dans un texte a au plus 6 000 cellules."""
    for text, found in placed_calls(sources):
        if not isinstance(found.call, TableCall) or (table := sources.report.tables.get(found.call.ref)) is None:
            continue
        count = len(table.of_year(sources.report.edition.year)) * len(table.spec.columns)
        if count > CELLS:
            said = f"La table « {found.call.ref} » imprimerait {_counted(count)} cellules ; {_counted(CELLS)} au plus."
            yield Finding(said, text.place(found.start), "Choisissez des lignes (where=…), ou publiez-la à part.")


@rule("CHA07")
def outsized_chart(sources: Sources) -> Iterator[Finding]:
    """Un graphique dessine au plus 500 valeurs."""
    for name in dict.fromkeys(sources.gathered(shown_in)):
        spec = sources.report.charts.get(name)
        table = sources.report.tables.get(spec.table) if spec else None
        if spec is None or table is None or spec.kind not in KINDS or len(table.rows) <= SHAPES:
            continue
        if not {spec.category, spec.value} - {""} <= set(table.spec.columns) or is_waiting(spec, sources.register):
            continue  # told by CHA01
        if (count := len(rows_of(spec, sources.register))) > SHAPES:
            said = f"Le graphique « {name} » dessinerait {_counted(count)} valeurs ; {_counted(SHAPES)} au plus."
            yield Finding(said, spec.at(), "Choisissez des lignes (where:), ou regroupez-les dans une table plus courte.")


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
