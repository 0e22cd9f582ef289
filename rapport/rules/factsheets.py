"""FIC: the factsheets' templates, held to the survey and to the tables that they show."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.problems import Place
from rapport.numbers.calls import calls_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.factsheets.calls import SHAPES, with_stand_ins
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
        for section in with_stand_ins(template):
            for call in calls_of(section.body):
                if isinstance(call, ExpressionError):
                    hint = f"{call.hint} Propres aux fiches : {', '.join(f'{name}(…)' for name in SHAPES)}."
                    yield Finding(call.message, Place(section.path, section.first_line), hint.strip())
                    continue
                ref = getattr(call.call, "number", None) or getattr(call.call, "ref", "")
                known = {**report.tables, **report.charts}
                if ref and ref not in known and ref not in sources.register.known:
                    yield Finding(f"« {ref} » n'existe pas dans le rapport.", Place(section.path, section.first_line))


def _place(section: Section, offset: int) -> Place:
    """Return the place of a character of a section's body."""
    before = section.body[:offset]
    return Place(section.path, section.first_line + before.count("\n"), offset - (before.rfind("\n") + 1) + 1)
