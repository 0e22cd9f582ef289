"""The templates that an edition is laid out with: which of them it lacks. What they say is their designer's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from posixpath import dirname, join, normpath

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, absent
from rapport.sources.reading.files import Files

FOLDER = "templates"
_IMPORTED = regex(r'^[ \t]*#(?:import|include)[ \t]+"([^"\n]+\.typ)"', re.MULTILINE)
_LOADED = regex(r"\bpart[( ]'([\w./-]+)'")  # by a filter: a path in the templates
_HEAD = 10_000  # bytes: imports come first
_MADE = {"brand.typ"}  # by the engine, of the brand


def lacking(files: Files, names: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problem of each template that isn't there: of those named and, where it is asked for, of their parts."""
    if not files.exists(FOLDER):
        return (absent(f"{FOLDER}/"),)
    waiting, seen, gone = [(name, Place(f"{FOLDER}/{name}")) for name in names], set(_MADE), {}
    while waiting:
        name, place = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name.startswith("../..") or not files.is_file(normpath(f"{FOLDER}/{name}")):  # outside, it isn't looked for
            gone[name] = place
        elif name.endswith((".typ", ".typ.j2", ".lua")):
            waiting += _imports(files, name)
    whole = {
        folder
        for folder in map(dirname, gone)
        if folder and not folder.startswith("..") and not files.exists(f"{FOLDER}/{folder}")
    }
    alone = [absent(normpath(f"{FOLDER}/{name}"), place) for name, place in gone.items() if dirname(name) not in whole]
    return (*alone, *(absent(f"{FOLDER}/{folder}/") for folder in sorted(whole)))


def _imports(files: Files, name: str) -> Iterator[tuple[str, Place]]:
    """Yield what a template imports at its head, and where; of one that can't be read, nothing: who lays out will say so."""
    with suppress(OSError):
        head = files.raw(f"{FOLDER}/{name}")[:_HEAD].decode("utf-8", "replace")
        filters = name.endswith(".lua")
        for found in (_LOADED if filters else _IMPORTED).finditer(head):
            line = head.count("\n", 0, found.start()) + 1
            wanted = f"{found[1]}.lua" if filters else join(dirname(name), found[1])
            yield normpath(wanted), Place(f"{FOLDER}/{name}", line)
