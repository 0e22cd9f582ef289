"""Answers as people send them, and what can't be read of them: French, at the line, all at once."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from rapport.ground.problems import Problem
from rapport.sources.panel import Panel
from rapport.sources.reading.parts import Parts
from rapport.sources.reading.survey_sheets import NotRead, number_in
from rapport.sources.survey import SurveyColumn

REGISTER = "SIRET;Nom;Type;Région;Statut\n111;Aux Aulnes;AI;Nord;asso\n222;Bois Joli;ACI;Sud;scop\n333;Cap Vert;EI;Sud;asso\n"
SPEC: dict[str, Any] = {
    "title": "Observatoire", "year": 2024, "files": "enquetes/r.csv", "member": ["SIRET", "Structure"],
    "members": {"file": "enquetes/m.csv", "id": "SIRET", "name": "Nom", "type": "Type", "region": "Région"},
    "columns": {
        "ca": {"label": "Chiffre d'affaires", "unit": "€"}, "etp": {"label": "ETP", "unit": "ETP", "decimals": 1},
        "soir": {"label": "Ouverture le soir", "kind": "choice", "allowed": {"oui": "Oui", "non": "Non"}},
    },
    "statistics": {"ca": {"label": "CA", "compute": "sum", "of": "ca"}},
}  # fmt: skip


STATISTIC = {"label": "x", "compute": "sum", "of": "ca"}
HEAD = "SIRET;Chiffre d'affaires;ETP;Ouverture le soir\n"
OWN = "enquetes/r.csv:2 Aux Aulnes, « Chiffre d'affaires »"


def read(root: Path, answers: str, register: str = REGISTER, **changes: Any) -> tuple[Panel, tuple[Problem, ...]]:
    """Return a survey of an edition that holds it alone, and what is told of it."""
    for folder in ("data", "enquetes"):
        (root / folder).mkdir(exist_ok=True)
    (root / "data/surveys.yml").write_text(
        yaml.safe_dump({"obs": {**SPEC, **changes}}, allow_unicode=True, sort_keys=False), "utf-8"
    )
    (root / "enquetes/m.csv").write_text(register, "utf-8")
    if answers:
        (root / "enquetes/r.csv").write_text(answers, "utf-8")
    panels, problems = Parts(root).surveys()
    return panels.get("obs") or Panel("", None), problems  # type: ignore[arg-type]


def told(problems: tuple[Problem, ...]) -> list[str]:
    """Return what an author reads, place and words."""
    return [f"{problem.place} {problem.message}" for problem in problems]


def test_answers_as_people_send_them(tmp_path: Path):
    """Titles above, a unit in the heading, another in a cell, names for identifiers, French numbers, n.d., cp1252 apart."""
    answers = (
        "Formulaire 2024;;;\nStructure;Chiffre d'affaires en 2024 (k€);ETP;Ouverture le soir\n"
        "aux aulnes;1 234,5;12,5 ETP;OUI\n222;450 000 €;n.d.;non\n333;-;7;\n"
    )
    panel, problems = read(tmp_path, answers)
    assert told(problems) == []
    assert {name: dict(one.values) for name, one in panel.answers.items()} == {
        "111": {"ca": Decimal(1234500), "etp": Decimal("12.5"), "soir": "oui"},
        "222": {"ca": Decimal(450000), "etp": None, "soir": "non"},
        "333": {"ca": None, "etp": Decimal(7), "soir": None},
    }
    assert panel.members["111"].fields == {"Statut": "asso"}


def test_a_workbook(tmp_path: Path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Réponses"
    for row in (["Notre formulaire"], [], ["SIRET", "Chiffre d'affaires", "ETP", "Ouverture le soir"], [111, 1500.0, 2.5, "Oui"]):
        sheet.append(row)
    sheet.append([222, 0.25, "=1/0", "non"])
    sheet["B4"].number_format = '# ##0 "k€"'
    (tmp_path / "enquetes").mkdir()
    book.save(tmp_path / "enquetes/r.xlsx")
    panel, problems = read(tmp_path, "", files=[{"file": "enquetes/r.xlsx", "sheet": "réponses"}])
    assert panel.answers["111"].values == {"ca": Decimal(1500000), "etp": Decimal("2.5"), "soir": "oui"}
    assert len(problems) == 1
    assert "Bois Joli, « ETP » (cellule C5) : la cellule" in problems[0].message


@pytest.mark.parametrize(
    ("answers", "said", "hint"),
    [
        ("SIRET;Produits\n111;5\n", "enquetes/r.csv:1 La colonne « Chiffre d'affaires » manque.", "headings"),
        ("Qui;CA\n111;5\n", "enquetes/r.csv:1 Aucune ligne de titres n'a de colonne « SIRET », « Structure »", "member"),
        (HEAD.replace("ires;", "ires 2023;"), "enquetes/r.csv:1 « Chiffre d'affaires 2023 » est d'un formulaire", "l'année"),
        (HEAD + "444;5;1;oui\n", "enquetes/r.csv:2 « 444 » n'est pas dans le registre", "registre"),
        (HEAD + "Cap Ver;5;1;oui\n", "enquetes/r.csv:2 « Cap Ver » n'est pas", "« Cap Vert »"),
        (HEAD + ";5;1;oui\n", "enquetes/r.csv:2 Cette ligne ne dit pas", "identifiant"),
        (HEAD + "111;12 environ;1;oui\n", f"{OWN} : « 12 environ » n'est pas un nombre.", "n.d."),
        (HEAD + "111;1.234;1;oui\n", f"{OWN} : « 1.234 » se lit de deux façons.", "1234"),
        (HEAD + "111;12 kWh;1;oui\n", f"{OWN} : « 12 kWh » n'est pas en €.", "en €"),
        (HEAD + "111;1;1;parfois\n", "enquetes/r.csv:2 Aux Aulnes, « Ouverture le soir »", "Oui, Non"),
        (HEAD + "111;1;1;oui\n111;2;1;oui\n", "enquetes/r.csv:3 « Aux Aulnes » a répondu deux fois, différemment", "confirme"),
        ("SIRET;Chiffre d'affaires;Chiffre d'affaires 2024\n", "enquetes/r.csv:1 Deux colonnes sont « Chiffre d'affaires »", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_read(tmp_path: Path, answers: str, said: str, hint: str):
    _, problems = read(tmp_path, answers)
    assert told(problems)[0].startswith(said)
    assert hint in problems[0].hint


def test_the_same_answer_twice_is_only_told(tmp_path: Path):
    panel, problems = read(tmp_path, HEAD + "111;1;1;oui\nAux Aulnes;1;1;Oui\n")
    assert told(problems) == ["enquetes/r.csv:3 « Aux Aulnes » a répondu deux fois, la même chose."]
    assert problems[0].severity.french == "avertissement"
    assert len(panel.answers) == 1


@pytest.mark.parametrize(
    ("rows", "silent", "answered"),
    [
        ("111;;;\n222;450;7;oui\n", ["111"], ["222"]),  # laid in advance
        ("111; n.d. ;-;NC\n222;450;;\n", ["111"], ["222"]),  # says of everything that it doesn't know
        ("111\n222;;;non\n333;0;;\n", ["111"], ["222", "333"]),  # a row cut short; a choice and a zero are answers
        ("111;;;\n111;450;7;oui\n", [], ["111"]),  # laid in advance, then answered below
        ("111;450;7;oui\n111;;;\n", [], ["111"]),
        ("111;;;\n111;n.d.;;\n222;1;1;oui\n", ["111"], ["222"]),
    ],
)
def test_a_row_that_answers_nothing_is_no_answer(tmp_path: Path, rows: str, silent: list[str], answered: list[str]):
    panel, problems = read(tmp_path, f"{HEAD}{rows}")
    assert ([*panel.silent], [*panel.answers], told(problems)) == (silent, answered, [])


def test_everything_at_once(tmp_path: Path):
    answers = HEAD + "111;un peu;peut-être;parfois\n999;1;1;oui\n"
    assert [problem.place.line for problem in read(tmp_path, answers)[1]] == [2, 2, 2, 3]


@pytest.mark.parametrize(
    ("register", "said"),
    [
        ("SIRET;Nom;Type\n1;A;AI\n", "Le registre n'a pas de colonne « Région »."),
        (REGISTER + "111;Autre;AI;Nord;asso\n", "L'identifiant « 111 » est celui de « Aux Aulnes » et de « Autre »."),
        (REGISTER + "111;aux aulnes;AI;Nord;asso\n", "« Aux Aulnes » (111) est deux fois dans le registre."),
        (REGISTER + ";Autre;AI;Nord;asso\n", "Cet adhérent n'a pas d'identifiant."),
        (REGISTER + "444; ;AI;Nord;asso\n", "Cet adhérent n'a pas de nom."),
        (REGISTER.partition("111")[0], "Le registre n'a aucun adhérent."),
        (REGISTER + "444;Autre;AI;SUD ;asso\n", "« SUD » (1 adhérent) et « Sud » (2) feraient deux groupes."),
        (REGISTER + "444;Autre;AI;Nôrd;asso\n", "« Nôrd » (1 adhérent) et « Nord » (1) feraient deux groupes."),
        (REGISTER + "444;Autre;Aci;Nord;asso\n", "« Aci » (1 adhérent) et « ACI » (1) feraient deux groupes."),
    ],
)
def test_a_register_that_is_wrong(tmp_path: Path, register: str, said: str):
    _, problems = read(tmp_path, HEAD + "111;1;1;oui\n", register)
    (found,) = [problem for problem in problems if problem.message == said]
    assert found.place.path in {"enquetes/m.csv", "data/surveys.yml"}
    assert found.hint


@pytest.mark.parametrize(("by", "count"), [({}, 0), ({"by": "Statut"}, 1), ({"where": {"Statut": "asso"}}, 1)])
def test_another_column_of_the_register_is_held_to_one_spelling_once_it_makes_groups(
    tmp_path: Path, by: dict[str, Any], count: int
):
    register = REGISTER + "444;Autre;AI;Nord;Asso\n"
    _, problems = read(tmp_path, HEAD + "111;1;1;oui\n", register, statistics={"x": {**STATISTIC, **by}})
    assert told(problems) == ["enquetes/m.csv:5 « Asso » (1 adhérent) et « asso » (2) feraient deux groupes."] * count


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"statistics": {"x": {**STATISTIC, "of": "chifre"}}}, "L'enquête n'a pas de colonne « chifre »."),
        ({"statistics": {"x": {**STATISTIC, "of": "soir"}}}, "« soir » n'est pas une colonne de nombres."),
        ({"statistics": {"x": {**STATISTIC, "by": "regoin"}}}, "Ni le registre ni l'enquête n'ont de « regoin »."),
        ({"statistics": {"x": {**STATISTIC, "by": "etp"}}}, "« etp » n'est pas un choix : elle ne fait pas de groupes."),
        ({"statistics": {"x": {**STATISTIC, "where": {"soir": "parfois"}}}}, "« parfois » n'est pas une réponse de « soir »."),
        ({"statistics": {"x": {**STATISTIC, "where": {"type": "ESAT"}}}}, "Aucun adhérent du registre n'a « ESAT » pour"),
        ({"statistics": {"x": {**STATISTIC, "where": {"Statut": "sarl"}}}}, "n'a « sarl » pour « Statut »."),
        ({"members": {**SPEC["members"], "asked": {"region": ["Est"]}}}, "n'a « Est » pour « region »."),
        ({"statistics": {"x": {**STATISTIC, "compute": "median"}}}, "Une médiane est demandée, sans dire sa définition."),
        ({"quantile": 7, "statistics": {"x": {**STATISTIC, "compute": "median"}}}, "Une médiane est demandée, sans dire à"),
        ({"statistics": {"x": {**STATISTIC, "compute": "share"}}}, "« x » est une part de quoi ?"),
        ({"statistics": {"x": {**STATISTIC, "compute": "evolution"}}}, "« x » est l'évolution de quoi ?"),
        ({"statistics": {"x": {**STATISTIC, "compute": "moyenne"}}}, "« compute » vaut « moyenne » ; attendu"),
        ({"statistics": {"x": {**STATISTIC, "weigths": "etp"}}}, "la clé « weigths » n'existe pas."),
        ({"quantile": 12}, "« quantile » vaut « 12 »"),
        ({"files": "../ailleurs.csv"}, "un fichier du dossier enquetes/"),
        ({"files": "enquetes/absent.csv"}, "Le fichier « enquetes/absent.csv » n'existe pas."),
        ({"previous": "obs-2023"}, "L'enquête « obs-2023 » n'est pas dans ce fichier."),
        ({"columns": {"ca": {"label": "CA", "kind": "choice"}}}, "« ca » est un choix sans réponses admises."),
        ({"totals": [{"parts": ["ca", "et"], "equals": "etp"}]}, "L'enquête n'a pas de colonne « et »."),
    ],
)  # fmt: skip
def test_a_description_that_does_not_hold(tmp_path: Path, changes: dict[str, Any], said: str):
    _, problems = read(tmp_path, HEAD + "111;1;1;oui\n", **changes)
    assert any(said in problem.message and problem.place.line for problem in problems), told(problems)


EURO = SurveyColumn(label="Chiffre d'affaires", unit="€")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234", 1234), ("1 234,50", "1234.5"), ("1\u202f234", 1234), ("12 k€", 12000), ("1,2 M€", 1200000), ("(500)", -500),
        ("−3", -3), ("1.234,5", "1234.5"), ("12.5", "12.5"), ("12 euros", 12),
        ("", None), ("n.d.", None), ("NC", None), ("-", None),
    ],
)  # fmt: skip
def test_numbers_as_people_type_them(text: str, value: Any):
    assert number_in(text, "", EURO) == (None if value is None else Decimal(str(value)))


@pytest.mark.parametrize("text", ["1.234", "12 à 15", "douze mille", "12 %", "=1+1", "1 23", "12 ?", "<script>"])
def test_what_is_no_number(text: str):
    with pytest.raises(NotRead):
        number_in(text, "", EURO)


@pytest.mark.parametrize(
    ("other", "refused"),
    [
        ({}, 1),
        ({"files": ["enquetes/papier.csv", "enquetes/r.csv"]}, 1),
        ({"statistics": {"ca": {**STATISTIC, "where": {"type": "AI"}}}}, 1),
        ({"year": 2023}, 0),
        ({"files": "enquetes/papier.csv"}, 0),
        ({"files": {"file": "enquetes/r.csv", "sheet": "Autre"}}, 0),
    ],
)
def test_two_surveys_of_the_same_answers(tmp_path: Path, other: dict[str, Any], refused: int):
    """Each keeps its own secrets: a total of one, less what the other prints, would tell what is hidden."""
    (tmp_path / "enquetes").mkdir()
    (tmp_path / "enquetes/papier.csv").write_text(HEAD, "utf-8")
    read(tmp_path, HEAD + "111;1;1;oui\n")
    described = json.dumps({"obs": SPEC, "autre": {**SPEC, **other}}, ensure_ascii=False)
    (tmp_path / "data/surveys.yml").write_text(described, "utf-8")
    said = [problem.message for problem in Parts(tmp_path).surveys()[1] if problem.code == "LEC06"]
    assert [one.startswith("« enquetes/r.csv » est déjà lu par l'enquête « obs »") for one in said] == [True] * refused
