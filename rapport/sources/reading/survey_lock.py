"""The lock file of the surveys read back: only the lines that are as `survey` wrote them count."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rapport.ground.cache import MISFITS, shaped
from rapport.ground.problems import Place
from rapport.sources.panel import SurveyCell, SurveyLock
from rapport.sources.survey_locked import LOCK, mark_of

_HEAD = {"survey": str, "asked": int, "answered": int, "mark": str}


def locks_in(text: str) -> Mapping[str, SurveyLock]:
    """Return what the lock file says of each survey."""
    heads: dict[str, tuple[int, int, Place]] = {}
    cells: dict[str, dict[str, SurveyCell]] = {}
    places: dict[str, dict[str, Place]] = {}
    altered: list[Place] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        place = Place(LOCK, number, 1)
        told = _decoded_line(line)
        if told is None:
            altered.append(place)
        elif "survey" in told:
            heads[told["survey"]] = told["asked"], told["answered"], place
        else:
            cell = _cell(told)
            cells.setdefault(cell.survey, {})[cell.ref] = cell
            places.setdefault(cell.survey, {})[cell.ref] = place
    return {
        name: SurveyLock(asked, answered, place, cells.get(name, {}), places.get(name, {}), tuple(altered))
        for name, (asked, answered, place) in heads.items()
    }


def _decoded_line(line: str) -> dict[str, Any] | None:
    """Return what a line holds, None when it isn't as it was written."""
    try:
        told = json.loads(line.removeprefix("- "))
        if not isinstance(told, dict) or told.get("mark") != mark_of(told):
            return None
        if "survey" in told:
            return dict(shaped(json.dumps(told), _HEAD))
        _cell(told)
    except (*MISFITS, RecursionError, ArithmeticError):
        return None
    return told


def _cell(told: Mapping[str, Any]) -> SurveyCell:
    """Return the cell of a line; raises one of MISFITS."""
    value = None if told["value"] is None else Decimal(told["value"])
    group = tuple((str(dimension), str(of)) for dimension, of in told["group"])
    return SurveyCell(
        told["of"], told["statistic"], group, value, told["base"], told["decimals"], told["unit"], told["hidden"]
    )  # fmt: skip
