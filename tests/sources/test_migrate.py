"""`migrate`: an edition of an older format is brought to the engine's, its changes shown first, all of them or none."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.sources import migrations
from rapport.sources.editing import journal
from rapport.sources.migrations import MIGRATIONS, Migration, Texts
from rapport.sources.reading import compatibility, load


def told_in_full(texts: Texts) -> Texts:
    """Bring format 1 to an invented format 2: `legende:` becomes `note:`, and tables say the same."""
    return {path: re.sub(r"(?m)^(\s+)legende:", r"\1note:", text) for path, text in texts.items() if path.endswith(".yml")}


@pytest.fixture
def old(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an edition of format 1, for an engine that reads format 2."""
    monkeypatch.setattr(compatibility, "FORMAT", 2)
    monkeypatch.setattr(migrations, "MIGRATIONS", (Migration("« legende: » s'écrit « note: ».", told_in_full),))
    charts = (petite / "data/charts.yml").read_text("utf-8").replace("\n", "\r\n")
    charts = f"# Les graphiques\r\n{charts}  legende: à main levée   # sic\r\n"
    (petite / "data/charts.yml").write_text(charts, "utf-8", newline="")
    tables = (petite / "data/tables.yml").read_text("utf-8")
    tables = tables.replace("  key: workshop", "  legende: relevé du 1er mars\n  key: workshop")
    (petite / "data/tables.yml").write_text(tables, "utf-8")
    return petite


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file() and not path.is_relative_to(root / ".cache"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def test_every_format_has_its_migration():
    assert len(MIGRATIONS) == compatibility.FORMAT - 1


def migrate_of(root: Path, *arguments: str) -> int:
    return main(["migrate", *arguments], root)


def test_the_edition_of_the_day_has_nothing_to_migrate(petite: Path):
    before = files(petite)
    assert migrate_of(petite) == 0
    assert files(petite) == before


def test_what_changes_is_shown_and_nothing_is_written_without_consent(old: Path, capsys: pytest.CaptureFixture[str]):
    before = files(old)
    assert migrate_of(old) == 0
    shown = capsys.readouterr().out
    for line in ("« legende: » s'écrit « note: ».", "-  legende: relevé du 1er mars", "+  note: relevé du 1er mars",
                 "+  note: à main levée   # sic", "+format: 2", "--- data/charts.yml"):  # fmt: skip
        assert line in shown.splitlines()
    assert "--oui" in shown
    assert files(old) == before


def test_comments_order_and_line_ends_stay(old: Path, capsys: pytest.CaptureFixture[str]):
    before = files(old)
    assert migrate_of(old, "--oui") == 0
    after = files(old)
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {"report.yml", "data/charts.yml", "data/tables.yml"}
    assert after["data/charts.yml"] == before["data/charts.yml"].replace(b"legende:", b"note:")
    assert after["data/tables.yml"] == before["data/tables.yml"].replace(b"legende:", b"note:")
    assert after["report.yml"] == before["report.yml"].replace(b"year: 2024\n", b"year: 2024\nformat: 2\n")
    report, _ = load(old)
    assert (report.edition.format, report.charts["heures"].note) == (2, "à main levée")
    capsys.readouterr()
    assert migrate_of(old) == 0
    assert "rien à faire" in capsys.readouterr().out


def test_a_migration_that_would_break_the_edition_is_refused(
    old: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    broken = Migration("Casse tout.", lambda texts: {"data/charts.yml": texts["data/charts.yml"].replace("kind:", "sorte:")})
    monkeypatch.setattr(migrations, "MIGRATIONS", (broken,))
    before = files(old)
    assert migrate_of(old, "--oui") == 1
    told = capsys.readouterr()
    assert "la clé « sorte » n'existe pas" in told.out
    assert "Rien n'a été écrit" in told.err
    assert files(old) == before


@pytest.mark.parametrize("stroke", range(3))
def test_cut_short_it_has_written_all_or_nothing(stroke: int, old: Path, monkeypatch: pytest.MonkeyPatch):
    """A disk that fails on the first, the second or the third file."""
    before = files(old)
    put = journal._put
    done: list[str] = []

    def failing(root: Path, entry: journal._Entry, when: str, *known: object) -> None:
        if when == "after" and len(done) == stroke:
            done.append("")
            raise OSError(28, "no space")
        done.append(entry.path)
        put(root, entry, when, *known)

    monkeypatch.setattr(journal, "_put", failing)
    assert migrate_of(old, "--oui") == 1
    assert files(old) == before


def test_a_newer_edition_is_left_alone(petite: Path, capsys: pytest.CaptureFixture[str]):
    path = petite / "report.yml"
    path.write_text(path.read_text("utf-8") + "format: 9\n", "utf-8")
    before = files(petite)
    assert migrate_of(petite, "--oui") == 1
    assert "plus récent" in capsys.readouterr().err
    assert files(petite) == before


@pytest.mark.parametrize("text", [None, "title: [", "\x00\x01", "- a\n- b\n"])
def test_a_report_that_cannot_be_read(text: str | None, petite: Path, capsys: pytest.CaptureFixture[str]):
    path = petite / "report.yml"
    path.unlink() if text is None else path.write_text(text, "utf-8")
    assert migrate_of(petite) in {0, 1}
    assert "Traceback" not in capsys.readouterr().err


def test_a_range_that_excludes_this_engine_doesn_t_prevent_migrating(old: Path):
    """It is the team that widens it, once the migrated report has been read again."""
    path = old / "report.yml"
    path.write_text(path.read_text("utf-8") + 'engine: "<1999"   # à élargir\n', "utf-8")
    assert migrate_of(old, "--oui") == 0
    assert 'engine: "<1999"   # à élargir' in path.read_text("utf-8")
