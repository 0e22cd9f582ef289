"""The pieces as steps: `data/pieces.yml`, the lock, and the fingerprints of the files that are at hand."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rapport.ground.cache import fingerprint_of
from rapport.ground.memo import step
from rapport.ground.problems import Place, Problem
from rapport.sources import evidence, tied
from rapport.sources.evidence import EvidencePiece
from rapport.sources.files import PIECES
from rapport.sources.reading.entries import NAME, misnamed, models_of
from rapport.sources.reading.files import Files, Read, taken
from rapport.sources.tied import Evidence, Tie, TieLock, tie_of


class PieceFiles(Files):
    """What is read of an edition's pieces; none of the documents themselves, which `pieces/` reads."""

    @step
    def pieces(self) -> Read[Mapping[str, EvidencePiece]]:
        """Return the pieces by name."""
        problems: list[Problem] = []
        pieces = models_of(self, evidence.FILE, EvidencePiece, "la pièce", problems)
        problems += [misnamed(name, "pièce", piece.at()) for name, piece in pieces.items() if not NAME.fullmatch(name)]
        return pieces, tuple(problems)

    @step
    def lock(self) -> Read[TieLock]:
        """Return what was read of the pieces; nothing of a lock that a merge left half done."""
        problems: list[Problem] = []
        text = taken(self.text(tied.FILE), problems) if self.exists(tied.FILE) else None
        if text is None:
            return TieLock(), tuple(problems)
        return _lock_of(text), tuple(problems)

    @step
    def at_hand(self) -> Mapping[str, str]:
        """Return the SHA-256 of the file of each piece that is there and can be read, by the piece's name."""
        found = {name: self.fingerprint(piece.file) for name, piece in self.pieces()[0].items()}
        return {name: fingerprint for name, fingerprint in found.items() if fingerprint}

    @step
    def fingerprint(self, file: str) -> str:
        """Return the SHA-256 of a piece's file; empty when there is none, when it leads elsewhere or can't be read."""
        self.stamp(file)
        if not self.is_file(file) or self.leads_out(file, PIECES):
            return ""
        try:
            return fingerprint_of(self.root / file)
        except OSError:
            self.now()  # it may be readable the next time
            return ""

    @step
    def evidence(self) -> Evidence:
        """Return the pieces, what was read of them, and what is at hand."""
        return Evidence(self.pieces()[0], self.lock()[0], self.at_hand())


def _lock_of(text: str) -> TieLock:
    ties: dict[tuple[str, int, str], Tie] = {}
    places: dict[tuple[str, int, str], Place] = {}
    altered, declined = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = Place(tied.FILE, number, 1)
        try:
            told = json.loads(line.removeprefix("- "))
        except (ValueError, RecursionError):
            told = None
        tie = tie_of(told)
        if isinstance(told, dict) and set(told) == {"declined"} and isinstance(told["declined"], str):
            declined.append(told["declined"])
        elif tie is None or tie.key in places:  # of two lines, nobody knows which one stands
            name = told.get("number") if isinstance(told, dict) else None
            altered.append((name if isinstance(name, str) else "", place))
            if tie is not None:
                ties.pop(tie.key, None)
        else:
            ties[tie.key], places[tie.key] = tie, place
    places = {key: place for key, place in places.items() if key in ties}
    return TieLock(ties, places, tuple(altered), tuple(declined))
