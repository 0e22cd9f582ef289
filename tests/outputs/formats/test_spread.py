"""Pages spread over their height: what is spread never goes over its foot, where its notes are, and the passes of Typst agree."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.some import some

SIZES = {
    f"Section {letter}": size for letter, size in zip("abcdefghijklmn", range(60, 200, 10), strict=True)
}  # words a paragraph


def laid(root: Path, titles: int, notes: int) -> None:
    """Add sections of growing sizes to the small edition, with long notes under their first paragraph."""
    path = root / "report.yml"
    for name, size in SIZES.items():
        text = f"---\ntitle: {name}\n---\n"
        for title in "abcdef"[:titles]:
            called = range(notes if title == "a" else 0)
            text += f"\n## Titre {title}\n\n{'mot ' * size}{''.join(f'[^{n}]' for n in called)}\n"
            text += "".join(f"\n[^{n}]: {'note ' * 40}\n" for n in called)
        (root / f"content/{name[-1]}.md").write_text(text, "utf-8")
        path.write_text(f"{path.read_text('utf-8')}  - {name[-1]}\n", "utf-8")


@pytest.mark.parametrize(("titles", "notes"), [(3, 0), (3, 8), (4, 2), (6, 4)])
def test_the_contents_say_where_sections_are(titles: int, notes: int, petite: Path):
    laid(petite, titles, notes)
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(made)]
    listed = {name: int(folio) for name, folio in re.findall(r"(Section [a-n])\s+(\d+)\b", pages[1])}
    found = {name: next(n for n, text in enumerate(pages[2:], 3) if re.search(rf"{name}\s+Titre a", text)) for name in SIZES}
    assert listed == found
    assert len(pages) % 4 == 0


def pages_of(root: Path) -> list[pypdfium2.PdfTextPage]:
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    return [page.get_textpage() for page in pypdfium2.PdfDocument(made)]


def gap_before(words: str, page: pypdfium2.PdfTextPage) -> float:
    """Return the height between some words and the letters read before them, in points."""
    found = page.search(words).get_next()
    assert found is not None
    before = next(n for n in range(found[0] - 1, -1, -1) if page.get_text_range(n, 1).strip())
    return float(page.get_charbox(before)[1] - page.get_charbox(found[0])[3])


NARROWED = 15  # points between a text and the next title: a line and a half from foot to foot, where gaps gave up two steps


@pytest.mark.parametrize("titles", [4, 5])
def test_the_few_lines_that_go_over_are_taken_back(titles: int, petite: Path):
    """Gaps give up two steps only where the section then holds on its page, and some sections do."""
    path = petite / "report.yml"
    names = [f"Suite {letter}" for letter in "abcdefghijklmnopqrstuvwx"]
    for n, name in enumerate(names):
        words = (600 + 14 * n) // titles
        text = "".join(f"\n## Titre {letter}\n\n{'mot ' * words}\n" for letter in "abcdef"[:titles])
        (petite / f"content/{name[-1]}.md").write_text(f"---\ntitle: {name}\n---\n{text}", "utf-8")
        path.write_text(f"{path.read_text('utf-8')}  - {name[-1]}\n", "utf-8")
    pages = pages_of(petite)
    begun = [page for page in pages[2:] if re.search(r"Suite [a-x]\s+Titre a", page.get_text_bounded())]
    assert len(begun) == len(names)
    narrowed = [page for page in begun if gap_before("Titre b", page) < NARROWED]
    assert all(f"Titre {'abcdef'[titles - 1]}" in page.get_text_bounded() for page in some(narrowed))


def gap_of(root: Path, words: int, *, banner: bool = False) -> float:
    """Return the height between the first of four texts of a section and the title of the second, in points."""
    text = "\n\n".join(f"## Titre {letter}\n\n{'mot ' * words}" for letter in "abcd")
    (root / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\n{text}\n", "utf-8")
    path = root / "report.yml"
    if banner:
        path.write_text(f"{path.read_text('utf-8')}banners: [ateliers]\n", "utf-8")
    (page,) = (page for page in pages_of(root)[2:] if "Titre a" in page.get_text_bounded())
    assert "Titre d" in page.get_text_bounded()
    return gap_before("Titre b", page)


STEP = 13 / 4  # points: a quarter of a line


@pytest.mark.parametrize("banner", [False, True])
def test_gaps_are_alike_from_page_to_page(petite: Path, *, banner: bool):
    """However much their pages leave: what is left beyond is the foot of the page."""
    most = 190 if banner else 200
    full, some_left, more_left = (gap_of(petite, words, banner=banner and words == most) for words in (most, 160, 125))
    assert some_left == pytest.approx(more_left, abs=0.1)
    assert some_left == pytest.approx(full + 2 * STEP, abs=0.1)


def test_gaps_take_more_where_a_third_of_the_page_would_be_empty(petite: Path):
    enough, sparse, sparser, nearly_empty = (gap_of(petite, words) for words in (125, 100, 80, 20))
    assert enough < sparse < sparser
    assert [sparser, nearly_empty] == pytest.approx([enough + 4 * STEP] * 2, abs=0.1)


def banner_of(root: Path, words: int) -> tuple[float, float]:
    """Return how far a banner's head comes down the page of a section of four texts, and its landscape, in points."""
    text = "\n\n".join(f"## Titre {letter}\n\n{'mot ' * words}" for letter in "abcd")
    (root / "content/ateliers.md").write_text(f"---\ntitle: Les ateliers\n---\n\n{text}\n", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "Titre a" in page.get_textpage().get_text_bounded())
    boxes = [one.get_bounds() for one in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_PATH,))]
    wide = [box for box in boxes if box[2] - box[0] > 590]
    head = min(page.get_height() - box[1] for box in some(box for box in wide if box[3] > 800 and box[1] > 400))
    return head, max(page.get_height() - box[1] for box in some(box for box in wide if box[1] > 400))


