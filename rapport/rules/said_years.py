"""AFF: the years that the texts say are those of their numbers, and follow the edition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.calls import Placed, ValueCall, calls_of
from rapport.numbers.claims.spotting import Sentence
from rapport.numbers.claims.tenses import has_acted, has_happened, names
from rapport.numbers.in_time import absolute
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.language.prose import Paragraph
from rapport.rules.said import read_texts
from rapport.sources.texts import Text

rule = SOURCE_RULES.rule


@rule("AFF04", Severity.WARNING, text_by_text=True)
def number_of_another_year(sources: Sources) -> Iterator[Finding]:
    """Une phrase qui se dit d'une année donne les chiffres de cette année-là."""
    own = sources.report.edition.year
    for said in sources.gathered(read_texts):
        text = said.text
        calls = _values(text) if said.sentences else []
        for paragraph, sentence in said.sentences if calls else ():
            first, last = paragraph.place(sentence.start), paragraph.place(sentence.end - 1)
            stretches = _dated_stretches(sentence, paragraph)
            for place, call in calls:
                named = {year for year, start, end in stretches if start <= place <= end}
                if not named:
                    continue
                year = absolute(call.year, own) if call.year else _named_by(call.ref) or own
                until = max(named) + bool(_NEXT.search(paragraph.prose[sentence.start : sentence.end]))
                if first <= place <= last and until < year and not _is_constant(call, sources):  # a year to come is a date
                    yield _parted(call, year, named, own, place)


def _dated_stretches(sentence: Sentence, paragraph: Paragraph) -> list[tuple[int, Place, Place]]:
    """Return the years of a sentence, and the places between which its numbers are those of each.

    A year that the sentence compares with (« douze de plus qu'en 1998 », « contre neuf en 1998 ») dates what stands in the
    comparison alone.
    """
    whole, found = (sentence.start, sentence.end - 1), []
    for year, start, end in sentence.years:
        compared = _COMPARED.search(paragraph.prose, sentence.start, start)
        first, last = (compared.start(), end - 1) if compared else whole
        found.append((year, paragraph.place(first), paragraph.place(last)))
    return found


_COMPARED = regex(
    r"(?i)\b(?:(?:plus|moins|autant|aussi|mieux|mêmes?|identiques?|autres?|double|triple|moitié) (?:[^.;:,]{0,60} )?"
    r"qu(?:e\s|['’])(?:\w+(?:['’]|\s)){0,4}|"
    r"(?:contre|face à|au regard de|au lieu de|par rapport à|en comparaison (?:de|avec)|comparée?s? (?:à|avec)|"
    r"(?:supérieure?|inférieure?|comparable|égale?|identique|semblable)s? à)\s(?:(?:[^.;:,]|,\d){0,60}\s)?)\Z"
)


def _is_constant(call: ValueCall, sources: Sources) -> bool:
    """Tell whether a value is that of every year: « refondue en 1998, l'offre repose sur cinq engagements »."""
    indicator = sources.report.indicators.get(call.ref)
    return indicator is not None and indicator.constant


_NEXT = regex(r"(?i)\b(?:suivante?|prochaine?)\b")


def _named_by(ref: str) -> int:
    """Return the year that names the row of a cell (« taux.2001.montant »), 0 when none does."""
    return next((int(part) for part in ref.split(".")[1:-1] if re.fullmatch(r"20\d\d", part)), 0)


def _values(text: Text) -> list[tuple[Place, ValueCall]]:
    """Return the values that a text prints, and their places."""
    found = [one for one in calls_of(text.text) if isinstance(one, Placed)]
    return [(text.place(one.start), one.call) for one in found if isinstance(one.call, ValueCall) and not one.call.statement]


