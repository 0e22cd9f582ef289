"""What the studio shows after any edit is, byte for byte, what a build from nothing gives."""

from __future__ import annotations

import gc
import json
import random
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from rapport.flow import pipeline
from rapport.flow.edition import Flow
from rapport.flow.options import Options
from rapport.flow.preview.board import Board
from rapport.flow.preview.studio import Studio
from rapport.ground.problems import Problem, Severity
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.pandoc import Fragments, _Interpreter
from rapport.sources.model import Piece
from tests.outputs.engines.conftest import StandIn

EDITS = 200  # each compared with a check that remembers nothing
BUILDS = 8  # of them, compared with a whole build in another folder


@pytest.fixture
def studio(petite: Path) -> Iterator[Studio]:
    """Return a studio that has made the small edition once."""
    with closing(Studio(petite, Board())) as studio:
        studio.refresh()
        yield studio


def built(root: Path, folder: Path) -> tuple[bytes, bytes] | None:
    """Return the page and the PDF of a whole build of a copy, None when there is an error."""
    copy = folder / "copie é"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns("output", ".cache"))
    result = pipeline.build(copy, Options(), lambda _: None)
    if result.failed:
        return None
    return result.files["html"].read_bytes(), result.files["pdf"].read_bytes()


def in_text(path: Path, draw: random.Random) -> None:
    """Change a word, add a paragraph or take one away."""
    text = path.read_text("utf-8")
    body = text.index("\n---\n", 4) + 5
    blocks = text[body:].split("\n\n")
    choice = draw.random()
    if choice < 0.4:
        blocks.insert(draw.randrange(len(blocks) + 1), f"Une phrase {draw.choice(['courte', 'longue', 'nouvelle'])} de plus.")
    elif choice < 0.6 and len(blocks) > 3:
        del blocks[draw.randrange(1, len(blocks))]
    else:
        where = draw.randrange(len(blocks))
        blocks[where] = blocks[where].replace(" de ", " du ", 1) if " de " in blocks[where] else blocks[where] + " Encore."
    path.write_text(text[:body] + "\n\n".join(blocks), "utf-8")


def in_numbers(path: Path, draw: random.Random) -> None:
    """Change a digit anywhere in a data file: a value, a year, a precision."""
    text = path.read_text("utf-8")
    digits = [index for index, character in enumerate(text) if character.isdigit()]
    if not digits:
        in_style(path, draw)
        return
    where = draw.choice(digits)
    path.write_text(text[:where] + str(draw.randrange(10)) + text[where + 1 :], "utf-8")


def in_style(path: Path, draw: random.Random) -> None:
    """Add a comment, or spoil a line."""
    text = path.read_text("utf-8")
    path.write_text(text + draw.choice(["\n", "\n\n"]), "utf-8")


def in_formats(path: Path) -> None:
    """Ask for a format that nobody knows (EDI05)."""
    text = path.read_text("utf-8")
    path.write_text(text.replace("formats: [html, pdf]", "formats: [html, pdf, hologramme]"), "utf-8")


def edited(root: Path, draw: random.Random, sound: Path) -> None:
    """Make one edit of any kind; one in six puts a file back as it was."""
    texts, data = sorted((root / "content").glob("*.md")), sorted((root / "data").rglob("*.*"))
    data = [path for path in data if path.suffix in {".yml", ".csv"}]
    style = [root / "templates/style/base.css", root / "templates/report.html.j2", root / "report.yml"]
    choice = draw.random()
    if choice < 0.02:
        in_formats(root / "report.yml")
    elif choice < 0.17:
        path = draw.choice([*texts, *data])
        shutil.copy(sound / path.relative_to(root), path)
    elif choice < 0.6:
        in_text(draw.choice(texts), draw)
    elif choice < 0.95:
        in_numbers(draw.choice(data), draw)
    else:
        in_style(draw.choice(style), draw)


def plain(root: Path) -> None:
    """Leave the small edition as it is: a working document."""


def released(root: Path) -> None:
    """Make of it an edition that is kept: it has the manifest of its release."""
    stamp = {"version": "1.0", "day": "2025-06-01", "commit": "c0ffee1998"}
    (root / "manifest.json").write_text(json.dumps({"release": stamp, "inputs": {}, "outputs": {}}), "utf-8")


