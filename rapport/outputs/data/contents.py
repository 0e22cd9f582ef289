"""What the data files hold: the indicators of every year, the tables, the charts as printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.gaps import gap_of
from rapport.numbers.in_time import dated, with_year
from rapport.numbers.pieces.shown import Shown, ShownPiece
from rapport.numbers.printed_texts import as_typed, note_of, plain_text
from rapport.numbers.quantity import Decimals
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.numbers.trace import exact_form, status_of
from rapport.outputs.data.proofs import PROOF, proof_cells
from rapport.outputs.data.resource import STATUS, YEAR, Field, Resource, text_field
from rapport.sources.answers import unknown_years
from rapport.sources.authored import Column, Indicator
from rapport.sources.model import Drawing, Manuscript, Report, Row, Table
from rapport.sources.panel import WITHHELD
from rapport.sources.personal import key_is_personal, personal_columns
from rapport.sources.published_columns import list_counted
from rapport.sources.published_names import STATUSES, names_of_columns
from rapport.sources.scalars import UNKNOWN

_VALUE = 2  # place of an indicator's value in its line


def indicators_resource(register: Register, manuscript: Manuscript, shown: Shown) -> Resource:
    """Return every indicator, one row a year; derived ones are calculated."""
    fields = [
        text_field("id", "Nom de l'indicateur", required=True),
        text_field("libelle", "Libellé", required=True),
        {"name": "valeur", "type": "number", "title": "Valeur exacte", "constraints": {"required": True}},
        text_field("unite", "Unité"),
        YEAR,
        text_field("decimales", "Précision déclarée", "Chiffres après la virgule ; -3 : au millier ; exact : sans arrondi"),
        STATUS,
        text_field("source", "Source"),
        text_field("formule", "Formule d'un indicateur calculé"),
        text_field("question", "Question à poser", "Pour une valeur à confirmer"),
        text_field("note", "Note"),
        text_field("sections", "Sections où il est imprimé", "Identifiants des sections, séparés par des points-virgules"),
    ]
    stated = text_field("autres_enonces", "Autres énoncés", "Valeurs différentes du même fait, et où elles sont énoncées")
    fields += [stated, *(field("") for field in PROOF)]
    rows = list(_indicator_rows(register, manuscript, shown))
    if any(not row[_VALUE] for row in rows):
        fields[_VALUE] = {"name": "valeur", "type": "number", "title": "Valeur exacte", "description": "Vide : voyez la note"}
    # The data of an edition that no statement contradicts, or that has no pieces, are those of before.
    kept = [at for at in range(len(fields)) if at < len(fields) - 1 - len(PROOF) or any(row[at] for row in rows)]
    return Resource(
        name="indicateurs",
        path="indicateurs.csv",
        title="Les indicateurs du rapport",
        fields=[fields[at] for at in kept],
        rows=[[row[at] for at in kept] for row in rows],
        key=("id", "annee"),
        sources=[
            *(plain_text(indicator.source, register) for indicator in register.report.indicators.values()),
            *(row[-len(PROOF)] for row in rows),
        ],
        counts={name: list_counted(one.count_of) for name, one in register.report.indicators.items() if one.count_of},
    )


def _indicator_rows(own: Register, manuscript: Manuscript, shown: Shown) -> Iterator[list[str]]:
    report = own.report
    printed: dict[str, dict[str, None]] = {}
    for mention in manuscript.mentions:
        printed.setdefault(mention.ref, {})[mention.section] = None
    indicators = report.indicators.values()
    years = {report.edition.year}.union(*(one.values for one in indicators), *map(unknown_years, indicators))
    registers = [own.of_year(year) for year in sorted(years)]
    for ref, indicator in report.indicators.items():
        for register in registers:
            number = _known(register, ref)
            if number is None:
                if (gap := gap_of(register, ref)) in _ANSWERED:
                    yield _unknown_row(ref, indicator, register, gap)
                continue
            name = ref if register.year == report.edition.year else dated(ref, register.year)
            sections = ";".join(printed.get(name, ()))
            yield [
                ref, plain_text(number.label, register), _plain(number), number.unit, str(register.year), str(number.decimals),
                STATUSES[number.status], plain_text(number.source, register), number.formula,
                plain_text(number.question, register), note_of(number, register), sections, _stated(number),
                *proof_cells(shown.get((ref, register.year), ())),
            ]  # fmt: skip


_ANSWERED = {UNKNOWN: "Valeur non disponible (n.d.).", WITHHELD: "Valeur couverte par le secret statistique (c)."}


def _unknown_row(ref: str, indicator: Indicator, register: Register, gap: str) -> list[str]:
    """Return the line of a number that nobody knows, or that is secret: an answer, whose value stays empty."""
    decimals = 0 if indicator.decimals is None else indicator.decimals
    note = " ".join(filter(None, [_ANSWERED[gap], plain_text(indicator.note, register)]))
    return [
        ref, plain_text(indicator.label, register), "", indicator.unit, str(register.year), str(decimals),
        STATUSES[indicator.status], plain_text(indicator.source, register), indicator.formula,
        plain_text(indicator.question, register), note, "", "",
        *[""] * len(PROOF),
    ]  # fmt: skip


def _stated(number: Registered) -> str:
    """Return what other statements of the fact say against it, each with its source."""
    return " ; ".join(f"{exact_form(number.saying(said.value))} ({said.source})" for said in number.stated)


def _known(register: Register, ref: str) -> Registered | None:
    try:
        return register.number(ref)
    except (UnknownNumber, ExpressionError):
        return None


def _plain(number: Registered) -> str:
    """Return an exact value as programs write it; a calculated one to the millionth."""
    return f"{round(number.value, 6).normalize() if number.formula else number.value:f}"


# --- the tables ---------------------------------------------------------------------------------------------------


def table_resource(table: Table, register: Register, shown: Shown) -> Resource:
    """Return a table with its rows of every year, less its columns of personal data."""
    personal = personal_columns(table)
    names = {name: shown for name, shown in names_of_columns(table.spec.columns).items() if name not in personal}
    fields = [YEAR, *(_column(names[name], name, table) for name in names), STATUS]
    fields += [text_field("source", "Source"), text_field("question", "Question à poser"), text_field("note", "Note")]
    proved = [name for name in names if any((f"{table.id}.{row.key}.{name}", row.year) in shown for row in table.rows)]
    fields += [field("" if len(proved) == 1 else names[name]) for name in proved for field in PROOF]
    rows = []
    for row in table.rows:
        cells = [_cell(row, name, register) for name in names]
        status, question = status_of(table, row, register)
        foot = [_of_row(text, row, register) for text in (row.source, question, row.note)]
        for name in proved:
            foot += proof_cells(shown.get((f"{table.id}.{row.key}.{name}", row.year), ()))
        rows.append([str(row.year), *cells, STATUSES[status], *foot])
    key = table.spec.key or next(iter(table.spec.columns))
    return Resource(
        name=f"table-{table.id}",
        path=f"tables/{table.id}.csv",
        title=plain_text(table.spec.title, register),
        fields=fields,
        rows=rows,
        key=("annee", *(names.get(name, "") for name in ([key] if isinstance(key, str) else key))),
        sources=[
            *(_of_row(row.source, row, register) for row in table.rows),
            *(one.title for name in proved for one in _proofs_of(table, name, shown)),
        ],
        description=plain_text(table.spec.note, register),
        open=frozenset(shown for name, shown in names.items() if table.spec.columns[name].personal is False),
    )


def _of_row(text: str, row: Row, register: Register) -> str:
    """Return what a row says of itself as it is published: the years that it calls are told from its own."""
    return plain_text(with_year(text, row.year), register)


def _proofs_of(table: Table, column: str, shown: Shown) -> Iterator[ShownPiece]:
    for row in table.rows:
        yield from shown.get((f"{table.id}.{row.key}.{column}", row.year), ())


def _cell(row: Row, name: str, register: Register) -> str:
    if name not in row.numbers:
        return as_typed(row.texts.get(name, ""), register)
    value = row.numbers[name].value
    if value is None:
        return ""
    return (
        f"{value.to_integral_value():f}" if value == value.to_integral_value() else f"{value:f}"
    )  # 620.0 is no integer to readers


def _column(shown: str, name: str, table: Table) -> Field:
    column = table.spec.columns[name]
    if not column.numeric:
        return text_field(shown, column.label)
    values = [row.numbers[name].value for row in table.rows]
    whole = all(value is None or value == int(value) for value in values) and column.decimals != "exact"
    said = [f"Unité : {column.unit}." if column.unit else "", _precision(0 if column.decimals is None else column.decimals)]
    kind = "integer" if whole and (column.decimals or 0) <= 0 else "number"  # type: ignore[operator] # "exact" isn't whole
    described = {"name": shown, "type": kind, "title": column.label, "description": " ".join(filter(None, said))}
    return described | {"unit": column.unit or "", "column": name}  # the next edition holds its own to these


def _precision(decimals: Decimals) -> str:
    named = {"exact": "Valeur exacte.", 0: "Arrondi à l'unité.", 1: "Arrondi au dixième.", 2: "Arrondi au centième."}
    return named.get(decimals) or f"Arrondi à {french.format_number(Decimal(1).scaleb(-int(decimals)))}."


# --- the charts ---------------------------------------------------------------------------------------------------


def chart_of_people(report: Report, chart: str) -> bool:
    """Tell whether a chart's labels are personal data, or its numbers named after people."""
    spec = report.charts[chart]
    tables = [report.tables.get(name) for name in (spec.table, *(ref.partition(".")[0] for ref in spec.indicators))]
    labels = {spec.category, spec.group}
    return any(table and (key_is_personal(table) or labels & personal_columns(table).keys()) for table in tables)


