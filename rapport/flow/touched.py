"""What a value that is taken from a piece touches when it moves: sentences, claims, charts, signatures."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from rapport.ground.problems import Problem
from rapport.numbers.calls import NumberCall, Placed, calls_of
from rapport.numbers.claims.calls import ShareCall, TimesCall
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import operands_of
from rapport.numbers.in_time import bare
from rapport.rules.book import SOURCE_RULES, Sources, problems_of
from rapport.rules.claims import bound_claims
from rapport.sources.authored import ChartSpec
from rapport.sources.model import Report
from rapport.sources.reading.taken_values import with_taken_values
from rapport.sources.texts import texts_of
from rapport.sources.tied import Evidence
from rapport.team.signoff.standings import standings_of

_HELD = ("AFF01", "RUL01", "IND02", "TAB01")  # the rules that a moved number makes false first


def with_evidence(report: Report, evidence: Evidence) -> Report:
    """Return a report with other ties, and the values that they give."""
    indicators = {
        name: with_taken_values(name, indicator, lambda: (evidence.lock, ())) for name, indicator in report.indicators.items()
    }
    return replace(report, evidence=evidence, indicators=indicators)


def moved_values(before: Report, after: Report) -> frozenset[str]:
    """Return the indicators whose values changed, and those that are calculated from them."""
    moved = {name for name, indicator in after.indicators.items() if indicator.values != before.indicators[name].values}
    while more := {name for name in after.indicators if name not in moved and moved & _operands(after, name)}:
        moved |= more
    return frozenset(moved)


def _operands(report: Report, name: str) -> set[str]:
    try:
        formula = report.indicators[name].formula
        return set(map(bare, operands_of(formula))) if formula else set()
    except ExpressionError:
        return set()


def touched_by(moved: Collection[str], before: Report, after: Report) -> Iterator[str]:
    """Yield what the moved numbers touch, in French: where each is said or drawn, and whose signature is void."""
    places = dict.fromkeys(
        f"{text.place(found.start)} (texte)"
        for text in texts_of(after)
        for found in calls_of(text.text)
        if isinstance(found, Placed) and isinstance(found.call, NumberCall) and _called(found.call) & set(moved)
    )
    yield from places
    yield from dict.fromkeys(_listed(after, moved))
    for bound in bound_claims(Sources(after)):
        named = {bare(ref.strip()) for key in ("of", "in", "than") for ref in bound.span.attributes.get(key, "").split(",")}
        if named & set(moved):
            yield f"{bound.place} (affirmation « {bound.words} »)"
    yield from (f"graphique « {name} »" for name, chart in after.charts.items() if _drawn(chart) & set(moved))
    stale = {key: len(standing.stale) for key, standing in standings_of(before).items()}
    for key, standing in standings_of(after).items():
        if len(standing.stale) > stale.get(key, 0):
            signers = ", ".join(signature.by for signature in standing.stale)
            yield f"signature de {signers} sur « {key[1]} » : à refaire"


def _called(call: NumberCall) -> set[str]:
    """Return the numbers that a call prints, or makes its words of: a share is of two."""
    beside = call.of if isinstance(call, ShareCall) else call.than if isinstance(call, TimesCall) else ""
    return {bare(call.number), bare(getattr(call, "ref", "")), bare(beside)}


def _listed(report: Report, moved: Collection[str]) -> Iterator[str]:
    """Yield where the moved numbers are shown by their names alone: cards, variants, the last lines of tables."""
    for index, card in enumerate(report.edition.cards):
        if (card if isinstance(card, str) else card.number) in moved:
            yield f"{report.edition.at('cards', index)} (carte)"
    for name, variant in report.edition.variants.items():
        for index, number in enumerate(variant.numbers):
            if (number if isinstance(number, str) else number.number) in moved:
                yield f"{variant.at('numbers', index)} (variante « {name} »)"
    for table in report.tables.values():
        for index, total in enumerate(table.spec.totals):
            if total.equals in moved:
                yield f"{table.spec.at('totals', index)} (total de la table « {table.id} »)"


def _drawn(chart: ChartSpec) -> set[str]:
    return set(map(bare, chart.indicators))


def made_false(before: Report, after: Report) -> list[Problem]:
    """Return what the rules tell of a report with moved numbers, and didn't tell before."""
    known = {(problem.code, problem.place) for problem in _signature_problems(before)}
    return [problem for problem in _signature_problems(after) if (problem.code, problem.place) not in known]


def _signature_problems(report: Report) -> list[Problem]:
    sources = Sources(report)
    return [
        problem
        for code in _HELD
        for problem in problems_of(SOURCE_RULES.rules[code], SOURCE_RULES.rules[code].find(sources), report.edition)
    ]
