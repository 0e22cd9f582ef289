"""Where numbers that have no piece are probably written: ranked by the words of their labels alone, whatever their values.

A number is proposed where its words lead, and only if its value stands there. One that stands elsewhere too, far from its words,
isn't proposed there; where its words lead to another value, that is told. Nobody's yes is taken for granted.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapport.ground import french
from rapport.numbers.pieces.asked import Provable
from rapport.numbers.pieces.found import is_value_of
from rapport.numbers.pieces.lines import numbers_of
from rapport.numbers.pieces.sheets import standing_at, written_around
from rapport.numbers.pieces.standing import Standing, standing_in
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceContents, letters_of

ENOUGH = 0.5  # of the weight of a label's words, which must stand around a number
_OWN = 0.5  # of a score, which comes from the number's own line: then only those that are as near are its rivals
_SAME = 0.02  # between two scores that are one
_MOST = 3  # proposals for a number
_BESIDE = {0: 1.0, 1: 0.7, 2: 0.6, 3: 0.4}  # what words are worth by lines between them and the number
_STEM = 6  # letters of a word that are compared
_LINKS = "de du des la le les l d et en au aux par pour dans sur un une avec sans ou que qui dont son ses leur leurs nombre part"
_STOP = frozenset(_LINKS.split())  # words that say nothing of a number


@dataclass(frozen=True)
class Spot:
    """A number of a piece: what it is, where (as a place of « at: »), and what its line says."""

    standing: Standing
    where: EvidencePlace
    excerpt: str


@dataclass(frozen=True)
class Proposal:
    """What is proposed for a number: the spots where its words and its value meet, or the one where another value stands."""

    of: Provable
    spots: tuple[Spot, ...] = ()
    instead: Spot | None = None  # where its words lead, which has another value
    score: float = 0.0  # from 0 to 1: how much of the label stands around the best place
    rivals: int = 0  # other numbers whose words are as near: the value alone chooses

    @property
    def sure(self) -> bool:
        """Tell whether the words alone lead to one place, and the value stands there."""
        return len(self.spots) == 1 and not self.rivals and not self.spots[0].standing.remark


class Spots:
    """The numbers of a piece, found by the words around them."""

    def __init__(self, contents: PieceContents) -> None:
        self._all: list[Spot] = []
        self._near: dict[str, dict[int, float]] = defaultdict(dict)  # by stem, the spots and how near the word is
        for spot, words in _of_sheets(contents) if contents.sheets else _of_lines(contents):
            number = len(self._all)
            self._all.append(spot)
            for stem, nearness in words.items():
                self._near[stem][number] = max(nearness, self._near[stem].get(number, 0.0))

    def proposal(self, number: Provable) -> Proposal:
        """Return what is proposed for a number."""
        words = words_of(number.label)
        scores = self._scores(words)
        if number.value is None or not scores or (top := max(scores.values())) < ENOUGH:
            return Proposal(number)
        first = max(scores, key=lambda at: (scores[at], -at))
        held = self._scores(words, own=True).get(first, 0.0) >= _OWN * top
        least = top - _SAME if held else top / 2  # in a drawing, numbers drift away from their words
        best = [self._all[at] for at, score in sorted(scores.items()) if score >= least]
        agreed = [spot for spot in best if is_value_of(number, spot.standing)]
        if not agreed:
            return Proposal(number, instead=best[0], score=top, rivals=len(best) - 1)
        others = {spot.standing.value for spot in best if spot not in agreed}
        return Proposal(number, tuple(agreed[:_MOST]), score=top, rivals=len(others))

    def _scores(self, words: Mapping[str, float], *, own: bool = False) -> dict[int, float]:
        """Return the score of each number that has some of the words near it, or on its ``own`` line."""
        count = max(1, len(self._all))
        weights = {stem: weight * (1 + math.log(count / max(1, len(self._near.get(stem, ()))))) for stem, weight in words.items()}
        whole = sum(weights.values())
        scores: dict[int, float] = defaultdict(float)
        for stem, weight in weights.items():
            for number, nearness in self._near.get(stem, {}).items():
                scores[number] += weight * (nearness == 1.0 if own else nearness) / whole
        return scores


def stems_of(text: str) -> Iterator[str]:
    """Yield the words of a text that say something, without their endings."""
    for word in french.folded(text).split():
        if word not in _STOP and not word.isdigit():
            yield (word.rstrip("sx") or word)[:_STEM]


def words_of(label: str) -> dict[str, float]:
    """Return the words of a label by stem with their weights: what stands in brackets (a table's title) counts for little."""
    own, _, title = label.partition(" (")
    return {**dict.fromkeys(stems_of(title), 0.2), **dict.fromkeys(stems_of(own), 1.0)}


def _of_lines(contents: PieceContents) -> Iterator[tuple[Spot, dict[str, float]]]:
    lines, whole = contents.lines, EvidencePlace()
    stems = [frozenset(stems_of(line.text)) for line in lines]
    for index, line in enumerate(lines):
        numbers = numbers_of(line, whole)
        for rank, number in enumerate(numbers, 1):
            words: dict[str, float] = {}
            for other in range(max(0, index - 3), min(len(lines), index + 4)):
                if lines[other].page == line.page:
                    for stem in stems[other]:
                        words[stem] = max(words.get(stem, 0.0), _BESIDE[abs(other - index)])
            place = EvidencePlace(page=line.page or None, line=line.number, rank=rank if len(numbers) > 1 else None)
            yield Spot(standing_in(line, number, contents.word), place, line.text.strip()), words


def _of_sheets(contents: PieceContents) -> Iterator[tuple[Spot, dict[str, float]]]:
    for sheet in contents.sheets:
        for at, cell in sorted(sheet.cells.items()):
            if cell.value is None or cell.flaw:
                continue
            said = ", ".join(written_around(sheet, at))
            words = {**dict.fromkeys(stems_of(sheet.name), 0.3), **dict.fromkeys(stems_of(said), 1.0)}
            name = f"{letters_of(at[1])}{at[0]}"
            place = EvidencePlace(cell=f"{sheet.name}!{name}" if sheet.name else name)
            yield Spot(standing_at(sheet, at), place, said), words
