"""The wall around the edition: pictures and links that no rule told are refused where Pandoc hands them over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from rapport.ground.cache import Cache
from rapport.ground.problems import Place
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.fragments import Conversions
from rapport.outputs.engines.pandoc import Pandoc
from rapport.rules.book import SOURCE_RULES
from rapport.sources.model import Piece
from tests.conftest import lay_filter

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="3"><rect/></svg>'
OUTSIDE = {
    "a scheme that is none": "[a]( java&Tab;script:x)",
    "other host": "[a](//exemple.fr)",
    "other host, by back strokes": r"[a](<\\\\exemple.fr/a>)",
    "other host, defined apart": "[a][x]\n\n[x]: //exemple.fr",
    "up": "![a](../secret.svg)",
    "bracket": r"![a \] b](../secret.svg)",
    "reference": "![a][x]\n\n[x]: ../secret.svg",
    "entity": "![a](&#46;&#46;/secret.svg)",
    "percent": "![a](assets/%2e%2e/%2e%2e/secret.svg)",
    "twice percent": "![a](assets/%252e%252e/secret.svg)",
    "absolute": "![a](/etc/hostname)",
    "file": "![a](file:///etc/hostname)",
    "web": "![a](https://ailleurs.example/a.svg)",
    "other folder": "![a](data/secret.svg)",
    "no file": "![a](assets/absent.svg)",
    "backslash": r"![a](assets\\..\\..\\secret.svg)",
    "in a chart": '::: {.chart width="full"}\n::: chart-title\nT\n:::\n![a](../secret.svg)\n:::',
    "in a table": "| a |\n|---|\n| ![a](../secret.svg) |",
    "in a note": "a[^1]\n\n[^1]: ![a](../secret.svg)",
    "in a caption": "| a |\n|---|\n| b |\n\n: ![a](../secret.svg)",
    "in a title": "## ![a](../secret.svg)",
    "link": "[a](../secret.svg)",
    "link to another page": "[a](//ailleurs.example)",
}


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "edition/work"
    (folder / "assets").mkdir(parents=True)
    (folder / "data").mkdir()
    lay_filter(folder)
    for name in ("assets/a b.svg", "../secret.svg", "data/secret.svg"):
        (folder / name).write_text(SVG, "utf-8")
    return folder


def piece(body: str) -> Piece:
    text = f':::::: {{.section #s level="1"}}\n# Titre\n\n{body}\n\n::::::\n'
    return Piece("s", text, tuple(Place("content/s.md", number) for number in range(1, text.count("\n") + 2)))


def conversions(work: Path) -> Conversions:
    return Conversions(Pandoc(work), Cache(work / ".cache"), work.parent)


@pytest.mark.parametrize("markup", ["html", "typst"])
@pytest.mark.parametrize("form", OUTSIDE)
def test_what_leads_outside_is_refused(work: Path, form: str, markup: str):
    with closing(conversions(work)) as made, pytest.raises(ToolFailed, match=r"« .* » (n'est pas|n'existe|ne mène)"):
        made.fragment(piece(OUTSIDE[form]), markup)


@pytest.mark.parametrize("form", ["![a](<assets/a b.svg>)", "![a](assets/a b.svg)", "![a](assets/a%20b.svg)"])
def test_a_name_with_a_space_is_found(work: Path, form: str):
    with closing(conversions(work)) as made:
        assert 'src="data:image/svg+xml;base64,' in made.fragment(piece(form), "html")
        assert '#picture("assets/a b.svg"' in made.fragment(piece(form), "typst")


@pytest.fixture
def no_rule_on_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the wall alone: as if no rule knew the form in which a picture is written."""
    for code in ("LNK02", "LNK03", "LNK09"):
        monkeypatch.delitem(SOURCE_RULES.rules, code)


@pytest.mark.usefixtures("no_rule_on_links")
@pytest.mark.parametrize("formats", ["html", "pdf", "docx"])
def test_a_refusal_is_told_in_french_at_the_authors_line(petite: Path, run: Callable[..., Any], formats: str):
    text = (petite / "content/ateliers.md").read_text("utf-8")
    (petite / "content/ateliers.md").write_text(f"{text}\n\n![a \\] b](&#46;&#46;/secret.svg)\n", "utf-8")
    line = text.count("\n") + 3
    outcome = run(petite, "build", "--to", formats)
    assert outcome.code == 1
    assert f"content/ateliers.md:{line}: erreur" in outcome.out
    assert "L'image « ../secret.svg » n'est pas dans assets/." in outcome.out
    assert "Déposez-la dans assets/" in outcome.out
    assert not list((petite / "output").glob("2024*"))


@pytest.mark.usefixtures("no_rule_on_links")
@pytest.mark.parametrize("formats", ["html", "docx"])
def test_a_link_of_the_file_system_that_leads_outside_is_not_followed(
    petite: Path, tmp_path: Path, run: Callable[..., Any], formats: str
):
    (tmp_path / "secret.svg").write_text(SVG, "utf-8")
    (petite / "assets/photo.svg").symlink_to(tmp_path / "secret.svg")
    with (petite / "content/ateliers.md").open("a", encoding="utf-8") as file:
        file.write("\n\n![a](assets/photo.svg)\n")
    outcome = run(petite, "build", "--to", formats)
    assert outcome.code == 1
    assert "L'image « assets/photo.svg » n'existe pas." in outcome.out


def test_a_link_of_the_file_system_that_leads_outside_is_told(petite: Path, tmp_path: Path, run: Callable[..., Any]):
    (tmp_path / "secret.svg").write_text(SVG, "utf-8")
    (petite / "assets/photo.svg").symlink_to(tmp_path / "secret.svg")
    with (petite / "content/ateliers.md").open("a", encoding="utf-8") as file:
        file.write("\n\n![a](assets/photo.svg)\n")
    assert "erreur LNK02 L'image « assets/photo.svg » n'est pas dans assets/." in run(petite, "check").out
