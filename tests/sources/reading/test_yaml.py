"""Strict YAML: nothing guessed, nothing doubled, every refusal placed and told in French."""

from __future__ import annotations

from typing import Any

import pytest

from rapport.ground.problems import Problem
from rapport.sources.reading.yaml import read_yaml


def read(text: str) -> tuple[Any, list[Problem]]:
    """Return the value (None when refused) and the problems of a file."""
    problems: list[Problem] = []
    found = read_yaml(text, "f.yml", problems)
    return found and found.value, problems


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("no", "no"), ("yes", "yes"), ("Oui", "Oui"), ("on", "on"),
        ("12:30", "12:30"), ("2024-01-31", "2024-01-31"), ("1e5", "1e5"), ("0x1F", "0x1F"), ("1_000", "1_000"),
        ("2024", 2024), ("-3", -3), ("12.50", "12.50"), ("45,6", "45,6"), ("'2024'", "2024"), ('"true"', "true"),
        ("true", True), ("false", False), ("null", None), ("~", None), ("", None),
        ("[a, b]", ["a", "b"]), ("{2024: 5}", {2024: 5}),
    ],
)  # fmt: skip
def test_only_plain_numbers_true_false_and_null_are_more_than_text(typed: str, value: object):
    """Norway stays `no`, half past twelve stays `12:30`, a decimal keeps every digit that was typed."""
    assert read(f"key: {typed}") == ({"key": value}, [])


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: b: c", "f.yml:1:5", "« : » inattendu"),
        ("a:\n\tb: 1", "f.yml:2:1", "tabulation"),
        ("a: b\n\tc: d", "f.yml:2:1", "tabulation"),
        ("a: 1\nb: 'ouvert\nc: 2\n", "f.yml:2:4", "guillemet ouvert"),
        ("a: [1, 2\nb: 3", "f.yml:1:4", "« [ » ouvert ici n'est pas fermé"),
        ("a: [1 2}\nb: 3", "f.yml:1:8", "crochet n'est pas fermé"),
        ("- a\nb: 1", "f.yml:2:1", "liste s'interrompt"),
        ("a: *x", "f.yml:1:4", "commence par « * »"),
        ('a: "C:\\perso"', "f.yml:1:7", "guillemets simples"),
        ("a: 1\n---\nb: 2", "f.yml:2:1", "« --- » au milieu"),
        ("a: @x", "f.yml:1:4", "entre guillemets"),
        ("%FOO", "f.yml:1:5", "« % »"),
        ("a: {{ value('x') }}", "f.yml:1:5", "ni un mot ni un nombre"),
        ("a: !!python/name:os.system", "f.yml:1:4", "n'est pas admis"),
        ("a: !!int douze", "f.yml:1:4", "n'est pas admis"),
        ("a: " + "9" * 5000, "f.yml:1:4", "28 chiffres"),
        ("? [a, b]\n: c", "f.yml:1:3", "ni un mot ni un nombre"),
    ],
)
def test_refusal_has_its_place_and_french_words(text: str, place: str, words: str):
    """What YAML can't bear is one located problem that says what to change."""
    _, (problem,) = read(text)
    assert (problem.code, str(problem.place)) == ("LEC04", place)
    assert words in problem.message


NUMBER = "a.b:\n  label: Vélos\n  unit: vélos\n  values: {2024: 318}\n  source: Registre\nc.d:\n  label: X\n"


