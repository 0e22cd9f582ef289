"""The surveys as steps: `data/surveys.yml`, the register of members, the files of answers, the lock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapport.ground import french
from rapport.ground.memo import step
from rapport.ground.names import one_name
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources import survey
from rapport.sources.panel import Member, MemberAnswers, Panel, SurveyLock
from rapport.sources.piece_contents import PieceSheet, UnreadablePiece
from rapport.sources.reading.entries import NAME, misnamed, models_of
from rapport.sources.reading.evidence import PieceFiles
from rapport.sources.reading.files import Read, taken
from rapport.sources.reading.pieces.apart import piece_reader
from rapport.sources.reading.survey_answers import AnswersReader, MemberNames
from rapport.sources.reading.survey_description import faults_of, unknown_groups
from rapport.sources.reading.survey_lock import locks_in
from rapport.sources.reading.survey_sheets import SheetRow, rows_of_sheet, rows_of_text
from rapport.sources.survey import AnswersFile, SurveySpec
from rapport.sources.survey_locked import LOCK


class SurveyFiles(PieceFiles):
    """What is read of an edition's surveys; nothing of the answers where they aren't at hand."""

    @step
    def described_surveys(self) -> Read[Mapping[str, SurveySpec]]:
        """Return the descriptions that hold together, by name."""
        problems: list[Problem] = []
        specs = models_of(self, survey.FILE, SurveySpec, "l'enquête", problems)
        problems += [misnamed(name, "enquête", spec.at()) for name, spec in specs.items() if not NAME.fullmatch(name)]
        faulty = {name: [*faults_of(name, spec, specs)] for name, spec in specs.items()}
        problems += [problem for found in faulty.values() for problem in found]
        return {name: spec for name, spec in specs.items() if not faulty[name]}, tuple(problems)

    @step
    def survey_locks(self) -> Read[Mapping[str, SurveyLock]]:
        """Return what `survey` wrote of each survey."""
        problems: list[Problem] = []
        text = taken(self.text(LOCK), problems) if self.exists(LOCK) else None
        return ({} if text is None else locks_in(text)), tuple(problems)

    def year_of_edition(self) -> int:
        """Return the year of the edition that asks for a survey's numbers, 0 when it can't be read."""
        raise NotImplementedError

    @step
    def published_surveys(self) -> Mapping[str, Panel]:
        """Return the surveys as everybody may know them, without their answers: what numbers take their values from."""
        specs, locks = self.described_surveys()[0], self.survey_locks()[0]
        return {name: Panel(name, spec, lock=locks.get(name) or SurveyLock()) for name, spec in specs.items()}

    @step
    def surveys(self) -> Read[Mapping[str, Panel]]:
        """Return the surveys as they were read, by name."""
        problems: list[Problem] = []
        specs, locks = taken(self.described_surveys(), problems), taken(self.survey_locks(), problems)
        panels = {name: self._panel(name, spec, locks.get(name), problems) for name, spec in specs.items()}
        last = {name: locks[spec.previous].cells for name, spec in specs.items() if spec.previous in locks}
        return {name: replace(panel, last=last.get(name, {})) for name, panel in panels.items()}, tuple(problems)

    def _panel(self, name: str, spec: SurveySpec, lock: SurveyLock | None, problems: list[Problem]) -> Panel:
        lock = lock or SurveyLock()
        wanted = (spec.members.file, *(file.file for file in spec.files))
        there = [path for path in wanted if self.is_file(path) and not self.leads_out(path, survey.FOLDER)]
        if len(there) < len(set(wanted)):
            if there or not lock.cells:  # nobody's answers can be left out by chance; without any, the lock stands
                problems += _absent(spec, there)
            return Panel(name, spec, lock=lock)
        members = taken(self.member_register(name), problems)
        problems += unknown_groups(spec, members) if members else []
        answers = taken(self.answers_to(name), problems) if members else {}
        return Panel(name, spec, members, answers, at_hand=True, lock=lock)

    @step
    def member_register(self, name: str) -> Read[Mapping[str, Member]]:
        """Return the members of a survey's register by identifier, in its order."""
        problems: list[Problem] = []
        spec = self.described_surveys()[0][name]
        text = taken(self.text(spec.members.file), problems)
        return (_members(text, spec, problems) if text is not None else {}), tuple(problems)

    @step
    def answers_to(self, name: str) -> Read[Mapping[str, MemberAnswers]]:
        """Return the answers by member; of two rows for one member, none is chosen."""
        problems: list[Problem] = []
        spec, members = self.described_surveys()[0][name], self.member_register(name)[0]
        reader = AnswersReader(spec, MemberNames(members), members, problems)
        found: dict[str, MemberAnswers] = {}
        for file, rows in self._rows(spec.files, problems):
            answers = reader.answers(file.file, rows)
            firsts = [found.setdefault(one.member, one) for one in answers]
            again = [(first, one) for first, one in zip(firsts, answers, strict=True) if first is not one]
            problems += [_twice(members[one.member], first, one) for first, one in again]
        return found, tuple(problems)

    def _rows(self, files: Sequence[AnswersFile], problems: list[Problem]) -> Iterator[tuple[AnswersFile, Iterator[SheetRow]]]:
        """Yield the files that can be read with their rows; workbooks are read by another Python."""
        with piece_reader() as apart:
            for file in files:
                if file.file.casefold().endswith(".csv"):
                    text = taken(self.text(file.file), problems)
                    if text is not None:
                        yield file, rows_of_text(text)
                    continue
                self.stamp(file.file)
                try:
                    sheets = apart.contents(self.root / file.file).sheets
                except UnreadablePiece as error:
                    problems.append(Problem("LEC13", Severity.ERROR, error.message, Place(file.file), error.hint))
                    continue
                if (sheet := _sheet(sheets, file, problems)) is not None:
                    yield file, rows_of_sheet(sheet)


