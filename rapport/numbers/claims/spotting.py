"""What a text claims in words: the words of the closed lists, told from the same words used otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from rapport.ground.patterns import regex
from rapport.numbers.claims import (
    comparisons,
    dating,
    levels,
    majorities,
    moves,
    multiples,
    orders,
    ranks,
    roughs,
    shares,
    trends,
    wholes,
)
from rapport.numbers.claims.alone import ALONE
from rapport.numbers.claims.folding import Folded, folded
from rapport.numbers.claims.form import Form
from rapport.numbers.claims.meaning import Kind, Meaning
from rapport.numbers.claims.outside import ELSEWHERE, RULED
from rapport.numbers.claims.patterns import compiled
from rapport.numbers.claims.unreal import is_unreal

_TABLES = (multiples, shares, majorities, trends, moves, levels, ranks, orders, roughs, comparisons, wholes, dating)
FORMS: tuple[Form, ...] = tuple(form for table in _TABLES for form in table.FORMS)
_WORD = regex(r"[a-z]+|[0-9]+[a-z]*")
_QUOTED = regex(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_SENTENCE = regex(r"[^.!?; ][^.!?;]*(?:[.!?;](?! |$)[^.!?;]*)*[.!?;]?")


@dataclass(frozen=True)
class Claim:
    """Words of a text that claim something: what they mean, and the characters that they occupy."""

    meaning: Meaning
    words: str
    start: int
    end: int

    @property
    def kind(self) -> Kind:
        """Return the kind of the claim."""
        return self.meaning.kind


@lru_cache(maxsize=4096)
def claims_in(text: str, year: int) -> tuple[Claim, ...]:
    """Return what a text without marks, of an edition of a year, claims, in order.

    Where two kinds overlap, the longer words win. A year is claimed when it is the edition's, or the one before.
    """
    plain = folded(text)
    if not _forms_of(plain.text):
        return ()
    shown = _QUOTED.sub(lambda match: "¦" * len(match[0]), plain.text)
    found: list[tuple[int, int, Meaning]] = []
    for sentence in _SENTENCE.finditer(shown):
        apart = _apart_of(sentence[0])
        for form in _forms_of(sentence[0]):
            for match in form.compiled.finditer(sentence[0]) if form.kind not in apart else ():
                meaning = _meaning_of(form, match)
                start, end = sentence.start() + match.start(), sentence.start() + match.end()
                if meaning and _of_the_edition(meaning, year) and not _is_name(text, plain, start, end, meaning.kind):
                    found.append((start, end, meaning))
    claims = []
    for first, last, said in _apart(found):
        start, end = plain.at(first), plain.at(first + _bindable(plain.text[first:last]))
        claims.append(Claim(said, text[start:end].strip(), start, end))
    return tuple(claims)


_CUT = regex(r"((?:plus|moins|davantage|autant|aussi)\b.*?) qu'")


def _bindable(words: str) -> int:
    """Return how many characters of words to bind: « plus d'heures au vélo », without « qu' », which brackets would cut."""
    cut = _CUT.fullmatch(words)
    return len(cut[1]) if cut else len(words)


def _meaning_of(form: Form, match: re.Match[str]) -> Meaning | None:
    """Return what the words of a match mean where they stand, None when they state no fact there."""
    if not form.claims(match):
        return None
    if form.kind is not Kind.TIME and is_unreal(match.string, match.start(), match.end(), form.kind):
        return None
    return form.read(match)


_NUMBERED = frozenset({Kind.SHARE, Kind.MULTIPLE, Kind.TREND, Kind.ROUGH, Kind.COMPARISON, Kind.ALL})


def _apart_of(sentence: str) -> frozenset[Kind]:
    """Return the kinds that a sentence can't claim: it speaks of the whole country, or lays down a rule."""
    if compiled(ELSEWHERE).search(sentence):
        return _NUMBERED
    return _NUMBERED - {Kind.TREND, Kind.COMPARISON} if compiled(RULED).search(sentence) else frozenset()


def _is_name(text: str, plain: Folded, start: int, end: int, kind: Kind) -> bool:
    """Tell whether words belong to a name: one of them, within the sentence, begins with a capital."""
    words = text[plain.at(start) : plain.at(end)]
    if text.isupper() or words.isupper() or kind is Kind.COMPARISON:
        return False
    inside = words if _within(text, plain.at(start)) else words[1:]
    return bool(re.search(r"(?<![\w])[A-ZÀ-Ý][a-zà-ÿ]", inside))


