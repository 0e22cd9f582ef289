"""AFF: the years that the texts say are those of their numbers, and follow the edition."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.numbers.calls import Placed, ValueCall, calls_of
from rapport.numbers.claims.spotting import Sentence
from rapport.numbers.in_time import absolute
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.language.prose import Paragraph
from rapport.rules.said import said_in
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule


@rule("AFF04", Severity.WARNING, text_by_text=True)
def number_of_another_year(sources: Sources) -> Iterator[Finding]:
    """Une phrase qui se dit d'une année donne les chiffres de cette année-là."""
    own = sources.report.edition.year
    for said in sources.gathered(said_in):
        text = said.text
        calls = _values(text) if said.sentences else []
        for paragraph, sentence in said.sentences if calls else ():
            first, last = paragraph.place(sentence.start), paragraph.place(sentence.end - 1)
            named = {year for year, _, _ in sentence.years}
            for place, call in calls:
                year = absolute(call.year, own) if call.year else own
                if first <= place <= last and max(named) < year:  # a year to come is a date
                    yield _parted(call, year, named, own, place)


def _values(text: Text) -> list[tuple[Place, ValueCall]]:
    """Return the values that a text prints, and their places."""
    found = [one for one in calls_of(text.text) if isinstance(one, Placed)]
    return [(text.place(one.start), one.call) for one in found if isinstance(one.call, ValueCall) and not one.call.statement]


def _parted(call: ValueCall, year: int, named: set[int], own: int, place: Place) -> Finding:
    said = french.listed(list(map(str, sorted(named))))
    wanted = max(named)
    back = f'{{{{ value("{call.ref}", year={wanted - own if wanted < own else wanted}) }}}}'
    hint = f"Si la phrase parle de {year}, écrivez {{{{ year({year - own or ''}) }}}} au lieu de {wanted} ; sinon {back}."
    return Finding(f"La phrase se dit de {said}, mais « {call.ref} » y est celui de {year}.", place, hint)


@rule("AFF05", Severity.INFO, text_by_text=True)
def typed_year(sources: Sources) -> Iterator[Finding]:
    """L'année du rapport s'écrit {{ year() }} : tapée à la main, elle resterait l'an prochain.

    L'année d'avant, tapée à la main, est un avertissement.
    """
    own = sources.report.edition.year
    for year, place in typed_years(sources):
        yield _by_hand(year, place, own)


def typed_years(sources: Sources) -> Iterator[tuple[int, Place]]:
    """Yield the years of the edition, and of the one before, that sentences give themselves in four digits."""
    own = sources.report.edition.year
    sourced = _sourced(sources)
    for said in sources.gathered(said_in):
        for paragraph, sentence in said.sentences if said.text.start not in sourced else ():
            for year, place in _typed(sentence, paragraph):
                if year in {own, own - 1} and not said.is_answered(place):
                    yield year, place


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
