"""A release makes the variants too; the edition that `new` keeps of it makes all of them anew, to the same bytes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROJECT
from tests.outputs.variants.conftest import with_variants

VARIANTS = {"essentiel", "assemblee", "site"}


def manifest_of(folder: Path) -> dict[str, Any]:
    written: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return written


@pytest.fixture
def released(petite: Path, told: Callable, git: Callable) -> Path:
    with_variants(petite)
    (petite / "assets/fonts").unlink()  # what is kept are files
    shutil.copytree(PROJECT / "assets/fonts", petite / "assets/fonts")
    told(petite, "sign", "--all", "--by", "Léa FORT", "--on", "2025-05-12")
    git("add", "--all")
    git("commit", "--quiet", "--message=Signé")
    outcome = told(petite, "build", "--release")
    assert outcome.code == 0, outcome.out
    return petite


def test_the_kept_edition_makes_its_variants_to_the_same_bytes(released: Path, told: Callable):
    outputs = manifest_of(released / "output/2024")["outputs"]
    assert all(any(name in path for path in outputs) for name in VARIANTS)
    assert told(released, "new", "2025").code == 0
    kept = released / "editions/2024"
    assert told(released, "build", "--edition", str(kept)).code == 0
    assert manifest_of(kept / "output/2024")["outputs"] == outputs == manifest_of(kept)["outputs"]


@pytest.mark.parametrize("name", sorted(VARIANTS))
def test_one_of_them_alone_is_the_same_too(released: Path, told: Callable, name: str):
    outputs = manifest_of(released / "output/2024")["outputs"]
    shutil.copy(released / "output/2024/manifest.json", released / "manifest.json")
    shutil.rmtree(released / "output")
    assert told(released, "build", "--to", name).code == 0
    again = manifest_of(released / "output/2024")["outputs"]
    made = [path for path in again if name in path]
    assert made
    assert {path: again[path] for path in made} == {path: outputs[path] for path in made}
