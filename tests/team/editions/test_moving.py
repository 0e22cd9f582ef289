"""What a new edition takes over without asking: sources and rates that move, counts, constants, proved charts, typed years."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from rapport.cli.main import main
from rapport.flow.mending import years_called
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, Sources
from rapport.rules.said import read_texts
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.reading import load
from rapport.team.editions.moving import moved_source, renamed
from rapport.team.editions.spared import CHART, CONSTANT, COUNT, RATE, SOURCE, is_proved, spared_in
from rapport.team.editions.turning import turned_files
from rapport.team.left_to_do import VALUE, left_to_do
from tests.conftest import small_edition, whole_edition
from tests.team.editions.conftest import commit, spoil


@pytest.mark.parametrize(
    ("source", "moved"),
    [
        ("Enquête 2024", "Enquête 2025"),
        ("Rapport d'activité 2024, « La gouvernance », juin 2025", "Rapport d'activité 2025, « La gouvernance », juin 2026"),
        ("Comptes 2024 ; « la saison 2024 »", "Comptes 2025 ; « la saison 2025 »"),
        ("Enquête 2024, page 12", ""),  # the page is another next year
        ("Rapport 2024 : « 154 structures »", ""),
        ("Registre, 31 décembre 2024", ""),
        ("Recensement 2019, enquête 2024", ""),  # one of the years stays
        ("Recensement 2019", ""),
        ("Cahier des présences", ""),
        ("Réf. 12024", ""),
    ],
)
def test_a_source_that_only_changes_its_year_is_proposed(source: str, moved: str):
    assert moved_source(source, 2025) == moved


# --- the whole edition turned ---------------------------------------------------------------------------------------


def turned_root(root: Path) -> Path:
    """Return the first edition turned to its next year, its typed years called."""
    whole_edition(root)
    report, _ = load(root)
    changes, problems = turned_files(report, 2025, years_called(report).texts)
    assert not problems
    for path, change in changes.items():
        (root / path).write_bytes(change.after or b"")
    return root


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the edition turned, nothing filled in."""
    return turned_root(tmp_path_factory.mktemp("walk") / "projet")


def test_at_most_three_fifths_of_what_was_asked_is(turned: Path):
    assert sum(task.count for task in left_to_do(load(turned)[0]).tasks) <= 277  # 462 when everything was


def test_what_is_spared_is_right(turned: Path, whole: Path):
    before, after = load(whole)[0], load(turned)[0]
    spared = list(spared_in(before, 2025))
    names = {kind: [one.name for one in spared if one.kind == kind] for kind in (SOURCE, COUNT, CONSTANT, RATE, CHART)}
    register, last = Register(after), Register(before)
    assert len(names[SOURCE]) > 80
    for name in names[SOURCE]:
        if name in after.indicators:
            assert after.indicators[name].source == moved_source(before.indicators[name].source, 2025)
    assert {name: int(register.number(name).value) for name in names[COUNT]} == {
        "adherents.nouvelles_structures": 7, "delegations.total": 14, "gouvernance.bureau": 8, "gouvernance.conseil": 26,
        "gouvernance.college_salarie": 3, "equipe.nationale": 20, "equipe.poles": 4, "juridique.juristes": 4,
    }  # fmt: skip
    assert {name: int(register.number(name).value) for name in names[CONSTANT]} == {
        "cotisations.part_fixe": 800, "cotisations.plafond_bas": 400, "cotisations.plafond_haut": 800, "offre.missions": 3,
        "observatoire.subventions_reference": 1000, "offre.engagements": 5, "offre.annees_preparation": 2, "ptce.axes": 2,
    }  # fmt: skip
    assert {name.rpartition(".")[2] for name in names[RATE]} == {"2026"}
    assert all(register.number(f"{name}.rate").value == last.number(f"{name}.rate").value for name in names[RATE])
    assert sum(name.startswith("cotisations_taux.") and ".2027." in name for name in register.awaited) == 7
    assert not any(".2026." in name for name in register.awaited)
    assert {after.charts[name].status for name in names[CHART]} == {""}


