"""What is wrong in a factsheet's template, for all its factsheets at once: names that the survey or the tables don't have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground.near import meant
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.factsheets.calls import FactCall, fact_calls
from rapport.sources.factsheet import FactsheetTemplate
from rapport.sources.panel import Panel

_REGISTER = ("id", "name", "type", "region")
_BY = {"member": ("type", "region", ""), "region": ("region", "")}


def faults_of(template: FactsheetTemplate, panel: Panel, tables: Mapping[str, Any]) -> Iterator[tuple[int, ExpressionError]]:
    """Yield what is wrong, with the rank of the section; the offset counts characters of its body."""
    for rank, section in enumerate(template.sections):
        for call in fact_calls(section.body):
            if isinstance(call, ExpressionError):
                yield rank, call
            elif fault := _fault_of(call, template, panel, tables):
                yield rank, ExpressionError(fault[0], call.start, fault[1])


def _fault_of(call: FactCall, template: FactsheetTemplate, panel: Panel, tables: Mapping[str, Any]) -> tuple[str, str] | None:
    each = template.spec.each
    if each == "region" and call.name in {"own", "standing", "numbers"}:
        return "Une région n'a pas de réponse à elle.", 'Écrivez median(…, by="region"), ou beside(…).'
    if call.name == "field":
        known = [*_REGISTER, "members", *_fields(panel)] if each == "member" else ["id", "name", "region", "members"]
        wrong = bool(_fields(panel) or panel.members or each == "region") and call.args[0] not in known
        return (f"Le registre n'a pas de colonne « {call.args[0]} ».", _hint(call.args[0], known)) if wrong else None
    if call.name == "rows":
        return _fault_of_rows(call, tables)
    numeric = call.name in {"median", "standing", "numbers", "beside", "parts"}
    for column in call.args:
        if column not in panel.spec.columns:
            return f"L'enquête « {panel.name} » n'a pas de colonne « {column} ».", _hint(column, panel.spec.columns)
        if numeric and panel.spec.columns[column].kind != "number":
            return f"« {column} » n'est pas une colonne de nombres.", ""
    by = call.option("by", "type" if call.name == "standing" else "")
    if call.name in {"median", "standing"} and by not in _BY[each]:
        return f"« by= » : une fiche ne se compare pas selon « {by} ».", f"Écrivez {' ou '.join(filter(None, _BY[each]))}."
    return _unpublished(call, by, panel)


def _unpublished(call: FactCall, by: str, panel: Panel) -> tuple[str, str] | None:
    """Return what is said when no statistic of the survey gives what a call is to show."""
    statistics = panel.spec.statistics.values()
    if call.name in {"median", "standing"} and not any(
        one.compute == "median" and one.of == call.args and one.by == ((by,) if by else ()) and not one.where
        for one in statistics
    ):
        asked = f"{{compute: median, of: {call.args[0]}{f', by: {by}' if by else ''}}}"
        return (
            f"L'enquête ne publie aucune médiane de « {call.args[0]} » à cet endroit.",
            f"Ajoutez-la aux statistiques : {asked}.",
        )
    if call.name in {"beside", "numbers"}:
        without = [c for c in call.args if not any(one.compute == "median" and one.of == (c,) for one in statistics)]
        if without:
            return f"L'enquête ne publie aucune médiane de « {without[0]} ».", f"Ajoutez-la aux statistiques de « {panel.name} »."
    if call.name == "parts" and not any(one.compute == "share" and set(call.args) <= {*one.of} for one in statistics):
        return "L'enquête ne publie pas ces parts.", f"Ajoutez une statistique {{compute: share, of: [{', '.join(call.args)}]}}."
    return None


def _fault_of_rows(call: FactCall, tables: Mapping[str, Any]) -> tuple[str, str] | None:
    name = call.args[0]
    if name not in tables:
        return f"La table « {name} » n'existe pas.", _hint(name, tables)
    known = tables[name].spec.columns
    for column in (call.option("match", "region"), *call.option("columns", ())):
        if column not in known:
            return f"La table « {name} » n'a pas de colonne « {column} ».", _hint(column, known)
    return None


def _fields(panel: Panel) -> list[str]:
    first = next(iter(panel.members.values()), None)
    return [*first.fields] if first else []


def _hint(name: str, known: Any) -> str:
    return meant(name, known) or f"Noms : {', '.join(list(known)[:12])}."
