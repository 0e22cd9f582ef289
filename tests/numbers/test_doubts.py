"""A doubt travels: what is calculated from a number to confirm is to confirm in every output, and nothing else is."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import cast

import pypdfium2 as pdfium
import pytest

from rapport.cli.guide.doubts import by_section
from rapport.cli.main import main
from rapport.ground.french import NBSP
from rapport.ground.problems import Place
from rapport.manuscript.charts.entries import entry_of
from rapport.numbers.cards import cards_of
from rapport.numbers.chart_rows import key_of, rows_of
from rapport.numbers.register import Register, UnknownNumber
from rapport.numbers.trace import traces_of
from rapport.outputs.formats.annex import annex_of
from rapport.outputs.formats.origins import origins_of
from rapport.sources.authored import Status
from rapport.sources.model import Manuscript, Mention
from rapport.sources.published import LastEdition, Published
from rapport.sources.reading import load
from rapport.team.questions import questions_of
from rapport.team.signoff.subjects import subjects_of
from tests.conftest import small_edition

WORKSHOPS = """year,workshop,name,hours,status,question
2024,velo,Vélo,620,to_confirm,Combien d'heures au vélo ?
2024,bois,Bois,380,published,
2024,cuisine,Cuisine,240,derived,
2024,zero,Couture,0,to_confirm,Une seule heure de couture ?
2023,velo,Vélo,600,published,
2023,bois,Bois,310,to_confirm,Et le bois en 2023 ?
2023,cuisine,Cuisine,240,published,
"""
INDICATORS = """heures.total: {label: Heures, unit: heures, decimals: exact, values: {2024: 1240, 2023: 1150}, source: S,
  total_of: heures_par_atelier.hours}
heures.part_velo: {label: Part du vélo, unit: "%", formula: 100 * value("heures_par_atelier.velo.hours") / value("heures.total"),
  status: derived}
heures.autres: {label: Part du reste, unit: "%", formula: 100 - value("heures.part_velo"), status: derived}
heures.bois_avant: {label: Bois l'an dernier, unit: heures, decimals: exact, status: derived,
  formula: 'value("heures_par_atelier.bois.hours", year=-1) + 0'}
heures.par_velo: {label: Heures par vélo, unit: heures, decimals: 0, formula: value("heures.total") / value("velos.repares"),
  status: derived, min: 0, max: 10}
heures.mois: {label: Heures de couture, unit: heures, decimals: exact, status: derived,
  formula: value("heures_par_atelier.zero.hours") + 3}
