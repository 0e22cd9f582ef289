"""The words of a Markdown text, its marks read: for comparisons, annexes, data and alternative texts."""

from __future__ import annotations

from rapport.ground.markdown.atoms import CALL, NOTE, PICTURE, Atom, atoms_of, inside_of
from rapport.ground.patterns import regex

_MARKED = regex(r"[\\`*_\[<~^&]")


def unmarked(text: str) -> str:
    """Return the words of a one-line text, without its notes."""
    return words_of(text)[0] if _MARKED.search(text) else text


def words_of(text: str) -> tuple[str, ...]:
    """Return what a paragraph prints, then each of the notes typed in it; a picture prints its alternative text.

    A call stays as it is typed, and so does a text that its letters don't give back.
    """
    atoms = atoms_of(text)
    if atoms is None:
        return (text,)
    printed = [_printed(atom) for atom in atoms]
    return ("".join(words for words, *_ in printed), *(note for _, *notes in printed for note in notes if note))


def _printed(atom: Atom) -> tuple[str, ...]:
    """Return what an atom prints where it stands, then the notes in it."""
    if atom.kind == CALL:
        return (atom.typed,)
    if atom.kind == PICTURE:
        return words_of(inside_of(atom.typed))
    return ("", *words_of(inside_of(atom.typed))) if atom.kind == NOTE else (atom.printed,)