def _sheet(sheets: Sequence[PieceSheet], file: AnswersFile, problems: list[Problem]) -> PieceSheet | None:
    found = next((sheet for sheet in sheets if not file.sheet or french.folded(sheet.name) == french.folded(file.sheet)), None)
    if found is None:
        hint = f"Feuilles : {', '.join(sheet.name for sheet in sheets) or 'aucune'}."
        said = f"« {file.file} » n'a pas de feuille « {file.sheet} »."
        problems.append(Problem("LEC13", Severity.ERROR, said, file.at("sheet"), hint))
    return found


def _absent(spec: SurveySpec, there: Sequence[str]) -> Iterator[Problem]:
    """Yield what is told of the files of a survey that aren't at hand."""
    places = {spec.members.file: spec.members.at("file"), **{file.file: file.at("file") for file in spec.files}}
    hint = "Déposez-le, puis relancez « python build.py survey »."
    for path in places.keys() - set(there):
        yield Problem("LEC01", Severity.ERROR, f"Le fichier « {path} » n'existe pas.", places[path], hint)


def _twice(member: Member, first: MemberAnswers, second: MemberAnswers) -> Problem:
    """Return what is told of a member that answered twice."""
    same = first.values == second.values
    how = ", la même chose." if same else ", différemment : rien ne dit laquelle vaut."
    said = f"« {member.name} » a répondu deux fois{how}"
    hint = "Gardez une seule de ces lignes" + ("." if same else ", celle que la structure confirme.")
    severity = Severity.WARNING if same else Severity.ERROR
    return Problem("LEC13", severity, said, second.place, hint, ((first.place, "première réponse"),))


def _members(text: str, spec: SurveySpec, problems: list[Problem]) -> dict[str, Member]:
    """Return the members of a register by identifier."""
    asked, path = spec.members, spec.members.file
    rows = rows_of_text(text)
    head = next(rows, None)
    titles = [cell.strip() for cell in head.cells] if head else []
    at = {key: _column(titles, getattr(asked, key)) for key in ("id", "name", "type", "region")}
    for key, found in at.items():
        if found is None:
            said = f"Le registre n'a pas de colonne « {getattr(asked, key)} »."
            hint = f"Dites son titre : « {key}: », sous « members: » ; titres : {', '.join(titles)}."
            problems.append(Problem("LEC13", Severity.ERROR, said, asked.at(key), hint, ((Place(path, 1), "le registre"),)))
    if None in at.values():
        return {}
    members: dict[str, Member] = {}
    for row in rows:
        cells = [one_name(cell) for cell in row.cells] + [""] * len(titles)
        own = {key: cells[index] for key, index in at.items() if index is not None}
        place = Place(path, row.line)
        own["id"] = "".join(own["id"].split())
        if not own["id"] or not own["name"]:
            problems.append(Problem("LEC13", Severity.ERROR, "Cet adhérent n'a pas d'identifiant, ou pas de nom.", place))
        elif own["id"] in members:
            first = members[own["id"]]
            said = f"L'identifiant « {own['id']} » est celui de « {first.name} » et de « {own['name']} »."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, related=((first.place, "premier"),)))
        else:
            fields = {title: cells[index] for index, title in enumerate(titles) if index not in at.values()}
            members[own["id"]] = Member(**own, fields=fields, place=place)
    return members


def _column(titles: Sequence[str], wanted: str) -> int | None:
    folded = [french.folded(title) for title in titles]
    return folded.index(french.folded(wanted)) if french.folded(wanted) in folded else None
