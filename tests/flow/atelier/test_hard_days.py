"""The workshop on hard days: a disk that is slow, another branch below an open page, a kill in the middle, two at once."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.brought import BroughtPictures
from rapport.flow.atelier.desk import Desk
from rapport.flow.preview.board import Board
from rapport.flow.preview.studio import Studio
from rapport.sources.editing.history import FOLDER, History
from rapport.sources.editing.journal import mend
from rapport.sources.reading import load
from tests.flow.atelier.test_photographs import picture, said
from tests.flow.atelier.test_site import TOTAL, Site, change, fields_of, site  # noqa: F401 - a fixture
from tests.git_settings import without_git_settings
from tests.sources.editing.test_journal import killed

EDITO = "content/edito.md"


# --- a slow disk


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk take a while for each thing that it is to keep, as one behind a network does."""
    sync, replace = os.fsync, os.replace

    def slow_sync(file: int) -> None:
        time.sleep(0.15)
        sync(file)

    def slow_replace(*given: object) -> None:
        time.sleep(0.15)
        replace(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "fsync", slow_sync)
    monkeypatch.setattr(os, "replace", slow_replace)


def test_on_a_slow_disk_readers_see_a_file_before_or_after(site: Site, slow: None):  # noqa: F811, ARG001
    path = site.root / TOTAL
    before, fields = path.read_bytes(), change(site, value="1250")
    after = before.replace(b"2024: 1240", b"2024: 1250")
    with ThreadPoolExecutor() as pool:
        answer = pool.submit(site.write, "/-/save", fields)
        seen = set()
        while not answer.done():
            seen.add(path.read_bytes())
            time.sleep(0.01)
        assert answer.result()[0] == 200
    assert seen <= {before, after}
    assert path.read_bytes() == after


def test_on_a_slow_disk_two_browsers_lose_nothing(site: Site, slow: None):  # noqa: F811, ARG001
    forms = [change(site, value="1250"), change(site, note="Compté deux fois."), change(site, source="Un autre cahier")]
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(site.write, "/-/save", form) for form in forms]
        reads = [pool.submit(site.read, "/-/contents") for _ in range(3)]
        assert [answer.result()[0] for answer in answers] == [200, 200, 200]
        assert [read.result()[0] for read in reads] == [200, 200, 200]
    text = (site.root / TOTAL).read_text("utf-8")
    assert all(one in text for one in ("2024: 1250", "Compté deux fois.", "Un autre cahier"))
    for _ in forms:
        assert site.write("/-/undo", {})[0] == 200
    assert "2024: 1240" in (site.root / TOTAL).read_text("utf-8")


def test_on_a_slow_disk_an_impatient_author_saves_once(site: Site, slow: None):  # noqa: F811, ARG001
    """The same form comes twice: the second finds that all is as it wants it."""
    fields = change(site, value="1250")
    with ThreadPoolExecutor() as pool:
        answers = [pool.submit(site.write, "/-/save", fields) for _ in range(2)]
        told = sorted(str(answer.result()[1]["said"]) for answer in answers)
    assert told[0].startswith("Enregistré")
    assert len(History(site.root).done) == 1


# --- another branch below


