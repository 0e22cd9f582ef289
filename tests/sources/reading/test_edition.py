"""The whole reading: every problem of every file in one pass, models told in the author's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.ground.problems import BuildStopped, Problem
from rapport.sources.reading import load

LINES = "des lignes « clé: valeur »"


def stopped(root: Path) -> list[Problem]:
    with pytest.raises(BuildStopped) as caught:
        load(root)
    return caught.value.problems


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def told(root: Path) -> list[str]:
    return [f"{problem.place}: {problem.code} {problem.message}" for problem in stopped(root)]


def test_every_file_s_problems_in_one_pass(petite: Path):
    """An author mends one list, not one file at a time: report.yml at fault hides neither sections nor data."""
    spoil(petite / "report.yml", "year: 2024", "year: vingt")
    spoil(petite / "content/edito.md", "title:", "titre:")
    spoil(petite / "data/indicators/ateliers.yml", "decimals: exact", "decimals: beaucoup")
    spoil(petite / "data/tables/people.csv", "Trésorier", "Trésorier,de plus")
    spoil(petite / "data/charts.yml", "sort: descending", "sort: plus grand")
    (petite / "data/rules.yml").unlink()
    (petite / "assets/logo.svg").unlink()
    files = {problem.place.path for problem in stopped(petite)}
    assert files == {
        "report.yml", "content/edito.md", "data/indicators/ateliers.yml", "data/tables/people.csv", "data/charts.yml",
        "assets/_brand.yml",
    }  # fmt: skip


def test_entries_of_the_list_of_sections_are_told_one_by_one(petite: Path):
    """« A name, or part: … » is one expectation: no word of the two types that the engine tries."""
    text = (petite / "report.yml").read_text("utf-8")
    head = text[: text.index("sections:")]
    entries = "sections:\n  - edito\n  - part: Un\n    led: Deux\n  - prt: Trois\n  - 2024\n  - [a, b]\n  - absente\n"
    (petite / "report.yml").write_text(head + entries, "utf-8")
    first = head.count("\n") + 1
    assert told(petite)[:6] == [
        f"report.yml:{first + 3}:5: LEC06 L'édition : la clé « led » n'existe pas.",
        f"report.yml:{first + 4}:5: LEC06 L'édition : il manque « part: ».",
        f"report.yml:{first + 4}:5: LEC06 L'édition : la clé « prt » n'existe pas.",
        f"report.yml:{first + 5}:5: LEC06 L'édition : « sections » (n° 4) vaut « 2024 » ; attendu : un texte ou {LINES}.",
        f"report.yml:{first + 6}:5: LEC06 L'édition : « sections » (n° 5) attend un texte ou {LINES}.",
        "report.yml: LEC08 La section « absente » est annoncée, mais content/absente.md n'existe pas.",
    ]


def indicator(petite: Path, lines: str) -> Problem:
    """Return the one problem of an indicator written so."""
    (petite / "data/indicators/essai.yml").write_text(f"essai.un:\n  label: Essai\n  source: Essai\n  {lines}\n", "utf-8")
    (problem,) = stopped(petite)
    assert problem.place.path == "data/indicators/essai.yml"
    return problem


@pytest.mark.parametrize("values", ["{2024: 45,6}", "{2024: 1 234,5}", "{2023: 12, 2024: 45,6}"])
def test_decimal_comma_between_braces_gets_its_hint(values: str, petite: Path):
    """YAML reads `{2024: 45,6}` as two keys: the hint shows how to write the number."""
    problem = indicator(petite, f"values: {values}")
    assert "n'a pas de valeur" in problem.message
    assert "45.6" in problem.hint


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("values: {2024: inconnu}", "« values » de 2024 vaut « inconnu » ; attendu : un nombre."),
        ("values: {an: 3}", "« an » : une année est attendue, en quatre chiffres."),
        ("values: 45", "« values » vaut « 45 » ; attendu : des lignes « clé: valeur »."),
        ("decimals: 1.5", "« decimals » vaut « 1.5 » ; attendu : un nombre entier ou 'exact'."),
        ("status: publie", "« status » vaut « publie » ; attendu : 'published', 'derived' ou 'to_confirm'."),
        ("total_of: {a: b}", "« total_of » attend un texte ou une liste (une ligne « - … » par élément)."),
        ("unit: 5", "« unit » vaut « 5 » ; attendu : un texte."),
        ("valeurs: {2024: 5}", "la clé « valeurs » n'existe pas."),
    ],
)
def test_wrong_value_is_told_in_french_once(lines: str, message: str, petite: Path):
    """One problem for one mistake, whatever the number of forms that the engine tried."""
    problem = indicator(petite, lines)
    assert problem.message == f"L'indicateur « essai.un » : {message}"
    assert problem.place.line == 4


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("report.yml", "  - edito", "  - ../../etc/passwd", "report.yml:10:5: LEC08 « ../../etc/passwd » n'est pas un nom"),
        ("report.yml", "  - edito", "  - " + "e" * 300, "report.yml:10:5: LEC08 La section « eee"),
        ("report.yml", "  - edito", "  - Édito", "report.yml:10:5: LEC08 « Édito » n'est pas un nom de section"),
        ("data/charts.yml", "heures:", "../heures:", "data/charts.yml:1:1: LEC06 « ../heures » n'est pas un nom de graphique"),
        ("data/tables.yml", "people:", "../people:", "data/tables.yml:12:1: LEC06 « ../people » n'est pas un nom de table"),
        ("data/tables.yml", "    role:", "    rô.le:", "data/tables.yml:19:5: LEC06 « rô.le » n'est pas un nom de colonne"),
        ("data/indicators/ateliers.yml", "velos.repares:", "Vélos:", "data/indicators/ateliers.yml:15:1: LEC06 « Vélos »"),
        ("assets/_brand.yml", "medium: logo.svg", "medium: ../logo.svg", "assets/_brand.yml:5:3: LEC10 « ../logo.svg »"),
        ("assets/_brand.yml", '"#A63D2F"', "rouge", "assets/_brand.yml:9:5: LEC10 La couleur « brique » vaut « rouge »"),
        ("assets/_brand.yml", "primary: brique", "primary: tuile", "assets/_brand.yml:13:3: LEC10 La couleur « primary »"),
        ("assets/_brand.yml", "IBMPlexSans.ttf", "Absente.ttf", "assets/_brand.yml:22:15: LEC10 Le fichier assets/fonts/Absente"),
        ("content/edito.md", "---\n", "", "content/edito.md:1:1: LEC08 L'en-tête de la section manque."),
        ("content/edito.md", "\n---\n", "\n--\n", "content/edito.md:5:1: LEC08 L'en-tête de la section n'est pas fermé."),
        ("content/edito.md", "\n---\n", "\n\n", "content/edito.md:5:1: LEC08 L'en-tête de la section n'est pas fermé."),
        ("content/edito.md", "\n---\n", "\n----\n", "content/edito.md:5:1: LEC08 L'en-tête de la section n'est pas fermé."),
        ("content/edito.md", "kicker: Édito", "kicker: a: b", "content/edito.md:3:10: LEC04 Un « : » inattendu"),
        ("content/edito.md", "kicker: Édito", "surtitre: Édito", "content/edito.md:3:1: LEC06 L'en-tête de « edito » : la clé"),
    ],
)
def test_names_and_brand_are_held_to_what_the_outputs_bear(path: str, old: str, new: str, expected: str, petite: Path):
    """Names become files, anchors and colours: what couldn't be one is told where it is typed."""
    spoil(petite / path, old, new)
    assert any(line.startswith(expected) for line in told(petite)), told(petite)


