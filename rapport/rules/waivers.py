"""What an edition excuses: its waivers, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence

from rapport.ground import french
from rapport.ground.patterns import regex
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
    exists: Callable[[str], bool] = lambda _: True,
) -> list[Problem]:
    """Return the problems less the waived ones, plus what is to be said of the waivers themselves.

    A waiver that names no rule, one that (when complete) excuses nothing, one without a place that would excuse an error, and
    how many problems one excuses when it is more than one; when they are ``listed``, each problem that any waiver excuses. A
    waiver of a rule set ``apart``, which was not tried, may excuse something another time, unless its file doesn't ``exist``.
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
            kept.append(_unknown(waiver.rule, waiver.at("rule"), known))
        elif excused:
            kept += _waiver_findings(waiver, excused, listed=listed)
        elif complete:
            kept += _needless(waiver, problems, exists, tried=waiver.rule not in apart)
    kept += [_unknown(code, edition.at("severities", code), known) for code in edition.severities if code not in known]
    return kept


def _covers(waiver: Waiver, problem: Problem) -> bool:
    place = problem.place
    return waiver.rule == problem.code and waiver.place in {"", place.path, f"{place.path}:{place.line}", str(place)}


def _excuses(waiver: Waiver, problem: Problem) -> bool:
    """Tell whether a waiver excuses a problem that it covers: an error, only at a place that it names."""
    return bool(waiver.place) or problem.severity is not Severity.ERROR


_SHOWN = 3  # places named in a hint
_LINES = regex(r"(?::\d+){1,2}\Z")
# The place of a finished file is its name alone, « index.html », or that of a fragment's numbers, « donnees/indicateurs.json ».
_AUTHORED = regex(r"(?!donnees/).*(?:/|\.(?:md|ya?ml)\Z)")


def _needless(waiver: Waiver, problems: list[Problem], exists: Callable[[str], bool], *, tried: bool) -> Iterator[Problem]:
    """Yield what is to be said of a waiver that excuses nothing: its file isn't there, or its rule was tried and all is well."""
    path = _LINES.sub("", waiver.place)
    absent = bool(_AUTHORED.match(path)) and not exists(path)
    elsewhere = sorted({problem.place for problem in problems if problem.code == waiver.rule})
    if not absent and not tried:
        return
    if absent:
        said = f"L'écart accepté pour {waiver.rule} vise « {path} », qui n'existe pas : il n'excuse rien."
    elif elsewhere:
        said = f"L'écart accepté pour {waiver.rule} n'excuse rien à « {waiver.place} »."
    else:
        said = f"L'écart accepté pour {waiver.rule} n'excuse plus rien : retirez-le."
    hint = "Corrigez place:, ou retirez-le (waivers:)."
    if elsewhere:
        hint = f"{waiver.rule} se trouve ici : {', '.join(map(str, elsewhere[:_SHOWN]))}. {hint}"
    yield Problem("EDI02", Severity.WARNING, said, waiver.at("rule"), hint if absent or elsewhere else "")


def _waiver_findings(waiver: Waiver, covered: list[Problem], *, listed: bool) -> Iterator[Problem]:
    """Yield what is to be said of a waiver: the errors that it can't excuse, and how many problems it excuses."""
    errors = [problem for problem in covered if not _excuses(waiver, problem)]
    if errors:
        said = f"L'écart accepté pour {waiver.rule} n'a pas de lieu : il n'excuse aucune erreur."
        yield Problem(
            "EDI11",
            Severity.WARNING,
            said,
            waiver.at("rule"),
            f"Ajoutez le lieu de l'erreur, par exemple place: {errors[0].place}.",
        )
    excused = [problem for problem in covered if _excuses(waiver, problem)]
    if len(excused) > 1 or (excused and listed):
        said = f"L'écart accepté pour {waiver.rule} excuse {_counted(excused)} : « {waiver.because} »."
        each = tuple((problem.place, problem.message) for problem in excused) if listed else ()
        yield Problem("EDI11", Severity.INFO, said, waiver.at("rule"), related=each)


def _counted(excused: Sequence[Problem]) -> str:
    """Return how many errors and remarks are excused: « 1 erreur et 2 remarques »."""
    errors = sum(problem.severity is Severity.ERROR for problem in excused)
    counts = ((errors, "erreur"), (len(excused) - errors, "remarque"))
    return french.listed([f"{count} {name}{'s' * (count > 1)}" for count, name in counts if count])


_ALWAYS = "LEC", "IMP", "REN"  # families of what can't be read, taken in or made: nobody waives them


def _unknown(code: str, place: Place, known: Container[str]) -> Problem:
    hint = "« python build.py rules » donne la liste des règles."
    said = f"La règle « {code} » n'existe pas."
    if code.strip().upper() in known:
        hint = f"Écrivez « {code.strip().upper()} »."
    elif code.strip().upper().startswith(_ALWAYS):
        said, hint = (
            f"« {code} » ne s'accepte pas et ne change pas de gravité.",
            "Corrigez ce qu'il dit, puis retirez cette ligne.",
        )
    return Problem("EDI01", Severity.ERROR, said, place, hint)
