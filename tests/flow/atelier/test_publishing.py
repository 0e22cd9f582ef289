"""« Publier » in the workshop: what `build --release` does, or what is left to do, told where it is done."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.flow.atelier import publishing
from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.desk import Desk
from rapport.ground.programs.features import FeatureMissingError
from tests.git_settings import without_git_settings

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git isn't installed")


@pytest.fixture
def signed(petite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the small edition, all signed and committed."""
    without_git_settings(monkeypatch)
    (petite / ".gitignore").write_text("output/\n.cache\n.edits/\n.atelier/\nassets/fonts\n", "utf-8")
    assert main(["sign", "--all", "--by", "Léa FORT", "--on", "2025-05-12"], petite) == 0
    committed(petite)
    return petite


def committed(root: Path) -> None:
    own = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false")
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message=Signé"]):
        subprocess.run(["git", *own, *arguments], cwd=root, check=True)


def said_of(answers: Answers) -> tuple[HTTPStatus, str, str]:
    answer = answers.write("/-/publish", {})
    assert isinstance(answer.body, dict)
    return answer.status, str(answer.body["said"]), str(answer.body.get("page", ""))


def test_a_report_whose_conditions_are_met_is_published(signed: Path):
    answers = Answers(Desk(signed))
    conditions = answers.read("/-/release", {}, None)
    assert "data-publish" in str(conditions.body)
    assert "À remplir" not in str(conditions.body)
    status, said, page = said_of(answers)
    assert (status, said) == (HTTPStatus.OK, "Le rapport est publié.")
    output = signed / "output/2024"
    assert json.loads((output / "manifest.json").read_text("utf-8"))["release"]["version"] == "1"
    assert "<code>output/2024/index.html</code>" in page
    assert "<code>output/2024/rapport-activite-2024.pdf</code>" in page
    assert "document de travail" not in (output / "index.html").read_text("utf-8")


def unsigned(root: Path) -> None:
    (root / "data/signoff.yml").unlink()
    committed(root)


def uncommitted(root: Path) -> None:
    (root / "content/nouveau.txt").write_text("à ranger", "utf-8")


def wrong(root: Path) -> None:
    path = root / "content/edito.md"
    path.write_text(path.read_text("utf-8") + "\nIl y en a 42 de plus.\n", "utf-8")
    committed(root)


@pytest.mark.parametrize(("spoil", "told"), [
    (unsigned, "n&#39;est pas signé"), (uncommitted, "content/nouveau.txt"), (wrong, 'data-place="content/edito.md:'),
])  # fmt: skip
def test_what_is_left_is_told_where_it_is_done(signed: Path, spoil: Callable[[Path], None], told: str):
    spoil(signed)
    answers = Answers(Desk(signed))
    assert "data-publish" not in str(answers.read("/-/release", {}, None).body)
    status, said, page = said_of(answers)
    assert (status, said) == (HTTPStatus.CONFLICT, "Rien n'a été publié : il reste à corriger.")
    assert told in page
    assert not (signed / "output").exists()


def test_two_windows_publish_once(signed: Path, monkeypatch: pytest.MonkeyPatch):
    answers = Answers(Desk(signed))
    asked: list[tuple[HTTPStatus, str, str]] = []
    build = publishing.build

    def meanwhile(*given: object) -> object:
        asked.append(said_of(answers))
        return build(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "build", meanwhile)
    assert said_of(answers)[0] == HTTPStatus.OK
    assert [(status, said) for status, said, _ in asked] == [
        (HTTPStatus.CONFLICT, "Une publication est déjà en cours : attendez qu'elle finisse.")
    ]


def with_slides(root: Path) -> None:
    with (root / "report.yml").open("a", encoding="utf-8") as file:
        file.write("variants:\n  assemblee:\n    format: pptx\n    title: L'assemblée\n    sections: [edito]\n")


def test_slides_that_cannot_be_made_are_told_and_the_workshop_lives_on(signed: Path, monkeypatch: pytest.MonkeyPatch):
    with_slides(signed)
    committed(signed)
    monkeypatch.setattr("rapport.ground.programs.features.find_spec", lambda _: None)
    answers = Answers(Desk(signed))
    status, said, _ = said_of(answers)
    assert status is HTTPStatus.CONFLICT
    assert said.startswith("Il manque un complément (pptx) pour faire ce fichier. Rien n'a été fait : fermez l'atelier")
    assert said.endswith("puis ouvrez-le de nouveau : il s'installe au démarrage.")
    assert answers.read("/-/contents", {}, None).status is HTTPStatus.OK
    monkeypatch.undo()
    assert said_of(answers)[1] != said


@pytest.mark.parametrize(
    ("spoil", "lacks"), [(with_slides, True), (lambda _: None, False), (lambda root: (root / "report.yml").unlink(), False)]
)
def test_what_variants_need_is_asked_for_at_the_start(
    petite: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None], *, lacks: bool
):
    spoil(petite)
    monkeypatch.setattr("rapport.ground.programs.features.find_spec", lambda name: None if name == "pptx" else name)
    monkeypatch.setattr("rapport.cli.commands.atelier.served", lambda *_, **__: 0)
    if lacks:
        with pytest.raises(FeatureMissingError) as missing:
            main(["atelier", "--sans-navigateur"], petite)
        assert missing.value.feature == "slides"
    else:
        assert main(["atelier", "--sans-navigateur"], petite) == 0
