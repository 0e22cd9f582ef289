"""A timeline in the PDF: one grid for all events, one month on a band of colour, the month said again over a page."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.outputs.formats.test_terms_and_dates import box_of, page_of
from tests.some import some

TABLE = """
agenda:
  title: L'agenda
  view: timeline
  source: Registre
  columns: {when: {label: Quand}, title: {label: Quoi}, text: {label: Récit}}
"""


def agenda(root: Path, *months: tuple[str, int], words: int = 6) -> pypdfium2.PdfTextPage:
    """Return the page of a timeline: so many events for each month, whose names are its own."""
    with (root / "data/tables.yml").open("a", encoding="utf-8") as file:
        file.write(TABLE)
    rows = [f"2024,{when},Atelier {when}{n},Dit {when}{n} {'mot ' * words}" for when, count in months for n in range(count)]
    (root / "data/tables/agenda.csv").write_text("year,when,title,text\n" + "\n".join(rows) + "\n", "utf-8")
    return page_of(root, '{{ table("agenda") }}\n', f"Atelier {months[0][0]}0")


def height(page: pypdfium2.PdfTextPage, words: str) -> float:
    _, foot, _, top = box_of(page, words)
    return top - foot


BUSY = {
    "the most in May": ((("mars", 1), ("mai", 3), ("juin", 2)), True),
    "as many in June": ((("mars", 1), ("mai", 3), ("juin", 3)), False),
    "two at most": ((("mars", 1), ("mai", 2), ("juin", 1)), False),
    "all in May": ((("mai", 5),), True),
    "too many": ((("mars", 1), ("mai", 9)), False),
}


@pytest.mark.parametrize("case", BUSY)
def test_the_first_event_of_the_busiest_month_is_read_first(case: str, petite: Path):
    months, alone = BUSY[case]
    page = agenda(petite, *months)
    assert (height(page, "Atelier mai0") > 2 * height(page, "Atelier mai1")) == alone


def test_an_event_alone_on_its_row_is_told_across_the_columns_of_the_others(petite: Path):
    page = agenda(petite, ("mars", 1), ("mai", 2), ("juin", 2))
    left, right = (box_of(page, f"Atelier mai{n}")[0] for n in range(2))
    assert box_of(page, "Atelier mars0")[0] == pytest.approx(left, abs=1)
    assert box_of(page, "Dit mars0")[0] == pytest.approx(right, abs=1)


def test_a_month_that_goes_on_over_a_page_is_said_there_again(petite: Path):
    agenda(petite, ("mars", 12), ("mai", 12), words=60)
    (made,) = (petite / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    gone_on = [page for page in pages if "Atelier m" in page.get_text_bounded()][1:]
    for page in some(gone_on):
        first = page.get_text_bounded().split("Atelier ")[1].split("\n")[0].strip().rstrip("0123456789")
        assert box_of(page, first)[0] == pytest.approx(20 * 72 / 25.4, abs=2)
