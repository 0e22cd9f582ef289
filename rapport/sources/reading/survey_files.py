"""The files of a survey, read: the register of the members, the answers, each member's once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.panel import Member, MemberAnswers
from rapport.sources.piece_contents import PieceSheet, UnreadablePiece
from rapport.sources.reading.files import Files, taken
from rapport.sources.reading.pieces.apart import piece_reader
from rapport.sources.reading.survey_answers import AnswersReader, MemberNames
from rapport.sources.reading.survey_sheets import SheetRow, rows_of_sheet, rows_of_text
from rapport.sources.survey import COMMAND, AnswersFile, SurveySpec


def answers_in(
    asked: Files, spec: SurveySpec, members: Mapping[str, Member], problems: list[Problem]
) -> Mapping[str, MemberAnswers]:
    """Return the answers by member; of two rows for one member, none is chosen, but one that says nothing yields to any other."""
    reader = AnswersReader(spec, MemberNames(members), members, problems)
    found: dict[str, MemberAnswers] = {}
    for file, rows in _rows(asked, spec.files, problems):
        answers = reader.answers(file.file, rows)
        for one in answers:
            first = found.setdefault(one.member, one)
            if first.is_silent:
                found[one.member] = one
            elif first is not one and not one.is_silent:
                problems.append(_twice(members[one.member], first, one))
    return found


def _rows(
    asked: Files, files: Sequence[AnswersFile], problems: list[Problem]
) -> Iterator[tuple[AnswersFile, Iterator[SheetRow]]]:
    """Yield the files that can be read with their rows; workbooks are read by another Python."""
    with piece_reader(COMMAND) as apart:
        for file in files:
            if file.file.casefold().endswith(".csv"):
                text = taken(asked.text(file.file), problems)
                if text is not None:
                    yield file, rows_of_text(text)
                continue
            asked.stamp(file.file)
            try:
                sheets = apart.contents(asked.root / file.file).sheets
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


def _twice(member: Member, first: MemberAnswers, second: MemberAnswers) -> Problem:
    """Return what is told of a member that answered twice."""
    same = first.values == second.values
    how = ", la même chose." if same else ", différemment : rien ne dit laquelle vaut."
    said = f"« {member.name} » a répondu deux fois{how}"
    hint = "Gardez une seule de ces lignes" + ("." if same else ", celle que la structure confirme.")
    severity = Severity.WARNING if same else Severity.ERROR
    return Problem("LEC13", severity, said, second.place, hint, ((first.place, "première réponse"),))


def members_in(text: str, spec: SurveySpec, problems: list[Problem]) -> dict[str, Member]:
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
            said, title = (
                ("Cet adhérent n'a pas de nom.", asked.name) if own["id"] else ("Cet adhérent n'a pas d'identifiant.", asked.id)
            )
            hint = f"Remplissez « {title} », ou retirez la ligne."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, hint))
        elif own["id"] in members:
            first = members[own["id"]]
            again = french.folded(own["name"]) == french.folded(first.name)
            said = f"L'identifiant « {own['id']} » est celui de « {first.name} » et de « {own['name']} »."
            said = f"« {first.name} » ({own['id']}) est deux fois dans le registre." if again else said
            hint = "Retirez la ligne de trop." if again else "Corrigez l'un des deux, ou retirez la ligne de trop."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, hint, ((first.place, "premier"),)))
        else:
            fields = {title: cells[index] for index, title in enumerate(titles) if index not in at.values()}
            members[own["id"]] = Member(**own, fields=fields, place=place)
    if not members:
        hint = "Remplissez-le, ou corrigez « file: » : personne n'y est."
        problems.append(Problem("LEC13", Severity.ERROR, "Le registre n'a aucun adhérent.", Place(path, 1), hint))
    return members


def _column(titles: Sequence[str], wanted: str) -> int | None:
    folded = [french.folded(title) for title in titles]
    return folded.index(french.folded(wanted)) if french.folded(wanted) in folded else None
