"""FIC: the factsheets' templates, held to the survey and to the tables that they show."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.problems import Place
from rapport.numbers.calls import calls_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.factsheets.calls import SHAPES, fact_calls
from rapport.numbers.factsheets.faults import faults_of
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.factsheet import sections_of
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
def unreadable_factsheet_call(sources: Sources) -> Iterator[Finding]:
    """Une fiche appelle ses propres fonctions (« own », « beside »…) ou celles du rapport (« value », « chart »…)."""
    for section in sections_of(sources.report.factsheets).values():
        own = {found.offset if isinstance(found, ExpressionError) else found.start for found in fact_calls(section.body)}
        for found in calls_of(section.body):
            if isinstance(found, ExpressionError) and found.offset not in own:
                hint = f"{found.hint} Propres aux fiches : {', '.join(f'{name}(…)' for name in SHAPES)}."
                yield Finding(found.message, _place(section, found.offset), hint.strip())


def _place(section: Section, offset: int) -> Place:
    """Return the place of a character of a section's body."""
    before = section.body[:offset]
    return Place(section.path, section.first_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)
