"""What a program leaves beside a file as long as it has it open is no file of the report's."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.sources.reading import load

LEFT = (
    "data/tables/~$essai.xlsx",
    "data/tables/.~lock.essai.ods#",
    "data/indicators/~essai.yaml",
    "content/~$texte.docx",
    "data/~$essai.yml",
)


@pytest.mark.parametrize("name", LEFT)
def test_a_file_open_elsewhere_is_not_told_to_be_unread(name: str, petite: Path):
    (petite / name).write_text("x", "utf-8")
    assert [problem for problem in load(petite)[1] if problem.code == "LEC08"] == []


@pytest.mark.parametrize("name", ["data/tables/essai.xlsx", "data/indicators/essai.yaml", "content/texte.docx"])
def test_a_file_that_is_not_read_is_told(name: str, petite: Path):
    (petite / name).write_text("x", "utf-8")
    assert [problem.code for problem in load(petite)[1]] == ["LEC08"]