velos.repares: {label: Vélos réparés, unit: vélos, decimals: exact, values: {2024: 318, 2023: 301}, source: S}
velos.donnes: {label: Vélos donnés, unit: vélos, decimals: exact, values: {2024: 51}, source: S, status: to_confirm,
  question: 51 ou 57 ?, statements: [{value: 51, source: le texte}, {value: 57, source: l'infographie}]}
"""
TABLES = """
lexique: {title: Lexique, source: S, key: acronym, view: lexicon,
  columns: {acronym: {label: Sigle}, expansion: {label: Sens}}}
evenements: {title: Événements, source: S, key: title, view: timeline,
  columns: {when: {label: Quand}, title: {label: Titre}, text: {label: Récit}}}
annuaire: {title: Annuaire, source: S, key: region, view: directory, columns: {region: {label: Région}, name: {label: Nom}}}
donateurs: {title: Donateurs, source: S, key: name, columns: {name: {label: Donateur, names: true}, what: {label: Don}}}
"""
ROWS = {
    "lexique": ("acronym,expansion", "MJC,Maison des jeunes", "AMAP,Association maraîchère"),
    "evenements": ("when,title,text", "Mai,Fête du vélo,On roule.", "Juin,Fête du bois,On scie."),
    "annuaire": ("region,name", "Val,Léa FORT", "Mont,Jules PRÉ"),
    "donateurs": ("name,what", "Mairie du Val,Un établi", "Scierie du Mont,Du bois"),
}
CHARTS = """
avant_apres: {kind: before_after, title: Deux années, table: annees, category: name, value: count, group: moment}
"""
MOMENTS = """year,name,moment,count,status,question
2024,Vélo,2023,12,published,
2024,Vélo,2024,17,to_confirm,17 ou 71 ?
"""
TEXT = """---
title: L'année des ateliers
---

Total {{ value("heures.total", unit=true) }}, vélo {{ value("heures.part_velo", unit=true) }}, reste
{{ value("heures.autres", unit=true) }}, bois {{ value("heures.bois_avant", unit=true) }}, par vélo
{{ value("heures.par_velo", unit=true) }}, couture {{ value("heures.mois", words=true) }}, hausse
{{ evolution("heures_par_atelier.velo.hours") }}, sûre {{ evolution("velos.repares") }}, avant
{{ value("heures_par_atelier.bois.hours", year=-1) }} ; MJC, AMAP.

::: key-numbers
- {{ value("heures.autres", unit=true) }} du temps ailleurs
- {{ value("velos.donnes") }} vélos donnés, ou {{ value("velos.donnes", statement=2) }}
:::

{{ chart("heures") }}

{{ chart("avant_apres") }}

{{ table("heures_par_atelier", previous=true, evolution=true) }}

{{ table("evenements") }}

{{ table("annuaire") }}

{{ table("donateurs") }}

{{ people("bureau") }}

{{ table("lexique") }}
"""
DOUBTFUL = {
    "heures.part_velo", "heures.autres", "heures.bois_avant", "heures.mois", "velos.donnes", "velos.donnes#2",
    "heures_par_atelier.velo.hours", "heures_par_atelier.cuisine.hours", "heures_par_atelier.zero.hours",
    "heures_par_atelier.bois.hours@-1", "heures_par_atelier.velo.hours@-1..0", "heures_par_atelier.bois.hours@-1..0",
    "heures_par_atelier.cuisine.hours@-1..0", "annees.Vélo.2024.count",
}  # fmt: skip
SURE = {
    "heures.total", "heures.par_velo", "velos.repares@-1..0", "heures_par_atelier.bois.hours", "heures_par_atelier.velo.hours@-1",
    "heures_par_atelier.cuisine.hours@-1", "annees.Vélo.2023.count",
}  # fmt: skip
MARKED_ROWS = ("Association maraîchère", "Fête du bois", "Jules PRÉ", "Scierie du Mont", "Paul MAREC")
PLAIN_ROWS = ("Maison des jeunes", "Fête du vélo", "Léa FORT", "Mairie du Val", "Nadia BERTHIER")


def doubtful(root: Path) -> Path:
    """Give an edition the doubts above."""
    data = root / "data"
    (data / "indicators/ateliers.yml").write_text(INDICATORS, "utf-8")
    (data / "tables/heures_par_atelier.csv").write_text(WORKSHOPS, "utf-8")
    (data / "tables/annees.csv").write_text(MOMENTS, "utf-8")
    tables = (data / "tables.yml").read_text("utf-8") + TABLES
    (data / "tables.yml").write_text(
        tables + "annees: {title: Années, source: S, key: [name, moment], columns: {name: {label: Atelier},"
        " moment: {label: Année}, count: {label: Machines, unit: machines, decimals: exact}}}\n",
        "utf-8",
    )
    for name, (header, sure, unsure) in ROWS.items():
        rows = f"year,{header},status,question\n2024,{sure},published,\n2024,{unsure},to_confirm,Est-ce bien cela ?\n"
        (data / f"tables/{name}.csv").write_text(rows, "utf-8")
    people = (data / "tables/people.csv").read_text("utf-8")
    people = people.replace("phone,email\n", "phone,email,status,question\n").replace(".example\n", ".example,,\n")
    (data / "tables/people.csv").write_text(people.replace("Trésorier,,", "Trésorier,,,to_confirm,Lui ?"), "utf-8")
    (data / "charts.yml").write_text((data / "charts.yml").read_text("utf-8") + CHARTS, "utf-8")
    (root / "content/ateliers.md").write_text(TEXT, "utf-8")
    (root / "report.yml").write_text((root / "report.yml").read_text("utf-8") + "\njumps: {heures_par_atelier: 900}\n", "utf-8")
    return root


@pytest.fixture
def edition(petite: Path) -> Path:
    """Return a fresh edition with doubts, to be spoilt at will."""
    return doubtful(petite)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the folder of the edition's outputs, the Word file included."""
    root = doubtful(small_edition(tmp_path_factory.mktemp("doubts"), shared_cache))
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    word = (root / "output/2024/rapport-activite-2024.docx").read_bytes()
    assert main(["build", "--quiet"], root) == 0
    (root / "output/2024/rapport-activite-2024.docx").write_bytes(word)
    return root / "output/2024"


HEADINGS = """---
title: Des vélos, soit {{ value("velos.donnes") }} donnés
---

## Le vélo, {{ value("heures.part_velo", unit=true) }} du temps

Le reste : {{ value("heures.autres", unit=true) }}, et {{ value("velos.repares") }} vélos réparés.

## Une *part* de {{ value("heures.autres", unit=true) }}, et {{ value("velos.repares") }} vélos

Du texte.
"""


@pytest.fixture(scope="module")
def headed(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    """Return the folder of the outputs of an edition whose headings hold doubtful numbers."""
    root = doubtful(small_edition(tmp_path_factory.mktemp("headed"), shared_cache))
    (root / "content/ateliers.md").write_text(HEADINGS, "utf-8")
    settings = root / "report.yml"
    settings.write_text(settings.read_text("utf-8").replace("formats: [html, pdf]", "formats: [html, pdf, docx]"), "utf-8")
    assert main(["build", "--quiet"], root) == 0
    return root / "output/2024"


# In the contents and the bookmarks as in their place; a sure number has no mark.
MARKED = [
    f"Des vélos, soit 51°{NBSP}donnés", f"Le vélo, 50{NBSP}%° du temps", f"Une part de 50{NBSP}%°, et 318{NBSP}vélos",
]  # fmt: skip


def test_a_heading_of_the_page_keeps_its_mark_in_the_contents(headed: Path):
    page = (headed / "index.html").read_text("utf-8")
    contents = re.search(r'<nav class="contents".*?</nav>', page, re.DOTALL)
    assert contents
    titles = re.findall(r"<span>(.*?)</span></a>", contents[0])
    assert [title for title in titles if "°" in title] == MARKED
    assert f"<summary><span>{MARKED[0]}</span>" in page


def test_a_heading_of_the_pdf_keeps_its_mark_in_the_bookmarks(headed: Path):
    with pdfium.PdfDocument(headed / "rapport-activite-2024.pdf") as pdf:
        titles = [mark.get_title() for mark in pdf.get_toc()]
    assert [title for title in titles if "°" in title] == MARKED


def paragraphs(folder: Path) -> list[str]:
    """Return the texts of the paragraphs of a Word file."""
    with zipfile.ZipFile(folder / "rapport-activite-2024.docx") as packed:
        document = packed.read("word/document.xml").decode("utf-8")
    return [unescape(re.sub(r"<[^>]+>", "", found)) for found in re.findall(r"<w:p>.*?</w:p>", document, re.DOTALL)]


def test_a_heading_of_the_word_file_keeps_its_mark_in_the_contents_and_its_number_in_the_annex(headed: Path):
    said = paragraphs(headed)
    assert [said.count(title) for title in MARKED] == [2, 1, 1]  # its contents stop at the sections
    assert f"51{NBSP}vélos°" in said
    assert said.count(f"50{NBSP}%°") == 2, "the two shares"
    assert f"318{NBSP}vélos" in said


def test_an_operand_of_a_calculation_is_marked(headed: Path):
    share = f"100 × «{NBSP}Heures, Vélo{NBSP}» (620°) ÷ «{NBSP}Heures{NBSP}» (1\u202f240)"
    rest = f"100 − «{NBSP}Part du vélo{NBSP}» (50{NBSP}%°)"
    said = "\n".join(paragraphs(headed))
    page = unescape((headed / "index.html").read_text("utf-8"))
    for calculation in (share, rest):
        assert calculation in said
        assert calculation in page


# --- the register ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ref", sorted(DOUBTFUL))
def test_what_is_calculated_from_a_doubt_is_to_confirm(edition: Path, ref: str):
    number = Register(load(edition)[0]).number(ref)
    assert number.status == "to_confirm"
    assert number.question


@pytest.mark.parametrize("ref", sorted(SURE))
def test_nothing_else_is(edition: Path, ref: str):
    number = Register(load(edition)[0]).number(ref)
    assert number.status in {"published", "derived"}
    assert (number.question, number.doubts) == ("", ())


def test_a_calculated_doubt_keeps_its_formula_and_lists_the_questions_of_its_operands(edition: Path):
    register = Register(load(edition)[0])
    number = register.number("heures.autres")
    assert number.formula
    assert number.doubts == ("heures_par_atelier.velo.hours",)
    assert number.question == "Combien d'heures au vélo ?"
    left = register.number("heures_par_atelier.cuisine.hours")
    assert left.doubts == ("heures_par_atelier.velo.hours", "heures_par_atelier.zero.hours")
    assert left.question == "Combien d'heures au vélo ? Une seule heure de couture ?"


def test_an_evolution_asks_what_both_its_values_ask(edition: Path):
    rows = edition / "data/tables/heures_par_atelier.csv"
    rows.write_text(
        rows.read_text("utf-8").replace("2023,velo,Vélo,600,published,", "2023,velo,Vélo,600,to_confirm,Et avant ?"), "utf-8"
    )
    number = Register(load(edition)[0]).number("heures_par_atelier.velo.hours@-1..0")
    assert number.question == "Combien d'heures au vélo ? Et avant ?"


def test_a_question_of_its_own_comes_first(edition: Path):
    told = edition / "data/indicators/ateliers.yml"
    text = told.read_text("utf-8")
    told.write_text(
        text.replace(
            'value("heures.part_velo"), status: derived',
            'value("heures.part_velo"), status: to_confirm,\n  question: Le reste de quoi ?',
        ),
        "utf-8",
    )
    assert Register(load(edition)[0]).number("heures.autres").question == "Le reste de quoi ? Combien d'heures au vélo ?"


def test_a_calculated_cell_without_a_total_keeps_its_status(edition: Path):
    spec = edition / "data/tables.yml"
    spec.write_text(spec.read_text("utf-8").replace("  totals:\n    - {column: hours, equals: heures.total}\n", ""), "utf-8")
    assert Register(load(edition)[0]).number("heures_par_atelier.cuisine.hours").status == "derived"


def test_an_answer_takes_every_mark_away(edition: Path):
    rows = edition / "data/tables/heures_par_atelier.csv"
    rows.write_text(rows.read_text("utf-8").replace("to_confirm", "published"), "utf-8")
    register = Register(load(edition)[0])
    for ref in ("heures.part_velo", "heures.autres", "heures.bois_avant", "heures.mois", "heures_par_atelier.cuisine.hours"):
        assert register.number(ref).status == "derived", ref


# --- the page -------------------------------------------------------------------------------------------------------


def test_the_page_marks_them_all_and_no_other(built: Path):
    html = (built / "index.html").read_text("utf-8")
    spans = re.findall(r'<span class="value([^"]*)" data-ref="([^"]+)"', html)
    marked = {unescape(ref) for classes, ref in spans if "to-confirm" in classes}
    plain = {unescape(ref) for classes, ref in spans if "to-confirm" not in classes}
    years = {re.sub(r"@2023\.\.2024$", "@-1..0", re.sub(r"@2023$", "@-1", ref)) for ref in marked}
    assert years == DOUBTFUL
    assert not marked & plain
    assert {re.sub(r"@2023\.\.2024$", "@-1..0", re.sub(r"@2023$", "@-1", ref)) for ref in plain} >= SURE


def test_the_page_marks_rows_of_texts(built: Path):
    html = (built / "index.html").read_text("utf-8")
    marked = {
        unescape(re.sub("<[^>]+>", "", text)).replace(NBSP, " ")
        for text in re.findall(r'<span class="(?:name|what|expansion|cell) to-confirm">(.*?)</span>', html, re.DOTALL)
    }
    assert marked == set(MARKED_ROWS)


def test_the_page_explains_its_mark(built: Path):
    assert "se calcule d’après un tel chiffre" in (built / "index.html").read_text("utf-8")


def test_the_origin_of_a_calculated_doubt_has_its_question_and_its_calculation(edition: Path):
    report, _ = load(edition)
    register, contents = Register(report), [content.id for content in report.contents]
    mentions = tuple(Mention(ref, "", Place(""), "ateliers") for ref in ("heures.part_velo", "heures.par_velo", "velos.donnes"))
    traces = traces_of(register, Manuscript((), mentions, {}))
    origins = origins_of(traces, register, contents).by_ref
    part = origins["heures.part_velo"]
    assert (part.status, part.question) == ("à confirmer", f"Combien d’heures au vélo{chr(0x202F)}?")
    assert "620" in part.formula
    assert origins["heures.par_velo"].status == "calculé"
    assert origins["velos.donnes"].stated == f"57{NBSP}vélos (l’infographie)"
    groups = annex_of(traces, register, contents, {}, ())["groups"]
    entries = [entry for group in groups for source in group["sources"] for entry in source["entries"]]
    assert [(entry["doubt"], entry["stated"]) for entry in entries] == [
        (True, ""),
        (False, ""),
        (True, f"57{NBSP}vélos (l’infographie)"),
    ]


def test_last_year_s_value_says_its_doubt(edition: Path):
    report, _ = load(edition)
    mentions = tuple(Mention(f"heures_par_atelier.{name}.hours", "", Place(""), "ateliers") for name in ("bois", "velo"))
    traces = traces_of(Register(report), Manuscript((), mentions, {}))
    assert traces["heures_par_atelier.bois.hours"].previous == f"310{NBSP}heures (à confirmer)"
    assert traces["heures_par_atelier.velo.hours"].previous == f"600{NBSP}heures"


# --- paper and Word -------------------------------------------------------------------------------------------------


def read_pdf(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return re.sub(r"\s+", " ", " ".join(page.get_textpage().get_text_bounded() for page in document))


def test_paper_marks_them_all_and_no_other(built: Path):
    text = read_pdf(built / "rapport-activite-2024.pdf").replace(NBSP, " ")
    for marked in ("vélo 50 %°", "reste 50 %°", "bois 310° heures", "couture trois°", "51°", "57°", "avant 310°"):
        assert marked in text, marked
    for plain in ("Total 1240 heures", "par vélo 4 heures"):  # PDFium reads no space that is an object of its own
        assert plain in text.replace("\u202f", ""), plain
    for row in MARKED_ROWS:
        assert f"{row}°" in text, row
    for row in PLAIN_ROWS:
        assert row in text, row
        assert f"{row}°" not in text, row
    assert "° à confirmer" in text  # at the foot of each page that bears a mark
    assert "Énoncé ailleurs : 57 vélos (l’infographie)" in text


def test_word_marks_them_all_and_no_other(built: Path):
    with zipfile.ZipFile(built / "rapport-activite-2024.docx") as archive:
        body, comments = (archive.read(f"word/{name}.xml").decode("utf-8") for name in ("document", "comments"))
    controls = re.findall(r'<w:tag w:val="([^"]*)"/>.*?</w:sdt>(.*?)(?=<w:sdt>|</w:p>)', body, re.DOTALL)
    after = [(unescape(ref), "".join(re.findall(r"<w:t\b[^>]*>(.*?)</w:t>", rest)).startswith("°")) for ref, rest in controls]
    named = [(re.sub(r"@2023\.\.2024$", "@-1..0", re.sub(r"@2023$", "@-1", ref)), marked) for ref, marked in after]
    assert {ref for ref, marked in named if marked} == DOUBTFUL
    assert {ref for ref, marked in named if not marked} >= SURE
    text = unescape("".join(re.findall(r"<w:t\b[^>]*>(.*?)</w:t>", body)))
    for row in MARKED_ROWS:
        assert f"{row}°" in text, row
    for row in PLAIN_ROWS:
        assert f"{row}°" not in text, row
    assert "Est-ce bien cela" in comments
    assert "Énoncé ailleurs" in text


# --- the data for reuse, the charts ---------------------------------------------------------------------------------


def rows_in(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))


def test_the_data_tell_the_status_and_keep_the_formula(built: Path):
    rows = {(row["id"], row["annee"]): row for row in rows_in(built / "donnees/indicateurs.csv")}
    part = rows["heures.part_velo", "2024"]
    assert (part["statut"], part["question"]) == ("à confirmer", "Combien d'heures au vélo ?")
    assert part["formule"].startswith("100 * value(")
    assert rows["heures.par_velo", "2024"]["statut"] == "calculé"
    assert rows["heures.total", "2024"]["statut"] == "publié"
    assert rows["velos.donnes", "2024"]["autres_enonces"] == f"57{NBSP}vélos (l'infographie)"
    assert rows["velos.repares", "2024"]["autres_enonces"] == ""
    hours = {(row["cle"], row["annee"]): row["statut"] for row in rows_in(built / "donnees/tables/heures_par_atelier.csv")}
    assert hours["cuisine", "2024"] == "à confirmer"
    assert (hours["bois", "2024"], hours["cuisine", "2023"]) == ("publié", "publié")
    drawn = {row["categorie"]: row["statut"] for row in rows_in(built / "donnees/graphiques/heures.csv")}
    assert drawn == {"Vélo": "à confirmer", "Bois": "publié", "Cuisine": "à confirmer", "Couture": "à confirmer"}


def test_a_text_of_the_data_says_the_doubt_of_its_number(edition: Path, run: Callable[..., object]):
    charts = edition / "data/charts.yml"
    title = re.search(r"title: .*", charts.read_text("utf-8"))[0]
    charts.write_text(
        charts.read_text("utf-8").replace(
            title,
            """title: 'Le vélo fait {{ value("heures.part_velo", unit=true) }}'
  alt: 'Le vélo, {{ value("heures.part_velo", unit=true) }}.'""",
        ),
        "utf-8",
    )
    run(edition, "build")
    package = json.loads((edition / "output/2024/donnees/datapackage.json").read_text("utf-8"))
    titles = [resource["title"] for resource in package["resources"]]
    assert f"Le vélo fait 50{NBSP}% (à confirmer)" in titles
    html = (edition / "output/2024/index.html").read_text("utf-8")
    assert f"Le vélo, 50{NBSP}% (à confirmer). Certaines valeurs sont à confirmer." in html


def test_each_doubtful_mark_bears_the_sign(edition: Path):
    report, _ = load(edition)
    register = Register(report)
    spec = report.charts["avant_apres"]
    rows = rows_of(spec, register)
    assert [entry_of(row, 0).printed for row in rows] == ["12", "17°"]
    assert key_of(rows) == [f"°{NBSP}: à confirmer."]
    hours = rows_of(report.charts["heures"], register)
    printed = {entry.category: entry.printed for entry in (entry_of(row, 0) for row in hours)}
    assert printed == {"Vélo": "620°", "Bois": "380", "Cuisine": "240°", "Couture": "0°"}
    assert key_of([row for row in hours if not row.uncertain]) == []


def test_drawings_are_signed_and_say_what_the_sign_means(built: Path):
    html = (built / "index.html").read_text("utf-8")
    assert re.search(r"<text\b[^>]*>17°</text>", html)
    assert re.search(r"<text\b[^>]*>12</text>", html)
    assert f"°{NBSP}: à confirmer." in html


# --- past years and statements --------------------------------------------------------------------------------------


class Kept:
    """What last year's edition published: only what is asked of it here."""

    def __init__(self, told: dict[str, Status]) -> None:
        self.year, self.stamp, self.problems, self.definitions, self.tables = 2023, (), [], {}, {}
        self.told = told

    def published(self, ref: str, year: int) -> Published | None:
        if year != 2023 or ref not in self.told:
            return None
        status = self.told[ref]
        return Published(Decimal(600), "heures", status, "S", "Et en 2023 ?" * (status == "to_confirm"), Place("donnees"))


@pytest.mark.parametrize(
    ("told", "ref", "status"),
    [
        ({"heures_par_atelier.velo.hours": "to_confirm"}, "heures_par_atelier.velo.hours@-1", "to_confirm"),
        ({"heures_par_atelier.velo.hours": "to_confirm"}, "heures.part_velo@-1", "to_confirm"),
        ({"heures_par_atelier.velo.hours": "to_confirm", "heures.part_velo": "derived"}, "heures.part_velo@-1", "to_confirm"),
        ({"heures_par_atelier.velo.hours": "published", "heures.part_velo": "derived"}, "heures.part_velo@-1", "derived"),
        ({"heures.part_velo": "to_confirm"}, "heures.part_velo@-1..0", "to_confirm"),
        ({"heures_par_atelier.bois.hours": "published"}, "heures.bois_avant", "derived"),
    ],
)
def test_a_past_number_is_as_sure_as_its_edition_published_it_and_its_operands(
    edition: Path, told: dict[str, Status], ref: str, status: Status
):
    report = replace(load(edition)[0], last=cast("LastEdition", Kept(told)))
    assert Register(report).number(ref).status == status


def test_a_statement_is_a_number_of_its_own_as_doubtful_as_the_fact(edition: Path):
    register = Register(load(edition)[0])
    first, second = register.number("velos.donnes#1"), register.number("velos.donnes#2")
    assert (first.value, second.value) == (51, 57)
    assert (second.source, second.status, second.question) == ("l'infographie", "to_confirm", "51 ou 57 ?")
    assert [said.value for said in register.number("velos.donnes").stated] == [57]
    with pytest.raises(UnknownNumber, match="n'a pas d'énoncé 3"):
        register.number("velos.donnes#3")


@pytest.mark.parametrize("call", ["statement=0", "statement=-1", "statement=true", "statement=1, year=-1"])
def test_a_statement_that_nobody_wrote_is_told(edition: Path, run: Callable[..., object], call: str):
    (edition / "content/ateliers.md").write_text(f'---\ntitle: A\n---\n\n{{{{ value("velos.donnes", {call}) }}}}\n', "utf-8")
    outcome = run(edition, "check")
    assert outcome.code == 1  # type: ignore[attr-defined]
    assert "content/ateliers.md:5:" in outcome.out  # type: ignore[attr-defined]


def test_a_statement_that_does_not_exist_is_told_at_its_place(edition: Path, run: Callable[..., object]):
    (edition / "content/ateliers.md").write_text('---\ntitle: A\n---\n\n{{ value("velos.donnes", statement=9) }}\n', "utf-8")
    assert "content/ateliers.md:5:" in run(edition, "check").out  # type: ignore[attr-defined]


# --- what follows ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "card",
    ["heures.autres", "{number: velos.repares, sentence: 'sur {{ value(\"heures.part_velo\") }}'}"],
    ids=["number", "sentence"],
)
def test_no_card_shares_a_calculated_doubt(edition: Path, run: Callable[..., object], card: str):
    told = edition / "report.yml"
    told.write_text(told.read_text("utf-8") + f"\ncards:\n  - {card}\n", "utf-8")
    outcome = run(edition, "check")
    assert "CAR03" in outcome.out  # type: ignore[attr-defined]
    drawn = cards_of(Register(load(edition)[0]))[0]
    assert "à confirmer" in drawn.alt
    assert "à confirmer" in drawn.post


def test_questions_are_asked_once_where_the_calculated_number_is_printed(edition: Path):
    (edition / "content/ateliers.md").write_text('---\ntitle: Ateliers\n---\n\n{{ value("heures.autres") }}\n', "utf-8")
    asked = [question.text for question in questions_of(load(edition)[0])]
    assert asked.count("Combien d'heures au vélo ?") == 1
    assert [question for question, _ in by_section(edition)["Ateliers"]] == ["Combien d'heures au vélo ?"]


def test_the_doubt_of_a_calculated_number_is_accepted_with_its_operands(edition: Path):
    """Who signs 248 as it is, and says why, needn't say it again of the sums that it enters."""
    doubts = {subject.name: subject.doubtful for subject in subjects_of(load(edition)[0]).values()}
    assert doubts["heures_par_atelier"]
    assert doubts["velos.donnes"]
    assert not doubts["heures.autres"]
