"""The sides that a command names: a year, a published folder, an edition's folder, a commit."""

from __future__ import annotations

import re
from pathlib import Path

from rapport.ground.problems import BuildStopped
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.scratch import scratch
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.reading.last_edition import FOLDER
from rapport.sources.versions import kept_beside
from rapport.team import repository
from rapport.team.comparison.published import side_of_output
from rapport.team.comparison.side import Side, Unreadable
from rapport.team.comparison.sources import side_of
from rapport.team.editions.readiness import SOURCES

_ADMITTED = "Écrivez une année, un dossier publié (output/…) ou un commit."
_NAMED = 3


def opened(root: Path, current: Report | None, name: str) -> tuple[Side, bool]:
    """Return a side by its name (a year, « <year>.1 » for its first version), and whether it is a published folder.

    Raises Unreadable.
    """
    if re.fullmatch(r"\d{4}(\.\d+)?", name):
        return _year(root, current, name), False
    folder = Path(name)
    if folder.is_dir():
        if (folder / "report.yml").is_file():
            return _edition(folder, name), False
        if (folder / FOLDER).is_dir():
            return side_of_output(folder, name), True
        raise Unreadable(f"« {name} » n'est ni une édition (report.yml), ni un dossier publié ({FOLDER}/).", _ADMITTED)
    return _commit(root, name), False


def _year(root: Path, current: Report | None, name: str) -> Side:
    if current is not None and str(current.edition.year) == name:
        return side_of(current, name)
    kept = kept_beside(root)
    if (kept / name / "report.yml").is_file():
        return _edition(kept / name, name)
    known = sorted(path.parent.name for path in kept.glob("*/report.yml"))
    years = [*known, *([str(current.edition.year)] if current is not None else [])]
    raise Unreadable(f"Il n'y a pas d'édition {name}.", f"Éditions présentes : {', '.join(years) or 'aucune'}.")


def _commit(root: Path, name: str) -> Side:
    if not repository.kept(root):
        raise Unreadable(f"« {name} » n'est ni une année, ni un dossier, et ce projet n'est pas dans git.", _ADMITTED)
    try:
        commit = repository.commit_of(root, name)
    except ToolFailed as failure:
        raise Unreadable(f"« {name} » n'est ni une année, ni un dossier, ni un commit de ce projet.", _ADMITTED) from failure
    with scratch() as made:
        try:
            repository.extract(root, commit, SOURCES, made.folder)
        except ToolFailed as failure:
            raise Unreadable(f"Les fichiers de « {name} » ne peuvent pas être repris de git ({failure.detail}).") from failure
        return _edition(made.folder, name)


def _edition(folder: Path, name: str) -> Side:
    try:
        return side_of(load(folder)[0], name)
    except BuildStopped as stop:
        named = " ; ".join(f"{problem.place} : {problem.message}" for problem in stop.problems[:_NAMED])
        hint = "Ce commit est peut-être d'un format plus ancien que ce programme."
        raise Unreadable(f"« {name} » ne se lit pas ({len(stop.problems)} problèmes) : {named}", hint) from stop