def test_rates_and_the_calls_that_name_them_move_together(turned: Path):
    report, _ = load(turned)
    assert {row.texts["application"] for row in report.tables["cotisations_taux"].of_year(2025)} == {"2026", "2027"}
    said = (turned / "content/cotisations.md").read_text("utf-8")
    assert '{{ value("cotisations_taux.AI.2026.rate", unit=true) }} en {{ year(1) }} et passe à' in said
    assert '{{ value("cotisations_taux.AI.2027.rate", unit=true) }} en {{ year(2) }}.' in said
    assert '"cotisations_taux.AI.2025.rate"' not in (turned / "data/rules.yml").read_text("utf-8")


def test_no_sentence_of_the_filled_edition_names_last_year_as_its_own(tmp_path: Path):
    """Every value filled with another: no sentence, title, kicker or caption says 2024 of itself, none mixes two years."""
    root = turned_root(tmp_path / "projet")
    filled(root)
    sources = Sources(load(root)[0])
    assert not sources.register.awaited
    named = [
        (str(paragraph.place(start)), paragraph.prose[start:end])
        for said in sources.gathered(read_texts)
        for paragraph, sentence in said.sentences
        for year, start, end in sentence.years
        if year == 2024 and not said.is_answered(paragraph.place(start))
    ]
    assert named == []
    assert [finding.message for finding in SOURCE_RULES.rules["AFF04"].find(sources)] == []
    typed = [finding.place.path for finding in SOURCE_RULES.rules["AFF05"].find(sources)]
    assert typed == ["content/observatoire.md"]  # « En 2025, Coorace a relancé… »: a date, which the command tells


def filled(root: Path) -> None:
    """Write in each empty place another number than last year's."""
    report, _ = load(root)
    for name, place in Register(report).awaited.items():
        path = root / place.path
        if place.path.endswith(".csv"):
            edited = CsvText(path.read_text("utf-8"))
            edited.set(place.line, name.rpartition(".")[2], "7")
            path.write_text(edited.text, "utf-8")
        else:
            text = path.read_text("utf-8")
            path.write_text(text.replace("2025: }", "2025: 7}", 1), "utf-8")


# --- siblings on the small edition ----------------------------------------------------------------------------------


def turning(root: Path, *spoilt: tuple[str, str, str]) -> Path:
    """Return the small edition, changed, then turned to its next year; its typed years stay."""
    for name, old, new in spoilt:
        spoil(root, name, old, new)
    changes, problems = turned_files(load(root)[0], 2025)
    assert not problems
    for path, change in changes.items():
        (root / path).write_bytes(change.after or b"")
    return root


INDICATORS = "data/indicators/ateliers.yml"


def test_a_constant_keeps_its_value_its_source_and_its_doubt(petite: Path):
    kept = "values: {2023: 300, 2024: 318}\n  constant: true\n  status: to_confirm\n  question: Vraiment 318 ?"
    turning(petite, (INDICATORS, "values: {2024: 318}", kept))
    indicator = load(petite)[0].indicators["velos.repares"]
    assert indicator.values[2025] == Decimal(318)
    assert (indicator.source, indicator.status) == ("Registre de l'atelier vélo, décembre 2024", "to_confirm")


def test_a_list_is_counted_and_a_list_without_an_entry_is_asked_for(petite: Path):
    counted = "values: {2024: 2}\n  count_of: {table: people, where: {group: bureau}}"
    turning(petite, (INDICATORS, "values: {2024: 318}", counted))
    people = petite / "data/tables/people.csv"
    people.write_text(people.read_text("utf-8") + "2025,bureau,Léa FORT,,,\n", "utf-8")
    report, _ = load(petite)
    assert Register(report).number("velos.repares").value == 3
    assert not [task for task in left_to_do(report).tasks if "velos.repares" in task.what]
    people.write_text(people.read_text("utf-8").replace("bureau", "conseil"), "utf-8")
    report, _ = load(petite)
    assert [task.kind for task in left_to_do(report).tasks if "velos.repares" in task.what] == [VALUE]


