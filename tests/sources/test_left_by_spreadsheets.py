"""What spreadsheets and forms make of a table, a telephone, a day: told with what to do, or understood."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.sources.scalars import in_words

HOURS = "data/tables/heures_par_atelier.csv"
ROWS = "2024;velo;Vélo;620\n2024;bois;Bois;380\n2024;cuisine;Cuisine;240\n"


@pytest.mark.parametrize(("text", "line", "said", "hint"), [
    (f"Tableau 1\nyear;workshop;name;hours\n{ROWS}", 1, "« Tableau 1 », ne nomme pas les colonnes", "workshop, name, hours"),
    (f"Heures 2024;;;\nyear;workshop;name;hours\n{ROWS}", 1, "« Heures 2024 », ne nomme pas", "Retirez-la si c'est un titre"),
    (f'"Export, du 3 mai"\nyear;workshop;name;hours\n{ROWS}', 1, "« Export, du 3 mai », ne nomme pas", "Retirez-la"),
    (f"Year;workshop;name;hours\n{ROWS}", 1, "La colonne « Year » n'est pas décrite", "Écrivez-la « year »."),
    (f"year;workshop;Name;hours\n{ROWS}", 1, "La colonne « Name » n'est pas décrite", "Écrivez-la « name »."),
    (f"year;workshop;name;HOURS\n{ROWS}", 1, "La colonne « HOURS » n'est pas décrite", "Écrivez-la « hours »."),
    (f"year;workshop;name;hours\n{ROWS};;Total;1240\n", 5, "Cette ligne n'a pas d'année", "la ligne d'un total"),
    (f"year;workshop;name;hours\n{ROWS} ;total;Ensemble;\n", 5, "Cette ligne n'a pas d'année", "se retire"),
    (f"year;workshop;name;hours\n{ROWS};plomberie;Plomberie;12\n", 5, "Cette ligne n'a pas d'année", "Écrivez-la"),
])  # fmt: skip
def test_a_table_is_told_with_what_to_do(petite: Path, run: Callable, text: str, line: int, said: str, hint: str):
    (petite / HOURS).write_text(text, "utf-8")
    out = run(petite, "check").out
    told = [place for place in out.splitlines() if said in place]
    assert [place.split(":")[1] for place in told] == [str(line)]
    assert hint in out


@pytest.mark.parametrize(
    ("typed", "written"), [("199001234", "0199001234"), ("6 99 00 12 34", "06 99 00 12 34"), ("7.99.00.12.34", "07")]
)
def test_a_telephone_without_its_zero(petite: Path, run: Callable, typed: str, written: str):
    path = petite / "data/tables/people.csv"
    path.write_text(path.read_text("utf-8").replace("01 99 00 12 34", typed), "utf-8")
    outcome = run(petite, "check")
    assert f"data/tables/people.csv:2:39: erreur PER01 « {typed} » n'est pas un numéro" in outcome.out
    assert f"Un tableur en a ôté le premier zéro : écrivez {written}" in outcome.out


@pytest.mark.parametrize(("typed", "words"), [
    ("2024-12-31", "31 décembre 2024"), ("01/04/2025", "1er avril 2025"), (" 2025-06-03 ", "3 juin 2025"),
    ("3/6/2025", "3 juin 2025"),
    ("2024-13-01", "2024-13-01"), ("31 décembre 2024", "31 décembre 2024"), ("fin 2024", "fin 2024"), ("", ""),
    ("du 2024-01-01 au 2024-12-31", "du 2024-01-01 au 2024-12-31"),
])  # fmt: skip
def test_a_day_is_printed_in_words(typed: str, words: str):
    assert in_words(typed) == words


@pytest.mark.parametrize(("code", "said"), [
    ("txt12", "La règle « txt12 » n'existe pas.\n    Écrivez « TXT12 »."), ("Tab01", "Écrivez « TAB01 »."),
    ("LEC06", "« LEC06 » ne s'accepte pas"), ("rEN01", "« rEN01 » ne s'accepte pas"), ("ZZZ01", "donne la liste des règles"),
])  # fmt: skip
def test_a_rule_that_does_not_exist(petite: Path, run: Callable, code: str, said: str):
    with (petite / "report.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nwaivers:\n  - {{rule: {code}, place: content/edito.md, because: un exemple}}\n")
    assert said in run(petite, "check").out


@pytest.mark.parametrize(("typed", "told"), [
    ("\u0412ois", "\u0412"), ("Bo\u0456s", "\u0456"), ("Cuisin\u0435", "\u0435"), ("B\u03bfis", "\u03bf"),
    ("\u0391telier", "\u0391"),
    ("\u0414\u043e\u043c", ""), ("\u03b1-tocophérol", ""), ("10 µm", ""), ("\u039f", ""),
])  # fmt: skip
def test_a_letter_of_another_script_among_ours(petite: Path, run: Callable, typed: str, told: str):
    """Rows of names that look alike are one; whoever looks for the word wouldn't find it."""
    path = petite / HOURS
    path.write_text(path.read_text("utf-8").replace(",Bois,", f",{typed},"), "utf-8")
    out = run(petite, "check").out
    assert ("LEC09" in out) is bool(told)
    assert not told or f"{HOURS}:3:{11 + typed.index(told)}: avertissement LEC09 La lettre « {told} » (U+" in out


@pytest.mark.parametrize(("path", "old", "new", "said"), [
    ("data/indicators/ateliers.yml", "decimals: exact", "decimals: true", "« decimals » vaut « true » ; attendu : un"),
    ("report.yml", "year: 2024", "year: 2024\npages: [4, false]", "« pages » (n° 2) vaut « false » ; attendu : un nombre entier"),
    ("data/charts.yml", "kind: bars", "kind: bars\n  per_mark: true", "« per_mark » vaut « true » ; attendu : un nombre entier"),
])  # fmt: skip
def test_a_switch_is_no_number(petite: Path, run: Callable, path: str, old: str, new: str, said: str):
    text = (petite / path).read_text("utf-8")
    (petite / path).write_text(text.replace(old, new, 1), "utf-8")
    (line,) = [line for line in run(petite, "check").lines if " LEC06 " in line]
    assert line.startswith(f"{path}:")
    assert said in line


@pytest.mark.parametrize("typed", ["assets/etabli.svg", "Etabli.svg", "logos/etabli.SVG"])
def test_a_picture_of_a_cell_is_told_as_a_cell_names_it(petite: Path, run: Callable, typed: str):
    """A cell is read from assets/, which it doesn't say."""
    columns = "columns: {name: {label: Nom}, image: {label: Logo}}"
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(f"\namis: {{title: Amis, source: Nous, view: logos, {columns}}}\n")
    (petite / "data/tables/amis.csv").write_text(f"year,name,image\n2024,Ami,{typed}\n", "utf-8")
    out = run(petite, "check").out
    assert (
        f"data/tables/amis.csv:2:10: erreur LNK02 L'image « {typed} » n'existe pas.\n    Images de nom proche : « etabli.svg »."
        in out
    )
