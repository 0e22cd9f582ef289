"""Brackets that a table's bar or the end of a heading cuts in two prove nothing, admit nothing, and are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.numerals import numerals_in
from rapport.sources.spans import cut_in, spans_in

BECAUSE = '{.literal because="un format"}'


def row(cells: str) -> str:
    return f"| a | b |\n|---|---|\n| {cells} |"


CUT = [
    row(f"[3|4]{BECAUSE}"),
    row(f"x | y |\n| [3\n4]{BECAUSE} | z"),
    f"a | b\n---|---\n[3|4]{BECAUSE} | z",
    f"a | b\n:--|--:\nx | y\nw | [3|4]{BECAUSE}",
    f"- un point\n\n  a | b\n  ---|---\n  [3|4]{BECAUSE} | z",
    f"## Titre [3\n4]{BECAUSE}",
    f"# [3\\\n4]{BECAUSE} titre",
]
WHOLE = [
    row(f"[3\\|4]{BECAUSE} | x"),
    row(f"[`3|4`]{BECAUSE} | x"),
    row(f'[{{{{ value("t.a|b.c") }}}} 4]{BECAUSE} | x'),
    f"Une ligne [3|4]{BECAUSE} de texte.",
    f"Une ligne [3\n4]{BECAUSE} de texte.",
    f"- un point [3\n  4]{BECAUSE}",
]


@pytest.mark.parametrize("text", CUT)
def test_brackets_cut_in_two_admit_nothing(text: str):
    assert len([*cut_in(text)]) == 1
    assert numerals_in(text)
    assert spans_in(text, ".literal") == ()


@pytest.mark.parametrize("text", WHOLE)
def test_brackets_that_are_whole_admit_their_words(text: str):
    assert [*cut_in(text)] == []
    assert numerals_in(text) == ()
    assert len(spans_in(text, ".literal")) == 1


@pytest.mark.parametrize("text", [*CUT, row('[la moitié|x]{.claim of="velos.repares"}')])
def test_check_refuses_them(text: str, petite: Path, run: Callable):
    """They passed check, were printed with their marks, and stopped the build on a page of another name."""
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert ("TXT13 Ces crochets sont coupés" if ".literal" in text else "AFF02 « .claim » ne suit pas") in outcome.out