def _parted(call: ValueCall, year: int, named: set[int], own: int, place: Place) -> Finding:
    said = french.listed(list(map(str, sorted(named))))
    wanted = max(named)
    back = f'{{{{ value("{call.ref}", year={wanted - own if wanted < own else wanted}) }}}}'
    back = f"nommez la ligne de {wanted}" if _named_by(call.ref) else back
    hint = f"Si la phrase parle de {year}, écrivez {{{{ year({year - own or ''}) }}}} au lieu de {wanted} ; sinon {back}."
    return Finding(f"La phrase se dit de {said}, mais « {call.ref} » y est celui de {year}.", place, hint)


@rule("AFF05", Severity.INFO, text_by_text=True)
def typed_year(sources: Sources) -> Iterator[Finding]:
    """L'année du rapport s'écrit {{ year() }} : tapée à la main, elle resterait l'an prochain.

    L'année d'avant, tapée à la main, est un avertissement.
    """
    own = sources.report.edition.year
    for typed in typed_years(sources):
        yield _by_hand(typed.year, typed.place, own)


class TypedYear(NamedTuple):
    """A year typed in four digits, its place, and whether it stays: it dates a past act, or is of a name."""

    year: int
    place: Place
    dates: bool


def typed_years(sources: Sources, ahead: int = 0) -> Iterator[TypedYear]:
    """Yield the years of the edition, and of the one before, that sentences give themselves in four digits; some ahead too."""
    own = sources.report.edition.year
    for said in sources.gathered(read_texts):
        for paragraph, sentence in said.sentences:
            for year, start in _typed(sentence, paragraph):
                near = own - 1 <= year <= own + ahead and not said.is_answered(place := paragraph.place(start))
                if near and (said.text.section or said.text.start not in sources.once(_sourced)):  # no section is a source
                    yield TypedYear(year, place, _dates(sentence, paragraph, start, own))


def _dates(sentence: Sentence, paragraph: Paragraph, start: int, own: int) -> bool:
    """Tell whether a year after the report's is of a name, or dates a past act.

    « Au 1er janvier 1999, il comptait » speaks of 1998; « le 1er janvier 1999, le tarif a changé » doesn't.
    """
    later = any(first == start and year > own for year, first, _ in sentence.years)
    said, at = paragraph.prose[sentence.start : sentence.end], start - sentence.start
    if later:
        return names(said, at) or has_happened(said, at)
    return paragraph.prose[start : start + 4] > str(own) and has_acted(said) and has_happened(said, at)


@shared
def _sourced(sources: Sources) -> frozenset[Place]:
    """Return the places of the sources, which are dated, not told, and of the cells that name their row."""
    sourced = {model.at("source") for models in (sources.report.indicators, sources.report.charts) for model in models.values()}
    for table in sources.report.tables.values():
        key = (table.spec.key,) if isinstance(table.spec.key, str) else table.spec.key
        rows = table.of_year(sources.report.edition.year)
        sourced |= {table.spec.at("source"), *(row.place_of(column) for row in rows for column in key)}
    return frozenset(sourced)


def _typed(sentence: Sentence, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the years that a sentence gives itself in four digits, and where they begin in its paragraph."""
    spans = {(start, end) for _, start, end in sentence.years}
    spans |= {found.span(1) for start, _ in spans if (found := _RANGE.search(paragraph.prose, max(start - 9, 0), start))}
    for start, end in sorted(spans):
        if (typed := paragraph.prose[start:end]).isdigit():  # « au 1er janvier 1999 » speaks of 1998, and types 1999
            yield int(typed), start


_RANGE = regex(r"\b(20\d\d)\s?[-\u2010\u2011\u2013/]\s?\Z")  # « 2001-2002 » gives itself the second, and types both


def _by_hand(year: int, place: Place, own: int) -> Finding:
    call = f"{{{{ year({'' if year == own else -1}) }}}}"
    said = f"« {year} » est tapé à la main : c'est l'année {'du rapport' if year == own else 'précédente'}."
    hint = f"Écrivez {call} : il suivra l'édition. Une date qui ne change pas s'admet : [{year}]{{.literal because=\"…\"}}."
    return Finding(said, place, hint, severity=None if year == own else Severity.WARNING)
