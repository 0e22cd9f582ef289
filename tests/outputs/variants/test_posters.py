"""The numbers of a slide: as large as they may be, their words of one size; titles stay in their box in other letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from rapport.outputs.variants import measured, template
from rapport.outputs.variants.posters import Letters, SlideNumber, laid_numbers, posters_by_slide
from tests.some import some

FONTS = Path("assets/fonts")
LETTERS = Letters(FONTS / "NewsreaderDisplay.ttf", FONTS / "IBMPlexSans.ttf")
SHORT, LONG = "sessions", "personnes en parcours dans les structures qui ont répondu à l’Observatoire de toute l’année écoulée"
_ELSEWHERE = 1.153  # DejaVu Sans by Newsreader Display, for the titles of the report


def numbers(*labels: str) -> list[SlideNumber]:
    return [SlideNumber(f"a.{rank}", "1\u202f240", label) for rank, label in enumerate(labels)]


@pytest.mark.parametrize("labels", [(SHORT, LONG), (LONG, SHORT, SHORT, SHORT), (SHORT,) * 5 + (LONG,), (LONG,) * 7])
def test_the_words_of_a_slide_are_of_one_size_that_a_hall_reads(labels: tuple[str, ...]):
    slides = posters_by_slide(numbers(*labels), LETTERS)
    assert [one for slide in slides for one in slide] == numbers(*labels)
    for slide in some(slides):
        laid = laid_numbers(slide, LETTERS)
        assert len({one.small for one in laid}) == len({one.size for one in laid}) == 1
        assert laid[0].small >= template.READ
        for one in some(laid):
            left, top, wide, high = one.under
            assert measured.height_of(one.of.label, one.small, LETTERS.base, wide) <= high
            assert left + wide <= template.WIDE
            assert top + high <= template.BODY[1] + template.BODY[3]


def test_long_numbers_stand_one_under_the_other_their_words_beside_them():
    long = [SlideNumber(f"a.{rank}", "316\u202f447\u202f560\u00a0€°", SHORT) for rank in range(5)]
    shares = posters_by_slide([SlideNumber("b", "3\u202f889", LONG), *long], LETTERS)
    assert [len(share) for share in shares] == [3, 3]
    first, second, third = laid_numbers(shares[0], LETTERS)
    assert first.box[0] == second.box[0] == third.box[0]
    assert first.box[1] < second.box[1] < third.box[1]
    assert first.size == third.size >= 48
    assert first.under[0] > second.box[0] + second.box[2]


@pytest.mark.parametrize("number", ["1\u202f240", "environ " * 12 + "1\u202f240", "un-mot-sans-espace" * 9])
def test_a_number_that_is_nowhere_at_ease_is_laid_all_the_same(number: str):
    alone = [SlideNumber("a", number, LONG * 9)]
    assert posters_by_slide(alone, LETTERS) == [alone]
    assert len(laid_numbers(alone, LETTERS)) == 1


def test_a_slide_without_numbers_has_none():
    assert laid_numbers([], LETTERS) == []
    assert posters_by_slide([], LETTERS) == []


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
