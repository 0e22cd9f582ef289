"""The recipes of the guide, followed to the letter, one by one and then in a row up to a published report."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from rapport.cli import guide
from rapport.cli.display import as_text
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.reading import load
from tests.conftest import PROJECT, whole_edition
from tests.git_settings import without_git_settings
from tests.some import some

GUIDE = [path for path in guide.pages(PROJECT) if "docs/guide/" in path.as_posix()]


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a copy of the whole edition's sources."""
    return whole_edition(tmp_path / "rapport")


def recipe(containing: str) -> str:
    """Return the example of the guide that contains some words, without the indentation of its step."""
    texts = "\n".join(path.read_text("utf-8") for path in GUIDE)
    examples = re.findall(r"^( *)```\w*\n(.*?)^ *```", texts, re.DOTALL | re.MULTILINE)
    (found,) = [re.sub(f"^{indent}", "", text, flags=re.MULTILINE) for indent, text in examples if containing in text]
    return found


def added(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def replaced(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")


def test_recipe_of_a_number(edition: Path, run: Callable):
    """What the guide shows of an indicator is what stands in the data, and its new value passes."""
    path = edition / "data/indicators/plaidoyer.yml"
    replaced(path, recipe("label: Amendements déposés"), recipe("label: Amendements déposés"))
    replaced(path, "  values: {2024: 13}\n", recipe("values: {2024: 14}"))
    assert run(edition, "check").code == 0


def test_recipe_of_a_paragraph(edition: Path, run: Callable):
    """The paragraph shown can be pasted as it is."""
    added(edition / "content/plaidoyer.md", recipe("Cette année, la fédération a déposé"))
    assert run(edition, "check").code == 0


def test_recipe_of_a_chart(edition: Path, run: Callable):
    """The chart shown can be pasted as it is, then called."""
    added(edition / "data/charts.yml", recipe("formation_annee:"))
    assert "CHA03" in run(edition, "check").out
    added(edition / "content/formation.md", recipe('chart("formation_annee")'))
    outcome = run(edition, "check")
    assert outcome.code == 0
    assert "formation_annee" not in outcome.out


CLAIMS = ("[un quart]{.claim", "{{ share(", "[l'un des premiers réseaux]")


def test_recipes_of_claims(edition: Path, run: Callable):
    """Six facts in words, proved, calculated or admitted: they can be pasted as they are, and are true."""
    before = run(edition, "check").out
    for words in CLAIMS:
        added(edition / "content/plaidoyer.md", recipe(words))
    outcome = run(edition, "check")
    assert outcome.code == 0
    assert "AFF01" not in outcome.out
    assert outcome.out.count("content/plaidoyer.md") == before.count("content/plaidoyer.md")


def test_recipes_of_claims_are_held(edition: Path, run: Callable):
    """The same, once their numbers are others: each is told."""
    added(edition / "content/plaidoyer.md", recipe(CLAIMS[0]))
    replaced(edition / "data/tables/adherents_par_type.csv", "insertion,140,", "insertion,300,")
    replaced(edition / "data/tables/adherents_par_type.csv", "insertion,43,", "insertion,23,")
    replaced(edition / "data/indicators/formation.yml", "values: {2024: 69}", "values: {2024: 45}")
    out = run(edition, "check").out
    for words in ("un quart", "première famille", "plus d'ETTI que", "près de soixante-dix"):
        assert f"AFF01 « {words} » est faux" in out


def test_recipe_of_a_section(edition: Path, run: Callable):
    """One line of report.yml and a file make a section."""
    replaced(edition / "report.yml", "  - plaidoyer\n  - communication\n", recipe("- mobilisations"))
    assert "LEC08" in run(edition, "check").out
    (edition / "content/mobilisations.md").write_text(recipe("title: Les mobilisations"), "utf-8")
    assert run(edition, "check").code == 0


def test_recipe_of_a_table(edition: Path, run: Callable):
    """A CSV file as a French spreadsheet saves it, and its description."""
    (edition / "data/tables/newsletters.csv").write_text(recipe("year;audience"), "utf-8-sig")
    added(edition / "data/tables.yml", recipe("newsletters:"))
    added(edition / "content/communication.md", '{{ table("newsletters") }}\n')
    assert run(edition, "check").code == 0


def test_recipe_of_the_blocks(edition: Path, run: Callable):
    """The blocks shown can be pasted as they are."""
    added(edition / "content/plaidoyer.md", recipe("::: key-numbers"))
    outcome = run(edition, "check")
    assert "TXT" not in outcome.out
    assert outcome.code == 0


def test_recipe_of_a_waiver(edition: Path, run: Callable):
    """The accepted problem is told no longer."""
    assert "IND04" in run(edition, "check").out
    added(edition / "report.yml", recipe("waivers:") + recipe("severities:"))
    outcome = run(edition, "check")
    assert outcome.code == 0
    assert "IND04" not in outcome.out


def test_recipe_of_a_word(edition: Path, run: Callable):
    """The words shown can be pasted as they are; what follows « # » is none of them."""
    path = edition / "data/mots.txt"
    path.write_text(recipe("CDI inclusion"), "utf-8")
    assert run(edition, "check").code == 0
    assert load(edition)[0].words == ("codélégation", "CDI inclusion")


def test_shown_messages_are_real(edition: Path, run: Callable):
    """The messages that the guide explains are the ones that authors get."""
    replaced(
        edition / "data/tables/portraits.csv",
        "AI,financeurs,Les financeurs,etat,État,54",
        "AI,financeurs,Les financeurs,etat,État,45",
    )
    replaced(edition / "content/plaidoyer.md", '{{ value("plaidoyer.amendements") }}', '{{ value("plaidoyer.amendement") }}')
    out = run(edition, "check").out
    for line in some(recipe("erreur TXT02").splitlines()):
        assert line in out


def test_recipe_of_a_bare_number(edition: Path, run: Callable):
    """A number typed by hand is refused with the name to type, and that name is taken."""
    (step,) = re.findall("`(Nous avons déposé 13 amendements.)`", "".join(path.read_text("utf-8") for path in GUIDE))
    added(edition / "content/plaidoyer.md", f"{step}\n")
    outcome = run(edition, "check")
    assert outcome.code == 1
    assert "TXT12 « 13 » est tapé à la main" in outcome.out
    name = '{{ value("plaidoyer.amendements") }}'
    assert name in outcome.out
    replaced(edition / "content/plaidoyer.md", step, step.replace("13", name))
    assert run(edition, "check").code == 0


def test_recipe_of_a_doubt(edition: Path, run: Callable):
    """A number to confirm and its question: it is told among the questions."""
    path = edition / "data/indicators/plaidoyer.yml"
    replaced(path, "  values: {2024: 12}\n  status: published\n", "  values: {2024: 12}\n" + recipe("question: Y a-t-il bien eu"))
    assert run(edition, "check").code == 0
    assert load(edition)[0].indicators["plaidoyer.notes"].question == "Y a-t-il bien eu 16 actualités en 2024 ?"


# --- from the first page to the ninth ------------------------------------------------------------------------------

GIT = shutil.which("git")
REASON = "les PTCE répondront en septembre"


def committed(root: Path) -> None:
    """Keep all that stands in a folder with Git, nobody's settings apart."""
    own = ("-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "commit.gpgsign=false")
    assert GIT
    for arguments in (("init", "--quiet"), ("add", "-A"), ("commit", "--quiet", "-m", "Rapport 2024 signé")):
        subprocess.run([GIT, *own, *arguments], cwd=root, check=True, capture_output=True)


def each_told(out: str) -> str:
    """Return the problems of a run, one by one: on screen a release tells those alike as one."""
    told = [
        Problem(found["code"], Severity[found["severity"].upper()], found["message"], Place(*place_of(found)), found["hint"])
        for found in json.loads(out)
    ]
    return as_text(told)


def place_of(found: Mapping[str, Any]) -> tuple[str, int, int]:
    """Return where a problem is, as JSON gives it."""
    return found["file"], found["line"] or 0, found["column"] or 0


def excused(root: Path, out: str) -> None:
    """Accept each of the remarks of a run, where it stands and with a reason."""
    found = re.findall(r"^(\S+:\d+):\d+: (?:erreur|avertissement) (?!SIG)(\w{5}) ", out, re.MULTILINE)
    entry = "  - {{rule: {1}, place: '{0}', because: vu avec la rédaction}}\n"
    added(root / "report.yml", "waivers:\n" + "".join(entry.format(*one) for one in dict.fromkeys(found)))


@pytest.mark.skipif(GIT is None, reason="git isn't installed")
def test_the_pages_lead_to_a_published_edit(edition: Path, run: Callable, told: Callable, monkeypatch: pytest.MonkeyPatch):
    """A number changed, a paragraph, a chart; messages settled; signed, kept, released: the new number is in the page."""
    without_git_settings(monkeypatch)
    shutil.copy(PROJECT / ".gitignore", edition)
    replaced(edition / "data/indicators/plaidoyer.yml", "  values: {2024: 13}\n", recipe("values: {2024: 14}"))
    added(edition / "content/plaidoyer.md", recipe("Cette année, la fédération a déposé"))
    added(edition / "data/charts.yml", recipe("formation_annee:"))
    added(edition / "content/formation.md", recipe('chart("formation_annee")'))
    committed(edition)
    refused = run(edition, "build", "--release", "--to", "html")
    assert refused.code == 1
    assert "content/editorial.md:2" in refused.out
    each = each_told(run(edition, "build", "--release", "--to", "html", "--format", "json").out)
    for line in some(recipe("erreur SIG05").splitlines()):
        assert line in each
    excused(edition, each)
    assert told(edition, "sign", "--all", "--by", "M. Hamidani", "--because", REASON).code == 0
    committed(edition)
    outcome = run(edition, "build", "--release", "--to", "html")
    assert outcome.code == 0, outcome.out
    page = (edition / "output/2024/index.html").read_text("utf-8")
    shown = " ".join(re.sub("<[^>]+>", "", page).replace("\xa0", " ").split())
    assert "Cette année, la fédération a déposé 14 amendements" in shown
    assert "document de travail" not in shown.casefold()
