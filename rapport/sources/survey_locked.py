"""`data/surveys.lock.yml`, the lock file of the surveys: the cells that may be published, and nothing that any member said.

`survey` writes it, one cell a line, each a JSON object that is YAML too; a fingerprint tells a line that somebody altered.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rapport.sources.panel import SurveyCell, SurveyLock
from rapport.sources.tied import fingerprint_of_words

LOCK = "data/surveys.lock.yml"
HEAD = """# Écrit par « python build.py survey », jamais à la main : ce qui se publie de chaque enquête.
# Un nombre caché n'a pas de valeur ici : « hidden » dit pourquoi. Aucune réponse d'une structure n'y est.
"""


def written_locks(locks: Mapping[str, SurveyLock]) -> str:
    """Return the text of the lock file."""
    lines = []
    for name, lock in sorted(locks.items()):
        lines.append(_line({"survey": name, "asked": lock.asked, "answered": lock.answered}))
        lines += [_line(cell_record(cell)) for cell in lock.cells.values()]
    return HEAD + "".join(lines)


def cell_record(cell: SurveyCell) -> dict[str, Any]:
    """Return a cell as plain values."""
    return {
        "of": cell.survey, "statistic": cell.statistic, "group": [list(pair) for pair in cell.group],
        "value": None if cell.value is None else f"{cell.value:f}", "base": cell.base, "decimals": cell.decimals,
        "unit": cell.unit, "hidden": cell.hidden,
    }  # fmt: skip


def mark_of(told: Mapping[str, Any]) -> str:
    """Return the fingerprint of a line."""
    return fingerprint_of_words(json.dumps({key: value for key, value in told.items() if key != "mark"}, sort_keys=True))


def _line(told: Mapping[str, Any]) -> str:
    return f"- {json.dumps({**told, 'mark': mark_of(told)}, ensure_ascii=False)}\n"


def lock_of(asked: int, answered: int, cells: Iterable[SurveyCell]) -> SurveyLock:
    """Return the lock of a survey that was calculated."""
    return SurveyLock(asked, answered, cells={cell.ref: cell for cell in cells})
