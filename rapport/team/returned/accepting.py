"""Numbers that reviewers changed, taken as changes of the data once somebody says so: a value, a cell of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.pieces.by_year import of_the_edition
from rapport.numbers.register import Register
from rapport.sources.authored import Column, Indicator
from rapport.sources.model import Report, Row, Table
from rapport.team.returned.correction import CellEdit, Correction, NumberQuestion, SourceEdit, ValueEdit
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.laid import NotBrought

_PIECE = "une pièce le dit (« piece: ») : changez-le avec sa source, dans les données ou dans l'atelier"


def accepted(report: Report, corrections: Iterable[Correction]) -> list[Correction]:
    """Return the questions on numbers as corrections of the data, each once; one that can't be written says why."""
    register = Register(report)
    asked: dict[str, list[NumberQuestion]] = {}
    for one in corrections:
        for question in one.questions:
            asked.setdefault(question.ref, []).append(question)
    return [_correction(report, register, ref, questions) for ref, questions in asked.items()]


def _correction(report: Report, register: Register, ref: str, questions: list[NumberQuestion]) -> Correction:
    made = Correction(ReturnedGroup((), ()), Place(""), "", [questions[0].before], [questions[0].after])
    if len({question.after for question in questions}) > 1:
        made.why = f"« {ref} » a été changé de deux façons"
        return made
    try:
        edit, made.place = _edit(report, ref, _value(register, ref, questions[0]))
        made.edits = [edit]
    except NotBrought as why:
        made.why = f"« {ref} », {why.why}"
    return made


def _value(register: Register, ref: str, question: NumberQuestion) -> Decimal:
    """Return the value that a reviewer wrote; raises NotBrought when the words don't say it whole."""
    number = register.found(ref)
    try:
        before, after = french.number_of(question.before), french.number_of(question.after)
    except ValueError:
        raise NotBrought("le document ne dit pas de valeur entière, en chiffres") from None
    if number is None or number.value != before:
        raise NotBrought("le rapport l'imprime arrondi, ou calculé : changez sa valeur dans les données")
    return after


def _edit(report: Report, ref: str, value: Decimal) -> tuple[SourceEdit, Place]:
    year = report.edition.year
    if (indicator := report.indicators.get(ref)) is not None:
        if why := _origin_of(indicator, report) or _calculated(indicator, report):
            raise NotBrought(why)
        return ValueEdit(indicator.at().path, (ref, "values", year), value), indicator.at("values", year)
    found = next(_cells(report, ref), None)
    if found is None:
        raise NotBrought("sa valeur n'est pas dans un fichier que l'on puisse changer d'ici")
    table, row, column = found
    if why := _origin_of_cell(row, table.spec.columns[column], report):
        raise NotBrought(why)
    return CellEdit(table.path, row.place.line, column, f"{value:f}"), row.place_of(column)


def _origin_of(said: Indicator | Column, report: Report) -> str:
    """Return why a number isn't changed where it stands: it comes from elsewhere; empty when it is typed."""
    if of_the_edition(said.piece, report):
        return _PIECE
    return "une enquête le donne (« from: ») : corrigez-la" if said.from_ else ""


def _origin_of_cell(row: Row, column: Column, report: Report) -> str:
    """Return the same of a cell, which the piece of its row proves, else that of its column."""
    if row.piece is not None and of_the_edition((row.piece,), report):
        return _PIECE
    return _origin_of(column, report)


def _calculated(indicator: Indicator, report: Report) -> str:
    calculated = indicator.formula or report.edition.year not in indicator.values
    return "il est calculé : corrigez ce dont il vient" if calculated else ""


def _cells(report: Report, ref: str) -> Iterator[tuple[Table, Row, str]]:
    for table in report.tables.values():
        for row in table.of_year(report.edition.year) if ref.startswith(f"{table.id}.") else ():
            for column, cell in row.numbers.items():
                if f"{table.id}.{row.key}.{column}" == ref and cell.value is not None:
                    yield table, row, column
