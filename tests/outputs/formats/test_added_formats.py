"""`build --to X` adds X beside what was made before, deletes nothing, and says in the manifest what is stale."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def manifest_of(root: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((root / "output/2024/manifest.json").read_text("utf-8"))
    return read


def names_in(root: Path) -> set[str]:
    return {path.name for path in (root / "output/2024").iterdir()}


@pytest.mark.parametrize(("first", "then"), [("docx", "html"), ("html", "docx"), ("html", "pdf")])
def test_a_format_is_added_beside_the_others(petite: Path, run, first: str, then: str):
    assert run(petite, "build", "--to", first).code == 0
    before = names_in(petite)
    (petite / "output/2024/notes.txt").write_text("à moi", "utf-8")
    assert run(petite, "build", "--to", then).code == 0
    assert before | {"notes.txt"} < names_in(petite)
    manifest = manifest_of(petite)
    assert "stale" not in manifest, "made from the same sources"
    assert {*manifest["outputs"]} >= before - {"donnees", "manifest.json"}


def test_what_other_sources_made_is_stale_until_it_is_made_again(petite: Path, run):
    run(petite, "build", "--to", "html", "--to", "docx")
    text = petite / "content/ateliers.md"
    text.write_text(text.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
    run(petite, "build", "--to", "html")
    assert manifest_of(petite)["stale"] == ["rapport-activite-2024.docx"]
    run(petite, "build", "--to", "pdf")
    assert manifest_of(petite)["stale"] == ["rapport-activite-2024.docx"], "it stays stale, the page doesn't"
    run(petite, "build", "--to", "docx")
    assert "stale" not in manifest_of(petite)
    assert {"index.html", "rapport-activite-2024.pdf", "rapport-activite-2024.docx"} < names_in(petite)


def test_the_same_command_again_answers_at_once(petite: Path, run):
    run(petite, "build", "--to", "html")
    run(petite, "build", "--to", "docx")
    before = (petite / "output/2024/manifest.json").read_bytes()
    assert run(petite, "build", "--to", "docx").code == 0
    assert (petite / "output/2024/manifest.json").read_bytes() == before
