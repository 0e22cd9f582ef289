"""What readers are told of a number's piece: its title and, unless it is confidential, the page or the cell, never a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.numbers.pieces.asked import asked_ties
from rapport.numbers.pieces.found import is_proved
from rapport.sources.evidence import EvidencePiece
from rapport.sources.model import Report
from rapport.sources.tied import Tie

_LINE = regex(r"(?:(page \d+), )?(?:ligne|paragraphe)s? \d.*")  # as `standing` and `lines` say it


class ShownPiece(NamedTuple):
    """The title of a piece, and where in it the number stands, as readers are told; empty when they aren't."""

    title: str
    place: str

    @property
    def text(self) -> str:
        """Return both in one text."""
        return french.typeset(f"{self.title}, {self.place}" if self.place else self.title)


Shown = Mapping[tuple[str, int], tuple[ShownPiece, ...]]  # by the name of a number and its year


def shown_pieces(report: Report) -> Shown:
    """Return what readers are told of the pieces of each number, by name and year: those that were read, and prove it."""
    evidence = report.evidence
    shown: dict[tuple[str, int], tuple[ShownPiece, ...]] = {}
    for asked in asked_ties(report) if evidence.lock.ties else ():
        tie = evidence.lock.ties.get(asked.key)
        if tie is not None and tie.asked == asked.fingerprint and is_proved(asked, tie):
            piece = evidence.pieces[asked.piece]
            key = asked.of.number, asked.of.year
            shown[key] = (*shown.get(key, ()), ShownPiece(piece.title, place_shown(piece, tie)))
    return shown


def place_shown(piece: EvidencePiece, tie: Tie) -> str:
    """Return where a number stands in a piece, as readers are told."""
    if piece.confidential:
        return ""
    if line := _LINE.fullmatch(tie.at):
        return line[1] or ""
    sheet, parted, cell = tie.at.rpartition("!")
    return f"feuille «{french.NBSP}{sheet}{french.NBSP}», cellule {cell}" if parted else tie.at


def adds_to(shown: tuple[ShownPiece, ...], source: str) -> str:
    """Return what the pieces say that a number's source doesn't say already, in one text."""
    named = french.folded(source)
    told = [one.text for one in shown if one.place or not f"{named} ".startswith(f"{french.folded(one.title)} ")]
    return f"{french.NNBSP}; ".join(told)
