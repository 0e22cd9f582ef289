"""The workbook read back: each cell as it left and as it returns; whatever can't be understood is told, never guessed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapport.ground import french
from rapport.ground.near import meant
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import Edition
from rapport.sources.scalars import is_unknown
from rapport.team.workbook.cells import CellForm, cell_text, faults_of, form_of, is_number, is_status, same, unescaped
from rapport.team.workbook.opening import SentPage, left_in, opened
from rapport.team.workbook.pages import REF, STATUSES, TOTALS
from rapport.team.workbook.unseen import where_hidden
from rapport.team.workbook.writing import ORIGIN

_SEARCHED = 20  # rows in which the headings are looked for
_DEEPEST = 20_000  # rows; a spreadsheet has a million, which nobody fills by hand


@dataclass(frozen=True)
class ReturnedCell:
    """A cell that left with a text and returned with another; ``where`` names it as a spreadsheet does."""

    table: str
    ref: str
    column: str
    heading: str
    kind: str
    filled: bool
    left: str
    given: str
    where: str
    place: Place
    form: CellForm


@dataclass(frozen=True)
class Addition:
    """A row that a colleague added to a table."""

    table: str
    cells: dict[str, str]
    where: str
    place: Place
    forms: dict[str, CellForm]


@dataclass
class ReturnedWorkbook:
    """What a workbook says: only the cells that changed, the rows that were added, and what is wrong with it."""

    changed: list[ReturnedCell] = field(default_factory=list)
    added: list[Addition] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, code: str, message: str, place: Place, hint: str = "") -> None:
        """Tell what is wrong."""
        self.problems.append(Problem(code, Severity.ERROR, message, place, hint))

    def remark(self, message: str, place: Place, hint: str = "") -> None:
        """Tell what was passed over, or is read though nobody sees it."""
        self.problems.append(Problem("IMP09", Severity.WARNING, message, place, hint))


def answers_of(path: Path, edition: Edition) -> ReturnedWorkbook:
    """Return what a workbook of this edition says."""
    answers = ReturnedWorkbook()
    shown = Place(path.name)

    def refuse(code: str, message: str, hint: str) -> None:
        answers.refuse(code, message, shown, hint)

    book = opened(path, refuse)
    if book is None:
        return answers
    for page in left_in(book, edition, refuse):
        if page.name in book.sheetnames and hasattr(book[page.name], "iter_rows"):  # a page of charts has no rows
            _Reader(book[page.name], page, shown.path, answers).read()
        else:
            others = ", ".join(f"« {name} »" for name in book.sheetnames if name != ORIGIN)
            said = f"La feuille « {page.name} » manque."
            answers.refuse("IMP03", said, shown, f"Rendez-lui son nom, ou remettez-la ; feuilles présentes : {others}.")
    return answers


class _Reader:
    """One page of the workbook."""

    def __init__(self, sheet: Any, left: SentPage, shown: str, answers: ReturnedWorkbook) -> None:
        self.sheet = sheet
        self.left = left
        self.shown = shown
        self.answers = answers
        self.found: dict[str, int] = {}  # columns by name

    def read(self) -> None:
        """Add what the page says to the answers."""
        if self.sheet.max_row > _DEEPEST:
            said = (
                f"« {self.left.name} » va jusqu'à la ligne {self.sheet.max_row} : quelque chose est écrit loin sous le tableau."
            )
            self.answers.refuse("IMP03", said, Place(self.shown, self.sheet.max_row), "Effacez-le, puis recommencez.")
            return
        head = self._head()
        if not head or self._merged(head):
            return
        seen: dict[str, int] = {}
        for row in range(head + 1, self.sheet.max_row + 1):
            self._row(row, seen)
        for ref in self.left.cells:
            if ref not in seen:
                said = f"« {self.left.name} » : la ligne « {ref} » n'y est plus ; elle reste telle quelle dans le rapport."
                self.answers.remark(said, Place(self.shown))

    def _head(self) -> int:
        """Return the row of the headings and find the columns; 0 after telling what is missing."""
        wanted = {french.folded(heading): name for name, (heading, _, _) in self.left.columns.items()}
        headings: dict[int, str] = {}
        best, head = 0, 0
        for row in range(1, min(self.sheet.max_row, _SEARCHED) + 1):
            cells = {cell.column: french.folded(unescaped(cell.value)) for cell in self.sheet[row] if cell.value is not None}
            known = sum(text in wanted for text in cells.values())
            if known > best:
                best, head, headings = known, row, cells
        place = Place(self.shown, head)
        for index, text in headings.items():
            if text in wanted and self.found.setdefault(wanted[text], index) != index:
                self.answers.refuse("IMP03", f"« {self.left.name} » : deux colonnes s'appellent pareil ({text}).", place)
                return 0
        lost = [h for name, (h, _, filled) in self.left.columns.items() if name not in self.found and (filled or name == REF)]
        for heading in lost:
            shown = [str(cell.value) for cell in self.sheet[head] if cell.value is not None] if head else []
            strange = [text for text in shown if french.folded(text) not in wanted]
            hint = f"Rendez-lui son titre ; colonnes inconnues : {', '.join(strange)}." if strange else "Remettez-la."
            self.answers.refuse("IMP03", f"« {self.left.name} » : la colonne « {heading} » manque.", place, hint)
        return 0 if lost else head

    def _merged(self, head: int) -> bool:
        ours = set(self.found.values())
        wrong = [
            area
            for area in self.sheet.merged_cells.ranges
            if area.max_row >= head and ours & set(range(area.min_col, area.max_col + 1))
        ]
        for area in wrong:
            said = (
                f"« {self.left.name} » : les cellules {area.coord} sont fusionnées : on ne sait plus de quelle ligne elles sont."
            )
            self.answers.refuse("IMP05", said, Place(self.shown, area.min_row), "Défaites la fusion, puis recommencez.")
        return bool(wrong)

    def _row(self, row: int, seen: dict[str, int]) -> None:
        cells = {name: self.sheet.cell(row, index) for name, index in self.found.items()}
        if all(cell.value is None or not str(cell.value).strip() for cell in cells.values()):
            return
        ref = self._text(cells[REF], "text")
        if ref is None:
            return
        if not ref:
            self._addition(row, cells)
        elif ref not in self.left.cells:
            said = f"{self._where(cells[REF])} : « {ref} » n'est pas une ligne de cette feuille."
            hint = meant(ref, self.left.cells, 0.7) or "Cette colonne ne se modifie pas."
            self.answers.refuse("IMP07", said, Place(self.shown, row), hint)
        elif ref in seen:
            said = f"{self._where(cells[REF])} : la ligne « {ref} » est deux fois (lignes {seen[ref]} et {row})."
            self.answers.refuse("IMP07", said, Place(self.shown, row), "Gardez une seule des deux.")
        else:
            seen[ref] = row
            self._answers(ref, cells)

    def _answers(self, ref: str, cells: dict[str, Any]) -> None:
        for name, cell in cells.items():
            heading, kind, filled = self.left.columns[name]
            left = self.left.cells[ref].get(name, "")
            given = self._text(cell, kind) if filled else unescaped(cell.value).strip()
            if given is None or same(given, left, kind):
                continue
            where, place = self._where(cell), Place(self.shown, cell.row)
            if filled:
                answer = ReturnedCell(self.left.table, ref, name, heading, kind, filled, left, given, where, place, form_of(cell))
                self.answers.changed.append(answer)
                self._tell_hidden(cell, where)
            elif not isinstance(cell.value, int | float):
                said = f"{where} ({heading}) ne se modifie pas ici : « {given[:60]} » est laissé de côté."
                self.answers.remark(said, place)

    def _addition(self, row: int, cells: dict[str, Any]) -> None:
        where, place = f"« {self.left.name} », ligne {row}", Place(self.shown, row)
        if not self.left.table:
            hint = "Un nouveau chiffre se déclare dans data/indicators/, où il reçoit un nom."
            self.answers.refuse("IMP07", f"{where} : cette ligne n'a pas de nom.", place, hint)
            return
        if self.left.table == TOTALS:
            hint = "Un nouveau total se déclare dans data/tables.yml, à « totals: » de sa table."
            self.answers.refuse("IMP07", f"{where} : cette ligne n'a pas de nom.", place, hint)
            return
        texts: dict[str, str] = {}
        for name, cell in cells.items():
            text = self._text(cell, self.left.columns[name][1]) if name != REF else ""
            if text is None:
                return
            if text:
                texts[name] = text
        for name in texts:
            self._tell_hidden(cells[name], self._where(cells[name]))
        forms = {name: form_of(cells[name]) for name in texts}
        self.answers.added.append(Addition(self.left.table, texts, where, place, forms))

    def _tell_hidden(self, cell: Any, where: str) -> None:
        """Warn of an answer that isn't to be seen in the workbook, where every answer could be when it left."""
        if hidden := where_hidden(self.sheet, cell):
            said = f"{where} : {hidden} est masquée ; ce qui y est écrit est repris tout de même."
            self.answers.remark(said, Place(self.shown, cell.row), "Affichez-la et vérifiez, avant d'accepter ce changement.")

    def _where(self, cell: Any) -> str:
        return f"« {self.left.name} », {cell.coordinate}"

    def _text(self, cell: Any, kind: str) -> str | None:
        """Return what a cell says, None after telling why it can't be understood."""
        for code, said, hint in faults_of(cell, kind):
            self.answers.refuse(code, f"{self._where(cell)} : {said}", Place(self.shown, cell.row), hint)
            return None
        text = cell_text(cell, kind)
        if kind == "number" and text and not is_number(text) and not is_unknown(text):
            said = f"{self._where(cell)} : « {text[:40]} » n'est pas un nombre."
            hint = "N'écrivez que le nombre (1234,5 ou 1 234,5) ; n.d. si personne ne le connaît."
            self.answers.refuse("IMP06", said, Place(self.shown, cell.row), hint)
            return None
        if kind == "status" and text and not is_status(text):
            said = f"{self._where(cell)} : « {text[:40]} » n'est pas un statut."
            self.answers.refuse("IMP06", said, Place(self.shown, cell.row), f"Admis : {', '.join(STATUSES)}.")
            return None
        return text
