"""What `tie` does: each number that has a piece is read in it again, and the lock is written anew of what was read."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from rapport.flow.touched import with_evidence
from rapport.ground import french
from rapport.ground.problems import Place, Problem, Severity, reason_of
from rapport.numbers.pieces.asked import AskedTie, asked_ties
from rapport.numbers.pieces.found import found, tie_of
from rapport.numbers.pieces.sheets import SAY_UNIT
from rapport.numbers.pieces.standing import NotStanding, SeveralStand
from rapport.rules.homes import DOUBTS
from rapport.rules.waivers import waived
from rapport.sources import tied
from rapport.sources.evidence import EvidencePiece
from rapport.sources.model import SEVERITIES, Report
from rapport.sources.piece_contents import PieceContents, UnreadablePiece
from rapport.sources.tied import Evidence, Tie, TieLock

Contents = Callable[[Path], PieceContents]
Key = tuple[str, int, str]


@dataclass
class Tying:
    """What one run of `tie` found: the ties, what is told of the pieces, what moved since the last time."""

    ties: dict[Key, Tie] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)  # of where a number stands: the same each time, until they are answered
    moved: list[str] = field(default_factory=list)
    read: dict[str, PieceContents] = field(default_factory=dict)  # the pieces that were read, by name
    fresh: int = 0  # ties that the lock didn't have
    recorded: int = 0  # ties of pieces that aren't at hand, kept as they were read


def tying_of(report: Report, contents: Contents, today: date, wanted: Collection[str] = ()) -> Tying:
    """Read the pieces (all of them, or those that are wanted) and return what was found in each."""
    made = Tying()
    lock = report.evidence.lock
    asked: dict[str, list[AskedTie]] = {name: [] for name in report.evidence.pieces}
    for one in asked_ties(report):
        asked[one.piece].append(one)
    for name, piece in report.evidence.pieces.items():
        passed_over = bool(wanted) and name not in wanted
        read = None if passed_over else _opened(report, name, piece, contents, made)
        if read is None:  # then nothing is known of it but what was recorded: all of that stays
            made.ties |= {key: tie for key, tie in lock.ties.items() if tie.piece == name}
            made.recorded += 0 if passed_over else sum(_is_locked(one, lock) for one in asked[name])
            continue
        made.read[name] = read
        for one in asked[name]:
            _tie(one, read, report.evidence, today, made)
    made.problems += _lost(lock, made, {one.key for ones in asked.values() for one in ones})
    made.problems += _unanswered(report, made)
    return made


def _unanswered(report: Report, made: Tying) -> list[Problem]:
    """Return the doubts that the edition doesn't accept, and what is said of those that it does: they are listed each time."""
    edition = report.edition
    answers = edition.model_copy(
        update={"waivers": tuple(one for one in edition.waivers if one.rule in DOUBTS), "severities": {}}
    )
    imposed = {code: SEVERITIES[name] for code, name in edition.severities.items()}
    doubts = [one.with_severity(imposed.get(one.code, one.severity)) for one in made.doubts]
    every = len(made.read) == len(report.evidence.pieces)
    return waived(doubts, answers, DOUBTS, complete=every, listed=True, exists=lambda path: (report.root / path).exists())


def _lost(lock: TieLock, made: Tying, asked: Collection[Key]) -> list[Problem]:
    """Return what is told of the altered lines of the lock that weren't read again: they go, and prove nothing.

    A line that doesn't say its number is none that is missed once every number has its own.
    """
    again = {tie.number for tie in made.ties.values() if tie.piece in made.read}
    whole = all(key in made.ties for key in asked)
    lost = {number: place for number, place in lock.altered if (number not in again if number else not whole)}
    hint = "Retrouvez la ligne d'avant (git), ou déposez la pièce, puis relancez « python build.py tie »."
    said = "sa ligne avait été modifiée, et sa pièce n'a pas été relue ; elle est retirée."
    return [
        Problem("PIE11", Severity.ERROR, f"{f'« {number} »' if number else 'Un nombre'} : {said}", place, hint)
        for number, place in lost.items()
    ]


def _is_locked(asked: AskedTie, lock: TieLock) -> bool:
    """Tell whether the lock holds what is asked for, at the place where it is asked."""
    known = lock.ties.get(asked.key)
    return known is not None and known.asked == asked.fingerprint


