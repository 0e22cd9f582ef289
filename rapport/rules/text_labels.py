"""TXT18: what is printed as it is typed: titles of columns, units; and which cells are printed."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.numerals import numerals_in
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.numbers.calls import NumberCall, PeopleCall, TableCall, printed_unit
from rapport.numbers.counting import matches
from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.in_time import bare
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text import called, charts_shown
from rapport.sources.authored import Column, Edition
from rapport.sources.located import Located
from rapport.sources.model import Report, Table
from rapport.sources.texts import Text, cell_at, text_at


@SOURCE_RULES.rule("TXT18")
def number_in_label(sources: Sources) -> Iterator[Finding]:
    """Un titre de colonne ou une unité s'imprime tel quel : ni expression {{ … }}, ni nombre tapé à la main.

    Une source, un crédit n'a pas de nombre tapé à la main non plus : ce qui s'imprime devant n'en fait pas un numéro de liste.
    """
    names = sources.report.edition.names_with_numbers
    yield from _calls_of_the_cover(sources.report.edition)
    for kind, text in {text.start: (kind, text) for kind, text in (*_printed(sources), *_behind_words(sources))}.values():
        if "{{" in text.text and kind not in _READ:
            hint = "Écrivez ce texte sans expression."
            yield Finding(f"{kind} s'imprime tel quel : une expression n'y est pas lue.", text.place(text.text.index("{{")), hint)
            continue
        for numeral in numerals_in(f"{_BEFORE}{text.text}", names):
            if not numeral.in_words:
                place = text.place(numeral.start - len(_BEFORE))
                hint = f"Écrivez-le en lettres, ou ajoutez « {short(text.text)} » à « names_with_numbers: » de report.yml."
                yield Finding(f"{kind} contient « {numeral.written} », tapé à la main.", place, hint)


_BEFORE = "Devant "  # a number at the head of a line would be an item's
_READ = _SOURCE, _CREDIT = "Cette source", "Ce crédit"
_HEAD = regex(r"\s*\d{1,9}[.)]\s")


def _behind_words(sources: Sources) -> Iterator[tuple[str, Text]]:
    """Yield what is printed behind words of ours: the sources of drawn indicators, which no other rule reads; what begins so."""
    report = sources.report
    charts = [report.charts[name] for name in sources.gathered(charts_shown) if name in report.charts]
    for chart in charts:
        drawn = () if chart.source else chart.indicators
        yield from ((_SOURCE, text_at(report.indicators[name], "source")) for name in drawn if name in report.indicators)
    tables = report.tables.values()
    rows = ((_CREDIT, row) for table in tables if table.spec.view == "timeline" for row in table.of_year(report.edition.year))
    heads = [(_SOURCE, text_at(model, "source")) for model in (*charts, *(table.spec for table in tables))]
    heads += [(kind, cell_at(row, "credit", row.texts.get("credit", ""))) for kind, row in rows if "credit" in row.texts]
    yield from ((kind, text) for kind, text in heads if _HEAD.match(text.text))


def _calls_of_the_cover(edition: Edition) -> Iterator[Finding]:
    """Yield the calls of what names the report, which other programs read too: a file's title, a page's, a library's."""
    for key in ("title", "subtitle", "organisation", "published", "version"):
        text = text_at(edition, key)
        if "{{" in text.text:
            year = "« new » change l'année" if "year(" in text.text else "il ne suit pas les chiffres"
            hint = f"Écrivez ce texte sans expression : {year}."
            said = "Ce texte de la couverture s'imprime tel quel : une expression n'y est pas lue."
            yield Finding(said, text.place(text.text.index("{{")), hint)


def _printed(sources: Sources) -> Iterator[tuple[str, Text]]:
    """Yield what the calls of the texts print as it is typed, and what it is."""
    report = sources.report
    for _, call in sources.gathered(called):
        if isinstance(call, TableCall) and call.ref in report.tables:
            for column in shown_columns(report.tables[call.ref], call).values():
                yield "Ce titre de colonne", text_at(column, "label")
        elif isinstance(call, NumberCall):
            try:
                number = sources.register.number(call.number)
                if printed_unit(number, call) and (model := _unit_of(report, bare(number.ref))):
                    yield "Cette unité", text_at(model, "unit")
            except (UnknownNumber, ExpressionError):
                continue  # told by TXT02


def _unit_of(report: Report, name: str) -> Located | None:
    """Return what declares the unit of a number: its indicator, or the column of its table."""
    if name in report.indicators:
        return report.indicators[name]
    table = report.tables.get(name.partition(".")[0])
    return table.spec.columns.get(name.rpartition(".")[2]) if table else None


def shown_columns(table: Table, call: TableCall) -> dict[str, Column]:
    """Return the columns that a call prints with their titles; none when the table has a view of its own."""
    columns = table.spec.columns
    if table.spec.view != "table":
        return {}
    return {name: column for name, column in columns.items() if (name in call.columns if call.columns else not column.hidden)}


_VIEWED = {
    "lexicon": ("acronym", "expansion", "note"),
    "timeline": ("when", "title", "place", "people", "text"),
    "directory": ("region", "name"),
    "logos": ("family", "name"),
}


@shared
def printed_cells(sources: Sources) -> frozenset[Place]:
    """Return the places of the cells that the calls of the texts print."""
    tables, year = sources.report.tables, sources.report.edition.year
    cells: set[Place] = set()
    for _, call in sources.gathered(called):
        if isinstance(call, TableCall) and (table := tables.get(call.ref)):
            columns = _VIEWED.get(table.spec.view) or (*shown_columns(table, call),)
            rows = [row for row in table.of_year(year) if all(matches(row.texts.get(c, ""), w) for c, w in call.where)]
        elif isinstance(call, PeopleCall) and (table := tables.get("people")):
            columns = ("name", "role", "note", call.by)
            rows = [row for row in table.of_year(year) if row.texts.get("group") == call.ref]
        else:
            continue
        cells |= {row.place_of(name) for row in rows for name in columns}
    return frozenset(cells)
