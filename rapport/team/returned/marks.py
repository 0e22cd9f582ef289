"""Bold, italic and links: what is seen of each letter of the Word file, said by as few marks of Markdown as say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapport.ground.markdown.atoms import EMPHASIS, LINK, SPAN, STRONG, Atom, Mark
from rapport.manuscript.proof.binding import SPACES, Letter
from rapport.sources.proof import led
from rapport.team.returned.comparing import MARK
from rapport.team.returned.laid import Changed, NotBrought

_SCHEMES = ("http://", "https://", "mailto:", "tel:", "#")
Shown = tuple[bool, bool, str]  # bold, italic, where a link leads


class SeenMarks:
    """Bold, italic and links as the Word file has them, given to atoms: as few marks as say it."""

    def __init__(self, changed: Changed) -> None:
        self._changed = changed
        self._made: dict[tuple[str, str], Mark] = {}  # that go on from the letter before

    def marked(self, atom: Atom, new: int, old: int) -> Atom:
        """Return an atom that stays, with other marks where what is seen of it changed."""
        before, after = shown_at(self._changed.before, old), shown_at(self._changed.after, new)
        if before == after:
            self._made.clear()
            return atom
        if self._changed.bounds[0].source.literal:
            raise NotBrought("la mise en forme d'une cellule a changé")
        return atom._replace(marks=self.adjusted(atom.marks, before, after, new))

    def adjusted(self, marks: tuple[Mark, ...], before: Shown, after: Shown, at: int) -> tuple[Mark, ...]:
        """Return the marks of a letter with what is seen of them changed; a link goes within what is longer than it."""
        wanted: list[tuple[str, str]] = []
        for kind, was, now in zip((STRONG, EMPHASIS, LINK), before, after, strict=True):
            if was == now:
                continue
            marks = tuple(mark for mark in marks if mark.kind != kind)
            if now:
                wanted.append((kind, str(now) if kind == LINK else ""))
        self._made = {key: self._made.get(key) or self._new(*key) for key in wanted}
        links = tuple(mark for (kind, _), mark in self._made.items() if kind == LINK)
        depth = self._beyond(marks, at) if links else 0
        return (*marks[:depth], *links, *marks[depth:], *(mark for (kind, _), mark in self._made.items() if kind != LINK))

    def _beyond(self, marks: tuple[Mark, ...], at: int) -> int:
        """Return how many marks, from the outermost, go on beyond the link that a letter is in."""
        letters, ends = self._changed.after, []
        for step in (-1, 1):
            place = at
            while 0 <= place < len(letters) and letters[place].link == letters[at].link and letters[place].text != MARK:
                place += step
            while 0 <= place < len(letters) and place not in self._changed.kept and letters[place].text != MARK:
                place += step
            of = self._changed.of[self._changed.kept[place]] if place in self._changed.kept else -1
            ends.append(self._changed.atoms[of].marks if of >= 0 else ())
        return next((depth for depth, mark in enumerate(marks) if not any(mark in end for end in ends)), len(marks))

    def _new(self, kind: str, target: str) -> Mark:
        self._changed.made -= 1
        if kind != LINK:
            fence = "**" if kind == STRONG else "*"
            return Mark(kind, fence, fence, self._changed.made)
        if not target.startswith(_SCHEMES) or re.search(r"[\s<>()]", target):
            raise NotBrought(f"l'adresse d'un lien (« {target[:60]} ») ne peut pas être reprise")
        return Mark(kind, "[", f"]({target})", self._changed.made, target)


def shown_at(letters: Sequence[Letter], at: int) -> Shown:
    """Return what is seen of a letter; a space is seen as both its neighbours are, unless it parts them."""
    letter = letters[at]
    if letter.text not in SPACES:
        return letter.bold, letter.italic, "" if letter.ref else letter.link
    ahead = next((one for one in range(at - 1, -1, -1) if letters[one].text not in SPACES), None)
    behind = next((one for one in range(at + 1, len(letters)) if letters[one].text not in SPACES), None)
    if ahead is None or behind is None or MARK in (letters[ahead].text, letters[behind].text):
        return False, False, ""
    one, other = shown_at(letters, ahead), shown_at(letters, behind)
    return letter.bold and one[0] and other[0], letter.italic and one[1] and other[1], one[2] if one[2] == other[2] else ""


def marks_for(
    shown: Shown,
    left: tuple[Mark, ...] | None,
    right: tuple[Mark, ...] | None,
    within: tuple[Mark, ...] | None,
    seen: SeenMarks,
    at: int,
    *,
    literal: bool,
) -> tuple[Mark, ...]:
    """Return the marks of new letters: those of what they replace, else those that both sides share, else of one side.

    ``at`` is the place of the first one.
    """
    both = tuple(one for one, other in zip(left or (), right or (), strict=False) if one == other)
    if left is None or right is None:
        both = tuple(mark for mark in left or right or () if mark.kind not in {SPAN, LINK})
    candidates = [within, both] if within is not None else [both, left, right]
    if literal:
        return within or both
    for marks in candidates:
        if marks is not None and seen_of(marks) == shown:
            return marks
    base = within if within is not None else both
    return seen.adjusted(base, seen_of(base), shown, at)


def seen_of(marks: tuple[Mark, ...]) -> Shown:
    """Return what marks make of a letter."""
    kinds = {mark.kind for mark in marks}
    return STRONG in kinds, EMPHASIS in kinds, led(next((mark.target for mark in reversed(marks) if mark.kind == LINK), ""))
