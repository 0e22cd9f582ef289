"""The letters of a printed paragraph, each with what it is typed with in its source: the two are followed side by side.

What typography changes on the way (spaces, quotes, apostrophes, ordinals, ellipses) is followed too; whatever else differs leaves
the paragraph unbound, and nothing is then changed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapport.ground.markdown.atoms import CALL, EMPHASIS, LINK, NOTE, PICTURE, STRONG, Atom, atoms_of
from rapport.ground.patterns import regex
from rapport.manuscript.proof.texts import PrintedText
from rapport.numbers.calls import NumberCall, Placed, calls_of, printed_number, printed_unit, words_before
from rapport.numbers.claims.calls import YearCall
from rapport.numbers.gaps import gap_of
from rapport.numbers.register import Register
from rapport.sources.proof import NOTE as NOTE_LETTER
from rapport.sources.proof import PICTURE as PICTURE_LETTER
from rapport.sources.proof import Runs, led

SPACES = frozenset(" \t\n\u00a0\u202f\u2009")
_SAME = {
    **dict.fromkeys(SPACES, " "), **dict.fromkeys("'’ʼ", "'"), **dict.fromkeys('"“”«»', '"'), **dict.fromkeys("-–—−‑", "-"),
}  # fmt: skip
_SHORTENED = regex(r"\.\.\.|(?:ère|ere)(?=s?(?!\w))|(?:iè|i?e|è)me(?=s?(?!\w))|nd(?=e?s?(?!\w))")
_SHORT = {"...": "…", "ère": "re", "ere": "re", "nd": "d"}


class Letter(NamedTuple):
    """A printed letter: what is seen of it, and the number whose control it is in."""

    text: str
    bold: bool
    italic: bool
    link: str
    ref: str
    doubt: bool = False


def letters_of(runs: Runs) -> list[Letter]:
    """Return the letters of runs, one by one."""
    return [
        Letter(letter, "b" in run.marks, "i" in run.marks, run.link, run.ref, "d" in run.marks)
        for run in runs
        for letter in run.text
    ]


def same(one: str, other: str) -> bool:
    """Tell whether two letters are one and the same but for typography."""
    return _SAME.get(one, one) == _SAME.get(other, other)


def alike(letter: str) -> str:
    """Return what stands for all the letters that differ from one by typography alone."""
    return _SAME.get(letter, letter)


@dataclass(frozen=True)
class BoundParagraph:
    """A paragraph and its source: for each printed letter, which atom types it; -1 for what the manuscript adds."""

    source: PrintedText
    atoms: Sequence[Atom]
    letters: Sequence[Letter]
    of: Sequence[int]


def bound(source: PrintedText, runs: Runs, register: Register) -> BoundParagraph | None:
    """Return a paragraph bound to its source, None when they can't be followed side by side."""
    atoms = atoms_of(source.text, literal=source.literal)
    if atoms is None:
        return None
    letters = letters_of(runs)
    walk = _Walk(_shortened(atoms), letters, register)
    start = _ahead(letters, source.before)
    if start < 0 or not walk.follow(start):
        return None
    made = BoundParagraph(source, walk.atoms, letters, walk.of)
    return made if source.literal or _seen_alike(made) else None


def _ahead(letters: Sequence[Letter], before: str) -> int:
    """Return where the author's words begin; -1 when what should stand before them doesn't."""
    if not before:
        return 0
    wanted = [alike(letter) for letter in before]
    text = [alike(letter.text) for letter in letters]
    found = [at for at in range(len(text) - len(wanted) + 1) if text[at : at + len(wanted)] == wanted]
    return found[-1] + len(wanted) if found else -1


def _shortened(atoms: Sequence[Atom]) -> list[Atom]:
    """Return atoms, those that typography prints as fewer letters made one."""
    text = "".join(atom.printed if len(atom.printed) == 1 else "\0" for atom in atoms)
    made: list[Atom] = []
    at = 0
    for found in _SHORTENED.finditer(text):
        group = atoms[found.start() : found.end()]
        if len({atom.marks for atom in group}) == 1 and (found[0] == "..." or text[found.start() - 1 : found.start()].isdigit()):
            made += atoms[at : found.start()]
            made.append(Atom("".join(atom.typed for atom in group), found[0], group[0].marks))
            at = found.end()
    return [*made, *atoms[at:]]