def test_front_matter_shifts_no_line(petite: Path):
    """The body's first line is counted in the file, front matter included."""
    report, problems = load(petite)
    assert problems == []
    section = report.sections[0]
    assert (petite / section.path).read_text("utf-8").split("\n")[section.first_line - 1] == section.body.split("\n")[0]
    assert str(section.front.at("lead")) == "content/edito.md:4:1"


def test_keys_left_empty_count_as_absent(petite: Path):
    """`subtitle:` with nothing after it is an author who hasn't decided yet."""
    spoil(petite / "report.yml", "subtitle: Rapport d'activité 2024", "subtitle:")
    assert load(petite)[0].edition.subtitle == ""
    spoil(petite / "report.yml", "title: Mains habiles", "title:")
    assert told(petite) == ["report.yml:2:1: LEC06 L'édition : il manque « title: »."]


def test_faulty_table_description_blames_no_csv(petite: Path):
    """A description that can't be read says so once; its rows are not « undescribed »."""
    spoil(petite / "data/tables.yml", "key: workshop", "clef: workshop")
    assert [line.split(" ")[1] for line in told(petite)] == ["LEC06"]


def test_indicator_defined_in_two_files(petite: Path):
    """The second definition is the problem, the first its related place."""
    (petite / "data/indicators/essai.yml").write_text("velos.repares:\n  label: Encore\n  source: Essai\n", "utf-8")
    (problem,) = stopped(petite)
    assert (problem.code, str(problem.place)) == ("LEC05", "data/indicators/essai.yml:1:1")
    assert str(problem.related[0][0]) == "data/indicators/ateliers.yml:15:1"


@pytest.mark.parametrize(
    ("entry", "proper"),
    [("Édito", "edito"), ("Les mobilisations d'été", "les-mobilisations-d-ete"), ("edito.md", "edito"), ("À propos", "a-propos")],
)
def test_a_name_that_no_section_can_bear_is_given_as_it_is_to_be_written(entry: str, proper: str, petite: Path):
    spoil(petite / "report.yml", "  - edito", f"  - {entry}")
    (problem,) = (one for one in stopped(petite) if "pas un nom de section" in one.message)
    assert problem.message.startswith(f"« {entry} » n'est pas un nom de section")
    assert problem.hint == f"Nommez le fichier content/{proper}.md, et écrivez ici « {proper} »."


def test_a_name_that_says_nothing_is_given_no_other(petite: Path):
    spoil(petite / "report.yml", "  - edito", "  - ../..")
    (problem,) = (one for one in stopped(petite) if "pas un nom de section" in one.message)
    assert problem.hint == ""
