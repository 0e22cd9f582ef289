"""Slips that would pass in silence: a text cut at « # », curly quotes, a file that nothing reads, a fraction for a %."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.problems import Problem, Severity
from rapport.sources.reading.yaml import read_yaml


def told(text: str) -> list[Problem]:
    problems: list[Problem] = []
    read_yaml(text, "f.yml", problems)
    return problems


@pytest.mark.parametrize(("text", "column"), [
    ("subtitle: Le réseau #IAE par type", 21), ("title: Prix #1 du public\n", 13),
    ("- Avec #insertion", 8), ("a:\n  b: Tous #ensemble", 11),
    ("a: {label: Atelier #1}\nb: c", 20), ("a: [un, deux #2]\nb: c", 14), ("a: {b: Un, c: Deux mots #3, d: e}\nf: g", 25),
])  # fmt: skip
def test_a_text_cut_by_a_comment_is_told_where_it_is_cut(text: str, column: int):
    (problem,) = told(text)
    assert (problem.code, problem.severity, problem.place.column) == ("LEC04", Severity.ERROR, column)
    assert "est un commentaire" in problem.message


@pytest.mark.parametrize("text", ["title: Mains # habiles", "lead: Un # et deux # trois", "a: {b: Un # deux\n}", "- Un # deux"])
def test_a_text_that_may_go_on_behind_a_sign_is_told(text: str):
    """One space before « # », one after: a text, or a comment. The warning says what to do of either."""
    problems: list[Problem] = []
    read_yaml(text, "f.yml", problems)
    (problem,) = problems
    assert (problem.severity, problem.place.column) == (Severity.WARNING, text.index(" #") + 2)
    assert "guillemets" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "a: texte  # un commentaire",
        "a: texte\t# un",
        "a: 'Le #IAE'",
        "# tête\na: 1 #un",
        "a: C#",
        "a: https://a.fr/#b",
        "a: |\n  Le #IAE",
    ],
)
def test_a_true_comment_is_left_alone(text: str):
    assert told(text) == []


@pytest.mark.parametrize("value", ["“Cap sur demain”", "‘Cap’", "”Cap”", "„Cap“", "“2024”"])
def test_curly_quotes_around_a_value_are_told(value: str):
    (problem,) = told(f"title: {value}")
    assert (problem.severity, problem.place.column) == (Severity.ERROR, 8)
    assert "seraient imprimés" in problem.message


def test_french_quotes_around_a_value_may_be_meant():
    (problem,) = told("title: « Cap sur demain »")
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("value", ["« Cap » et « Cape »", '"« Cap »"', "‘t is", "Le “cap”", "L’an", "'“Cap”'"])
def test_quotes_inside_a_value_are_left_alone(value: str):
    assert told(f"title: {value}") == []


@pytest.mark.parametrize(("name", "told"), [
    ("content/oubli.md", "n'est pas dans report.yml"), ("content/Oubli.MD", "n'est pas dans report.yml"),
    ("content/2024/edito.md", "n'est pas dans report.yml"), ("content/notes.markdown", "n'est pas dans report.yml"),
    ("data/indicators/budget.yaml", "finissent par « .yml »"), ("data/tables/salaires.xlsx", "finissent par « .csv »"),
    ("content/edito.docx", "finissent par « .md »"), ("content/note.txt", "finissent par « .md »"),
    ("content/suite.odt", "finissent par « .md »"), ("content/_note.txt", ""), ("content/~$edito.docx", ""),
    ("content/_brouillon.md", ""), ("content/.oubli.md", ""), ("content/_attente/x.md", ""),
])  # fmt: skip
def test_a_file_that_nothing_reads_is_told(petite: Path, run, name: str, told: str):
    (petite / name).parent.mkdir(exist_ok=True)
    (petite / name).write_text("---\ntitle: Oubli\n---\nUn texte.\n", "utf-8")
    lines = [line for line in run(petite, "check").lines if name in line]
    assert [told in line and "avertissement LEC08" in line for line in lines] == ([True] if told else [])


SHARES = "essai.part: {{label: Part, unit: '%', decimals: exact, values: {{{}}}, source: s}}\n"


@pytest.mark.parametrize(("values", "doubtful"), [
    ("2024: 0.007", 1), ("2024: 0.45, 2023: 44", 1), ("2024: 0.7, 2023: 0.6", 0), ("2024: 0.8, 2023: 44", 0),
    ("2024: 0.007, 2023: 0.006", 0), ("2024: 0", 0), ("2024: -0.03", 1), ("2024: 45", 0),
])  # fmt: skip
def test_a_fraction_in_percent_is_told(petite: Path, run, values: str, doubtful: int):
    (petite / "data/indicators/essai.yml").write_text(SHARES.format(values).replace("source", "min: -1, source"), "utf-8")
    assert run(petite, "check").out.count("IND13") == doubtful


@pytest.mark.parametrize(("cells", "doubtful"), [
    ((0.5, 0.31, 0.19), 1), ((50, 31, 19), 0), ((50, 0.007, 49), 1), ((0.7, 0.6, 0.15), 0), ((62, 0.38, 12), 1),
])  # fmt: skip
def test_a_fraction_in_a_column_in_percent_is_told(petite: Path, run, cells: tuple[float, ...], doubtful: int):
    tables, rows = petite / "data/tables.yml", petite / "data/tables/heures_par_atelier.csv"
    text = tables.read_text("utf-8").replace("{label: Heures, unit: heures", "{label: Part, unit: '%'")
    tables.write_text(text[: text.index("  totals:")] + text[text.index("people:") - 1 :], "utf-8")
    names = ("velo", "bois", "cuisine")
    lines = "".join(f"2024,{name},{name},{cell}\n" for name, cell in zip(names, cells, strict=True))
    rows.write_text(f"year,workshop,name,hours\n{lines}", "utf-8")
    assert run(petite, "check").out.count("IND13") == doubtful


