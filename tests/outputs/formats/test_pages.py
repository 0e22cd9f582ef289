"""The PDF of a whole edition, page by page: what each says, how it is built for screen readers, how it is filled and found."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import yaml

from rapport.flow.options import Options, Result
from rapport.flow.pipeline import build
from rapport.ground.cache import Cache
from rapport.outputs.engines.typst import compiled_pdf
from rapport.outputs.formats.branding import lay_brand
from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.brand import Brand
from tests.conftest import PROJECT, WHOLE, whole_edition
from tests.some import some


def texts_of(path: Path) -> list[str]:
    """Return the text of each page of a PDF."""
    return [page["text"] for page in measured(path)["pages"]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Result:
    """Return the build of the whole edition."""
    root = whole_edition(tmp_path_factory.mktemp("edition") / "rapport", shared_cache)
    return build(root, Options(formats=("pdf",)), lambda _: None)


@pytest.fixture(scope="module")
def document(made: Result) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(made.files["pdf"])
    yield document
    document.close()


def test_its_pages_keep_the_rules(made: Result):
    """As many as agreed, none nearly empty, nothing at the edge, every font inside, no heading alone."""
    assert [problem for problem in made.problems if problem.code.startswith("PAG")] == []
    assert made.report is not None
    assert made.report.edition.pages == (36, 52)


def test_sheets_of_four_pages_end_on_a_left_hand_cover(made: Result, document: pypdfium2.PdfDocument):
    assert len(document) % 4 == 0
    assert "Cap sur demain" in texts_of(made.files["pdf"])[-1]


def test_a_section_begins_a_page_unless_it_shares_one(made: Result):
    assert made.report is not None
    facts = measured(made.files["pdf"])
    by_page: dict[int, list[str]] = {}
    for anchor in sorted(facts["sections"], key=lambda anchor: (anchor.page, -anchor.top)):
        by_page.setdefault(anchor.page, []).append(anchor.name)
    shared = [name for names in by_page.values() for name in names[1:]]
    assert {*shared} <= {*made.report.edition.share_page}


@pytest.mark.parametrize(("name", "count"), [("annee", 2), ("paroles", 2), ("fg2i", 2)])
def test_spreads_begin_on_a_left_hand_page(made: Result, name: str, count: int):
    """Pages that are read together face each other."""
    facts = measured(made.files["pdf"])
    places = {anchor.name: anchor.page + 1 for anchor in facts["sections"]}
    assert places[name] % 2 == 0
    following = min(page for page in places.values() if page > places[name])
    assert following == places[name] + count


def test_drawings_that_fill_a_page_follow_their_text(made: Result):
    """The field and the discs face each other; the four portraits follow, one type a page, always in the same order."""
    pages = [re.sub(r"\s+", " ", text).strip() for text in texts_of(made.files["pdf"])]

    def places(*titles: str) -> list[int]:
        under_a_head = [re.compile(rf"[A-ZÉ’ ]+ {re.escape(title)}") for title in titles]  # that of their section
        return [next(n for n, text in enumerate(pages, 1) if title.match(text)) for title in under_a_head]

    field, discs = places("47 541 personnes", "Pour 1 000 €")
    portraits = places("AI :", "ETTI :", "EI :", "ACI :")
    assert discs == field + 1
    assert field % 2 == 0
    assert portraits == [*range(portraits[0], portraits[0] + 4)]


def test_a_page_that_bears_the_mark_of_a_doubt_says_what_it_means(made: Result):
    """Wherever the mark stands: in the text, in a drawing, in a title, in the annex."""
    marked = [text for text in texts_of(made.files["pdf"]) if "°" in re.sub(r"[Nn]°", "", text)]
    assert len(marked) > 12
    assert [text[:60] for text in marked if not re.search(r"°\s+à confirmer", text, re.IGNORECASE)] == []


def test_every_vertical_gap_is_a_step_of_the_scale():
    """Between blocks, rows and items: no length of its own, which would be one more rhythm."""
    own = re.compile(r"\b(?:above|below|spacing|row-gutter|gap): *(?!0)\d|(?<!\w)v\((?!0)[\d.]+(?:mm|pt)\)")
    found = {path.name: own.findall(path.read_text("utf-8")) for path in sorted((PROJECT / "templates/typst").glob("*.typ"))}
    assert {name: gaps for name, gaps in found.items() if gaps} == {}


SMALLEST = 8.0  # points
RAISED = "°er2"  # the mark of a doubt, and the letters of 1er and 2e


def test_nothing_is_set_below_eight_points(document: pypdfium2.PdfDocument):
    small: Counter[tuple[int, str]] = Counter()
    for number, page in enumerate(document, 1):
        read = page.get_textpage()
        for index in range(read.count_chars()):
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(read.raw, index, matrix)
            size = pdfium.FPDFText_GetFontSize(read.raw, index) * abs(matrix.d or matrix.b)
            letter = chr(pdfium.FPDFText_GetUnicode(read.raw, index))
            if 0 < size < SMALLEST - 0.05 and letter.strip() and letter not in RAISED:
                small[number, letter] += 1
    assert small == Counter()


def test_pages_are_well_filled(made: Result):
    """Two thirds at least, but for those that the edition declares and the openers; no blank of a third within a page."""
    assert made.report is not None
    assert made.report.edition.airy_pages is not None
    facts = measured(made.files["pdf"])
    margin = 20 * 72 / 25.4
    openers = {anchor.page for anchor in facts["sections"] if anchor.name.startswith("partie-")}
    filled = [(page["height"] - margin - page["lowest"]) / (page["height"] - 2 * margin) for page in facts["pages"]]
    airy = [number for number, share in enumerate(filled) if share < 2 / 3 and number not in openers]
    assert len(airy) <= len(made.report.edition.airy_pages), [number + 1 for number in airy]
    assert [number + 1 for number, page in enumerate(facts["pages"][:-1]) if page["hole"] > page["height"] / 3 and number] == []


def test_bookmarks_follow_parts_and_sections(made: Result, document: pypdfium2.PdfDocument):
    """A part holds its sections, and these their headings; each leads to its page, in order."""
    assert made.report is not None
    levels = {item.get_title(): item.get_level() if hasattr(item, "get_level") else item.level for item in document.get_toc()}
    written = yaml.safe_load((WHOLE / "report.yml").read_text("utf-8"))
    entries = written["sections"]
    inside = False
    for entry in some(entries):
        if isinstance(entry, dict):
            inside = True
            assert levels[entry["part"].replace("'", "’")] == 0
        else:
            title = yaml.safe_load((WHOLE / f"content/{entry}.md").read_text("utf-8").split("---")[1])["title"]
            title = title.replace("{{ year() }}", str(made.report.edition.year))
            assert levels[title.replace("'", "’")] == (1 if inside and entry not in written["end_matter"] else 0)
    pages = [place.get_index() for item in document.get_toc() if (place := item.get_dest())]
    assert pages == sorted(pages)


def test_labels_are_the_folios(document: pypdfium2.PdfDocument):
    """Page 12 of the reader's window is the page that prints 12."""
    assert [document.get_page_label(index) for index in range(len(document))] == [str(n + 1) for n in range(len(document))]
    for index in (5, 11, 22):
        assert re.search(rb"\b%d\b" % (index + 1), document[index].get_textpage().get_text_range().encode())


