"""What an edition excuses: its waivers, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import Edition
from rapport.sources.waiver import Waiver


def waived(
    problems: list[Problem],
    edition: Edition,
    known: Container[str],
    *,
    complete: bool,
    apart: Container[str] = (),
    listed: bool = False,
) -> list[Problem]:
    """Return the problems less the waived ones, plus what is to be said of the waivers themselves.

    A waiver that names no rule, one that (when complete) excuses nothing, one without a place that would excuse an error, and
    how many problems one excuses when it is more than one; when they are ``listed``, each problem that any waiver excuses. A
    waiver of a rule set ``apart``, which was not tried, may excuse something another time.
    """
    used: dict[int, list[Problem]] = {id(waiver): [] for waiver in edition.waivers}
    kept = []
    for problem in problems:
        by = [w for w in edition.waivers if _covers(w, problem)]
        for waiver in by:
            used[id(waiver)].append(problem)
        if not any(_excuses(waiver, problem) for waiver in by):
            kept.append(problem)
    for waiver in edition.waivers:
        excused = used[id(waiver)]
        if waiver.rule not in known:
            kept.append(_unknown(waiver.rule, waiver.at("rule")))
        elif complete and not excused and waiver.rule not in apart:
            said = f"La dérogation à {waiver.rule} n'excuse plus rien : retirez-la."
            kept.append(Problem("EDI02", Severity.WARNING, said, waiver.at("rule")))
        else:
            kept += _waiver_findings(waiver, excused, listed=listed)
    kept += [_unknown(code, edition.at("severities", code)) for code in edition.severities if code not in known]
    return kept


def _covers(waiver: Waiver, problem: Problem) -> bool:
    place = problem.place
    return waiver.rule == problem.code and waiver.place in {"", place.path, f"{place.path}:{place.line}", str(place)}


def _excuses(waiver: Waiver, problem: Problem) -> bool:
    """Tell whether a waiver excuses a problem that it covers: an error, only at a place that it names."""
    return bool(waiver.place) or problem.severity is not Severity.ERROR


def _waiver_findings(waiver: Waiver, covered: list[Problem], *, listed: bool) -> Iterator[Problem]:
    """Yield what is to be said of a waiver: the errors that it can't excuse, and how many problems it excuses."""
    errors = [problem for problem in covered if not _excuses(waiver, problem)]
    if errors:
        said = f"La dérogation à {waiver.rule} n'a pas de lieu : elle n'excuse aucune erreur."
        yield Problem(
            "EDI11",
            Severity.WARNING,
            said,
            waiver.at("rule"),
            f"Ajoutez le lieu de l'erreur, par exemple place: {errors[0].place}.",
        )
    excused = [problem for problem in covered if _excuses(waiver, problem)]
    if len(excused) > 1 or (excused and listed):
        said = f"La dérogation à {waiver.rule} excuse {len(excused)} remarque{'s' * (len(excused) > 1)} : « {waiver.because} »."
        each = tuple((problem.place, problem.message) for problem in excused) if listed else ()
        yield Problem("EDI11", Severity.INFO, said, waiver.at("rule"), related=each)


def _unknown(code: str, place: Place) -> Problem:
    hint = "« python build.py rules » donne la liste des règles."
    return Problem("EDI01", Severity.ERROR, f"La règle « {code} » n'existe pas.", place, hint)
