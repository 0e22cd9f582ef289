"""Problems alike told as one: a first release waits for some forty signatures, which one sentence and their places say."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import replace

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Problem

_FEW = 4  # told one by one below
_WIDTH = 110
_QUOTED = regex(r"«\s*(.*?)\s*»")
_SCOPED = {"SIG05"}  # whose message ends with what a signature covers: `sign --list` says it too


def folded(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems, those that differ by a name and counts alone as the first of them, which names the others' places."""
    kinds: dict[tuple[object, ...], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    told = {id(alike[0]): _with_others(alike) for alike in kinds.values() if len(alike) >= _FEW}
    inner = {id(problem) for alike in kinds.values() if len(alike) >= _FEW for problem in alike[1:]}
    return [told.get(id(problem), problem) for problem in problems if id(problem) not in inner]


def _kind(problem: Problem) -> tuple[object, ...]:
    """Return what problems alike share; what names nothing, or leads to other places, is alike to nothing."""
    names = _QUOTED.findall(problem.message)
    if problem.related or not names:
        return (id(problem),)
    hint = problem.hint
    for name in names:
        hint = hint.replace(name, "…") if name else hint
    message = problem.message.partition(" : ")[0] if problem.code in _SCOPED else problem.message
    return (problem.code, problem.severity, _without_names(message), _without_names(hint))


def _without_names(text: str) -> str:
    return re.sub(r"\d+", "0", _QUOTED.sub("…", text))


def _with_others(alike: Sequence[Problem]) -> Problem:
    """Return the first problem with, under its hint, the names and places of the others."""
    first, *others = alike
    places = french.listed([f"{_QUOTED.findall(problem.message)[0]} ({replace(problem.place, column=0)})" for problem in others])
    told = textwrap.fill(
        f"{len(others)} autres de même : {places}.",
        _WIDTH,
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return replace(first, hint="\n    ".join(filter(None, (first.hint, told))))