class _Walk:
    """Follows atoms and letters side by side."""

    def __init__(self, atoms: list[Atom], letters: Sequence[Letter], register: Register) -> None:
        self.atoms = atoms
        self.letters = letters
        self.register = register
        self.of = [-1] * len(letters)
        self.at = 0

    def follow(self, start: int) -> bool:
        """Give each letter its atom; tell whether all of them were followed."""
        self.at = start
        for index, atom in enumerate(self.atoms):
            self._pass(index)
            if atom.kind == CALL:
                if not self._call(index):
                    return False
            elif atom.kind in {NOTE, PICTURE}:
                wanted = NOTE_LETTER if atom.kind == NOTE else PICTURE_LETTER
                if not self._take(index, wanted):
                    return False
            elif not self._text(index, atom.printed):
                return False
        self._pass(len(self.atoms), ending=True)
        return self.at == len(self.letters)

    def _pass(self, index: int, *, ending: bool = False) -> None:
        """Leave to the atom before it a space that typography added, or the sign of a doubt."""
        while self.at < len(self.letters):
            letter = self.letters[self.at]
            wanted = "" if ending else self.atoms[index].printed[:1]
            added = letter.text in SPACES and not letter.ref and self._next_is_apart(index, wanted)
            if not (letter.doubt or added):
                return
            self.of[self.at] = index - 1 if not letter.doubt or index == 0 or self.atoms[index - 1].kind == CALL else -1
            self.at += 1

    def _next_is_apart(self, index: int, wanted: str) -> bool:
        """Tell whether a space stands where none was typed."""
        if index < len(self.atoms) and self.atoms[index].kind == CALL:
            return False
        return wanted not in SPACES or wanted == ""

    def _take(self, index: int, text: str) -> bool:
        """Give the next letters to an atom when they are those of a text, spaces of any width."""
        end = self.at + len(text)
        if len(text) > len(self.letters) - self.at or any(
            not same(letter.text, wanted) for letter, wanted in zip(self.letters[self.at : end], text, strict=True)
        ):
            return False
        self.of[self.at : end] = [index] * len(text)
        self.at = end
        return True

    def _text(self, index: int, printed: str) -> bool:
        if not printed:
            return True
        short = _SHORT.get(printed, "e" if len(printed) > 1 and printed.endswith("me") else "")
        if self._take(index, short or printed):
            return True
        return printed in SPACES  # one that typography took away, at an edge or beside another

    def _call(self, index: int) -> bool:
        """Give a call's letters to it: what it prints today, or what its control holds when that was another number."""
        found = next((one for one in calls_of(self.atoms[index].typed) if isinstance(one, Placed)), None)
        if found is None or not isinstance(found.call, NumberCall):
            return False
        if isinstance(found.call, YearCall):
            return self._take(index, str(self.register.year + found.call.place))
        number = self.register.found(found.call.number)
        if number is None:
            return self._take(index, gap_of(self.register, found.call.number))
        unit = printed_unit(number, found.call)
        today = words_before(number, found.call) + printed_number(number, found.call) + (f" {unit}" if unit else "")
        return self._take(index, today)


def _seen_alike(made: BoundParagraph) -> bool:
    """Tell whether each letter is seen as its marks say; what the manuscript sets in bold is bold throughout."""
    pairs = [(letter, made.atoms[of]) for letter, of in zip(made.letters, made.of, strict=True) if of >= 0]
    pairs = [(letter, atom) for letter, atom in pairs if letter.text not in SPACES and atom.kind not in {NOTE, PICTURE}]
    added = bool(pairs) and all(letter.bold for letter, _ in pairs)
    for letter, atom in pairs:
        bold, italic, link = seen(atom)
        wrong = letter.bold != (bold or added) or letter.italic != italic
        if wrong or (letter.link != link and not (letter.ref or link.startswith("["))):
            return False
    return True


def seen(atom: Atom) -> tuple[bool, bool, str]:
    """Return what is seen of an atom's marks: bold, italic, where its link leads."""
    kinds = {mark.kind for mark in atom.marks}
    link = led(next((mark.target for mark in reversed(atom.marks) if mark.kind == LINK), ""))
    return STRONG in kinds, EMPHASIS in kinds, link
