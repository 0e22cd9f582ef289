"""What `survey` does: each survey whose answers are at hand is calculated, protected, audited, and its lock written anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from rapport.ground import french
from rapport.numbers.survey.corrections import KEEP_ANSWER, read_corrections_message
from rapport.numbers.survey.earlier import WAIT_FOR_MORE, close_versions_message
from rapport.numbers.survey.oddities import Oddity, oddities_in
from rapport.numbers.survey.secrecy import Protection, protected
from rapport.sources.panel import Member, Panel, SurveyCell, SurveyLock
from rapport.sources.returned import ANSWER, MARK, QUESTION, WHY, Answer, mark_of, shown
from rapport.sources.survey_locked import lock_of

_REGISTERED: Mapping[str, str] = {"type": "Type de structure", "region": "Région"}  # what the register says of each
_NAMED = 12  # structures named in a sentence
_WHY: Mapping[str, str] = {
    "few": "trop peu de structures",
    "dominant": "une structure en fait l'essentiel",
    "complement": "il donnerait un autre nombre caché",
    "small_group": "trop peu de structures pour une médiane",
    "near_group": "groupes trop proches pour deux médianes",
    "hidden_before": "une version publiée le cachait",
    "unanswered": "aucune réponse",
}


@dataclass
class Surveyed:
    """What one run of `survey` made of a survey."""

    panel: Panel
    odd: tuple[Oddity, ...]
    protection: Protection | None  # None: its answers can't be read yet
    lock: SurveyLock
    moved: list[str] = field(default_factory=list)  # the cells that changed since the last time


def surveyed(panels: Mapping[str, Panel], *, sound: bool) -> list[Surveyed]:
    """Return what is made of each survey whose answers are at hand; without ``sound`` answers nothing is calculated."""
    made = []
    for panel in panels.values():
        if not panel.at_hand:
            continue
        last = panels.get(panel.spec.previous)
        odd = tuple(oddities_in(panel, last if last and last.at_hand else None))
        impossible = any(one.impossible for one in odd)
        protection = protected(panel) if sound and not impossible else None
        if protection is None:
            made.append(Surveyed(panel, odd, None, panel.lock))
            continue
        lock = lock_of(len(panel.asked), protection.frame.size, protection.cells)
        moved = [ref for ref in {**panel.published, **lock.cells} if panel.published.get(ref) != lock.cells.get(ref)]
        made.append(Surveyed(panel, odd, protection, lock, moved if panel.published else []))
    return made


def locks_of(panels: Mapping[str, Panel], made: list[Surveyed]) -> Mapping[str, SurveyLock]:
    """Return every survey's lock: those just calculated, and as they were those whose answers are elsewhere."""
    kept = {name: panel.lock for name, panel in panels.items() if panel.lock.cells}
    return kept | {one.panel.name: one.lock for one in made if one.protection}


def odd_lines(one: Surveyed) -> Iterator[str]:
    """Yield what is odd, structure by structure (French); what a structure confirmed apart."""
    before = ""
    for odd in one.odd:
        if odd.confirmed:
            continue
        if odd.member.id != before:
            before = odd.member.id
            yield french.typeset(f"{odd.member.name} ({odd.member.id}, {odd.member.type}) : {odd.place}")
        yield french.typeset(f"    {oddity_message(one.panel, odd)}")


def oddity_message(panel: Panel, odd: Oddity) -> str:
    """Return what is told of an oddity (French)."""
    column = panel.spec.columns.get(odd.column)
    label = f"« {column.label} »" if column else ""
    said = " : ".join(part for part in (label, shown(column, odd.answer), odd.why) if part)
    return said if said.endswith("?") else f"{said}."


class AskedAgain(NamedTuple):
    """A structure that is asked again: its questions, and how many workbooks it has sent back already."""

    member: Member
    questions: list[Mapping[str, str]]
    times: int


def asked_again(one: Surveyed) -> Iterator[AskedAgain]:
    """Yield the structures to be asked again, with their questions: what was asked, answered, and is odd.

    What a structure confirmed isn't asked again, nor what isn't its business: that it was not to answer.
    """
    panel = one.panel
    found: dict[str, list[Mapping[str, str]]] = {}
    for odd in one.odd:
        for name in (odd.among or (odd.column,)) if odd.column and not odd.confirmed else ():
            answer = odd.answer if name == odd.column else panel.answers[odd.member.id].values.get(name)
            found.setdefault(odd.member.id, []).append(_question(panel, odd, name, answer))
    sent = {(line.member, line.place.path) for line in panel.returned}
    times = Counter(member for member, _ in sent)
    yield from (AskedAgain(panel.members[id_], questions, times[id_]) for id_, questions in found.items())


