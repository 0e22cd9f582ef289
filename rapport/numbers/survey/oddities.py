"""Oddities in the answers of a survey: what its own totals, bounds, last year's answers and like structures make doubtful.

Nothing is corrected and nothing is made up: each is told, and asked of the structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.sources.panel import Member, MemberAnswers, Panel
from rapport.sources.returned import Answer, ReturnedAnswer, is_confirmed
from rapport.sources.survey import AnswersTotal, SurveyColumn

_THOUSAND = Decimal(1000)
_ALIKE = Decimal(5)  # how many times a number may differ from what it is compared with, and still be like it
_ENOUGH = 5  # like structures whose median says what is usual


@dataclass(frozen=True)
class Oddity:
    """What is odd in the answers of a structure: the column, the answer, why (French), and whether it can't be as it is."""

    member: Member
    column: str
    answer: Answer
    why: str
    place: Place
    impossible: bool = False
    among: tuple[str, ...] = ()  # the columns that any of which may be wrong; its own alone when empty
    confirmed: bool = False  # by the structure, which sent it back as it is


def oddities_in(panel: Panel, last: Panel | None) -> Iterator[Oddity]:
    """Yield what is odd, structure by structure, in the order of the register; ``last`` is the survey of the year before."""
    returned: dict[str, list[ReturnedAnswer]] = {}
    for one in panel.returned:
        returned.setdefault(one.member, []).append(one)
    for odd in _odd(panel, last):
        yield replace(odd, confirmed=_is_confirmed(panel, odd, returned.get(odd.member.id, ())))


def _is_confirmed(panel: Panel, odd: Oddity, returned: Sequence[ReturnedAnswer]) -> bool:
    """Tell whether a structure left what is odd as it is: its answers to all the questions that it is about."""
    if odd.impossible or not returned:
        return False
    values = panel.answers[odd.member.id].values
    return all(
        is_confirmed(returned, panel.spec.columns.get(name), name, values.get(name, odd.answer), odd.why)
        for name in odd.among or (odd.column,)
    )


def _odd(panel: Panel, last: Panel | None) -> Iterator[Oddity]:
    usual = _usual(panel)
    asked = {member.id for member in panel.asked}
    for member in panel.members.values():
        answers = panel.answers.get(member.id)
        if answers is None:
            continue
        if member.id not in asked:
            yield Oddity(member, "", None, "cette structure n'était pas interrogée : ses réponses ne comptent pas", answers.place)
        before = last.answers.get(member.id) if last else None
        yield from _moved(member, answers, last)
        for total in panel.spec.totals:
            yield from _wrong_total(panel, member, answers, total)
        for name, column in panel.spec.columns.items():
            value = answers.values.get(name)
            if isinstance(value, Decimal):
                yield from _odd_number(panel, member, answers, name, before, usual)
            elif column.kind != "number" and isinstance(value, str) and (known := member.value_of(name)):
                shown = column.allowed.get(value, value)
                if french.folded(known) not in {french.folded(value), french.folded(shown)}:
                    yield Oddity(member, name, value, f"le registre dit « {known} »", answers.at(name))


def _moved(member: Member, answers: MemberAnswers, last: Panel | None) -> Iterator[Oddity]:
    """Yield a type or a region that isn't that of last year's register."""
    before = last.members.get(member.id) if last else None
    for dimension, said in (("type", "type"), ("region", "région")):
        now, then = member.value_of(dimension), before.value_of(dimension) if before else None
        if then and now and french.folded(then) != french.folded(now):
            yield Oddity(member, dimension, now, f"{said} « {then} » l'an dernier, « {now} » cette année", answers.place)


