"""How much text is read at once: far above any report, far below what keeps our rules or outside tools busy for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex
from rapport.ground.problems import Problem, Severity
from rapport.sources.texts import PASTED, PASTED_HINT, PASTED_SAID, Text

LONGEST = 200_000  # characters of a text; the longest section has thirty thousand
MOST = 2_000_000  # characters of all the texts; the report has two hundred thousand
LONGEST_PARAGRAPH = 20_000  # characters
MARKS = 1_000  # in a paragraph, of those that Markdown gives a meaning to
DEEPEST = 8  # levels of brackets, of emphasis, of lists, of quotes, of blocks
WIDEST = 30  # columns of a table drawn with « | »
TALLEST = 500  # its lines
_STEP = 4  # spaces that a level of a list takes at most
_SHORTER = "Coupez-le en deux, ou retirez ce qui n'a pas à y être."
_FLATTER = f"{DEEPEST} niveaux suffisent : remontez-en un, ou précédez d'un « \\ » les signes à imprimer tels quels."

_PARAGRAPH = regex(r"(?:^(?![^\S\n]*$).*\n?)+", re.MULTILINE)
_MARK = regex(r"[\[\]*_`~^<>|!\\$]")
# Bounded on purpose: what keeps the readers of Markdown from running for ever can't be one of them.
_CODE = regex(r"(`+)(?!`).{0,1000}?(?<!`)\1(?!`)|\\.|\{\{.{0,500}?\}\}", re.DOTALL)
_RUN = regex(r"\*+|(?<!\w)_+|_+(?!\w)")
_LEAD = regex(r"^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))+", re.MULTILINE)
_MARKER = regex(r">|[-+*](?=[ \t])|\d{1,9}[.)]")
_ITEM = regex(r"^([ \t]+)(?:[-+*]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_FENCE = regex(r"^[ \t]*:{3,}(.*)$", re.MULTILINE)
_DRAWN = regex(r"(?:^[ \t]*[|+].*\n?)+", re.MULTILINE)


def outsized(texts: Iterable[Text]) -> Iterator[Problem]:
    """Yield the problems (LEC12) of the texts that are too long, or nest too deep, to be looked at any further."""
    for text in texts:
        for offset, said, hint in _excesses(text.text):
            yield Problem("LEC12", Severity.ERROR, said, text.place(offset), hint)


def beyond(texts: Sequence[Text]) -> Problem:
    """Return the problem (LEC12) of texts that are too long together, at the first that is too much."""
    totals = accumulate(len(text.text) for text in texts)
    first = next(text for text, total in zip(texts, totals, strict=True) if total > MOST)
    said = f"À partir d'ici, les textes du rapport dépassent ensemble {_counted(MOST)} caractères."
    return Problem("LEC12", Severity.ERROR, said, first.start, _SHORTER)


def _excesses(text: str) -> tuple[tuple[int, str, str], ...]:
    """Return where a text exceeds a bound, what exceeds it, what to do."""
    if len(text) > LONGEST:
        said = f"Le texte fait {_counted(len(text))} caractères ; {_counted(LONGEST)} au plus."
        return ((LONGEST, said, _SHORTER),)
    if len(text) <= DEEPEST:
        return ()
    prose = without_code_blocks(text, margin=True)
    return (*_wide_tables(prose), *_deep_blocks(prose), *_busy_paragraphs(prose))


def _wide_tables(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where tables typed in a text are too large."""
    for found in _DRAWN.finditer(text):
        lines = found[0].split("\n")
        if len(lines) > TALLEST or max(line.count("|") for line in lines) > WIDEST:
            said = f"Ce tableau tapé dans le texte dépasse {TALLEST} lignes ou {WIDEST} colonnes."
            yield found.start(), said, "Faites-en une table de data/tables/, ou coupez-le."


def _busy_paragraphs(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where paragraphs are too long, or too full of marks."""
    for found in _PARAGRAPH.finditer(text):
        paragraph, start = found[0], found.start()
        if len(paragraph) > LONGEST_PARAGRAPH:
            said = f"Ce paragraphe fait {_counted(len(paragraph))} caractères ; {_counted(LONGEST_PARAGRAPH)} au plus."
            pasted = PASTED.search(paragraph)
            if pasted:
                yield start + pasted.start(), PASTED_SAID.format(pasted[0]), PASTED_HINT
            else:
                yield start, said, "Séparez-en les parties par des lignes vides."
        elif len(_MARK.findall(paragraph)) > MARKS:
            said = f"Ce paragraphe a plus de {_counted(MARKS)} signes de mise en forme ([ ] * _ ` ~ ^ < > | ! \\ $)."
            yield start, said, "Séparez-en les parties par des lignes vides, ou mettez du code entre deux lignes « ``` »."
        else:
            bare = _CODE.sub(lambda code: " " * len(code[0]), paragraph)
            yield from ((start + offset, said, _FLATTER) for offset, said in _deep_marks(bare))


def _deep_blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield where lists, quotes or blocks nest too deep, once each."""
    lead = next((found for found in _LEAD.finditer(text) if len(_MARKER.findall(found[0])) > DEEPEST), None)
    item = next((found for found in _ITEM.finditer(text) if len(found[1].expandtabs(_STEP)) > DEEPEST * _STEP), None)
    for found, what in ((lead, "Des citations ou des listes"), (item, "Des listes")):
        if found:
            yield found.start(), f"{what} s'emboîtent sur plus de {DEEPEST} niveaux.", _FLATTER
    depth = 0
    for fence in _FENCE.finditer(text):
        depth = depth + 1 if fence[1].strip() else max(0, depth - 1)
        if depth > DEEPEST:
            yield fence.start(), f"Des blocs « ::: » s'emboîtent sur plus de {DEEPEST} niveaux.", _FLATTER
            return


def _deep_marks(paragraph: str) -> Iterator[tuple[int, str]]:
    """Yield where brackets or emphasis of a paragraph, code apart, nest too deep: an unclosed one counts to the end."""
    depth = 0
    for found in re.finditer(r"[\[\]]", paragraph):
        depth = depth + 1 if found[0] == "[" else max(0, depth - 1)
        if depth > DEEPEST:
            yield found.start(), f"Des crochets s'emboîtent, ou restent ouverts, sur plus de {DEEPEST} niveaux."
            break
    opened: list[str] = []
    for found in _RUN.finditer(paragraph):
        before, after = paragraph[: found.start()][-1:], paragraph[found.end() : found.end() + 1]
        if before.strip() and found[0] in opened:
            del opened[len(opened) - 1 - opened[::-1].index(found[0]) :]
        elif after.strip():
            opened.append(found[0])
        if len(opened) > DEEPEST:
            said = f"Des mises en relief (* ou _) s'emboîtent, ou restent ouvertes, sur plus de {DEEPEST} niveaux."
            yield found.start(), said
            return


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
