"""A paragraph of Markdown as its printed letters, each with the characters that it is typed with and the marks around it.

Written again (`written`), the letters give back the text that they were read from: what changes a letter changes nothing else.
It knows what authors type in a sentence (emphasis, links, spans, code, notes, pictures, calls); a text in which it sees anything
else than its own letters can't be written again as it was, which `atoms_of` tells.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from rapport.ground.markdown.stars import lone_stars
from rapport.ground.patterns import regex

STRONG, EMPHASIS, LINK, SPAN, CODE = "strong", "emphasis", "link", "span", "code"
RAISED, LOWERED, STRUCK = "raised", "lowered", "struck"
TEXT, CALL, NOTE, PICTURE = "text", "call", "note", "picture"


class Mark(NamedTuple):
    """What stands around some letters: its kind, what opens and closes it, its place, which tells it from another like it."""

    kind: str
    opening: str
    closing: str
    at: int
    target: str = ""  # of a link


class Atom(NamedTuple):
    """What is typed, and what it prints (as far as the text alone says it: a call prints what it is told to)."""

    typed: str
    printed: str
    marks: tuple[Mark, ...] = ()
    kind: str = TEXT


_CALL = regex(r"\{\{.*?\}\}", re.DOTALL)
_ENTITY = regex(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")
_TARGET = regex(r"\((<[^<>\n]*>|(?:[^()\s]|\([^()\s]*\))*)(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)")
_BRACES = regex(r"\{[^{}]*\}")
_NAMED = regex(r"\[[^\[\]\n]*\]")
_BREAK = regex(r"[ \t]*\n[ \t>]*")
_AUTO = regex(r"<((?:https?://|mailto:|tel:)?[^<>\s]+[@.:/][^<>\s]*)>")
_CODE = regex(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_NOTED = regex(r"\[\^[^\]\s]+\]")


def written(atoms: Iterable[Atom]) -> str:
    """Return the text of letters, the marks around them opened and closed where they begin and end."""
    made: list[str] = []
    opened: tuple[Mark, ...] = ()
    for atom in atoms:
        common = 0
        while common < min(len(opened), len(atom.marks)) and opened[common] == atom.marks[common]:
            common += 1
        made += [mark.closing for mark in reversed(opened[common:])]
        made += [mark.opening for mark in atom.marks[common:]]
        made.append(atom.typed)
        opened = atom.marks
    return "".join([*made, *(mark.closing for mark in reversed(opened))])


def atoms_of(text: str, *, literal: bool = False) -> list[Atom] | None:
    """Return the letters of a paragraph; None when they don't give it back.

    ``literal`` for the cells of a table, in which calls and the marks of claims alone mean anything.
    """
    atoms = [*_Scanner(text, literal=literal).atoms(0, len(text), ())]
    return atoms if written(atoms) == text else None


def inside_of(typed: str) -> str:
    """Return what stands between the brackets of a note or a picture; nothing for the call of a note that stands elsewhere."""
    scanner = _Scanner(typed, literal=False)
    return "" if typed.startswith("[") else typed[2 : scanner.closing(1, len(typed))]


class _Scanner:
    """Reads one text."""

    def __init__(self, text: str, *, literal: bool) -> None:
        self.text = text
        self.literal = literal
        self.lone = frozenset(() if literal else lone_stars(text))

    def atoms(self, start: int, end: int, marks: tuple[Mark, ...]) -> Iterator[Atom]:
        """Yield the letters between two places."""
        at = start
        while at < end:
            found = next((one for read in self._readers() if (one := read(at, end, marks))), None)
            if found is None:
                yield Atom(self.text[at], self.text[at], marks)
                at += 1
                continue
            atoms, at = found
            yield from atoms

    def _readers(self) -> tuple[Callable[[int, int, tuple[Mark, ...]], tuple[list[Atom], int] | None], ...]:
        return (self._call, self._brackets) if self.literal else (self._call, self._sign, self._brackets, self._emphasis)

    def _call(self, at: int, end: int, marks: tuple[Mark, ...]) -> tuple[list[Atom], int] | None:
        found = _CALL.match(self.text, at, end) if self.text.startswith("{{", at) else None
        return ([Atom(found[0], "", marks, CALL)], found.end()) if found else None

    def _sign(self, at: int, end: int, marks: tuple[Mark, ...]) -> tuple[list[Atom], int] | None:
        sign, text = self.text[at], self.text
        if sign == "\\" and at + 1 < end and (text[at + 1] == "\n" or not text[at + 1].isalnum()):
            printed = {"\n": "\n", " ": "\u00a0"}.get(text[at + 1], text[at + 1])
            return [Atom(text[at : at + 2], printed, marks)], at + 2
        if sign in " \t\n" and (found := _BREAK.match(text, at, end)):
            hard = found[0].startswith("  ") and "\n" in found[0]
            return [Atom(found[0], "\n" if hard else " ", marks)], found.end()
        if sign == "&" and (found := _ENTITY.match(text, at, end)) and html.unescape(found[0]) != found[0]:
            return [Atom(found[0], html.unescape(found[0]), marks)], found.end()
        if sign == "<" and (found := _AUTO.match(text, at, end)):
            target = found[1] if ":" in found[1] else f"mailto:{found[1]}"
            mark = Mark(LINK, "<", ">", at, target)
            return [Atom(letter, letter, (*marks, mark)) for letter in found[1]], found.end()
        if sign == "`" and (found := _CODE.match(text, at, end)):
            mark = Mark(CODE, found[1], found[1], at)
            return [Atom(letter, letter, (*marks, mark)) for letter in found[2]], found.end()
        return None

    def _brackets(self, at: int, end: int, marks: tuple[Mark, ...]) -> tuple[list[Atom], int] | None:
        text = self.text
        picture, note = text.startswith("![", at), text.startswith("^[", at)
        if not (text[at] == "[" or ((picture or note) and not self.literal)):
            return None
        if found := _NOTED.match(text, at, end):
            return ([Atom(found[0], "", marks, NOTE)], found.end()) if not self.literal else None
        opening = at + (picture or note)
        close = self.closing(opening, end)
        if close < 0:
            return None
        if note:
            return [Atom(text[at : close + 1], "", marks, NOTE)], close + 1
        after, kind, target = self._after(close + 1, end)
        if not kind:
            return None
        if picture:
            return [Atom(text[at:after], "", marks, PICTURE)], after
        mark = Mark(kind, "[", text[close:after], at, target)
        return [*self.atoms(at + 1, close, (*marks, mark))], after

    def _after(self, at: int, end: int) -> tuple[int, str, str]:
        """Return where what follows a closing bracket ends, whether it makes a link or a span, the link's target."""
        text, kind, target = self.text, "", ""
        if not self.literal and (found := _TARGET.match(text, at, end)):
            at, kind, target = found.end(), LINK, found[1].removeprefix("<").removesuffix(">")
        elif not self.literal and (found := _NAMED.match(text, at, end)):
            at, kind, target = found.end(), LINK, found[0]
        if (found := _BRACES.match(text, at, end)) and not text.startswith("{{", at):
            at, kind = found.end(), kind or SPAN
        return at, kind, target

    def closing(self, opening: int, end: int) -> int:
        """Return where the bracket that answers an opening one is; -1 when there is none."""
        depth, at, text = 0, opening, self.text
        while at < end:
            if text[at] == "\\":
                at += 2
                continue
            if text.startswith("{{", at) and (found := _CALL.match(text, at, end)):
                at = found.end()
                continue
            depth += {"[": 1, "]": -1}.get(text[at], 0)
            if not depth:
                return at
            at += 1
        return -1

    def _emphasis(self, at: int, end: int, marks: tuple[Mark, ...]) -> tuple[list[Atom], int] | None:
        sign = self.text[at]
        if sign not in "*_^~" or at in self.lone:
            return None
        for fence, kind in _FENCES[sign]:
            if not self.text.startswith(fence, at) or any(mark.opening == fence for mark in marks):
                continue
            close = self._fence_end(at + len(fence), end, fence)
            if close > 0:
                mark = Mark(kind, fence, fence, at)
                return [*self.atoms(at + len(fence), close, (*marks, mark))], close + len(fence)
        return None

    def _fence_end(self, start: int, end: int, fence: str) -> int:
        """Return where emphasis that opens before a place closes; 0 when it doesn't, and the sign is a letter."""
        text = self.text
        if start >= end or text[start].isspace() or (fence[0] == "_" and start > 1 and text[start - len(fence) - 1].isalnum()):
            return 0
        at = start
        while at < end:
            if fence in {"^", "~"} and text[at].isspace():  # Pandoc raises and lowers no blank that isn't escaped
                return 0
            skipped = self._skipped(at, end)
            if skipped > at:
                at = skipped
                continue
            if text.startswith(fence, at) and at > start and not text[at - 1].isspace():
                run = len(text[at:end]) - len(text[at:end].lstrip(fence[0]))
                after = text[at + run : at + run + 1]
                inner = fence[0] == "_" and after.isalnum()
                if not inner and (run == len(fence) or run == 3):  # noqa: PLR2004 - both kinds end together
                    return at + (run - len(fence) if len(fence) < run and self._opens_within(start, at, fence) else 0)
                at += run
                continue
            at += 1
        return 0

    def _opens_within(self, start: int, at: int, fence: str) -> bool:
        """Tell whether another kind of emphasis opens in a stretch, which then closes before this one does."""
        other = fence[0] * (3 - len(fence))
        return other in self.text[start:at]

    def _skipped(self, at: int, end: int) -> int:
        """Return where what holds no fence ends: an escape, code, a call, what stands behind a bracket."""
        text = self.text
        if text[at] == "\\":
            return at + 2
        if at in self.lone:
            return at + 1
        if text[at] == "`" and (found := _CODE.match(text, at, end)):
            return found.end()
        if text.startswith("{{", at) and (found := _CALL.match(text, at, end)):
            return found.end()
        if text[at] == "]":
            return max(self._after(at + 1, end)[0], at + 1)
        return at


_FENCES = {
    "*": (("**", STRONG), ("*", EMPHASIS)),
    "_": (("__", STRONG), ("_", EMPHASIS)),
    "^": (("^", RAISED),),
    "~": (("~~", STRUCK), ("~", LOWERED)),
}