def _question(panel: Panel, odd: Oddity, name: str, answer: Answer) -> Mapping[str, str]:
    """Return what a structure is asked of one of its answers, by column of its workbook."""
    column = panel.spec.columns.get(name)
    return {
        QUESTION: column.label if column else _REGISTERED.get(name, name), ANSWER: shown(column, answer),
        WHY: french.typeset(odd.why), MARK: mark_of(panel.name, panel.spec.year, odd.member.id, name),
    }  # fmt: skip


def remark_lines(one: Surveyed) -> Iterator[str]:
    """Yield what structures wrote beside the answers that they sent back (French)."""
    for line in one.panel.returned:
        if line.remark and (member := one.panel.members.get(line.member)):
            column = one.panel.spec.columns.get(line.column)
            label = column.label if column else _REGISTERED.get(line.column, line.column)
            yield french.typeset(f"{member.name} ({line.place}), « {label} » : {line.remark}")


def exposed_lines(one: Surveyed) -> Iterator[str]:
    """Yield the hidden numbers that the audit still finds, and what tells an answer beside a published version (French)."""
    if said := close_versions_message(one.panel, one.lock.cells.values()):
        yield french.typeset(f"{said} {WAIT_FOR_MORE}.")
    if one.protection and (said := read_corrections_message(one.panel, one.protection)):
        yield french.typeset(f"{said} {KEEP_ANSWER}.")
    for found in one.protection.exposed if one.protection else ():
        ref = ".".join((one.panel.name, found.cell.statistic, *(value for _, value in found.cell.group)))
        who = "par une structure qui connaît sa réponse" if found.attacker else "par n'importe qui"
        yield french.typeset(f"« {ref} » est caché, mais se retrouve {who} : regroupez, ou retirez une statistique.")


def summary_of(one: Surveyed) -> Iterator[str]:
    """Yield how many answered, region by region where nobody did, and what is hidden, with why (French)."""
    panel, asked = one.panel, one.panel.asked
    answered = [member for member in asked if member.id in panel.answers]
    said = "structures" if len(answered) > 1 else "structure"
    yield french.typeset(
        f"{panel.spec.title} : {len(answered)} {said} sur {len(asked)} {'ont' if len(answered) > 1 else 'a'} répondu."
    )
    for dimension, said in (("type", "type"), ("region", "région")):
        there = Counter(member.value_of(dimension) for member in answered)
        silent = [value for value in dict.fromkeys(member.value_of(dimension) for member in asked) if value and not there[value]]
        if silent:
            yield french.typeset(f"    Aucune réponse, par {said} : {french.listed(silent)}.")
    if silent := [member.name for member in asked if member.id in panel.silent]:
        several = len(silent) > 1
        said = f"Ne compte{'nt' * several} pas, {'leur' if several else 'sa'} ligne ne répondant à rien"
        yield french.typeset(f"    {said} : {french.listed(silent[:_NAMED])}{_more(len(silent) - _NAMED)}.")
    fixed = sum(len(answer.corrected) for answer in panel.answers.values())
    sure = sum(odd.confirmed for odd in one.odd)
    if back := [_counted(count, how) for count, how in ((fixed, "corrigée"), (sure, "confirmée")) if count]:
        yield french.typeset(f"    D'après les classeurs renvoyés : {french.listed(back)}.")
    if one.protection is None:
        yield "    Rien n'est calculé tant que ces réponses ne sont pas corrigées."
        return
    cells = one.lock.cells.values()
    counts = Counter(cell.hidden for cell in cells if cell.hidden)
    hidden = sum(counts.values())
    told = french.listed([f"{count} ({_WHY[why]})" for why, count in counts.most_common()])
    yield french.typeset(f"    {len(one.lock.cells)} nombres calculés, {hidden} cachés" + (f" : {told}." if hidden else "."))
    yield from (f"        {ref_line(cell)}" for cell in cells if cell.hidden not in {"", "unanswered"})
    if one.moved:
        yield f"    {len(one.moved)} ont changé depuis le dernier calcul."


def _more(count: int) -> str:
    return f" et {count} autre{'s' * (count > 1)}" if count > 0 else ""


def _counted(count: int, what: str) -> str:
    several = "s" * (count > 1)
    return f"{count} réponse{several} {what}{several}"


def ref_line(cell: SurveyCell) -> str:
    """Return what the report of secrecy says of a hidden cell (French)."""
    return french.typeset(f"{cell.ref} : {_WHY[cell.hidden]}")