def by_quarto(root: Path) -> None:
    """Have it rendered by Quarto."""
    with (root / "report.yml").open("a", encoding="utf-8") as file:
        file.write("engine: quarto\n")


@pytest.mark.parametrize(("nature", "edits", "builds"), [(plain, EDITS, BUILDS), (released, 40, 4), (by_quarto, 20, 3)])
def test_any_edit_gives_what_a_build_gives(
    nature: Callable[[Path], None], edits: int, builds: int, petite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Hundreds of edits one after the other: texts, numbers, styles, formats, and back; sound or not.

    Each is compared with a check that remembers nothing, some of them with a whole build in another folder.
    """
    StandIn(tmp_path / "outils", monkeypatch)
    nature(petite)
    sound = tmp_path / "sound"
    shutil.copytree(petite, sound, symlinks=True, ignore=shutil.ignore_patterns("output", ".cache"))
    draw = random.Random(20241231)
    good, codes = 0, set()
    with closing(Studio(petite, Board())) as studio:
        for number in range(edits):
            edited(petite, draw, sound)
            studio.refresh()
            shown = studio.board.shown
            told = {(p.code, str(p.place), p.message) for p in shown.problems if p.severity is Severity.ERROR}
            checked = pipeline.check(petite, Options(), lambda _: None)
            expected = {(p.code, str(p.place), p.message) for p in checked.problems if p.severity is Severity.ERROR}
            assert told == expected, f"edit {number}"
            assert shown.stale == bool(expected), f"edit {number}"
            codes |= {code for code, *_ in told}
            if told:
                for path in (
                    petite / "report.yml",
                    *sorted((petite / "content").glob("*.md")),
                    *sorted((petite / "data").rglob("*.*")),
                ):
                    if path.is_file():
                        shutil.copy(sound / path.relative_to(petite), path)
            elif number % (edits // builds) < 2:
                good += 1
                assert built(petite, tmp_path) == (shown.page, shown.pdf), f"edit {number}"
    assert good > 2
    assert ("EDI05" in codes) == (nature is plain)
    assert (b"c0ffee1998" in shown.page) == (nature is released)


def test_an_error_keeps_the_last_good_page_and_goes_when_mended(studio: Studio):
    page = studio.board.shown.page
    path = studio.root / "content/edito.md"
    sound = path.read_text("utf-8")
    path.write_text(sound + '\n{{ value("rien.du_tout") }}\n', "utf-8")
    studio.refresh()
    shown = studio.board.shown
    assert (shown.page, shown.stale) == (page, True)
    assert [str(p.place).partition(":")[0] for p in shown.problems if p.severity is Severity.ERROR] == ["content/edito.md"]
    path.write_text(sound, "utf-8")
    studio.refresh()
    assert (studio.board.shown.page, studio.board.shown.stale) == (page, False)


@pytest.mark.parametrize("broken", [b"titre: [", b"\xff\xfe\x00", b""], ids=["yaml", "bytes", "empty"])
def test_a_broken_file_stops_nothing(broken: bytes, studio: Studio):
    """For minutes, through other edits."""
    page = studio.board.shown.page
    path = studio.root / "report.yml"
    sound = path.read_bytes()
    path.write_bytes(broken)
    for _ in range(3):
        studio.refresh()
        assert studio.board.shown.stale
        assert studio.board.shown.page == page
    path.write_bytes(sound)
    studio.refresh()
    assert not studio.board.shown.stale


def test_a_spoilt_template_stops_nothing(studio: Studio):
    path = studio.root / "templates/report.html.j2"
    sound = path.read_text("utf-8")
    path.write_text(sound + "{{ rien }}", "utf-8")
    studio.refresh()
    assert studio.board.shown.stale
    line = len((sound + "{{ rien }}").splitlines())
    assert [str(problem.place) for problem in studio.board.shown.problems] == [f"templates/report.html.j2:{line}"]
    path.write_text(sound, "utf-8")
    studio.refresh()
    assert not studio.board.shown.stale


def test_an_edition_under_way_is_shown_with_its_gaps(studio: Studio):
    """Whoever writes next year's report sees it from the first day; what is to be filled in is told, and stops nothing."""
    path = studio.root / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("{2024: 318}", "{2023: 300, 2024: }"), "utf-8")
    studio.refresh()
    studio.verify()
    shown = studio.board.shown
    assert not shown.stale
    assert b'<span class="awaited">XX</span>' in shown.page
    assert shown.pdf_version == 2
    assert {p.severity for p in shown.problems if p.code == "EDI07"} == {Severity.WARNING}
    assert [p for p in shown.problems if p.severity is Severity.ERROR] == []
    assert pipeline.build(studio.root, Options(), lambda _: None).failed


