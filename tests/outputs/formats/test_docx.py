"""The Word file to proofread: its numbers, tables, pictures and styles, read back from its XML."""

from __future__ import annotations

import re
import shutil
import struct
import zipfile
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from rapport.cli.main import main
from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.outputs.engines.work_folder import Tools
from rapport.sources.model import Manuscript, Report

Run = Callable[..., SimpleNamespace]
DOCX = "output/2024/rapport-activite-2024.docx"


class Word:
    """The parts of a Word file as text."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body, self.styles, self.comments = (
            self.parts[f"word/{name}.xml"].decode("utf-8") for name in ("document", "styles", "comments")
        )

    def style(self, name: str) -> str:
        """Return the definition of a style by its name."""
        found = re.search(
            rf'<w:style\b[^>]*><w:name w:val="{name}" ?/>.*?</w:style>', re.sub(r">\s+<", "><", self.styles), re.DOTALL
        )
        assert found, name
        return found[0]

    def paragraphs(self, style: str) -> list[str]:
        """Return the texts of the paragraphs of a style, by its id."""
        found = re.findall(r"<w:p>(?:(?!</w:p>).)*</w:p>", self.body, re.DOTALL)
        return [text_of(paragraph) for paragraph in found if f'<w:pStyle w:val="{style}"' in paragraph]


def text_of(xml: str) -> str:
    return unescape("".join(re.findall(r"<w:t\b[^>]*>(.*?)</w:t>", xml)))


def make(root: Path) -> Word:
    assert main(["build", "--quiet", "--to", "docx"], root) == 0
    return Word(root / DOCX)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, built_petite: Path) -> Path:
    root = tmp_path_factory.mktemp("word") / "petite"
    return shutil.copytree(built_petite, root, symlinks=True, ignore=shutil.ignore_patterns("output"))


@pytest.fixture(scope="module")
def word(root: Path) -> Word:
    return make(root)


@pytest.fixture(scope="module")
def edition(root: Path) -> tuple[Report, Manuscript]:
    flow = Flow(root, Tools(root, Cache(root / ".cache")))
    return flow.report(), flow.manuscript()


def test_word_can_open_it(root: Path, word: Word):
    """A reader of the format finds the paragraphs, the tables and the properties."""
    assert word.body
    document = docx.Document(str(root / DOCX))
    assert document.core_properties.title == "Mains habiles, Rapport d’activité 2024"
    assert document.core_properties.author == "La Fabrique du Val"
    assert [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"][:2] == [
        "Le mot de la présidente",
        "Les ateliers",
    ]
    assert (round(document.sections[0].page_width.mm), round(document.sections[0].page_height.mm)) == (210, 297)


def test_each_number_is_a_control_that_carries_its_name(edition: tuple[Report, Manuscript], word: Word):
    controls = re.findall(r'<w:alias w:val="([^"]*)"/><w:tag w:val="([^"]*)"/>.*?<w:sdtContent>(.*?)</w:sdtContent>', word.body)
    found = Counter((unescape(tag), text_of(content)) for _, tag, content in controls)
    assert found == Counter((mention.ref, mention.printed) for mention in edition[1].mentions)
    assert all(0 < len(unescape(title)) <= 64 for title, _, _ in controls), "Word refuses longer titles"
    ids = re.findall(r'<w:sdtPr>.*?<w:id w:val="(\d+)"/>', word.body)
    assert len(ids) == len(set(ids)) == len(controls)


def test_a_number_says_where_it_comes_from_and_leads_there(word: Word):
    tips = re.findall(r'<w:hyperlink w:anchor="(chiffre-\d+)" w:history="1" w:tooltip="([^"]*)">', word.body)
    assert any("Vélos réparés\u00a0: 318\u00a0vélos (publié). Registre de l’atelier vélo" in tip for _, tip in tips)
    assert max(len(unescape(tip)) for _, tip in tips) <= 255, "Word cuts longer tips"


def test_no_link_leads_nowhere(word: Word):
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', word.body)
    assert len(names) == len(set(names))
    assert set(re.findall(r'w:anchor="([^"]+)"', word.body)) <= set(names)


def test_a_number_to_confirm_has_its_question_in_the_margin(petite: Path):
    path = petite / "data/indicators/ateliers.yml"
    said = path.read_text("utf-8").replace(
        "  source: Registre", "  status: to_confirm\n  question: 318 ou 381 ?\n  source: Registre"
    )
    path.write_text(said, "utf-8")
    word = make(petite)
    assert "À confirmer\u00a0: 318 ou 381\u202f?" in text_of(word.comments)
    assert word.body.count("<w:commentRangeStart") == word.body.count("<w:commentRangeEnd") == 2
    assert '<w:rStyle w:val="ChiffreAConfirmer" />' in word.body


def test_tables_can_be_edited_and_name_their_columns(word: Word):
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", word.body, re.DOTALL)
    headed = [table for table in tables if "<w:tblHeader" in table]
    assert [
        text_of(table).startswith(words) for table, words in zip(headed, ("Nom", "Atelier", "Atelier", "Chiffre"), strict=True)
    ]
    assert len(tables) - len(headed) == 1, "the band of key numbers has no columns to name"
    assert "<w:cantSplit" in word.style("Table")


def test_charts_are_sharp_pictures_with_their_description(edition: tuple[Report, Manuscript], word: Word):
    drawing = edition[1].drawings["heures"]
    described = [unescape(text) for text in re.findall(r'<wp:docPr descr="([^"]*)"', word.body)]
    assert drawing.alt.replace("{{ year() }}", "2024") in described
    assert "Un établi et ses outils" in described
    pictures = {name: content for name, content in word.parts.items() if name.startswith("word/media/")}
    assert all(content.startswith(b"\x89PNG") for content in pictures.values())
    width = float(re.search(r'<svg [^>]*?\bwidth="([\d.]+)"', drawing.svg)[1])
    assert round(2 * width) in {struct.unpack(">I", content[16:20])[0] for content in pictures.values()}


def test_the_language_is_french(word: Word):
    assert re.search(r'<w:lang [^>]*w:val="fr-FR"', word.styles)
    assert b"<dc:language>fr-FR</dc:language>" in word.parts["docProps/core.xml"]


def test_each_section_names_the_file_to_correct(edition: tuple[Report, Manuscript], word: Word):
    shown = word.paragraphs("FichierSourceEnTete") + word.paragraphs("FichierSource")
    assert shown == [section.path for section in edition[0].sections]


def test_parts_and_sections_are_numbered_as_the_report_is(word: Word):
    assert word.paragraphs("NumeroDePartie") == ["Partie I"]
    assert word.paragraphs("Heading2") == ["Et demain", "Le bureau", "L’année des ateliers"]
    assert word.paragraphs("TOC1") + word.paragraphs("TOC2") == [
        "Le mot de la présidente",
        "Les ateliers",
        "Les chiffres de ce rapport",
        "L’année des ateliers",
    ]


def test_styles_are_the_brand_s(petite: Path):
    """One file for the whole brand: a colour and a font changed there change the Word file."""
    brand = petite / "assets/_brand.yml"
    text = (
        brand.read_text("utf-8")
        .replace("#A63D2F", "#5B2A86")
        .replace("family: Newsreader Display\n", "family: IBM Plex Sans\n", 2)
    )
    brand.write_text(
        text.replace("  headings:\n    family: Newsreader Display", "  headings:\n    family: IBM Plex Sans"), "utf-8"
    )
    heading = make(petite).style("heading 1")
    assert 'w:val="5B2A86"' in heading
    assert 'w:ascii="IBM Plex Sans"' in heading


def test_what_an_author_types_stays_text(petite: Path):
    """No raw markup, no script behind a link, even when the rules are told to look away."""
    section = petite / "content/edito.md"
    typed = "\n\n`<w:br/>`{=openxml} et [ceci](javascript:alert) <b>gras</b>\n"
    section.write_text(section.read_text("utf-8") + typed, "utf-8")
    report = petite / "report.yml"
    report.write_text(report.read_text("utf-8") + "\nseverities: {LNK03: info}\n", "utf-8")
    word = make(petite)
    assert "<w:br/>" not in word.body
    assert "&lt;w:br/&gt;" in word.body
    assert not any(b"javascript:" in part for name, part in word.parts.items() if name.endswith(".rels"))


def test_the_same_sources_give_the_same_bytes(petite: Path):
    first = (make(petite), (petite / DOCX).read_bytes())[1]
    shutil.rmtree(petite / "output")
    assert (make(petite), (petite / DOCX).read_bytes())[1] == first


def test_nothing_of_word_is_made_unless_asked_for(built_petite: Path):
    assert not list(built_petite.rglob("*.docx"))


def test_key_numbers_stand_over_their_words(word: Word):
    assert word.paragraphs("ChiffreCle") == ["318", "1\u202f240"]
    assert word.paragraphs("LegendeDeChiffreCle") == ["vélos réparés", "heures données"]


@pytest.mark.parametrize("count", [2, 3, 4, 5])
@pytest.mark.parametrize("digits", [2, 6, 9, 12])
def test_no_key_number_breaks_in_two(petite: Path, count: int, digits: int):
    """In the widest letters that may stand in for the report's (DejaVu Sans, 0.64 em a digit), each one fits its cell."""
    typed = f'[{"8" * digits}]{{.literal because="essai"}}'
    items = "\n".join(f"- **{typed}** essais" for _ in range(count))
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Ateliers\n---\n\n:::: key-numbers\n{items}\n::::\n", "utf-8")
    word = make(petite)
    table = next(table for table in docx.Document(petite / DOCX).tables if "8" * digits in table.cell(0, 0).text)
    across = len(table.columns)
    size = 28 if word.paragraphs("ChiffreCle") else 19
    assert digits * 0.64 * size < 450 / across
    shown = [cell.text for row in table.rows for cell in row.cells if cell.text.strip()]
    assert len(shown) == count
