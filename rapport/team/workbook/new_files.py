"""What a returned workbook changes, written into the author files: their new bytes."""

from __future__ import annotations

from rapport.ground import french
from rapport.ground.problems import Place, Problem, Severity
from rapport.numbers.pieces.asked import provable_totals
from rapport.numbers.pieces.by_year import with_proof
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, Unencodable
from rapport.sources.editing.yaml_text import Unchangeable, Written, YamlText
from rapport.sources.evidence import proof_as_written
from rapport.sources.model import Report, Table
from rapport.sources.scalars import UNKNOWN, is_unknown
from rapport.team.workbook.cells import is_number
from rapport.team.workbook.changes import ORDER, TYPED, Edit, Edits
from rapport.team.workbook.evidence import PIECE
from rapport.team.workbook.pages import NOTE, QUESTION, REF, SOURCE, STATUS, TOTALS, VALUE
from rapport.team.workbook.reading import Addition

# The key that a new key follows.
_AFTER = {VALUE: "decimals", STATUS: "values", QUESTION: "status", SOURCE: "status", PIECE: "source"}


def changed_files(report: Report, edits: Edits) -> tuple[dict[str, Change], list[Problem]]:
    """Return the new bytes of the files that change, and what prevents it."""
    places: dict[str, list[Edit]] = {}
    for edit in edits.values:
        places.setdefault(edit.place.path, []).append(edit)
    for row in edits.rows:
        places.setdefault(report.tables[row.table].path, [])
    changes: dict[str, Change] = {}
    problems: list[Problem] = []
    for path, wanted in places.items():
        original = Original.read(report.root, path)
        try:
            if path.endswith(".csv"):
                table = next(table for table in report.tables.values() if table.path == path)
                text = _csv(
                    original.text, table, wanted, [row for row in edits.rows if row.table == table.id], report.edition.year
                )
            else:
                text = _yaml(original.text, sorted(wanted, key=lambda edit: ORDER[edit.column]), report)
            changes[path] = Change(original.raw, original.encoded(text))
        except Unchangeable:
            said = "Ce fichier est écrit d'une façon qui ne permet pas de le modifier sans toucher au reste."
            problems.append(Problem("IMP10", Severity.ERROR, said, wanted[0].place, "Reportez ces valeurs à la main."))
        except Unencodable as error:
            problems.append(Problem("IMP10", Severity.ERROR, error.message, Place(path), error.hint))
    return changes, problems


def _yaml(text: str, edits: list[Edit], report: Report) -> str:
    edited, year = YamlText(text), report.edition.year
    for edit in edits:
        if edit.table == TOTALS:
            _put_total(edited, edit, report)
            continue
        key = "values" if edit.column == VALUE else edit.column
        path: tuple[str | int, ...] = (edit.ref, key, year) if edit.column == VALUE else (edit.ref, key)
        value: Written = edit.after
        if edit.column == VALUE:
            value = UNKNOWN if is_unknown(edit.after) else french.number_of(edit.after) if edit.after else None
        elif edit.column == PIECE:
            value = with_proof(report, report.indicators[edit.ref].piece, proof_as_written(edit.after)) or ""
        elif edit.column == STATUS:
            value = TYPED[french.folded(edit.after)]
        if value == "":
            edited.remove(path)
        elif edit.column == VALUE and not (edited.value()[edit.ref].get("values")):
            edited.set((edit.ref, "values"), {year: value}, after=_AFTER[VALUE])
        else:
            edited.set(path, value, after=_AFTER[edit.column])
    return edited.text


def _put_total(edited: YamlText, edit: Edit, report: Report) -> None:
    """Write the number of a typed total, or its piece, in the description of its table."""
    keys = next(one.keys for one in provable_totals(report, report.tables.values()) if one.number == edit.ref)
    if edit.column == VALUE:
        edited.set((*keys, "equals"), french.number_of(edit.after))
        return
    total = report.tables[str(keys[0])].spec.totals[int(keys[2])]
    if proved := with_proof(report, total.piece, proof_as_written(edit.after)):
        edited.set((*keys, "piece"), proved, after="equals")
    else:
        edited.remove((*keys, "piece"))


def _csv(text: str, table: Table, edits: list[Edit], rows: list[Addition], year: int) -> str:
    edited = CsvText(text)
    comma = edited.uses_commas(name for name, column in table.spec.columns.items() if column.numeric)
    for edit in edits:
        edited.set(edit.place.line, edit.column, _typed(edit.after, edit.kind, comma=comma))
    for row in rows:
        kinds = {name: "number" for name, column in table.spec.columns.items() if column.numeric} | {STATUS: "status"}
        cells = {name: _typed(text, kinds.get(name, "text"), comma=comma) for name, text in row.cells.items()}
        cells = {name: text for name, text in cells.items() if text or name in edited.names}
        known = {*table.spec.columns, STATUS, QUESTION, SOURCE, NOTE, PIECE} - {REF}
        edited.append({"year": str(year)} | {name: text for name, text in cells.items() if name in known})
    return edited.text


def _typed(text: str, kind: str, *, comma: bool) -> str:
    """Return a cell as the file writes it."""
    if kind == "status":
        return TYPED.get(french.folded(text), "")
    if kind != "number" or not is_number(text):
        return text
    number = f"{french.number_of(text):f}"
    return number.replace(".", ",") if comma else number
