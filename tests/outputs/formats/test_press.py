"""`--print`: the same report for the printer, whose colours run beyond the cut, and who sees where to cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from rapport.outputs.engines.pdf_boxes import with_bleed_boxes

MM = 72 / 25.4
A4 = (210, 297)
BLEED, SLUG = 3, 7
EDGE = BLEED + SLUG
Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)


@pytest.fixture
def output(petite: Path, run: Callable[..., object]) -> Path:
    assert getattr(run(petite, "build", "--print"), "code") == 0  # noqa: B009 - the fixture's own type is private
    return petite / "output/2024"


@pytest.fixture
def press(output: Path) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(output / "rapport-activite-2024-impression.pdf")
    yield document
    document.close()


def in_mm(box: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(round(side / MM) for side in box)


def colour_at(page: pypdfium2.PdfPage, across: float, down: float) -> Colour:
    """Return the colour of a page at a point given in mm from its upper left corner."""
    scale = 3
    bitmap = page.render(scale=scale, rev_byteorder=True)
    x, y = int(across * MM * scale), int(down * MM * scale)
    start = y * bitmap.stride + x * bitmap.n_channels
    red, green, blue = bytes(bitmap.buffer)[start : start + 3]
    return red, green, blue


def is_inked(colour: Colour) -> bool:
    return min(colour) < 200


def test_the_screen_pdf_stands_beside_it_unchanged(built_petite: Path, output: Path):
    name = "rapport-activite-2024.pdf"
    assert (output / name).read_bytes() == (built_petite / "output/2024" / name).read_bytes()
    assert not list((built_petite / "output/2024").glob("*impression*"))


def test_every_page_says_where_it_is_cut(output: Path, press: pypdfium2.PdfDocument):
    """A4 in the middle; three millimetres around it for the colours; room beyond for the marks."""
    screen = pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
    assert len(press) == len(screen)
    screen.close()
    width, height = A4
    for page in press:
        assert in_mm(page.get_mediabox()) == (0, 0, width + 2 * EDGE, height + 2 * EDGE)
        assert in_mm(page.get_trimbox()) == (EDGE, EDGE, width + EDGE, height + EDGE)
        assert in_mm(page.get_bleedbox()) == (SLUG, SLUG, width + EDGE + BLEED, height + EDGE + BLEED)


@pytest.mark.parametrize("index", [0, -1], ids=["cover", "back cover"])
def test_full_colours_run_into_the_bleed_and_no_further(press: pypdfium2.PdfDocument, index: int):
    page = press[index % len(press)]
    width, height = A4
    corners = [
        (EDGE - 2, EDGE - 2),
        (EDGE + width + 2, EDGE - 2),
        (EDGE - 2, EDGE + height + 2),
        (EDGE + width + 2, EDGE + height + 2),
    ]
    assert all(is_inked(colour_at(page, *corner)) for corner in corners)
    assert colour_at(page, SLUG - 1.5, EDGE + 20) == WHITE
    assert colour_at(page, EDGE + 20, EDGE + height + BLEED + 1.5) == WHITE


def test_marks_stand_at_the_corners_outside_the_bleed(press: pypdfium2.PdfDocument):
    """Horizontal and vertical, on the lines of the cut."""
    page = press[2]
    width, height = A4
    for across in (EDGE, EDGE + width):
        assert any(is_inked(colour_at(page, across + step / 10, 3)) for step in range(-3, 4))
    for down in (EDGE, EDGE + height):
        assert any(is_inked(colour_at(page, 3, down + step / 10)) for step in range(-3, 4))
    assert colour_at(page, EDGE + width / 2, 3) == WHITE


def test_the_same_sources_give_the_printer_the_same_bytes(output: Path):
    made = (output / "rapport-activite-2024-impression.pdf").read_bytes()
    assert with_bleed_boxes(made, BLEED) == with_bleed_boxes(made, BLEED)


def test_nothing_but_the_print_is_added(petite: Path, run: Callable[..., object]):
    """`--to html --print` makes the page and the printer's PDF, not the screen's."""
    run(petite, "build", "--to", "html", "--print")
    assert {path.suffix for path in (petite / "output/2024").iterdir() if path.is_file()} == {".html", ".pdf", ".json"}
    assert [path.name for path in (petite / "output/2024").glob("*.pdf")] == ["rapport-activite-2024-impression.pdf"]
