"""What messages propose in place of a name: each one its own, and the block that other programs name otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path("content/ateliers.md")


def _with(root: Path, text: str) -> None:
    path = root / PAGE
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("## A {#x}\n\nA.\n\n## B {#x}\n\nB.\n\n## C {#x}\n\nC.", ["x-2", "x-3"]),
        ("## A {#x}\n\nA.\n\n## B {#x-2}\n\nB.\n\n## C {#x}\n\nC.", ["x-3"]),
        ("## A {#x}\n\nA.\n\n## B {#y}\n\nB.\n\n## C {#x}\n\nC.\n\n## D {#y}\n\nD.", ["x-2", "y-2"]),
    ],
)
def test_identifiers_proposed_are_free_and_each_one_its_own(petite: Path, run, typed: str, proposed: list[str]):
    """Following two messages of a check led to the same fault again."""
    _with(petite, typed)
    assert re.findall(r"Donnez-en un autre : \{#([\w-]+)\}", run(petite, "check").out) == proposed


@pytest.mark.parametrize("name", ["warning", "tip", "{.callout-important}", "astuce", "Conseil"])
def test_a_framed_text_of_another_program_is_led_to_ours(petite: Path, run, name: str):
    _with(petite, f"::: {name}\nUn texte.\n:::")
    assert "Vouliez-vous « ::: callout » ?" in run(petite, "check").out
