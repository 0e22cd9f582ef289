"""The Word file through LibreOffice, driven for real: saved there, it says the same, and its corrections come back."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.main import main
from tests.conftest import Outcome
from tests.team.returned.conftest import SECTION
from tests.team.returned.reviewer import Reviewer

SOFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not SOFFICE and not os.environ.get("CI"), reason="LibreOffice isn't installed")


FILTERS = {"docx": "docx:MS Word 2007 XML", "odt": "odt", "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format"}


# Items of several paragraphs, whose next ones have a blank mark, in each kind of list and deeper; terms and their definitions.
BLOCKS = """---
title: Ce que l'on relit
---

- un élément

  avec un second paragraphe
- un autre
    - plus bas

      et sa suite

3. un numéro

   et sa suite
4. le dernier

Un terme
:   Sa définition.

    Et sa suite.

> - cité
>
>   et sa suite

Une note[^n], ~~barrée~~.\\
Une ligne de plus, une autre note[^m], une de plus[^o], et la dernière[^p].

[^n]: La note.

    - et sa liste

      de deux paragraphes

[^m]: Une autre, qui a [un lien](https://fabrique-du-val.example) et *un accent*.

[^o]: Une de plus.

    Et sa suite.

[^p]: La dernière.
"""


def saved_by_libreoffice(path: Path, kind: str = "docx") -> Path:
    """Return a document opened in LibreOffice and saved again, in the format of a kind."""
    made = path.parent / "libreoffice"
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", FILTERS[kind], "--outdir", str(made), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return made / f"{path.stem}.{kind}"


def test_saved_there_without_a_change_it_changes_nothing(root: Path, raw: bytes, told: Callable[..., Outcome]):
    path = root.parent / "relecture.docx"
    path.write_bytes(raw)
    assert told(root, "import", str(saved_by_libreoffice(path)), "--oui").out == "Rien ne change.\n"


def test_blocks_of_all_sorts_saved_there_without_a_change_change_nothing(root: Path, told: Callable[..., Outcome]):
    (root / "content/relire.md").write_text(BLOCKS, "utf-8")
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    path = shutil.copy(next((root / "output").glob("*/*.docx")), root.parent / "relecture.docx")
    assert told(root, "import", str(saved_by_libreoffice(path)), "--oui").out == "Rien ne change.\n"


@pytest.mark.parametrize("tracked", [True, False])
def test_corrections_saved_there_come_back(root: Path, raw: bytes, *, tracked: bool):
    reviewer = Reviewer(raw, tracked=tracked)
    reviewer.change("une autre chose", "tout autre chose")
    reviewer.change("cette année", "l’an dernier")
    reviewer.emphasise("habitants", "i", "autre chose")
    reviewer.split("Elle prête")
    reviewer.add("Une phrase de plus.", below="Un dernier paragraphe")
    path = root.parent / "relecture.docx"
    path.write_bytes(reviewer.saved())
    assert main(["import", str(saved_by_libreoffice(path)), "--oui"], root) == 0
    expected = SECTION
    for before, after in (
        ("une autre chose", "tout autre chose"), ("cette année", "l'an dernier"), ("habitants", "*habitants*"),
        ("dit-on. Elle", "dit-on.\n\nElle"), ("pour finir.\n", "pour finir.\n\nUne phrase de plus.\n"),
    ):  # fmt: skip
        expected = expected.replace(before, after)
    assert (root / "content/relire.md").read_text("utf-8") == expected


def test_the_frozen_edition_comes_back_as_it_left(tmp_path: Path, whole: Path, told: Callable[..., Outcome]):
    """Word for word and byte for byte, by itself and through LibreOffice."""
    root = shutil.copytree(whole, tmp_path / "rapport", symlinks=True)
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    path = shutil.copy(next((root / "output").glob("*/*.docx")), tmp_path / "epreuve.docx")
    before = {one: one.read_bytes() for folder in ("content", "data") for one in (root / folder).rglob("*") if one.is_file()}
    for returned in (path, saved_by_libreoffice(path)):
        assert told(root, "import", str(returned), "--oui").out.endswith("Rien ne change.\n")
    assert before == {one: one.read_bytes() for one in before}
