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
    lone: list[tuple[int, str]] = []
    for found in _ANY.finditer(shown):
        at, sign = found.start(), found[0]
        if sign in _CLOSING:
            if opened and opened[-1][1] == sign and _CONTINUED.fullmatch(shown, opened[-1][0] + 1, at):
                opened.pop()  # the same quotation, at the head of its next paragraph
            opened.append((at, sign))
        elif (depth := next((n for n in range(len(opened) - 1, -1, -1) if _CLOSING[opened[n][1]] == sign), -1)) >= 0:
            lone += opened[depth + 1 :]  # opened within, closed nowhere
            del opened[depth:]
        elif not (sign == "”" and shown[:at].rstrip("\u00a0\u202f ")[-1:].isdigit()):
            lone.append((at, sign))
    return sorted((*opened, *lone))
