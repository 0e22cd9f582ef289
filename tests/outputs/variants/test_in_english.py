"""The leaflet in English: its words, its forms, its numbers read back, its spelling; and what is spoilt in it is told."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import page
import pypdfium2
import pytest

from rapport.cli.main import main
from tests.conftest import small_edition
from tests.outputs.read_aloud import read_aloud
from tests.outputs.variants.conftest import with_variants
from tests.test_end_to_end import stream_ends_in_a_return

ENGLISH = "variants:\n  essentiel-en: {language: en, translates: essentiel}\n"
PAIRS = """
- {fr: Rapport d'activité 2024, en: Activity report 2024}
- {fr: "L'essentiel {{ year() }}", en: "{{ year() }} at a glance"}
- {fr: Vélos réparés, en: bicycles repaired}
- {fr: "heures données en {{ year() }}", en: "hours given in {{ year() }}"}
- {fr: Part du vélo dans les heures de bénévolat, en: of the hours are given to the bicycle workshop}
- {fr: "Heures, Vélo (Heures de bénévolat par atelier)", en: hours at the bicycle workshop}
- {fr: "Heures, Bois (Heures de bénévolat par atelier)", en: hours at the wood workshop}
- {fr: "Heures, Cuisine (Heures de bénévolat par atelier)", en: hours at the kitchen}
- fr: Les bénévoles ont réparé {{ value("velos.repares") }} vélos.
  en: Volunteers repaired {{ value("velos.repares") }} bicycles.
- fr: L'atelier vélo reçoit {{ value("heures.part_velo", unit=true) }} des heures.
  en: >-
    The bicycle workshop receives {{ value("heures.part_velo", unit=true) }} of the hours,
    {{ share("heures_par_atelier.velo.hours", of="heures.total") }} of them.
- {fr: Un quatrième atelier s'installera près de la gare., en: Another workshop will settle near the station.}
- fr: Une heure sur deux se passe à l'atelier vélo
  en: "The bicycle workshop takes {{ share('heures_par_atelier.velo.hours', of='heures.total') }} of the hours"
- {fr: "Heures de bénévolat en {{ year() }}", en: "Hours of volunteering in {{ year() }}"}
- {fr: Vélo, en: Bicycles}
- {fr: Bois, en: Wood}
- {fr: Cuisine, en: Kitchen}
- {fr: Présidente, en: Chair}
- {fr: La porte est ouverte, en: The door is open}
- fr: Elle compte {{ value("velos.repares") }} vélos et n'en revient pas.
  en: She counts {{ value("velos.repares") }} bicycles, and says "I can't believe it".
"""


def in_english(root: Path) -> Path:
    """Add the variant in English to the small edition with its variants."""
    path = with_variants(root) / "report.yml"
    path.write_text(path.read_text("utf-8").replace("variants:\n", ENGLISH), "utf-8")
    (root / "data/en.yml").write_text(PAIRS, "utf-8")
    return root


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Path:
    root = in_english(small_edition(tmp_path_factory.mktemp("english"), shared_cache))

    assert main(["check", "--strict"], root) == 0
    assert main(["build", "--quiet", "--to", "essentiel-en"], root) == 0
    return root / "output/2024/essentiel-en-2024.pdf"


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return text.replace("\r\n", "\n")


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A], ids=lambda p: p.name)
def test_it_is_accessible_and_archivable(pdf: Path, profile: page.ValidationProfile):
    failures = [
        failure.message
        for failure in page.validate_pdf(pdf, profile=profile).failures
        if not (
            "STREAM-LENGTH" in failure.rule_id
            and failure.object_id
            and stream_ends_in_a_return(pdf.read_bytes(), failure.object_id.object_number)
        )
    ]
    assert failures == []


def test_it_says_that_it_is_in_english(pdf: Path):
    assert re.search(rb"/Lang ?\(en", pdf.read_bytes())


def test_its_numbers_are_in_english_form(pdf: Path):
    words = " ".join(text_of(pdf).split())
    assert "1,240 hours given in 2024" in words
    assert "receives 50% of the hours, half of them." in words
    assert "says “I can’t believe it”." in words
    assert not re.search(r"[\u202f«»]| [;:!?%]", words)


def test_what_is_not_seen_is_in_english_too(pdf: Path):
    """The alternative text of the chart, written from its data."""
    said = " ".join("\n".join(read_aloud(pdf)).split())
    assert "Bar chart. Hours of volunteering in 2024. Bicycles: 620; Wood: 380; Kitchen: 240." in said


def test_its_spelling_is_english(pdf: Path):
    """Read by the dictionary of hunspell; names and what the cover takes of the report in French are known."""
    if not shutil.which("hunspell"):
        pytest.skip("hunspell is not installed")
    text = text_of(pdf).replace("’", "'").replace("-\n", "")
    read = subprocess.run(["hunspell", "-d", "en_GB", "-l"], input=text, capture_output=True, text=True, check=False)
    if read.returncode:
        pytest.skip("hunspell has no English dictionary")
    names = "Nadia BERTHIER La Fabrique du Val Mains habiles fabrique-du-val.example fabrique val"
    assert {*read.stdout.split()} <= {*names.split()}


def test_a_translation_older_than_its_original_is_told_in_status_and_printed(petite: Path, run):
    root = in_english(petite)
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8").replace("près de la gare", "tout près de la gare"), "utf-8")
    said = run(root, "status").out
    assert "Traductions à reprendre (1)" in said
    assert "est plus ancien que son original" in said
    assert run(root, "build", "--to", "essentiel-en").code == 0
    assert "settle near the station" in " ".join(text_of(root / "output/2024/essentiel-en-2024.pdf").split())


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("fill: label-fill, it.sentence))", "fill: label-fill, [7,012]))", "VAR06"),
        ("numeral(it.number,", 'numeral(it.number.replace(",", " "),', "VAR05"),
        ("#it.words.whole", "#it.words.whole 1,234,567", "VAR06"),
    ],
    ids=["added", "french", "millions"],
)  # fmt: skip
def test_what_a_template_spoils_is_told(petite: Path, run, old: str, new: str, code: str):
    root = in_english(petite)
    template = root / "templates/variants/essentiel.typ"
    text = template.read_text("utf-8")
    assert old in text
    template.write_text(text.replace(old, new), "utf-8")
    assert code in run(root, "build", "--to", "essentiel-en").out


STEPS = """
etapes:
  title: Les étapes de l'année
  source: Registre de l'atelier
  key: date
  columns: {date: {label: Quand}, what: {label: Quoi}}
"""
STEPS_CHART = """
etapes: {kind: timeline, title: L'année d'une vitrine, table: etapes, category: what}
"""
STEPS_PAIRS = """
- {fr: L'année d'une vitrine, en: A year behind the window}
- {fr: Ouverture, en: Opening}
- {fr: Braderie, en: Jumble sale}
- {fr: Fête, en: Party}
"""


def test_the_dates_of_a_timeline_are_in_english_form(petite: Path, run):
    """In the drawing and in what is said of it, without a pair for any of them."""
    root = in_english(petite)
    for name, text in (("data/tables.yml", STEPS), ("data/charts.yml", STEPS_CHART), ("data/en.yml", STEPS_PAIRS)):
        path = root / name
        path.write_text(path.read_text("utf-8") + text, "utf-8")
    rows = "year;date;what\n2024;1er mars;Ouverture\n2024;du 3 au 5 juin;Braderie\n2024;mi-décembre;Fête\n"
    (root / "data/tables/etapes.csv").write_text(rows.replace(";", ","), "utf-8")
    section = root / "content/ateliers.md"
    section.write_text(section.read_text("utf-8") + '\n{{ chart("etapes") }}\n', "utf-8")
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8").replace("    chart: heures\n", "    chart: etapes\n"), "utf-8")
    told = run(root, "build", "--to", "essentiel-en")
    assert told.code == 0, told.out
    pdf = root / "output/2024/essentiel-en-2024.pdf"
    words = " ".join(text_of(pdf).split())
    for english, french in (("1 March", "mars"), ("3 to 5 June", "juin"), ("mid-December", "décembre")):
        assert english in words
        assert french not in words
    said = " ".join("\n".join(read_aloud(pdf)).split())
    assert "Timeline. A year behind the window. 1 March" in said
    assert "VAR09" not in run(root, "check").out


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("translates: essentiel", "translates: essentiels", "VAR01"),
        ("    chart: heures\n", "    chart: heure\n", "VAR02"),
        ("who: Nadia BERTHIER", "who: Paul MAREC", "VAR02"),
        ("language: en, ", "", "VAR01"),
    ],
)
def test_no_translation_is_said_useless_because_a_variant_is_mistyped(petite: Path, run, old: str, new: str, code: str):
    path = in_english(petite) / "report.yml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    said = run(petite, "check", "--quiet")[1]
    assert f"erreur {code}" in said
    assert "VAR10" not in said
