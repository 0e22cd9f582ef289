"""Stars that are text, and no emphasis: « Corse*, Mayotte* », « (*) Données provisoires », « les salarié*es ».

Pandoc pairs any two stars of a paragraph that touch a word, wherever they stand: both would be lost, without a word. CommonMark
asks an opening star to lean on the word that it begins; it is followed here, and a star within a word closes within it.
Source: CommonMark 0.31, left- and right-flanking delimiter runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex

_PARAGRAPH = regex(r"(?:[^\n]++(?:\n(?![^\S\n]*\n))?+)++")
_RUN = regex(r"(?<![\\*])\*{1,3}(?!\*)")
_REST = regex(r"\*+")
_MARK_ALONE = regex(r"(?<=[(\[])\*{1,2}(?=[)\]])")  # a call of note that a table prints
# The end of a word for those whom it names, men and women: « salarié*e*s », « tou*te*s », « directeur*rice ».
_INCLUSIVE = regex(
    r"(?<=[^\W\d_])\*(?:[^\W\d_]{1,6}\*(?=s\b)|"
    r"(?:ne|te|le|l|se|ve|fe|he|[ptn]?rice|euse|ière|enne|onne|ale|e)?s?\*(?!\w))(?<!\*\*)(?!\*)"
)
_ENDS = frozenset(",.;:!?)]}»…")
_BEGINS = frozenset("([{«")


def lone_stars(text: str) -> list[int]:
    """Return where the stars stand that Markdown would pair and that mean themselves, in order; the text has no code."""
    if text.count("*") < 2:  # noqa: PLR2004 - one alone is printed as it is typed
        return []
    found = (at for one in _PARAGRAPH.finditer(text) if "*" in one[0] for at in _of_paragraph(text, one.start(), one.end()))
    return sorted(found)


def _of_paragraph(text: str, start: int, end: int) -> Iterator[int]:
    opened: dict[str, re.Match[str]] = {}
    halves: dict[int, re.Match[str]] = {}  # what closes one kind of « *** », by where it opens: lone if the other kind is
    within = {at for word in _INCLUSIVE.finditer(text, start, end) for at in (word.start(), word.end() - 1)}
    yield from within
    for run in _RUN.finditer(text, start, end):
        before, after = text[run.start() - 1 : run.start()] or " ", text[run.end() : run.end() + 1] or " "
        opening = opened.get(run[0])
        if run.start() in within or (before.isspace() and after.isspace() and len(run[0]) % 2):
            continue  # a bullet, a rule: Pandoc pairs none of them
        if run[0] == "***" and len(opened) == 1 and _closes(before):
            (closed,) = opened  # what is left of it begins the other kind, or is a call of note: « **Corse*** »
            del opened[closed]
            rest = _REST.match(text, run.start() + len(closed), run.end())
            if rest and _opens("*", after):
                opened[rest[0]] = rest
            else:
                yield from _each(rest)
        elif run[0] == "***":  # both kinds begin here, or those that are open end
            opened = {} if opened else {"*": run, "**": run}
        elif _MARK_ALONE.match(text, run.start()):
            yield from _each(run)
        elif opening and _closes(before) and not _leaves_its_word(text, opening, run):
            del opened[run[0]]
            halves[opening.start()] = run
        elif _opens(before, after):
            if opening:
                yield from (*_each(opening), *_each(halves.get(opening.start())))
            opened = {kind: one for kind, one in opened.items() if one is not opening} | {run[0]: run}
        else:
            yield from _each(run)
    for opening in {*opened.values()}:
        yield from (*_each(opening), *_each(halves.get(opening.start())))


def _opens(before: str, after: str) -> bool:
    follows = not before.isspace() and before not in _BEGINS
    return not after.isspace() and not (follows and after in _ENDS)


def _closes(before: str) -> bool:
    return not before.isspace() and before not in _BEGINS


def _leaves_its_word(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """Tell whether a star opens within a word, and would close in another."""
    within = text[max(opening.start() - 1, 0)].isalnum() and text[opening.end()].isalnum() and opening.start() > 0
    return within and bool(re.search(r"\s", text[opening.end() : closing.start()]))


def _each(run: re.Match[str] | None) -> range:
    return range(run.start(), run.end()) if run else range(0)
