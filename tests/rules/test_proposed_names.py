"""What messages propose in place of a name: each one its own, and the block that other programs name otherwise."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
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


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems find the one under the other's name")
@pytest.mark.parametrize(("typed", "there"), [
    ("\u00e9t\u00e9.svg", "e\u0301te\u0301.svg"), ("l'\u00e9tabli.svg", "l\u2019\u00e9tabli.svg"),
    ("salle haute.svg", "salle\u00a0haute.svg"), ("vue-haute.svg", "vue\u2011haute.svg"),
])  # fmt: skip
def test_a_file_under_a_name_of_the_same_looks_is_to_be_renamed(petite: Path, run: Callable, typed: str, there: str):
    """What is proposed would look like what was typed: pictures and logos."""
    (petite / "assets" / there).write_text((petite / "assets/logo.svg").read_text("utf-8"), "utf-8")
    with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
        file.write(f"\n![Un dessin](assets/{typed})\n")
    told = run(petite, "check").out
    assert "nom proche" not in told
    assert "porte ce nom à l'œil" in told
    path = petite / "assets/_brand.yml"
    path.write_text(path.read_text("utf-8").replace("medium: logo.svg", f'medium: "{typed}"'), "utf-8")
    assert run(petite, "check").out.count("porte ce nom à l'œil") >= 1
    path.write_text(path.read_text("utf-8").replace(typed, "logos.svg"), "utf-8")
    assert "Vouliez-vous « logo.svg » ?" in run(petite, "check").out
