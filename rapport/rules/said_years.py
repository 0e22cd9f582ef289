"""AFF: the years that the texts say are those of their numbers, and follow the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport import french
from rapport.calls import Placed, ValueCall, calls_of
from rapport.claims.spotting import Sentence, sentences_of
from rapport.language.prose import Paragraph, paragraphs_of
from rapport.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.claims import answered, is_within, printed_in
from rapport.texts import Text
from rapport.years import absolute

rule = SOURCE_RULES.rule
_DATED = re.compile(r"\b20\d\d\b")


@rule("AFF04", Severity.WARNING)
def number_of_another_year(sources: Sources) -> Iterator[Finding]:
    """Une phrase qui se dit d'une année donne les chiffres de cette année-là."""
    own = sources.report.edition.year
    for text, paragraph in _dated_paragraphs(sources):
        calls = [(text.place(found.start), found.call) for found in calls_of(text.text)
                 if isinstance(found, Placed) and isinstance(found.call, ValueCall) and not found.call.statement]  # fmt: skip
        for sentence in sentences_of(paragraph.prose) if calls else ():
            first, last = paragraph.place(sentence.start), paragraph.place(sentence.end - 1)
            said = {year for year, _, _ in sentence.years}
            for place, call in calls:
                year = absolute(call.year, own) if call.year else own
                if first <= place <= last and max(said) < year:  # a year to come is a date
                    yield _parted(call, year, said, own, place)


def _parted(call: ValueCall, year: int, named: set[int], own: int, place: Place) -> Finding:
    said = french.listed(list(map(str, sorted(named))))
    wanted = max(named)
    back = f'{{{{ value("{call.ref}", year={wanted - own if wanted < own else wanted}) }}}}'
    hint = f"Si la phrase parle de {year}, écrivez {{{{ year({year - own or ''}) }}}} au lieu de {wanted} ; sinon {back}."
    return Finding(f"La phrase se dit de {said}, mais « {call.ref} » y est celui de {year}.", place, hint)


@rule("AFF05", Severity.INFO)
def typed_year(sources: Sources) -> Iterator[Finding]:
    """L'année du rapport s'écrit {{ year() }} : tapée à la main, elle resterait l'an prochain.

    L'année d'avant, tapée à la main, est un avertissement.
    """
    own = sources.report.edition.year
    sourced = _sourced(sources)
    for text, paragraph in _dated_paragraphs(sources):
        if text.start in sourced:
            continue
        bound = answered(text)
        for sentence in sentences_of(paragraph.prose):
            for year, place in _typed(sentence, paragraph):
                if year in {own, own - 1} and not is_within(place, bound):
                    yield _by_hand(year, place, own)


def _sourced(sources: Sources) -> set[Place]:
    """Return the places of the sources: they are dated, not told."""
    sourced = {model.at("source") for models in (sources.report.indicators, sources.report.charts) for model in models.values()}
    return sourced | {table.spec.at("source") for table in sources.report.tables.values()}


def _typed(sentence: Sentence, paragraph: Paragraph) -> Iterator[tuple[int, Place]]:
    """Yield the years that a sentence gives itself in four digits, and their places."""
    for year, start, end in sentence.years:
        if paragraph.prose[start:end] == str(year):
            yield year, paragraph.place(start)


def _by_hand(year: int, place: Place, own: int) -> Finding:
    call = f"{{{{ year({'' if year == own else -1}) }}}}"
    said = f"« {year} » est tapé à la main : c'est l'année {'du rapport' if year == own else 'précédente'}."
    hint = f"Écrivez {call} : il suivra l'édition. Une date qui ne change pas s'admet : [{year}]{{.literal because=\"…\"}}."
    return Finding(said, place, hint, severity=None if year == own else Severity.WARNING)


def _dated_paragraphs(sources: Sources) -> Iterator[tuple[Text, Paragraph]]:
    """Yield the paragraphs that may name a year, with their texts."""
    for text in sources.texts:
        if _DATED.search(text.text):
            for paragraph in paragraphs_of(text, printed_in(sources.register)):
                yield text, paragraph
