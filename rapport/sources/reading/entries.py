"""A YAML file of « nom: … » lines, each a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, Problem, Severity
from rapport.sources.located import Located
from rapport.sources.reading.files import Files, taken
from rapport.sources.reading.validate import model_of

M = TypeVar("M", bound=Located)
NAME = regex(r"[a-z0-9][a-z0-9_-]*")  # of a section, a table, a chart: it becomes a file name and an anchor


def entries_of(files: Files, shown: str, problems: list[Problem]) -> tuple[Mapping[Any, Any], Places]:
    """Return the entries of a file and their places; none without the file, or after the problem that leaves none."""
    read = taken(files.yaml(shown), problems) if files.exists(shown) else None
    if read is None or read.value is None:
        return {}, Places(Place(shown))
    if not isinstance(read.value, dict):
        said = "Le fichier doit contenir des lignes « nom: … »."
        problems.append(Problem("LEC06", Severity.ERROR, said, Place(shown, 1, 1)))
        return {}, read.places
    return read.value, read.places


def models_of(files: Files, shown: str, kind: type[M], what: str, problems: list[Problem]) -> Mapping[str, M]:
    """Return the models of a file's entries by name, less those that can't be read; ``what`` they are, for messages."""
    entries, places = entries_of(files, shown, problems)
    models = {
        str(name): model_of(kind, value, places.below(name), problems, f"{what} « {name} »") for name, value in entries.items()
    }
    return {name: model for name, model in models.items() if model is not None}


def misnamed(name: str, what: str, place: Place) -> Problem:
    """Return the problem of a name that can't become a file name and an anchor."""
    hint = "Un nom s'écrit en minuscules sans accent, avec des chiffres, « - » et « _ »."
    return Problem("LEC06", Severity.ERROR, f"« {name} » n'est pas un nom de {what}.", place, hint)