def test_the_contents_lead_where_they_say(document: pypdfium2.PdfDocument):
    text = document[1].get_textpage()
    found = list(_links(document, 1))
    assert len(found) > 25
    for target, box in found:
        folio = re.findall(r"\d+", text.get_text_bounded(*box))
        assert not folio or int(folio[-1]) == target + 1


def _links(document: pypdfium2.PdfDocument, index: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    position, link = pdfium.c_int(0), pdfium.FPDF_LINK()
    page = document[index]
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        box = pdfium.FS_RECTF()
        pdfium.FPDFLink_GetAnnotRect(link, box)
        place = pdfium.FPDFLink_GetDest(document.raw, link)
        if place:
            yield pdfium.FPDFDest_GetDestPageIndex(document.raw, place), (box.left, box.bottom, box.right, box.top)


# --- for screen readers --------------------------------------------------------------------------------------------


def _word(ask: Callable[..., int], element: object) -> str:
    found = (pdfium.FPDF_WCHAR * 4096)()
    length = ask(element, found, 8192)
    return bytes(found)[: max(length - 2, 0)].decode("utf-16-le")


def _elements(document: pypdfium2.PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield the kind and the alternative text of each element of structure, in reading order."""
    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        waiting = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, index) for index in range(count)][::-1]
        while waiting:
            element = waiting.pop()
            yield _word(pdfium.FPDF_StructElement_GetType, element), _word(pdfium.FPDF_StructElement_GetAltText, element)
            children = range(pdfium.FPDF_StructElement_CountChildren(element))
            inner = (pdfium.FPDF_StructElement_GetChildAtIndex(element, index) for index in children)
            waiting += [child for child in inner if child][::-1]
        pdfium.FPDF_StructTree_Close(tree)


def test_it_is_built_of_headings_lists_tables_and_described_pictures(made: Result, document: pypdfium2.PdfDocument):
    assert made.report is not None
    elements = list(_elements(document))
    kinds = Counter(kind for kind, _ in elements)
    assert kinds["H2"] >= 20
    assert kinds["L"] >= 5
    assert kinds["LI"] == kinds["LBody"] >= 15
    assert kinds["Table"] >= 3
    assert kinds["TH"] >= 3 * 2
    assert kinds["Figure"] >= len(made.report.charts)
    assert [alt for kind, alt in elements if kind == "Figure" and not alt] == []


def test_headings_go_down_one_level_at_a_time(document: pypdfium2.PdfDocument):
    levels = [int(kind[1]) for kind, _ in _elements(document) if re.fullmatch(r"H\d", kind)]
    assert levels[0] == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []


# --- long tables ---------------------------------------------------------------------------------------------------


def test_a_long_table_repeats_its_header_and_keeps_its_rows_whole(tmp_path: Path):
    shutil.copytree(PROJECT / "templates/typst", tmp_path / "typst")
    shutil.copy(PROJECT / "templates/report.typ", tmp_path)
    (tmp_path / "numbers.json").write_text('{"entries": {}, "groups": [], "charts": {}, "document": ""}', "utf-8")
    lay_brand(tmp_path, Brand.of({}))
    rows = ", ".join(f"[début{n:03}], [{'texte de la ligne ' * 12} fin{n:03}]" for n in range(60))
    table = f"#figure(table(columns: (30%, 70%), table.header([Nom], [Rôle tenu]), {rows}), caption: [Long])"
    document = (
        f'#import "report.typ": *\n#show: report.with(title: "T", organisation: "O", year: 2024)\n= Un\n#data-table()[{table}]\n'
    )
    (tmp_path / "main.typ").write_text(document, "utf-8")
    made = compiled_pdf(tmp_path / "main.typ", PROJECT / "assets/fonts", 0, Cache(tmp_path / "cache"))
    (tmp_path / "t.pdf").write_bytes(made)
    pages = [text for text in texts_of(tmp_path / "t.pdf") if "début" in text]
    assert len(pages) > 2
    for text in pages:
        assert "Rôle tenu" in text
        assert re.findall(r"début(\d+)", text) == re.findall(r"fin(\d+)", text)


TOTAL, DOUBTFUL = '{{ value("heures.total", unit=true) }}', '{{ value("velos.repares", unit=true) }}'


@pytest.mark.parametrize(
    "title",
    [
        f"L'accompagnement professionnalisation **{DOUBTFUL}** en {DOUBTFUL} accompagnement",
        f"Les intercommunautaires professionnalisations ont {DOUBTFUL} réparations et {DOUBTFUL} accompagnements",
        f"Professionnalisation de {DOUBTFUL} et {DOUBTFUL} de plus pour *{TOTAL}* d'accompagnement",
        f"{DOUBTFUL} {DOUBTFUL} {DOUBTFUL} {TOTAL} {TOTAL} {DOUBTFUL} réparations",
    ],
)
def test_a_title_with_numbers_stays_in_its_column(petite: Path, run: Callable, title: str):
    """Of a section, a chart, a table, a heading, a call-out: Typst's optimized lines ran over the edge behind a linked number."""
    path = petite / "data/indicators/ateliers.yml"
    doubt = "values: {2024: 318}\n  status: to_confirm\n  question: Combien de vélos ?"
    path.write_text(path.read_text("utf-8").replace("values: {2024: 318}", doubt), "utf-8")
    said = "'" + title.replace("'", "''") + "'"
    for name, old in (("charts", r"title: '.*"), ("tables", r"title: Heures de bénévolat par atelier")):
        path = petite / f"data/{name}.yml"
        path.write_text(re.sub(old, lambda _: f"title: {said}", path.read_text("utf-8"), count=1), "utf-8")
    path = petite / "content/ateliers.md"
    text = path.read_text("utf-8").replace("title: L'année des ateliers", f"title: {said}")
    text += f"\n## {title}\n\nUn mot.\n\n::: callout\n### {title}\n\nA\n:::\n"
    path.write_text(text, "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "PAG03" in line or "REN01" in line] == []
    for page in some(pypdfium2.PdfDocument(petite / "output/2024/rapport-activite-2024.pdf")):
        read = page.get_textpage()
        printed = [index for index in range(read.count_chars()) if read.get_text_range(index, 1).strip()]  # a space may hang
        assert max(read.get_charbox(index)[2] for index in printed) < page.get_width() - 19 / 25.4 * 72
