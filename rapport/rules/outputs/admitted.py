"""The words that an author admits or proves though they hold a typed number, as the finished files print them.

Markdown and typography stand between what is typed and what is read: « [3^2^]{.literal …} » is printed 3², « [- 3]{.literal …} »
with another dash in a sentence than at the head of a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapport.ground import french
from rapport.ground.markdown.atoms import CALL, CODE, NOTE, Atom, atoms_of
from rapport.ground.markdown.words import words_of
from rapport.ground.patterns import regex
from rapport.sources.model import Report
from rapport.sources.spans import admitting
from rapport.sources.texts import marked_texts_of, texts_of

_CUT = regex(r"\{\{.*?\}\}|\0")  # where a number is bound, or code is read apart
# What typography makes of a sign, by what stands around it; of the others, always the same.
_OPENING, _CLOSING = '(?:«\\s*|[“"])', '(?:\\s*»|[”"])'
_AS_PRINTED = {
    "-": "[-\u2013\u2212]",
    "\u2014": "[\u2013\u2014]",
    "'": "['’]",
    "«": _OPENING,
    "“": _OPENING,
    "»": _CLOSING,
    "”": _CLOSING,
}


def admitted_words(report: Report, others: Iterable[str] = ()) -> re.Pattern[str]:
    """Return the words that hold a typed number and that braces prove or admit, as they are printed; and those of others."""
    spans = (span for text in (*texts_of(report), *marked_texts_of(report)) for span in admitting(text.text))
    words = {words for span in spans for words in _words(span)} | {*others} - {""}
    spaced = ("".join(map(_as_printed, _signs(part))) for part in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w,.])(?:{'|'.join(spaced) or '(?!)'})(?!\w)")


def _words(span: str) -> Iterator[str]:
    """Yield what stands between the calls and the code of a span and holds a digit: as a cell prints it, and as a text does."""
    for whole in (span.replace("*", ""), *map(_read, (span, *words_of(span)[1:]))):
        yield from (french.typeset(part.strip()) for part in _CUT.split(whole) if re.search(r"\d", part))


def _read(text: str) -> str:
    atoms = atoms_of(text)
    return text if atoms is None else "".join(map(_printed, atoms))


def _printed(atom: Atom) -> str:
    apart = atom.kind == CALL or any(mark.kind == CODE for mark in atom.marks)
    return "\0" if apart else " " if atom.kind == NOTE else atom.printed


def _signs(words: str) -> Iterator[str]:
    """Yield the letters and the signs of words; spaces together, with the quotation mark that they belong to."""
    yield from re.findall(r"«\s*|\s*»|\\?\s+|.", words)


def _as_printed(sign: str) -> str:
    return _AS_PRINTED.get(sign.strip()) or (r"\s+" if sign[-1].isspace() else re.escape(sign))
