"""Four cards of unequal lengths on the PDF's page: in rows where the page holds them, else in even columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

SENTENCE = "Des mots, encore des mots et toujours plus de mots. "


def places(root: Path, run: Callable, lengths: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return the left and the foot of the title of each card, in points."""
    cards = "\n\n".join(f"### Carte {name}\n\n{SENTENCE * many}" for name, many in zip("abcd", lengths, strict=True))
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n::: cards\n{cards}\n:::\n", "utf-8")
    outcome = run(root, "build", "--to", "pdf")
    assert [line for line in outcome.lines if " erreur " in line] == []
    document = pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf")
    page = next(page for page in document if "Carte a" in page.get_textpage().get_text_bounded())
    found = [page.get_textpage().search(f"Carte {name}").get_next() for name in "abcd"]
    boxes = [page.get_textpage().get_charbox(one[0]) for one in found if one is not None]
    assert len(boxes) == len(lengths)
    return [(round(box[0]), round(box[1])) for box in boxes]


@pytest.mark.parametrize("lengths", [(18, 13, 28, 6), (22, 8, 8, 22), (24, 5, 22, 8)])
def test_cards_whose_rows_no_page_holds_are_read_down_two_columns(petite: Path, run: Callable, lengths: tuple[int, ...]):
    a, b, c, d = places(petite, run, lengths)
    assert a[0] == b[0] < c[0] == d[0]
    assert a[1] == c[1]
    assert min(b[1], d[1]) < a[1]


@pytest.mark.parametrize("lengths", [(6, 5, 6, 5), (9, 9, 2, 2), (4, 4, 4, 4), (6, 4, 9, 2), (8, 3, 3, 8), (9, 2, 8, 3)])
def test_others_are_read_along_two_rows(petite: Path, run: Callable, lengths: tuple[int, ...]):
    a, b, c, d = places(petite, run, lengths)
    assert a[0] == c[0] < b[0] == d[0]
    assert a[1] == b[1]
    assert c[1] == d[1] < a[1]