def _opened(report: Report, name: str, piece: EvidencePiece, contents: Contents, made: Tying) -> PieceContents | None:
    """Return what a piece holds, None after telling why it isn't read."""
    path = report.root / piece.file
    place = piece.at("file")
    if not report.evidence.at_hand.get(name):
        if os.path.lexists(path):
            said, hint = f"« {piece.file} » n'est pas un fichier que l'on puisse lire.", "Mettez-y le fichier lui-même."
            made.problems.append(Problem("PIE06", Severity.ERROR, said, place, hint))
            return None
        known = any(tie.piece == name for tie in report.evidence.lock.ties.values())
        left = "ses nombres restent tels qu'ils ont été relus" if known else "ses nombres n'ont jamais été lus, rien n'en est cru"
        said = f"« {piece.file} » n'est pas là : {left}."
        hint = f"Déposez-le dans {piece.file.rpartition('/')[0]}/, puis relancez « python build.py tie »."
        made.problems.append(Problem("PIE06", Severity.WARNING, said, place, hint))
        return None
    _tell_open(path, piece, made)
    try:
        return contents(path)
    except UnreadablePiece as error:
        made.problems.append(Problem("PIE06", Severity.ERROR, f"« {piece.file} » : {error.message}", place, error.hint))
    except OSError as error:
        hint = "S'il est ouvert dans Excel, fermez-le, puis relancez « python build.py tie »."
        said = f"« {piece.file} » ne peut pas être lu ({reason_of(error)})."
        made.problems.append(Problem("PIE06", Severity.ERROR, said, place, hint))
    return None


def _tell_open(path: Path, piece: EvidencePiece, made: Tying) -> None:
    """Tell that somebody has a piece open: what is read is what was last saved."""
    # Word leaves its mark in place of the first letters of a long name, Excel before them, LibreOffice around them.
    names = [*(f"~${path.name[cut:]}" for cut in range(3)), f".~lock.{path.name}#"]
    if any((path.parent / name).exists() for name in names):
        said = f"« {piece.file} » est ouvert dans un autre logiciel : c'est sa dernière version enregistrée qui est lue."
        made.problems.append(
            Problem("PIE06", Severity.WARNING, said, piece.at("file"), "Enregistrez-le, fermez-le, puis relancez.")
        )


def _tie(asked: AskedTie, contents: PieceContents, evidence: Evidence, today: date, made: Tying) -> None:
    """Read one number in a piece; what can't be read, or chosen, is told, and isn't tied."""
    before = evidence.lock.ties.get(asked.key)
    try:
        standing = found(contents, asked.where)
    except NotStanding as error:
        code = "PIE04" if isinstance(error, SeveralStand) else "PIE05"
        said = f"« {asked.number} », {evidence.pieces[asked.piece].title} : {error.message}"
        made.problems.append(Problem(code, Severity.ERROR, said, asked.place, error.hint))
        return
    if standing.remark and not (asked.written_unit and standing.advice == SAY_UNIT):
        said = f"« {asked.number} » : {standing.remark}"
        made.doubts.append(Problem("PIE12", Severity.WARNING, said, asked.place, standing.advice))
    tie = tie_of(asked, standing, contents.sha256, today.isoformat())
    if before is not None and replace(before, when=tie.when) == tie:
        tie = before  # read again, the same: the day is that of the first time
    made.ties[asked.key] = tie
    made.fresh += before is None
    made.moved += _moved(asked, before, tie)
    if before is not None and before.asked == tie.asked and before.value == tie.value and before.around != tie.around:
        said = f"« {asked.number} » : le nombre est le même ({tie_text(tie)}), mais les mots autour ont changé ({tie.at})."
        hint = "Vérifiez que c'est encore le même nombre : des lignes ont peut-être bougé."
        made.problems.append(Problem("PIE12", Severity.WARNING, said, asked.place, hint))


def tie_text(tie: Tie) -> str:
    """Return what was read, as it is told: « 316,4 M€ »."""
    return french.with_unit(french.format_number(tie.decimal), tie.unit)


def _moved(asked: AskedTie, before: Tie | None, now: Tie) -> list[str]:
    """Return what a number that was read before reads now, if that is otherwise."""
    if before is None:
        return []
    if (before.value, before.unit) != (now.value, now.unit):
        return [f"{asked.number} : {tie_text(before)} ({before.at}) → {tie_text(now)} ({now.at})"]
    return [f"{asked.number} : {tie_text(now)}, {before.at} → {now.at}"] if before.at != now.at else []


def with_ties(report: Report, ties: Mapping[Key, Tie]) -> Report:
    """Return a report whose lock holds these ties, with the values that they give."""
    lock = report.evidence.lock
    fresh = TieLock(ties, {key: Place(tied.FILE) for key in ties}, (), lock.declined)
    return with_evidence(report, replace(report.evidence, lock=fresh))
