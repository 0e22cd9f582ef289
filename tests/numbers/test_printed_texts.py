"""A title that calls a year or a number is told with its words, wherever a title is told outside the report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rapport.cli.guide import doubts
from rapport.cli.main import main
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register
from rapport.sources.reading import load
from rapport.team.comparison.sources import side_of
from rapport.team.signoff.standings import standings_of


@pytest.fixture
def titled(petite: Path) -> Path:
    """Return an edition, a section of which has a title with a year, and is to review."""
    path = petite / "content/edito.md"
    _, front, body = path.read_text("utf-8").split("---", 2)
    lines = [line for line in front.strip().splitlines() if not line.startswith(("title:", "status:"))]
    called = 'title: "L\'année {{ year(-1) }} et {{ year() }}"\nstatus: to_review'
    path.write_text("\n".join(["---", *lines, called, "---"]) + body, "utf-8")
    return petite


TITLE = re.compile("L[’']année 2023 et 2024")


def test_in_the_list_of_what_is_left(titled: Path, capsys: pytest.CaptureFixture[str]):
    main(["status"], titled)
    assert TITLE.search(capsys.readouterr().out)


def test_in_the_summary_of_the_problems(titled: Path, tmp_path: Path):
    path = titled / "content/edito.md"
    path.write_text(path.read_text("utf-8") + '\n{{ value("rien.du_tout") }}\n', "utf-8")
    main(["check", "--summary", str(tmp_path / "said.md")], titled)
    assert TITLE.search((tmp_path / "said.md").read_text("utf-8"))


def test_among_what_is_to_sign_and_to_compare(titled: Path):
    report, _ = load(titled)
    assert any(TITLE.fullmatch(standing.subject.label) for standing in standings_of(report).values())
    assert any(TITLE.fullmatch(section.title) for section in side_of(report, "2024").sections.values())


def test_a_number_is_told_too_and_a_missing_one_leaves_a_gap(petite: Path):
    register = Register(load(petite)[0])
    assert readable_text('{{ value("velos.repares", unit=True) }} rendus', register) == "318\u00a0vélos rendus"
    assert readable_text('{{ value("rien.du_tout") }} rendus', register) == "… rendus"


def test_above_the_questions(titled: Path):
    path = titled / "data/indicators/ateliers.yml"
    doubtful = "  values: {2024: 318}\n  status: to_confirm\n  question: Sûr ?"
    path.write_text(path.read_text("utf-8").replace("  values: {2024: 318}", doubtful), "utf-8")
    assert any(TITLE.fullmatch(title) for title in doubts.by_section(titled))
