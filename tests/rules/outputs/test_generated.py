"""OUT06 reads what style sheets print by themselves, by day, by night and on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.rules.outputs.page import Page


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ('p::before{content:"27 vélos"}', ["27 vélos"]),
        ("@media print{p::after{content : 'soit ' \"27 %\" ; color: red}}", ["soit 27 %"]),
        ('@media (prefers-color-scheme: dark){li::marker{content:"\\32 7 "}}', ["27 "]),
        ('p::before{content:"°" / " (à confirmer)"}p{align-content:"27"}', ["° (à confirmer)"]),
        ("p{color:red}", []),
        ('p::before{content:"\\FFFFFF"}', [""]),
    ],
)
def test_what_a_sheet_prints_is_read(sheet: str, said: list[str]):
    assert [*Page(f"<style>{sheet}</style><main></main>").generated()] == said


@pytest.mark.parametrize(
    "rule",
    ['main p::after{content:" soit 27 vélos"}', "@media print{main::before{content:'27 %'}}", 'h2::before{content:"\\32\\37"}'],
)
def test_a_number_that_a_sheet_prints_is_refused(petite: Path, run: Callable, rule: str):
    path = petite / "templates/style/base.css"
    path.write_text(f"{path.read_text('utf-8')}\n{rule}\n", "utf-8")
    built = run(petite, "build", "--to", "html")
    assert built.code == 1
    assert "OUT06 « 27 » est dans le HTML sans indicateur" in built.out
