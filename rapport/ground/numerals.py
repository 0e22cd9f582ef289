"""Numbers as people type them in French prose, and those that nobody binds: dates, hours, names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, groupby

from rapport.ground import french
from rapport.ground.exempt_numbers import without_exempt
from rapport.ground.markdown.blocks import in_one_line
from rapport.ground.markdown.code import CODE_WORDS
from rapport.ground.markdown.cut import is_cut
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.numbered import without_list_numbers
from rapport.ground.patterns import regex
from rapport.ground.telephones import phones_in

# What nobody reads, code apart: comments, calls, link targets, attributes, addresses, what is admitted or proved.
_HIDDEN = regex(
    r"[\w./%-]*\.(?i:jpe?g|png|svg|webp|heic|gif|tiff?|pdf|docx|xlsx|csv)\b"
    r"|\{\{(?:(?!\{\{).)*?\}\}|\]\((?:[^)\n\]]|\](?!\())*+\)"
    r"|\[(?:[^\[\]\n]|\[[^\[\]\n]*+\]|\n(?!\s*\n))*+\]\{(?=[^{}]*\.(?:literal|claim)\b)(?:[^{}\n]|\n(?!\s*\n))*+\}"
    r"|\{[^{}\n]*+\}|&#(?!0*(?:4[89]|5[0-7]);|[xX]0*3\d;)\w{1,8};|<?https?://[^\s>)]+|www\.[^\s>)]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+|\[\^[^\[\]]*+\]",
    re.DOTALL,
)

_EMPHASIS = regex(r"(?<![^\W_])_+|_+(?![^\W_])")  # a letter for the patterns, no letter for readers
_CALLED = regex(r"\{\{(?:(?!\{\{).)*?\}\}|<?https?://[^\s>)]+|(?<=\]\()[^()\n]*", re.DOTALL)
# « 2019**sans** » is printed as one word, and « m^2^ » is a unit.
_STUCK = regex(r"(?<=[^\W_])[*~]{1,3}(?=[^\W_])|(?<=[^\W\d_])\^(?=\d{1,2}\^)")
_LOWERED = regex(r"(?<=[^\W\d_])~(?!~)[0-9]{1,2}~(?!~)")  # of a formula: CO~2~, H~2~O
_SPAN = r"[*~]{0,3}\[(?=[^\[\]\n]*\][({])"  # what opens a link, or words with braces
_SEAM = regex(r"[*~]{1,3}[^\W_]")
_STUCK_NUMBER = regex(rf"[^\W_]+(?:[*~]{{1,3}}|{_SPAN})[*~]{{0,3}}[0-9]+|[0-9]+{_SPAN}[^\W\d_]+")
# All that is exempt holds a digit; a sentence broken over lines is in one line by then.
_NUMBERED = regex(r"^.*\d.*$", re.MULTILINE)
_DIGITS = regex(
    r"(?<![\w,.])[-\u2212+]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:,[0-9]+)?(?![0-9])|(?<![\w])[0-9]+(?:[.,][0-9]+)?"
)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of the longest of some words, grouped by first letter: most places are passed over at once."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word)))
    groups = ((letter, [re.escape(word[1:]) for word in found]) for letter, found in groupby(ordered, lambda word: word[0]))
    return "|".join(f"{letter}(?:{'|'.join(ends)})" for letter, ends in groups)


_WORDS = regex(rf"(?<![\w-])({_any_of(french.NUMBER_WORDS)})(?![\w-])", re.IGNORECASE)
_TRIGGER = regex(  # most texts hold no number at all: this is quicker than the exemptions
    rf"\d|\b(?:{_any_of({word for words in french.NUMBER_WORDS for word in re.split('[ -]', words)} - {'un', 'une', 'et'})})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number typed in a text: as written, its value, the characters it occupies, and what follows it."""

    written: str
    value: Decimal
    start: int
    in_words: bool
    following: str  # the next words, in lower case without accents


Blanking = Callable[[str], str]  # gives a line with what counts nothing blanked out


