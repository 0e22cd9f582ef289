"""Numbers as people type them in French prose, and those that nobody binds: dates, hours, names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, groupby

from rapport.ground import french
from rapport.ground.markdown.code import CODE_WORDS
from rapport.ground.markdown.cut import is_cut
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.telephones import phones_in

# The endings of ordinals in digits, as people type them.
ORDINAL = r"(?:ers?|res?|[èe]res?|es?|i?[èe]?mes?|nde?s?)"

_S = r"[ \u00a0\u202f\u2009]"
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DAYS = f"(?:(?:le|les|du|au){_S})?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_DAY = r"\d{1,2}(?:er)?"
_NEXT_DAY = (
    rf"{_S}?(?:[-–/,]|,?{_S}?(?:et|ou|au|à|&)){_S}?(?:(?:{_DAYS}|les?|du){_S})?{_DAY}"  # 12, 13 et 14 mars; le 12 et le 13
)
_YEAR = r"(?:1[89]|20|21)\d\d"
_STREETS = "rue|avenue|boulevard|allée|chemin|impasse|quai|square"
# What is numbered, never counted, when its number follows it.
_NUMBERED_THINGS = (
    r"(?<!cet )(?<!par )(?<!cette )(?<!chaque )(?<!une )(?<!un )(?<!ce )(?:[Aa]xe|[Cc]hapitre|[Pp]ages?|pp?\.|[Aa]nnexe|[Tt]ome)"
)
_DEPARTMENT = r"(?:2[AB]|97\d|\d{2})(?![\d\w])"

# What nobody reads, code apart: comments, calls, link targets, attributes, addresses, what is admitted or proved.
_HIDDEN = re.compile(
    r"[\w./%-]*\.(?i:jpe?g|png|svg|webp|heic|gif|tiff?|pdf|docx|xlsx|csv)\b"
    r"|\{\{(?:(?!\{\{).)*?\}\}|\]\((?:[^)\n\]]|\](?!\())*+\)"
    r"|\[(?:[^\[\]\n]|\[[^\[\]\n]*+\]|\n(?!\s*\n))*+\]\{(?=[^{}]*\.(?:literal|claim)\b)(?:[^{}\n]|\n(?!\s*\n))*+\}"
    r"|\{[^{}\n]*+\}|<?https?://[^\s>)]+|www\.[^\s>)]+|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.]+|\[\^[^\[\]]*+\]",
    re.DOTALL,
)

# The exemptions, each one a case of the guide's table « Ce qu'il ne faut pas lier ».
_EXEMPT = re.compile(
    "|".join(
        (
            rf"(?<!\d){_DAY}(?:{_NEXT_DAY}){{0,8}}(?:{_S}|-)(?i:{_MONTHS})(?:{_S}{_YEAR})?\b",  # dates
            rf"\bannées{_S}\d0\b",  # les années 90
            # a day, its month and its year in figures
            rf"(?<!\d)(?:\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}-\d{{1,2}}-{_YEAR}|{_YEAR}-[01]\d-[0-3]\d)\b",
            rf"\b{_YEAR}(?:[-–/]{_YEAR}|[-–/]\d\d)?\b(?!{_S}?(?:%|€|k€|M€|{_S}\d{{3}}\b))",  # years
            # always open: 24 h/24, 7 j/7
            rf"(?<![\d,.])(?:24{_S}?h(?:eures)?{_S}?(?:/|sur){_S}?24(?:{_S}?h)?|7{_S}?j(?:ours)?{_S}?(?:/|sur){_S}?7|24/7)\b",
            rf"(?<!\d)\d{{1,2}}{_S}?h(?:{_S}?\d{{2}})?\b|(?<![\d:,.])(?:[01]?\d|2[0-3]):[0-5]\d(?![\d:])",  # hours
            # axe 1, pages 3 à 5
            rf"\b{_NUMBERED_THINGS}{_S}\d{{1,3}}(?:(?:{_S}?[-–/,]|{_S}(?:et|ou|à)){_S}?\d{{1,3}})*(?!\d|{_S}?(?:%|[kM]?€))",
            # what registers and post offices number
            rf"\b(?:SIREN|SIRET|RNA|Cerfa|CERFA|BP|CS|TSA)(?:{_S}n°)?{_S}\d[\d \u00a0\u202f*/]*",
            rf"(?<!\d)\d+(?:\^(?:ers?|res?|es?|nde?s?|ds?)\^|{ORDINAL}\b)",  # ordinals
            rf"\b[nN]°s?{_S}*\d[\d./-]*|§{_S}?\d{{1,3}}\b",  # n° 12, § 5
            rf"\b(?:[Aa]rt(?:icles?|\.)|[Ll]oi|[Dd]écret|[Aa]linéa){_S}+(?:n°{_S}*)?[LRD]?\.?{_S}?\d[\d.-]*",  # articles, laws
            r"\b[LRD]\.?[ \u00a0]?\d{1,4}(?:-\d+)+",  # L1251-49
            rf"\b(?:ISO|NF|EN|DIN|RFC|AFNOR)(?:{_S}[A-Z]{{1,12}}){{0,3}}{_S}\d[\d-]*",  # norms
            r"\((?:\d{2}|2[AB]|97\d)\)",  # departments
            rf"\b[Dd]épartements?{_S}{_DEPARTMENT}(?:(?:,{_S}?|{_S}(?:et|ou){_S}){_DEPARTMENT})*",
            r"(?<!\d)\d{5}[ \u00a0](?=[A-ZÀ-Ý][\w-])",  # postcodes
            rf"(?<![\d,.])(?<!\d[ \u00a0\u202f])\d{{1,4}}(?:{_S}?(?:bis|ter))?,?{_S}(?:{_STREETS})\b",
            rf"\b(?:Covid|COVID)-19\b|\bCOP{_S}?\d{{1,2}}\b",
            r"\b[A-Za-zÀ-ÿ](?=[^\W\d]*\d)\w*(?:-\w+)*|\b(?:[23]D|[2-6]G)\b",  # words that hold a digit: FG2I, CO2, 3D
        )
    ),
    re.MULTILINE,
)
_EMPHASIS = re.compile(r"(?<![^\W_])_+|_+(?![^\W_])")  # a letter for the patterns, no letter for readers
_CALLED = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|<?https?://[^\s>)]+", re.DOTALL)
# « 2019**sans** » is printed as one word, and « m^2^ » is a unit.
_STUCK = re.compile(r"(?<=[^\W_])[*~]{1,3}(?=[^\W_])|(?<=[^\W\d_])\^(?=\d{1,2}\^)")
_LOWERED = re.compile(r"(?<=[^\W\d_])~(?!~)[0-9]{1,2}~(?!~)")  # of a formula: CO~2~, H~2~O
_SPAN = r"[*~]{0,3}\[(?=[^\[\]\n]*\][({])"  # what opens a link, or words with braces
_SEAM = re.compile(r"[*~]{1,3}[^\W_]")
_STUCK_NUMBER = re.compile(rf"[^\W_]+(?:[*~]{{1,3}}|{_SPAN})[*~]{{0,3}}[0-9]+|[0-9]+{_SPAN}[^\W\d_]+")
# Numbered lists: under a paragraph, a number other than 1 goes on with the sentence (rapport/ground/markdown/glued.py).
_ITEM = re.compile(r"^[ \t>]*(?:[-*+]|(\d{1,3})[.)])(?=[ \t])", re.MULTILINE)
_NUMBERED = re.compile(r"^.*\d.*$", re.MULTILINE)  # all that is exempt holds a digit, on one line
_DIGITS = re.compile(
    r"(?<![\w,.])[-\u2212+]?[0-9]{1,3}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:,[0-9]+)?(?![0-9])|(?<![\w])[0-9]+(?:[.,][0-9]+)?"
)


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of the longest of some words, grouped by first letter: most places are passed over at once."""
    ordered = sorted(words, key=lambda word: (word[0], -len(word)))
    groups = ((letter, [re.escape(word[1:]) for word in found]) for letter, found in groupby(ordered, lambda word: word[0]))
    return "|".join(f"{letter}(?:{'|'.join(ends)})" for letter, ends in groups)