@pytest.mark.parametrize(
    ("old", "new", "place", "said", "hint"),
    [
        ("  label: Vélos", "  label Vélos", "2:3", "manque un « : »", "« label: … »"),
        ("  unit: vélos", "  unit vélos", "3:3", "manque un « : »", "« unit: … »"),
        ("a.b:", "a.b", "1:1", "manque un « : »", "« a.b: … »"), ("c.d:", "c.d", "6:1", "manque un « : »", "« c.d: … »"),
        ("  label: Vélos", "   label: Vélos", "3:3", "moins en retrait", "même colonne"),
        ("  unit: vélos", "   unit: vélos", "3:4", "plus en retrait", "même colonne"),
        ("  source:", " source:", "5:2", "moins en retrait", "même colonne"),
        ("318}", "318", "4:11", "« { » ouvert ici n'est pas fermé", "par « } »"),
        ("{2024: 318}", "[318", "4:11", "« [ » ouvert ici n'est pas fermé", "par « ] »"),
        ("c.d:\n", "c:\n  - un\n  - id: x\n    y: z\n  -deux\n", "10:3", "espace après « - »", "« - deux »"),
        ("c.d:\n", "# note\n\nc.d\n\n", "8:1", "manque un « : »", "« c.d: … »"),
        ("Vélos", "Bilan : Vélos", "2:16", "« : » inattendu", ""),
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_is(old: str, new: str, place: str, said: str, hint: str):
    """YAML stumbles lines below, at one that is right."""
    _, (problem,) = read(NUMBER.replace(old, new, 1))
    assert str(problem.place) == f"f.yml:{place}"
    assert said in problem.message
    assert hint in problem.hint


def test_no_english_reaches_the_author():
    """Every refusal above has a French wording of its own: none falls through to the library's."""
    for text in ("a: b: c", "a:\n\tb", "- a\nb: 1", "a: >x\n  t", ": x", "a: [1,2}}", "a: %x", "a: |x\n b", "a: 1\n b: 2"):
        _, problems = read(text)
        assert problems, text
        assert "ne peut pas être lu (" not in problems[0].message, text


def test_expression_at_the_start_of_a_text_gets_a_hint():
    """`title: {{ value("x") }}` is a mapping to YAML: the hint tells to quote it."""
    for text in ('a: {{ value("x") }}', 'a: {{ value("x") }} vélos'):
        _, problems = read(text)
        assert "guillemets simples" in problems[0].hint


def test_key_written_twice_is_refused_where_it_comes_back():
    """The library would keep the last of the two without a word."""
    value, (problem,) = read("a: 1\nb: 2\na: 3\n")
    assert value == {"a": 1, "b": 2}
    assert (problem.code, str(problem.place)) == ("LEC05", "f.yml:3:1")
    assert "ligne 1" in problem.hint


@pytest.mark.parametrize("text", ["a: &x {b: 1}\nc: *x", "a: &x 1\nc: *x", "a: &x [*x]"])
def test_aliases_are_refused(text: str):
    """Nobody needs them here, and a few lines of nested aliases can fill the memory."""
    _, problems = read(text)
    assert "alias" in problems[0].message


def test_many_nested_aliases_cost_nothing():
    """The « billion laughs » is refused at its first repeat."""
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    _, problems = read("\n".join(levels))
    assert all(problem.code == "LEC04" for problem in problems)
    assert problems


@pytest.mark.parametrize("nested", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_told_before_the_parser_falls_over(nested: str):
    """Fifty thousand levels would bring down the whole program, not only the file."""
    _, (problem,) = read(nested * 50_000)
    assert "trop de niveaux" in problem.message
    assert problem.place.line == 1


def test_ordinary_nesting_and_brackets_in_texts_pass():
    """The guard counts levels, not brackets."""
    text = "a: " + "[" * 50 + "]" * 50 + "\nb: '" + "[" * 500 + "'\n"
    value, problems = read(text)
    assert problems == []
    assert value["b"] == "[" * 500


def test_places_of_keys_and_elements():
    """Each key knows its line and column, in lists and flow mappings too."""
    problems: list[Problem] = []
    found = read_yaml("a:\n  - b: 1\n    c: {d: 2, e: 3}\n", "f.yml", problems, first_line=10)
    assert found is not None
    assert str(found.places.at("a", 0, "c", "e")) == "f.yml:12:15"
    assert str(found.places.at("a", 0, "absent")) == "f.yml:11:5"
