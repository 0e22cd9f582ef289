"""Old paragraphs and new ones laid side by side: which letters stay, and what each of them is typed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapport.ground.markdown.atoms import Atom
from rapport.manuscript.proof.binding import BoundParagraph, Letter
from rapport.team.returned.comparing import in_line, kept_letters

_APART = 10_000_000  # between the places of the marks of two paragraphs: each mark is one of its own


class NotBrought(Exception):  # noqa: N818 - told beside the change
    """A change that isn't brought back, and why (French); on a number, which one and what it would become."""

    def __init__(self, why: str, ref: str = "", before: str = "", after: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.ref = ref
        self.before = before
        self.after = after


@dataclass
class Changed:
    """Old paragraphs and new ones, as letters in line, and what each letter becomes."""

    bounds: Sequence[BoundParagraph]
    before: list[Letter]
    after: list[Letter]
    atoms: list[Atom] = field(default_factory=list)
    of: list[int] = field(default_factory=list)  # the atom of each letter before
    owner: list[int] = field(default_factory=list)  # the old paragraph of each atom
    kept: dict[int, int] = field(default_factory=dict)
    places: dict[int, list[int]] = field(default_factory=dict)  # the letters of each atom
    made: int = 0  # marks made so far

    def ref_of(self, index: int) -> str:
        """Return the name of the number that a call prints."""
        return next((self.before[at].ref for at in self.places[index] if self.before[at].ref), "")


def laid_out(bounds: Sequence[BoundParagraph], words: Sequence[Sequence[Letter]]) -> Changed:
    """Return old paragraphs and new ones in line, with what stays whole of the old ones."""
    changed = Changed(bounds, in_line([one.letters for one in bounds]), in_line(words))
    for index, one in enumerate(bounds):
        if index:
            changed.of.append(-2)
        first = len(changed.atoms)
        changed.of += [of + first if of >= 0 else -1 for of in one.of]
        for atom in one.atoms:
            marks = tuple(mark._replace(at=mark.at + _APART * index) for mark in atom.marks)
            changed.atoms.append(atom._replace(marks=marks))
            changed.owner.append(index)
    changed.kept = kept_letters(changed.before, changed.after)
    _hold_whole(changed)
    return changed


def _hold_whole(changed: Changed) -> None:
    """Let go of the letters of what isn't kept whole: they are typed again, or told."""
    after = {old: new for new, old in changed.kept.items()}
    for at, of in enumerate(changed.of):
        changed.places.setdefault(of, []).append(at)
    for of, letters in changed.places.items():
        new = [after[at] for at in letters if at in after]
        whole = len(new) == len(letters) and new == [*range(new[0], new[0] + len(new))] if new else False
        if of == -1 and len(new) != len(letters):
            raise NotBrought("ce que le programme imprime de lui-même a changé avec le texte")
        if of >= 0 and not whole:
            for one in new:
                del changed.kept[one]
