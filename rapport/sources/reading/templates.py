"""The templates that an edition is laid out with: which of them it lacks. What they say is their designer's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from posixpath import dirname, join, normpath

from rapport.ground.problems import Problem, absent
from rapport.sources.reading.files import Files

FOLDER = "templates"
_IMPORTED = re.compile(r'^[ \t]*#(?:import|include)[ \t]+"([^"\n]+\.typ)"', re.MULTILINE)
_HEAD = 10_000  # bytes: imports come first
_MADE = {"brand.typ"}  # by the engine, of the brand


def lacking(files: Files, names: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problem of each template that isn't there: of those named, and of those that Typst's import."""
    if not files.exists(FOLDER):
        return (absent(f"{FOLDER}/"),)
    waiting, seen, gone = [*names], set(_MADE), []
    while waiting:
        name = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if not files.is_file(f"{FOLDER}/{name}"):
            gone.append(name)
        elif ".typ" in name:
            waiting += _imports(files, name)
    folders = {dirname(name) for name in gone}
    whole = {folder for folder in folders if folder and not files.exists(f"{FOLDER}/{folder}")}
    told = dict.fromkeys(f"{dirname(name)}/" if dirname(name) in whole else name for name in gone)
    return tuple(absent(f"{FOLDER}/{name}") for name in told)


def _imports(files: Files, name: str) -> Iterator[str]:
    """Yield what a template imports at its head; of one that can't be read, nothing: whoever lays out will say so."""
    with suppress(OSError):
        head = files.raw(f"{FOLDER}/{name}")[:_HEAD].decode("utf-8", "replace")
        yield from (normpath(join(dirname(name), found)) for found in _IMPORTED.findall(head))
