"""All the files of a change, or none: killed at every step, and refused by the disk at every step."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.ground.problems import Problem
from rapport.sources.editing import journal, one_writer
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, Meanwhile, mend, write_all
from tests.some import some

BEFORE = {"data/a.yml": b"a: 1\n", "data/b.csv": b"x,y\n", "gone.yml": b"z\n"}
AFTER = {"data/a.yml": b"a: 2\n", "data/b.csv": b"x,z\n", "data/new/c.yml": b"c: 3\n"}
CHANGES = {name: Change(BEFORE.get(name), AFTER.get(name)) for name in sorted({*BEFORE, *AFTER})}


def laid(root: Path) -> Path:
    for name, contents in BEFORE.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(contents)
    return root


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def write(root: Path) -> None:
    write_all(root, CHANGES)


def killed(root: Path, step: int, act: Callable[[Path], object]) -> bool:
    """Run something on a folder in a process that is killed just before its n-th change on disk; tell whether it was."""
    child = os.fork()
    if not child:
        left = [step]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            writing = event in {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.utime", "os.truncate"}
            writing = (writing and str(root) in str(arguments)) or (
                event == "open" and str(root) in str(arguments[0]) and bool(int(str(arguments[2])) & 3)
            )
            if writing:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(137)

        sys.addaudithook(watch)
        try:
            act(root)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 137


def test_every_file_is_written(tmp_path: Path):
    write(laid(tmp_path))
    assert tree(tmp_path) == AFTER


def test_a_file_keeps_its_rights(tmp_path: Path):
    (laid(tmp_path) / "data/a.yml").chmod(0o640)
    write(tmp_path)
    assert (tmp_path / "data/a.yml").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_killed_at_any_step_the_tree_is_before_or_after(tmp_path: Path):
    found = []
    for step in range(200):
        root = laid(tmp_path / str(step))
        ended = not killed(root, step, write)
        # The mending may be killed too.
        for again in range(50):
            if not killed(root, again, mend):
                break
        found.append(tree(root))
        if ended:
            break
    assert found[0] == BEFORE
    assert found[-1] == AFTER
    assert len(found) > 15
    turn = found.index(AFTER)
    assert found == [BEFORE] * turn + [AFTER] * (len(found) - turn)


@pytest.mark.parametrize("name", ["replace", "fsync", "mkdir", "unlink"])
def test_refused_by_the_disk_at_any_step_nothing_changes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place, kind = (Path, name) if name != "fsync" else (os, name)
    true = getattr(place, kind)
    for step in range(30):
        root = laid(tmp_path / str(step))
        left = [step]

        def refuse(*arguments: object, _left: list[int] = left, **options: object) -> object:
            _left[0] -= 1
            if _left[0] == -1:  # once: the disk is well again when the change is undone
                raise OSError(28, "No space left on device")
            return true(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(place, kind, refuse)
            try:
                write(root)
            except OSError:
                assert tree(root) == BEFORE
                continue
        assert tree(root) == AFTER
        return
    pytest.fail("never written")


def test_a_file_edited_meanwhile_is_not_overwritten(tmp_path: Path):
    (laid(tmp_path) / "data/b.csv").write_bytes(b"typed since\n")
    with pytest.raises(Meanwhile, match=r"data/b\.csv"):
        write(tmp_path)
    assert tree(tmp_path) == BEFORE | {"data/b.csv": b"typed since\n"}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
def test_a_file_edited_after_the_kill_is_kept(tmp_path: Path):
    """Between the kill and the next command somebody typed: the change is undone, what was typed stays."""
    for step in range(200):
        root = laid(tmp_path / str(step))
        ended = not killed(root, step, write)
        (root / "data/b.csv").write_bytes(b"typed since\n")
        mend(root)
        kept = {name: contents for name, contents in tree(root).items() if name != "data/b.csv"}
        wanted = ({k: v for k, v in state.items() if k != "data/b.csv"} for state in (BEFORE, AFTER))
        assert kept in wanted
        assert (root / "data/b.csv").read_bytes() == b"typed since\n"
        if ended:
            return


def test_nothing_to_mend(tmp_path: Path):
    assert mend(laid(tmp_path)) == []
    assert tree(tmp_path) == BEFORE


# --- A journal that isn't to be believed ------------------------------------------------------------------------------

Damage = Callable[[Path], object]


def decided(root: Path, changes: dict[str, Change] | None = None, *, undoing: bool = False) -> Path:
    """Lay a change aside as a run killed just after it was decided leaves it; return its folder."""
    folder = root / ".edits"
    folder.mkdir()
    entries = []
    for number, (path, change) in enumerate((changes or CHANGES).items()):
        for when, contents in change._asdict().items():
            if contents is not None:
                (folder / f"{number}.{when}").write_bytes(contents)
        before, after = ("" if contents is None else hashlib.sha256(contents).hexdigest() for contents in change)
        entries.append({"path": path, "before": before, "after": after, "number": number})
    (folder / ("undoing.json" if undoing else "journal.json")).write_text(json.dumps(entries), "utf-8")
    return folder


def rewritten(change: Callable[[list[dict[str, Any]]], object]) -> Damage:
    """Return what changes the entries of a journal."""

    def damage(folder: Path) -> None:
        journal = folder / "journal.json"
        entries = json.loads(journal.read_text("utf-8"))
        changed = change(entries)
        journal.write_text(json.dumps(entries if changed is None else changed), "utf-8")

    return damage


def replaced(journal: bytes) -> Damage:
    return lambda folder: (folder / "journal.json").write_bytes(journal)


def a_folder(folder: Path) -> None:
    (folder / "journal.json").unlink()
    (folder / "journal.json").mkdir()


def a_link(folder: Path) -> None:
    (folder / "journal.json").rename(folder.parent / "ailleurs.json")
    (folder / "journal.json").symlink_to(folder.parent / "ailleurs.json")


def a_dead_link(folder: Path) -> None:
    (folder / "journal.json").unlink()
    (folder / "journal.json").symlink_to(folder.parent / "nulle-part")


def a_linked_content(folder: Path) -> None:
    (folder / "0.after").rename(folder.parent / "ailleurs")
    (folder / "0.after").symlink_to(folder.parent / "ailleurs")


DAMAGES: dict[str, Damage] = {
    "empty": replaced(b""),
    "not json": replaced(b"{"),
    "not text": replaced(b"\xff\xfe\xff"),
    "too deep": replaced(b"[" * 100_000),
    "nothing": replaced(b"[]"),
    "a number": replaced(b"3"),
    "no list": rewritten(lambda entries: {"entries": entries}),
    "a folder": a_folder,
    "a link": a_link,
    "a dead link": a_dead_link,
    "a linked content": a_linked_content,
    "path of another type": rewritten(lambda entries: entries[0].update(path=3)),
    "number of another type": rewritten(lambda entries: entries[0].update(number="0")),
    "number that is a truth": rewritten(lambda entries: entries[1].update(number=True)),
    "number that leads elsewhere": rewritten(lambda entries: entries[0].update(number=-1)),
    "fingerprint of another type": rewritten(lambda entries: entries[0].update(after=None)),
    "fingerprint that is none": rewritten(lambda entries: entries[0].update(after="../../x")),
    "a key too many": rewritten(lambda entries: entries[0].update(mode=0o777)),
    "a key too few": rewritten(lambda entries: entries[0].pop("before")),
    "twice the same file": rewritten(lambda entries: entries[1].update(entries[0], number=1)),
    "twice, spelt otherwise": rewritten(lambda entries: entries[1].update(path="data/./a.yml")),
    "content lost": lambda folder: (folder / "0.after").unlink(),
    "content emptied": lambda folder: (folder / "0.after").write_bytes(b""),
    "content of another": lambda folder: (folder / "0.after").write_bytes((folder / "1.after").read_bytes()),
    "something else beside": lambda folder: (folder / "notes.txt").write_text("à garder", "utf-8"),
    "two journals": lambda folder: shutil.copy(folder / "journal.json", folder / "undoing.json"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_journal_is_set_aside_whole_and_touches_nothing(damage: Damage, tmp_path: Path):
    root = laid(tmp_path / "edition")
    folder = decided(root)
    damage(folder)
    held = sorted(path.name for path in folder.iterdir())
    problems: list[Problem] = []
    assert mend(root, problems.append) == []
    assert not folder.exists()
    assert {name: contents for name, contents in tree(root).items() if name in BEFORE} == BEFORE
    assert not (root / "data/new").exists()
    assert sorted(path.name for path in (root / ".edits-mis-de-cote-1").iterdir()) == held
    assert [(problem.code, problem.place.path) for problem in problems] == [("ECR01", ".edits/journal.json")]
    assert ".edits-mis-de-cote-1" in problems[0].hint
    assert mend(root, problems.append) == []
    assert len(problems) == 1, "told once"
    write(root)  # and the next change has its place
    assert {name: contents for name, contents in tree(root).items() if not name.startswith(".edits")}.items() >= AFTER.items()


OUTSIDE = [
    "../dehors.yml", "data/../../dehors.yml", "data/lien/dehors.yml", "data/lien.yml", "data/boucle.yml", "{root}/dehors.yml",
    "{root}/edition/data/a.yml", "", ".", "data", ".git/hooks/post-checkout", "content/.git/hooks/post-checkout",
    "content/.GIT/config", "build.py", "rapport/cli/main.py", "templates/filter.lua", "output/2024/index.html", ".gitlab-ci.yml",
    "data/code.yml", "data/a\0.yml", "data/\ud800.yml",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("undoing", [False, True], ids=["forward", "undoing"])
def test_a_journal_names_no_file_that_an_edit_may_not_change(path: str, undoing: bool, tmp_path: Path):  # noqa: FBT001
    root = laid(tmp_path / "edition")
    (tmp_path / "ailleurs").mkdir()
    (root / "data/lien").symlink_to(tmp_path / "ailleurs")
    (root / "data/lien.yml").symlink_to(tmp_path / "dehors.yml")
    (root / "data/code.yml").symlink_to(root / "build.py")
    (root / "data/boucle.yml").symlink_to(root / "data/boucle.yml")
    for target in (tmp_path / "dehors.yml", tmp_path / "ailleurs/dehors.yml", root / "build.py"):
        target.write_bytes(b"sien")
    named = path.replace("{root}", str(tmp_path))
    change = Change(None, b"ecrit") if undoing else Change(b"sien", b"ecrit")
    decided(root, {"data/a.yml": CHANGES["data/a.yml"], named: change}, undoing=undoing)
    before = {name: contents for name, contents in tree(tmp_path).items() if ".edits" not in name}
    problems: list[Problem] = []
    assert mend(root, problems.append) == []
    assert {name: contents for name, contents in tree(tmp_path).items() if ".edits" not in name} == before
    assert len(problems) == 1
    assert (root / ".edits-mis-de-cote-1").is_dir()


@pytest.mark.parametrize("path", ["../dehors.yml", "build.py", "data/lien.yml"])
def test_no_change_is_written_outside_either(path: str, tmp_path: Path):
    root = laid(tmp_path / "edition")
    (tmp_path / "dehors.yml").write_bytes(b"sien")
    (root / "data/lien.yml").symlink_to(tmp_path / "dehors.yml")
    with pytest.raises(Unwritten, match=path):
        write_all(root, {"data/a.yml": CHANGES["data/a.yml"], path: Change(b"sien", b"autre")})
    assert (tmp_path / "dehors.yml").read_bytes() == b"sien"
    assert (root / "data/a.yml").read_bytes() == BEFORE["data/a.yml"]
    assert not (root / ".edits").exists()


def test_a_link_inside_the_edition_is_written_through(tmp_path: Path):
    root = laid(tmp_path)
    (root / "data/autre.yml").symlink_to("a.yml")
    write_all(root, {"data/autre.yml": CHANGES["data/a.yml"]})
    assert (root / "data/autre.yml").is_symlink()
    assert (root / "data/a.yml").read_bytes() == AFTER["data/a.yml"]


def test_what_is_moved_is_written_through_no_link(tmp_path: Path):
    """A link among what was laid aside would be written through."""
    root = laid(tmp_path / "edition")
    (tmp_path / "dehors").write_bytes(b"sien")
    (decided(root) / "moving").symlink_to(tmp_path / "dehors")
    mend(root)
    assert (tmp_path / "dehors").read_bytes() == b"sien"


@pytest.mark.parametrize("kind", ["file", "link", "empty folder of another's"])
def test_what_stands_in_the_place_of_the_folder_is_set_aside(kind: str, tmp_path: Path):
    root = laid(tmp_path / "edition")
    folder = root / ".edits"
    if kind == "file":
        folder.write_text("à garder", "utf-8")
    elif kind == "link":
        (tmp_path / "ailleurs").mkdir()
        (tmp_path / "ailleurs/texte.md").write_text("à garder", "utf-8")
        folder.symlink_to(tmp_path / "ailleurs")
    else:
        folder.mkdir()
        (folder / "texte.md").write_text("à garder", "utf-8")
    write(root)
    assert {name: contents for name, contents in tree(root).items() if ".edits" not in name} == AFTER
    (aside,) = root.glob(".edits-*")
    assert (aside if kind == "file" else aside / "texte.md").read_text("utf-8") == "à garder"


def test_a_change_of_another_edition_is_not_this_one(tmp_path: Path):
    """Its names are the same, and none of the files is what it found: nothing of it is thrown away."""
    root = laid(tmp_path)
    decided(root)
    for name in CHANGES:
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"d'ici\n")
    assert mend(root) == []
    assert all((root / name).read_bytes() == b"d'ici\n" for name in some(CHANGES))
    assert (root / ".edits-mis-de-cote-1/0.after").read_bytes() == AFTER["data/a.yml"]


@pytest.mark.parametrize("lost", ["0.before", "1.before"])
def test_an_undoing_cut_short_goes_on_with_what_it_still_needs(lost: str, tmp_path: Path):
    """One file was put back already, the other has still to be; the original of that one alone must be there."""
    root = laid(tmp_path)
    (root / "data/b.csv").write_bytes(AFTER["data/b.csv"])
    two = {name: CHANGES[name] for name in ("data/a.yml", "data/b.csv")}
    (decided(root, two, undoing=True) / lost).unlink()
    mended = mend(root)
    assert (root / "data/a.yml").read_bytes() == BEFORE["data/a.yml"]
    if lost == "0.before":
        assert mended
        assert (root / "data/b.csv").read_bytes() == BEFORE["data/b.csv"]
        assert not list(root.glob(".edits*"))
    else:
        assert not mended
        assert (root / "data/b.csv").read_bytes() == AFTER["data/b.csv"]
        assert (root / ".edits-mis-de-cote-1/0.before").is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without named pipes")
def test_nothing_is_waited_for(tmp_path: Path):
    root = laid(tmp_path)
    folder = decided(root)
    (folder / "0.after").unlink()
    os.mkfifo(folder / "0.after")
    assert mend(root) == []
    (root / "data/a.yml").unlink()
    os.mkfifo(root / "data/a.yml")
    decided(root)
    mend(root)
    assert not (root / ".edits").exists()


@pytest.mark.parametrize("second", ["write", "mend"])
def test_a_change_under_way_is_not_cleared_away_by_another(second: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever comes while another writes waits for it: its journal isn't one that was cut short."""
    root = laid(tmp_path)
    decided(root)
    monkeypatch.setattr(one_writer, "_PATIENCE", 0.1)
    with one_writer.only_writer(root):
        if second == "mend":
            assert mend(root) == []
        else:
            with pytest.raises(one_writer.Occupied):
                write(root)
        assert (root / ".edits/journal.json").is_file()
    mend(root)
    assert tree(root) == AFTER


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a system without fork")
@pytest.mark.parametrize("count", [2, 3, 5])
def test_several_at_once_write_one_after_the_other(count: int, tmp_path: Path):
    """One of them has its way, the others find that the files changed, and nothing is torn."""
    root = laid(tmp_path)
    children = []
    for _ in range(count):
        children.append(os.fork())
        if not children[-1]:
            code = 3
            try:
                write(root)
                code = 0
            except Meanwhile:
                code = 1
            finally:
                os._exit(code)
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert codes == [0] + [1] * (count - 1)
    assert tree(root) == AFTER


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_journal_cleared_away_elsewhere_takes_nothing_with_it(step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """In a shared folder, another computer may clear away what it saw of a change that is under way here."""
    root = laid(tmp_path)
    left, true = [step], journal.place_of

    def clear(*arguments: Any) -> Path:
        if (root / ".edits/journal.json").exists():
            left[0] -= 1
            if not left[0]:
                shutil.rmtree(root / ".edits")
        return true(*arguments)

    monkeypatch.setattr(journal, "place_of", clear)
    write(root)
    assert tree(root) == AFTER


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_folder_that_goes_away_in_the_middle_is_not_said_to_be_as_it_was(
    step: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """It comes back with its journal, and what was begun is finished, or undone, by whoever comes next."""
    root, elsewhere = laid(tmp_path / "partage"), tmp_path / "deconnecte"
    left, true = [step], Path.replace

    def leave(path: Path, target: Path) -> Path:
        if left[0] == 0:
            root.rename(elsewhere)
        left[0] -= 1
        return true(path, target)

    monkeypatch.setattr(Path, "replace", leave)
    with pytest.raises((OSError, journal.Interrupted)) as refused:
        write(root)
    elsewhere.rename(root)
    decided_before = (root / ".edits/journal.json").exists()
    assert isinstance(refused.value, journal.Interrupted) == decided_before == (step > 0)
    mend(root)
    assert tree(root) == (AFTER if decided_before else BEFORE)


@pytest.mark.parametrize("command", [["check"], ["status"], ["sign", "--list"], ["build", "--to", "html"], ["questions"]])
def test_no_command_is_blocked(command: list[str], petite: Path, told: Callable[..., Any]):
    (petite.parent / "dehors.md").write_text("sien", "utf-8")
    decided(petite, {"../dehors.md": Change(b"sien", b"ecrit")})
    said = told(petite, *command)
    assert said.code == 0
    assert ".edits/journal.json: avertissement ECR01" in said.err
    assert "../dehors.md" in said.err
    assert (petite.parent / "dehors.md").read_text("utf-8") == "sien"
    assert told(petite, *command).err.count("ECR01") == 0


def test_a_disk_that_refuses_blocks_no_command(petite: Path, told: Callable[..., Any], monkeypatch: pytest.MonkeyPatch):
    text = (petite / "content/edito.md").read_bytes()
    decided(petite, {"content/edito.md": Change(text, text + b"\nUne fin.\n")})

    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        said = told(petite, "check")
    assert (said.code, "ne peut pas être menée à son terme (le disque ne s'écrit pas)" in said.err) == (0, True)
    assert "menée à son terme : content/edito.md" in told(petite, "check").err
    assert (petite / "content/edito.md").read_bytes() == text + b"\nUne fin.\n"
