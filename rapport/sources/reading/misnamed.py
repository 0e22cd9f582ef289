"""Files and folders of data/ that nothing reads, though their names look so: data/chart.yml, data/indicateurs/."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapport.ground.near import near
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources import evidence, note, signature, survey, survey_locked, tied, translations
from rapport.sources.reading.conflict_copies import Reader, original_of

_FILES = (
    "data/charts.yml", "data/tables.yml", "data/rules.yml", evidence.FILE, tied.FILE, survey.FILE, survey_locked.LOCK,
    signature.FILE, note.FILE, translations.FILE,
)  # fmt: skip
READ = tuple(path.removeprefix("data/") for path in _FILES)
FOLDERS = ("indicators", "tables")
_ENDINGS = {".yml", ".yaml", ".json"}
_SHEETS = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}
_AS_CSV = ", enregistré en CSV"
_ALIKE = 0.75  # of near names, whose endings are the same
_DRAFT = "Un nom qui commence par « _ » est celui d'un brouillon."


def misnamed_data(data: Path, read: Reader) -> Iterator[Problem]:
    """Yield a warning for each file that looks as if it held data, and for each folder whose name is nearly one that is read."""
    for path in sorted(data.glob("[!._~]*")):
        if path.is_dir():
            wanted = near(path.name.casefold(), FOLDERS, 1) if path.name not in FOLDERS and any(path.iterdir()) else []
            if wanted:
                said = f"« data/{path.name}/ » n'est pas lu : aucun dossier de data/ ne porte ce nom."
                hint = f"Vouliez-vous « data/{wanted[0]}/ » ? {_DRAFT}"
                yield Problem("LEC08", Severity.WARNING, said, Place(f"data/{path.name}", 1, 1), hint)
        elif path.suffix.lower() in _SHEETS and original_of(path, read) is None:
            said = f"« data/{path.name} » n'est pas lu : les tables sont dans data/tables/."
            hint = f"Déplacez-le dans data/tables/{_AS_CSV if path.suffix.lower() != '.csv' else ''}. {_DRAFT}"
            yield Problem("LEC08", Severity.WARNING, said, Place(f"data/{path.name}", 1, 1), hint)
        elif path.suffix.lower() in _ENDINGS and path.name not in READ and original_of(path, read) is None:
            wanted = near(f"{path.stem.casefold()}.yml", READ, 1, _ALIKE)
            known = f"Y sont lus : {', '.join(name for name in READ if '.lock.' not in name)}."
            said = f"« data/{path.name} » n'est pas lu : aucun fichier de data/ ne porte ce nom."
            hint = f"Vouliez-vous « data/{wanted[0]} » ? {_DRAFT}" if wanted else f"{known} {_DRAFT}"
            yield Problem("LEC08", Severity.WARNING, said, Place(f"data/{path.name}", 1, 1), hint)
