"""The pages for authors keep up with the engine, follow French typography, and their recipes work."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli import guide
from rapport.numbers.chart_rows import KINDS
from rapport.rules.codes import RULES
from rapport.rules.text import DIVS
from rapport.sources.reading import load
from tests.conftest import PROJECT, whole_edition

GUIDE = PROJECT / "GUIDE.md"
FRENCH = [path.relative_to(PROJECT).as_posix() for path in guide.pages(PROJECT)]
PAGES = [*FRENCH, "CONTRIBUTING.md", "docs/architecture.md", "assets/map/NOTICE.md"]


def test_guide_is_up_to_date():
    """The generated tables are those of the engine as it is; `python build.py guide` mends them."""
    text = GUIDE.read_text("utf-8")
    assert guide.refreshed(text, guide.tables(RULES, KINDS)) == text


def test_french_pages_are_known():
    """A page that the team reads is one that `python build.py guide` mends."""
    assert {"README.md", "GUIDE.md", "CHANGELOG.md", "docs/ci.md", "assets/fonts/README.md"} <= set(FRENCH)
    assert "docs/architecture.md" not in FRENCH


@pytest.mark.parametrize("name", FRENCH)
def test_french_pages_have_french_spaces(name: str):
    """The pages hold themselves to the typography that they promise; `python build.py guide` mends their spaces."""
    text = (PROJECT / name).read_text("utf-8")
    assert guide.typeset_page(text) == text


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str):
    """Every file that a page links to or shows exists."""
    page = PROJECT / name
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = re.findall(r'\]\(([^)#\s]+)|src="([^"]+)"', text)
    inside = [a or b for a, b in targets if not (a or b).startswith(("http:", "https:"))]
    assert [target for target in inside if not (page.parent / target).exists()] == []


def test_every_code_is_explained():
    """Whatever code a message bears, the guide says what it means."""
    sources = (PROJECT / "rapport").rglob("*.py")
    codes = {code for path in sources for code in re.findall(r'"([A-Z]{3}\d\d)"', path.read_text("utf-8"))}
    text = GUIDE.read_text("utf-8")
    assert sorted(code for code in codes if f"`{code}`" not in text) == []


def test_every_block_is_described():
    """A block that authors may open has its French description, and no other has one."""
    assert sorted(guide.BLOCKS) == sorted(DIVS)


def test_edition_tables(whole: Path):
    """The edition's own tables list its questions by section, and its warnings."""
    made = guide.edition_tables(whole)
    assert made["questions"]().startswith("### ")
    assert made["avertissements"]().startswith("| Fichier | Règle | Message |\n")


def test_refresh_writes_only_what_changed(tmp_path: Path):
    """A page is written when a table or a space was out of date, and left alone the second time."""
    page = tmp_path / "GUIDE.md"
    (tmp_path / "report.yml").write_text("", "utf-8")
    page.write_text('Oui !\n\n<!-- formats -->\nvieux\n<!-- fin -->\n\n`code !` "x"\n', "utf-8")
    assert guide.refresh(page)
    assert page.read_text("utf-8").startswith("Oui\u202f!\n\n<!-- formats -->\n\n| Format | Ce que c’est |\n")
    assert page.read_text("utf-8").endswith("<!-- fin -->\n\n`code !` «\u00a0x\u00a0»\n")
    assert not guide.refresh(page)


def test_unknown_marker_is_an_error():
    """A page can't ask for a table that nobody makes."""
    with pytest.raises(KeyError, match="régles"):
        guide.refreshed("<!-- régles -->\n<!-- fin -->\n", {"règles": ""})


# --- the recipes of the guide, followed to the letter --------------------------------------------------------------


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return a copy of the whole edition's sources."""
    return whole_edition(tmp_path / "rapport")


def recipe(containing: str) -> str:
    """Return the example of the guide that contains some words, without the indentation of its step."""
    examples = re.findall(r"^( *)```\w*\n(.*?)^ *```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE)
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
    replaced(edition / "data/tables/portraits.csv", "AI,financeurs,etat,État,54", "AI,financeurs,etat,État,45")
    replaced(edition / "content/plaidoyer.md", '{{ value("plaidoyer.amendements") }}', '{{ value("plaidoyer.amendement") }}')
    out = run(edition, "check").out
    for line in recipe("erreur TXT02").splitlines():
        assert line in out