@pytest.mark.parametrize(("text", "hint"), [
    ("a: {2024:13}", "2024: 13"), ("a: {2023: 12, 2024:13.5}", "2024: 13.5"), ("a: {unit:vélos}", "unit: vélos"),
])  # fmt: skip
def test_a_key_glued_to_its_value_is_told(text: str, hint: str):
    (problem,) = told(text)
    assert problem.message == "Il manque une espace après « : »."
    assert hint in problem.hint


@pytest.mark.parametrize(("text", "hint"), [
    ("a: {2024; 13}", "2024: 13"), ("a: {2023: 12, 2024 = 13.5}", "2024: 13.5"), ("a: {2024 1 240}", "2024: 1 240"),
])  # fmt: skip
def test_a_year_parted_from_its_value_by_another_sign_is_told(text: str, hint: str):
    """It was said that the indicator has no value for the year, at each of its calls."""
    (problem,) = told(text)
    assert problem.message == "Il manque « : » après « 2024 »."
    assert hint in problem.hint


@pytest.mark.parametrize(("name", "old", "new", "hint"), [
    ("data/indicators/ateliers.yml", "values: {2024: 318}", "values:\n    2024:318", "« 2024: 318 »"),
    ("data/indicators/ateliers.yml", "values: {2024: 318}", "values:\n    2023:300\n    2024:318", "« 2023: 300 »"),
    ("data/tables.yml", "workshop: {label: Clé, hidden: true}\n", "workshop:\n      label:Clé\n", "« label: Clé »"),
])  # fmt: skip
def test_lines_glued_to_their_keys_are_told(petite: Path, run, name: str, old: str, new: str, hint: str):
    """On lines of their own, they are one text to YAML: what is missing is a space."""
    text = (petite / name).read_text("utf-8")
    assert old in text
    (petite / name).write_text(text.replace(old, new), "utf-8")
    assert f"Il manque une espace après « : ». Écrivez {hint}." in run(petite, "check").out


@pytest.mark.parametrize(("text", "place"), [
    ("a: 'Heures d'été'\n", (1, 14)), ("a: 1\nb: 'L'atelier d'été'\n", (2, 7)), ("- 'L'an'\n", (1, 6)),
    ("a: {b: 'L'an', c: 1}\n", (1, 11)), ("a: 'Un\n  d'été'\n", (2, 5)),
])  # fmt: skip
def test_an_apostrophe_within_apostrophes_is_told(text: str, place: tuple[int, int]):
    (problem,) = told(text)
    assert (problem.place.line, problem.place.column) == place
    assert "apostrophe" in problem.message
    assert "Doublez-la" in problem.hint


@pytest.mark.parametrize(("name", "hint"), [
    ("encadré", "callout"), ("Encart", "callout"), ("chiffres-clés", "key-numbers"), ("étapes", "steps"), ("colonnes", "columns"),
    ("synthèse", "summary"), ("calout", "callout"), ("card", "cards"),
])  # fmt: skip
def test_a_block_named_in_french_leads_to_its_own_name(petite: Path, run, name: str, hint: str):
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n::: {name}\nTexte.\n:::\n", "utf-8")
    assert f"Vouliez-vous « ::: {hint} » ?" in run(petite, "check").out


@pytest.mark.parametrize(
    ("text", "proposed"), [("27 nouveaux adhérents", 0), ("27 % des heures", 1), ("27\u00a0% des heures", 1)]
)
def test_a_share_is_proposed_for_a_share_alone(petite: Path, run, text: str, proposed: int):
    (petite / "data/indicators/essai.yml").write_text(SHARES.format("2024: 27"), "utf-8")
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}.\n", "utf-8")
    out = run(petite, "check").out
    assert "« 27 » est tapé à la main" in out
    assert out.count('value("essai.part")') == proposed


@pytest.mark.parametrize("text", ["title: &ancre Le titre", "- &un Le titre", "a:\n  b: &c 'Le titre'"])
def test_a_text_that_begins_as_an_anchor_of_yaml_is_told(text: str):
    """Its first word would be gone without a word."""
    (problem,) = told(text)
    assert "qui commence par « & »" in problem.message


@pytest.mark.parametrize(("text", "shown"), [
    ("a: Heures de bénévolat et de présence en tout #un", "…et de présence en tout »"), ("a: Un #deux", "« Un »"),
    ("a: Heures de bénévolat et de présence en tout # un", "…et de présence en tout »"),
])  # fmt: skip
def test_what_is_left_of_a_cut_text_begins_with_a_word(text: str, shown: str):
    assert shown in told(text)[0].message


@pytest.mark.parametrize(("text", "place"), [
    ("title:\u00a0Le titre\nkicker: b", "f.yml:1:7"), ("a:\n  b: c\n  d:\u00a0e\n  f: g", "f.yml:3:5"),
    ("a:\n\u00a0\u00a0b: c\n", "f.yml:2:1"), ("title: a\nlead:\u202fb\nkicker: c", "f.yml:2:6"),
])  # fmt: skip
def test_a_no_break_space_where_yaml_wants_a_space_is_told_for_that(text: str, place: str):
    (problem,) = [problem for problem in told(text) if "insécable" in problem.message]
    assert str(problem.place) == place
    assert problem.hint == "Effacez-la, et tapez une espace ordinaire."


@pytest.mark.parametrize("text", ["title: Le\u00a0titre", "lead: |\n  Note\u00a0: oui\n", "a: {b: Un\u00a0mot, c: 2}"])
def test_other_no_break_spaces_are_left(text: str):
    assert told(text) == []
