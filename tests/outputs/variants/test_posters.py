"""The numbers of a slide: as large as they may be, their words of one size; titles stay in their box in other letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.outputs.variants import measured, template
from rapport.outputs.variants.posters import laid_numbers
from rapport.outputs.variants.slides import SlideNumber
from tests.some import some

FONTS = Path("assets/fonts")
SHORT, LONG = "sessions", "personnes en parcours dans les structures qui ont répondu à l’Observatoire de toute l’année écoulée"
_ELSEWHERE = 1.153  # DejaVu Sans by Newsreader Display, for the titles of the report


def numbers(*labels: str) -> list[SlideNumber]:
    return [SlideNumber(f"a.{rank}", "1\u202f240", label) for rank, label in enumerate(labels)]


@pytest.mark.parametrize("labels", [(SHORT, LONG), (LONG, SHORT, SHORT, SHORT), (SHORT,) * 5 + (LONG,)])
def test_the_words_of_a_slide_are_of_one_size(labels: tuple[str, ...]):
    laid = laid_numbers(numbers(*labels), FONTS / "NewsreaderDisplay.ttf", FONTS / "IBMPlexSans.ttf")
    assert len({one.small for one in laid}) == 1
    for one in some(laid):
        left, top, wide, high = one.under
        assert measured.height_of(one.of.label, one.small, FONTS / "IBMPlexSans.ttf", wide) <= high
        assert left + wide <= template.WIDE
        assert top + high <= template.BODY[1] + template.BODY[3]


def test_a_slide_without_numbers_has_none():
    assert laid_numbers([], FONTS / "NewsreaderDisplay.ttf", FONTS / "IBMPlexSans.ttf") == []


@pytest.mark.parametrize(
    "title",
    [
        "Les personnes de vingt-six à quarante-neuf ans sont partout les plus nombreuses, de 49 % dans les AI à 70 % dans les EI",
        "La part des personnes sans le baccalauréat va de 67 % dans les ACI à 85 % dans les EI",
        "L’État est partout le premier financeur, de 54 % dans les AI à 95 % dans les ETTI, devant les départements et l’Europe",
    ],
)
def test_a_title_stays_in_its_box_in_the_letters_of_a_program_without_the_brand(title: str):
    font, (_, _, wide, high) = FONTS / "NewsreaderDisplay.ttf", template.TITLE
    size = measured.fitting(title, (30.0, 27.0, 24.0, 21.0), font, wide, high)
    own = wide * measured._ROOM / _ELSEWHERE  # what its width leaves to letters as wide as those of DejaVu Sans
    assert measured.height_of(title, size, font, own) <= high