_WORDS = re.compile(rf"(?<![\w-])({_any_of(french.NUMBER_WORDS)})(?![\w-])", re.IGNORECASE)
_TRIGGER = re.compile(  # most texts hold no number at all: this is quicker than the exemptions
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


def numerals_in(text: str, names: Iterable[str] = ()) -> tuple[Numeral, ...]:
    """Return the numbers that a text leaves unbound, in digits then in words; ``names`` are those that hold a number."""
    return _numerals(text, tuple(names))


@lru_cache(maxsize=8192)
def _numerals(text: str, names: tuple[str, ...]) -> tuple[Numeral, ...]:
    return tuple(_found(text, names)) if _TRIGGER.search(text) else ()


def _found(text: str, names: tuple[str, ...]) -> Iterator[Numeral]:
    shown, at = _without_marks(_unhidden(text, names))
    shown = _exempted(shown)
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


def _unhidden(text: str, names: tuple[str, ...]) -> str:
    """Return the text with what nobody reads and the numbers of lists blanked out, offsets unchanged."""
    shown = _HIDDEN.sub(_unread, _uncoded(text))
    shown = _EMPHASIS.sub(_blank, shown) if "_" in shown else shown
    for name in names:
        if name in shown:
            shown = shown.replace(name, " " * len(name))
    if any(item[1] for item in _ITEM.finditer(shown)):
        shown = "\n".join(_without_items(shown.split("\n")))
    return shown


def _unread(found: re.Match[str]) -> str:
    """Return what nobody reads blanked out; an address that marks alone part from a word keeps a letter: it is printed in one.

    Brackets that a table's bar cuts in two hide nothing.
    """
    if found[0].startswith("[") and is_cut(found.string, found.start(), found.end()):
        return found[0]
    stuck = found[0][-1].isalnum() and _SEAM.match(found.string, found.end())
    return f"{_blank(found)[:-1]}x" if stuck else _blank(found)


def _exempted(shown: str) -> str:
    """Return the text with what is exempt blanked out, offsets unchanged."""
    for start, end in phones_in(shown):
        shown = f"{shown[:start]}{' ' * (end - start)}{shown[end:]}"
    return _NUMBERED.sub(lambda line: _EXEMPT.sub(_blank, line[0]), shown)


def _without_items(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with the numbers of their lists' items blanked out."""
    listed, prose = False, False  # what the lines since the last blank one are
    margin = 0  # of what the last list holds: a paragraph set so far to the right is still its own
    for line in lines:
        item = _ITEM.match(line)
        opens = item is not None and (listed or not prose or item[1] in {None, "1"})
        yield " " * item.end() + line[item.end() :] if item and opens and item[1] else line
        said = line.strip()
        held = len(line) - len(line.lstrip(" ")) >= margin > 0 or (margin > 0 and line.startswith("\t"))
        margin = item.end() + 1 if item and opens and not held else margin if held or listed or not said else 0
        listed = bool(said) and (listed or opens or held)
        prose = bool(said) and not said.startswith((":::", "#"))


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
