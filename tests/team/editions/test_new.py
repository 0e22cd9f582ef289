"""`new`: the published edition is kept as it is, the folder turns to the next year, all of it or nothing."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from rapport.cli.main import main
from rapport.sources.answers import empty_years
from rapport.sources.editing.journal import Change, mend, write_all
from rapport.sources.reading import load
from rapport.team.editions.keeping import kept_files
from rapport.team.editions.turning import turned_files
from tests.sources.editing.test_journal import killed
from tests.team.editions.conftest import GIT, commit, sources, spoil

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git")


@pytest.fixture
def turned(published: Path, run: Callable) -> Path:
    """Return the edition once it is turned to its next year."""
    assert run(published, "new", "2025").code == 0
    return published


# --- what becomes of the edition ----------------------------------------------------------------------------------


def test_the_published_edition_is_kept_whole(published: Path, run: Callable):
    before = {path: content for path, content in sources(published).items() if not path.startswith("editions/")}
    outcome = run(published, "new", "2025")
    assert outcome.code == 0
    kept = published / "editions/2024"
    assert sources(kept) == before
    assert (kept / "manifest.json").read_bytes() == (published / "output/2024/manifest.json").read_bytes()
    for path in (published / "output/2024/donnees").rglob("*.csv"):
        assert (kept / path.relative_to(published / "output/2024")).read_bytes() == path.read_bytes()


def test_a_kept_edition_is_made_anew_with_the_same_bytes(turned: Path):
    kept = turned / "editions/2024"
    assert main(["build", "--quiet", "--edition", str(kept)], turned) == 0
    again = json.loads((kept / "output/2024/manifest.json").read_text("utf-8"))
    assert again["outputs"] == json.loads((kept / "manifest.json").read_text("utf-8"))["outputs"]


def test_report_yml_asks_for_its_title_and_dates(turned: Path):
    report = yaml.safe_load((turned / "report.yml").read_text("utf-8"))
    assert report["year"] == 2025
    assert report["title"] == report["published"] == "À renseigner"
    assert report["subtitle"] == "Rapport d'activité 2025"
    assert (turned / "report.yml").read_text("utf-8").startswith("# Une édition de poche")


def test_every_section_and_chart_is_to_be_reviewed(published: Path, run: Callable):
    spoil(published, "data/charts.yml", "[Une heure sur deux]", "Une heure sur deux")
    spoil(published, "data/charts.yml", '{.claim of="heures_par_atelier.velo.hours" in="heures.total"}', "")
    assert main(["build", "--quiet"], published) == 0
    assert run(published, "new", "2025", "--quand-meme").code == 0
    report, _ = load(published)
    assert {section.front.status for section in report.sections} == {"to_review"}
    assert {spec.status for spec in report.charts.values()} == {"to_review"}


def test_every_number_waits_for_its_value_and_its_source_is_proposed(turned: Path):
    lines = (turned / "data/indicators/ateliers.yml").read_text("utf-8").splitlines()
    assert "  values: {2024: 1240, 2025: }" in lines
    assert "  source: Cahier des présences, décembre 2025" in lines
    assert "  source: Registre de l'atelier vélo, décembre 2025" in lines
    report, _ = load(turned)
    assert empty_years(report.indicators["heures.total"]) == {2025}
    assert empty_years(report.indicators["heures.part_velo"]) == frozenset()


def test_a_table_of_numbers_keeps_its_rows_and_gets_empty_ones(turned: Path):
    rows = list(csv.reader((turned / "data/tables/heures_par_atelier.csv").open(encoding="utf-8")))
    assert rows[1] == ["2024", "velo", "Vélo", "620"]
    assert rows[4:] == [["2025", "velo", "Vélo", ""], ["2025", "bois", "Bois", ""], ["2025", "cuisine", "Cuisine", ""]]


def test_a_list_of_texts_passes_to_the_new_year_to_be_read_again(turned: Path):
    text = (turned / "data/tables/people.csv").read_text("utf-8")
    assert "2024," not in text
    assert text.count("2025,bureau,") == 2
    assert load(turned)[0].tables["people"].spec.to_review


def test_doubts_waivers_and_signatures_were_those_of_last_year(published: Path, run: Callable):
    spoil(
        published, "report.yml", "year: 2024", "year: 2024\ndue: 2025-02-28\nwaivers:\n  - {rule: IND01, because: Raison connue}"
    )
    indicators = "data/indicators/ateliers.yml"
    spoil(published, indicators, "values: {2024: 318}", "values: {2024: 318}\n  status: to_confirm\n  question: Vraiment 318 ?")
    spoil(
        published,
        indicators,
        "values: {2024: 1240}",
        "values: {2024: 1240}\n  statements:\n    - {value: 1240, source: Ailleurs}",
    )
    assert main(["sign", "--all", "--by", "N. Berthier", "--on", "2025-01-20"], published) == 0
    assert main(["build", "--quiet"], published) == 0
    assert run(published, "new", "2025", "--quand-meme").code == 0
    text = (published / indicators).read_text("utf-8")
    assert "question" not in text
    assert "statements" not in text
    assert "status: published" in text
    report = (published / "report.yml").read_text("utf-8")
    assert "waivers" not in report
    assert "due: 2026-02-28" in report
    assert not load(published)[0].signatures
    assert load(published / "editions/2024")[0].signatures


def test_check_and_status_say_what_is_missing_and_nothing_else(turned: Path, run: Callable):
    outcome = run(turned, "check")
    assert outcome.code == 0
    assert {line.split()[2] for line in outcome.lines} == {"EDI07", "EDI08"}
    listed = run(turned, "status").out
    for what in ("Heures de bénévolat (heures.total)", "Le mot de la présidente", "titre du rapport", "3 cellules"):
        assert what in listed
    outcome = run(turned, "build")
    assert outcome.code == 1
    assert "erreur EDI07" in outcome.out
    assert not (turned / "output/2025").exists()


# --- when it is refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2024", "est déjà celle du dossier"),
        ("2023", "précède l'édition en cours"),
        ("2026", "Après 2024 vient 2025"),
        ("0", "précède l'édition en cours"),
        ("-1", "précède l'édition en cours"),
    ],
)
def test_a_year_that_doesnt_follow_is_refused(year: str, said: str, published: Path, run: Callable):
    before = sources(published)
    outcome = run(published, "new", "--", year) if year.startswith("-") else run(published, "new", year)
    assert outcome.code == 1
    assert said in outcome.err
    assert sources(published) == before


def test_an_edition_is_only_kept_once(published: Path, run: Callable):
    for year in ("2024", "2025"):
        (published / "editions" / year).mkdir(parents=True)
        outcome = run(published, "new", "2025", "--quand-meme")
        assert outcome.code == 1
        assert f"editions/{year}/" in outcome.err
        (published / "editions" / year).rmdir()


def test_a_kept_edition_doesnt_turn(turned: Path, run: Callable):
    outcome = run(turned / "editions/2024", "new", "2025")
    assert outcome.code == 1
    assert "édition gardée" in outcome.err


def refused(root: Path, run: Callable, *arguments: str) -> str:
    """Return what a refusal says; nothing may have changed."""
    before = sources(root)
    outcome = run(root, "new", "2025", *arguments)
    assert outcome.code == 1
    assert "Rien n'a été écrit." in outcome.out
    assert sources(root) == before
    assert not (root / "editions").exists()
    return outcome.out


def test_an_edition_that_was_never_published_is_refused(published: Path, run: Callable):
    shutil.rmtree(published / "output")
    assert "n'a jamais été publiée ici" in refused(published, run, "--quand-meme")


def test_an_edition_changed_since_it_was_published_is_refused(published: Path, run: Callable):
    spoil(published, "content/edito.md", "sans rendez-vous", "sur rendez-vous")
    commit(published)
    said = refused(published, run, "--quand-meme")
    assert "a changé depuis qu'elle a été publiée : content/edito.md." in said


def test_a_working_document_that_changed_is_not_said_to_be_published(published: Path, run: Callable):
    assert run(published, "build", "--to", "html", "--quiet").code == 0
    spoil(published, "content/edito.md", "sans rendez-vous", "sur rendez-vous")
    commit(published)
    assert "a changé depuis qu'elle a été construite : content/edito.md." in refused(published, run, "--quand-meme")


def test_outputs_changed_by_hand_are_refused(published: Path, run: Callable):
    spoil(published, "output/2024/donnees/indicateurs.csv", "318", "319")
    assert "ne sont plus ceux qui ont été publiés" in refused(published, run, "--quand-meme")


@needs_git
def test_what_isnt_committed_is_refused_unless_told(published: Path, run: Callable):
    (published / "content/brouillon.md").write_text("---\ntitle: Brouillon\n---\n", "utf-8")
    assert main(["build", "--quiet"], published) == 0
    said = refused(published, run)
    assert "Un fichier n'est pas enregistré dans git : content/brouillon.md." in said
    assert "--quand-meme" in said
    assert run(published, "new", "2025", "--quand-meme").code == 0


def test_an_unfinished_edition_is_refused_unless_told(published: Path, run: Callable):
    spoil(published, "content/edito.md", "title:", "status: to_review\ntitle:")
    commit(published)
    assert main(["build", "--quiet"], published) == 0
    assert "n'est pas finie : sections à relire (1)" in refused(published, run)
    assert run(published, "new", "2025", "--quand-meme").code == 0


def test_a_working_document_isnt_an_edition_unless_told(published: Path, run: Callable):
    """Published, finished, committed, but never released: nobody signed what readers have."""
    assert main(["build", "--quiet"], published) == 0
    assert "n'est encore qu'un document de travail" in refused(published, run)
    assert run(published, "new", "2025", "--quand-meme").code == 0


@needs_git
def test_git_that_doesnt_answer_is_told(published: Path, run: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(published))
    before = sources(published)
    outcome = run(published, "new", "2025")
    assert outcome.code == 1
    assert "Git ne répond pas" in outcome.err
    assert sources(published) == before


def test_a_file_that_cant_be_changed_alone_is_refused(published: Path, run: Callable):
    """`values` in an anchor-like shape that only its author should touch."""
    spoil(published, "data/indicators/ateliers.yml", "values: {2024: 318}", "values:\n    ? 2024\n    : 318")
    commit(published)
    assert main(["build", "--quiet"], published) == 0
    said = refused(published, run, "--quand-meme")
    assert "data/indicators/ateliers.yml: erreur NEW02" in said


@pytest.mark.parametrize("arguments", [(), ("2025", "--annuler")])
def test_a_command_half_typed_is_told(arguments: tuple[str, ...], published: Path, run: Callable):
    outcome = run(published, "new", *arguments)
    assert outcome.code == 2
    assert "python build.py new ANNÉE" in outcome.err


# --- undone -------------------------------------------------------------------------------------------------------


@needs_git
def test_undone_by_one_command(turned: Path, run: Callable):
    assert main(["build", "--quiet", "--edition", str(turned / "editions/2024")], turned) == 0
    outcome = run(turned, "new", "--annuler")
    assert outcome.code == 0
    assert not (turned / "editions").exists()
    status = subprocess.run([*GIT, "status", "--porcelain"], cwd=turned, capture_output=True, check=True)
    assert status.stdout == b""


@needs_git
def test_undone_by_git(turned: Path):
    for command in (["checkout", "-q", "--", "."], ["clean", "-qfd", "editions"]):
        subprocess.run([*GIT, *command], cwd=turned, check=True, capture_output=True)
    report, _ = load(turned)
    assert report.edition.year == 2024
    assert report.last is None


@pytest.mark.parametrize("kept", [False, True])
def test_work_done_since_is_never_undone(kept: bool, turned: Path, run: Callable):  # noqa: FBT001
    name = "editions/2024/content/edito.md" if kept else "content/edito.md"
    spoil(turned, name, "sans rendez-vous", "sur rendez-vous")
    before = sources(turned)
    outcome = run(turned, "new", "--annuler")
    assert outcome.code == 1
    assert "content/edito.md" in outcome.err
    assert sources(turned) == before


def test_nothing_to_undo_is_told(published: Path, run: Callable):
    outcome = run(published, "new", "--annuler")
    assert outcome.code == 1
    assert "Rien à annuler" in outcome.err


# --- cut short ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_killed_at_any_step_the_tree_is_before_or_after(published: Path, tmp_path: Path):
    """The very changes of `new`, but for the bulk of fonts and templates."""
    changes, problems = turned_files(load(published)[0], 2025)
    assert not problems
    bulky = ("editions/2024/assets/fonts/", "editions/2024/templates/")
    changes |= {
        path: Change(None, content) for path, content in kept_files(published, 2024).items() if not path.startswith(bulky)
    }
    light = tmp_path / "light"
    ignored = shutil.ignore_patterns("fonts", "templates", "output", ".git", ".cache")
    shutil.copytree(published, light, ignore=ignored)
    before = sources(light)
    wanted = {path: content for path, content in before.items() if path not in changes}
    wanted |= {path: change.after for path, change in changes.items() if change.after is not None}
    turns = []
    for step in range(1000):
        root = tmp_path / "steps" / str(step)
        shutil.copytree(light, root)
        ended = not killed(root, step, lambda root: write_all(root, changes))
        mend(root)
        assert not (root / ".edits").exists()
        after = sources(root)
        turns.append(after != before)
        assert after in (before, wanted)
        shutil.rmtree(root)
        if ended:
            break
    assert turns == sorted(turns)
    assert not turns[0]
    assert turns[-1]
    assert len(turns) > len(changes)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.parametrize("step", [0, 10, 60, 150, 220])
def test_the_whole_command_killed_is_mended_by_the_next_one(step: int, published: Path, run: Callable):
    before = sources(published)
    ended = not killed(published, step, lambda root: main(["new", "--quiet", "2025"], root))
    run(published, "status")
    year = load(published)[0].edition.year
    if year == 2024:
        assert sources(published) == before
    else:
        assert set(sources(published / "editions/2024")) == set(before)
    assert not ended or year == 2025


def test_refused_by_the_disk_nothing_changes(published: Path, run: Callable, monkeypatch: pytest.MonkeyPatch):
    before = sources(published)
    true, left = Path.replace, [30]

    def refuse(path: Path, target: Path) -> Path:
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, "No space left on device")
        return true(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    outcome = run(published, "new", "2025")
    assert outcome.code == 1
    assert "Rien n'a été écrit" in outcome.err
    assert sources(published) == before


# --- kept editions stay as they are -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("content/edito.md", "n'est plus ce qui a été publié"),
        ("donnees/indicateurs.csv", "n'est plus ce qui a été publié"),
        ("manifest.json", "manque ou ne se lit pas"),
        ("data/rules.yml", "n'est plus là"),
        ("content/ajout.md", "n'est plus ce qui a été publié"),
    ],
)
def test_a_kept_edition_edited_by_hand_is_told(name: str, said: str, turned: Path, run: Callable):
    path = turned / "editions/2024" / name
    if "là" in said:
        path.unlink()
    else:
        path.write_bytes(b"{" if name == "manifest.json" else path.read_bytes() + b"\n" if path.exists() else b"x")
    outcome = run(turned, "check")
    assert outcome.code == 1
    assert f"editions/2024/{name}: erreur EDI09 Édition 2024 : {name} {said}" in outcome.out
    alone = run(turned, "check", "--edition", str(turned / "editions/2024")).out
    assert f"{name}: erreur EDI09" in alone
