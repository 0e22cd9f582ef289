"""What a returned workbook changes in the author files: each change with its before and after, and what prevents it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.near import near
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.model import Report
from rapport.team.workbook.cells import is_number, same
from rapport.team.workbook.evidence import PIECE, fault_of_piece
from rapport.team.workbook.pages import (
    QUESTION,
    SOURCE,
    STATUS,
    STATUSES,
    TOTALS,
    VALUE,
    WorkbookLine,
    WorkbookPage,
    pages_of,
)
from rapport.team.workbook.reading import Addition, ReturnedCell, ReturnedWorkbook
from rapport.team.workbook.scales import CODE, doubts_of, unit_of

ORDER = {VALUE: 0, STATUS: 1, QUESTION: 2, SOURCE: 3, PIECE: 4}
TYPED = {french.folded(said): status for said, status in STATUSES.items()}


@dataclass(frozen=True)
class Edit:
    """A value of an author file before and after; a row that is added has nothing before."""

    table: str
    ref: str
    column: str
    heading: str
    kind: str
    before: str
    after: str
    place: Place


@dataclass(frozen=True)
class Edits:
    """The changes of values, the rows to add, and what prevents them."""

    values: tuple[Edit, ...]
    rows: tuple[Addition, ...]
    problems: tuple[Problem, ...]

    @property
    def count(self) -> int:
        """Return how many there are."""
        return len(self.values) + len(self.rows)


def edits_of(report: Report, answers: ReturnedWorkbook) -> Edits:
    """Compare what returned with what left and with what the files say today."""
    pages = {page.table: page for page in pages_of(report)}
    lines = {(page.table, line.ref): line for page in pages.values() for line in page.lines}
    problems = list(answers.problems)
    values = []
    for answer in answers.changed:
        line = lines.get((answer.table, answer.ref))
        found = _edit(answer, line, pages.get(answer.table), lines, report.evidence.pieces)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            values.append(found)
            problems += _doubts(report, answer, found.before, line)
    rows = []
    for addition in answers.added:
        page = pages.get(addition.table)
        wrong = list(_refused(addition, page, lines))
        problems += wrong or _doubts_of_row(report, addition)
        rows += [] if wrong or (page and _known(addition, page, lines)) else [addition]
    return Edits(tuple(values), tuple(rows), tuple(problems))


def _edit(
    answer: ReturnedCell,
    line: WorkbookLine | None,
    page: WorkbookPage | None,
    lines: Mapping[tuple[str, str], WorkbookLine],
    pieces: Mapping[str, object],
) -> Edit | Problem | None:
    def refuse(code: str, said: str, hint: str = "", related: tuple[tuple[Place, str], ...] = ()) -> Problem:
        return Problem(code, Severity.ERROR, f"{answer.where} : {said}", answer.place, hint, related)

    if line is None or page is None or all(column.name != answer.column for column in page.columns):
        close = near(answer.ref, [ref for table, ref in lines if table == answer.table], 1, 0.7)
        hint = f"Nom proche : « {close[0]} ». " if close else ""
        return refuse("IMP07", f"« {answer.ref} » n'existe plus dans le rapport.", f"{hint}Écrivez une feuille neuve.")
    now = line.cells.get(answer.column, "")
    if same(answer.given, now, answer.kind):
        return None
    if answer.kind == "status" and not answer.given:
        return refuse("IMP06", "le statut manque.", f"Admis : {', '.join(STATUSES)}.")
    if answer.table == TOTALS and answer.column == VALUE and not is_number(answer.given):
        return refuse("IMP06", "un total tapé est un nombre.", "Pour le retirer, ôtez-le de « totals: », dans data/tables.yml.")
    if answer.column == PIECE and (fault := fault_of_piece(answer.given, now, pieces)):
        return refuse("IMP06", *fault)
    if not same(now, answer.left, answer.kind):
        said = f"la feuille est partie avec « {_short(answer.left)} » et revient avec « {_short(answer.given)} », "
        said += f"mais le fichier dit maintenant « {_short(now)} »."
        hint = "Choisissez : corrigez le fichier, ou remettez dans la feuille ce qu'il dit, puis recommencez."
        return refuse("IMP08", said, hint, ((line.place, answer.ref),))
    heading = page.column(answer.column).heading
    return Edit(answer.table, answer.ref, answer.column, heading, answer.kind, now, answer.given, line.place)


def _doubts(report: Report, answer: ReturnedCell, before: str, line: WorkbookLine | None) -> list[Problem]:
    """Return what is doubtful in the scale of a number that comes back."""
    last = line.cells.get("last" if answer.column == VALUE else f"@last:{answer.column}", "") if line else ""
    unit = unit_of(report, answer.table, answer.ref, answer.column)
    found = doubts_of(answer.given, answer.form, unit, (before, last)) if answer.kind == "number" else ()
    return [Problem(CODE, severity, f"{answer.where} : {said}", answer.place, hint) for severity, said, hint in found]


def _doubts_of_row(report: Report, addition: Addition) -> list[Problem]:
    columns = report.tables[addition.table].spec.columns
    return [
        Problem(CODE, severity, f"{addition.where} ({columns[name].label or name}) : {said}", addition.place, hint)
        for name, text in addition.cells.items()
        if name in columns and columns[name].numeric
        for severity, said, hint in doubts_of(text, addition.forms[name], columns[name].unit or "", ())
    ]


def _known(addition: Addition, page: WorkbookPage, lines: Mapping[tuple[str, str], WorkbookLine]) -> bool:
    """Tell whether a row was added already, with all that the workbook says of it."""
    line = lines.get((page.table, _ref(addition, page)))
    kinds = {column.name: column.kind for column in page.columns}
    return line is not None and all(same(text, line.cells.get(name, ""), kinds[name]) for name, text in addition.cells.items())


def _ref(addition: Addition, page: WorkbookPage) -> str:
    return ".".join(addition.cells.get(key, "") for key in page.keys)


def _refused(addition: Addition, page: WorkbookPage | None, lines: Mapping[tuple[str, str], WorkbookLine]) -> Iterator[Problem]:
    if page is None:
        yield Problem("IMP07", Severity.ERROR, f"{addition.where} : la table n'existe plus.", addition.place)
        return
    missing = [page.column(key).heading for key in page.keys if not addition.cells.get(key)]
    ref = _ref(addition, page)
    if missing:
        said = f"{addition.where} : pour ajouter une ligne, remplissez aussi {french.listed(missing)}."
        yield Problem("IMP07", Severity.ERROR, said, addition.place)
    elif (page.table, ref) in lines and not _known(addition, page, lines):
        said = f"{addition.where} : la ligne « {ref} » existe déjà."
        yield Problem("IMP07", Severity.ERROR, said, addition.place, related=((lines[page.table, ref].place, "la voici"),))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - as much as a message bears
