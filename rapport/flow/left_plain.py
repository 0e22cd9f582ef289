"""Answers made of plain things (texts, places, lists of them…), as `check` and `build` leave them to the next run."""

from __future__ import annotations

import json
from typing import Any

from rapport.ground.problems import Place

MOST = 20_000  # characters
_PLAIN = {str, int, bool, type(None)}
_HELD = {"tuple": tuple, "list": list, "set": set, "frozenset": frozenset}


def plain_as_json(answer: Any) -> str | None:
    """Return an answer as JSON, None when it holds anything else, or is so long that all would wait for it to be read."""
    try:
        written = json.dumps(_json_of(answer), ensure_ascii=False)
    except TypeError:
        return None
    return written if len(written) <= MOST else None


def plain_of_json(written: str) -> Any:
    """Return an answer that was written; raises one of the cache's MISFITS."""
    return _read(json.loads(written))


def _json_of(answer: Any) -> Any:
    """Return what JSON writes of an answer: what holds others as a list that begins with its kind."""
    kind = type(answer)
    if kind in _PLAIN:
        return answer
    if kind is Place:
        return ["Place", answer.path, answer.line, answer.column]
    if kind is dict:
        return ["dict", *([_json_of(key), _json_of(value)] for key, value in answer.items())]
    if kind.__name__ in _HELD and kind is _HELD[kind.__name__]:
        return [kind.__name__, *map(_json_of, answer)]
    raise TypeError(kind)


def _read(told: Any) -> Any:
    if type(told) in _PLAIN:
        return told
    kind, *held = told
    if kind == "Place":
        path, line, column = held
        if (type(path), type(line), type(column)) != (str, int, int):
            raise TypeError(held)
        return Place(path, line, column)
    if kind == "dict":
        return {_read(key): _read(value) for key, value in held}
    return _HELD[kind](map(_read, held))
