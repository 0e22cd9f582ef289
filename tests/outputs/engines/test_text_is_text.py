"""What is text for Pandoc is text for Typst, wherever it stands: the page and the PDF's document say the same letters."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest
import typst

from rapport.ground.problems import Place
from rapport.outputs.engines.pandoc import Pandoc
from rapport.sources.model import Piece
from tests.conftest import lay_filter

SIGNS = [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", *"aé12--??.../"]

# Where an author may write: the text stands in place of §, that of code in place of ¤.
PLACES = (
    "§", "a § b", "**§**x", "a **b**§ c", "*§*", "~~§~~§", "a^b^§", "`x`§", "a\\\n§ b", "[a §]{.x}§ b",
    "- §", "1. §", "- a\n\n    - §", "> §", "terme\n:   §", "a^[§] b", "[§](https://e.example) b", "a [b](https://e.example)§ c",
    "[§](#ici)", "![§](assets/photo.svg) a", '[§]{.value ref="a.b"}§', "## §",
    "| h | § |\n|---|---|\n| § | z |", "| a | b |\n|---|---|\n| c | d |\n\n: §",
    "::: callout\n### §\n\n§\n:::", "::: cards\n### §\n\n§\n:::", "::: key-numbers\n- **§** §\n:::", "::: steps\n1. §\n:::",
    "::: definition\n§\n:::", "::: small\na\n\n- §\n:::", '::: {.summary who="Q"}\n§\n:::', "::: columns\n§\n:::",
    "``` ¤ ```", "```\n¤\n```",
)  # fmt: skip

# Each component gives back what it is given; a content, its letters.
LIBRARY = """
#let plain(it) = {
  if it == none or type(it) not in (str, content) { "" } else if type(it) == str { it }
  else if it == [ ] or it.func() in (linebreak, parbreak) { " " }
  else if it.func() == smartquote { if it.double { "\\"" } else { "'" } }
  else if it.func() == terms.item { plain(it.term) + plain(it.description) }
  else if it.func() == figure { plain(it.at("caption", default: none)) + plain(it.body) }
  else if it.has("text") { it.text } else if it.has("children") { it.children.map(plain).join() }
  else if it.has("body") { plain(it.body) } else if it.has("child") { plain(it.child) } else { "" }
}
#let value(ref, to-confirm: false, body) = body
#let link(target, body) = body
#let xref(target, body) = body
#let callout(title: none, level: none, body) = title + body
#let cards(..items) = items.pos().map(card => card.title + card.body).join()
#let key-numbers(..items) = items.pos().map(item => item.at("about", default: none) + item.number + item.label).join()
#let steps(items) = items.join()
#let definitions(..items) = items.pos().map(item => item.term + item.said).join()
#let definition(body) = body
#let small-print(body) = body
#let columns-block(body) = body
#let summary(who: none, role: none, body) = [Synthèse] + who + body
#let picture(..given) = []
#let section-opening(id: none, level: 1, kicker: none, title: none, lead: none) = title
"""


@pytest.fixture
def both(tmp_path: Path) -> Callable[[dict[str, str]], dict[str, tuple[str, str]]]:
    """Give the letters of some bodies in HTML and in Typst, notes where they are called."""
    lay_filter(tmp_path)
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/photo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', "utf-8")

    def made(bodies: dict[str, str]) -> dict[str, tuple[str, str]]:
        pieces = [
            Piece(name, f':::::: {{.section #{name} level="1"}}\n# T\n\n{body}\n\n::::::\n', (Place(""),))
            for name, body in bodies.items()
        ]
        with closing(Pandoc(tmp_path)) as pandoc:
            ((_, html), (_, marked)) = pandoc.converted(pieces, ["html", "typst"])
        contents = "".join(f"#metadata(plain[\n{marked[name]}\n])<told>\n" for name in bodies)
        (tmp_path / "told.typ").write_text(LIBRARY + contents, "utf-8")
        told = json.loads(typst.query(str(tmp_path / "told.typ"), "<told>", field="value"))
        return {name: (letters(html[name]), bare(text)) for name, text in zip(bodies, told, strict=True)}

    return made


def letters(page: str) -> str:
    notes = iter(re.findall(r'<li id="note[^>]*>(.*?)<a href="#appel', page, re.DOTALL))
    page = re.sub(r'<section class="footnotes".*?</section>', "", page, flags=re.DOTALL)
    page = re.sub(r'<a href="#note.*?</a>', lambda _: next(notes), page)
    return bare(unescape(re.sub(r"<[^>]+>", "", page)))


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def escaped(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


@pytest.mark.parametrize("seed", range(4))
def test_signs_are_the_same_letters_in_both_formats(both: Callable[[dict[str, str]], dict[str, tuple[str, str]]], seed: int):
    draw = random.Random(seed)
    bodies = {}
    for number in range(60):
        parts = []
        for place in draw.sample(PLACES, 12):
            signs = "".join(draw.choice(SIGNS) for _ in range(draw.randint(1, 4)))
            parts.append(place.replace("§", escaped(signs)).replace("¤", signs.replace("`", "")))
        bodies[f"s{number}"] = "\n\n".join(parts)
    found = both(bodies)
    assert len(found) == 60
    for name, (page, document) in found.items():
        assert page == document, bodies[name]


@pytest.mark.parametrize(
    "text",
    [
        "| Signe | Texte |\n|---|---|\n| + 318 vélos | − 3 |\n| = 4 | / terme: x |",
        "- 3\\. rang\n- + 4\n- \\- 5",
        "**coorace**.org, *le mot*(voir), [ici](https://e.example)[là], ~~non~~.suite, 2^e^.",
        "<https://e.example/a-b_c> et <contact@e.example>, [https://e.example](https://e.example)",
        "Deux -- tirets, -? rien, l'a-t-il ? ... et // deux barres, /* fin */, -1 et - 2",
        "Une ligne\\\n+ 7 vélos\\\n= 8",
        "Voir^[= 12 mois] et[^a].\n\n[^a]: - 3 points",
    ],
)
def test_what_people_write_is_read_the_same(both: Callable[[dict[str, str]], dict[str, tuple[str, str]]], text: str):
    ((page, document),) = both({"s": text}).values()
    assert page == document


NAMES = (
    "L'Atelier du Val",
    "« Val » : l’atelier ! n° 1, 2–3 (AI & ETTI) – C++ / R+D = [tout] {ou} rien ?",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~ é€“”…·•→\u2011",
)


@pytest.mark.parametrize("name", NAMES)
def test_an_edition_may_have_any_name(petite: Path, run: Callable, pdf_text: Callable[[Path], str], name: str):
    report, brand = petite / "report.yml", petite / "assets/_brand.yml"
    quoted = json.dumps(name, ensure_ascii=False)
    given = report.read_text("utf-8")
    for key in ("title", "subtitle", "organisation"):
        given = re.sub(rf"^{key}: .*$", lambda _, key=key: f"{key}: {quoted}", given, flags=re.MULTILINE)
    report.write_text(f"{given}\npublished: {quoted}\naddress: [{quoted}]\n", "utf-8")
    brand.write_text(
        re.sub(r"^(\s+name: ).*$", lambda found: found[1] + quoted, brand.read_text("utf-8"), flags=re.MULTILINE), "utf-8"
    )
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
    told = re.sub(r"\W", "", pdf_text(petite / "output/2024/rapport-activite-2024.pdf"))
    assert re.sub(r"\W", "", name) in told


TITLES = """
## Voir [la page](#edito) ^[Une note.]

## [Un lien seul](#edito)

> #### Dans une citation

- ##### Dans un point

    ###### Plus bas

    Un mot[^a].

1. ###### Dans un autre

[^a]: Une note.

    ##### Dans une note

::: callout
###### [Encadré](#edito)

Texte.
:::

Terme
:   ##### Dans une définition

Souligné
--------

### Fin **en gras**[^a], avec `du code` et <https://e.example>
"""


def test_a_heading_may_stand_anywhere(petite: Path, run: Callable):
    """Typst refuses levels that jump, titles without words, titles that are only known in their place."""
    path = petite / "content/ateliers.md"
    given = path.read_text("utf-8").replace("title: L'année des ateliers", 'title: "[L\'année](#edito)"')
    path.write_text(given + TITLES, "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert outcome.code == 0, outcome.out
