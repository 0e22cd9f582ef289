"""Files that a shared folder brings by halves: told with what to do, and no half is read as if its author had written it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapport.ground.shared_folder import VARIABLE, share_of
from rapport.sources.reading import half_arrived
from rapport.sources.reading.files import Files

TABLE, YAML, TEXT = "data/tables/heures_par_atelier.csv", "data/indicators/ateliers.yml", "content/ateliers.md"


@pytest.fixture
def shared(petite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small edition in a shared folder, read once by this computer."""
    monkeypatch.setenv(VARIABLE, "yes")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "apart"))
    share_of.cache_clear()
    return petite


def of_texts(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in sorted(root.rglob("*.*")) if path.suffix in {".yml", ".md", ".csv"}]


def codes(lines: list[str]) -> list[str]:
    return [line.split(" erreur ")[1].split()[0] for line in lines if " erreur " in line]


@pytest.mark.parametrize("name", [TABLE, YAML, TEXT, "report.yml"])
def test_an_emptied_file_is_not_an_empty_one(shared: Path, told: Callable, name: str):
    told(shared, "check")
    before = (shared / name).read_bytes()
    (shared / name).write_bytes(b"")
    lines = told(shared, "check").lines
    assert "LEC15" in codes(lines)
    assert any(f"{name}:1:1:" in line and "est vide ; à la dernière lecture, il avait" in line for line in lines)
    assert "LEC15" in codes(told(shared, "check").lines), "told until it is mended: what is wrong isn't what was read last"
    (shared / name).write_bytes(before)
    assert not codes(told(shared, "check").lines)


@pytest.mark.parametrize("name", [TABLE, YAML, TEXT])
@pytest.mark.parametrize("share", [0.4, 0.9])
def test_a_cut_within_a_line_is_told_where_it_is(shared: Path, name: str, share: float):
    text = (shared / name).read_text("utf-8")
    Files(shared).text(name)
    kept = text[: int(len(text) * share)].rstrip("\n")
    kept = kept[:-1] if text[len(kept)] == "\n" else kept
    (shared / name).write_text(kept, "utf-8")
    read, problems = Files(shared).text(name)
    assert read is None
    assert [problem.code for problem in problems] == ["LEC15"]
    assert problems[0].place.line == kept.count("\n") + 1
    assert "retour à la ligne" in problems[0].hint


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.rpartition("\n")[0].rpartition("\n")[0] + "\n",  # the last lines are taken out
        lambda text: text.rstrip("\n").rpartition("\n")[0],  # by an editor that ends no line
        lambda text: text.replace("a", "e", 1),
        lambda text: text + "suite",
        lambda _: "# rien encore\n",
        lambda _: "\n",
    ],
)
def test_what_an_author_takes_out_is_no_half(shared: Path, edit: Callable[[str], str]):
    for name in (TABLE, YAML, TEXT):
        Files(shared).text(name)
        (shared / name).write_text(edit((shared / name).read_text("utf-8")), "utf-8")
        assert "LEC15" not in [problem.code for problem in Files(shared).text(name)[1]], name


