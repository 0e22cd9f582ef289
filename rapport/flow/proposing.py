"""What `tie --propose` finds for the numbers that no piece proves, and what a yes writes in the author files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.problems import Problem, Severity
from rapport.numbers.pieces.asked import Provable, untied_numbers
from rapport.numbers.pieces.by_year import with_proof
from rapport.numbers.pieces.proposals import Proposal, Spot, Spots
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, Unencodable
from rapport.sources.editing.yaml_text import Unchangeable, YamlText
from rapport.sources.evidence import COLUMN, EvidencePlace
from rapport.sources.model import Report
from rapport.sources.piece_contents import PieceContents

_NEARLY = 0.8  # of the best score: a piece whose words are less near isn't the one
_EXCERPT = 70  # characters of a piece's line, on the screen alone


@dataclass(frozen=True)
class OfferedSpot:
    """A spot of a piece that may prove a number."""

    piece: str
    spot: Spot


@dataclass(frozen=True)
class Proposed:
    """What is proposed for a number: candidates, the best first; or another value, where its words lead."""

    of: Provable
    candidates: tuple[OfferedSpot, ...]
    sure: bool
    instead: OfferedSpot | None


def proposed_for(report: Report, read: Mapping[str, PieceContents]) -> Iterator[Proposed]:
    """Yield what is proposed for each number that has no piece, except for those that were declined."""
    spots = {name: Spots(contents) for name, contents in read.items()}
    years = {name: piece.year or report.edition.year for name, piece in report.evidence.pieces.items()}
    declined = set(report.evidence.lock.declined)
    for number in untied_numbers(report):
        if number.number not in declined:
            found = {name: each.proposal(number) for name, each in spots.items() if years[name] == number.year}
            yield _best(number, found)


def _best(number: Provable, found: Mapping[str, Proposal]) -> Proposed:
    top = max((proposal.score for proposal in found.values()), default=0.0)
    near = {name: proposal for name, proposal in found.items() if proposal.score >= _NEARLY * top}
    held = {name: proposal for name, proposal in near.items() if proposal.spots}
    candidates = tuple(OfferedSpot(name, spot) for name, proposal in held.items() for spot in proposal.spots)
    sure = len(candidates) == 1 and all(proposal.sure for proposal in near.values())
    others = sorted((-p.score, name, p.instead) for name, p in near.items() if p.instead is not None)
    instead = next((OfferedSpot(name, spot) for _, name, spot in others), None)
    return Proposed(number, candidates, sure, None if candidates else instead)


def proposal_lines(report: Report, proposed: Proposed) -> list[str]:
    """Return what is shown of a proposal: the number, then each candidate with the piece's own line."""
    number = proposed.of
    value = french.with_unit(french.format_number(number.value), number.unit) if number.value is not None else ""
    lines = [f"{number.number} ({one_name(number.label)[:_EXCERPT]}) : {value}"]
    for rank, candidate in enumerate(proposed.candidates, 1):
        title = report.evidence.pieces[candidate.piece].title
        excerpt = " ".join(candidate.spot.excerpt.split())[:_EXCERPT]
        name = number.number if len(proposed.candidates) == 1 else f"{number.number}={rank}"
        lines.append(f"    {title}, {candidate.spot.standing.at} : « {excerpt} »   --take {name}")
    return lines


def questions_of(report: Report, proposed: Iterable[Proposed]) -> list[Problem]:
    """Return what is to be asked of the numbers for which nothing is proposed: another value stands near, or nothing does."""
    problems = []
    for one in (one for one in proposed if not one.candidates):
        hint = "Vérifiez-le dans la pièce, et dites l'endroit (« piece: ») ; « tie --decline » n'en parlera plus."
        said = f"« {one.of.number} » n'est pas écrit près de son libellé, dans aucune pièce."
        if one.instead is not None:
            title, standing = report.evidence.pieces[one.instead.piece].title, one.instead.spot.standing
            said = f"« {one.of.number} » : près de son libellé, {title} ({standing.at}) dit {standing.text}. Est-ce ce nombre ?"
        problems.append(Problem("PIE13", Severity.WARNING, said, one.of.stated, hint))
    return problems


class Untakeable(Exception):  # noqa: N818 - told
    """What was said yes to can't be written; says why (French)."""


def chosen(proposed: Iterable[Proposed], wanted: Iterable[str]) -> list[tuple[Provable, OfferedSpot]]:
    """Return the candidates that were said yes to, by name (« a.b », « a.b=2 » for the second); raises Untakeable."""
    known = {one.of.number: one for one in proposed if one.candidates}
    found = []
    for asked in wanted:
        name, _, rank = asked.partition("=")
        one = known.get(name)
        if one is None:
            raise Untakeable(f"Rien n'est proposé pour « {name} ».")
        if not rank and len(one.candidates) > 1:
            raise Untakeable(f"Plusieurs endroits sont proposés pour « {name} » : dites lequel, {name}=1 ou {name}=2.")
        if rank and rank not in map(str, range(1, len(one.candidates) + 1)):
            count = "une seule proposition" if len(one.candidates) == 1 else f"{len(one.candidates)} propositions"
            raise Untakeable(f"« {asked} » : il y a {count} pour « {name} ».")
        found.append((one.of, one.candidates[int(rank or 1) - 1]))
    return found


def taken_files(report: Report, taken: Iterable[tuple[Provable, OfferedSpot]]) -> dict[str, Change]:
    """Return the author files with their « piece: » written; raises Untakeable when one can't be."""
    by_file: dict[str, list[tuple[Provable, OfferedSpot]]] = {}
    for number, candidate in taken:
        by_file.setdefault(number.stated.path, []).append((number, candidate))
    changes = {}
    for path, wanted in by_file.items():
        original = Original.read(report.root, path)
        try:
            text = _rows(original.text, wanted) if path.endswith(".csv") else _entries(report, original.text, wanted)
            changes[path] = Change(original.raw, original.encoded(text))
        except (Unchangeable, Unencodable):
            shown = " ; ".join(f"{number.number} → {candidate.spot.where.given_keys()}" for number, candidate in wanted)
            raise Untakeable(f"{path} ne peut pas être complété sans toucher au reste : écrivez-y {shown}.") from None
    return changes


def _entries(report: Report, text: str, wanted: Iterable[tuple[Provable, OfferedSpot]]) -> str:
    edited = YamlText(text)
    for number, candidate in wanted:
        told: dict[str | int, Any] = {"in": candidate.piece, "at": _written(candidate.spot.where)}
        known = report.indicators.get(number.number)
        edited.set((*number.keys, "piece"), with_proof(report, known.piece if known else (), told), after="source")
    return edited.text


def _rows(text: str, wanted: Iterable[tuple[Provable, OfferedSpot]]) -> str:
    edited = CsvText(text)
    for number, candidate in wanted:
        place = candidate.spot.where
        said = place.cell or ", ".join(f"{key}: {given}" for key, given in place.given_keys().items())
        edited.set(number.stated.line, COLUMN, f"{candidate.piece} {said}")
    return edited.text


def _written(place: EvidencePlace) -> Any:
    return place.cell or place.given_keys()