RATES = """
tarifs:
  title: Tarifs
  source: Assemblée générale
  key: [an]
  columns:
    an: {label: Année}
    prix: {label: Prix, unit: €, decimals: 2}
"""


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ("2024,2025,12.50\n2024,2026,13.00\n", ["2025,2026,13.00", "2025,2027,"]),
        ("2024,2024,12.50\n2024,2025,13.00\n", ["2025,2025,13.00", "2025,2026,"]),
        ("2024,2025,12.50\n", ["2025,2026,"]),
        ("2024,2019,12.50\n2024,2024,13.00\n", ["2025,2019,", "2025,2024,"]),  # years gone by may be measured anew
        ("2024,plan 2025,12.50\n2024,plan 2026,13.00\n", ["2025,plan 2025,", "2025,plan 2026,"]),  # a name
    ],
)
def test_the_years_that_key_announced_rates_move(rows: str, wanted: list[str], petite: Path):
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as tables:
        tables.write(RATES)
    (petite / "data/tables/tarifs.csv").write_text(f"year,an,prix\n{rows}", "utf-8")
    turning(petite)
    lines = (petite / "data/tables/tarifs.csv").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("2025,")] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('value("t.a.2025.x") + value("t.a.2026.x")', 'value("t.a.2026.x") + value("t.a.2027.x")'),
        ('value("t.a.2025.x", year=-1)', 'value("t.a.2026.x", year=-1)'),
        ('value("t.a.2025.x", year=2024)', 'value("t.a.2025.x", year=2024)'),  # of a given edition
        ('value("t.l’an.2025.x")', 'value("t.l\'an.2026.x")'),
        ('[premier]{.claim rank="t.x" key="a.2025"}', '[premier]{.claim rank="t.x" key="a.2026"}'),
        ('[devant]{.claim key="a.2025" before="a.2026" rank="t.x"}', '[devant]{.claim key="a.2026" before="a.2027" rank="t.x"}'),
        ('{{ rank("t.x", key="a.2025", feminine=true) }}', '{{ rank("t.x", key="a.2026", feminine=true) }}'),
        ('"{{ rank(\\"t.x\\", key=\\"a.2026\\") }}"', '"{{ rank(\\"t.x\\", key=\\"a.2027\\") }}"'),
        (
            '{.claim rank="u.x" key="a.2025"} {{ rank("tt.x", key="a.2025") }}',
            '{.claim rank="u.x" key="a.2025"} {{ rank("tt.x", key="a.2025") }}',
        ),
        ('{{ rank("t.x", key="a.2025", year=2024) }}', '{{ rank("t.x", key="a.2025", year=2024) }}'),
        ('value("u.t.a.2025.x") "t.a.2025" t.a.20251.x', 'value("u.t.a.2025.x") "t.a.2025" t.a.20251.x'),
    ],
)
def test_only_the_calls_of_the_moved_rows_are_renamed(text: str, wanted: str):
    assert renamed(text, "t", {"a.2025": "a.2026", "a.2026": "a.2027", "l'an.2025": "l'an.2026"}) == wanted