def chart_resource(drawing: Drawing, register: Register) -> Resource:
    """Return a chart's marks in drawing order, exact and as printed."""
    spec = register.report.charts[drawing.id]
    table = register.report.tables.get(spec.table)
    columns = table.spec.columns if table else {}
    named = {column: columns[column].label for column in (spec.group, spec.category, spec.value) if column in columns}
    grouped = bool(spec.group or spec.previous)
    numbers = [register.number(row.ref) if row.ref else None for row in drawing.rows]
    fields = [text_field("serie", "Année" if spec.previous else named.get(spec.group, "Série"))] if grouped else []
    fields.append(text_field("categorie", named.get(spec.category, "Indicateur"), required=True))
    rows = [[row.group, row.category] if grouped else [row.category] for row in drawing.rows]
    if any(numbers):
        fields += [
            {"name": "valeur", "type": "number", "title": named.get(spec.value, "Valeur")},
            text_field("imprime", "Valeur imprimée"),
            text_field("unite", "Unité"),
            STATUS,
            text_field("nombre", "Nom du chiffre", "L'indicateur, ou la table, la ligne et la colonne"),
        ]
        for cells, row, number in zip(rows, drawing.rows, numbers, strict=True):
            known = [_plain(number), row.printed, number.unit, STATUSES[number.status], number.ref] if number else [""] * 5
            cells.extend(known)
    sources = [number.source for number in numbers if number] or [table.spec.source if table else ""]
    return Resource(
        name=f"graphique-{drawing.id}",
        path=f"graphiques/{drawing.id}.csv",
        title=plain_text(spec.title, register),
        fields=fields,
        rows=rows,
        key=[field["name"] for field in fields if field["name"] in {"serie", "categorie"}],
        sources=[plain_text(source, register) for source in ([spec.source] if spec.source else sources)],
        description=plain_text(spec.subtitle, register),
        open=frozenset(
            field for field, name in (("serie", spec.group), ("categorie", spec.category)) if _is_public(columns.get(name))
        ),
    )


def _is_public(column: Column | None) -> bool:
    return column is not None and column.personal is False
