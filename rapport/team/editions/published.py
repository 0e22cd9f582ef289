"""Files of an edition as they were published: those of the folder, or what Git has of them when they were edited since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from rapport.ground.problems import AuthorError
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.scratch import scratch
from rapport.sources.files import changed, inputs_of
from rapport.sources.manifest import altered, intact, kept_inputs, read_manifest
from rapport.sources.model import Report
from rapport.sources.reading.last_edition import EDITIONS, FOLDER
from rapport.team import repository
from rapport.team.editions.keeping import kept_files, output_of
from rapport.team.editions.readiness import SOURCES

_NAMED = 3


class NotPublished(AuthorError):  # noqa: N818 - told
    """An edition isn't published as it should be to be corrected; carries why, in French, and what to do."""


def is_release(report: Report) -> bool:
    """Tell whether what is published is a release of these very files."""
    manifest = read_manifest(output_of(report.root, report.edition.year))
    return manifest is not None and bool(manifest.get("release")) and not changed(manifest["inputs"], inputs_of(report.root))


def files_as_published(report: Report) -> Mapping[str, bytes]:
    """Return the files to keep of the edition of a folder, as its release took them, by their path.

    Raises NotPublished when it was never released, or when its files can't be had any more.
    """
    root, year = report.root, report.edition.year
    output = output_of(root, year)
    manifest = read_manifest(output)
    if manifest is None or not manifest.get("release"):
        said = f"L'édition {year} n'a pas été publiée (build --release) : il n'y a rien à corriger, modifiez-la simplement."
        raise NotPublished(said)
    if not intact(output):
        said = f"Les fichiers de output/{year}/ ne sont plus ceux qui ont été publiés."
        raise NotPublished(said, "Remettez-les, puis recommencez.")
    kept = {path.removeprefix(f"{EDITIONS}/{year}/"): content for path, content in kept_files(root, year).items()}
    moved = [path for path in changed(manifest["inputs"], inputs_of(root)) if not path.startswith(f"{EDITIONS}/")]
    if not moved:
        return kept
    committed = _committed(root, str(manifest["release"]["commit"]))
    inputs = kept_inputs(manifest)
    if any(_fingerprint(committed.get(path, b"")) != inputs[path] for path in moved if path in inputs):
        said = f"L'édition {year} a changé depuis qu'elle a été publiée : {', '.join(moved[:_NAMED])}."
        hint = "Mettez ces modifications de côté, lancez « correct », puis reprenez-les."
        raise NotPublished(said, hint)
    published = {path: content for path, content in kept.items() if path not in moved}
    return published | {path: committed[path] for path in moved if path in inputs}


def _committed(root: Path, commit: str) -> Mapping[str, bytes]:
    """Return the author files of a commit; none when Git doesn't have them."""
    if not repository.kept(root):
        return {}
    try:
        with scratch() as made:
            repository.extract(root, repository.commit_of(root, commit), SOURCES, made.folder)
            return {path: (made.folder / path).read_bytes() for path in inputs_of(made.folder)}
    except ToolFailed:
        return {}


def check_kept(root: Path) -> None:
    """Raise NotPublished when the files of a kept edition, or of one of its versions, are no longer what was published."""
    if moved := altered(root, FOLDER):
        said = f"L'édition gardée {EDITIONS}/{root.name}/ n'est plus ce qui a été publié : {', '.join(moved[:_NAMED])}."
        raise NotPublished(said, "Remettez ses fichiers tels quels, avec git par exemple, puis lancez « correct ».")


def files_of_kept(report: Report) -> Mapping[str, bytes]:
    """Return the files of a kept edition by their path; raises NotPublished when they aren't what was published."""
    root, year = report.root, report.edition.year
    check_kept(root)
    manifest = read_manifest(root)
    if manifest is None or not manifest.get("release"):
        raise NotPublished(f"L'édition {year} n'a été gardée que comme document de travail : rien n'a été publié.")
    names = [*kept_inputs(manifest), "manifest.json", *(path for path in manifest["outputs"] if path.startswith(f"{FOLDER}/"))]
    return {name: (root / Path(name)).read_bytes() for name in names}


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
