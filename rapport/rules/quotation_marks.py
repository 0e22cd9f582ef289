"""TXT25: quotation marks that no other answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapport.ground.markdown.code import CODE_WORDS
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.patterns import regex
from rapport.ground.problems import Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule
_CLOSING = {"«": "»", "“": "”"}
_ANY = regex("[«»“”]")
_INCHES = regex(r"\d[\u00a0\u202f ]?\Z")
_CALL = regex(r"\{\{.*?\}\}", re.DOTALL)
_CONTINUED = regex(  # the rest of a paragraph, then the head of the next one
    r"[^\n]*(?:\n(?![ \t>]*\n)[^\n]*)*+\n[ \t>]*\n[ \t]*(?:>[ \t]?|[-*+][ \t]+)*[*_]{0,3}"
)


@rule("TXT25", Severity.WARNING, text_by_text=True)
def lone_quotation_mark(sources: Sources) -> Iterator[Finding]:
    """Un guillemet qui s'ouvre se ferme dans le même texte, et l'inverse : « … », “ … ”."""
    for text in sources.texts:
        for offset, sign in lone_marks(text.text) if _ANY.search(text.text) else ():
            said, hint = _UNCLOSED if sign in _CLOSING else _UNOPENED
            yield Finding(said, text.place(offset), hint)


_UNCLOSED = "Ce guillemet ouvert n'est jamais fermé.", "Fermez-le où la citation finit, ou retirez-le."
_UNOPENED = "Ce guillemet fermé n'a pas été ouvert.", "Ouvrez-le où la citation commence, ou retirez-le."


def lone_marks(text: str) -> Sequence[tuple[int, str]]:
    """Return the quotation marks of a Markdown text that no other answers: (offset, sign), in order.

    A quotation over several paragraphs may open each of them again, and close once (Lexique des règles typographiques en usage à
    l'Imprimerie nationale, « Guillemets »). A sign of inches, after a number, closes nothing.
    """
    if "„" in text:  # a language that closes with the sign that opens here
        return ()
    shown = _CALL.sub(lambda call: " " * len(call[0]), CODE_WORDS.sub(lambda code: " " * len(code[0]), without_code_blocks(text)))
    opened: list[tuple[int, str]] = []
    waiting = dict.fromkeys(_CLOSING.values(), 0)  # how many each closing mark could close
    lone: list[tuple[int, str]] = []
    for found in _ANY.finditer(shown):
        at, sign = found.start(), found[0]
        if sign in _CLOSING:
            if opened and opened[-1][1] == sign and _CONTINUED.fullmatch(shown, opened[-1][0] + 1, at):
                opened[-1] = (at, sign)  # the same quotation, at the head of its next paragraph
                continue
            opened.append((at, sign))
            waiting[_CLOSING[sign]] += 1
        elif waiting[sign]:
            while _CLOSING[opened[-1][1]] != sign:  # opened within, closed nowhere
                lone.append(opened.pop())
                waiting[_CLOSING[lone[-1][1]]] -= 1
            opened.pop()
            waiting[sign] -= 1
        elif not (sign == "”" and _INCHES.search(shown, max(at - 3, 0), at)):
            lone.append((at, sign))
    return sorted((*opened, *lone))