def test_a_folder_of_ones_own_keeps_nothing_of_its_texts(petite: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(VARIABLE, "no")
    share_of.cache_clear()
    Files(petite).text(TEXT)
    (petite / TEXT).write_bytes(b"")
    assert Files(petite).text(TEXT) == ("", ())


@pytest.mark.parametrize("name", [TABLE, YAML, TEXT])
def test_an_end_of_zeros_is_a_half(petite: Path, told: Callable, name: str):
    """Some clients give a file its length first; no memory is needed to see it."""
    raw = (petite / name).read_bytes()
    (petite / name).write_bytes(raw[:30] + bytes(len(raw) - 30))
    assert codes(told(petite, "check").lines)[0] == "LEC15"
    (petite / name).write_bytes(bytes(len(raw)))
    assert codes(told(petite, "check").lines)[0] == "LEC15"


def test_utf_16_is_still_told_as_such(petite: Path):
    (petite / TEXT).write_bytes("# Un texte\n".encode("utf-16"))
    assert [problem.code for problem in Files(petite).text(TEXT)[1]] == ["LEC02"]


@pytest.mark.parametrize("name", ["report.yml", TEXT, TABLE, "assets/logo.svg"])
@pytest.mark.parametrize("stand_in", ["{}.nextcloud", "{}.owncloud", ".{}.icloud"])
def test_a_stand_in_is_told_by_the_files_own_name(petite: Path, told: Callable, name: str, stand_in: str):
    path = petite / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.with_name(stand_in.format(path.name)).write_bytes(b" ")
    lines = told(petite, "check").lines
    assert [line for line in lines if line.startswith(f"{name}: erreur LEC15")], lines
    assert sum("LEC15" in line for line in lines) == 1


@pytest.mark.parametrize("bit", [{"st_file_attributes": 0x400000}, {"st_file_attributes": 0x40020}, {"st_flags": 0x40000000}])
def test_the_systems_own_mark_is_seen_before_anything_is_fetched(petite: Path, monkeypatch: pytest.MonkeyPatch, bit: dict):
    seen = os.stat
    path = petite / TEXT

    def stat(name: object, *given: object, **named: object) -> object:
        found = seen(name, *given, **named)
        return SimpleNamespace(st_mode=found.st_mode, **bit) if str(name) == str(path) else found

    monkeypatch.setattr(half_arrived.os, "stat", stat)
    assert [problem.place.path for problem in half_arrived.missing_contents(petite)] == [TEXT]


def test_a_file_that_grows_while_it_is_read_is_waited_for_then_told(petite: Path, monkeypatch: pytest.MonkeyPatch):
    path = petite / TEXT
    opened, grown = half_arrived.regular.opened, []

    def growing(name: Path):
        file = opened(name)
        if len(grown) < wanted:
            grown.append(name)
            with path.open("ab") as more:
                more.write(b"encore\n")
                more.flush()
            os.utime(path, ns=(1, len(grown)))
            file.seek(0, os.SEEK_END)  # read as far as it had come
        return file

    monkeypatch.setattr(half_arrived.regular, "opened", growing)
    monkeypatch.setattr(half_arrived, "_PAUSE", 0)
    wanted = 2
    assert Files(petite).text(TEXT)[1] == ()
    wanted = 10
    assert [problem.code for problem in Files(petite).text(TEXT)[1]] == ["LEC15"]


@pytest.mark.parametrize("name", [TABLE, YAML, TEXT, "report.yml"])
@pytest.mark.parametrize("way", [".{}.~4f2a1c", "{}.tmp", "{}.part", "{}.crdownload", ".syncthing.{}.tmp", "~{}.TMP"])
def test_a_file_on_its_way_is_told_by_its_own_name(petite: Path, told: Callable, name: str, way: str):
    path = petite / name
    path.rename(path.with_name(way.format(path.name)))
    lines = [line for line in told(petite, "check").lines if "LEC15" in line]
    assert [line.split(":")[0] for line in lines] == [name]
    assert "n'est là que sous son nom provisoire" in lines[0]


@pytest.mark.parametrize("beside", ["{}.tmp", ".{}.~4f2a1c", "{}.part"])
def test_a_leftover_beside_the_file_is_nobodys(petite: Path, told: Callable, beside: str):
    for name in (TABLE, YAML, TEXT, "report.yml"):
        path = petite / name
        path.with_name(beside.format(path.name)).write_bytes(path.read_bytes())
    assert "LEC15" not in told(petite, "check").out


@pytest.mark.parametrize("name", ["brouillon.yml.bak", "ateliers-2023.yml.ancien", "velos.yml.2023", "notes.tmp", ".DS_Store"])
def test_what_an_author_put_aside_is_not_on_its_way(petite: Path, told: Callable, name: str):
    (petite / "data/indicators" / name).write_text("a: 1\n", "utf-8")
    assert "LEC15" not in told(petite, "check").out


@pytest.mark.parametrize("name", [TABLE, YAML, TEXT])
def test_a_cut_within_a_letter(petite: Path, name: str):
    path = petite / name
    raw = path.read_bytes()
    path.write_bytes(raw + "\n# été, « œuvre » : 3 €".encode()[:-2])
    read, problems = Files(petite).text(name)
    assert read is None
    assert ([problem.code for problem in problems], "au milieu d'une lettre" in problems[0].message) == (["LEC15"], True)
    assert problems[0].place.line == raw.decode().count("\n") + 2


def test_another_code_without_an_accent_before_is_no_cut(petite: Path):
    (petite / TEXT).write_bytes(b"---\ntitle: Un texte\n---\n\nUn caf\xe9")
    read, problems = Files(petite).text(TEXT)
    assert (read or "").endswith("café")
    assert [problem.code for problem in problems] == ["LEC03"]