FILTERED = {
    "data/charts.yml": [
        ("\n  where: {an: '2025'}", "\n  where: {an: '2026'}"), ('\n  where: {an: ["2025", "2026"]}',
         '\n  where: {an: ["2026", "2027"]}'),
        ("\n  where:\n    an: '2025'", "\n  where:\n    an: '2026'"),
        ('\n  where:\n    an:\n      - "2025"\n      - "2026"', '\n  where:\n    an:\n      - "2026"\n      - "2027"'),
        ("\n  where: {prix: '2025'}", "\n  where: {prix: '2025'}"),
    ],
    "data/tables.yml": [
        ("\n  totals:\n    - {column: prix, equals: 13, where: {an: '2025'}}",
         "\n  totals:\n    - {column: prix, equals: 13, where: {an: '2026'}}"),
    ],
    "data/indicators/ateliers.yml": [
        ("\nateliers.nb:\n  label: Nombre\n  source: Liste\n  count_of: {table: tarifs, where: {an: '2026'}}",
         "\nateliers.nb:\n  label: Nombre\n  source: Liste\n  count_of: {table: tarifs, where: {an: '2027'}}"),
    ],
    "content/edito.md": [
        ('\n{{ table("tarifs", where={"an": "2025"}) }}', '\n{{ table("tarifs", where={"an": "2026"}) }}'),
        ('\n{{ table("tarifs", columns=["prix"], where={"an": ["2025", "2026"]}) }}',
         '\n{{ table("tarifs", columns=["prix"], where={"an": ["2026", "2027"]}) }}'),
        ('\n{{ table("people", where={"name": "2025"}) }}', '\n{{ table("people", where={"name": "2025"}) }}'),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("path", "typed", "wanted"), [(path, *pair) for path, pairs in FILTERED.items() for pair in pairs])
def test_a_filter_follows_the_rates_that_move(petite: Path, path: str, typed: str, wanted: str):
    with (petite / "data/tables.yml").open("a", encoding="utf-8") as tables:
        tables.write(RATES.rstrip("\n"))
    (petite / "data/tables/tarifs.csv").write_text("year,an,prix\n2024,2025,13.00\n2024,2026,14.00\n", "utf-8")
    if path == "data/charts.yml":
        typed, wanted = (
            f"\ntarifs:\n  kind: bars\n  title: Tarifs\n  table: tarifs\n  category: an\n  value: prix{end}"
            for end in (typed, wanted)
        )
    with (petite / path).open("a", encoding="utf-8") as file:
        file.write(f"{typed}\n")
    turning(petite)
    text = (petite / path).read_text("utf-8").replace("  status: to_review\n", "")
    assert wanted in text


@pytest.mark.parametrize(
    ("title", "proved"),
    [
        ('[Une heure sur deux]{.claim of="heures_par_atelier.velo.hours" in="heures.total"} va au vélo', True),
        ('{{ value("heures.total") }} heures données', True),
        ("Les heures par atelier", False),  # nothing holds it
        ('{{ value("heures.total") }} heures, la moitié au vélo', False),  # a claim that nothing proves
        ('[La moitié]{.literal because="une habitude"} des heures', False),
    ],
)
def test_a_chart_that_its_numbers_prove_isnt_to_be_read_again(title: str, proved: bool, petite: Path):  # noqa: FBT001
    charts = petite / "data/charts.yml"
    lines = charts.read_text("utf-8").splitlines()
    lines[2] = f"  title: '{title}'"
    charts.write_text("\n".join(lines) + "\n", "utf-8")
    assert is_proved(load(petite)[0].charts["heures"], 2024) is proved


# --- the command ----------------------------------------------------------------------------------------------------


def sign(root: Path) -> None:
    """Sign what was changed, and commit it."""
    assert main(["sign", "--all", "--by", "N. Berthier", "--on", "2025-01-20"], root) == 0
    commit(root)


DATED = ("content/edito.md", "sans rendez-vous", "sans rendez-vous. En 2024, elle a grandi ; au 1er janvier 2025, aussi")


def test_years_typed_by_hand_are_shown_then_written_and_undone(published: Path, run: Callable, told: Callable):
    spoil(published, *DATED)
    sign(published)
    assert "Années tapées à la main (1)" in run(published, "status").out
    assert run(published, "build", "--quiet").code == 0
    before = (published / "content/edito.md").read_bytes()
    outcome = told(published, "new", "2025", "--quand-meme", "--annees")
    assert outcome.out.index("Années tapées à la main") < outcome.out.index("    + ")  # said before it is shown
    assert outcome.code == 0, outcome.err + outcome.out
    assert "En {{ year() }}, elle a grandi ; au 1er janvier {{ year(1) }}, aussi" in outcome.out
    assert "sont remplacées" in outcome.out
    assert "Sources proposées : seule l'année change ; corrigez celles qui ne conviennent pas (4)" in outcome.out
    assert "Graphiques dont le titre est prouvé par ses chiffres : rien n'y est à relire (1)" in outcome.out
    assert "Recoupements qu'aucun texte ne nomme (1), à relire" in outcome.out
    assert "En {{ year() }}, elle a grandi" in (published / "content/edito.md").read_text("utf-8")
    assert "En 2024, elle a grandi" in (published / "editions/2024/content/edito.md").read_text("utf-8")
    assert run(published, "new", "--annuler").code == 0
    assert (published / "content/edito.md").read_bytes() == before


LATER = (
    "En 2025, elle a reçu un prix. Au 1er janvier 2025, elle comptait douze bénévoles. En 2025, elle prêtera des outils. "
    "Au 1er janvier 2025, le loyer a changé. Un atelier s'est installé à Lens en 2025"
)


def test_a_past_act_of_the_next_year_keeps_its_date(published: Path, run: Callable, told: Callable):
    """What had happened when the report was written doesn't move with the edition; each is told."""
    spoil(published, "content/edito.md", "sans rendez-vous", f"sans rendez-vous. {LATER}")
    sign(published)
    assert run(published, "build", "--quiet").code == 0
    outcome = told(published, "new", "2025", "--quand-meme", "--annees")
    assert outcome.code == 0, outcome.err + outcome.out
    text = (published / "content/edito.md").read_text("utf-8")
    assert "En 2025, elle a reçu un prix. Au 1er janvier {{ year(1) }}, elle comptait douze bénévoles." in text
    assert "En {{ year(1) }}, elle prêtera des outils. Au 1er janvier 2025, le loyer a changé. Un atelier s'est installé" in text
    assert outcome.out.count("« 2025 » date un fait passé, ou fait partie d'un nom : cette année ne change pas.") == 3
    assert run(published, "new", "--annuler").code == 0


def test_years_are_only_shown_unless_told(published: Path, run: Callable, told: Callable):
    spoil(published, *DATED)
    sign(published)
    assert run(published, "build", "--quiet").code == 0
    shown = told(published, "new", "2025", "--quand-meme").out
    assert "  + La Fabrique" in shown
    assert "check --fix" in shown
    assert "En 2024, elle a grandi" in (published / "content/edito.md").read_text("utf-8")
    assert "AFF05 « 2024 » est tapé à la main : c'est l'année précédente." in run(published, "check").out


def test_the_small_edition_is_left_as_it_was(tmp_path: Path, shared_cache: Path):
    """Nothing in it is a constant, a count or a rate: all its values are asked for."""
    report, _ = load(small_edition(tmp_path, shared_cache))
    assert {one.kind for one in spared_in(report, 2025)} == {SOURCE, CHART}


@pytest.mark.parametrize(("french", "english", "moved"), [
    ("Rapport 2024", "2024 report", "- fr: Rapport 2025\n  en: 2025 report\n"),
    ("Rapport 2024", "Activity report", "- fr: Rapport 2024\n  en: Activity report\n"),  # more of it than the year must change
    ("La fête de 2024", "The 2024 party", "- fr: La fête de 2024\n  en: The 2024 party\n"),  # no subtitle
])  # fmt: skip
def test_the_english_of_the_subtitle_moves_with_it(french: str, english: str, moved: str, petite: Path):
    text = (petite / "report.yml").read_text("utf-8")
    (petite / "report.yml").write_text(
        re.sub(r"(?m)^(subtitle:.*\n)?organisation:", "subtitle: Rapport 2024\norganisation:", text), "utf-8"
    )
    (petite / "data/en.yml").write_text(f"- fr: {french}\n  en: {english}\n", "utf-8")
    assert (turning(petite) / "data/en.yml").read_text("utf-8") == moved


@pytest.mark.parametrize(
    ("words", "value", "lines"),
    [("plus de 300", "120", 1), ("moins de 330", "520", 1), ("plus de 300", "320", 0), ("plus de 300", "", 0)],
)
def test_words_that_known_values_of_the_year_make_false_are_told(
    words: str, value: str, lines: int, published: Path, told: Callable
):
    """A number announced for the next year is there already: the sentence that is true no more is named by `new` itself."""
    announced = f"{{2024: 318, 2025: {value}}}" if value else "{2024: 318}"
    spoil(published, "data/indicators/ateliers.yml", "values: {2024: 318}", f"values: {announced}")
    path = published / "content/edito.md"
    path.write_text(path.read_text("utf-8") + f'\nC\'est [{words}]{{.claim of="velos.repares"}} vélos.\n', "utf-8")
    sign(published)
    assert told(published, "build", "--quiet").code == 0
    outcome = told(published, "new", "2025", "--quand-meme")
    assert outcome.code == 0
    said = outcome.out.replace("\xa0", " ")
    assert said.count("Ces mots ne sont plus vrais en 2025 (1), à réécrire") == lines
    assert said.count(f"« {words} » est faux") == lines
