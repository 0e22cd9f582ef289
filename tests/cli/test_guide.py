"""The pages for authors keep up with the engine, follow French typography, and lead from one to the next."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from rapport.cli import guide
from rapport.cli.guide.doubts import by_section
from rapport.cli.main import parser_of
from rapport.numbers.chart_rows import KINDS
from rapport.rules.codes import RULES
from rapport.rules.text import DIVS
from tests.conftest import PROJECT

FRENCH = [path.relative_to(PROJECT).as_posix() for path in guide.pages(PROJECT)]
ENGLISH = ["CONTRIBUTING.md", "docs/architecture.md", "docs/tour.md", "docs/glossary.md"]
ENGLISH += [
    path.relative_to(PROJECT).as_posix()
    for name in ("architecture", "decisions")
    for path in sorted((PROJECT / "docs" / name).glob("*.md"))
]
PAGES = [*FRENCH, *ENGLISH, "assets/map/NOTICE.md"]
DOOR = "GUIDE.md"
STEPS = [name for name in FRENCH if re.fullmatch(r"docs/guide/[^/]+", name)]
REFERENCE = [name for name in FRENCH if name.startswith("docs/guide/reference/")]
GUIDE = [DOOR, *STEPS, *REFERENCE]


def text_of(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")


def title_of(name: str) -> str:
    return text_of(name).partition("\n")[0].removeprefix("# ")


@pytest.fixture(scope="module")
def tables() -> dict[str, str]:
    """Return the generated tables, made once."""
    return guide.tables(RULES, KINDS)


@pytest.mark.parametrize("name", GUIDE)
def test_guide_is_up_to_date(name: str, tables: dict[str, str]):
    """The generated tables are those of the engine as it is; `python build.py guide` mends them."""
    text = text_of(name)
    assert guide.refreshed(text, tables) == text


def test_every_table_is_in_the_guide(tables: dict[str, str]):
    """A table that is made is shown once: an author finds it."""
    shown = [marker for name in GUIDE for marker in re.findall("<!-- (?!fin )(.+?) -->", text_of(name))]
    assert sorted(shown) == sorted(tables)


def test_ten_short_steps():
    """The pages that lead to a first published edit are ten, numbered, each read at one sitting."""
    assert [title_of(name).partition(". ")[0] for name in STEPS] == [str(number) for number in range(1, 11)]
    assert [name for name in STEPS if len(text_of(name).splitlines()) > 150] == []


@pytest.mark.parametrize("name", STEPS)
def test_a_step_says_what_to_do_and_what_to_do_when_it_goes_wrong(name: str):
    text = text_of(name)
    assert text.split("\n\n")[1].startswith("Vous allez ")
    assert "\n## Si cela ne va pas\n" in text


@pytest.mark.parametrize(("one", "other"), list(pairwise(STEPS)))
def test_a_step_leads_to_the_next(one: str, other: str):
    assert f"[{title_of(other)} →]({Path(other).name})" in text_of(one)
    assert f"[← {title_of(one)}]({Path(one).name})" in text_of(other)


def test_the_door_leads_to_every_page():
    """« Je veux… » leads to each page of the guide, by the page's own title."""
    assert [name for name in GUIDE[1:] if f"[{title_of(name)}]({name})" not in text_of(DOOR)] == []


COMMANDS = re.compile(r"`(python build\.py[^`\n]*)`|^ *(python build\.py.*)$", re.MULTILINE)


def commands() -> list[str]:
    return sorted({inline or alone for name in GUIDE for inline, alone in COMMANDS.findall(text_of(name))})


@pytest.mark.parametrize("command", commands())
def test_commands_exist(command: str):
    """What a page tells to type is what the command line understands."""
    words = shlex.split(command)[2:]
    arguments = words if words and not words[0].startswith("-") else ["build", *words]
    parser_of(arguments[0]).parse_args(arguments)


