"""Braces that name something are stuck to what Pandoc closes; elsewhere they name nothing, and are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.ground.markdown.named import named_in

NAMED = [
    "[mots]{#a1}", "[deux\nmots]{#a1}", "[un [autre] mot]{#a1}", "![x](assets/e.svg){#a1}", "[x](https://x.example/a_(b)){#a1}",
    "`code`{#a1}", "<https://x.example>{#a1}", "## Titre (x) {#a1}", "::: {.callout #a1}", ": Légende {#a1}",
]  # fmt: skip
UNNAMED = [
    "texte (x){#a1} fin", "a>{#a1} fin", "x`{#a1} fin", "\\[x\\]{#a1} fin", "[x]){#a1}", "x]{#a1}", "[x\n\ny]{#a1}",
    "(voir [x](https://x.example)){#a1}",
]  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_braces_stuck_to_what_closes_name_it(text: str):
    assert [text[start:end] for start, end in named_in(text)] in (["{#a1}"], ["{.callout #a1}"])


@pytest.mark.parametrize("text", UNNAMED)
def test_others_name_nothing_and_check_tells_them(text: str, petite: Path, run: Callable):
    """They were taken for names: check passed the links to them, which the build refused."""
    assert [*named_in(text)] == []
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n\nVoir [là](#a1).\n", "utf-8")
    out = run(petite, "check").out
    assert "TXT14 « {#a1} » paraîtra tel quel" in out
    assert "erreur LNK01 La cible « #a1 » n'existe pas." in out


def test_a_named_address_is_no_mark_left(petite: Path, run: Callable):
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n<https://x.example>{{#a1}}\n\nVoir [là](#a1).\n", "utf-8")
    assert "TXT14" not in run(petite, "check").out
