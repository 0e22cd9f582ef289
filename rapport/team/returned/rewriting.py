"""Paragraphs written anew: what stays keeps the very characters that it was typed with, what is new is typed as an author would.

A call, a note, a picture stays whole or goes whole; a number that would change is never written: it is told as a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rapport.ground.markdown.atoms import CALL, EMPHASIS, LINK, NOTE, PICTURE, SPAN, STRONG, STRUCK, TEXT, Atom, Mark, written
from rapport.ground.patterns import regex
from rapport.manuscript.proof.binding import BoundParagraph, Letter
from rapport.team.returned.comparing import MARK
from rapport.team.returned.laid import Changed, NotBrought, laid_out
from rapport.team.returned.marks import SeenMarks, marks_for, shown_at
from rapport.team.returned.typing import as_block, as_typed

_BEFORE = regex(r"(?:\d[ \u00a0\u202f]?|\d[.,]|[+\-−]|\w[-‑]?)\Z")
_OPENED = {"»": "«", ")": "(", "”": "“"}
_CLOSED = {opening: closing for closing, opening in _OPENED.items()}
_EDGED = {STRONG, EMPHASIS, SPAN, LINK, STRUCK}  # marks that neither begin nor end with a blank
_AFTER = regex(r"\w|[.,]\d|[ \u00a0\u202f]\d{3}(?!\d)|[-‑]\w")


class NewBlock(NamedTuple):
    """A paragraph written anew: its text, the old paragraph of which it keeps the most letters (-1: none)."""

    text: str
    host: int
    place: int  # of the paragraph that came back, among those that were compared


def rewritten(bounds: Sequence[BoundParagraph], words: Sequence[Sequence[Letter]]) -> list[NewBlock]:
    """Return new paragraphs, written from old ones; raises NotBrought."""
    changed = laid_out(bounds, words)
    lost = _lost(changed)
    blocks: list[NewBlock] = []
    spans: set[Mark] = set()
    start = 0
    for place, letters in enumerate(words):
        atoms, hosts = _atoms(changed, start, start + len(letters), lost)
        start += len(letters) + 1
        host = max({*hosts}, key=hosts.count) if hosts else -1
        _hold_spans(atoms, spans)
        text = _finished(atoms, bounds[max(host, 0)])
        if text:
            blocks.append(NewBlock(text, host, place))
    return blocks


def _hold_spans(atoms: Sequence[Atom], before: set[Mark]) -> None:
    """Raise NotBrought where words that are bound, or admitted, as one would be two, each with the same proof; add those here."""
    for mark, _ in groupby(next((mark for mark in atom.marks if mark.kind == SPAN), None) for atom in atoms):
        if mark in before:
            raise NotBrought("des mots liés d'un seul tenant, entre crochets, seraient coupés en deux : coupez-les dans le texte")
        before |= {mark} if mark is not None else set()


def _lost(changed: Changed) -> dict[int, str]:
    """Return what the calls that go printed; raises NotBrought where one is replaced by something else."""
    standing = {*changed.kept.values()}
    lost: dict[int, str] = {}
    for index, atom in enumerate(changed.atoms):
        letters = changed.places.get(index, []) if atom.kind in {CALL, NOTE, PICTURE} else []
        if not letters or letters[0] in standing:
            continue
        if atom.kind != CALL:
            raise NotBrought("un appel de note ou une image a été retiré ou déplacé")
        lost[index] = "".join(changed.before[at].text for at in letters)
    gone = [at for at in range(len(changed.before)) if at not in standing]
    for index in lost:
        _hold_number(changed, index, gone, lost)
    return lost


def _hold_number(changed: Changed, index: int, gone: Sequence[int], lost: dict[int, str]) -> None:
    """Raise NotBrought when a number isn't taken away with the words around it, but changed or taken away alone."""
    letters = changed.places[index]
    start, end = letters[0], letters[-1] + 1
    while start and start - 1 in gone:
        start -= 1
    while end < len(changed.before) and end in gone:
        end += 1
    typed = _typed_between(changed, start, end)
    others = [at for at in range(start, end) if changed.of[at] not in lost and changed.before[at].text.isalnum()]
    if not others or typed.strip():
        raise NotBrought("un chiffre a changé", changed.ref_of(index), lost[index], typed.strip())


