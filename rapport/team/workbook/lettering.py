"""What a number format writes of its own around a number: digits and signs that aren't in it, words that may scale it.

A reader of the sheet can't tell them from the number: `0" 000"` shows 13 as « 13 000 », `(0)` shows 5 as accountants write −5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from rapport.ground import french
from rapport.ground.patterns import regex

_MINUS = r"[-\u2010-\u2015\u207b\u208b\u2212\ufe58\ufe63\uff0d]"
_SIGN = regex(rf"(?<![^\W\d_]){_MINUS}|{_MINUS}(?![^\W\d_])")  # no hyphen between two letters
_PLUS = regex(r"[+\u207a\ufb29\uff0b]")
_WITHIN = regex(r"[\s'’]*")  # what parts thousands
_STRIPPED = ".,:;()«»\"'’*~≈=…"
# Words that change neither what is counted nor how much of it there is.
_NEUTRAL = frozenset(["environ", "env", "soit", "total", "de", "des", "du", "d", "au", "aux", "la", "le", "les", "l"])
_SAME = {"eur": "€", "euro": "€", "euros": "€", "pourcent": "%", "pourcents": "%"}
_SHORT = 3  # letters of a symbol, in which capitals matter: « M€ » isn't « m€ »


def alters(before: str, within: str, after: str) -> bool:
    """Tell whether letters before, among or after the digits of a number can be taken for a part of it.

    A digit after a letter is the letter's (« m2 »), unless the number follows.
    """
    glued = before[-1:].isnumeric() or before[-1:] in {".", ","}
    return glued or not _WITHIN.fullmatch(within) or _has_digit(before) or _has_digit(after)


def _has_digit(text: str) -> bool:
    return any(
        unicodedata.numeric(sign, None) is not None and not (index and (text[index - 1].isalpha() or text[index - 1].isnumeric()))
        for index, sign in enumerate(text)
    )


def minuses(before: str, after: str) -> int:
    """Return how many signs around a number make it look negative, brackets around it included."""
    opened, closed = before.count("(") > before.count(")"), after.count(")") > after.count("(")
    return len(_SIGN.findall(before)) + len(_SIGN.findall(after)) + (opened or closed)


def pluses(before: str, after: str) -> int:
    """Return how many signs « + » stand around a number."""
    return len(_PLUS.findall(before)) + len(_PLUS.findall(after))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and symbols that say what a number counts; « environ », punctuation and its own signs don't."""
    bare = _PLUS.sub(" ", _SIGN.sub(" ", text))
    parts = (part.strip(_STRIPPED) for part in re.split(r"\s+|(?<=\b[dlDL])['’]", bare))
    return tuple(part for part in parts if part and _name(part) not in _NEUTRAL)


def begins_unit(words: Sequence[str], unit: str) -> bool:
    """Tell whether words are those that a unit begins with: « heures » of « heures de bénévolat », not « € » of « k€ »."""
    wanted = words_of(unit)
    return "".join(words) == "".join(wanted) or (
        len(words) <= len(wanted) and all(map(_alike, words, wanted[: len(words)]))  # whatever follows adds no magnitude
    )


def _alike(one: str, other: str) -> bool:
    return _name(one) == _name(other)


def _name(word: str) -> str:
    """Return a word so that its other spellings are the same: short symbols keep their capitals and signs."""
    known = _SAME.get(word.casefold())
    letters = french.folded(word)
    if known or len(letters) <= _SHORT or not letters.replace(" ", "").isalpha():
        return known or (word.casefold() if word.casefold() in _NEUTRAL else word)
    return re.sub(r"[sx]\b", "", letters)
