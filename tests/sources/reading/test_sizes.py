"""Texts just over each bound are told at their place before any rule or tool looks at them; just under, they are read."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.ground.problems import BuildStopped
from rapport.sources.reading import load, sizes

Run = Callable[..., Any]
HEAD = "---\ntitle: T\n---\n"
D = sizes.DEEPEST
BEYOND: dict[str, tuple[str, str, str]] = {
    "brackets": ("[" * D + "x" + "]" * D, "[" * (D + 1) + "x" + "]" * (D + 1), "crochets"),
    "pictures": ("![" * D + "]" * D, "![" * (D + 1), "crochets"),
    "notes": ("^[" * D + "]" * D, "^[x " * (D + 1), "crochets"),
    "stars": ("*a **b " * (D // 2), "*a **b " * (D // 2) + "*c", "mises en relief"),
    "low lines": ("_a __b " * (D // 2), "_a __b " * (D // 2) + "_c", "mises en relief"),
    "quotes": ("> " * D + "x", "> " * (D + 1) + "x", "citations ou des listes"),
    "quotes without spaces": (">" * D + "x", ">" * (D + 1) + "x", "citations ou des listes"),
    "lists on a line": ("- " * D + "x", "- " * (D + 1) + "x", "citations ou des listes"),
    "numbered lists": ("1. " * D + "x", "1. " * (D + 1) + "x", "citations ou des listes"),
    "lists far in": (" " * 4 * D + "- x", " " * (4 * D + 1) + "- x", "Des listes"),
    "lists behind tabs": ("\t" * D + "- x", "\t" * (D + 1) + "- x", "Des listes"),
    "blocks": ("::: small\n" * D + ":::\n" * D, "::: small\n" * (D + 1) + ":::\n" * (D + 1), "blocs"),
    "columns": ("|" * sizes.WIDEST, "|" * (sizes.WIDEST + 1), "tableau"),
    "lines": ("|a|\n" * (sizes.TALLEST - 1), "|a|\n" * sizes.TALLEST, "tableau"),
    "marks": ("a ~" * sizes.MARKS, "a ~" * (sizes.MARKS + 1), "signes de mise en forme"),
    "paragraph": ("x" * (sizes.LONGEST_PARAGRAPH - 1), "x" * (sizes.LONGEST_PARAGRAPH + 1), "paragraphe"),
    "text": ("x\n\n" * (sizes.LONGEST // 3 - 10), "x\n\n" * (sizes.LONGEST // 3 + 10), "Le texte fait"),
}  # fmt: skip


def found(root: Path) -> list[tuple[str, str, str]]:
    """Return the place, the code and the message of what stops the reading."""
    try:
        load(root)
    except BuildStopped as stop:
        return [(str(p.place), p.code, p.message) for p in stop.problems]
    return []


@pytest.mark.parametrize("name", BEYOND)
def test_each_bound(name: str, petite: Path):
    within, beyond, said = BEYOND[name]
    path = petite / "content/edito.md"
    path.write_text(f"{HEAD}Un.\n\n{within}\n", "utf-8")
    assert found(petite) == []
    path.write_text(f"{HEAD}Un.\n\n{beyond}\n", "utf-8")
    ((place, code, message),) = found(petite)
    assert code == "LEC12"
    assert said in message
    assert place.startswith("content/edito.md:")
    assert int(place.split(":")[1]) >= 6


def test_what_is_printed_as_it_stands_is_not_counted(petite: Path):
    """Code, escaped signs and closed marks one after the other nest nothing."""
    text = "`[[[[[[[[[[[[`\n\n" + r"\[" * 12 + "\n\n" + "[a](#b) " * 20 + "*a* **b** _c_ " * 20 + "snake_case_name " * 20
    (petite / "content/edito.md").write_text(f"{HEAD}{text}\n\n```\n{'> ' * 20}\n{'[' * 20}\n```\n", "utf-8")
    assert found(petite) == []


@pytest.mark.parametrize(("path", "old", "place"), [
    ("content/edito.md", "kicker: Édito", "content/edito.md:3:"),
    ("data/charts.yml", "subtitle: Heures de bénévolat en {{ year() }}", "data/charts.yml:4:"),
    ("data/tables/people.csv", "Nadia BERTHIER", "data/tables/people.csv:2:"),
], ids=["head", "chart", "cell"])  # fmt: skip
def test_other_texts_are_held_to_the_same_bounds(path: str, old: str, place: str, petite: Path):
    text = (petite / path).read_text("utf-8")
    assert old in text
    start = old.partition(": ")[0] + ": '" if ": " in old else ""
    (petite / path).write_text(text.replace(old, start + "[" * 9 + ("'" if start else "")), "utf-8")
    assert [(code, where.startswith(place)) for where, code, _ in found(petite)] == [("LEC12", True)]


def test_all_the_texts_together(petite: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sizes, "MOST", 300)
    assert [code for _, code, message in found(petite) if "dépassent ensemble 300 caractères" in message] == ["LEC12"]


@pytest.mark.parametrize("sign", ["[", "`", "*", "> ", "<", "{{ ", "::: a ", "\n \n", "|", '"'])
def test_a_long_row_of_signs_is_told_in_no_time(sign: str, petite: Path, run: Run):
    (petite / "content/edito.md").write_text(HEAD + sign * (190_000 // len(sign)), "utf-8")
    start = time.process_time()  # of this process, whatever else the machine does
    assert run(petite, "check").code == 1
    assert time.process_time() - start < 5  # a scan that starts anew at each sign takes minutes
