"""Values that are taken from a survey (« from: survey.… »): the lock gives them, nobody types them, a note says what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rapport.ground.problems import Places, Problem, Severity
from rapport.sources.authored import Column, Indicator, TableSpec
from rapport.sources.model import Cell, Row, Table
from rapport.sources.panel import Panel, SurveyCell
from rapport.sources.reading.taken_values import to_precision
from rapport.sources.spans import bared
from rapport.sources.surveyed import asked_of_row, survey_note, survey_of
from rapport.sources.tied import in_unit

M = TypeVar("M", Indicator, TableSpec)


def with_survey_value(indicator: Indicator, panels: Mapping[str, Panel]) -> Indicator:
    """Return an indicator with the value that its survey gives, and the note of what it stands on."""
    panel = panels.get(survey_of(indicator.from_, panels))
    cell = panel.published.get(indicator.from_) if panel else None
    if panel is None or cell is None:
        return indicator
    spec = panel.spec
    value = None if cell.value is None else in_unit(cell.value, cell.unit, indicator.unit)
    values = dict(indicator.values) if value is None else {**indicator.values, spec.year: to_precision(value, indicator.decimals)}
    found = indicator.model_copy(update={"values": values, "source": indicator.source or _source(panel)})
    found._places = indicator._places
    return _noted(found, survey_note(spec, panel.lock, [cell]))


def with_survey_cells(table: Table, panels: Mapping[str, Panel], edition: int, problems: list[Problem]) -> Table:
    """Return a table with the numbers that a survey gives to the rows of its year, and the note of what they stand on.

    In an ``edition`` of a later year, numbers that were kept of it stand as they were typed.
    """
    taking = {name: column for name, column in table.spec.columns.items() if survey_of(column.from_, panels)}
    if not taking:
        return table
    for name, column in taking.items():
        if not column.numeric:
            said = f"La colonne « {name} » prend ses nombres d'une enquête, mais n'en contient pas."
            hint = "Donnez-lui une unité (« unit: ») ou une précision (« decimals: »)."
            problems.append(Problem("LEC06", Severity.ERROR, said, column.at("from"), hint))
    used: dict[str, list[SurveyCell]] = {}
    told: list[Problem] = []
    rows = tuple(_filled(row, taking, panels, used, told) for row in table.rows)
    problems += told if any(panels[survey_of(c.from_, panels)].spec.year >= edition for c in taking.values()) else []
    spec = table.spec
    for name, cells in used.items():
        spec = _noted(spec, survey_note(panels[name].spec, panels[name].lock, cells))
    return replace(table, spec=spec, rows=rows)


def _filled(
    row: Row, taking: Mapping[str, Column], panels: Mapping[str, Panel], used: dict[str, list[SurveyCell]],
    problems: list[Problem],
) -> Row:  # fmt: skip
    numbers, source = dict(row.numbers), row.source
    for name, column in taking.items():
        panel = panels[survey_of(column.from_, panels)]
        typed = numbers.get(name)
        if row.year != panel.spec.year or typed is None:
            continue
        if typed.value is not None or typed.unknown:
            said = f"Colonne « {name} » : l'enquête donne ce nombre, et il est aussi tapé."
            problems.append(Problem("LEC07", Severity.ERROR, said, typed.place, "Laissez la cellule vide."))
            continue
        source = source or _source(panel)
        cell = panel.published.get(asked_of_row(column, row))
        if cell is not None:
            used.setdefault(panel.name, []).append(cell)
            value = None if cell.value is None else in_unit(cell.value, cell.unit, column.unit or "")
            value = None if value is None else to_precision(value, 0 if column.decimals is None else column.decimals)
            secret = cell.hidden not in {"", "unanswered"}
            numbers[name] = Cell(value, typed.place, unknown=cell.value is None, withheld=secret)
    return replace(row, numbers=numbers, source=source)


def _source(panel: Panel) -> str:
    return panel.spec.source or panel.spec.title


def _noted(model: M, added: str) -> M:
    """Return a model with one more note, whose typed numbers are admitted as an author's braces would."""
    own = model._places.below("note").marked or model.note
    marked = f"{own.rstrip()} {added}" if own else added
    noted = model.model_copy(update={"note": bared(marked)})
    note = Places(model.at("note") if model.note else model.at("from"), marked=marked)
    before = model._places
    others: Sequence[Places] = [one for one in before.claiming if one is not before.inner.get("note")]
    inner = {**before.inner, "note": note}
    noted._places = Places(before.place, inner, before.written, before.marked, [*others, note])
    return noted
