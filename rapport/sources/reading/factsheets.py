"""The factsheets as steps: the sections that report.yml names, each from its own file of `content/factsheets/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapport.ground.memo import step
from rapport.ground.near import meant
from rapport.ground.problems import Problem, Severity
from rapport.sources.factsheet import FOLDER, FactsheetSpec, FactsheetTemplate
from rapport.sources.model import Section
from rapport.sources.reading.contents import Contents
from rapport.sources.reading.entries import NAME, misnamed
from rapport.sources.reading.files import Read, taken


class FactsheetFiles(Contents):
    """What is read of an edition's factsheets."""

    @step
    def factsheets(self) -> Read[Mapping[str, FactsheetTemplate]]:
        """Return the factsheets whose sections can be read, by name."""
        problems: list[Problem] = []
        specs = self.edition()[0].factsheets
        problems += [misnamed(name, "fiche", spec.at()) for name, spec in specs.items() if not NAME.fullmatch(name)]
        surveys = self.described_surveys()[0] if specs else {}
        for spec in specs.values():
            if spec.survey not in surveys:
                hint = meant(spec.survey, surveys) or f"Enquêtes : {', '.join(surveys) or 'aucune'}."
                said = f"L'enquête « {spec.survey} » n'est pas dans data/surveys.yml."
                problems.append(Problem("LEC06", Severity.ERROR, said, spec.at("survey"), hint))
        templates = {name: self._template(name, spec, problems) for name, spec in specs.items()}
        return {name: template for name, template in templates.items() if template}, tuple(problems)

    def _template(self, name: str, spec: FactsheetSpec, problems: list[Problem]) -> FactsheetTemplate | None:
        sections: list[Section] = []
        for index, section in enumerate(spec.sections):
            place, shown = spec.at("sections", index), f"{FOLDER}/{section}"
            if section in spec.sections[:index]:
                problems.append(Problem("LEC05", Severity.ERROR, f"La section « {section} » est nommée deux fois.", place))
            elif not self.is_file(f"content/{shown}.md"):
                there = [path.removeprefix(f"content/{FOLDER}/")[:-3] for path in self.names(f"content/{FOLDER}", ".md")]
                hint = meant(section, there) or f"Fichiers présents : {', '.join(sorted(there)) or 'aucun'}."
                said = f"La section « {section} » est annoncée, mais content/{shown}.md n'existe pas."
                problems.append(Problem("LEC08", Severity.ERROR, said, place, hint))
            elif (found := taken(self.section(shown), problems)) is not None:
                sections.append(replace(found, id=f"fiche-{section}"))
        return FactsheetTemplate(name, spec, tuple(sections)) if len(sections) == len(spec.sections) else None
