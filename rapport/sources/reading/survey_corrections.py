"""Corrections of answers by the structures that gave them: each replaces the answer that it was asked about, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapport.ground import french
from rapport.ground.problems import Problem, Severity
from rapport.sources.panel import Member, MemberAnswers
from rapport.sources.reading.survey_sheets import NotRead, choice_in, number_in
from rapport.sources.returned import FOLDER, RIGHT, Answer, ReturnedAnswer, closed_up, shown
from rapport.sources.survey import SurveyColumn, SurveySpec

_Typed = tuple[ReturnedAnswer, Answer]


def corrected(
    spec: SurveySpec, members: Mapping[str, Member], answers: Mapping[str, MemberAnswers], returned: Sequence[ReturnedAnswer],
    problems: list[Problem],
) -> Mapping[str, MemberAnswers]:  # fmt: skip
    """Return the answers with what their structures corrected of them; tells of each line that can't be taken."""
    found = dict(answers)
    asked: dict[tuple[str, str], list[ReturnedAnswer]] = {}
    for one in returned:
        if (fault := _misplaced(spec, members, one)) is not None:
            known = {(problem.place.path, problem.message) for problem in problems if problem.place}
            problems += [fault] if (one.place.path, fault.message) not in known else []
        elif one.column in spec.columns:
            asked.setdefault((one.member, one.column), []).append(one)
    for (member, name), lines in asked.items():
        column, before = spec.columns[name], found.get(member)
        own = members[member]
        typed = [pair for one in lines if not one.leaves(column) for pair in _typed(own, one, column, problems)]
        now = before.values.get(name) if before else None
        value, last, passed = _followed(own, column, now, typed, problems)
        problems += _left_as_shown(own, column, passed, [one for one in lines if one.leaves(column)])
        if last is not None and before is not None and value != now:
            found[member] = replace(
                before, values={**before.values, name: value}, corrected={**before.corrected, name: last.place}
            )
    return found


def _misplaced(spec: SurveySpec, members: Mapping[str, Member], one: ReturnedAnswer) -> Problem | None:
    """Return what is told of a line that is of another year, of nobody, or of what the register says; None of any other."""
    hint = f"Rangez ce classeur hors de {FOLDER}/."
    severity = Severity.ERROR
    if one.year != spec.year:
        said = f"Ce classeur est de l'enquête de {one.year} ; « {one.survey} » porte sur {spec.year}."
    elif one.member not in members:
        said = f"« {one.member} » n'est pas dans le registre ({spec.members.file})."
    elif one.column in spec.columns or one.leaves(None):
        return None
    elif one.column in {"type", "region"}:
        known = members[one.member].value_of(one.column) or ""
        if french.folded(known) == french.folded(one.right):
            return None
        said = f"{members[one.member].name} écrit « {one.right[:120]} » (cellule {one.cell}) ; le registre dit « {known} »."
        hint, severity = f"Corrigez {spec.members.file} si la structure a raison.", Severity.WARNING
    else:
        said = f"L'enquête n'a plus de colonne « {one.column} »."
    return Problem("LEC13", severity, said, one.place, hint)


def _typed(member: Member, one: ReturnedAnswer, column: SurveyColumn, problems: list[Problem]) -> Iterator[_Typed]:
    """Yield a line with the answer that was typed in it, after telling why it can't be read when it can't."""
    try:
        if column.kind == "number":
            yield one, number_in(one.right, one.unit, column)
        else:
            yield one, choice_in(one.right, column) if column.kind == "choice" else one.right
    except NotRead as error:
        said = f"{member.name}, « {column.label} » (cellule {one.cell}) : {error.message}."
        problems.append(Problem("LEC13", Severity.ERROR, said, one.place, error.hint))


def _followed(
    member: Member, column: SurveyColumn, now: Answer, typed: Sequence[_Typed], problems: list[Problem]
) -> tuple[Answer, ReturnedAnswer | None, Sequence[Answer]]:
    """Return the answer once corrected, the line that gives it, all that it was: it may be asked and corrected again.

    A line counts when it was asked about the answer that is there; one that says what is there already changes nothing.
    """
    last: ReturnedAnswer | None = None
    left, passed = [*typed], [now]
    while meant := [one for one in left if closed_up(one[0].answer) == closed_up(shown(column, now))]:
        if len({value for _, value in meant}) > 1:
            places = ", ".join(f"« {shown(column, value) or 'n.d.'} » ({one.place.path}, {one.cell})" for one, value in meant)
            said = f"{member.name}, « {column.label} » : les classeurs renvoyés se contredisent : {places}."
            hint = "Gardez celui que la structure confirme."
            problems.append(Problem("LEC13", Severity.ERROR, said, meant[-1][0].place, hint, ((meant[0][0].place, "premier"),)))
            return now, last, passed
        left = [one for one in left if one not in meant]
        last, now = meant[0]
        passed.append(now)
    for one, value in left:
        if value not in passed:
            said = f"{member.name}, « {column.label} » (cellule {one.cell}) : la structure corrige « {one.answer} », "
            said += (
                f"mais la réponse est maintenant « {shown(column, now)} »."
                if now is not None
                else "mais cette réponse n'est plus là."
            )
            hint = "Remettez la réponse qu'elle avait donnée, ou corrigez-la vous-même et rangez ce classeur ailleurs."
            problems.append(Problem("LEC13", Severity.ERROR, said, one.place, hint))
    return now, last, passed


def _left_as_shown(
    member: Member, column: SurveyColumn, passed: Sequence[Answer], left: Sequence[ReturnedAnswer]
) -> Iterator[Problem]:
    """Yield what is told of lines left as they were whose answer was never this one: typed over, or changed here since."""
    known = {closed_up(shown(column, answer)) for answer in passed}
    for one in left:
        if closed_up(one.answer) not in known:
            said = f"{member.name}, « {column.label} » : le classeur renvoyé montre « {one.answer[:120]} », "
            said += f"la réponse est « {shown(column, passed[-1]) or 'n.d.'} »."
            hint = f"Si la structure a écrit par-dessus sa réponse, recopiez la sienne dans « {RIGHT} » (cellule {one.cell})."
            yield Problem("LEC13", Severity.WARNING, said, one.place, hint)
