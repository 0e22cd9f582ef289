"""The data of an edition as steps: indicators, charts, tables, the editors' assertions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from rapport.ground.memo import step
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import Assertion, ChartSpec, Indicator, TableSpec
from rapport.sources.located import Located
from rapport.sources.model import INDICATOR_NAME, Table
from rapport.sources.note import FILE as NOTES
from rapport.sources.note import ReviewNote
from rapport.sources.reading.conflict_copies import original_of
from rapport.sources.reading.csv import load_table
from rapport.sources.reading.entries import NAME, entries_of, misnamed, models_of
from rapport.sources.reading.files import Read, taken
from rapport.sources.reading.survey_values import with_survey_cells, with_survey_value
from rapport.sources.reading.surveys import SurveyFiles
from rapport.sources.reading.taken_values import with_taken_values
from rapport.sources.reading.validate import model_of
from rapport.sources.translations import FILE as ENGLISH
from rapport.sources.translations import Translation

Entry = TypeVar("Entry", bound=Located)


class Data(SurveyFiles):
    """What is read of the folder `data/`, and what is told of it."""

    @step
    def indicators(self) -> Read[Mapping[str, Indicator]]:
        """Return the indicators of every file by name: the first of a name, when it is defined twice."""
        problems: list[Problem] = []
        indicators: dict[str, Indicator] = {}
        for shown in self.names("data/indicators", ".yml"):
            if original_of(self.root / shown) is not None:  # told as a copy
                continue
            for name, indicator in taken(self.indicators_in(shown), problems).items():
                place = indicator.at()
                if not INDICATOR_NAME.fullmatch(name):
                    hint = "Un nom s'écrit famille.nom, en minuscules sans accent : adherents.total."
                    problems.append(Problem("LEC06", Severity.ERROR, f"« {name} » n'est pas un nom d'indicateur.", place, hint))
                elif name in indicators:
                    first = ((indicators[name].at(), "première définition"),)
                    said = f"L'indicateur « {name} » est défini deux fois."
                    problems.append(Problem("LEC05", Severity.ERROR, said, place, related=first))
                else:
                    indicators[name] = self._given(name, indicator)
        return indicators, tuple(problems)

    def _given(self, name: str, indicator: Indicator) -> Indicator:
        """Return an indicator with the values that a piece or a survey gives."""
        given = with_taken_values(name, indicator, self.lock)
        return with_survey_value(given, self.published_surveys()) if given.from_ else given

    @step
    def indicators_in(self, shown: str) -> Read[Mapping[str, Indicator]]:
        """Return the indicators of one file."""
        problems: list[Problem] = []
        return models_of(self, shown, Indicator, "l'indicateur", problems), tuple(problems)

    @step
    def charts(self) -> Read[Mapping[str, ChartSpec]]:
        """Return the charts by name."""
        problems: list[Problem] = []
        charts = models_of(self, "data/charts.yml", ChartSpec, "le graphique", problems)
        problems += [misnamed(name, "graphique", spec.at()) for name, spec in charts.items() if not NAME.fullmatch(name)]
        return charts, tuple(problems)

    @step
    def tables(self) -> Read[Mapping[str, Table]]:
        """Return the tables that are described and can be read."""
        problems: list[Problem] = []
        specs, described = taken(self.specs_of_tables(), problems)
        tables = {name: table for name in specs if (table := taken(self.table(name), problems)) is not None}
        for shown in self.names("data/tables", ".csv") if described else ():
            if original_of(self.root / shown) is not None:
                continue
            if (name := shown[len("data/tables/") : -len(".csv")]) not in described:
                said = f"La table « {name} » n'est pas décrite dans data/tables.yml."
                problems.append(Problem("LEC07", Severity.WARNING, said, Place(shown, 1)))
        return tables, tuple(problems)

    @step
    def specs_of_tables(self) -> Read[tuple[Mapping[str, TableSpec], tuple[str, ...]]]:
        """Return the descriptions of the tables that may be read, and the names of all that are described."""
        problems: list[Problem] = []
        specs = {}
        entries, places = entries_of(self, "data/tables.yml", problems)
        for name, value in entries.items():
            spec = model_of(TableSpec, value, places.below(name), problems, f"la table « {name} »")
            if spec is None:
                continue
            if not NAME.fullmatch(str(name)):
                problems.append(misnamed(str(name), "table", spec.at()))
            elif wrong := [column for column in spec.columns if not NAME.fullmatch(column)]:
                problems += [misnamed(column, "colonne", spec.at("columns", column)) for column in wrong]
            elif not spec.columns:
                said = f"La table « {name} » n'a aucune colonne."
                problems.append(Problem("LEC06", Severity.ERROR, said, spec.at("columns")))
            else:
                specs[str(name)] = spec
        return (specs, tuple(map(str, entries))), tuple(problems)

    @step
    def spec_of_table(self, name: str) -> TableSpec:
        """Return the description of a table that may be read."""
        return self.specs_of_tables()[0][0][name]

    @step
    def table(self, name: str) -> Read[Table | None]:
        """Return a table that may be read, None after problems that leave none."""
        problems: list[Problem] = []
        spec = self.spec_of_table(name)
        table = load_table(self, name, spec, problems)
        if table is not None and any(column.from_ for column in spec.columns.values()):
            table = with_survey_cells(table, self.published_surveys(), self.year_of_edition(), problems)
        return table, tuple(problems)

    @step
    def assertions(self) -> Read[tuple[Assertion, ...]]:
        """Return the assertions that the editors wrote."""
        return self._listed("data/rules.yml", Assertion, "règle", "id")

    @step
    def notes(self) -> Read[tuple[ReviewNote, ...]]:
        """Return the remarks of the reviewers."""
        return self._listed(NOTES, ReviewNote, "remarque", "file")

    @step
    def translations(self) -> Read[tuple[Translation, ...]]:
        """Return the English of the texts that English variants print."""
        return self._listed(ENGLISH, Translation, "traduction", "fr")

    def _listed(self, shown: str, model: type[Entry], said: str, key: str) -> Read[tuple[Entry, ...]]:
        """Return the entries of a file that is a list."""
        problems: list[Problem] = []
        read = taken(self.yaml(shown), problems) if self.exists(shown) else None
        if read is None or read.value is None:
            return (), tuple(problems)
        if not isinstance(read.value, list):
            wrong = f"Le fichier doit être une liste : une ligne « - {key}: … » par {said}."
            return (), (*problems, Problem("LEC06", Severity.ERROR, wrong, Place(shown, 1, 1)))
        models = [
            model_of(model, value, read.places.below(index), problems, f"la {said} n° {index + 1}")
            for index, value in enumerate(read.value)
        ]
        return tuple(one for one in models if one is not None), tuple(problems)
