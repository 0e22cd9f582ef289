"""The small edition with a section of everything that reviewers correct, and the Word file that leaves it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.sources.model import Report
from rapport.sources.reading import load
from tests.team.returned.reviewer import Reviewer

SECTION = """---
title: Ce que l'on relit
kicker: À relire
lead: >-
  Une phrase d'introduction, assez longue pour être pliée sur deux lignes, comme le sont celles des auteurs dans les
  sections du rapport.
---

Les ateliers ont réparé {{ value("velos.repares") }} vélos cette année. Les *bénévoles* y sont pour beaucoup ; le **matériel**
aussi. L'accueil reste [notre affaire](https://fabrique-du-val.example), c'est entendu.

Ce paragraphe parle d'une autre chose : la gare, le « quartier » et ses habitants.

## Les demandes

- une première demande, simple
- une deuxième demande
- une troisième demande

::: callout
### À retenir
Rien ne se perd.
:::

La fabrique a [le premier rôle]{.literal because="une image"} dans le quartier, dit-on. Elle prête ses outils[^outils].

[^outils]: Sur rendez-vous seulement.

Un dernier paragraphe pour finir.
"""


@pytest.fixture(scope="package")
def sent_petite(tmp_path_factory: pytest.TempPathFactory, built_petite: Path) -> Path:
    """Return the small edition with that section, and its Word file in output/."""
    root = tmp_path_factory.mktemp("sent") / "petite"
    shutil.copytree(built_petite, root, symlinks=True, ignore=shutil.ignore_patterns("output"))
    (root / "content/relire.md").write_text(SECTION, "utf-8")
    report = root / "report.yml"
    report.write_text(report.read_text("utf-8").replace("  - ateliers\n", "  - ateliers\n  - relire\n"), "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    return root


@pytest.fixture
def root(sent_petite: Path, tmp_path: Path) -> Path:
    """Return a copy of that edition."""
    return shutil.copytree(sent_petite, tmp_path / "petite", symlinks=True)


@pytest.fixture
def raw(sent_petite: Path) -> bytes:
    """Return the Word file."""
    return next((sent_petite / "output").glob("*/*.docx")).read_bytes()


Reviewed = Callable[..., Path]


@pytest.fixture
def reviewed(raw: bytes, root: Path) -> Callable[[Callable[[Reviewer], None], bool], Path]:
    """Give `reviewed(work, tracked)`: the Word file as a reviewer leaves it."""

    def saved(work: Callable[[Reviewer], None], tracked: bool = True) -> Path:  # noqa: FBT001, FBT002
        reviewer = Reviewer(raw, tracked=tracked)
        work(reviewer)
        path = root.parent / "relecture.docx"
        path.write_bytes(reviewer.saved())
        return path

    return saved


@pytest.fixture(scope="module")
def report(sent_petite: Path) -> Report:
    """Return the edition, read once."""
    return load(sent_petite)[0]
