"""What the workbook asks of a colleague: one page for the indicators, one for each table, a line a number or a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.awaited import a_year_earlier
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.pieces.asked import provable_totals
from rapport.numbers.pieces.by_year import of_the_edition
from rapport.numbers.printed_texts import expanded
from rapport.numbers.quantity import Decimals
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.answers import unknown_years
from rapport.sources.authored import Indicator, Status
from rapport.sources.model import Cell, Report, Row, Table
from rapport.sources.published_names import STATUSES as SAID
from rapport.sources.scalars import UNKNOWN
from rapport.team.workbook.columns import WorkbookColumn
from rapport.team.workbook.evidence import PIECE, piece_columns, piece_text

STATUSES: Mapping[str, Status] = {SAID[status]: status for status in ("published", "to_confirm", "derived")}
# No column of a table begins with « @ ».
REF, VALUE, STATUS, QUESTION, SOURCE, NOTE = "@ref", "@value", "status", "question", "source", "note"
INDICATORS, TYPED = "Chiffres", "Totaux tapés"
TOTALS = "@totals"  # in place of the table, for the page of the typed totals: no table is called so
_LONGEST = 31  # characters of a page's name
_DOUBT = "« à confirmer » demande une question."


@dataclass(frozen=True)
class WorkbookLine:
    """A number or a row: its name, its cells by the name of their column."""

    ref: str
    cells: Mapping[str, str]
    place: Place
    advice: str = ""  # of the cell to fill: unit, precision


@dataclass(frozen=True)
class WorkbookPage:
    """A page of the workbook; ``table`` is empty for the indicators, ``keys`` are the columns that name a new row."""

    name: str
    title: str
    columns: tuple[WorkbookColumn, ...]
    lines: tuple[WorkbookLine, ...]
    table: str = ""
    keys: tuple[str, ...] = ()

    def column(self, name: str) -> WorkbookColumn:
        """Return a column by its name."""
        return next(column for column in self.columns if column.name == name)


def owners_of(report: Report) -> list[str]:
    """Return the people in charge of numbers, in alphabetical order."""
    named = {indicator.owner for indicator in report.indicators.values()} | {table.spec.owner for table in report.tables.values()}
    return sorted(named - {""}, key=french.folded)


def pages_of(report: Report, owner: str = "") -> tuple[WorkbookPage, ...]:
    """Return the pages of a person in charge, of everybody when nobody is named; a page that asks nothing is left out."""
    wanted = french.folded(owner)
    mine = {
        n: i
        for n, i in report.indicators.items()
        if not (i.formula or i.from_) and (not wanted or french.folded(i.owner) == wanted)
    }
    pages = [_indicators(report, mine)]
    taken = {INDICATORS.casefold(), TYPED.casefold()}
    tables = [table for table in report.tables.values() if not wanted or french.folded(table.spec.owner) == wanted]
    pages += [_table(report, table, taken) for table in tables]
    pages += [_totals(report, tables)] if report.evidence.pieces else []
    return tuple(page for page in pages if page.lines)


def _indicators(report: Report, indicators: Mapping[str, Indicator]) -> WorkbookPage:
    year = report.edition.year
    columns = (
        WorkbookColumn("label", "Libellé", 40), WorkbookColumn("unit", "Unité", 13), WorkbookColumn("precision", "Précision", 12),
        WorkbookColumn("last", str(year - 1), 12, "number"), WorkbookColumn(VALUE, str(year), 14, "number", filled=True),
        WorkbookColumn(STATUS, "Statut", 12, "status", filled=True, advice=_DOUBT),
        WorkbookColumn(QUESTION, "Question", 38, filled=True, advice="Ce qu'il faut demander, et à qui."),
        WorkbookColumn(SOURCE, "Source", 38, filled=True, advice="D'où vient le chiffre : document, page, date."),
        *piece_columns(report), WorkbookColumn(REF, "Nom dans les données", 26),
    )  # fmt: skip
    registers = Register(report), Register(report, year - 1)
    lines = tuple(_indicator(name, indicator, *registers) for name, indicator in indicators.items())
    return WorkbookPage(INDICATORS, "Les chiffres", columns, lines)


def _indicator(name: str, indicator: Indicator, register: Register, before: Register) -> WorkbookLine:
    report, year = register.report, register.year
    value = indicator.values.get(year)
    given = UNKNOWN if year in unknown_years(indicator) else "" if value is None else french.format_number(value)
    cells = {
        REF: name, "label": expanded(indicator.label, register), "unit": indicator.unit,
        "precision": _precision(indicator.decimals),
        "last": _last(before, name), VALUE: given,
        STATUS: SAID[indicator.status], QUESTION: indicator.question, SOURCE: indicator.source,
        PIECE: piece_text(of_the_edition(indicator.piece, report)),
    }  # fmt: skip
    return WorkbookLine(name, cells, indicator.at(), _advice(indicator.unit, indicator.decimals))


def _totals(report: Report, tables: Iterable[Table]) -> WorkbookPage:
    """Return the page of the totals that are typed, each with its piece: no row and no indicator holds them."""
    register, lines = Register(report), []
    for one in provable_totals(report, tables):
        cells = {
            REF: one.number, "label": expanded(one.label, register), "unit": one.unit, "precision": _precision(one.decimals),
            VALUE: "" if one.value is None else french.format_number(one.value),
            PIECE: piece_text([proof for proof, _, _ in one.proofs]),
        }  # fmt: skip
        lines.append(WorkbookLine(one.number, cells, one.stated, _advice(one.unit, one.decimals)))
    columns = (
        WorkbookColumn("label", "Libellé", 60), WorkbookColumn("unit", "Unité", 13), WorkbookColumn("precision", "Précision", 12),
        WorkbookColumn(VALUE, str(report.edition.year), 14, "number", filled=True), *piece_columns(report),
        WorkbookColumn(REF, "Nom dans les données", 32),
    )  # fmt: skip
    return WorkbookPage(TYPED, "Les totaux tapés", columns, tuple(lines), TOTALS)


def _table(report: Report, table: Table, taken: set[str]) -> WorkbookPage:
    year, spec = report.edition.year, table.spec
    register, before = Register(report), Register(report, year - 1)
    title = expanded(spec.title, register)
    keys = (spec.key or next(iter(spec.columns)),) if isinstance(spec.key, str) else spec.key
    rows = table.of_year(year)
    lasts = {
        f"@last:{name}": {
            row.key: _last(before, f"{table.id}.{row.key}.{name}")
            or _last(before, f"{table.id}.{a_year_earlier(row.key)}.{name}")
            for row in rows
        }
        for name, column in spec.columns.items()
        if column.numeric
    }
    lasts = {name: found for name, found in lasts.items() if any(found.values())}
    columns = tuple(_unlike(_columns(register, table, keys, lasts)))
    lines, seen = [], Counter[str]()
    for row in rows:
        seen[row.key] += 1  # a lexicon has homonyms
        ref = row.key if seen[row.key] == 1 else f"{row.key} [{seen[row.key]}]"
        last = {name: found[row.key] for name, found in lasts.items()}
        lines.append(WorkbookLine(ref, _cells(row) | last | {REF: ref}, row.place))
    return WorkbookPage(_sheet_name(title, taken), title, columns, tuple(lines), table.id, keys)


def _columns(register: Register, table: Table, keys: tuple[str, ...], lasts: Mapping[str, object]) -> Iterator[WorkbookColumn]:
    report, year = register.report, register.year
    for name, column in table.spec.columns.items():
        said = expanded(column.label or name, register)
        unit = f" ({column.unit})" if column.unit else ""
        if f"@last:{name}" in lasts:
            yield WorkbookColumn(f"@last:{name}", f"{said}{unit} {year - 1}", 13, "number")
        if column.numeric:
            advice = _advice(column.unit or "", 0 if column.decimals is None else column.decimals)
            asked = name not in keys and not column.from_
            yield WorkbookColumn(name, f"{said}{unit} {year}", 14, "number", filled=asked, advice=advice)
        else:
            longest = max((len(row.texts[name]) for row in table.of_year(year)), default=0)
            yield WorkbookColumn(name, said, min(max(longest + 2, len(said) + 2, 10), 34), filled=name not in keys)
    yield WorkbookColumn(STATUS, "Statut", 12, "status", filled=True, advice=_DOUBT)
    yield WorkbookColumn(QUESTION, "Question", 34, filled=True)
    yield WorkbookColumn(SOURCE, "Source", 34, filled=True)
    yield WorkbookColumn(NOTE, "Note", 24, filled=True)
    yield from piece_columns(report, table.spec)
    yield WorkbookColumn(REF, "Nom dans les données", 26)


def _unlike(columns: Iterable[WorkbookColumn]) -> Iterator[WorkbookColumn]:
    """Yield the columns with headings that no two share: columns are found by them."""
    seen: set[str] = set()
    for column in columns:
        heading = column.heading
        while french.folded(heading) in seen:
            heading = f"{column.heading} [{column.name.lstrip('@')}]" if heading == column.heading else f"{heading} bis"
        seen.add(french.folded(heading))
        yield replace(column, heading=heading)


def _cells(row: Row) -> dict[str, str]:
    numbers = {name: _written(cell) for name, cell in row.numbers.items()}
    own = {STATUS: SAID[row.status], QUESTION: row.question, SOURCE: row.source, NOTE: row.note}
    own |= {PIECE: piece_text([row.piece])} if row.piece else {}
    return {**row.texts, **numbers, **own}


def _written(cell: Cell) -> str:
    if cell.value is None:
        return UNKNOWN if cell.unknown else ""
    return french.format_number(cell.value)


def _last(before: Register, ref: str) -> str:
    try:
        number = before.number(ref)
    except (UnknownNumber, ExpressionError):
        return ""
    return french.format_number(number.value)


def _precision(decimals: Decimals) -> str:
    if decimals == "exact":
        return "valeur exacte"
    names = {-6: "au million", -3: "au millier", -2: "à la centaine", -1: "à la dizaine", 0: "à l'unité", 1: "au dixième"}
    return names.get(decimals, f"{decimals} décimales" if decimals > 0 else f"à 10^{-decimals} près")


def _advice(unit: str, decimals: Decimals) -> str:
    example = "1 234,5" if decimals == "exact" or decimals > 0 else "1 234"
    of = f" ({unit})" if unit else ""
    return f"Un nombre{of}, {_precision(decimals)}. Exemple : {example}. Laissez vide tant qu'il n'est pas connu."


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a page name that spreadsheets accept: 31 characters, none of their special signs, no two alike."""
    plain = " ".join("".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip("' ").split())
    name = plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1].rpartition(' ')[0] or plain[: _LONGEST - 1]}…"
    name, number = name or "Table", 2
    stem = name.removesuffix("…")[: _LONGEST - 5].strip()
    while name.casefold() in taken or name.casefold() in {"origine", "mode d'emploi", "history"}:
        name, number = f"{stem} ({number})", number + 1
    taken.add(name.casefold())
    return name