@pytest.fixture
def branches(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small edition in a repository, on its first branch; in the other a text, a number and a section differ."""
    if not shutil.which("git"):
        pytest.skip("a computer without git")
    without_git_settings(monkeypatch)
    (petite / ".gitignore").write_text(".cache\n.edits*\noutput/\n", "utf-8")
    git(petite, "init", "-q", "-b", "main")
    commit(petite)
    git(petite, "checkout", "-q", "-b", "autre")
    for path, old, new in (
        (EDITO, "La Fabrique a ouvert ses portes", "La Fabrique ouvre ses portes"), (TOTAL, "2024: 1240", "2024: 1300"),
        ("data/tables/heures_par_atelier.csv", "Vélo,620", "Vélo,680"),
        ("report.yml", "  - ateliers\n", "  - ateliers\n  - suite\n"),
    ):  # fmt: skip
        text = (petite / path).read_text("utf-8")
        assert old in text
        (petite / path).write_text(text.replace(old, new), "utf-8")
    (petite / "content/suite.md").write_text("---\ntitle: La suite\n---\n\nUne suite.\n", "utf-8")
    commit(petite)
    git(petite, "checkout", "-q", "main")
    return petite


def git(root: Path, *words: str) -> str:
    own = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *own, *words], cwd=root, check=True, capture_output=True, text=True).stdout


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")


def test_a_checkout_under_an_open_workshop(branches: Path):
    studio = Studio(branches, Board())
    try:
        studio.refresh()
        answers = Answers(Desk(branches))
        text, number, other = "text:content/edito.md:7", "number:heures.total", "number:velos.repares"
        opened = {
            target: {field.name: field.value for field in answers.desk.form(target).fields} for target in (text, number, other)
        }
        git(branches, "checkout", "-q", "autre")
        studio.refresh()
        page = studio.board.shown.page.decode()
        assert "La suite" in page
        assert "ouvre ses portes" in page

        def save(target: str, **given: str) -> tuple[int, str]:
            was = {f"was:{name}": value for name, value in opened[target].items()}
            sent = {f"field:{name}": value for name, value in (opened[target] | given).items()}
            answer = answers.write("/-/save", {"target": target, **was, **sent})
            assert isinstance(answer.body, dict)
            return int(answer.status), str(answer.body.get("page", ""))

        assert save(other, value="319")[0] == 200  # nobody else touched it
        status, shown = save(number, value="1250")
        assert (status, "<pre>1300</pre>" in shown) == (409, True)
        status, shown = save(text, text="La Fabrique a fermé ses portes.")
        assert (status, "ouvre ses portes" in shown) == (409, True)
        assert "ouvre ses portes" in (branches / EDITO).read_text("utf-8")
        assert git(branches, "status", "--porcelain").split() == ["M", TOTAL]
        assert "2024: 1300" in (branches / TOTAL).read_text("utf-8")
        assert answers.write("/-/undo", {}).status == 200
        assert git(branches, "status", "--porcelain") == ""
        git(branches, "checkout", "-q", "main")
        studio.refresh()
        assert "La suite" not in studio.board.shown.page.decode()
        assert answers.read("/-/contents", {}, None).status == 200
    finally:
        studio.close()


# --- killed in the middle


def test_killed_while_a_photograph_is_laid_the_edition_is_before_or_after(petite: Path):
    """A save of two files, one of which is new and no text: all of it or nothing, and it can be taken back."""
    before = (petite / EDITO).read_bytes()
    content = picture(1100, 800)
    target = f"new:photo:{EDITO}:7"

    def save(root: Path) -> None:
        desk = Desk(root)
        desk.pictures.bring = lambda *_: None  # type: ignore[method-assign, assignment]
        desk.pictures._waiting.update(BROUGHT)
        desk.save(target, said(), {field.name: field.value for field in desk.form(target).fields})

    pictures = BroughtPictures(petite)
    pictures.bring("velo.jpg", content, "photo")
    BROUGHT.update(pictures._waiting)
    states = []
    for step in range(120):
        shutil.rmtree(petite / FOLDER, ignore_errors=True)
        shutil.rmtree(petite / "assets/photos", ignore_errors=True)
        (petite / EDITO).write_bytes(before)
        ended = not killed(petite, step, save)
        mend(petite)
        history = History(petite)
        laid, written = (petite / "assets/photos/velo.jpg").exists(), (petite / EDITO).read_bytes() != before
        assert laid is written, step
        states.append(laid)
        load(petite)
        while history.done:
            history.undo()
        assert ((petite / EDITO).read_bytes(), (petite / "assets/photos/velo.jpg").exists()) == (before, False), step
        if ended:
            break
    assert ended
    assert set(states) == {True, False}


BROUGHT: dict[str, object] = {}


# --- two who write at once


def test_two_browsers_at_once_on_everything(site: Site):  # noqa: F811 - as above
    """Each adds people in turn, as fast as it can: all of them are there, once, in a file that reads."""
    was = fields_of(site.read("/-/form?target=row:people:1:%2B")[1])

    def add(one: int) -> int:
        given = {"field:group": "bureau", "field:name": f"Personne {one}"}
        return site.write("/-/save", {"target": "row:people:1:+", **was, **given})[0]

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(add, range(24))) == {200}
    rows = (site.root / "data/tables/people.csv").read_text("utf-8").splitlines()
    assert sorted(row for row in rows if "Personne" in row) == sorted(f"2024,bureau,Personne {one},,," for one in range(24))
    assert load(site.root)[0].tables["people"]
    for _ in range(24):
        assert site.write("/-/undo", {})[0] == 200
    assert "Personne" not in (site.root / "data/tables/people.csv").read_text("utf-8")
