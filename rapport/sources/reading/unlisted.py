"""Files of an edition that nothing reads: report.yml doesn't name them, their ending is another, they are copies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import Edition
from rapport.sources.factsheet import files_of
from rapport.sources.reading.conflict_copies import Reader, conflict_copies, original_of
from rapport.sources.reading.entries import NAME
from rapport.sources.reading.misnamed import misnamed_data

_ENDINGS = {".md", ".markdown", ".mdown", ".qmd", ".rmd"}
_DOCUMENTS = {".txt", ".docx", ".doc", ".odt", ".rtf"}
_UNREAD = {"data/indicators": ((".yaml", ".json"), ".yml"), "data/tables": ((".tsv", ".txt", ".xlsx", ".xls", ".ods"), ".csv")}


def unlisted_files(root: Path, edition: Edition, read: Reader) -> Iterator[Problem]:
    """Yield a warning for each file that looks as if it were read; a name that begins with « _ » or « . » is a draft's.

    A copy that a shared folder left is an error: what somebody wrote may be in it.
    """
    yield from conflict_copies(root, read)
    listed = {f"{name}.md" for name in edition.sections if isinstance(name, str)} | {*files_of(edition.factsheets)}
    content = root / "content"
    for path in sorted(content.rglob("*")):
        inside = path.relative_to(content).as_posix()
        if path.suffix.lower() not in _ENDINGS or inside in listed or _is_draft(inside) or not path.is_file():
            continue
        if original_of(path, read) is not None:
            continue
        said = f"« content/{inside} » n'est pas dans report.yml : ce texte n'apparaît pas dans le rapport."
        hint = f"Ajoutez « - {path.stem} » à « sections: », ou commencez son nom par « _ » si c'est un brouillon."
        if not NAME.fullmatch(path.stem.lower()):
            hint = "Renommez-le, en minuscules, sans accent ni espace, puis nommez-le dans « sections: »."
        elif inside != f"{path.stem}.md":
            hint = f"Une section est un fichier content/{path.stem}.md, nommé « - {path.stem} » dans « sections: »."
        yield Problem("LEC08", Severity.WARNING, said, Place(f"content/{inside}", 1, 1), hint)
    yield from _documents(content)
    yield from misnamed_data(root / "data", read)
    yield from _below(root)
    for folder, (endings, wanted) in _UNREAD.items():
        for path in sorted((root / folder).glob("[!._~]*")):
            if path.suffix.lower() in endings or (path.suffix.lower() == wanted != path.suffix):
                said = f"« {folder}/{path.name} » n'est pas lu : les fichiers de {folder}/ finissent par « {wanted} »."
                yield Problem(
                    "LEC08", Severity.WARNING, said, Place(f"{folder}/{path.name}", 1, 1), "Renommez-le, ou retirez-le."
                )


def _below(root: Path) -> Iterator[Problem]:
    """Yield a warning for each file of data in a folder below those that are read."""
    for folder, (endings, wanted) in _UNREAD.items():
        for path in sorted((root / folder).glob("*/**/*")):
            name = path.relative_to(root / folder).as_posix()
            if path.suffix.lower() in {wanted, *endings} and not _is_draft(name) and path.is_file():
                said = f"« {folder}/{name} » n'est pas lu : les fichiers de {folder}/ n'y sont pas rangés par dossiers."
                yield Problem("LEC08", Severity.WARNING, said, Place(f"{folder}/{name}", 1, 1), f"Mettez-le dans {folder}/ même.")


def _documents(content: Path) -> Iterator[Problem]:
    """Yield a warning for each text of another program left among the sections."""
    for path in sorted(content.glob("[!._~]*")):
        if path.suffix.lower() in _DOCUMENTS and path.is_file():
            said = f"« content/{path.name} » n'est pas lu : les textes de content/ finissent par « .md »."
            hint = "Recopiez-le dans un fichier « .md », ou retirez-le."
            yield Problem("LEC08", Severity.WARNING, said, Place(f"content/{path.name}", 1, 1), hint)


def _is_draft(inside: str) -> bool:
    return any(part[:1] in {"_", "."} for part in inside.split("/"))
