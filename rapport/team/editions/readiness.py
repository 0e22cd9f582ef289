"""Whether an edition may be left for the next: it exists, it is published as it stands, nothing is left to do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.ground import french
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.files import FOLDERS, changed, inputs_of
from rapport.sources.manifest import intact, read_manifest
from rapport.sources.model import Report
from rapport.sources.reading.last_edition import EDITIONS
from rapport.sources.versions import is_kept
from rapport.team import repository
from rapport.team.editions.keeping import output_of, place_of
from rapport.team.left_to_do import KINDS, left_to_do

SOURCES = ("report.yml", *FOLDERS)  # what Git is asked about
_NAMED = 5


def wrong_year(root: Path, current: int, wanted: int) -> str:
    """Return why an edition can't turn to a year, empty when it can."""
    if is_kept(root):
        return f"{EDITIONS}/{root.name} est une édition gardée : elle ne change plus. Lancez la commande à la racine du projet."
    if wanted == current:
        return f"L'édition {wanted} est déjà celle du dossier : « python build.py status » dit ce qu'il y reste à faire."
    if place_of(root, wanted).exists():
        return f"L'édition {wanted} existe déjà, dans {EDITIONS}/{wanted}/."
    if wanted < current:
        return f"{wanted} précède l'édition en cours, {current} : la suivante est {current + 1}."
    if wanted > current + 1:
        return (
            f"Après {current} vient {current + 1} : une édition se prépare à partir de celle d'avant. Écrivez new {current + 1}."
        )
    if place_of(root, current).exists():
        return f"{EDITIONS}/{current}/ existe déjà : une édition n'est gardée qu'une fois. Retirez ce dossier s'il est de trop."
    return ""


def unpublished(root: Path, year: int) -> Iterator[Problem]:
    """Yield why what is published isn't this very edition: it could never be made again."""
    output = output_of(root, year)
    shown = f"output/{year}"
    again = "Publiez-la (« python build.py build --release »), relisez le rapport, puis recommencez."
    manifest = read_manifest(output)
    if manifest is None:
        yield _refusal(f"L'édition {year} n'a jamais été publiée ici : {shown}/ n'a pas de manifest.json.", shown, again)
        return
    if not intact(output):
        yield _refusal(f"Les fichiers de {shown}/ ne sont plus ceux qui ont été publiés.", shown, again)
    moved = changed(manifest["inputs"], inputs_of(root))
    if moved:
        named = f"{', '.join(moved[:_NAMED])}{'…' if len(moved) > _NAMED else ''}"
        made = "publiée" if manifest.get("release") else "construite"  # a working document isn't published
        yield _refusal(f"L'édition {year} a changé depuis qu'elle a été {made} : {named}.", moved[0], again)


def unfinished(report: Report) -> Iterator[Problem]:
    """Yield what is left to do, kind by kind, and that what is published is only a working document."""
    year = report.edition.year
    if not (read_manifest(output_of(report.root, year)) or {}).get("release"):
        said = f"L'édition {year} n'est encore qu'un document de travail : ses signatures ne sont pas vérifiées."
        yield _refusal(said, f"output/{year}", "Publiez-la avec « python build.py build --release ».")
    tasks = left_to_do(report).unfinished
    for kind, said in KINDS.items():
        found = [task for task in tasks if task.kind == kind]
        if found:
            count = sum(task.count for task in found)
            message = f"L'édition {year} n'est pas finie : {said.lower()} ({count})."
            yield Problem(CODE, Severity.ERROR, message, found[0].place, "« python build.py status » en donne la liste.")


def uncommitted(root: Path) -> Iterator[Problem]:
    """Yield the changes that Git doesn't have; it could not give them back. Raises ToolFailed when it can't say."""
    moved = repository.uncommitted(root, SOURCES) if repository.kept(root) else []
    if moved:
        named = french.listed(moved[:_NAMED]) + ("…" if len(moved) > _NAMED else "")
        said = f"{len(moved)} fichiers ne sont pas enregistrés" if len(moved) > 1 else "Un fichier n'est pas enregistré"
        yield _refusal(f"{said} dans git : {named}.", moved[0], "Enregistrez d'abord : git add, puis git commit.")


CODE = "NEW01"


def _refusal(message: str, path: str, hint: str) -> Problem:
    return Problem(CODE, Severity.ERROR, message, Place(path), hint)
