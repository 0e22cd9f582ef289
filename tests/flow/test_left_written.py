"""What is written after any edit, from what the build before left, is what is written from nothing."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rapport.flow import left_written
from rapport.flow.edition import Flow
from rapport.flow.left import Left
from rapport.flow.left_answers import recalled
from rapport.ground.cache import MISFITS, Cache
from rapport.ground.digest import digest_of
from rapport.outputs.engines.work_folder import Tools
from tests.flow.preview.test_studio import edited
from tests.some import some

EDITS = 50
TWINS = ("annexe", "bilan", "cadre")  # sections that show what another shows: each shows it under a name of its own
CALLS = ('\n\n{{ chart("heures") }}\n', '\n\n{{ table("heures_par_atelier") }}\n', ' {{ value("velos.repares") }} en tout.\n')


def with_twins(root: Path) -> None:
    """Show the chart and the table of a section in three others, in a row."""
    shown = (root / "content/ateliers.md").read_text("utf-8")
    for name in TWINS:
        (root / f"content/{name}.md").write_text(shown, "utf-8")
    with (root / "report.yml").open("a", encoding="utf-8") as file:
        file.writelines(f"  - {name}\n" for name in TWINS)


def in_order(root: Path, draw: random.Random) -> None:
    """Move a section elsewhere, or leave it out."""
    path = root / "report.yml"
    head, _, listed = path.read_text("utf-8").partition("sections:\n")
    lines = listed.splitlines(keepends=True)
    moved = lines.pop(max(at for at, line in enumerate(lines) if any(name in line for name in (*TWINS, "ateliers"))))
    if draw.random() < 0.8:
        lines.insert(draw.choice([0, len(lines)]), moved)
    path.write_text(f"{head}sections:\n{''.join(lines)}", "utf-8")


def in_shown(root: Path, draw: random.Random) -> None:
    """Take what is called out of one section or of all, or put it in."""
    call = draw.choice(CALLS)
    paths = [root / f"content/{name}.md" for name in ("ateliers", *TWINS)]
    for path in draw.choice([paths, [draw.choice(paths)]]):
        text = path.read_text("utf-8")
        path.write_text(text.replace(call, "") if call in text else text.rstrip() + call, "utf-8")


def an_edit(root: Path, draw: random.Random, sound: Path) -> None:
    """Make one edit of any kind; put the contents back in order once in a while."""
    if (choice := draw.random()) < 0.15:
        in_order(root, draw)
    elif choice < 0.35:
        in_shown(root, draw)
    elif choice < 0.45:
        shutil.copy(sound / "report.yml", root / "report.yml")
    else:
        edited(root, draw, sound)


def written(flow: Flow) -> Mapping[str, Any]:
    """Return all that is written of an edition, its pictures too, or why it can't be."""
    try:
        manuscript = flow.manuscript()
        shown = {name: (drawing, drawing.svg) for name, drawing in manuscript.drawings.items()}
        anchors = [flow.passage(name).anchors for name in flow.order()]
        return {
            "pieces": manuscript.pieces, "mentions": manuscript.mentions, "shown": shown, "anchors": anchors,
            "data": flow.data(), "annex": flow.annex_json(), "origins": flow.origins(),
        }  # fmt: skip
    except Exception as error:  # noqa: BLE001 - the same, told the same way
        return {"error": (type(error).__name__, str(error))}


@pytest.fixture
def twins(petite: Path) -> Path:
    (petite / ".cache").unlink()  # the others' would be left theirs
    with_twins(petite)
    return petite


def from_what_was_left(root: Path) -> Mapping[str, Any]:
    with Tools(root, Cache(root / ".cache")) as tools:
        flow = Flow(root, tools)
        with recalled(flow):
            return written(flow)


def from_nothing(root: Path) -> Mapping[str, Any]:
    with Tools(root, Cache(root / ".cache")) as tools:
        return written(Flow(root, tools))


def test_any_edits_are_written_as_if_nothing_was_left(twins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Words, numbers, styles, sections that move or go, and back, one after the other."""
    again: Counter[str] = Counter()
    leave = Left.leave
    monkeypatch.setattr(
        Left, "leave", lambda left, memo: (again.update(str(name) for name, *_ in left.given()), leave(left, memo))[1]
    )
    sound = tmp_path / "sound"
    shutil.copytree(twins, sound, symlinks=True)
    draw = random.Random(20261130)
    ends: Counter[str] = Counter()
    for number in range(EDITS):
        an_edit(twins, draw, sound)
        found, expected = from_what_was_left(twins), from_nothing(twins)
        assert (digest := digest_of(found)) is not None
        assert digest == digest_of(expected), f"edit {number}"
        ends["error" if "error" in found else "written"] += 1
        if "error" in found:
            for name in ("report.yml", "content", "data"):
                back, path = sound / name, twins / name
                shutil.copytree(back, path, dirs_exist_ok=True) if back.is_dir() else shutil.copy(back, path)
    assert ends["written"] > EDITS / 2, ends
    assert all(again[step] for step in some([*left_written.STEPS])), again
    assert again["WrittenEdition.passage"] > 2 * ends["written"]


def test_what_is_written_is_read_back_whole(twins: Path):
    """To the last sign: what is left of it is what it was."""
    with Tools(twins, Cache(twins / ".cache")) as tools:
        flow = Flow(twins, tools)
        answers = {
            "DrawnEdition.sketch": [flow.sketch(name) for name in some([*flow.wanted()])] + [None],
            "WrittenEdition.acronyms": [flow.acronyms()],
            "WrittenEdition.annex_json": [flow.annex_json()],
            "WrittenEdition.data": [flow.data()],
            "WrittenEdition.names_taken": [flow.names_taken()],
            "WrittenEdition.passage": [flow.passage(name) for name in flow.order()],
            "WrittenEdition.wanted": [flow.wanted()],
        }
    assert answers.keys() == left_written.STEPS.keys()
    for step, (write, read) in left_written.STEPS.items():
        for answer in answers[step]:
            assert digest_of(read(str(write(answer)))) == digest_of(answer), step


@pytest.mark.parametrize("wrong", ["[]", "{}", "3", "[", '["a", [["b", "douze", "", "", false, "", {}]], "", "", ""]', '[["a"]]'])
@pytest.mark.parametrize("step", [step for step in left_written.STEPS if step != "WrittenEdition.annex_json"])
def test_what_is_of_another_shape_is_an_absence(step: str, wrong: str):
    """An empty list or mapping may be an answer; any other is none."""
    read = left_written.STEPS[step].read
    if wrong == {"WrittenEdition.wanted": "[]", "WrittenEdition.data": "{}"}.get(step):
        assert not read(wrong)
    else:
        with pytest.raises(MISFITS):
            read(wrong)