def _wrong_total(panel: Panel, member: Member, answers: MemberAnswers, total: AnswersTotal) -> Iterator[Oddity]:
    """Yield a total that its parts don't make, beyond what the rounding of each explains."""
    parts = [answers.values.get(part) for part in total.parts]
    equals = answers.values.get(total.equals) if isinstance(total.equals, str) else total.equals
    told = [part for part in parts if isinstance(part, Decimal)]
    if len(told) < len(parts) or not isinstance(equals, Decimal):
        return
    half = sum(Decimal(5).scaleb(-panel.spec.columns[part].decimals - 1) for part in total.parts if _is_rounded(panel, part))
    if abs(sum(told) - equals) > half:
        names = [panel.spec.columns[part].label for part in total.parts]
        whole = f"« {panel.spec.columns[total.equals].label} » dit" if isinstance(total.equals, str) else "il faudrait"
        parts_said = french.listed([f"« {name} »" for name in names])
        why = f"{parts_said} font {_worded(sum(told, Decimal(0)))} ; {whole} {_worded(equals)}"
        column = total.equals if isinstance(total.equals, str) else total.parts[0]
        whole_too = (total.equals,) if isinstance(total.equals, str) else ()
        yield Oddity(member, column, answers.values.get(column), why, answers.at(column), among=(*total.parts, *whole_too))


def _is_rounded(panel: Panel, column: str) -> bool:
    """Tell whether a column's answers are rounded: shares are, people and euros are counted."""
    return panel.spec.columns[column].unit == "%" or panel.spec.columns[column].decimals != 0


def _odd_number(
    panel: Panel, member: Member, answers: MemberAnswers, name: str, before: MemberAnswers | None,
    usual: Mapping[tuple[str, str], Decimal],
) -> Iterator[Oddity]:  # fmt: skip
    column, value = panel.spec.columns[name], answers.values[name]
    if not isinstance(value, Decimal):
        return
    if value < column.min or (column.most is not None and value > column.most):
        bound = (
            f"au moins {_with_unit(column.min, column)}" if value < column.min else f"au plus {_with_unit(column.most, column)}"
        )
        yield Oddity(member, name, value, f"{bound} : c'est impossible", answers.at(name), impossible=True)
        return
    then = before.values.get(name) if before else None
    if isinstance(then, Decimal) and then > 0 and value > 0:
        if _slips(value, then):
            yield Oddity(
                member, name, value, f"mille fois {_more(value, then)} que l'an dernier ({_worded(then)})", answers.at(name)
            )
        elif abs(value - then) * 100 > column.jump * then:
            change = french.format_number((value - then) * 100 / then, 0, sign=True)
            why = f"{french.with_unit(change, '%')} depuis l'an dernier ({_worded(then)})"
            yield Oddity(member, name, value, why, answers.at(name))
    elif (like := usual.get((member.type, name))) and _slips(value, like):
        why = f"mille fois {_more(value, like)} que les autres ({member.type}) : k€ ou € ?"
        yield Oddity(member, name, value, why, answers.at(name))


def _slips(value: Decimal, like: Decimal) -> bool:
    """Tell whether a number is like another but for a thousand."""
    scales = (_THOUSAND, 1 / _THOUSAND) if like and value else ()
    return any(like * times / _ALIKE <= value <= like * times * _ALIKE for times in scales)


def _more(value: Decimal, like: Decimal) -> str:
    return "plus" if value > like else "moins"


def _usual(panel: Panel) -> Mapping[tuple[str, str], Decimal]:
    """Return the median answer of each type to each question with a unit of money, where enough structures gave one."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    money = [name for name, column in panel.spec.columns.items() if "€" in column.unit]
    for member in panel.asked:
        for name in money if member.id in panel.answers else ():
            value = panel.answers[member.id].values.get(name)
            if isinstance(value, Decimal) and value:
                found.setdefault((member.type, name), []).append(value)
    return {key: median(values) for key, values in found.items() if len(values) >= _ENOUGH}


def _worded(value: Decimal) -> str:
    return french.format_number(value)


def _with_unit(value: Decimal | None, column: SurveyColumn) -> str:
    return french.with_unit(_worded(value or Decimal(0)), column.unit)
