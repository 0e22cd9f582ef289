"""One value of a YAML text changes, and not one character around it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rapport.sources.editing.yaml_text import Unchangeable, YamlText
from rapport.sources.reading.text import strangers_in
from tests.conftest import WHOLE
from tests.some import some

FILES = [*sorted((WHOLE / "data").rglob("*.yml")), WHOLE / "report.yml"]
INDICATORS = sorted((WHOLE / "data/indicators").glob("*.yml"))

TEXT = """\
# Les ateliers.   Deux espaces, un commentaire.

velos.repares:      # le registre
  label: "Vélos   réparés 🚲"
  values: {2023: 301,   2024: 318}   # relu le 3 mars


  status: to_confirm
  question: >-
    Combien de vélos, au juste,
    sont repartis sur la route ?
  source: 'Registre de l''atelier'
  total_of:
    - a.b
    - c.d

bois.heures:
  values:
    2023: 12
    2024:
  note: une note
"""


def changed(*steps: tuple[tuple[str | int, ...], object], text: str = TEXT) -> list[tuple[str, str]]:
    """Return the lines that differ after changes, before and after; as many lines must remain."""
    edited = YamlText(text)
    for path, value in steps:
        edited.set(path, value)
    before, after = text.splitlines(keepends=True), edited.text.splitlines(keepends=True)
    assert len(before) == len(after)
    return [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("velos.repares", "values", 2024), Decimal("1240.5"), "  values: {2023: 301,   2024: 1240.5}   # relu le 3 mars\n"),
        (("velos.repares", "values", 2025), Decimal(7), "  values: {2023: 301,   2024: 318, 2025: 7}   # relu le 3 mars\n"),
        (("velos.repares", "values", 2024), None, "  values: {2023: 301,   2024: }   # relu le 3 mars\n"),
        (("velos.repares", "label"), 'Dit "vélo"', '  label: "Dit \\"vélo\\""\n'),
        (("velos.repares", "source"), "L'atelier", "  source: 'L''atelier'\n"),
        (("velos.repares", "status"), "published", "  status: published\n"),
        (("velos.repares", "status"), "a: b # c", '  status: "a: b # c"\n'),
        (("bois.heures", "values", 2024), Decimal(9), "    2024: 9\n"),
        (("bois.heures", "note"), "12", '  note: "12"\n'),
        (("bois.heures", "note"), '{{ value("a.b") }} vélos', "  note: '{{ value(\"a.b\") }} vélos'\n"),
    ],
)
def test_only_the_line_of_the_value_changes(path: tuple[str | int, ...], value: object, line: str):
    assert [after for _, after in changed((path, value))] == [line]


def test_a_folded_text_stays_folded():
    edited = YamlText(TEXT)
    words = "Faut-il compter aussi les vélos " + "rendus à leurs propriétaires, " * 5 + "ou ceux de l'année ?"
    edited.set(("velos.repares", "question"), words)
    assert edited.value()["velos.repares"]["question"] == words
    assert edited.text.startswith(TEXT[: TEXT.index("    Combien")])
    assert edited.text.endswith(TEXT[TEXT.index("  source:") :])
    assert max(map(len, edited.text.splitlines())) <= 120


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_new_key_takes_a_line_of_its_own(end: str):
    text = TEXT.replace("\n", end)
    edited = YamlText(text)
    edited.set(("bois.heures", "status"), "published", after="values")
    added = f"  status: published{end}"
    assert edited.text == text.replace(f"  note: une note{end}", f"{added}  note: une note{end}")
    edited.remove(("bois.heures", "status"))
    assert edited.text == text
    edited.set(("velos.repares", "note"), "Un texte")
    edited.set(("bois.heures", "formula"), "1 + 1")
    assert edited.text.count(end) == text.count(end) + 2
    assert edited.text.count("\r") == (edited.text.count("\n") if end == "\r\n" else 0)


def test_a_folded_text_goes_with_all_its_lines():
    edited = YamlText(TEXT)
    edited.remove(("velos.repares", "question"))
    start, end = TEXT.index("  question:"), TEXT.index("  source:")
    assert edited.text == TEXT[:start] + TEXT[end:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1, b: 2}\n", "{b: 2}\n"), ("{b: 2,  a: 1}\n", "{b: 2}\n"), ("{a: 1}\n", "{}\n"),
        ("{ b: 2, a: 1 } # x\n", "{ b: 2 } # x\n"),
        ("a: 1 # x\nb: 2\n", "b: 2\n"), ("b: 2\n\na:\n  - x\n", "b: 2\n\n"), ("b: 2\na: 1", "b: 2\n"),
    ],
)  # fmt: skip
def test_a_key_goes_alone(text: str, expected: str):
    edited = YamlText(text)
    edited.remove(("a",))
    assert edited.text == expected


def test_missing_values_come_as_one_line():
    edited = YamlText("a.b:\n  label: A\n  note: N\n")
    edited.set(("a.b", "values"), {2025: Decimal(3)}, after="label")
    assert edited.text == "a.b:\n  label: A\n  values: {2025: 3}\n  note: N\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a: 1\n"), ("# rien\n", "# rien\na: 1\n"), ("b: 2", "b: 2\na: 1\n"), ("{b: 2}\n", "{b: 2, a: 1}\n"),
        ("{}\n", "{a: 1}\n"), ("{b: 2,}\n", "{b: 2, a: 1}\n"), ("a:\n", "a: 1\n"), ("a: # vide\n", "a: 1 # vide\n"),
        ("{a: }\n", "{a: 1}\n"), ("a: '2'\n", "a: '1'\n"), ("a: ~\n", "a: 1\n"), ("a: |-\n  x\n  y\n\nb: c\n", "a: 1\n\nb: c\n"),
        ("a: x\n  y # z\nb: c\n", "a: 1 # z\nb: c\n"), ("a: « x »\n", "a: 1\n"),
    ],
)  # fmt: skip
def test_odd_layouts(text: str, expected: str):
    edited = YamlText(text)
    edited.set(("a",), Decimal(1))
    assert edited.text == expected


@pytest.mark.parametrize("text", ["a:\n  b: 1\n", "a: &x 1\nb: *x\n", "a: [\n", "- a\n"])
def test_what_cannot_be_changed_alone_is_left(text: str):
    edited = YamlText(text)
    with pytest.raises(Unchangeable):
        edited.set(("a",), "x")
    assert edited.text == text


@pytest.mark.parametrize("path", INDICATORS, ids=lambda path: path.name)
def test_the_projects_own_files_bear_it(path: Path):
    """Each value of each indicator, changed then given back: the very same bytes."""
    text = path.read_text("utf-8")
    indicators = YamlText(text).value()
    for name, year in some((name, year) for name, indicator in indicators.items() for year in indicator.get("values", {})):
        edited = YamlText(text)
        edited.set((name, "values", year), Decimal("98765.4"))
        assert sum(a != b for a, b in zip(text.splitlines(), edited.text.splitlines(), strict=True)) == 1
        edited.set((name, "values", year), Decimal(str(indicators[name]["values"][year])))
        assert edited.text == text


def readable(text: str) -> bool:
    """Tell whether an author's file may hold a text: others are told, and refused to whoever writes them."""
    return not [*strangers_in(text)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"], exclude_characters="\u2028\u2029")).filter(readable))
@example("`Ф")
def test_any_text_is_read_back_as_it_was_given(text: str):
    for path in (("velos.repares", "status"), ("velos.repares", "source"), ("velos.repares", "question"), ("bois.heures", "new")):
        edited = YamlText(TEXT)
        edited.set(path, text)
        assert edited.value()[path[0]][path[1]] == text
        kept = TEXT[TEXT.index("bois.heures") : TEXT.index("  note")]
        assert kept in edited.text