@pytest.mark.parametrize(("path", "spoilt", "place"), [
    ("templates/report.typ", "\n#oups(\n", r"templates/report\.typ:\d+:\d+"),
    ("templates/typst/text.typ", "\n#let x = rien\n", r"templates/typst/text\.typ:\d+:\d+"),
    ("templates/filter.lua", "\nerror('x'\n", r"templates/filter\.lua:\d+"),
    ("templates/filter.lua", "\nerror('toujours')\n", r"templates/filter\.lua:\d+"),
    ("templates/filter/text.lua", "\nerror('x'\n", r"templates/filter/text\.lua:\d+"),
], ids=["typst", "its library", "filter", "filter at work", "a part of the filter"])  # fmt: skip
def test_what_a_tool_refuses_is_told_where_it_was_written(path: str, spoilt: str, place: str, studio: Studio):
    """By whoever wrote it: an author, or the designer."""
    written = studio.root / path
    sound = written.read_text("utf-8")
    written.write_text(sound + spoilt, "utf-8")
    studio.refresh()
    shown = studio.board.shown
    assert shown.stale
    assert [bool(re.fullmatch(place, str(problem.place))) for problem in shown.problems] == [True], shown.problems
    written.write_text(sound, "utf-8")
    studio.refresh()
    assert not studio.board.shown.stale


def test_what_is_refused_is_not_waited_for(studio: Studio, monkeypatch: pytest.MonkeyPatch):
    """A heavy picture takes Pandoc a while: it is given up, and the edit that takes it away is shown at once."""
    under_way, given_up = Event(), Event()
    converted, problems = _Interpreter.converted, Flow.problems

    def slow(interpreter: _Interpreter, pieces: Sequence[Piece], markups: Sequence[str]) -> Iterator[tuple[str, Fragments]]:
        if any("Une phrase lente" in piece.markdown for piece in pieces):
            running = interpreter.wake()
            under_way.set()
            running.told.readline()  # nothing was asked: it never answers, until it is killed
            given_up.set()
            raise ToolFailed("pandoc", "interrompu")
        yield from converted(interpreter, pieces, markups)

    def after(flow: Flow) -> tuple[Problem, ...]:
        assert not slowed or under_way.wait(30)
        return problems(flow)

    monkeypatch.setattr(_Interpreter, "converted", slow)
    monkeypatch.setattr(Flow, "problems", after)
    path = studio.root / "content/edito.md"
    sound = path.read_text("utf-8")
    slowed = True
    path.write_text(sound + "\nUne phrase lente, 45 pages.\n", "utf-8")
    studio.refresh()
    assert studio.board.shown.stale
    assert given_up.wait(30)
    slowed = False
    path.write_text(sound, "utf-8")
    studio.refresh()
    assert not studio.board.shown.stale


@pytest.mark.parametrize("looks", [0, 1, 5, 9])
def test_a_verification_that_nobody_waits_for_is_given_up(looks: int, studio: Studio):
    """Before anything is read, between two rules, while the PDF is being read; the next one says it all."""
    css = studio.root / "templates/style/base.css"
    css.write_text(css.read_text("utf-8") + "\n.x { background: url(https://ailleurs.example/x.png); }\n", "utf-8")
    studio.refresh()
    left, before = iter([False] * looks), set(threading.enumerate())  # a build of another test may still be reading
    studio.verify(unwanted=lambda: next(left, True))
    assert not any(problem.code == "OUT05" for problem in studio.board.shown.problems)
    assert not any(thread.name == "pdf" for thread in set(threading.enumerate()) - before)
    studio.refresh()
    studio.verify()
    assert any(problem.code == "OUT05" for problem in studio.board.shown.problems)


