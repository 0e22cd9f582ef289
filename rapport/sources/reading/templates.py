"""The templates that an edition is laid out with: which of them it lacks. What they say is their designer's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from posixpath import dirname, join, normpath

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity, absent
from rapport.sources.reading.files import Files

FOLDER = "templates"
_IMPORTED = regex(r'^[ \t]*#(?:import|include)[ \t]+"([^"\n]+\.typ)"', re.MULTILINE)
_LOADED = regex(r"\bpart[( ]'([\w./-]+)'")  # by a filter: a path in the templates
_HEAD = 10_000  # bytes: imports come first
_MADE = {"brand.typ"}  # by the engine, of the brand


def lacking(files: Files, names: Iterable[str]) -> tuple[Problem, ...]:
    """Return the problem of each template that isn't there, or can't serve: of those named, and of their parts."""
    if not files.exists(FOLDER):
        return (absent(f"{FOLDER}/"),)
    waiting, seen, gone = [(name, Place(f"{FOLDER}/{name}")) for name in names], set(_MADE), {}
    spoilt: list[Problem] = []
    while waiting:
        name, place = waiting.pop(0)
        if name in seen:
            continue
        seen.add(name)
        if name.startswith("../..") or not files.is_file(normpath(f"{FOLDER}/{name}")):  # outside, it isn't looked for
            gone[name] = place
            continue
        with suppress(OSError):  # of one that can't be read, nothing: who lays out will say so
            content = files.raw(f"{FOLDER}/{name}")
            spoilt += _unfit(normpath(f"{FOLDER}/{name}"), content)
            waiting += _parts(name, content)
    whole = {
        folder
        for folder in map(dirname, gone)
        if folder and not folder.startswith("..") and not files.exists(f"{FOLDER}/{folder}")
    }
    alone = [absent(normpath(f"{FOLDER}/{name}"), place) for name, place in gone.items() if dirname(name) not in whole]
    return (*spoilt, *alone, *(absent(f"{FOLDER}/{folder}/") for folder in sorted(whole)))


def _unfit(path: str, content: bytes) -> Iterator[Problem]:
    """Yield the problem of a template that says nothing, or isn't in UTF-8."""
    if not content.strip():
        why = f"« {path} » est vide : rien ne peut être mis en page avec."
        yield Problem("REN01", Severity.ERROR, why, Place(path), "Reprenez-le du projet ou de l'édition précédente.")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(path, content.count(b"\n", 0, error.start) + 1)
        why = "Le gabarit ne peut pas être rempli : il n'est pas enregistré en UTF-8."
        yield Problem("REN01", Severity.ERROR, why, place, "Enregistrez-le en UTF-8.")


def _parts(name: str, content: bytes) -> Iterator[tuple[str, Place]]:
    """Yield what a Typst template imports at its head, or a filter loads, and where."""
    filters = name.endswith(".lua")
    if not filters and ".typ" not in name:
        return
    head = content[:_HEAD].decode("utf-8", "replace")
    for found in (_LOADED if filters else _IMPORTED).finditer(head):
        line = head.count("\n", 0, found.start()) + 1
        wanted = f"{found[1]}.lua" if filters else join(dirname(name), found[1])
        yield normpath(wanted), Place(f"{FOLDER}/{name}", line)
