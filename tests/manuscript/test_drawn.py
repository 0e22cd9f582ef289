"""Typography mends the words, never the Markdown around them: drawn tables, definitions, captions, marks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.ground.french import NBSP, NNBSP, typeset
from rapport.ground.markdown.drawn import drawn_in
from rapport.manuscript.typography import typeset_markdown
from rapport.outputs.engines.pandoc import READER, pandoc_path
from rapport.outputs.engines.work_folder import Tools

GRID = """
+------------+:----------:+
| "Atelier"  | Combien ?  |
+============+============+
| Vélo | {{ value("velos.repares", unit=true) }} |
+------------+------------+
| L'un "ou"  | 12 %       |
| l'autre    |            |
+------------+------------+

: Le "bilan"
"""
WIDE = """
+-----------------+------------------------------------------+
| "Atelier" ?     | Combien ?                                |
+=================+==========================================+
| Le "vélo"       | {{ value("velos.repares", unit=true) }}  |
+-----------------+------------------------------------------+
| L'un "ou"       | "beaucoup" ; trop !                      |
| l'autre         |                                          |
+-----------------+------------------------------------------+
"""
SIMPLE = """
Atelier      Combien ?
----------- ----------
Le "vélo" !      "oui"
Bois        ... "non"
"""


def tables_of(root: Path, table: str) -> list[Any]:
    """Return the tables that Pandoc reads in a section that shows one, as it is composed."""
    ateliers = root / "content/ateliers.md"
    ateliers.write_text(f"---\ntitle: L'année\n---\n{table}", "utf-8")
    (piece,) = [piece for piece in Flow(root, Tools(root, Cache(root / ".cache"))).manuscript().pieces if piece.id == "ateliers"]
    asked = [pandoc_path(), f"--from={READER}", "--to=json"]
    read = json.loads(subprocess.run(asked, input=piece.markdown.encode(), capture_output=True, check=True).stdout)
    blocks = read["blocks"][0]["c"][1]
    return [block for block in blocks if block["t"] == "Table"]


def cells_of(table: Any) -> list[list[str]]:
    def words(value: Any) -> str:
        if isinstance(value, list):
            return "".join(map(words, value))
        if not isinstance(value, dict):
            return ""
        if value.get("t") in {"Space", "SoftBreak"}:
            return " "
        return str(value["c"]) if value.get("t") == "Str" else words(value.get("c", ""))

    _, _, _, head, bodies, _ = table["c"]
    return [[words(cell[4]) for cell in row[1]] for row in [*head[1], *bodies[0][3]]]


def test_a_grid_table_keeps_its_cells(petite: Path):
    (table,) = tables_of(petite, WIDE)
    assert cells_of(table) == [
        [f"«{NBSP}Atelier{NBSP}»{NNBSP}?", f"Combien{NNBSP}?"],
        [f"Le «{NBSP}vélo{NBSP}»", f"318{NBSP}vélos"],
        [f"L’un «{NBSP}ou{NBSP}» l’autre", f"«{NBSP}beaucoup{NBSP}»{NNBSP}; trop{NNBSP}!"],
    ]


def test_a_simple_table_keeps_its_cells(petite: Path):
    (table,) = tables_of(petite, SIMPLE)
    assert cells_of(table) == [
        ["Atelier", f"Combien{NNBSP}?"],
        [f"Le «{NBSP}vélo{NBSP}»{NNBSP}!", f"«{NBSP}oui{NBSP}»"],
        ["Bois", f"… «{NBSP}non{NBSP}»"],
    ]


@pytest.mark.parametrize(
    "text", [GRID, "Titre\n-----\n\nTexte", "- - -", "```\n+---+\n| a |\n+---+\n```", "a\n--- ---\n", "| a |\n|---|"]
)
def test_what_has_no_columns_to_tell_is_left(text: str):
    assert [*drawn_in(text)] == []


@pytest.mark.parametrize(
    "kept",
    [
        '[x]: https://a.example "Le titre"',
        "[x]: https://a.example 'L\\'un'",
        '[x]: https://a.example\n  "Le titre"',
        '[x]:\n  https://a.example "Le titre"',
        '[a](<une page> "Le titre")',
        "[a](https://a.example 'Le titre')",
        "Table: légende",
        "[^1]: note",
    ],
)
def test_what_means_something_stays(kept: str):
    assert typeset_markdown(f"Un mot.\n\n{kept}\n") == f"Un mot.\n\n{kept}\n"


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('"il dit "oui" à tous"', f"«{NBSP}il dit “oui” à tous{NBSP}»"),
        ('Il dit "oui", "non" et "peut-être".', f"Il dit «{NBSP}oui{NBSP}», «{NBSP}non{NBSP}» et «{NBSP}peut-être{NBSP}»."),
        ('("un "deux"")', f"(«{NBSP}un “deux”{NBSP}»)"),
        ('"" et """', '"" et """'),
        ('l\'"un" et "l\'"autre" mot"', f"l’«{NBSP}un{NBSP}» et «{NBSP}l’“autre” mot{NBSP}»"),
        ('**"gras"**, *"penché"*, ["lien"](#a)', f"**«{NBSP}gras{NBSP}»**, *«{NBSP}penché{NBSP}»*, [«{NBSP}lien{NBSP}»](#a)"),
        ('un écran de 5" ou 7"', 'un écran de 5" ou 7"'),
        ("**Pourquoi**? *Quoi*! ***Où***;", f"**Pourquoi**{NNBSP}? *Quoi*{NNBSP}! ***Où***{NNBSP};"),
        ("[Lien](https://a.example)? [lien][x]! `code`?", f"[Lien](https://a.example){NNBSP}? [lien][x]{NNBSP}! `code`{NNBSP}?"),
        ("Vraiment…? Oui...!", f"Vraiment…{NNBSP}? Oui…{NNBSP}!"),
        ("**!important** &nbsp;!", "**!important** &nbsp;!"),
        ("**Note**: suite [x](#y): fin", f"**Note**{NBSP}: suite [x](#y){NBSP}: fin"),
        ("depuis 2019 l'association, en 2020 L’un", "depuis 2019 l’association, en 2020 L’un"),
        ("12 ETP, 5 MWh, 3 °C, 5 $", f"12{NBSP}ETP, 5{NBSP}MWh, 3{NBSP}°C, 5{NBSP}$"),
        ("\ue0000\ue001 °C, \ue0001\ue001 ETP, \ue0002\ue001 kWh. \ue0003\ue001 En",
         f"\ue0000\ue001{NBSP}°C, \ue0001\ue001{NBSP}ETP, \ue0002\ue001{NBSP}kWh. \ue0003\ue001 En"),
    ],
)  # fmt: skip
def test_words_are_mended_beside_marks(typed: str, set_: str):
    assert typeset_markdown(typed) == set_
    assert typeset_markdown(set_) == set_


def test_typeset_twice_changes_nothing_of_quotations():
    text = 'Un "mot "cité" ici" et "un autre".'
    assert typeset(typeset(text)) == typeset(text)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("- ![Un mot](a.svg)", "- ![Un mot](a.svg)"),
        ("3. ![Un mot](a.svg)\n4. ! suite", "3. ![Un mot](a.svg)\n4. ! suite"),
        ("## ? Un mot", "## ? Un mot"),
        ("> - ; un", "> - ; un"),
        (": Le bilan : un mot", f": Le bilan{NBSP}: un mot"),
        ("(05) Hautes-Alpes", "\\(05) Hautes-Alpes"),
        ("- (93) Seine\n- (2A) Corse", "- \\(93) Seine\n- \\(2A) Corse"),
        ("> (974) La Réunion", "> \\(974) La Réunion"),
        ("(1) un\n(2) deux", "(1) un\n(2) deux"),
        ("Gap (05) est", "Gap (05) est"),
    ],
)
def test_what_opens_a_line_stays(typed: str, set_: str):
    assert typeset_markdown(typed) == set_
    assert typeset_markdown(set_) == set_


@pytest.mark.parametrize("above", ["", "\n", '{{ chart("heures") }}\n', "## Titre\n", "::: callout\n", ":::\n"])
def test_a_simple_table_stands_under_what_is_no_paragraph(above: str):
    assert [table.columns for table in drawn_in(f"{above}Jour   Lieu\n-----  ----\nlundi  un\n")] == [[(0, 6), (7, 11)]]


def test_a_simple_table_under_a_paragraph_is_none():
    assert [*drawn_in("Un mot\nJour   Lieu\n-----  ----\nlundi  un\n")] == []


@pytest.mark.parametrize("marks", [("1.", "2."), ("-", "-"), ("*", "*"), ("3)", "4)")])
def test_a_cell_of_a_grid_holds_a_list(petite: Path, marks: tuple[str, str]):
    """Its marks stay marks, each item typeset."""
    first, second = (f'| {mark} L\'un "ou"'.ljust(20) + "| Le Val |" for mark in marks)
    rule = f"+{'-' * 19}+--------+"
    grid = "\n".join(["", rule, "| Étapes            | Où     |", rule.replace("-", "="), first, second, rule, ""])
    (table,) = tables_of(petite, grid)
    cell = table["c"][4][0][3][0][1][0][4]
    assert [block["t"] for block in cell] == ["OrderedList" if marks[0][-1] in ".)" else "BulletList"]
    assert len(cell[0]["c"][-1] if cell[0]["t"] == "OrderedList" else cell[0]["c"]) == len(marks)
    assert "«\u00a0ou\u00a0»" in json.dumps(cell, ensure_ascii=False)
