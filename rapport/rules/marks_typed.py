"""Marks left where a text is printed as it is typed: cells, units, titles of columns, what the opening of a block says."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapport.ground.markdown.openings import PRINTED, opened_in
from rapport.ground.patterns import regex

Left = dict[int, tuple[int, str, str]]  # by offset: the offset, as written, what to do


class LeftSign(NamedTuple):
    """A mark that means nothing where it stands, and what to write instead."""

    found: re.Pattern[str]
    hint: str
    needs: tuple[str, ...]  # one of these is in it: most texts hold none, and are passed over at once


def mark(needs: str, pattern: str, hint: str) -> LeftSign:
    """Return a mark that one of some signs announces."""
    return LeftSign(re.compile(pattern, re.MULTILINE), hint, tuple(needs.split()))


_TAGS = (
    "a|abbr|b|big|blockquote|br|center|code|del|details|div|em|figure|font|h[1-6]|hr|i|iframe|img|ins|li|mark|ol|p|pre|s|script"
)
_TAGS += "|section|small|span|strike|strong|style|sub|summary|sup|table|tbody|td|th|thead|tr|u|ul|video"
TAG = mark(
    "<", rf"</?(?:{_TAGS})\b[^<>\n]*>|<!--", "Le HTML n'est pas lu : écrivez *penché*, **gras**, une liste ou un bloc « ::: »."
)
GUILLEMETS = mark("<<", r"<<[ \u00a0\u202f]*[^\W\d_][^<>\n]*>>", 'Les guillemets se tapent « ainsi », ou "ainsi".')
FUNCTIONS = r"(?:value|evolution|share|times|trend|rank|chart|table|people)"
# What means something elsewhere, and nothing in a cell, which is printed as it is.
CELL = (
    mark("*", r"(?<![\w*])\*\*?[^*\s][^*\n]*\*\*?(?![\w*])", "Une cellule est écrite telle quelle : retirez les étoiles."),
    mark("](", r"\[[^\[\]\n]+\]\([^()\s]+\)", "Une cellule est écrite telle quelle : mettez le lien dans une section."),
    mark(
        "]{ {. {#",
        r"(?:\[[^\[\]\n]+\]\{|(?<!\])\{(?=[.#]\w))(?![^{}\n]*\.(?:claim|literal)\b)[^{}\n]+\}",
        "Une cellule est écrite telle quelle : retirez les crochets et les accolades.",
    ),
    mark(
        "&",
        r"&(?:nbsp|amp|lt|gt|eacute|egrave|rsquo|laquo|raquo|\#\d+);",
        "Une cellule est écrite telle quelle : tapez le signe lui-même.",
    ),
    mark(
        "{",
        rf"\{{{{?[ \t]*{FUNCTIONS}[ \t]*\([^{{}}\n]*\)[ \t]*\}}}}?",
        "Une cellule est écrite telle quelle : rien ne s'y calcule.",
    ),
    mark("[", r"^[ \t]*(?:[-*+][ \t]+)?\[[ xX]?\](?=[ \t])", "Une cellule est écrite telle quelle : retirez la case à cocher."),
    mark("^[ [^", r"\^\[[^\[\]\n]*\]|\[\^[^\[\]\n]+\]", "Une cellule est écrite telle quelle : mettez la note dans une section."),
    mark(
        "** __ ~~",
        r"\*\*[ \t][^*\n]*\*\*|(?<!\w)__(?!_)[^_\n]+__(?!\w)|~~(?!~)[^~\n]+~~",
        "Une cellule est écrite telle quelle : retirez ces signes.",
    ),
    GUILLEMETS,
    TAG,
)  # fmt: skip
_ELSEWHERE = "Ce texte s'imprime d'un seul tenant : mettez {} dans le texte de la section."
_WORD = r"[ \t]+(?=[*_\"'«“(\[]{0,4}[^\W\d_])"
# What opens a block in a section, and nothing in a text whose lines are printed in one: a lead, a title, a note.
_BLOCKS = (
    mark("#", r"^[ \t]*\#{1,6}[ \t]+\S[^\n]*", "Retirez ces dièses : ce texte s'imprime d'un seul tenant, sans intertitre."),
    mark("- * + • 1 2 3 4 5 6 7 8 9", rf"(?<=\n)[ \t]*(?:[-*+•]|\d{{1,3}}[.)]){_WORD}", _ELSEWHERE.format("cette liste")),
    mark(">", rf"^[ \t]*>{_WORD}[^\n]*", "Retirez ce signe : ce texte s'imprime d'un seul tenant, sans bloc de citation."),
    mark(":::", r"^[ \t]*:{3,}[^\n]*", _ELSEWHERE.format("ce bloc")),
    mark("|", r"^[ \t]*\|[^\n]*\|[ \t]*$(?=\n[ \t]*\|)", _ELSEWHERE.format("ce tableau")),
    mark("--- *** ___", r"^[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*$", "Retirez ces signes : ce texte s'imprime d'un seul tenant."),
    mark("[^", r"(?<=\n)[ \t]*\[\^[^\]\n]+\]:", "Écrivez cette note sur place, ^[Une note.], ou dans le texte de la section."),
)  # fmt: skip
_OPENING = regex(r"\n|\A[ \t]*[#>:|]")  # most of these texts are of one line, and hold none
_ATTRIBUTE = regex(rf"{PRINTED.pattern}|[^\n]", re.DOTALL)


def _value_alone(match: re.Match[str]) -> str:
    return f"{' ' * (match.start(1) - match.start())}{match[1]} " if match[1] else " " * len(match[0])


def _as_text(hint: str) -> str:
    return hint.replace("Une cellule est écrite telle quelle", "Ce texte s'imprime tel quel")


def left_in_attributes(text: str) -> Left:
    """Return the marks left in what the opening of a block prints as it is typed: a person, a role, a credit."""
    found: Left = {}
    for opening in opened_in(text):
        inside: Left = {}
        look(_ATTRIBUTE.sub(_value_alone, opening[0]), opening[0], CELL[:3], inside)
        found |= {(start := opening.start() + at): (start, written, _as_text(hint)) for at, (_, written, hint) in inside.items()}
    return found


def blocks_in_line(text: str) -> list[tuple[int, str, str]]:
    """Return the marks of blocks in a text whose lines are printed in one: offset, as written, what to do."""
    found: Left = {}
    look(text, text, _BLOCKS if _OPENING.search(text) else (), found)
    return sorted(found.values())


def look(shown: str, text: str, marks: tuple[LeftSign, ...], found: Left) -> None:
    """Add the marks found in what is shown of a text, as they were typed."""
    for mark in marks:
        for match in mark.found.finditer(shown) if any(sign in shown for sign in mark.needs) else ():
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            found.setdefault(start, (start, re.sub(r"\s*\n\s*", " ", text[start : match.end()].strip()), mark.hint))