def test_a_chart_that_begins_to_wait_leaves_nothing_of_its_own(studio: Studio):
    """Neither its data beside the report, nor a problem about them."""
    studio.verify()
    assert list(studio.tools.work.glob("donnees/graphiques/*.csv"))
    path = studio.root / "data/tables/heures_par_atelier.csv"
    path.write_text(path.read_text("utf-8").replace("2024,velo,Vélo,620", "2023,velo,Vélo,600\n2024,velo,Vélo,"), "utf-8")
    studio.refresh()
    studio.verify()
    shown = studio.board.shown
    assert not list(studio.tools.work.glob("donnees/graphiques/*.csv"))
    assert (shown.stale, [p for p in shown.problems if p.code.startswith("OUT")]) == (False, [])


def test_a_picture_that_goes_is_told_and_another_in_its_place_is_shown(studio: Studio):
    """The texts that show it haven't changed."""
    path = studio.root / "assets/etabli.svg"
    sound, page = path.read_bytes(), studio.board.shown.page
    path.unlink()
    studio.refresh()
    assert {problem.code for problem in studio.board.shown.problems if problem.severity is Severity.ERROR} == {"LNK02"}
    path.write_bytes(sound.replace(b"</svg>", b'<path d="M1 2h3v4z"/></svg>'))
    studio.refresh()
    assert not studio.board.shown.stale
    assert studio.board.shown.page != page
    path.write_bytes(sound)
    studio.refresh()
    assert studio.board.shown.page == page


def test_a_file_that_goes_is_told(studio: Studio):
    path = studio.root / "content/edito.md"
    sound = path.read_bytes()
    path.unlink()
    studio.refresh()
    assert "LEC08" in {problem.code for problem in studio.board.shown.problems}
    path.write_bytes(sound)
    studio.refresh()
    assert not studio.board.shown.stale


def awake(studio: Studio) -> list[subprocess.Popen[bytes]]:
    """Return the Pandocs that wait for the next request: one at least."""
    running = [one.running.program for one in studio.tools.conversions._pandoc._free.queue if one.running]
    assert running
    return running


def test_a_pandoc_that_was_killed_is_replaced(studio: Studio):
    path = studio.root / "content/edito.md"
    for said in ("Une phrase que personne n'a dite.", "Une autre, que personne n'a dite non plus."):
        path.write_text(f"{path.read_text('utf-8')}\n{said} {studio.root.parent.name}\n", "utf-8")
        studio.refresh()
        assert said.replace("'", "’").encode() in studio.board.shown.page
        assert not studio.board.shown.stale
        for running in awake(studio):
            running.kill()
            running.wait()


def test_garbage_is_collected_all_day(petite: Path):
    """A command rests the collector, which is right for two seconds and takes a gigabyte in five hundred saves."""
    gc.disable()
    try:
        studio = Studio(petite, Board())
        studio.refresh()
        studio.close()
        assert gc.isenabled()
    finally:
        gc.enable()
        gc.unfreeze()


def test_what_is_built_in_a_workshop_is_collected(studio: Studio):
    """« Publier » builds in a process that stays: what a build sets apart would never be given back."""
    apart = gc.get_freeze_count()
    assert not pipeline.build(studio.root, Options(), lambda _: None).failed
    assert gc.get_freeze_count() <= apart  # what dies is counted no more


def test_the_studio_leaves_nothing_behind(petite: Path):
    studio = Studio(petite, Board())
    path = petite / "content/edito.md"
    path.write_text(path.read_text("utf-8") + f"\nUne phrase que {petite.parent.name} n'a jamais dite.\n", "utf-8")
    studio.refresh()
    running, folder = awake(studio), studio.tools.folder
    studio.close()
    assert all(one.poll() is not None for one in running)
    assert not folder.exists()
    assert not (petite / "output").exists()