def _typed_between(changed: Changed, start: int, end: int) -> str:
    """Return what stands now where some letters were."""
    after = {old: new for new, old in changed.kept.items()}
    first = after.get(start - 1, -1) + 1
    last = after.get(end, len(changed.after))
    return "".join(letter.text for letter in changed.after[first:last])


def _atoms(changed: Changed, start: int, end: int, lost: dict[int, str]) -> tuple[list[Atom], list[int]]:
    """Return the atoms of a new paragraph, and for each letter that stays the old paragraph that it was in."""
    atoms: list[Atom] = []
    hosts: list[int] = []
    at = start
    seen = SeenMarks(changed)
    while at < end:
        old = changed.kept.get(at)
        if old is None:
            stop = next((one for one in range(at, end) if one in changed.kept), end)
            atoms += [*_typed(changed, at, stop, (start, end), lost, seen, atoms)]
            at = stop
            continue
        index = changed.of[old]
        if index >= 0:
            hosts.append(changed.owner[index])
            if changed.places[index][0] == old:
                _hold_edges(changed, at, index)
                atoms += [seen.marked(changed.atoms[index], at, old), *_unseen_after(changed, index)]
        at += 1
    return atoms, hosts


def _unseen_after(changed: Changed, index: int) -> Iterator[Atom]:
    """Yield the atoms that print nothing and follow one that stays."""
    for following in range(index + 1, len(changed.atoms)):
        if following in changed.places or changed.owner[following] != changed.owner[index]:
            return
        yield changed.atoms[following]


def _hold_edges(changed: Changed, first: int, index: int) -> None:
    """Raise NotBrought where new letters stick to a number, and make another number of it."""
    if changed.atoms[index].kind != CALL:
        return
    last = first + len(changed.places[index])
    before = "".join(letter.text for letter in changed.after[max(0, first - 3) : first])
    after = "".join(letter.text for letter in changed.after[last : last + 5])
    glued = (first - 1 not in changed.kept and _BEFORE.search(before)) or (last not in changed.kept and _AFTER.match(after))
    if glued and MARK not in (before[-1:], after[:1]):
        number = "".join(letter.text for letter in changed.after[first:last])
        typed = next((one for one in re.findall(r"[^\s]+", before + number + after) if number.strip() in one), number)
        raise NotBrought("un chiffre a changé", changed.ref_of(index), number, typed)


def _typed(
    changed: Changed, at: int, stop: int, paragraph: tuple[int, int], lost: dict[int, str], seen: SeenMarks, ahead: Sequence[Atom]
) -> Iterator[Atom]:
    """Yield the atoms of letters that are new."""
    text = "".join(letter.text for letter in changed.after[at:stop])
    if "{{" in text or "}}" in text or any(letter in text for letter in "\ufffc\ue010"):
        raise NotBrought("une image, une note, un objet ou des accolades ont été ajoutés")
    _hold_retyped(changed, at, stop, lost)
    left, right, within = _around(changed, at, stop, paragraph)
    within = left if within is None and _closes_within(text, left, ahead) else within
    within = right if within is None and _opens_within(changed, text, (stop, paragraph[1]), right) else within
    curled = any("’" in atom.typed for atom in changed.atoms) and not any("'" in atom.typed for atom in changed.atoms)
    literal = changed.bounds[0].source.literal
    if literal and "\n" in text:
        raise NotBrought("un saut de ligne a été ajouté dans une cellule")
    for shown, places in groupby(range(at, stop), lambda place: shown_at(changed.after, place)):
        alike = [*places]
        typed = as_typed("".join(changed.after[place].text for place in alike), curled=curled, literal=literal)
        yield Atom(typed, typed, marks_for(shown, left, right, within, seen, alike[0], literal=literal), TEXT)


def _closes_within(text: str, left: tuple[Mark, ...] | None, ahead: Sequence[Atom]) -> bool:
    """Tell whether new letters close a quotation or a bracket that was opened between the marks of what stands before them."""
    opening = _OPENED.get(text.lstrip()[:1])
    if opening is None or not left:
        return False
    opener = next((atom for atom in reversed(ahead) if opening in atom.typed), None)
    return opener is not None and {*left} <= {*opener.marks}


