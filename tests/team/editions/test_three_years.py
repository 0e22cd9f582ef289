"""Three years of the whole edition: new, filled by spreadsheet, checked, signed, released, kept, and new again.

At each step the kept editions are made anew with the same bytes.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from rapport.cli.main import main
from rapport.sources.reading import load
from tests.conftest import PROJECT, whole_edition
from tests.team.editions.conftest import GIT, commit

FIRST = 2024
REF = "Nom dans les données"
pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the frozen edition, the page alone, as a project of its own kept with Git."""
    root = whole_edition(tmp_path / "projet")
    for name in (".gitignore", ".gitattributes"):
        shutil.copy(PROJECT / name, root / name)
    text = (root / "report.yml").read_text("utf-8")
    (root / "report.yml").write_text(re.sub(r"(?m)^formats: .*$", "formats: [html]", text), "utf-8")
    subprocess.run([*GIT, "init", "-q"], cwd=root, check=True, capture_output=True)
    return root


def test_three_years(project: Path, run: Callable):
    release(project, run)
    for year in (FIRST + 1, FIRST + 2):
        assert run(project, "new", str(year)).code == 0
        assert run(project, "check").code == 0
        assert run(project, "build").code == 1, "an empty edition is never published"
        made_anew(project, first=year == FIRST + 1)
        commit(project)
        fill(project)
        review(project, year)
        left = run(project, "status").out
        assert "Valeurs à remplir" not in left
        assert "à relire" not in left
        release(project, run)
        assert (project / f"output/{year}/index.html").is_file()
    made_anew(project)
    told = run(project, "diff", str(FIRST), str(FIRST + 2)).out
    assert "≠ Amendements déposés : 13\u00a0amendements → 17\u00a0amendements (+31\u00a0%)" in told.replace("+30,8", "+31")


def fill(root: Path) -> None:
    """Fill the workbook as colleagues would: last year's numbers again, but for two more amendments, all with a source."""
    path = root.parent / "saisie.xlsx"
    assert main(["sheet", "--to", str(path)], root) == 0
    year = str(load(root)[0].edition.year)
    book = openpyxl.load_workbook(path)
    for sheet in (sheet for sheet in book.worksheets if sheet.sheet_state == "visible"):
        heads = next((row for row in sheet.iter_rows() if "Statut" in {cell.value for cell in row}), ())
        columns = {str(cell.value): cell.column for cell in heads if cell.value}
        for row in range(heads[0].row + 1 if heads else 1, sheet.max_row + 1 if heads else 1):
            for name, column in columns.items():
                last = columns.get(name.replace(year, str(int(year) - 1)))
                if year in name and last and last != column and sheet.cell(row, column).value is None:
                    known = sheet.cell(row, last).value
                    sheet.cell(row, column).value = rate(str(sheet.cell(row, columns[REF]).value), int(year)) or known
            if str(sheet.cell(row, columns.get("Source", 1)).value) == "À renseigner":
                sheet.cell(row, columns["Source"]).value = f"Enquête {year}"
            if sheet.cell(row, columns.get(REF, 1)).value == "plaidoyer.amendements":
                sheet.cell(row, columns[year]).value = int(str(sheet.cell(row, columns[str(int(year) - 1)]).value)) + 2
    book.save(path)
    assert main(["import", str(path), "--oui"], root) == 0


def rate(ref: str, year: int) -> float | None:
    """Return a rate newly announced, which goes on as the report says: towards each other."""
    kind, _, announced = ref.rpartition(".")
    steps = {"EI": 0.01, "ACI": 0.05, "EBE": 0.05}
    first = {"EI": 0.35, "ACI": 0.2, "EBE": 0.2}.get(kind, 0.6)
    return round(first + steps.get(kind, -0.1) * (year - FIRST), 2) if announced == str(year + 2) else None


def review(root: Path, year: int) -> None:
    """Read everything again: title and dates, sections, charts, tables; the events of the year are written anew."""
    for path in [root / "report.yml", root / "data/charts.yml", root / "data/tables.yml", *(root / "content").glob("*.md")]:
        text = path.read_text("utf-8").replace("À renseigner", f"Édition {year}")
        text = re.sub(r"(?m)^ *(status: to_review|to_review: true)\n", "", text)
        text = text.replace(", statement=2", "")  # `new` keeps one statement of a number, and the check leads to this sentence
        path.write_text(text if path.suffix == ".md" else text.replace(str(year - 1), str(year)), "utf-8")
    events = root / "data/tables/evenements.csv"
    events.write_text(re.sub(rf"(?m)^{year - 1},", f"{year},", events.read_text("utf-8")), "utf-8")


def release(root: Path, run: Callable) -> None:
    """Accept what is known, sign everything, commit, release."""
    report = root / "report.yml"
    for _ in range(3):
        told = json.loads(run(root, "check", "--format", "json").out or "[]")
        warned = [problem for problem in told if problem["severity"] == "warning"]
        if not warned:
            break
        lines = [
            f'  - {{rule: {problem["code"]}, place: "{problem["file"]}", because: "Relu, accepté pour cette édition"}}\n'
            for problem in warned
        ]
        text = report.read_text("utf-8")
        head = "" if "\nwaivers:\n" in text else "\nwaivers:\n"
        report.write_text(text + head + "".join(dict.fromkeys(lines)), "utf-8")
    day = f"{load(root)[0].edition.year + 1}-03-01"
    assert (
        main(["sign", "--all", "--by", "M. Hamidani", "--on", day, "--because", "Question posée, publié avec sa mention"], root)
        == 0
    )
    commit(root)
    outcome = run(root, "build", "--release")
    assert outcome.code == 0, outcome.out


def made_anew(root: Path, *, first: bool = False) -> None:
    """Build each kept edition once more: its outputs must be those that its manifest says were published."""
    for kept in sorted((root / "editions").iterdir()):
        if not first and not (kept / ".cache").exists():
            shutil.copytree(root / ".cache", kept / ".cache")  # drawings made anew once are enough
        shutil.rmtree(kept / "output", ignore_errors=True)
        assert main(["build", "--quiet", "--edition", str(kept)], root) == 0
        again = json.loads((kept / "output" / kept.name / "manifest.json").read_text("utf-8"))
        published = json.loads((kept / "manifest.json").read_text("utf-8"))
        assert again["outputs"] == published["outputs"]
        assert again["release"] == published["release"]
