"""Files that nothing reads: looked for again when a name comes or goes, or a copy that is told changes, at no other edit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.flow.checked import Checked
from rapport.ground.problems import Problem
from rapport.sources.reading import parts


def told(flow: Checked) -> list[tuple[str, str, str]]:
    """Return what is told of the names of an edition, looked at again."""
    flow.look_again()
    return [(found.code, str(found.place), found.hint) for found in flow.unlisted()]


def word(root: Path) -> None:
    section = root / "content/edito.md"
    section.write_text(section.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")


def copy(root: Path) -> None:
    (root / "content/edito (1).md").write_text("Tout autre chose.\n", "utf-8")


def other_tongue(root: Path) -> None:
    (root / "content/Kopie von edito.md").write_text((root / "content/edito.md").read_text("utf-8"), "utf-8")


def changed_copy(root: Path) -> None:
    (root / "content/Kopie von edito.md").write_text("Rien de commun.\n", "utf-8")


def draft(root: Path) -> None:
    (root / "content/loin").mkdir()
    (root / "content/loin/idee.md").write_text("Une idée.\n", "utf-8")


def misnamed_folder(root: Path) -> None:
    (root / "data/indicator").mkdir()


def filled_folder(root: Path) -> None:
    (root / "data/indicator/.keep").write_text("", "utf-8")


def elsewhere(root: Path) -> None:
    away = root.parent / "ailleurs"
    (root / "data/tables").rename(away)
    (root / "data/tables").symlink_to(away, target_is_directory=True)


def behind_the_link(root: Path) -> None:
    (root / "data/tables/annexe.xlsx").write_bytes(b"")


def twin(root: Path) -> None:
    (root / "assets/ETABLI.svg").write_bytes((root / "assets/etabli.svg").read_bytes())


def folder_in_place(root: Path) -> None:
    (root / "content/loin/idee.md").unlink()
    (root / "content/loin/idee.md").mkdir()


EDITS: tuple[Callable[[Path], None], ...] = (
    word, copy, word, other_tongue, changed_copy, draft, folder_in_place, misnamed_folder, filled_folder, elsewhere,
    behind_the_link, twin,
)  # fmt: skip


def test_every_edit_is_told_as_to_whoever_looks_for_the_first_time(petite: Path):
    flow, seen = Checked(petite), []
    for edit in EDITS:
        edit(petite)
        seen.append(told(flow))
        assert seen[-1] == told(Checked(petite)), edit.__name__
    assert len({tuple(one) for one in seen}) >= len(EDITS) - 3  # most of these edits are told


def touched(root: Path) -> None:
    (root / "data/charts.yml").touch()


def saved(root: Path) -> None:
    (root / "report.yml").write_text((root / "report.yml").read_text("utf-8"), "utf-8")


@pytest.mark.parametrize("edit", [word, touched, saved])
def test_an_edit_within_files_looks_for_no_name(petite: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[Path], None]):
    flow = Checked(petite)
    flow.unlisted()

    def sought(*_: object) -> tuple[Problem, ...]:
        raise AssertionError("names are looked for again")

    monkeypatch.setattr(parts, "unlisted_files", sought)
    edit(petite)
    told(flow)
    draft(petite)
    with pytest.raises(AssertionError):
        told(flow)
