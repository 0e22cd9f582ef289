"""Copies that shared folders leave: told as such, read by nobody, and nothing else is taken for one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.sources.reading.conflict_copies import conflict_copies, original_of


@pytest.mark.parametrize("name", [
    "ateliers (1)", "ateliers (fichier en conflit de Marie 2025-01-31)", "ateliers (Copie en conflit de PC 2025-01-31)",
    "ateliers (conflicted copy 2025-01-31 101500)", "ateliers (Marie's conflicted copy 2025-01-31)",
    "ateliers.sync-conflict-20250131-101500-ABCDEFG", "ateliers-DESKTOP-4F2K1", "ateliers-PC-de-Marie", "ateliers - Copie",
    "ateliers - Copie (2)", "ateliers copie", "ateliers copy 2", "ateliers 2",
    "ateliers_conflict-20250131-101500", "ateliers [conflicted]", "ateliers [Copie en conflit de Marie]",
    "ateliers (In Konflikt stehende Kopie 2025-01-31)", "ateliers - Kopie", "ateliers – copia (2)", "ateliers（コピー）",
    "ateliers kopia", "Copie de ateliers", "Kopie von ateliers (2)", "Copia di ateliers", "ateliers-MacBook Pro de Marie",
    "ateliers (modifié par Paul)",
    "ateliers_DISKSTATION_Jan-31-101500-2025_Conflict", "ateliers.orig", "ateliers ANCIEN",
])  # fmt: skip
def test_a_copy_is_told_once_and_read_by_nobody(petite: Path, told: Callable, name: str):
    folder = petite / "data/indicators"
    text = (folder / "ateliers.yml").read_text("utf-8")
    (folder / f"{name}.yml").write_text(text.replace("318", "319"), "utf-8")
    lines = told(petite, "check").lines
    assert [line.split(" erreur ")[1].split()[0] for line in lines if " erreur " in line] == ["LEC14"]
    assert f"{name}.yml:19:1:" in lines[0]


@pytest.mark.parametrize(
    "name",
    ["ateliers-2024", "ateliers_velo", "photocopie", "plan (2025-2030)", "numero 2", "sinistres-PC-fixe", "zones de conflit"],
)
def test_a_file_of_its_own_is_no_copy(tmp_path: Path, name: str):
    (tmp_path / "ateliers.yml").write_text("")
    (tmp_path / f"{name}.yml").write_text("")
    assert original_of(tmp_path / f"{name}.yml") is None


@pytest.mark.parametrize("name", ["_brand - Copie", "_brand (1)", "_brand_conflict-20250131-101500"])
def test_a_copy_of_the_brand_is_told_and_a_copied_draft_is_nobodys(tmp_path: Path, name: str):
    for folder, original in (("assets", "_brand"), ("content", "_brand")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{original}.yml").write_text("a: 1\n", "utf-8")
        (tmp_path / folder / f"{name}.yml").write_text("a: 2\n", "utf-8")
    (found,) = conflict_copies(tmp_path)
    assert str(found.place) == f"assets/{name}.yml:1:1"


def test_the_younger_of_the_two_is_told(tmp_path: Path):
    (tmp_path / "report.yml").write_text("title: un\nyear: 2024\n", "utf-8")
    copy = tmp_path / "report (1).yml"
    copy.write_text("title: un\nyear: 2025\n", "utf-8")
    os.utime(copy, (2_000_000_000, 2_000_000_000))
    (found,) = conflict_copies(tmp_path)
    assert (str(found.place), found.hint.startswith("Une ligne diffère ; c'est la plus récente")) == ("report (1).yml:2:1", True)
    copy.write_text((tmp_path / "report.yml").read_text("utf-8"), "utf-8")
    (found,) = conflict_copies(tmp_path)
    assert "la même chose" in found.hint


@pytest.mark.parametrize("name", ["ateliers sociaux", "Les ateliers", "ateliers (Nord)", "ateliers_ancien", "Ateliersdu Val"])
def test_another_text_under_a_name_that_has_the_file_s_is_no_copy(tmp_path: Path, name: str):
    (tmp_path / "ateliers.yml").write_text("velos.repares:\n  label: Vélos réparés\n  values: {2024: 318}\n", "utf-8")
    (tmp_path / f"{name}.yml").write_text("repas.servis:\n  label: Repas servis\n  values: {2024: 20}\n", "utf-8")
    assert original_of(tmp_path / f"{name}.yml") is None


def test_half_of_a_copy_is_one(tmp_path: Path):
    lines = [f"  a{rank}: {rank}" for rank in range(40)]
    (tmp_path / "ateliers.yml").write_text("\n".join(lines), "utf-8")
    for count, is_one in ((20, True), (0, False)):
        (tmp_path / "Kopie von ateliers.yml").write_text("\n".join(lines[:count]), "utf-8")
        assert (original_of(tmp_path / "Kopie von ateliers.yml") is not None) is is_one


@pytest.mark.parametrize("name", ["edito (1)", "edito - Kopie", "Copie de edito"])
def test_a_copy_in_a_folder_of_texts_is_told(tmp_path: Path, name: str):
    """Factsheets have folders of their own."""
    for folder in ("content/fiches", "content/_brouillons"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "edito.md").write_text("Un texte.\n", "utf-8")
        (tmp_path / folder / f"{name}.md").write_text("Un texte.\nUn autre.\n", "utf-8")
    (found,) = conflict_copies(tmp_path)
    assert str(found.place) == f"content/fiches/{name}.md:2:1"
