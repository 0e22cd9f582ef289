"""What a command leaves to the next is given again only as long as all that it depends on is as it was."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapport.flow import pipeline
from rapport.flow.checked import Checked
from rapport.flow.left import Kinds, Left, Written
from rapport.flow.left_answers import STEPS, recalled
from rapport.flow.options import Options
from rapport.ground.cache import Cache
from rapport.ground.memo import Memo, leaf, step
from rapport.ground.problems import BuildStopped, Place, Problem, Severity
from rapport.rules.book import LONG, SOURCE_RULES, Finding
from rapport.sources.reading import parts
from tests.flow.preview.test_studio import edited
from tests.ground.test_memo import graphs
from tests.some import some

KEY = "a1" * 32
WHOLE = Written(str, int)


class Run:
    """One command: steps that add up the answers of steps below them, down to leaves, of which one is the time."""

    def __init__(self, leaves: list[int], below: tuple[list[int], ...], folder: Path) -> None:
        self.memo = Memo()
        self.leaves = leaves
        self.below = below
        self.ran: Counter[str] = Counter()
        kinds = Kinds({"Run.sum": WHOLE}, {"Run.part"}, self.sight, lambda cut: self.part(cut[1]))
        self.memo.left = self.left = Left(Cache(folder), KEY, kinds)

    def sight(self, key: Any) -> str | None:
        return None if key[1] == "4" else str(self.leaves[int(key[1])])

    @leaf
    def leaf(self, number: str) -> int:
        return self.leaves[int(number)]

    @step
    def part(self, number: str) -> int:
        """A cut: whoever asks for it stands as long as it answers as it did."""
        return self.sum(number) if int(number) % 4 else self.sum(number) // 2

    @step
    def sum(self, number: str) -> int:
        self.ran[number] += 1
        return self.plain(int(number), lambda one: self.leaf(str(one - 100)) if one >= 100 else self.part(str(one)))

    def plain(self, number: int, part_of: Callable[[int], int]) -> int:
        total = 0
        for one in self.below[number]:
            total += part_of(one)
            if total % 5 == 4:  # what it asks for depends on what it was answered
                break
        return total // 3

    def anew(self, number: int) -> int:
        return self.plain(number, lambda one: self.leaves[one - 100] if one >= 100 else self.anew(one) // (1 if one % 4 else 2))


seen = st.lists(st.integers(0, 3), min_size=5, max_size=5)
passed_over = st.sets(st.integers(0, 9))  # the steps that a run doesn't ask for itself


@given(graphs, st.lists(st.tuples(seen, passed_over), min_size=2, max_size=6))
def test_any_runs_after_any_change_answer_as_if_nothing_was_left(
    tmp_path_factory: pytest.TempPathFactory, below: tuple[list[int], ...], values: list[tuple[list[int], set[int]]]
):
    folder = tmp_path_factory.mktemp("cache")
    for leaves, others in values:
        run = Run(leaves, below, folder)
        asked = [number for number in range(len(below)) if number not in others]
        assert [run.sum(str(number)) for number in asked] == [run.anew(number) for number in asked]
        run.left.leave(run.memo)


BELOW = ([100], [0, 101], [104])  # 0 is a half for whoever asks for it, the last asks for the time


def ran(leaves: list[int], folder: Path) -> list[str]:
    """Return the steps that a run had to run, after which it leaves its answers."""
    run = Run(leaves, BELOW, folder)
    assert [run.sum(str(number)) for number in range(3)] == [run.anew(number) for number in range(3)]
    run.left.leave(run.memo)
    return sorted(run.ran)


def test_what_depends_on_no_change_is_not_run_again(tmp_path: Path):
    assert ran([3, 4, 0, 0, 5], tmp_path) == ["0", "1", "2"]
    assert ran([3, 4, 0, 0, 5], tmp_path) == ["2"]  # what asked for the time is never left
    assert ran([3, 5, 0, 0, 5], tmp_path) == ["1", "2"]
    assert ran([6, 5, 0, 0, 5], tmp_path) == ["0", "1", "2"]
    assert ran([6, 5, 1, 1, 9], tmp_path) == ["2"]
    assert ran([9, 5, 1, 1, 9], tmp_path) == ["0", "2"]  # 1 asks for half of it, which is as it was
    assert ran([9, 7, 1, 1, 9], tmp_path) == ["1", "2"]
    assert ran([13, 7, 1, 1, 9], tmp_path) == ["0", "1", "2"]


def test_what_nobody_asked_for_is_left_again_as_long_as_it_stands(tmp_path: Path):
    ran([3, 4, 0, 0, 5], tmp_path)
    for leaves, asked in (([3, 5, 0, 0, 5], 2), ([9, 5, 0, 0, 5], 2)):  # then 1 isn't asked for, and what it asked for moved
        run = Run(leaves, BELOW, tmp_path)
        run.sum(str(asked))
        run.left.leave(run.memo)
    assert ran([9, 5, 0, 0, 5], tmp_path) == ["0", "1", "2"]
    ran([9, 5, 0, 0, 5], tmp_path)
    Run([9, 5, 0, 0, 5], BELOW, tmp_path).left.leave(Memo())
    assert ran([9, 5, 0, 0, 5], tmp_path) == ["2"]


def entry(folder: Path) -> Path:
    [found] = [path for path in folder.rglob("*") if path.is_file()]
    return found


def put(answers: list[Any], *groups: str) -> Callable[[Path], None]:
    """Return what puts a sound entry with some answers in the place of another."""
    told = {"marks": [], "groups": groups, "answers": answers}
    return lambda path: Cache(path.parent.parent).put(KEY, json.dumps(told).encode())


SPOILT: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-3]),
    "altered": lambda path: path.write_bytes(path.read_bytes().replace(b"Run.sum", b"Run.som")),
    "another's": lambda path: Cache(path.parent.parent).put(KEY, b"{}"),
    "no such group": put([[["Run.sum", "0"], 7, "9"]]),
    "no answer": put([[["Run.sum", "0"], 0, "x"]], "0"),
    "no such step": put([[["other", "0"], 0, "9"]], "0"),
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
def test_a_damaged_or_foreign_entry_is_an_absence(spoil: Callable[[Path], object], tmp_path: Path):
    ran([3, 4, 0, 0, 5], tmp_path)
    spoil(entry(tmp_path))
    assert ran([3, 4, 0, 0, 5], tmp_path) == ["0", "1", "2"]


# --- on an edition


def told(check: Callable[[], list[Problem]]) -> list[Problem]:
    try:
        return check()
    except BuildStopped as stop:
        return list(stop.problems)


def as_if_nothing_was_left(root: Path, elsewhere: Path) -> list[Problem]:
    """Return what a run tells that has an empty cache."""
    shutil.rmtree(elsewhere, ignore_errors=True)
    flow = Checked(root, replace(Options(), under_way=True), cache=Cache(elsewhere))
    return told(lambda: [*flow.checked().problems])


def test_any_edits_are_told_as_if_nothing_was_left(petite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What a check finds after sixty edits of every kind is what one finds that was left nothing."""
    given_again: list[int] = []
    leave = Left.leave
    monkeypatch.setattr(Left, "leave", lambda left, memo: (given_again.append(len(left._given)), leave(left, memo))[1])
    draw = random.Random(20261127)
    sound = tmp_path / "sound"
    shutil.copytree(petite, sound)
    for _ in range(60):
        edited(petite, draw, sound)
        found = pipeline.check(petite, Options(), lambda _: None).problems
        alone = as_if_nothing_was_left(petite, tmp_path / "cache")
        assert sorted(found, key=repr) == sorted(alone, key=repr)
    assert max(given_again) > 100


