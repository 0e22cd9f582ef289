"""A corrected version: what was published stays, the next one lists all that it changes, and nothing else."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from rapport.sources.editing.journal import Meanwhile, write_all
from rapport.sources.manifest import altered, read_manifest
from rapport.sources.reading import load
from rapport.sources.versions import earlier_versions, next_version
from rapport.team.comparison import corrections
from rapport.team.comparison.corrections import VersionCorrection
from rapport.team.editions.correcting import opening, opening_kept
from rapport.team.editions.published import files_as_published, files_of_kept
from tests.team.editions.conftest import commit, sources, spoil

MOTIVE = "Deux ateliers avaient compté les mêmes vélos."
NUMBERS = "data/indicators/ateliers.yml"


def corrected(root: Path) -> None:
    """Change a number and a sentence of an edition."""
    spoil(root, NUMBERS, "318", "316")
    spoil(root, "content/edito.md", "\n\n", "\n\nUne phrase de plus.\n\n")


def rows(root: Path) -> dict[str, tuple[str, str]]:
    """Return what the list of corrections of an edition says: both texts by name, without their marks."""
    with (root / "data/tables/corrections.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter=";"))
    return {plain(row["name"]): (plain(row["before"]), plain(row["after"])) for row in found}


def plain(cell: str) -> str:
    """Return a cell without the mark of what is admitted."""
    return cell.partition("]{.literal")[0].removeprefix("[").replace("\u202f", " ").replace("\u00a0", " ")


def released(root: Path, told: Callable, *, where: str = "") -> None:
    """Say why, sign, commit and release a corrected version."""
    spoil(root, "content/corrections.md", "À renseigner", MOTIVE)
    assert told(root, "sign", "--all", "--by", "N. Berthier", "--on", "2025-03-12").code == 0
    commit(root)
    outcome = told(root, "build", "--release", "--quiet", *([] if not where else ["--edition", where]))
    assert (outcome.code, outcome.out) == (0, ""), outcome


def test_a_correction_is_listed_with_both_texts(published: Path, told: Callable):
    first = sources(published)
    assert told(published, "correct").code == 0
    kept = published / "editions/2024.1"
    assert altered(kept, "donnees") == []
    assert sources(kept) == {path: content for path, content in first.items() if path in sources(kept)}
    corrected(published)
    assert "COR01" in told(published, "check").out
    assert told(published, "correct").code == 0
    listed = rows(published)
    assert listed["nombre velos.repares"] == ("318 vélos", "316 vélos")
    assert ("absent", "Une phrase de plus.") in listed.values()
    assert any(name.startswith("phrase ateliers") for name in listed)  # a sentence that prints the number
    found = told(published, "check")
    assert "COR01" not in found.out
    assert "EDI07" in found.out  # nobody said why yet


def test_a_corrected_version_is_published_with_its_list(published: Path, told: Callable):
    told(published, "correct")
    corrected(published)
    said = told(published, "correct").out
    steps = ("content/corrections.md", "python build.py sign", "Enregistrez dans git", "python build.py build --release")
    assert sorted(steps, key=said.index) == [*steps]  # in the order in which they are to be taken
    released(published, told)
    output = published / "output/2024"
    page = (output / "index.html").read_text("utf-8")
    assert MOTIVE in page
    assert '<p class="cover-correction">Version\u00a02, corrigée' in page
    assert '<a href="#corrections">ce qui change</a>' in page
    assert "corrigée" not in (published / "editions/2024.1").joinpath("report.yml").read_text("utf-8")
    assert page.count("318\u00a0vélos") == 1  # in the list alone
    with (output / "donnees/tables/corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        handed = {line["ce_qui_change"]: line for line in csv.DictReader(file, delimiter=";")}
    assert handed["nombre velos.repares"]["corrige"].startswith("316")
    assert (read_manifest(output) or {})["release"]["version"] == "2"
    assert altered(published / "editions/2024.1", "donnees") == []
    assert told(published, "correct").code == 0  # the third version
    assert [path.name for path in earlier_versions(published, 2024)] == ["2024.1", "2024.2"]
    assert "316" in told(published, "diff", "2024.1", "2024").out


def test_its_cover_says_so_and_where_to_look(published: Path, told: Callable):
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    spoil(published, "content/corrections.md", "À renseigner", MOTIVE)
    told(published, "sign", "--all", "--by", "N. Berthier", "--on", "2025-03-12")
    for format_ in ("html", "pdf"):
        assert told(published, "build", "--to", format_, "--quiet").code == 0
    output = published / "output/2024"
    assert '<a href="#corrections">ce qui change</a>' in (output / "index.html").read_text("utf-8")
    first, *_ = pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
    assert "Version 2, corrigée : ce qui change, page 6" in first.get_textpage().get_text_bounded().replace("\u00a0", " ")


@pytest.mark.parametrize(("spare", "stopped"), [(0, False), (-5, True)])  # a sheet on top
def test_the_list_comes_on_top_of_the_pages_that_are_admitted(
    published: Path,
    tmp_path: Path,
    told: Callable,
    spare: int,
    stopped: bool,  # noqa: FBT001 - a case
):
    """An edition that takes all its pages can still be corrected; one that takes too many is still told."""
    copy = shutil.copytree(published, tmp_path / "copie", symlinks=True)
    assert told(copy, "build", "--to", "pdf").code == 0
    own = len(pypdfium2.PdfDocument(copy / "output/2024/rapport-activite-2024.pdf"))
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    spoil(published, "content/corrections.md", "À renseigner", MOTIVE)
    spoil(published, "report.yml", "year: 2024", f"year: 2024\npages: [1, {own + spare}]")
    told(published, "sign", "--all", "--by", "N. Berthier", "--on", "2025-03-12")
    build = told(published, "build", "--to", "pdf")
    assert ("PAG01" in build.out) is stopped
    listed = [line for line in build.lines if "PAG02" in line]
    assert not [line for line in listed if "corrections" in line]


@pytest.mark.parametrize("folder", ["", "editions/2024"])
def test_a_published_list_is_not_asked_anew(published: Path, told: Callable, monkeypatch: pytest.MonkeyPatch, folder: str):
    """Whatever later engines compare: it is what was published, until somebody changes something."""
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    released(published, told)
    root = published / folder
    if folder:
        assert told(published, "new", "2025", "--quand-meme").code == 0
    other = VersionCorrection("nombre autre", "Autre", "50 %", "50,4 %")
    monkeypatch.setattr(corrections, "corrections_between", lambda *_: (other,))
    for cache in root.glob(".cache"):
        shutil.rmtree(cache)
    found = told(root, "check")
    assert found.lines
    assert "COR01" not in found.out
    spoil(root, "content/edito.md", "Une phrase de plus.", "Une phrase en plus.")
    assert any("COR01" in line and "Autre" in line for line in told(root, "check").lines)


def test_only_what_changed_is_signed_again(published: Path, told: Callable):
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    unsigned = {line.split("«")[1].split("»")[0].strip() for line in told(published, "check").lines if "SIG01" in line}
    assert unsigned == {"velos.repares", "edito"}


@pytest.mark.parametrize(("spoilt", "said"), [
    (lambda root: spoil(root, "data/tables/corrections.csv", "[316\u00a0vélos]", "[317\u00a0vélos]"), "manque à la liste"),
    (lambda root: spoil(root, "data/tables/corrections.csv", "nombre velos.repares", "nombre velos.perdus"), "n'en est pas un"),
    (lambda root: spoil(root, NUMBERS, "316", "318"), "n'en est pas un"),
])  # fmt: skip
def test_a_list_that_says_otherwise_is_refused(published: Path, told: Callable, spoilt: Callable, said: str):
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    spoilt(published)
    assert any("COR01" in line and said in line for line in told(published, "check").lines)
    assert told(published, "correct").code == 0  # writes the list anew
    assert "COR01" not in told(published, "check").out


def test_what_was_edited_before_is_no_less_published(published: Path, told: Callable):
    """People correct first, and think of the version next: git has what was published."""
    before = (published / NUMBERS).read_bytes()
    corrected(published)
    assert told(published, "correct").code == 0
    assert (published / "editions/2024.1" / NUMBERS).read_bytes() == before
    assert altered(published / "editions/2024.1", "donnees") == []
    assert "316" in (published / NUMBERS).read_text("utf-8")


@pytest.mark.parametrize("spoilt", ["never released", "edited without git", "output edited", "no such year"])
def test_nothing_is_opened(published: Path, told: Callable, spoilt: str):
    if spoilt == "never released":
        shutil.rmtree(published / "output")
    elif spoilt == "edited without git":
        shutil.rmtree(published / ".git")
        corrected(published)
    elif spoilt == "output edited":
        (published / "output/2024/index.html").write_text("autre", "utf-8")
    before = sources(published)
    outcome = told(published, "correct", *(["2019"] if spoilt == "no such year" else []))
    assert outcome.code == 1
    assert outcome.err.strip()
    assert sources(published) == before


@pytest.mark.parametrize("spoilt", ["a number", "a text", "its manifest"])
def test_a_list_is_made_from_what_was_published_alone(published: Path, told: Callable, spoilt: str):
    """A version that is kept and was edited by hand since is no proof of what readers had."""
    told(published, "correct")
    corrected(published)
    elder = published / "editions/2024.1"
    if spoilt == "its manifest":
        (elder / "manifest.json").unlink()
    else:
        path = NUMBERS if spoilt == "a number" else "content/edito.md"
        (elder / path).write_text((elder / path).read_text("utf-8").replace("318", "317") + "\n", "utf-8")
    before = sources(published)
    outcome = told(published, "correct")
    assert (outcome.code, "editions/2024.1/ n'est plus ce qui a été publié" in outcome.err) == (1, True), outcome
    assert sources(published) == before


@pytest.mark.parametrize("how", ["by hand", "what was kept is lost", "lost once listed"])
def test_a_version_that_was_moved_on_is_not_moved_on_twice(published: Path, told: Callable, how: str):
    if how == "by hand":
        spoil(published, "report.yml", "\nyear: 2024\n", '\nyear: 2024\nversion: "2"\n')
    else:
        told(published, "correct")
        corrected(published)
        if how == "lost once listed":
            told(published, "correct")
        shutil.rmtree(published / "editions")
    outcome = told(published, "correct")
    assert (outcome.code, outcome.lines[0]) == (0, "La version 1 de l'édition 2024 est gardée à part ; la 2 est ouverte.")
    assert 'version: "2"' in (published / "report.yml").read_text("utf-8")
    assert altered(published / "editions/2024.1", "donnees") == []
    told(published, "correct")
    assert "COR01" not in told(published, "check").out


def test_an_edition_that_is_kept_is_corrected_where_it_is(published: Path, told: Callable):
    assert told(published, "new", "2025", "--quand-meme").code == 0
    commit(published)
    kept = published / "editions/2024"
    assert told(published, "correct", "2024").code == 0
    assert altered(published / "editions/2024.1", "donnees") == []
    corrected(kept)
    assert any("EDI13" in line for line in told(published, "check").lines)
    assert told(published, "correct", "2024").code == 0
    spoil(kept, "content/corrections.md", "À renseigner", MOTIVE)
    assert main(["sign", "--all", "--by", "N. Berthier", "--on", "2025-03-12"], kept) == 0
    commit(published)
    assert main(["build", "--release", "--quiet"], kept) == 0
    assert "gardée" in told(published, "correct", "2024").out
    assert altered(kept, "donnees") == []
    found = told(published, "check").lines
    assert not [line for line in found if "EDI13" in line or "EDI09" in line]
    assert [line for line in found if "ANN01" in line and "316" in line]  # next year's N−1


def test_the_next_year_begins_without_corrections(published: Path, told: Callable):
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    released(published, told)
    assert told(published, "new", "2025", "--quand-meme").code == 0
    assert "corrections" not in (published / "report.yml").read_text("utf-8")
    assert "corrections:" not in (published / "data/tables.yml").read_text("utf-8")
    assert not (published / "content/corrections.md").exists()
    assert {path.name for path in (published / "editions").iterdir()} == {"2024", "2024.1"}
    assert told(published, "diff", "2024.1", "2024").code == 0


@pytest.mark.parametrize(
    ("version", "following"), [("1", "2"), ("1.0", "1.1"), ("9", "10"), ("finale", "2"), ("v2 bis", "v3 bis")]
)
def test_versions_follow_each_other(version: str, following: str):
    assert next_version(version) == following


def test_the_list_of_corrections_is_not_asked_of_the_next_edition(published: Path, told: Callable):
    told(published, "correct")
    corrected(published)
    told(published, "correct")
    released(published, told)
    commit(published)
    assert told(published, "new", "2025", "--quand-meme").code == 0
    assert not (published / "data/tables/corrections.csv").exists()
    assert "ANN03" not in told(published, "check").out


@pytest.mark.parametrize("when", ["at once", "a little later", "of a kept one"])
def test_two_corrections_at_once_open_one_version(published: Path, told: Callable, when: str):
    """The second has read the edition before the first opens its version."""
    assert when != "of a kept one" or told(published, "new", "2025", "--quand-meme").code == 0
    kept = published / "editions/2024" if when == "of a kept one" else published
    report, _ = load(kept)
    files = files_as_published(report) if kept == published else files_of_kept(report)
    assert told(published, "correct", "2024").code == 0
    rank = 1 if when == "at once" else 2
    before = sources(published)
    with pytest.raises(Meanwhile, match=r"report\.yml a changé pendant"):
        write_all(published, opening_kept(report, files, rank) if kept != published else opening(report, files, rank, "1"))
    assert sources(published) == before
