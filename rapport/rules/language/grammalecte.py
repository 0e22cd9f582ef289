"""Grammalecte: agreement, conjugation, doubled and mistaken words. What the build itself sets (spaces…) isn't asked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rapport.ground.french import NUMBER_WORDS
from rapport.ground.patterns import regex
from rapport.ground.programs.answering import answer_of
from rapport.ground.programs.failure import ToolFailed
from rapport.rules.language.remarks import Remark

NAME = "grammalecte"
# The groups of rules that are right nearly always: agreement, conjugation, participles, infinitives, imperatives, questions,
# moods, mistaken words, elisions, hyphens, dates, pleonasms, doubled words (« notype »).
GROUPS = frozenset({"gn", "conj", "ppas", "infi", "imp", "inte", "vmode", "conf", "eleu", "tu", "date", "pleo", "loc", "notype"})
# Typography is the build's; the rest is a matter of taste, or of forms that nobody uses here.
OFF = ("apos", "esp", "nbsp", "typo", "unit", "num", "nf", "virg", "maj", "minis", "html", "latex", "md", "chim", "bs", "eepi")
_PLURALS = ("s", "x", "z")  # the endings of nouns and adjectives in the plural
_BETWEEN = "[ \u00a0\u202f-]"  # the words of a number
_COUNTING = sorted({word for words in (*NUMBER_WORDS, "cents mille") for word in words.split()} - {"un", "une", "et"})
_COUNTED_BY = regex(  # a number of several words that ends with « un »
    rf"\b(?:{'|'.join(_COUNTING)}){_BETWEEN}(?:et{_BETWEEN})?une?\s\Z", re.IGNORECASE
)


def remarks_on(paragraphs: Sequence[str], files: Sequence[Path]) -> Mapping[str, tuple[Remark, ...]]:
    """Return the remarks on each paragraph, one line of text each; raises ToolFailed when Grammalecte does."""
    (program,) = files
    command = [str(program), "--json", "--file", "texte.txt", "--opt_off", *OFF]
    said = answer_of(NAME, command, "".join(f"{paragraph}\n" for paragraph in paragraphs))
    try:
        told = {int(entry["iParagraph"]): entry["lGrammarErrors"] for entry in json.loads(said)["data"]}
        return {paragraph: _remarks(told[number], paragraph) for number, paragraph in enumerate(paragraphs, 1)}
    except (ValueError, KeyError, TypeError) as error:
        raise ToolFailed(NAME, "sa réponse ne peut pas être lue") from error


def _remarks(told: Sequence[Mapping[str, Any]], paragraph: str) -> tuple[Remark, ...]:
    """Return the remarks of the groups that we trust, the first alone where several speak of the same words."""
    kept: list[Remark] = []
    for entry in sorted(told, key=lambda entry: (entry["nStart"], -entry["nEnd"])):
        start, end = int(entry["nStart"]), min(int(entry["nEnd"]), len(paragraph))
        if entry["sType"] not in GROUPS or start >= end or any(start < other.end for other in kept):
            continue
        if not _has_it(paragraph, start, end, str(entry["sMessage"])):
            kept.append(_whole(paragraph, start, end, _french(str(entry["sMessage"])), [*map(str, entry["aSuggestions"])]))
    return tuple(kept)


def _has_it(paragraph: str, start: int, end: int, message: str) -> bool:
    """Tell whether a remark asks of a word the number that it has.

    It is asked of what disagrees with « vingt et un » by its gender alone, and of what follows « cent un », read as « un ».
    """
    plural = paragraph[:end].endswith(_PLURALS)
    if "devrait être au singulier" in message:
        return plural and _COUNTED_BY.search(paragraph[:start]) is not None
    return plural and "devrait être au pluriel" in message


def _whole(paragraph: str, start: int, end: int, message: str, suggestions: Sequence[str]) -> Remark:
    """Return a remark on all the words of a number, which are read as one: « vingt-et-un » where « vingt et un » is typed."""
    for suggestion in suggestions:
        *first, _ = suggestion.split("-")
        typed = re.compile(rf"{f'({_BETWEEN})'.join(map(re.escape, first))}({_BETWEEN})\w+") if first else None
        if typed and first[0] == paragraph[start:end] and (found := typed.match(paragraph, start)):
            marks = [*found.groups(), ""]
            words = "".join(f"{word}{mark}" for word, mark in zip(suggestion.split("-"), marks, strict=True))
            return Remark(start, found.end(), message, (words,))
    return Remark(start, end, message, tuple(suggestions))


def _french(message: str) -> str:
    """Return a message with French quotes, without the capital of a sentence of its own."""
    quoted = re.sub(r"“([^”]*)”", r"« \1 »", message).strip()
    return quoted[:1].lower() + quoted[1:]
