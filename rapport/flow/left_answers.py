"""What `check` and `build` leave to the next run, which stands as long as the files: findings, and what is read aloud."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os.path import lexists
from typing import Any

from rapport.flow.checked import Checked
from rapport.flow.kept_answers import surroundings
from rapport.flow.left import Left, Written
from rapport.ground.cache import fingerprint, fingerprint_of, shaped
from rapport.ground.memo import Key
from rapport.ground.problems import Place, Severity
from rapport.rules import Finding
from rapport.sources.files import code_fingerprint, inputs_of
from rapport.sources.survey import FOLDER as SURVEYS


@contextmanager
def recalled(flow: Checked) -> Iterator[None]:
    """Give a flow what the run before left, and leave what it found, unless a file has changed meanwhile.

    A release believes nothing but what it reads.
    """
    if flow.options.release:
        yield
        return
    inputs = inputs_of(flow.root, linked=True)
    key = fingerprint("left", code_fingerprint(), surroundings())
    flow.left = Left(flow.cache, key, STEPS, lambda leaf: _sight(flow, leaf, inputs))
    yield
    if inputs_of(flow.root, linked=True) == inputs:
        flow.left.leave(flow.memo)


def _sight(flow: Checked, leaf: Key, inputs: Mapping[str, str]) -> str | None:
    """Return what a leaf sees, dates apart; None for what can't be told again: the time, a file that is no input."""
    name, *given = (str(part) for part in leaf)
    method = name.rpartition(".")[2]
    if method == "now":
        return None
    if method == "stamp":
        return _content(flow, given[0], inputs)
    if method == "stamps_in":
        contents = [(path, _content(flow, path, inputs)) for path, _ in flow.stamps_in(given[0])]
        return None if any(content is None for _, content in contents) else fingerprint(contents)
    return repr(getattr(flow, method)(*given))


def _content(flow: Checked, path: str, inputs: Mapping[str, str]) -> str | None:
    """Return the fingerprint of a file, an empty one when there is none."""
    if path.startswith(f"{SURVEYS}/"):  # answers are no input of what is published: their lock is
        return fingerprint_of(flow.root / path) if (flow.root / path).is_file() else ""
    return inputs.get(path) or (None if lexists(flow.root / path) else "")


def _written(findings: Iterable[Finding]) -> str:
    told = [
        [
            found.message, _point(found.place), found.hint, [[_point(place), said] for place, said in found.related],
            -1 if found.severity is None else int(found.severity), found.awaited,
        ]
        for found in findings
    ]  # fmt: skip
    return json.dumps(told, ensure_ascii=False)


_POINT = (str, int, int)
_FINDINGS = [(str, _POINT, str, [(_POINT, str)], int, int)]


def _read(written: str) -> tuple[Finding, ...]:
    """Return findings; raises one of the cache's MISFITS."""
    told = shaped(written, _FINDINGS)
    return tuple(
        Finding(said, Place(*place), hint, _related(others), _severity(own), awaited)
        for said, place, hint, others, own, awaited in told
    )


def _related(told: Iterable[Any]) -> tuple[tuple[Place, str], ...]:
    return tuple((Place(*place), said) for place, said in told)


def _severity(told: int) -> Severity | None:
    return None if told < 0 else Severity(told)


def _point(place: Place) -> list[Any]:
    return [place.path, place.line, place.column]


_FOUND = Written(_written, _read)
_PROSE = Written(lambda proses: json.dumps(proses, ensure_ascii=False), lambda written: tuple(shaped(written, [str])))
STEPS = {
    f"{Checked.__qualname__}.{name}": kind for name, kind in (("findings", _FOUND), ("findings_in", _FOUND), ("prose_in", _PROSE))
}
