"""An interview in two columns: no answer is cut from one to the other where the page holds them all."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.outputs.formats.test_terms_and_dates import box_of, page_of
from tests.some import some

ANSWERS = {
    "alike": (60, 60, 60, 60),
    "the last one long": (40, 50, 60, 150),
    "the first one long": (150, 60, 40),
    "two": (90, 120),
}


@pytest.mark.parametrize("case", ANSWERS)
def test_an_answer_stays_in_the_column_of_its_question(case: str, petite: Path):
    said = "\n\n".join(f"### Demande{n} ?\n\nDebut{n} {'mot ' * words}fin{n}." for n, words in enumerate(ANSWERS[case]))
    page = page_of(petite, f'::: {{.interview who="Ali BEN"}}\n{said}\n:::\n', "Demande0")
    asked = [box_of(page, f"Demande{n}") for n in range(len(ANSWERS[case]))]
    start, right = (edge(left for left, *_ in asked) for edge in (min, max))
    assert right - start == pytest.approx((170 + 8) / 2 * 72 / 25.4, abs=2)  # columns are even
    for n, (left, *_, top) in enumerate(some(asked)):
        end = box_of(page, f"fin{n}.")
        assert end[3] < top
        assert (end[0] >= right - 1) == (left >= right - 1)


LINES = {
    "short": "Rien n'est perdu.",
    "on several lines": "Rien n'est jamais perdu, dit-elle, quand une équipe se parle et que chacun reprend confiance.",
    "marked, linked": "Rien n'est *jamais* perdu, [dit-elle](https://www.fabrique-du-val.example/).",
}


@pytest.mark.parametrize("case", LINES)
def test_the_line_that_is_kept_leads_the_interview_larger_than_the_name(case: str, petite: Path):
    """A statement before the first question stands over both columns; one among the answers stays in its answer."""
    kept = f"::: statement\n{LINES[case]}\n:::\n\n"
    asked = f"### Demande ?\n\n{'mot ' * 80}fin.\n\n::: statement\nPlus tard.\n:::\n\n### Autre ?\n\n{'mot ' * 80}fin.\n"
    page = page_of(petite, f'::: {{.interview who="Ali BEN"}}\n{kept}{asked}:::\n', "Demande")
    (_, foot, _, top), (_, low, _, head), question = (box_of(page, words) for words in ("Rien", "Ali BEN", "Demande"))
    assert top - foot > 1.3 * (head - low)
    assert foot > head > question[3]
    assert question[3] > box_of(page, "Plus tard")[3]


NAMES = ["Jeyhy ÉVERSCHENMEYERS", "Gregory ÉLÉONORSTRÖM", "Philippe-Joy ÔSTERBURGHS"]


@pytest.mark.parametrize("name", NAMES)
def test_capitals_stand_clear_of_what_hangs_under_the_line_above(name: str, petite: Path):
    """A name on two lines beside the portrait of who speaks: an accent never touches a tail."""
    page = page_of(petite, f'::: {{.summary who="{name}" role="Élue"}}\nElle dit.\n:::\n', "Elle dit.")
    first, last = (ink_of(page, word) for word in name.split())
    assert min(box[1] for box in first) > max(box[3] for box in last)


def ink_of(page: pypdfium2.PdfTextPage, word: str) -> list[tuple[float, float, float, float]]:
    """Return the tight box of each letter of a word."""
    found = page.search(word).get_next()
    assert found is not None, word
    return [page.get_charbox(found[0] + n) for n in range(len(word))]