def test_french_pages_are_known():
    """A page that the team reads is one that `python build.py guide` mends."""
    assert {"README.md", DOOR, "CHANGELOG.md", "docs/ci.md", "assets/fonts/README.md"} <= set(FRENCH)
    assert {"docs/guide/09-publier.md", "docs/guide/reference/regles.md"} <= set(FRENCH)
    assert "docs/architecture.md" not in FRENCH


@pytest.mark.parametrize("name", FRENCH)
def test_french_pages_have_french_spaces(name: str):
    """The pages hold themselves to the typography that they promise; `python build.py guide` mends their spaces."""
    text = text_of(name)
    assert guide.typeset_page(text) == text


def anchors_of(page: Path) -> list[str]:
    """Return the names by which a page's headings are linked to, as GitHub makes them."""
    text = re.sub(r"^ *```.*?^ *```", "", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w \-]", "", heading.lower()).replace(" ", "-") for heading in headings]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str):
    """Every file that a page links to or shows exists, and has the heading that the link names."""
    page = PROJECT / name
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    targets = [a or b for a, b in re.findall(r'\]\(([^)\s]+)|src="([^"]+)"', text)]
    inside = [target.partition("#") for target in targets if not target.startswith(("http:", "https:"))]
    assert [path for path, _, _ in inside if path and not (page.parent / path).exists()] == []
    asked = [(page.parent / path if path else page, anchor) for path, _, anchor in inside if anchor]
    assert [(path.name, anchor) for path, anchor in asked if anchor not in anchors_of(path)] == []


@pytest.mark.parametrize("name", [name for name in (*FRENCH, *ENGLISH) if name != "CHANGELOG.md"])
def test_pages_are_short(name: str):
    """A page over 200 lines tells several things."""
    assert len(text_of(name).splitlines()) <= 200


def test_every_code_is_explained():
    """Whatever code a message bears, the guide says what it means."""
    sources = (PROJECT / "rapport").rglob("*.py")
    codes = {code for path in sources for code in re.findall(r'"([A-Z]{3}\d\d)"', path.read_text("utf-8"))}
    text = "".join(text_of(name) for name in GUIDE)
    assert len(codes) > 100
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
    page = tmp_path / "docs/guide/reference/sorties.md"
    page.parent.mkdir(parents=True)
    page.write_text('Oui !\n\n<!-- formats -->\nvieux\n<!-- fin -->\n\n`code !` "x"\n', "utf-8")
    assert guide.refresh(tmp_path, page)
    assert page.read_text("utf-8").startswith("Oui\u202f!\n\n<!-- formats -->\n\n| Format | Ce que c’est |\n")
    assert page.read_text("utf-8").endswith("<!-- fin -->\n\n`code !` «\u00a0x\u00a0»\n")
    assert not guide.refresh(tmp_path, page)


def test_unknown_marker_is_an_error():
    """A page can't ask for a table that nobody makes."""
    with pytest.raises(KeyError, match="régles"):
        guide.refreshed("<!-- régles -->\n<!-- fin -->\n", {"règles": ""})


SUPPORT = """
soutiens:
  title: Les soutiens
  source: Registre
  view: logos
  columns:
    family: {label: Famille}
    name: {label: Organisation, names: true}
    image: {label: Logo, hidden: true}
"""


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("Amis,,", "Amis"),
        (",Val et Cie,", "Val et Cie"),
        ("Amis,Val et Cie,", "Amis, Val et Cie"),
        ("Amis,Amis,", "Amis"),
    ],
)
def test_a_doubtful_row_is_named_by_the_texts_that_it_has(petite: Path, row: str, named: str):
    """No comma hangs after a cell that is empty."""
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(SUPPORT)
    rows = f"year,family,name,image,status,question\n2024,{row},to_confirm,Qui ?\n"
    (petite / "data/tables/soutiens.csv").write_text(rows, "utf-8")
    questions = [asked for section in by_section(petite).values() for asked in section]
    assert ("Qui ?", named) in questions
