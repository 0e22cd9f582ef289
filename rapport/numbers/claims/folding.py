"""A text folded for comparison: lower case, no accents, plain apostrophes and spaces; offsets lead back to the text."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapport.ground import french
from rapport.ground.patterns import regex

_PLAIN = str.maketrans(
    {"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\n": " ", "\t": " ", "‑": "-", "–": "-", "—": "-"}
)


# The letters of French that fold to one letter; where others are left, a text is folded letter by letter.
_ACCENTED = {
    letter: unicodedata.normalize("NFKD", letter)[0]
    for letter in map(chr, range(0xC0, 0x180))
    if unicodedata.combining(unicodedata.normalize("NFKD", letter)[-1])
}
_FOLDS = {**_PLAIN, **str.maketrans(_ACCENTED)}
_LEFT = regex(r"[^\x00-\x7f«»“”•€°·×⁄−¦\ue000-\uf8ff]")


@dataclass(frozen=True)
class Folded:
    """A folded text, and the offset in the original of each of its characters (one more for the end)."""

    text: str
    offsets: tuple[int, ...] | None  # None: the same

    def at(self, offset: int) -> int:
        """Return the offset in the original text of a folded character."""
        return offset if self.offsets is None else self.offsets[offset]


@lru_cache(maxsize=4096)
def folded(text: str) -> Folded:
    """Return a text folded."""
    plain = text.translate(_FOLDS)  # letter for letter
    kept: list[str] = []
    offsets: list[int] = []
    start = 0
    for found in _LEFT.finditer(plain):
        at, letters = found.start(), _letters(found[0])
        kept += plain[start:at].lower(), letters
        offsets += (*range(start, at), *[at] * len(letters))
        start = at + 1
    kept.append(plain[start:].lower())
    return Folded("".join(kept), (*offsets, *range(start, len(text) + 1)) if start else None)


@lru_cache(maxsize=1024)
def _letters(letter: str) -> str:
    """Return what a letter is folded to: « É » to « e », « œ » to « oe », a combining accent to nothing."""
    plain = letter.translate(_PLAIN).lower()
    plain = {"œ": "oe", "æ": "ae"}.get(plain, plain)
    return "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))


WORDS: dict[str, int] = {}  # the number words that stand alone, folded
for _word, _number in french.NUMBER_WORDS.items():
    for _spelt in {_word, _word.replace(" et ", "-et-"), _word.replace("-", " ")}:
        WORDS[_spelt] = _number
WORDS |= {"cents": 100, "mille": 1000, "quatre-vingt": 80}
_SCALES = {"cent": 100, "cents": 100, "mille": 1000, "millier": 1000, "milliers": 1000}
_GREAT = {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
_TOKENS = sorted(
    {part for word in WORDS for part in word.replace("-", " ").split()} - {"et"} | set(_SCALES), key=len, reverse=True
)
_TOKEN = rf"(?:{'|'.join(_TOKENS)})"
_DIGITS = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
# A number in digits or in words, without its scale: « 1 200 », « soixante-dix », « deux cent mille », « 1,5 million ».
_PRONOUN = rf"(?!une?[ -](?!milliers?\b){_TOKEN}\b)"  # « l'une deux fois » is no number that begins with « une »
_GREATS = rf"(?:{'|'.join(_GREAT)})"
NUMBER = (
    rf"(?:(?:{_DIGITS})(?![\d,])(?: {_GREATS}\b)?"
    rf"|\b{_PRONOUN}{_TOKEN}(?:[ -](?:et[ -])?{_TOKEN})*(?: {_GREATS})?\b)"
)


def number_of(written: str) -> Decimal | None:
    """Return the number of folded digits or words, None for what isn't one (« cent vingt mille » is 120 000)."""
    *front, last = written.split(" ")
    scale = _GREAT.get(last, 1)
    words = " ".join(front) if scale > 1 else written
    if words[:1].isdigit():
        return french.number_of(words) * scale
    total = _in_words(words.replace("-", " ").split()) if words else None
    return None if total is None else Decimal(total * scale)


def _in_words(tokens: list[str]) -> int | None:
    """Return the value of number words, None when they don't make a number."""
    if not tokens:
        return None
    if "mille" in tokens:
        at = tokens.index("mille")
        before = _in_words(tokens[:at]) if at else 1
        after = _in_words(tokens[at + 1 :]) if tokens[at + 1 :] else 0
        return None if before is None or after is None or max(before, after) >= 1000 else before * 1000 + after  # noqa: PLR2004 - thousands
    for at, token in enumerate(tokens):
        if token in {"cent", "cents"}:
            before = _in_words(tokens[:at]) if at else 1
            after = _in_words(tokens[at + 1 :]) if tokens[at + 1 :] else 0
            return None if before is None or after is None or not 1 <= before <= 9 or after >= 100 else before * 100 + after  # noqa: PLR2004 - hundreds
    return WORDS.get(" ".join(tokens))
