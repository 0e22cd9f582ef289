"""Whether this engine is the one that an edition was made for: the format of its files, the versions that it admits."""

from __future__ import annotations

import re
from typing import Any

from rapport import __version__
from rapport.ground.patterns import regex
from rapport.ground.problems import BuildStopped, Problem, Severity
from rapport.sources.reading.yaml import LocatedYaml

FORMAT = 1  # of the author files; a new one comes with its migration (`migrations`)
_ENGINE = regex(r"(?P<name>[A-Za-z][\w-]*)?\s*(?P<range>.*)", re.DOTALL)


def parts_of(engine: str) -> tuple[str, str]:
    """Return the name and the range of versions of « engine: », each empty when it isn't told."""
    found = _ENGINE.fullmatch(engine.strip())
    return (found["name"] or "", found["range"].strip()) if found else ("", engine)


def hold_to(report: LocatedYaml) -> None:
    """Stop, before anything else is read, at an edition whose files or versions aren't this engine's.

    Raises BuildStopped with that problem alone: whatever else could be told would follow from it.
    """
    keys = report.value if isinstance(report.value, dict) else {}
    for key, problem in (("format", _of_format), ("engine", _of_engine)):
        if found := problem(keys.get(key)):
            code, said, hint = found
            raise BuildStopped([Problem(code, Severity.ERROR, said, report.places.at(key), hint)])


def _of_format(given: Any) -> tuple[str, str, str] | None:
    number = 1 if given is None else given
    if not isinstance(number, int) or isinstance(number, bool) or number < 1 or number == FORMAT:
        return None  # what isn't a number is told with the other keys
    if number > FORMAT:
        said = f"Cette édition est au format {number} ; ce moteur ({__version__}) lit le format {FORMAT}."
        return "LEC11", said, "Prenez une version plus récente du moteur."
    said = f"Cette édition est au format {number}, plus ancien que celui de ce moteur ({FORMAT})."
    return "LEC11", said, "Lancez « python build.py migrate » : il montre ce qu'il change avant de l'écrire."


def _of_engine(given: Any) -> tuple[str, str, str] | None:
    versions = parts_of(given)[1] if isinstance(given, str) else ""
    if not versions:
        return None
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 - for the editions that state a range
    from packaging.version import Version  # noqa: PLC0415

    try:
        admitted = SpecifierSet(versions)
    except InvalidSpecifier:
        hint = 'Écrivez un nom (embedded), des versions (">=2026.11,<2028"), ou les deux (embedded >=2026.11,<2028).'
        return "LEC06", f"« engine » : « {given} » n'est ni un moteur ni une suite de versions.", hint
    own = Version(__version__)
    if admitted.contains(own, prereleases=True):
        return None
    refusing = [one for one in admitted if not one.contains(own, prereleases=True)]
    said = f"Cette édition admet les versions {versions} du moteur ; celui-ci est le {__version__}."
    if any(one.operator in {"<", "<="} for one in refusing):
        hint = (
            "Prenez une version du moteur qui convient. Pour passer à celui-ci : élargissez « engine: », lancez "
            "« python build.py migrate », puis relisez le rapport."
        )
        return "LEC11", said, hint
    return "LEC11", said, "Prenez une version du moteur qui convient."
