"""The slips that the pieces see, three kinds told apart; `mutations.py` prints them.

After the tie: a number is falsified once its piece was read. Before the first one: it was typed wrong, nobody has said where it
stands, and the piece is right; a place that is proposed as sure, and isn't the number's, would be a wrong tie. The piece: what
stands at the place has changed, or another number of it was designated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from slips import Number, numbers_of, slips_of

from rapport.ground import french
from rapport.numbers.pieces.asked import AskedTie, asked_ties
from rapport.numbers.pieces.found import found, is_proved, tie_of
from rapport.numbers.pieces.proposals import Spots
from rapport.numbers.pieces.standing import NotStanding
from rapport.rules import Sources
from rapport.rules.pieces import contradicted_by_piece
from rapport.sources.evidence import EvidencePlace
from rapport.sources.model import Report
from rapport.sources.piece_contents import PieceContents
from rapport.sources.reading.pieces import contents_of

AFTER = "faux après le pointage"
BEFORE = "faux avant le premier pointage, la pièce étant juste"
CHANGED, ELSEWHERE = "pièce dont le nombre a changé", "autre nombre de la pièce désigné"


@dataclass
class Seen:
    """How many slips of a kind were tried, told, and tied to a place that isn't the number's."""

    tried: int = 0
    told: int = 0
    wrongly: int = 0
    missed: list[str] = field(default_factory=list)


def measured(report: Report) -> dict[str, Seen]:
    """Return what became of the slips of each kind; only the first is tried without the pieces at hand."""
    numbers = {number.ref: number for number in numbers_of(report)}
    asked = {one.number: one for one in asked_ties(report) if one.number in numbers and "#" not in one.number}
    results = {AFTER: _after(numbers, asked)}
    read = {name: contents_of(report.root / report.evidence.pieces[name].file) for name in report.evidence.at_hand}
    asked = {ref: one for ref, one in asked.items() if one.piece in read}
    if asked:
        results[BEFORE] = _before(numbers, asked, read)
        results |= _of_the_piece(asked, read)
    return results


def _after(numbers: Mapping[str, Number], asked: Mapping[str, AskedTie]) -> Seen:
    seen = Seen()
    for ref, number in numbers.items():
        for kind, wrong in slips_of(number) if ref in asked else ():
            seen.tried += 1
            told = any(f"« {ref} »" in one.message for one in contradicted_by_piece(Sources(number.falsified(wrong))))
            seen.told += told
            seen.missed += [] if told else [f"{ref} → {wrong} ({kind})"]
    return seen


def _before(numbers: Mapping[str, Number], asked: Mapping[str, AskedTie], read: Mapping[str, PieceContents]) -> Seen:
    seen = Seen()
    spots = {name: Spots(contents) for name, contents in read.items()}
    for ref, one in asked.items():
        right = found(read[one.piece], one.where).at
        for kind, wrong in slips_of(numbers[ref]):
            seen.tried += 1
            proposal = spots[one.piece].proposal(replace(one.of, value=wrong, proofs=()))
            tied = proposal.sure and proposal.spots[0].standing.at != right
            seen.told += not proposal.sure
            seen.wrongly += tied
            seen.missed += [f"{ref} → {wrong} ({kind}) : {proposal.spots[0].standing.at}"] if proposal.sure else []
    return seen


def _of_the_piece(asked: Mapping[str, AskedTie], read: Mapping[str, PieceContents]) -> dict[str, Seen]:
    changed, elsewhere = Seen(), Seen()
    for ref, one in asked.items():
        contents = read[one.piece]
        now = found(contents, one.where)
        if not one.where.count:
            changed.tried += 1
            other = tie_of(one, replace(now, value=now.value + 1), "", "")
            told = not is_proved(one, other)
            changed.told += told
            changed.missed += [] if told else [ref]
        for wrong in _others(one.where, contents):
            elsewhere.tried += 1
            told = _told(replace(one, where=wrong), contents, now.at)
            elsewhere.told += told
            elsewhere.missed += [] if told else [f"{ref} : {wrong.given_keys()}"]
    return {CHANGED: changed, ELSEWHERE: elsewhere}


def _others(place: EvidencePlace, contents: PieceContents) -> Iterator[EvidencePlace]:
    """Yield a place beside the right one: the next line that says something, in which one number stands."""
    if place.line is None:
        return
    for line in contents.lines:
        if line.number > place.line and line.text.strip() and line.page in {0, place.page}:
            yield EvidencePlace(page=place.page, line=line.number)
            return


def _told(asked: AskedTie, contents: PieceContents, before: str) -> bool:
    """Tell whether the next `tie` says something: an error or, of a number that has the same value, the place that moved."""
    try:
        standing = found(contents, asked.where)
    except NotStanding:
        return True
    return not is_proved(asked, tie_of(asked, standing, "", "")) or standing.at != before


def table(results: Mapping[str, Seen]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    yield "| Faute | Essais | Dites | Part dite | Liées ailleurs |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind, seen in results.items():
        share = f"{Decimal(100 * seen.told) / seen.tried:.1f}".replace(".", ",").replace("100,0", "100")
        tried, told = (french.format_number(Decimal(count)) for count in (seen.tried, seen.told))
        yield f"| {kind} | {tried} | {told} | {share} % | {seen.wrongly} |"
