"""An answer stands as long as nothing it depends on has changed, and not one moment longer."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rapport.cli.main import main
from rapport.flow import kept_answers as standing
from rapport.flow import pipeline
from rapport.sources.files import changed, inputs_of
from rapport.sources.manifest import intact, outputs_of, read_manifest
from rapport.sources.signature import Stamp
from rapport.team.signoff.stamp import stamp_of

Run = Callable[..., Any]
pytestmark = pytest.mark.standing


@pytest.fixture(autouse=True)
def own_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the answers of one test from another's: editions share a cache."""
    monkeypatch.setattr(standing, "VARIABLES", (*standing.VARIABLES, "TEST_FOLDER"))
    monkeypatch.setenv("TEST_FOLDER", str(tmp_path))


@pytest.fixture
def built(petite: Path, run: Run) -> Path:
    """Return the small edition, built once."""
    assert run(petite, "build").code == 0
    return petite


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the flows that were really run."""
    done: list[str] = []
    for name in ("build", "check"):
        flow = getattr(pipeline, name)
        monkeypatch.setattr(pipeline, name, lambda *given, flow=flow, name=name: (done.append(name), flow(*given))[1])
    return done


def test_what_has_not_changed_is_answered_without_being_done_again(
    built: Path, run: Run, runs: list[str], capsys: pytest.CaptureFixture[str]
):
    """The same words and the same files, at once."""
    first = run(built, "build", "--format", "json")
    again = run(built, "build", "--format", "json")
    assert (first.code, first.out) == (again.code, again.out)
    assert run(built, "check").out == run(built, "check").out
    assert runs == ["check"]
    assert main(["build"], built) == 0
    assert "le rapport est à jour" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["content/edito.md", "data/tables.yml", "report.yml", "templates/style/base.css", "assets/_brand.yml"]
)
def test_a_source_that_changes_is_read_again(path: str, built: Path, run: Run, runs: list[str]):
    file = built / path
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")
    run(built, "build")
    run(built, "check")
    assert runs == ["build", "check"]


def test_a_source_behind_a_link_is_read_again_too(petite: Path, run: Run, runs: list[str]):
    away = petite.parent / "ailleurs"
    (petite / "data/indicators").rename(away)
    (petite / "data/indicators").symlink_to(away, target_is_directory=True)
    (petite / "assets/boucle").symlink_to(petite, target_is_directory=True)
    assert [run(petite, "check").code for _ in range(2)] == [0, 0]
    path = away / "ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("1240", "1300"), "utf-8")
    assert run(petite, "check").code == 1
    assert runs == ["check", "check"]


@pytest.mark.parametrize("spoil", [
    lambda path: path.write_text("Vélos : 319\n", "utf-8"),
    lambda path: path.unlink(),
    lambda path: path.with_name("autre.txt").touch(),
    lambda path: (path.with_name("sous").mkdir(), path.with_name("sous").joinpath("b.txt").touch()),
], ids=["changed", "gone", "one more", "one more below"])  # fmt: skip
def test_a_piece_that_changes_is_read_again(spoil: Callable[[Path], object], petite: Path, run: Run, runs: list[str]):
    """Pieces are no source of the edition, but what is told of it depends on them."""
    piece = petite / "pieces/a.txt"
    piece.parent.mkdir()
    piece.write_text("Vélos : 318\n", "utf-8")
    for _ in range(2):
        run(petite, "check")
    assert runs == ["check"]
    spoil(piece)
    run(petite, "check")
    assert runs == ["check", "check"]


@pytest.mark.parametrize("spoil", [
    lambda output: (output / "index.html").write_text("écrasé", "utf-8"),
    lambda output: next(output.glob("*.pdf")).unlink(),
    lambda output: (output / "manifest.json").unlink(),
    lambda output: (output / "manifest.json").write_text("{}", "utf-8"),
    lambda output: (output / "en-trop.txt").touch(),
    shutil.rmtree,
], ids=["overwritten", "lost", "no manifest", "other manifest", "stray file", "no output"])  # fmt: skip
def test_outputs_that_are_no_longer_as_published_are_built_again(
    spoil: Callable[[Path], object], built: Path, run: Run, runs: list[str]
):
    spoil(built / "output/2024")
    assert run(built, "build").code == 0
    assert runs == ["build"]
    assert intact(built / "output/2024")


def test_another_question_has_its_own_answer(built: Path, run: Run, runs: list[str]):
    run(built, "build", "--to", "docx")
    run(built, "build")
    assert runs == ["build", "build"]
    assert next((built / "output/2024").glob("*.pdf"))


def test_surroundings_count(built: Path, run: Run, runs: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run(built, "build")
    assert runs == ["build"]


def test_errors_stand_too_and_go_when_mended(petite: Path, run: Run, runs: list[str]):
    path = petite / "data/indicators/ateliers.yml"
    sound = path.read_text("utf-8")
    path.write_text(sound.replace("1240", "1300"), "utf-8")
    assert [run(petite, "check").code for _ in range(2)] == [1, 1]
    path.write_text(sound, "utf-8")
    assert run(petite, "check").code == 0
    assert runs == ["check", "check"]


def test_a_summary_needs_the_report(built: Path, run: Run, runs: list[str], tmp_path: Path):
    summary = tmp_path / "summary.md"
    run(built, "build", "--summary", str(summary))
    assert runs == ["build"]
    assert summary.read_text("utf-8")


def test_what_a_tool_broke_is_tried_again(petite: Path, run: Run, runs: list[str], monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "publish", full)
        assert run(petite, "build").code == 1
    assert run(petite, "build").code == 0
    assert runs == ["build", "build"]


def test_a_source_that_changes_during_the_build_is_no_report(petite: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    """It would be the report of no moment: half of the old sources, half of the new ones."""
    write = pipeline.write_manifest

    def meanwhile(*given: Any) -> Path:
        with (petite / "content/edito.md").open("a", encoding="utf-8") as file:
            file.write("\nUne phrase de plus.\n")
        return write(*given)

    monkeypatch.setattr(pipeline, "write_manifest", meanwhile)
    outcome = run(petite, "build")
    assert outcome.code == 1
    assert "content/edito.md: erreur REN03" in outcome.out
    assert not (petite / "output/2024").exists()
    monkeypatch.undo()
    assert run(petite, "build").code == 0


def test_manifest_says_what_made_what(built: Path):
    manifest = json.loads((built / "output/2024/manifest.json").read_text("utf-8"))
    assert manifest["inputs"] == inputs_of(built)
    assert manifest["outputs"] == outputs_of(built / "output/2024")
    assert {"index.html", "donnees/datapackage.json"} <= set(manifest["outputs"])
    assert {"typst", "altair", "vl-convert-python"} <= set(manifest["packages"])
    assert str(built) not in json.dumps(manifest)


def test_inputs_are_the_authors_files_and_no_others(petite: Path):
    (petite / "content/.edito.md.swp").touch()
    (petite / "output").mkdir()
    (petite / "output/x.html").touch()
    (petite / "content/boucle").symlink_to(petite)
    inputs = inputs_of(petite)
    assert {"report.yml", "content/edito.md"} <= set(inputs)
    assert not [path for path in inputs if "swp" in path or path.startswith("output")]
    assert changed(inputs, inputs | {"content/edito.md": "x", "content/new.md": "y"}) == ["content/edito.md", "content/new.md"]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"files": 3}', "é".encode("latin-1")])
def test_a_damaged_answer_is_no_answer(damage: bytes, built: Path, run: Run, runs: list[str], monkeypatch: pytest.MonkeyPatch):
    """The cache saves time and decides nothing."""
    monkeypatch.setattr("rapport.ground.cache.Cache.get", lambda *_: damage)
    assert run(built, "check").code == 0
    assert runs == ["check"]


SUM = "0" * 64
SOUND: dict[str, Any] = {"inputs": {"report.yml": SUM}, "outputs": {"index.html": {"bytes": 1, "sha256": SUM}}}

ELSEWHERE = ("../report.yml", "/etc/passwd", "content/../../x", "", "a//b", "C:/x")


def test_a_manifest_is_read_whatever_else_it_says(tmp_path: Path):
    (tmp_path / "manifest.json").write_text(json.dumps({**SOUND, "python": "3.99"}), "utf-8")
    assert read_manifest(tmp_path)


@pytest.mark.parametrize(
    "manifest",
    [
        "", "[]", "3", "[" * 100_000, "\udcff",
        *(json.dumps({**SOUND, "inputs": {path: SUM}}) for path in ELSEWHERE),
        *(json.dumps({**SOUND, "outputs": {path: SOUND["outputs"]["index.html"]}}) for path in ("../x", "donnees/../../x")),
        *(json.dumps({**SOUND, "inputs": inputs}) for inputs in ([], None, {"report.yml": 3})),
        *(json.dumps({**SOUND, "outputs": {"index.html": entry}}) for entry in (3, {}, {"bytes": "1", "sha256": SUM})),
    ],
)  # fmt: skip
def test_a_manifest_that_names_files_elsewhere_or_is_of_another_shape_is_none(manifest: str, tmp_path: Path):
    (tmp_path / "manifest.json").write_bytes(manifest.encode("utf-8", "surrogateescape"))
    assert read_manifest(tmp_path) is None
    assert not intact(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_no_pipe_is_waited_for(petite: Path):
    """In the place of a manifest, or of a file whose content counts."""
    os.mkfifo(petite / "manifest.json")
    os.mkfifo(petite / "content/tube.md")
    assert read_manifest(petite) is None
    assert inputs_of(petite)["content/tube.md"] == ""


@pytest.mark.parametrize(
    "release",
    [
        3, [], {}, {"version": "1", "day": "2025-06-01"}, {"version": 1, "day": "2025-06-01", "commit": "1a2b3c4d5e"},
        {"version": "1", "day": "hier", "commit": "1a2b3c4d5e"},
        {"version": "1", "day": "2025-06-01", "commit": "<b>le mien</b>"},
        {"version": "1", "day": "2025-06-01", "commit": ["1a2b3c4d5e"]},
    ],
)  # fmt: skip
def test_a_stamp_that_no_release_has_is_none(release: object, petite: Path):
    (petite / "manifest.json").write_text(json.dumps({**SOUND, "release": release}), "utf-8")
    assert stamp_of("", petite, None) is None
    sound = {**SOUND, "release": {"version": "1", "day": "2025-06-01", "commit": "1a2b3c4d5e"}}
    (petite / "manifest.json").write_text(json.dumps(sound), "utf-8")
    assert stamp_of("", petite, None) == Stamp("1", date(2025, 6, 1), "1a2b3c4d5e")
