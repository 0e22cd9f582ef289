"""The place of a word in a text: the line and column where its author typed it, however the value is written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rapport.ground.problems import Place, reason_of
from rapport.sources.reading import load
from rapport.sources.reading.yaml import read_yaml
from rapport.sources.texts import Text, texts_of

TYPED = {
    "plain": 'a: 1\nt: Une "faute" ici\n',
    "single quotes": "t: 'L''écart, une ''faute'' ici'\n",
    "double quotes": 't: "Une \\"faute\\" ici : \\u00e9t\\u00e9"\n',
    "folded": "t: >-\n  Un texte qui se plie\n  et une faute\n  à la fin\n",
    "kept lines": "t: |\n  Un texte\n\n    en retrait, une faute\n",
    "plain over lines": "t: Un texte\n  sur deux lignes, une faute\n  ici\n",
    "in a flow": "x: [1, 2]\nt2: {label: une faute, unit: h}\n",
}  # fmt: skip


def line_and_column(text: str, word: str) -> tuple[int, int]:
    offset = text.index(word)
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_a_word_of_yaml_is_found_where_it_was_typed(typed: str):
    read = read_yaml(typed, "f.yml", [])
    assert read
    value, places = (read.value["t2"]["label"], ["t2", "label"]) if "t2" in typed else (read.value["t"], ["t"])
    found = read.places.written_at(*places).at(value, value.index("faute"))
    assert (found.line, found.column) == line_and_column(typed, "faute")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["mot", "l'an", 'dit "x"', "été", "fin.", "a: b", "#", "faux-ami"]), min_size=1, max_size=12))
def test_every_word_is_found_in_any_quotes(words: list[str]):
    """Doubled quotes and escapes shift what follows them; the place doesn't."""
    value = " ".join([*words, "cible"])
    for quoted in ("'" + value.replace("'", "''") + "'", '"' + value.replace('"', '\\"') + '"'):
        read = read_yaml(f"k: 1\nt: {quoted}\n", "f.yml", [])
        assert read
        assert read.value["t"] == value
        found = read.places.written_at("t").at(value, value.index("cible"))
        assert found == Place("f.yml", 2, 4 + quoted.index("cible"))


def test_cells_front_matter_and_bodies(petite: Path):
    """Quoted cells, cells over two lines, the head of a section, its text: each word has its own place."""
    table = petite / "data/tables/heures_par_atelier.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([head + ",note", *[row + "," for row in rows[:-1]], rows[-1] + ',"Un ""mot"",\nune cible"', ""]))
    section = min((petite / "content").glob("*.md"))
    section.write_text("---\ntitle: Une autre cible\nlead: >-\n  Un chapeau\n  et sa cible\n---\n\nUn texte\net une cible\n")
    report, _ = load(petite)
    found = {
        (text.place(offset).path, text.place(offset).line, text.place(offset).column)
        for text in texts_of(report)
        if (offset := text.text.find("cible")) >= 0
    }
    name = f"content/{section.name}"
    assert found == {
        (name, 2, 18),
        (name, 5, 9),
        (name, 9, 8),
        ("data/tables/heures_par_atelier.csv", len(rows) + 2, 5),
    }


def test_a_text_without_a_trace_stands_at_its_start():
    assert Text("Une faute", Place("a.yml", 3, 2)).place(4) == Place("a.yml", 3, 2)


@pytest.mark.parametrize(("code", "said"), [
    (errno.ENOSPC, "le disque est plein"), (errno.EACCES, "l'accès est refusé"), (errno.EROFS, "le disque ne s'écrit pas"),
])  # fmt: skip
def test_what_the_system_refuses_is_told_in_french(code: int, said: str):
    assert reason_of(OSError(code, os.strerror(code))) == said


@pytest.mark.parametrize("error", [OSError(errno.EDOM, "Hors du domaine"), OSError("Hors du domaine")])
def test_what_nobody_meets_is_told_in_the_system_s_own_words(error: OSError):
    assert reason_of(error) == "Hors du domaine"
