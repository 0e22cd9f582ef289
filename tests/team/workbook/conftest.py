"""What the tests of the workbook share: a command and what it says, a workbook filled by a colleague."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

Spoil = Callable[[openpyxl.Workbook], object]


@pytest.fixture
def filled(petite: Path, told: Callable[..., Any]) -> Callable[..., Path]:
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