def _opens_within(changed: Changed, text: str, rest: tuple[int, int], right: tuple[Mark, ...] | None) -> bool:
    """Tell whether new letters open a quotation or a bracket that closes between the marks of what stands behind them."""
    closing = _CLOSED.get(text.rstrip()[-1:])
    close = next((at for at in range(*rest) if changed.after[at].text == closing), None) if closing and right else None
    if close is None or not right:
        return False
    sides = (range(close - 1, rest[0] - 1, -1), range(close + 1, rest[1]))
    kept = [next((changed.kept[at] for at in side if at in changed.kept), -1) for side in sides]
    return all(at >= 0 and changed.of[at] >= 0 and {*right} <= {*changed.atoms[changed.of[at]].marks} for at in kept)


def _hold_retyped(changed: Changed, at: int, stop: int, lost: dict[int, str]) -> None:
    """Raise NotBrought where a number that went away is written again: it would no longer come from the data."""
    text = "".join(letter.text for letter in changed.after[at:stop])
    for index, printed in lost.items():
        said = printed.strip("° ")
        if said and re.search(rf"(?<!\w){re.escape(said)}(?!\w)", text):
            raise NotBrought("un chiffre a été déplacé", changed.ref_of(index), printed, said)


def _around(
    changed: Changed, at: int, stop: int, paragraph: tuple[int, int]
) -> tuple[tuple[Mark, ...] | None, tuple[Mark, ...] | None, tuple[Mark, ...] | None]:
    """Return the marks of what stands before and after new letters, and those of what they replace when it had the same ones."""

    def marks_at(place: int) -> tuple[Mark, ...] | None:
        if not paragraph[0] <= place < paragraph[1] or place not in changed.kept:
            return None
        of = changed.of[changed.kept[place]]
        return changed.atoms[of].marks if of >= 0 else None

    left, right = marks_at(at - 1), marks_at(stop)
    first = changed.kept.get(at - 1, -2) + 1 if at else 0
    last = changed.kept.get(stop, -1) if stop < len(changed.after) else len(changed.before)
    gone = {changed.atoms[of].marks for of in changed.of[first:last] if of >= 0} if 0 <= first < last else set()
    spans = {mark for marks in gone for mark in marks if mark.kind == SPAN}
    if spans and len(gone) > 1 and not all(spans <= {*marks} for marks in gone):
        raise NotBrought("le changement chevauche le bord d'une affirmation liée aux données")
    return left, right, next(iter(gone)) if len(gone) == 1 else None


def _finished(atoms: list[Atom], host: BoundParagraph) -> str:
    """Return the text of atoms, without blanks at its ends or just inside of emphasis, and safe at its beginning."""
    while atoms and not atoms[0].typed.strip() and atoms[0].kind == TEXT:
        atoms.pop(0)
    while atoms and not atoms[-1].typed.strip() and atoms[-1].kind == TEXT:
        atoms.pop()
    text = written(_tidied([*_together(atoms)]))
    return text if host.source.literal or host.source.block is None or text == host.source.text else as_block(text)


def _tidied(atoms: Sequence[Atom]) -> Iterator[Atom]:
    for at, atom in enumerate(atoms):
        if atom.kind == TEXT and not atom.typed.strip() and 0 < at < len(atoms) - 1:
            shared = {*atoms[at - 1].marks} & {*atoms[at + 1].marks}
            atom = atom._replace(marks=tuple(m for m in atom.marks if m.kind not in _EDGED or m in shared))  # noqa: PLW2901
        yield atom


def _together(atoms: Sequence[Atom]) -> Iterator[Atom]:
    """Yield atoms whose emphasis goes on from the one before, where it would close only to open again."""
    same: dict[Mark, Mark] = {}
    before: tuple[Mark, ...] = ()
    for atom in atoms:
        marks: list[Mark] = []
        for depth, mark in enumerate(atom.marks):
            ahead = before[depth] if depth < len(before) and before[:depth] == tuple(marks) else None
            if ahead is not None and ahead != mark and ahead[:3] == mark[:3] and mark.kind in {STRONG, EMPHASIS}:
                same[mark] = ahead
            marks.append(same.get(mark, mark))
        before = tuple(marks)
        yield atom._replace(marks=before)