LEAST = 12 / 25.4 * 72  # points that a landscape takes, on a full page too


def test_a_banner_is_as_high_as_what_it_holds_and_its_landscape_as_its_page_allows(petite: Path):
    path = petite / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}banners: [ateliers]\n", "utf-8")
    (full, least), (some_left, larger), (few, largest) = (banner_of(petite, words) for words in (240, 100, 40))
    assert full == pytest.approx(some_left, abs=0.1)
    assert full == pytest.approx(few, abs=0.1)
    assert least - full == pytest.approx(LEAST, abs=0.1)
    assert least < larger <= largest


@pytest.mark.parametrize(
    "text", ["Fin.^[Une note seule.]", "Fin.^[Une note.] Suite.^[Une autre.]", "Fin.[^n]\n\n[^n]: Une note seule."]
)
def test_a_note_stays_on_the_page_of_its_call(text: str, petite: Path):
    """Gaps spread over a full page pushed its notes, alone, onto an empty one."""
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\n{text}\n", "utf-8")
    texts = [page.get_text_bounded() for page in pages_of(petite)]
    assert [("Fin." in page, "Une note" in page) for page in texts if "Fin." in page or "Une note" in page] == [(True, True)]


@pytest.mark.parametrize("fenced", ["::: callout\nÀ part.\n:::", "> À part.", "::: callout\n### À part.\nReste.\n:::"])
def test_what_is_set_apart_begins_where_the_words_do(fenced: str, petite: Path):
    """Its rule hangs beside the column of the text."""
    path = petite / "content/ateliers.md"
    path.write_text(f"{path.read_text('utf-8')}\nDebout.\n\n{fenced}\n\nDehors.\n", "utf-8")
    (page,) = (page for page in pages_of(petite) if "Debout." in page.get_text_bounded())
    starts = []
    for words in ("Debout.", "part.", "Dehors."):
        found = page.search(words).get_next()
        assert found is not None
        starts.append(page.get_charbox(found[0] - 2 * (words == "part."), loose=True)[0])
    assert starts == pytest.approx([starts[0]] * 3, abs=0.8)
