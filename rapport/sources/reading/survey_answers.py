"""One file of answers against the description of its survey: whose answer each row is, and what it says of each column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.near import near
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.panel import Member, MemberAnswers
from rapport.sources.reading.survey_sheets import HEADS, NotRead, SheetRow, cell_name, choice_in, headed, number_in
from rapport.sources.returned import Answer
from rapport.sources.survey import SurveyColumn, SurveySpec


class _Heading(NamedTuple):
    """Where a column of the survey stands in a file, and the unit that its heading says."""

    at: int
    unit: str


class MemberNames:
    """The members of a register, to be found by their identifier, or by a name that no two share."""

    def __init__(self, members: Mapping[str, Member]) -> None:
        self._members = members

    @cached_property
    def _by_name(self) -> dict[str, str | None]:
        """Return the identifiers by folded name; None for a name that two share."""
        found: dict[str, str | None] = {}
        for member in self._members.values():
            key = french.folded(member.name)
            found[key] = None if key in found else member.id
        return found

    def found(self, written: str) -> str | None:
        """Return the identifier of a member, None when the register doesn't know it, or knows two of that name."""
        plain = "".join(written.split())
        return plain if plain in self._members else self._by_name.get(french.folded(written))

    def hint(self, written: str) -> str:
        """Return what to do about a member that isn't known (French)."""
        key = french.folded(written)
        if key in self._by_name:
            return "Deux adhérents portent ce nom : écrivez l'identifiant."
        close = near(key, self._by_name, 1, 0.7)
        shown = next((m.name for m in self._members.values() if close and french.folded(m.name) == close[0]), "")
        return f"Vouliez-vous « {shown} » ?" if shown else "Corrigez son identifiant, ou ajoutez-le au registre."


class AnswersReader:
    """Reads the rows of one file; what can't be read is told, and counts as no answer."""

    def __init__(self, spec: SurveySpec, names: MemberNames, members: Mapping[str, Member], problems: list[Problem]) -> None:
        self.spec = spec
        self.names = names
        self.members = members
        self.problems = problems

    def answers(self, path: str, rows: Iterable[SheetRow]) -> list[MemberAnswers]:
        """Return the answers of a file, row by row."""
        packed = not path.casefold().endswith(".csv")
        rows = iter(rows)
        head = _head_of(rows, self.spec.member)
        if head is None:
            titles = ", ".join(f"« {one} »" for one in self.spec.member)
            hint = "Renommez la colonne dans le fichier, ou ajoutez son titre à « member: » dans data/surveys.yml."
            self._tell(Place(path, 1), f"Aucune ligne de titres n'a de colonne {titles} : on ne sait pas qui répond.", hint)
            return []
        row, own = head
        columns = self._columns(path, row, own)
        if columns is None:
            return []
        return [read for row in rows if (read := self._row(path, row, own, columns, packed=packed)) is not None]

    def _columns(self, path: str, head: SheetRow, own: int) -> dict[str, _Heading] | None:
        """Return where each column stands; None after telling what is wrong with the headings."""
        wanted = {
            french.folded(headed(title)[0] or title): name
            for name, column in self.spec.columns.items()
            for title in (name, column.label, *column.headings)
        }
        before = len(self.problems)
        found: dict[str, _Heading] = {}
        others = []
        for at, title in enumerate(head.cells):
            folded, unit, years = headed(title)
            name = wanted.get(french.folded(title)) or wanted.get(folded)
            if at == own or name is None:
                others += [title] if at != own and title.strip() else []
            elif any(year != self.spec.year for year in years) and french.folded(title) not in wanted:
                said = f"« {title} » est d'un formulaire de {years[0]} ; l'enquête porte sur {self.spec.year}."
                self._tell(Place(path, head.line), said, "Demandez à la structure le formulaire de l'année.")
            elif name in found:
                said = f"Deux colonnes sont « {self.spec.columns[name].label} » : « {title} »."
                self._tell(Place(path, head.line), said, "Gardez-en une, ou renommez l'autre dans le fichier.")
            else:
                found[name] = _Heading(at, unit)
        for name in [name for name in self.spec.columns if name not in found] if len(self.problems) == before else ():
            close = near(self.spec.columns[name].label, others, 1)
            hint = f"Est-ce « {close[0]} » ? Ajoutez ce titre" if close else "Ajoutez le titre qu'elle a dans le fichier"
            said = f"La colonne « {self.spec.columns[name].label} » manque."
            self._tell(Place(path, head.line), said, f"{hint} à « headings: » de « {name} », dans data/surveys.yml.")
        return found if len(self.problems) == before else None

    def _row(self, path: str, row: SheetRow, own: int, columns: Mapping[str, _Heading], *, packed: bool) -> MemberAnswers | None:
        written = row.cells[own].strip() if own < len(row.cells) else ""
        place = Place(path, row.line)
        if not written:
            if any(cell.strip() for cell in row.cells):
                self._tell(place, "Cette ligne ne dit pas de quelle structure elle est.", "Ajoutez son identifiant.")
            return None
        member = self.names.found(written)
        if member is None:
            said = f"« {written[:120]} » n'est pas dans le registre ({self.spec.members.file})."
            self._tell(place, said, self.names.hint(written))
            return None
        values: dict[str, Answer] = {}
        for name, heading in columns.items():
            column = self.spec.columns[name]
            try:
                values[name] = _answer(row, heading, column)
            except NotRead as error:
                where = f" (cellule {cell_name(row.line, heading.at)})" if packed else ""
                said = f"{self.members[member].name}, « {column.label} »{where} : {error.message}."
                self._tell(place, said, error.hint)
                values[name] = None
        return MemberAnswers(member, values, place)

    def _tell(self, place: Place, said: str, hint: str = "") -> None:
        self.problems.append(Problem("LEC13", Severity.ERROR, said, place, hint))


def _head_of(rows: Iterable[SheetRow], titles: Iterable[str]) -> tuple[SheetRow, int] | None:
    """Return the row of the headings and the column that names the member: a form may have a title above."""
    wanted = {french.folded(title) for title in titles}
    for row, _ in zip(rows, range(HEADS), strict=False):
        for at, cell in enumerate(row.cells):
            if french.folded(cell) in wanted:
                return row, at
    return None


def _answer(row: SheetRow, heading: _Heading, column: SurveyColumn) -> Answer:
    """Return what a row says of a column; raises NotRead."""
    text = row.cells[heading.at] if heading.at < len(row.cells) else ""
    if (flaw := row.flaws.get(heading.at)) is not None:
        raise NotRead(f"la cellule {flaw}", "Demandez la valeur à la structure.")
    if column.kind == "number":
        return number_in(text, row.units.get(heading.at, heading.unit), column)
    if column.kind == "choice":
        return choice_in(text, column)
    return text.strip() or None
