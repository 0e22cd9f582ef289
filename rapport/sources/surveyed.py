"""What numbers take from surveys: the cell that each asks for, and the note that says what it stands on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.sources.authored import Column, Indicator
from rapport.sources.model import Report, Row
from rapport.sources.panel import PREFIX, Panel, SurveyCell, SurveyLock
from rapport.sources.survey import QUANTILES, SurveySpec

_BECAUSE = "ce qu'en dit l'enquête elle-même"
AUTHORS_OF_QUANTILES = "Hyndman et Fan"
_NAMED = regex(r"\{([^{}]*)\}")
_METHODS = {
    "count": "nombre de structures", "sum": "somme des réponses", "share": "part", "mean": "moyenne", "median": "médiane",
    "quartiles": "quartiles", "evolution": "évolution depuis l'an dernier",
}  # fmt: skip


def asked_of_row(column: Column, row: Row) -> str:
    """Return the name of the cell that a row takes in a column: « survey.enquete.ca.{type} » with the row's own texts."""
    return _NAMED.sub(lambda found: row.texts.get(found[1], found[0]), column.from_)


def survey_of(name: str, surveys: Mapping[str, object]) -> str:
    """Return the name of the survey that a cell's name begins with, empty when there is none."""
    of = name.removeprefix(PREFIX).partition(".")[0] if name.startswith(PREFIX) else ""
    return of if of in surveys else ""


def panel_of(name: str, surveys: Mapping[str, Panel]) -> str:
    """Return who is counted in a cell of a survey: its title. Empty where no survey gives it, or for a count of who answered."""
    of = survey_of(name, surveys)
    statistic = name.removeprefix(f"{PREFIX}{of}.").partition(".")[0]
    spec = surveys[of].spec.statistics.get(statistic) if of else None
    return surveys[of].spec.title if spec and spec.compute != "count" else ""


def withheld_cell(report: Report, indicator: Indicator, year: int) -> SurveyCell | None:
    """Return the hidden cell that an indicator asks for a year; None when it asks for none, or for one that is printed."""
    panel = report.surveys.get(survey_of(indicator.from_, report.surveys)) if indicator.from_ else None
    cell = panel.published.get(indicator.from_) if panel and panel.spec.year == year else None
    return cell if cell is not None and cell.value is None else None


def survey_note(spec: SurveySpec, lock: SurveyLock, cells: Sequence[SurveyCell]) -> str:
    """Return the note of numbers that a survey gives: who answered, what was calculated, on how many (marked as admitted)."""
    rate = french.rounded(Decimal(100 * lock.answered) / (lock.asked or 1), 0)
    bases = sorted({cell.base for cell in cells if cell.base is not None and cell.value is not None})
    on = _based(bases)
    methods = list(dict.fromkeys(_method(spec, cell.statistic) for cell in cells if cell.statistic in spec.statistics))
    parts = [f"« {spec.title} », données de {spec.year} : {lock.answered} structures sur {lock.asked} ({rate} %)"]
    parts += [_capital(f"{french.listed(methods)}{on}")] if methods else []
    parts += dict.fromkeys(s.note.rstrip(". ") for cell in cells if (s := spec.statistics.get(cell.statistic)) and s.note)
    if any(cell.hidden not in {"", "unanswered"} for cell in cells):
        parts.append("c : donnée couverte par le secret statistique")
    return f'[{french.typeset(". ".join(parts))}]{{.literal because="{_BECAUSE}"}}.'


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _based(bases: Sequence[int]) -> str:
    if not bases:
        return ""
    several = f"{bases[0]} à {bases[-1]} structures selon le nombre" if len(bases) > 1 else f"{bases[0]} structures"
    return f", sur {several}"


def _method(spec: SurveySpec, name: str) -> str:
    """Return what was calculated (French)."""
    statistic = spec.statistics[name]
    said = _METHODS[statistic.compute]
    if statistic.compute in QUANTILES and spec.quantile:
        said += f" (définition {spec.quantile} de {AUTHORS_OF_QUANTILES})"
    if statistic.compute in {"count", "evolution", *QUANTILES}:
        return said
    weights = spec.columns.get(statistic.weights)
    said += f" pondérée par « {weights.label} »" if weights else " sans pondération"
    return f"{said} (arrondi au plus fort reste)" if statistic.to_100 else said
