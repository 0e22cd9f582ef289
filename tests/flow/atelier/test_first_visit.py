"""Whoever opens the workshop for the first time finds what to add, what to change instead, and what may be chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.forms import EditForm, Field
from rapport.flow.atelier.lists import contents_of
from rapport.flow.atelier.numbers import precisions
from rapport.sources.reading import load
from tests.some import some


def field(form: EditForm, name: str) -> Field:
    return next(field for field in form.fields if field.name == name)


def test_a_row_of_each_list_of_texts_is_among_what_is_added(whole: Path):
    report = load(whole)[0]
    ((_, links), *_) = contents_of(report)["groups"]  # type: ignore[misc]
    added = {link.target: link.label for link in links}
    words = {  # the logos of this edition are a plain table
        "evenements": "Un événement : ",
        "logos": "Une ligne : ",
        "lexique": "Un mot du lexique : ",
        "people": "Une personne : ",
    }
    assert {name: added[f"row:{name}:1:+"].startswith(said) for name, said in words.items()} == dict.fromkeys(words, True)
    assert "row:adherents_par_type:1:+" not in added
    desk = Desk(whole)
    assert all(desk.form(target).fields for target in some(added))


@pytest.mark.parametrize(("target", "said", "link"), [
    ("number:heures.total", "Total de 3 lignes de « Heures de bénévolat par atelier »", "list:heures_par_atelier"),
    ("number:velos.repares", "Total de 2 chiffres", "number:heures.part_velo"),
])  # fmt: skip
def test_a_total_says_what_it_is_the_sum_of_and_opens_it(petite: Path, target: str, said: str, link: str):
    path = petite / "data/indicators/ateliers.yml"
    sum_of_two = "  decimals: exact\n  values: {2024: 318}\n  total_of: [heures.part_velo, heures.total]\n"
    path.write_text(path.read_text("utf-8").replace("  decimals: exact\n  values: {2024: 318}\n", sum_of_two), "utf-8")
    form = Desk(petite).form(target)
    assert field(form, "total_of").label.startswith(said)
    assert link in [one.target for one in form.links]


def test_a_number_that_is_no_total_says_nothing_of_rows(petite: Path):
    assert "total_of" not in [field.name for field in Desk(petite).form("number:velos.repares").fields]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("exact", "valeur exacte"),
        ("-3", "au millier"),
        ("4", "4 décimales"),
        ("-4", "à 10\u202f000 près"),
        ("-5", "à 100\u202f000 près"),
        ("-9", "à 1\u202f000\u202f000\u202f000 près"),
    ],
)
def test_the_precision_is_chosen_in_words_and_what_the_file_says_is_among_them(petite: Path, typed: str, shown: str):
    path = petite / "data/indicators/ateliers.yml"
    before = "unit: vélos\n  decimals: exact"
    path.write_text(path.read_text("utf-8").replace(before, f"unit: vélos\n  decimals: {typed}"), "utf-8")
    precision = field(Desk(petite).form("number:velos.repares"), "decimals")
    assert (precision.kind, dict(precision.known)[precision.value], bool(precision.help)) == ("choice", shown, True)


def test_a_chart_is_offered_columns_that_can_be_drawn(whole: Path):
    form = Desk(whole).form("new:chart")
    numbers, labels = (dict(field(form, name).known) for name in ("numbers", "category"))
    assert "adherents_par_type count" in numbers
    assert "evenements order" not in numbers
    assert not [name for name in some(labels) if name.startswith(("contacts ", "people ", "lexique "))]


_FRAMED = "::: callout\nUn cadre.\n:::\n"
_SIGNED = ':::: {.summary who="Zoé" role="Présidente"}\nUn texte.\n::::\n'


@pytest.mark.parametrize(("body", "line", "found"), [
    (_FRAMED, 0, 1), (_SIGNED, 0, 1), (f"Un texte.\n\n{_FRAMED}", 0, 1), (_FRAMED, 5, 0), ("Un texte.\n", 0, 0),
])  # fmt: skip
def test_the_marks_of_a_frame_are_explained_where_there_are_some(petite: Path, body: str, line: int, found: int):
    (petite / "content/edito.md").write_text(f"---\ntitle: Édito\n---\n{body}", "utf-8")
    assert field(Desk(petite).form(f"text:content/edito.md:{line}"), "text").help.count("« ::: »") == found


@pytest.mark.parametrize("typed", ["-x", "-1.0", "-", "-999"])
def test_a_precision_that_is_none_stays_to_be_mended(typed: str):
    """A file that can't be read as it is today has its form still, from what was read last."""
    assert precisions(typed)[0][0] == typed
