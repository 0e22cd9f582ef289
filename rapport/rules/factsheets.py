"""FIC: the factsheets' templates, held to the survey and to the tables that they show."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from rapport.ground.near import meant
from rapport.ground.problems import Place
from rapport.numbers.calls import ChartCall, NumberCall, Placed, TableCall, calls_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.factsheets.calls import SHAPES, fact_calls
from rapport.numbers.factsheets.faults import faults_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.model import Section

rule = SOURCE_RULES.rule


@rule("FIC01")
def wrong_factsheet_call(sources: Sources) -> Iterator[Finding]:
    """Une fiche appelle des colonnes de son enquête, des statistiques qui s'en publient, des tables du rapport."""
    report = sources.report
    for template in report.factsheets.values():
        panel = report.surveys.get(template.spec.survey)
        for rank, fault in faults_of(template, panel, report.tables) if panel else ():
            yield Finding.of(fault, _place(template.sections[rank], fault.offset))


@rule("FIC02")
def unknown_factsheet_call(sources: Sources) -> Iterator[Finding]:
    """Ce qu'une fiche appelle d'autre est un chiffre, une table ou un graphique du rapport."""
    report = sources.report
    for template in report.factsheets.values():
        for section in template.sections:
            own = {found.offset if isinstance(found, ExpressionError) else found.start for found in fact_calls(section.body)}
            for found in calls_of(section.body):
                offset = found.offset if isinstance(found, ExpressionError) else found.start
                if offset not in own and (said := _unknown(found, sources)):
                    yield Finding(said[0], _place(section, offset), said[1])


def _unknown(found: Placed | ExpressionError, sources: Sources) -> tuple[str, str] | None:
    """Return what is said of a call of the report that it doesn't know, and what to do; None of one that it knows."""
    if isinstance(found, ExpressionError):
        return found.message, f"{found.hint} Propres aux fiches : {', '.join(f'{name}(…)' for name in SHAPES)}.".strip()
    call, report = found.call, sources.report
    if isinstance(call, NumberCall):
        return None if call.number in sources.register.known else (f"« {call.ref} » n'est pas un chiffre du rapport.", "")
    known: Collection[str] = (
        report.charts if isinstance(call, ChartCall) else report.tables if isinstance(call, TableCall) else [call.ref]
    )
    return None if call.ref in known else (f"« {call.ref} » n'existe pas dans le rapport.", meant(call.ref, known))


def _place(section: Section, offset: int) -> Place:
    """Return the place of a character of a section's body."""
    before = section.body[:offset]
    return Place(section.path, section.first_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)
