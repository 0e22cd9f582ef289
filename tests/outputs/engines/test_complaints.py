"""From what a tool says to the author's line, whichever tool it is."""

from __future__ import annotations

import pytest

from rapport.ground.problems import Place
from rapport.outputs.engines.complaints import Document, place_of, refusal
from rapport.outputs.engines.pandoc import MARKERS
from rapport.sources.model import Manuscript, Piece

EDITO = Piece(
    "edito",
    "# Édito\n\nUn mot de bienvenue à tous.\n\n![Un atelier](assets/atelier.png)\n\nVoir [la suite](#suite-absente).\n",
    tuple(Place("content/edito.md", line) for line in range(2, 9)),
)
SUITE = Piece("suite", "# Suite\n\nLes ateliers ont ouvert.\n", tuple(Place("content/suite.md", line) for line in range(5, 8)))
MANUSCRIPT = Manuscript((EDITO, SUITE), (), {})
FRAGMENTS = {
    "edito": '#section-opening(title: [Édito])\n\nUn mot de bienvenue à tous.\n\n#picture("assets/atelier.png")',
    "suite": "#section-opening(title: [Suite])\n\nLes ateliers ont ouvert.",
}
TEXT = f"#show: report\n\n{FRAGMENTS['edito']}\n\n{FRAGMENTS['suite']}\n"
MARKED = f"#show: report\n//\ue004piece edito\n{FRAGMENTS['edito']}\n//\ue004piece suite\n{FRAGMENTS['suite']}\n"
DOCUMENTS = {
    "main.typ": Document.of_fragments(TEXT, FRAGMENTS),
    "rapport.typ": Document.of_marked(MARKED, MARKERS["typst"]),
}
ORIGINS = [Place(""), Place(""), *EDITO.origins, *SUITE.origins]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("error: unknown variable\n  ┌─ main.typ:5:3\n", "content/edito.md:4"),
        ("error: x\n  ┌─ ../a/typst/text.typ:81:44\nhelp: while calling `picture`\n  ┌─ main.typ:7:1\n", "content/edito.md:6"),
        ("error: x\n  ┌─ \\\\?\\C:\\rapport.typ:11:1\n", "content/suite.md:7"),
        ("error: x\n  ┌─ main.typ:3:1\n", "content/edito.md:2"),
        ("Error at rapport.qmd:5:1: YAML", "content/edito.md:4"),
        ("[WARNING] Div at line 4 column 1 unclosed", "content/edito.md:3"),
        ("failed to load image\n  ┌─ ../x/assets/atelier.png:1:43", "content/edito.md:6"),
        ("label `<suite-absente>` does not exist in the document", "content/edito.md:8"),
        ("Unable to open « Les ateliers ont ouvert »", "content/suite.md:7"),
    ],
)
def test_place(said: str, place: str):
    assert str(place_of(said, MANUSCRIPT, DOCUMENTS, ORIGINS)) == place


@pytest.mark.parametrize(
    "said",
    [
        "",
        "error: x\n  ┌─ main.typ:1:1\n",  # the template's own
        "error: x\n  ┌─ main.typ:999:1\n",
        "filter.lua:179: in method 'walk', in upvalue 'section'",
        "failed to parse SVG (found closing tag in line 3)",
        "Error at rapport.qmd:1:1",
        "Out of memory",
    ],
)
def test_nothing_leads_to_an_author(said: str):
    assert place_of(said, MANUSCRIPT, DOCUMENTS, ORIGINS) is None


def test_the_tools_own_words_are_kept():
    failure = refusal(
        "Quarto", "pandoc\n  to: typst\nERROR: no such file\n  details\n    at f (quarto.js:1)\n\n", Place("a"), "Fin."
    )
    assert failure.message == "Quarto a refusé le manuscrit : ERROR: no such file"
    assert failure.hint == "ERROR: no such file\n      details\n    Fin."


def test_the_last_words_when_none_says_error():
    failure = refusal("Quarto", "\n".join(f"ligne {n}" for n in range(100)))
    assert failure.detail == "ligne 99"
    assert failure.hint.count("\n") == 11


def test_a_tool_that_says_nothing():
    assert refusal("Quarto", "").message == "Quarto a refusé le manuscrit : sans un mot"
