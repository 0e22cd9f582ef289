"""Two states of the same paragraphs, compared word by word: which letters stay."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain

from rapport.ground.patterns import regex
from rapport.manuscript.proof.binding import SPACES, Letter, alike

_ORDINAL = regex(r"(\d)(?:iè|i?e|è)me(s?)\b")
_SECOND = regex(r"(\d)nd(e?s?)\b")
_FIRST = regex(r"\b(1)[èe]re(s?)\b")
_HOURS = regex(r"(\d) ?h ?(\d\d)?\b")
_CLOSING = frozenset("»”);:!?…")
_BREAK = "\n"  # of a line, which an author types with a sign
MARK = "\u2029"  # the end of a paragraph, a letter among the others
ENDED = Letter(MARK, bold=False, italic=False, link="", ref="")


def in_line(paragraphs: Sequence[Sequence[Letter]]) -> list[Letter]:
    """Return the letters of paragraphs one after the other, a mark between them."""
    return [*chain.from_iterable((*((ENDED,) if at else ()), *letters) for at, letters in enumerate(paragraphs))]


def kept_letters(before: Sequence[Letter], after: Sequence[Letter]) -> dict[int, int]:
    """Return the letters that stay: their place afterwards, and the one before; in the same order on both sides."""
    old, new = _words(before), _words(after)
    compared = SequenceMatcher(None, [word for word, _, _ in old], [word for word, _, _ in new], autojunk=False)
    kept: dict[int, int] = {}
    for kind, i1, i2, j1, j2 in compared.get_opcodes():
        start, end = _reach(old, i1, i2, len(before))
        first, last = _reach(new, j1, j2, len(after))
        if kind == "equal":
            kept |= dict(zip(range(first, last), range(start, end), strict=True))
        elif kind == "replace":
            kept |= _edges(before, after, (start, end), (first, last))
    _hold_closed(kept, after)
    _hold_first(kept, after)
    return kept


def _hold_closed(kept: dict[int, int], after: Sequence[Letter]) -> None:
    """Let a new sign that closes follow the word before it: of the blanks on both its sides, the one behind is the old one."""
    for at in [place for place in kept if place + 1 < len(after) and place + 1 not in kept]:
        stop = next((place for place in range(at + 1, len(after)) if place in kept), -1)
        blank = stop > 0 and after[at].text in SPACES and after[stop - 1].text in SPACES
        if blank and after[at + 1].text in _CLOSING and kept[stop] == kept[at] + 1:
            kept[stop - 1] = kept.pop(at)


def _hold_first(kept: dict[int, int], after: Sequence[Letter]) -> None:
    """Of words that are there twice where they were once, let the first be the old ones: people write on, behind."""
    for start in [at for at in range(len(after)) if at not in kept and (at == 0 or at - 1 in kept)]:
        stop = next((at for at in range(start, len(after)) if at in kept), len(after))
        twice = range(stop, 2 * stop - start)
        old = [kept.get(at, -1) for at in twice]
        whole = -1 not in old and old == [*range(old[0], old[0] + len(old))]
        if whole and all(_same(after[at].text, after[at - stop + start].text) for at in twice):
            for at in twice:
                kept[at - stop + start] = kept.pop(at)


def _words(letters: Sequence[Letter]) -> list[tuple[str, int, int]]:
    """Return the words, and each other letter by itself, with where they stand."""
    made: list[tuple[str, int, int]] = []
    start = -1
    for at, letter in enumerate(letters):
        if letter.text.isalnum():
            start = at if start < 0 else start
            continue
        if start >= 0:
            made.append(("".join(one.text for one in letters[start:at]), start, at))
            start = -1
        made.append((_alike(letter.text), at, at + 1))
    if start >= 0:
        made.append(("".join(one.text for one in letters[start:]), start, len(letters)))
    return made


def _alike(letter: str) -> str:
    """Return what stands for letters that differ by typography alone: the end of a line is no space that somebody made wider."""
    return letter if letter == _BREAK else alike(letter)


def _same(one: str, other: str) -> bool:
    return _alike(one) == _alike(other)


def _reach(words: Sequence[tuple[str, int, int]], first: int, last: int, length: int) -> tuple[int, int]:
    start = words[first][1] if first < len(words) else length
    return start, words[last - 1][2] if last > first else start


def _edges(before: Sequence[Letter], after: Sequence[Letter], old: tuple[int, int], new: tuple[int, int]) -> dict[int, int]:
    """Return the letters that two stretches begin and end with alike: « structure » stays in « structures »."""
    kept: dict[int, int] = {}
    (start, end), (first, last) = old, new
    while start < end and first < last and _same(before[start].text, after[first].text):
        kept[first] = start
        start, first = start + 1, first + 1
    while start < end and first < last and _same(before[end - 1].text, after[last - 1].text):
        end, last = end - 1, last - 1
        kept[last] = end
    return kept


def plain_text(letters: Sequence[Letter]) -> str:
    """Return letters as a text that differs from another by more than typography, or not at all."""
    text = "".join(_alike(letter.text) for letter in letters if not letter.doubt).replace("...", "…")
    text = _ORDINAL.sub(r"\1e\2", _SECOND.sub(r"\1d\2", _FIRST.sub(r"\1re\2", _HOURS.sub(r"\1 h \2", text))))
    text = "".join(letter for at, letter in enumerate(text) if not (letter == " " and _needless(text, at)))
    return text.replace('" ', '"').replace(' "', '"').strip()


def _needless(text: str, at: int) -> bool:
    """Tell whether typography alone puts a space there, or takes it away."""
    after = text[at + 1 : at + 2]
    return after in {*";:!?%€", "", *SPACES} or (at > 0 and text[at - 1] in SPACES)