def _within(text: str, start: int) -> bool:
    """Tell whether a place is inside a sentence: after a letter, not after a mark that ends one or opens a list."""
    before = text[:start].rstrip(" \u00a0\u202f")
    return bool(before) and (before[-1].isalnum() or before[-1] in "’',")


def _of_the_edition(meaning: Meaning, year: int) -> bool:
    return meaning.kind is not Kind.TIME or meaning.value is None or meaning.value in {year - 1, year}


@lru_cache(maxsize=1024)
def meanings_of(words: str, kinds: tuple[Kind, ...] = tuple(Kind)) -> tuple[Meaning, ...]:
    """Return what the words of one claim may mean, of some kinds, the longest reading first, whatever stands around them.

    The forms whose triggers stand in the words are tried first: the patterns of all of them take a second to compile.
    """
    plain = folded(" ".join(words.split())).text
    said = {*_WORD.findall(plain)}
    alone = (form for form in ALONE if not form.triggers or any(_WORD.findall(word)[-1] in said for word in form.triggers))
    return _read(plain, (*_forms_of(plain), *alone), kinds) or _read(plain, (*FORMS, *ALONE), kinds)


def _read(plain: str, forms: Iterable[Form], kinds: tuple[Kind, ...]) -> tuple[Meaning, ...]:
    tried = (form for form in forms if form.kind in kinds)
    found = [(match.end() - match.start(), form.read(match)) for form in tried for match in form.compiled.finditer(plain)]
    return tuple(meaning for _, meaning in sorted(found, key=lambda each: -each[0]) if meaning)


_DIGITS = 4  # of a year


@dataclass(frozen=True)
class Sentence:
    """A sentence of a prose: its characters, and the years that it gives itself, each with the place of its words."""

    start: int
    end: int
    years: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a prose that give themselves a year (« En 1998 »)."""
    if not _DATED.search(text):
        return ()
    return tuple(_dated(text))


_DATED = regex(r"\b20\d\d\b")


def _dated(text: str) -> Iterator[Sentence]:
    plain = folded(text)
    for sentence in _SENTENCE.finditer(_QUOTED.sub(lambda match: "¦" * len(match[0]), plain.text)):
        years = []
        for form in _forms_of(sentence[0]):
            for match in form.compiled.finditer(sentence[0]) if form.kind is Kind.TIME else ():
                meaning = form.read(match) if form.claims(match) else None
                if meaning and meaning.value is not None:
                    at = match.start("year") if "year" in match.re.groupindex else match.start()
                    first = sentence.start() + at
                    years.append((int(meaning.value), plain.at(first), plain.at(first + _DIGITS)))
        if years:
            yield Sentence(plain.at(sentence.start()), plain.at(sentence.end()), tuple(years))


@cache
def _by_trigger() -> dict[str, tuple[int, ...]]:
    by: dict[str, list[int]] = {}
    for index, form in enumerate(FORMS):
        for word in form.triggers:
            by.setdefault(_WORD.findall(word)[-1], []).append(index)
    return {word: tuple(indices) for word, indices in by.items()}


def _forms_of(text: str) -> list[Form]:
    """Return the forms whose triggers stand in a text."""
    by = _by_trigger()
    indices = {index for word in _WORD.findall(text) for index in by.get(word, ())}
    return [FORMS[index] for index in sorted(indices)]


_WEAK = {Kind.COMPARISON: 1, Kind.TIME: 2}  # « deux fois plus d'heures que » is a multiple


def _apart(found: list[tuple[int, int, Meaning]]) -> Iterator[tuple[int, int, Meaning]]:
    """Yield the claims that don't overlap, longest first kept, in order."""
    kept: list[tuple[int, int, Meaning]] = []
    for one in sorted(found, key=lambda each: (_WEAK.get(each[2].kind, 0), each[0] - each[1], each[0])):
        if all(one[1] <= other[0] or other[1] <= one[0] for other in kept):
            kept.append(one)
    yield from sorted(kept, key=lambda each: each[0])


@lru_cache(maxsize=8192)
def has_triggers(text: str) -> bool:
    """Tell whether a text may claim something: most don't, and are not looked at further."""
    return bool(_forms_of(folded(text).text))
