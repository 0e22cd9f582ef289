"""Last year in the manuscript: the columns that a table gains, what a chart's data say, breaks of series, mentions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.ground.french import NBSP, NNBSP
from rapport.numbers.register import Register
from rapport.numbers.trace import traces_of
from rapport.outputs.data.contents import indicators_resource
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats.origins import origins_of
from rapport.sources.model import Manuscript, Report

TABLE = """year,workshop,name,hours
2024,velo,Vélo,620
2024,bois,Bois,380
2024,cuisine,Cuisine,240
2024,jardin,Jardin,12
2023,velo,Vélo,600
2023,bois,Bois,380
2023,cuisine,Cuisine,0
2022,velo,Vélo,310
"""
INDICATORS = """
heures.total: {label: Heures de bénévolat, unit: heures, decimals: exact, values: {2023: 980, 2024: 1252}, source: S}
heures.part_velo: {label: Part, unit: "%", formula: 100 * value("heures_par_atelier.velo.hours") / value("heures.total"),
  status: derived}
velos.repares: {label: Vélos réparés, unit: vélos, decimals: exact, values: {2023: 301, 2024: 318}, source: S, BREAK}
"""
Composed = Callable[..., tuple[Report, Manuscript]]


@pytest.fixture
def composed(petite: Path) -> Composed:
    """Give the manuscript of the small edition with two years of data, and this text in place of its section."""

    def made(body: str, broken: str = "", table: str = "") -> tuple[Report, Manuscript]:
        (petite / "data/tables/heures_par_atelier.csv").write_text(TABLE, "utf-8")
        (petite / "data/indicators/ateliers.yml").write_text(INDICATORS.replace(", BREAK", broken), "utf-8")
        (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
        tables = petite / "data/tables.yml"
        tables.write_text(tables.read_text("utf-8").replace("  key: workshop", f"  key: workshop{table}"), "utf-8")
        flow = Flow(petite, Tools(petite, Cache(petite / ".cache")))
        return flow.report(), flow.manuscript()

    return made


def lines_of(manuscript: Manuscript) -> list[list[str]]:
    """Return the cells of the tables of the last section, marks and kinds of spaces apart."""
    text = manuscript.pieces[-1].markdown.replace(NBSP, " ").replace(NNBSP, " ")
    text = re.sub(r"\[([^\]]*)\]\{[^}]*\}", r"\1", text).replace("**", "").replace("\\", "")
    rows = [line.strip("| ").split(" | ") for line in text.split("\n") if line.startswith("| ") and "--" not in line]
    return [[cell.strip() for cell in row] for row in rows]


def test_a_table_gains_last_year_and_the_evolution(composed: Composed):
    """A new line has no past; from zero there is no percentage: a dash."""
    _, manuscript = composed('{{ table("heures_par_atelier", previous=true, evolution=true) }}')
    assert lines_of(manuscript) == [
        ["Atelier", "Heures 2023", "Heures 2024", "Évolution"],
        ["Vélo", "600", "620", "+3,3 %"],
        ["Bois", "380", "380", "stable"],
        ["Cuisine", "0", "240", "–"],
        ["Jardin", "–", "12", "–"],
        ["Total", "980", "1 252", "+27,8 %"],
    ]


def test_a_table_may_compare_with_an_older_year(composed: Composed):
    _, manuscript = composed('{{ table("heures_par_atelier", previous=2022, evolution=true, where={"name": "Vélo"}) }}')
    assert lines_of(manuscript) == [["Atelier", "Heures 2022", "Heures 2024", "Évolution"], ["Vélo", "310", "620", "+100 %"]]


def test_a_column_may_always_compare(composed: Composed, petite: Path):
    path = petite / "data/tables.yml"
    path.write_text(path.read_text("utf-8").replace("unit: heures,", "unit: heures, evolution: true,"), "utf-8")
    _, manuscript = composed('{{ table("heures_par_atelier") }}')
    assert lines_of(manuscript)[:2] == [["Atelier", "Heures", "Évolution"], ["Vélo", "620", "+3,3 %"]]


def test_every_printed_number_is_a_mention_under_the_name_of_its_years(composed: Composed):
    report, manuscript = composed('{{ table("heures_par_atelier", previous=true, evolution=true, where={"name": "Vélo"}) }}')
    refs = [mention.ref for mention in manuscript.mentions if mention.section == "ateliers"]
    cell = "heures_par_atelier.velo.hours"
    assert refs == [f"{cell}@2023", cell, f"{cell}@2023..2024"]
    traces = traces_of(Register(report), manuscript)
    assert traces[f"{cell}@2023"].place.line == 6
    assert "(2023)" not in traces[cell].label
    assert set(refs) <= set(traces)


def test_a_broken_table_compares_nothing_and_says_why(composed: Composed):
    broken = "\n  break: {2024: les sorties comptent aussi}"
    _, manuscript = composed('{{ table("heures_par_atelier", previous=true, evolution=true) }}', table=broken)
    assert [row[-1] for row in lines_of(manuscript)] == ["Évolution", *["rupture"] * 3, "–", "+27,8 %"]
    text = manuscript.pieces[-1].markdown
    assert f"Rupture de série en 2024{NBSP}: les sorties comptent aussi." in text


def test_a_break_is_printed_under_the_chart_of_its_number(composed: Composed, petite: Path):
    charts = petite / "data/charts.yml"
    charts.write_text(charts.read_text("utf-8") + "\nvelos: {kind: bars, title: T, indicators: [velos.repares]}\n", "utf-8")
    broken = ", break: {2024: les trottinettes comptent aussi}"
    _, manuscript = composed('{{ chart("velos") }}', broken=broken)
    assert f"Rupture de série en 2024{NBSP}: les trottinettes comptent aussi." in manuscript.pieces[-1].markdown
    _, manuscript = composed('{{ chart("velos") }}', broken=", break: {2023: les trottinettes comptent aussi}")
    assert "Rupture" not in manuscript.pieces[-1].markdown, "an older break was printed then"


def test_the_data_of_a_chart_stand_year_beside_year(composed: Composed, petite: Path):
    charts = petite / "data/charts.yml"
    charts.write_text(charts.read_text("utf-8").rstrip() + "\n  previous: true\n", "utf-8")
    _, manuscript = composed('{{ chart("heures") }}')
    assert lines_of(manuscript) == [
        ["Atelier", "2023", "2024"],
        ["Vélo", "600", "620"],
        ["Bois", "380", "380"],
        ["Cuisine", "0", "240"],
        ["Jardin", "–", "12"],
    ]


def test_the_published_data_say_where_last_year_is_printed(composed: Composed):
    report, manuscript = composed('Contre {{ value("velos.repares", year=-1) }} vélos, {{ evolution("heures.total") }}.')
    resource = indicators_resource(Register(report), manuscript, {})
    names = [field["name"] for field in resource.fields]
    rows = {(row[names.index("id")], row[names.index("annee")]): row for row in resource.rows}
    assert rows["velos.repares", "2023"][names.index("sections")] == "ateliers"
    assert rows["heures.total", "2023"][names.index("sections")] == ""


def test_words_say_the_direction_and_the_number_stays_bound(composed: Composed):
    _, manuscript = composed('C\'est {{ evolution("velos.repares", words=true) }}.')
    assert "C’est en hausse de [5,6" in manuscript.pieces[-1].markdown.replace("'", "’")


# --- what is still to be filled in ------------------------------------------------------------------------------------


@pytest.fixture
def under_way(petite: Path) -> Composed:
    """Give the manuscript of an edition that `new` has just begun, with this text in place of its section."""

    def made(body: str) -> tuple[Report, Manuscript]:
        table = "year,workshop,name,hours\n2024,velo,Vélo,\n2024,bois,Bois,380\n2023,velo,Vélo,600\n2023,bois,Bois,380\n"
        (petite / "data/tables/heures_par_atelier.csv").write_text(table, "utf-8")
        numbers = INDICATORS.replace(", BREAK", "").replace("2024: 318", "2024: ")
        (petite / "data/indicators/ateliers.yml").write_text(numbers, "utf-8")
        (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
        flow = Flow(petite, Tools(petite, Cache(petite / ".cache")))
        return flow.report(), flow.manuscript()

    return made


@pytest.mark.parametrize(("call", "shown"), [
    ('value("velos.repares")', "[XX]{.awaited}"),
    ('value("velos.repares", unit=true)', "[XX]{.awaited}"),
    ('value("velos.repares", words=true)', "[XX]{.awaited}"),
    ('value("heures.part_velo")', "[XX]{.awaited}"),
    ('evolution("velos.repares")', "[XX]{.awaited}"),
    ('value("velos.repares", year=-1)', "[301]{"),
    ('value("heures.total")', f"[1{NNBSP}252]{{"),
], ids=str)  # fmt: skip
def test_a_number_that_is_awaited_leaves_a_gap(call: str, shown: str, under_way: Composed):
    """One that is calculated from it too; what is known is printed as ever."""
    _, manuscript = under_way(f"Ce sont {{{{ {call} }}}} vélos.")
    assert shown in manuscript.pieces[-1].markdown


def test_a_gap_is_no_mention(under_way: Composed):
    report, manuscript = under_way('{{ value("velos.repares") }} et {{ value("heures.total") }}.')
    assert [mention.ref for mention in manuscript.mentions if mention.section == "ateliers"] == ["heures.total"]
    assert "velos.repares" not in traces_of(Register(report), manuscript)


def test_a_table_shows_its_gaps(under_way: Composed):
    _, manuscript = under_way('{{ table("heures_par_atelier", previous=true, evolution=true) }}')
    (_, velo, bois, *_) = lines_of(manuscript)
    assert velo == ["Vélo", "600", "XX", "XX"]
    assert bois == ["Bois", "380", "380", "stable"]


def test_a_chart_that_waits_leaves_its_place(under_way: Composed):
    """Half a chart would be a false picture; a link to it still leads somewhere."""
    _, manuscript = under_way('{{ chart("heures") }}\n\nVoir [le graphique](#chart-heures).')
    assert manuscript.drawings == {}
    assert "::: {.awaited #chart-heures}" in manuscript.pieces[-1].markdown


def test_the_data_of_an_edition_under_way_say_what_is_known(under_way: Composed):
    report, manuscript = under_way("Rien.")
    rows = {(row[0], row[4]): row[2] for row in indicators_resource(Register(report), manuscript, {}).rows}
    assert rows["velos.repares", "2023"] == "301"
    assert ("velos.repares", "2024") not in rows


def test_a_past_year_that_nobody_filled_in_is_unknown_not_awaited(under_way: Composed, petite: Path):
    """Only this year's numbers are told as awaited: a gap elsewhere would be told by nobody."""
    _, manuscript = under_way("Rien.")
    table = "year,workshop,name,hours\n2024,velo,Vélo,620\n2023,velo,Vélo,\n2022,velo,Vélo,600\n"
    (petite / "data/tables/heures_par_atelier.csv").write_text(table, "utf-8")
    text = '{{ table("heures_par_atelier", previous=true, evolution=true) }}'
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{text}\n", "utf-8")
    manuscript = Flow(petite, Tools(petite, Cache(petite / ".cache"))).manuscript()
    assert lines_of(manuscript)[1][:4] == ["Vélo", "–", "620", "–"]


def test_a_past_number_is_explained_by_the_numbers_of_its_year(under_way: Composed):
    """Those of the present year may still be awaited; they never were its operands."""
    report, manuscript = under_way('Le vélo faisait {{ value("heures.part_velo", year=-1) }} %.')
    register = Register(report)
    origins = origins_of(traces_of(register, manuscript), register, [content.id for content in report.contents])
    (origin,) = [o for ref, o in origins.by_ref.items() if ref.startswith("heures.part_velo@")]
    assert "(600)" in origin.formula
    assert "(980)" in origin.formula
