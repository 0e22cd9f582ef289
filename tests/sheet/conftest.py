"""What the tests of the workbook share: a command and what it says, a workbook filled by a colleague."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

from rapport.cli import main

Spoil = Callable[[openpyxl.Workbook], object]


class Told(NamedTuple):
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Callable[..., Told]:
    """Give `told(root, "sheet")`: a command on the edition of a folder."""

    def command(root: Path, *arguments: str) -> Told:
        capsys.readouterr()
        return Told(main(list(arguments), root), *capsys.readouterr())

    return command


@pytest.fixture
def filled(petite: Path, told: Callable[..., Told]) -> Callable[..., Path]:
    """Give `filled({"Chiffres": {"E5": "1 250"}})`: the small edition's workbook after a colleague typed in it."""

    def typed(cells: Mapping[str, Mapping[str, object]] | None = None, spoil: Spoil = lambda _: None) -> Path:
        path = petite.parent / "retour.xlsx"
        assert told(petite, "sheet", "--to", str(path)).code == 0
        book = openpyxl.load_workbook(path)
        for page, values in (cells or {}).items():
            for name, value in values.items():
                book[page][name] = value
        spoil(book)
        book.save(path)
        return path

    return typed