@pytest.fixture
def left(petite: Path) -> Path:
    (petite / ".cache").unlink()  # the others' would be left theirs, and another test might come between
    pipeline.check(petite, Options(), lambda _: None)
    return petite


def _heard(seen: set[str], code: str, find: Callable[..., Any], sources: object) -> Any:
    seen.add(code)
    return find(sources)


def rerun(root: Path, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return the codes of the rules that a check runs again on some text or on all."""
    seen: set[str] = set()
    for code, rule in list(SOURCE_RULES.rules.items()):
        heard = replace(rule, find=partial(_heard, seen, code, rule.find))
        monkeypatch.setitem(SOURCE_RULES.rules, code, heard)
    pipeline.check(root, Options(), lambda _: None)
    return seen


def test_an_edit_of_a_section_runs_no_rule_on_numbers_again(left: Path, monkeypatch: pytest.MonkeyPatch):
    section = left / "content/edito.md"
    section.write_text(section.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")
    seen = rerun(left, monkeypatch)
    assert "TXT01" in seen
    assert not seen & {"IND01", "IND02", "RUL02", "TAB01", "CHA01"}


def test_an_edit_of_a_section_reads_no_text_of_the_data(left: Path, monkeypatch: pytest.MonkeyPatch):
    """A rule that looked at all texts for one would have every table and caption read again at each word."""
    read: list[str] = []
    for name in ("texts_of_table", "texts_of_models"):
        monkeypatch.setattr(parts, name, lambda *_, name=name: (read.append(name), iter(()))[1])
    section, table = left / "content/edito.md", left / "data/tables/heures_par_atelier.csv"
    section.write_text(section.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")
    pipeline.check(left, Options(), lambda _: None)
    assert read == []
    table.write_text(table.read_text("utf-8").replace("Bois", "Menuiserie"), "utf-8")
    pipeline.check(left, Options(), lambda _: None)
    assert "texts_of_table" in read


def test_no_digest_is_left_of_what_answers_at_length(left: Path):
    """A digest of every number and its pieces cost three times the rules that read them."""
    entry = b"".join(path.read_bytes() for path in (Path(left) / ".cache").rglob("*") if path.is_file())
    assert b"Checked.derived" in entry
    assert not [name for name in some(LONG) if name.encode() in entry]


def test_a_file_that_was_only_touched_runs_nothing_but_what_looks_at_the_disk_again(left: Path, monkeypatch: pytest.MonkeyPatch):
    for path in left.rglob("*.md"):
        os.utime(path)
    assert "TXT01" not in rerun(left, monkeypatch)


def test_a_release_is_left_nothing(left: Path):
    flow = Checked(left, replace(Options(), release=object()))  # type: ignore[arg-type] - any commit
    with recalled(flow):
        pass
    assert flow.memo.left is None


def test_a_file_that_changes_under_a_check_leaves_nothing_of_it(left: Path, monkeypatch: pytest.MonkeyPatch):
    section = left / "content/edito.md"
    before = section.read_text("utf-8")
    section.write_text(f"{before}\nEn 2019, 12 345 vélos.\n", "utf-8")
    read = pipeline._checked

    def under_it(flow: Checked) -> Any:
        found = read(flow)
        section.write_text(before, "utf-8")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "_checked", under_it)
        first = pipeline.check(left, Options(), lambda _: None).problems
    assert first != pipeline.check(left, Options(), lambda _: None).problems


def test_a_finding_is_read_back_whole():
    """Each of its fields, whatever is added to them later."""
    place = Place("content/edito.md", 3, 7)
    whole = Finding("Un « mot ».", place, "À corriger.", ((place, "ici"),), Severity.INFO, 2024)
    known = some(fields(Finding))
    assert all(getattr(whole, field.name) != field.default for field in known), "give the new field a value of its own"
    for found in (whole, Finding("Un autre.", place)):
        written = STEPS["Checked.findings"].write([found])
        assert STEPS["Checked.findings"].read(written) == (found,)
