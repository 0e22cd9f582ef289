"""The template of one kind of factsheet, laid once: its sections through Pandoc, with a stand-in for each call that differs."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import Any

from rapport.flow.asked import Passages
from rapport.flow.edition import Flow
from rapport.ground import french
from rapport.ground.cache import fingerprint, fingerprint_of_files
from rapport.manuscript.distinct import Distinct
from rapport.manuscript.passages import passage_of
from rapport.numbers.chart_rows import charts_in
from rapport.numbers.factsheets.calls import FactCall, calls_of_template, with_stand_ins
from rapport.numbers.factsheets.facts import MISSING, Facts
from rapport.numbers.factsheets.subjects import Recipient
from rapport.outputs.factsheets.template import lay_template
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.files import code_fingerprint


class _Placed(Passages):
    """What a factsheet's passage is written from: no other text stands before it."""

    def distinct(self, content: str) -> Distinct:  # noqa: ARG002 - each factsheet is a document of its own
        """Return the anchors given before a section: none."""
        return Distinct(self._flow.names_taken(), frozenset())


class LaidTemplate:
    """A template in the work folder, and what it says of each member; ``mark`` is the fingerprint of what all have in common."""

    def __init__(self, flow: Flow, template: FactsheetTemplate) -> None:
        self.flow = flow
        self.spec = template.spec
        self.panel = flow.report().surveys[template.spec.survey]
        self.facts = Facts(self.panel, flow.register())
        self.calls: Mapping[str, FactCall] = calls_of_template(template)
        self.mark = self._lay(template)

    def _lay(self, template: FactsheetTemplate) -> str:
        flow, tools = self.flow, self.flow.tools
        flow.workshop()
        fonts = tools.folder / "fonts"
        if not fonts.exists():
            shutil.copytree(flow.root / "assets/fonts", fonts, ignore=shutil.ignore_patterns("*.woff2", "*.md"))
        sections = with_stand_ins(template)
        drawings = {name: drawing for section in sections for name in charts_in(section) if (drawing := flow.drawing(name))}
        tools.lay_drawings({name: drawing.svg for name, drawing in drawings.items()})
        pieces = [passage_of(section, 1, _Placed(flow)).piece for section in sections]
        fragments = {markup: [tools.conversions.fragment(piece, markup) for piece in pieces] for markup in ("typst", "html")}
        own = lay_template(tools.work, template.name, template.sections[0].id, fragments, self.calls, drawings, flow.brand())
        others = {"page.html", *(f"{name}.typ" for name in flow.part("factsheets"))}
        laid = [path for path in tools.work.rglob("*") if path.suffix in {".typ", ".svg", ".j2"} and path.name not in others]
        shared = fingerprint_of_files(sorted([*laid, *(path for path in fonts.iterdir() if path.is_file())]))
        return fingerprint("factsheet", own, shared, code_fingerprint(), flow.timestamp())

    def given_to(self, subject: Recipient) -> dict[str, Any]:
        """Return all that the factsheet of a member or a region says, as plain values."""
        edition, panel = self.flow.report().edition, self.panel
        said = [subject.group("type"), subject.region] if subject.member else []
        asked = panel.lock.asked
        rate = f" ; {panel.lock.answered} réponses pour {asked} structures interrogées" if asked else ""
        source = f"Source : {panel.spec.source or f'{panel.spec.title}, {panel.spec.year}'}{rate}. « c » : secret statistique."
        silent = subject.member is not None and subject.member.id not in panel.answers
        notice = f"Votre structure n'a pas répondu à l'enquête « {panel.spec.title} » : la fiche montre où en sont les autres."
        return {
            "title": french.typeset(self.spec.title), "name": french.curled(subject.name), "each": self.spec.each,
            "said": [french.curled(one) for one in said if one],
            "organisation": french.typeset(edition.organisation), "year": edition.year,
            "missing": MISSING, "source": french.typeset(source), "notice": french.typeset(notice) if silent else "",
            "facts": {name: self.facts.fact_of(call, subject) for name, call in self.calls.items()},
        }  # fmt: skip
