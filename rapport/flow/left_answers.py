"""What `check` and `build` leave to the next run, which stands as long as the files: findings, and what is read aloud."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from os.path import lexists
from typing import Any

from rapport.flow import left_written
from rapport.flow.checked import Checked
from rapport.flow.kept_answers import PROBLEM, problem_of, record_of, surroundings
from rapport.flow.left import Kinds, Left, Written
from rapport.flow.left_numbers import number_as_json, number_of_json, numbers_as_json, numbers_of_json
from rapport.flow.left_plain import plain_as_json, plain_of_json
from rapport.flow.left_prose import prose_as_json, prose_of_json
from rapport.ground.cache import fingerprint, fingerprint_of, shaped
from rapport.ground.memo import Key
from rapport.ground.problems import Place, Severity
from rapport.rules.book import Finding
from rapport.sources.files import SURVEYS, inputs_of
from rapport.sources.reading.files import Files


@contextmanager
def recalled(flow: Checked) -> Iterator[None]:
    """Give a flow what the run before left, and leave what it found, unless a file has changed meanwhile.

    A release believes nothing but what it reads.
    """
    if flow.options.release:
        yield
        return
    inputs = inputs_of(flow.root, linked=True)
    key = fingerprint("left", surroundings())
    kinds = Kinds(STEPS, CUTS, lambda leaf: _sight(flow, leaf, inputs), lambda cut: _answer(flow, cut))
    flow.memo.left = left = Left(flow.cache, key, kinds)
    yield
    if inputs_of(flow.root, linked=True) == inputs:
        left.leave(flow.memo)


def _answer(flow: Checked, cut: Key) -> Any:
    """Return what a cut answers now."""
    name, *given = (str(part) for part in cut)
    return getattr(flow, name.rpartition(".")[2])(*given)


def _sight(flow: Checked, leaf: Key, inputs: Mapping[str, str]) -> str | None:
    """Return what a leaf sees, dates apart; None for what can't be told again: the time, a file that is no input."""
    name, *given = (str(part) for part in leaf)
    method = name.rpartition(".")[2]
    if name != f"{Files.__qualname__}.{method}" or method == "now":
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
    if written == "[]":  # of most rules, in most texts
        return ()
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
_TOLD = Written(
    lambda problems: json.dumps([record_of(problem) for problem in problems], ensure_ascii=False),
    lambda written: tuple(map(problem_of, shaped(written, [PROBLEM]))),
)
_NAMES = Written(lambda names: json.dumps(names, ensure_ascii=False), lambda written: tuple(shaped(written, [str])))
_PICTURES = Written(
    lambda pictures: json.dumps([[_point(place), address] for place, address in pictures], ensure_ascii=False),
    lambda written: tuple((Place(*point), address) for point, address in shaped(written, [(_POINT, str)])),
)
_LENGTH = Written(json.dumps, lambda written: int(shaped(written, int)))
STEPS = {
    "Checked.derived": Written(plain_as_json, plain_of_json),
    "Checked.findings": _FOUND,
    "Checked.findings_in": _FOUND,
    "Checked.looked_up": Written(numbers_as_json, numbers_of_json),
    "Checked.number": Written(number_as_json, number_of_json),
    "Checked.pictures_in": _PICTURES,
    "Checked.prose_in": _NAMES,
    "Checked.without_exempt": Written(str, str),
    "Checked.read_prose": Written(prose_as_json, prose_of_json),
    "Checked.problems_of_rule": _TOLD,
    "Checked.words_to_read": Written(plain_as_json, plain_of_json),
    "Parts.groups": _NAMES,
    "Parts.length": _LENGTH,
    "Parts.outsized_in": _TOLD,
    "Parts.remarks_on_part": _TOLD,
    "Contents.remarks_on": _TOLD,
    "Contents.names_of_contents": _NAMES,
    **left_written.STEPS,
}
CUTS = left_written.CUTS | {
    "Checked.derived", "Checked.gathered_in", "Checked.order", "Checked.pictures_in", "Contents.is_readable", "Parts.groups",
    "Parts.head",
}  # fmt: skip