def numerals_in(text: str, names: Iterable[str] = ()) -> tuple[Numeral, ...]:
    """Return the numbers that a text leaves unbound, in digits then in words; ``names`` are those that hold a number."""
    return _numerals(text, tuple(names))


@lru_cache(maxsize=8192)
def _numerals(text: str, names: tuple[str, ...]) -> tuple[Numeral, ...]:
    return numerals_beside(text, names, without_exempt)


def numerals_beside(text: str, names: Sequence[str], blanking: Blanking) -> tuple[Numeral, ...]:
    """Return the same as `numerals_in` to whoever knows already of most lines what they are without what is exempt."""
    return tuple(_found(text, names, blanking)) if _TRIGGER.search(text) else ()


def _found(text: str, names: Sequence[str], blanking: Blanking) -> Iterator[Numeral]:
    shown, at = _without_marks(_unhidden(text, names))
    joined = in_one_line(text)
    shown = _exempted(shown, shown if joined == text else _without_marks(_unhidden(joined, names))[0], blanking)
    for found in _DIGITS.finditer(shown):
        yield Numeral(
            found[0].strip(),
            french.number_of(found[0], longest=len(found[0])),
            at(found.start()),
            False,
            _following(shown, found.end()),
        )
    for found in _WORDS.finditer(shown):
        counted = french.NUMBER_WORDS[found[0].lower()]
        if counted > 1:  # « un » and « une » are articles; « zéro » is a figure of speech
            yield Numeral(found[0], Decimal(counted), at(found.start()), True, _following(shown, found.end()))


def _without_marks(text: str) -> tuple[str, Callable[[int], int]]:
    """Return a text without the marks between two letters, which print nothing, and the way back to its offsets."""
    ends = [found.span() for found in _STUCK.finditer(text)] if "*" in text or "~" in text else []
    starts = list(accumulate((end - start for start, end in ends), initial=0))
    kept = [start - gone for (start, _), gone in zip(ends, starts, strict=False)]
    return (_STUCK.sub("", text) if ends else text), lambda offset: offset + starts[bisect_right(kept, offset)]


def _unhidden(text: str, names: Sequence[str]) -> str:
    """Return the text with what nobody reads and the numbers of lists blanked out, offsets unchanged."""
    shown = _HIDDEN.sub(_unread, _uncoded(text))
    shown = _EMPHASIS.sub(_blank, shown) if "_" in shown else shown
    for name in names:
        if name in shown:
            shown = shown.replace(name, " " * len(name))
    return without_list_numbers(shown, text)


def _unread(found: re.Match[str]) -> str:
    """Return what nobody reads blanked out; an address that marks alone part from a word keeps a letter: it is printed in one.

    Brackets that a table's bar cuts in two hide nothing.
    """
    if found[0].startswith("[") and is_cut(found.string, found.start(), found.end()):
        return found[0]
    stuck = found[0][-1].isalnum() and _SEAM.match(found.string, found.end())
    return f"{_blank(found)[:-1]}x" if stuck else _blank(found)


def _exempted(shown: str, joined: str, blanking: Blanking) -> str:
    """Return a text with what is exempt blanked out, the lines of each sentence ``joined`` in one, offsets unchanged."""
    for start, end in (*phones_in(shown), *(phones_in(joined) if joined != shown else ())):
        joined = f"{joined[:start]}{' ' * (end - start)}{joined[end:]}"
    return _NUMBERED.sub(lambda line: blanking(line[0]), joined)


def stuck_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers that marks alone part from the word beside them: « CO2*318* » is printed as one."""
    if any(sign in text for sign in "*~["):
        yield from _STUCK_NUMBER.finditer(_LOWERED.sub(_blank, _CALLED.sub(_blank, _uncoded(text))))


def _uncoded(text: str) -> str:
    """Return the text with its code blanked out, offsets unchanged."""
    return CODE_WORDS.sub(_unread, without_code_blocks(text)) if "`" in text or "~~~" in text else text


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _following(text: str, offset: int) -> str:
    return french.folded(" ".join(text[offset : offset + 60].split()[:4]))
