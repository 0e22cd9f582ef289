"""TXT16: expressions where nothing binds them, or that touch what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.markdown.code import CODE_WORDS, code_in, indented_in
from rapport.ground.patterns import regex
from rapport.numbers.calls import NumberCall, Placed, calls_of
from rapport.numbers.claims.calls import YearCall
from rapport.rules.book import SOURCE_RULES, Finding, Sources

_BRACKET = regex(r"(?<!\\)(?:\\\\)*\]\Z")  # with those of the number, Pandoc would read [text][reference]
_CALL_OF_NOTE = regex(r"\[\^[^\[\]\s]+\]\Z")
_CALLED = r"\{\{(?:(?!\}\}).)*\}\}"
_NO_PLACE = regex(  # an address, the braces of a block or of a word, the definition of a link
    rf"\]\((?:(?!\{{\{{)[^()\n])*{_CALLED}|(?<!\{{)\{{(?:[.\#]|[\w:-]+=)[^{{}}\n]*{_CALLED}"
    rf"|^[ ]{{0,3}}\[(?!\^)[^\]\n]+\]:[ \t]*[^\s{{]*{_CALLED}",
    re.MULTILINE,
)


@SOURCE_RULES.rule("TXT16", text_by_text=True)
def call_out_of_place(sources: Sources) -> Iterator[Finding]:
    """Une expression {{ … }} n'est ni dans du code ou un paragraphe en retrait, ni dans une adresse ou des accolades.

    Elle ne touche ni le crochet qui se ferme devant elle, [mot]{{ … }}, ni un autre nombre ; l'année, aucun mot.
    """
    for text in sources.texts:
        if "{{" not in text.text:
            continue
        yield from (
            Finding(said, text.place(offset), "Mettez une espace, ou un mot, entre les deux.")
            for offset, said in _touching(text.text)
        )
        if text.start.path.endswith(".csv"):
            continue
        code = [*code_in(text.text)] if text.body else [found.span() for found in CODE_WORDS.finditer(text.text)]
        indented = {start for start, _ in indented_in(text.text)} if text.body else set()
        apart = [found.span() for found in _NO_PLACE.finditer(text.text)]
        for found in calls_of(text.text):
            if not isinstance(found, Placed):
                continue
            inside = next((span for span in code if span[0] <= found.start < span[1]), None)
            if inside and inside[0] in indented and not isinstance(found.call, NumberCall):
                continue  # a chart or a table alone on its line, which no space puts in a paragraph
            if inside and inside[0] in indented:
                said, hint = "Ce paragraphe en retrait est lu comme du code.", "Retirez les espaces du début de ses lignes."
            elif inside:
                said, hint = "Une expression ne se met pas dans du code.", "Retirez les accents graves (`) qui l'entourent."
            elif any(start <= found.start < end for start, end in apart):
                said, hint = "Une expression ne se met ni dans une adresse, ni dans des accolades.", "Mettez-la dans le texte."
            elif _BRACKET.search(text.text, 0, found.start) and not _CALL_OF_NOTE.search(text.text, 0, found.start):
                said, hint = "Une expression ne se colle pas à un crochet fermant.", "Mettez une espace entre « ] » et « {{ »."
            else:
                continue
            yield Finding(said, text.place(found.start), hint)


_NUMBER_BEFORE = regex(r"(?:[0-9]|\}\})[*_~^\[]{0,4}\Z")  # marks print nothing
_NUMBER_AFTER = regex(r"[*_~^\]]{0,4}[0-9]")
_WORD_BEFORE = regex(r"[^\W_][*_~\[]{0,4}\Z")
_WORD_AFTER = regex(r"[*_~\]]{0,4}(?:[^\W_]|[ \u00a0\u202f]?(?:%|[kM]?€))")
_NEAR = 8


def _touching(text: str) -> Iterator[tuple[int, str]]:
    """Yield where an expression would be read as one number with what it touches, and what is said of it."""
    for found in calls_of(text):
        if not isinstance(found, Placed) or not isinstance(found.call, NumberCall):
            continue
        before = text[max(found.start - _NEAR, 0) : found.start]
        if _NUMBER_BEFORE.search(before) or _NUMBER_AFTER.match(text, found.end):
            yield found.start, "Cette expression touche un autre nombre : le rapport n'en imprimerait qu'un."
        elif isinstance(found.call, YearCall) and (_WORD_BEFORE.search(before) or _WORD_AFTER.match(text, found.end)):
            yield found.start, "Cette année touche un mot ou une unité : elle ne serait plus lue comme une année."
