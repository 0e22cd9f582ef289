"""A returned workbook just over each bound: told in French before the library sees it; just under, it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

import pytest

from rapport.ground import packed as limits
from rapport.ground.packed import BeyondBounds, hold_to_bounds
from rapport.team.workbook.apart import answers_apart

Filled = Callable[..., Path]
Told = Callable[..., Any]
SHEET = '<worksheet xmlns="x">{}</worksheet>'


def packed(*parts: str, name: str = "xl/worksheets/sheet{}.xml") -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        for number, part in enumerate(parts):
            book.writestr(name.format(number), part)
    return made


def cells(count: int) -> str:
    return SHEET.format("<c/>" * count)


def merged(*refs: str) -> str:
    return SHEET.format("".join(f'<mergeCell ref="{ref}"/>' for ref in refs))


BEYOND: dict[str, tuple[str, int, tuple[str, ...], tuple[str, ...], str]] = {
    "cells": ("CELLS", 10, (cells(10),), (cells(11),), "plus de 10 cellules"),
    "cells of two pages": ("CELLS", 10, (cells(5), cells(5)), (cells(5), cells(6)), "plus de 10 cellules"),
    "elements": ("ELEMENTS", 10, (SHEET.format("<x/>" * 9),), (SHEET.format("<x/>" * 10),), "plus de 10 éléments"),
    "levels": ("DEEPEST", 4, ("<a><b><c><d/></c></b></a>",), ("<a><b><c><d><e/></d></c></b></a>",), "plus de 4 niveaux"),
    "ranges": ("RANGES", 2, (merged("A1:A2", "B1:B2"),), (merged("A1:A2", "B1:B2", "C1:C2"),), "plus de 2 fusions"),
    "merged cells": ("MERGED", 6, (merged("A1:C2"),), (merged("A1:B2", "D1:D3"),), "fusionne plus de 6 cellules"),
    "wide range": ("MERGED", 52, (merged("A1:AZ1"),), (merged("$A$1:$BA$1"),), "fusionne plus de 52 cellules"),
    "range back to front": ("MERGED", 4, (merged("B2:A1"),), (merged("B3:A1"),), "fusionne plus de 4 cellules"),
    "parts": ("PARTS", 2, (cells(1),) * 2, (cells(1),) * 3, "plus de 2 fichiers"),
    "unpacked": ("LARGEST", 200, (cells(1),), (SHEET.format(" " * 200),), "plus de 200 octets une fois décompressé"),
}  # fmt: skip


@pytest.mark.parametrize("name", BEYOND)
def test_each_bound(name: str, monkeypatch: pytest.MonkeyPatch):
    bound, most, within, beyond, said = BEYOND[name]
    monkeypatch.setattr(limits, bound, most)
    hold_to_bounds(packed(*within))
    with pytest.raises(BeyondBounds) as told:
        hold_to_bounds(packed(*beyond))
    assert said in told.value.message
    assert told.value.hint


def test_the_file_itself(monkeypatch: pytest.MonkeyPatch):
    book = packed(cells(1))
    monkeypatch.setattr(limits, "HEAVIEST", len(book.getvalue()) - 1)
    with pytest.raises(BeyondBounds, match="octets"):
        hold_to_bounds(book)


@pytest.mark.parametrize("declared", ["<!DOCTYPE x>", '<!DOCTYPE x [<!ENTITY y "z">]>'])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "_rels/.rels", "docProps/APP.XML"])
def test_a_document_type_is_refused_in_any_part(declared: str, name: str):
    with pytest.raises(BeyondBounds, match="DOCTYPE"):
        hold_to_bounds(packed(f"{declared}<x/>", name=name))


def test_a_range_that_cannot_be_read_is_refused():
    with pytest.raises(BeyondBounds, match="fusionne"):
        hold_to_bounds(packed(merged("A1:B2 C3")))


def test_what_is_no_workbook_is_not_passed_for_one():
    with pytest.raises(zipfile.BadZipFile):
        hold_to_bounds(io.BytesIO(b"PK\x03\x04"))
    with pytest.raises(ExpatError):
        hold_to_bounds(packed("<x>"))


@pytest.mark.parametrize(("bound", "most", "said"), [
    ("RANGES", 0, "a plus de 0 fusions"), ("CELLS", 20, "plus de 20 cellules"), ("PARTS", 5, "plus de 5 fichiers"),
])  # fmt: skip
def test_the_command_tells_it(bound: str, most: int, said: str, petite: Path, filled: Filled, monkeypatch: pytest.MonkeyPatch):
    """Located at the workbook, with what to do; nothing is written."""
    from rapport.sources.reading import load
    from rapport.team.workbook.reading import answers_of

    path = filled(spoil=lambda book: book["Chiffres"].merge_cells("A40:B41"))
    monkeypatch.setattr(limits, bound, most)
    (problem,) = answers_of(path, load(petite)[0].edition).problems
    assert problem.code == "IMP01"
    assert said in problem.message
    assert problem.hint


@pytest.mark.parametrize(("seconds", "memory", "said"), [
    (0.01, 1_500_000_000, "n'a pas fini en 0"), (60.0, 60_000_000, "mémoire"),
], ids=["time", "memory"])  # fmt: skip
def test_a_library_at_work_for_too_long_is_ended(
    seconds: float, memory: int, said: str, petite: Path, filled: Filled, monkeypatch: pytest.MonkeyPatch
):
    from rapport.sources.reading import load

    path, edition = filled(), load(petite)[0].edition
    monkeypatch.setattr("rapport.team.workbook.apart.SECONDS", seconds)
    monkeypatch.setattr("rapport.team.workbook.apart.MEMORY", memory)
    (problem,) = answers_apart(path, edition).problems
    assert problem.code == "IMP01"
    assert said in problem.message
    assert problem.place.path == path.name
