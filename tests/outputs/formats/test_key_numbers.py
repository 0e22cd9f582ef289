"""Key numbers of the PDF: few long amounts stand one under the other, large; short ones share a row."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main
from tests.some import some

LONG = (316447560, 315937595, 304128077)
LONGER = (316447560200, 315937595100)
MANY = tuple(range(101200, 111200, 1000))
NAMES = "abcdefghij"
TEXT_WIDTH = 170 * 72 / 25.4
GUTTER = 4 * 72 / 25.4


def placed(root: Path, amounts: tuple[int, ...]) -> list[tuple[float, float, float]]:
    """Return the left, the base line and the height of the first digit of each amount."""
    with (root / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        for n, amount in enumerate(amounts):
            name = NAMES[n]
            file.write(f"\nfonds.{name}:\n  label: Fonds {name}\n  unit: €\n  decimals: exact\n")
            file.write(f"  values: {{2024: {amount}}}\n  source: Comptes\n")
    calls = "".join(f'- {{{{ value("fonds.{NAMES[n]}", unit=true) }}}} du fonds {NAMES[n]}\n' for n in range(len(amounts)))
    (root / "content/ateliers.md").write_text(
        f"---\ntitle: Les fonds\n---\n\nUn texte.\n\n::: key-numbers\n{calls}:::\n\nUne suite.\n", "utf-8"
    )
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "du fonds a" in page.get_textpage().get_text_bounded())
    read = page.get_textpage()
    found = [read.search(f"{str(amount)[:3] if amount > 999 else amount}").get_next() for amount in amounts]
    digits = [one[0] for one in found if one is not None]
    assert len(digits) == len(amounts)
    boxes = [read.get_charbox(digit) for digit in digits]
    return [(box[0], base_of(read, digit), box[3] - box[1]) for box, digit in zip(boxes, digits, strict=True)]


def page_with(words: str, root: Path) -> pypdfium2.PdfTextPage:
    """Return the text of the first page of the PDF that says some words."""
    (made,) = (root / "output/2024").glob("*.pdf")
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(made)]
    return next(page for page in pages if words in page.get_text_bounded())


def base_of(read: pypdfium2.PdfTextPage, digit: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    assert pypdfium2.raw.FPDFText_GetCharOrigin(read, digit, x, y)
    return y.value


@pytest.mark.parametrize("amounts", [LONG, LONGER, (*LONG[1:], 416447560200)])
def test_long_amounts_are_one_under_the_other(amounts: tuple[int, ...], petite: Path):
    places = placed(petite, amounts)
    assert max(x for x, _, _ in places) - min(x for x, _, _ in places) < 4
    feet = [y for _, y, _ in places]
    assert feet == sorted(feet, reverse=True)
    assert min(high for _, _, high in places) > 18  # points: digits of 30 points and more


@pytest.mark.parametrize(("amounts", "lengths"), [(MANY[:5], [2, 3]), (MANY[:7], [2, 2, 3]), (MANY, [2, 2, 3, 3])])
def test_no_row_has_a_hole(amounts: tuple[int, ...], lengths: list[int], petite: Path):
    """Each fills the width of the page, in even columns: those of its grid."""
    places = placed(petite, amounts)
    feet = sorted({round(y) for _, y, _ in places}, reverse=True)
    rows = [[x for x, y, _ in places if round(y) == foot] for foot in feet]
    assert [len(row) for row in rows] == lengths
    for row in some(rows):
        column = (TEXT_WIDTH + GUTTER) / len(row)
        assert row == pytest.approx([row[0] + n * column for n in range(len(row))], abs=3)


@pytest.mark.parametrize("amounts", [(318, 204), MANY[:3], MANY[:5]])
def test_what_follows_numbers_is_further_than_what_they_follow(amounts: tuple[int, ...], petite: Path):
    placed(petite, amounts)
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "du fonds a" in page.get_textpage().get_text_bounded())
    read = page.get_textpage()

    def edge(words: str, side: int) -> float:
        found = read.search(words).get_next()
        assert found is not None
        return float(read.get_charbox(found[0])[side])

    rules = [one.get_bounds() for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    first = max(head for left, foot, right, head in rules if right - left > 60 and head < edge("Un texte", 1))
    last = min(edge(f"du fonds {name}", 1) for name in NAMES[: len(amounts)])
    assert last - edge("Une suite", 3) > 1.05 * (edge("Un texte", 1) - first)


@pytest.mark.parametrize("unit", ["%", "km"])
def test_the_rule_of_a_share_is_that_share_of_a_paler_one(unit: str, petite: Path):
    """Shares stand one under the other, on one scale; numbers of anything else have a plain rule each."""
    with (petite / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        for name, value in (("a", 80), ("b", 20)):
            file.write(
                f"\nfonds.{name}:\n  label: Fonds {name}\n  unit: '{unit}'\n  values: {{2024: {value}}}\n  source: Comptes\n"
            )
    calls = "".join(f'- {{{{ value("fonds.{name}", unit=true) }}}} du fonds {name}\n' for name in "ab")
    (petite / "content/ateliers.md").write_text(
        f"---\ntitle: Les fonds\n---\n\nUn texte.\n\n::: key-numbers\n{calls}:::\n", "utf-8"
    )
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "du fonds a" in page.get_textpage().get_text_bounded())
    lines = [one.get_bounds() for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    long = [right - left for left, foot, right, head in lines if head - foot < 8 and right - left > 60]
    whole = max(long)
    found = {round(one / whole, 1) for one in long}
    assert ({0.8, 0.2} <= found) == (unit == "%")


LED = [
    (318, 204),
    (31, 20),
    (72, 16),
    (26, 14, 8),
    (318, 204, 5),
    (26, 14, 8, 3),
    (831, 141, 96, 69, 32),
    (12, 13, 14, 15, 16),
    (7, 204, 318, 52, 9),
]


@pytest.mark.parametrize("amounts", LED)
def test_the_first_of_a_few_leads_the_others_beside_it(amounts: tuple[int, ...], petite: Path):
    """They are one under the other in a column of the page's grid, and begin no higher than it."""
    (x, base, high), *others = placed(petite, amounts)
    assert min(high / size for _, _, size in some(others)) > 3
    feet = [y for _, y, _ in others]
    assert feet == sorted(feet, reverse=True)
    assert len({round(y) for y in feet}) == len(others)
    assert max(left for left, _, _ in others) - min(left for left, _, _ in others) < 3
    assert min(abs(others[0][0] - x - columns * (TEXT_WIDTH + GUTTER) / 12) for columns in (4, 6)) < 4
    assert max(y + size for _, y, size in others) < base + high + 1


@pytest.mark.parametrize("amounts", [(831, 204), (72, 16), (26, 5, 7)])
def test_what_is_said_of_the_first_is_under_it_or_beside_it_on_its_column(amounts: tuple[int, ...], petite: Path):
    (x, base, _), (left, _, _), *_ = placed(petite, amounts)
    read = page_with("du fonds a", petite)
    found = read.search("du fonds a").get_next()
    assert found is not None
    label = read.get_charbox(found[0])
    assert label[3] < base if abs(label[0] - x) < 4 else (abs(label[0] - left) < 3 and label[1] > base)


VALUE = '{{ value("velos.repares") }}'


@pytest.mark.parametrize("written", ["plus de §", "**plus de §**", "près d'§", "environ §"])
@pytest.mark.parametrize("count", [1, 2, 3, 6])
def test_the_words_of_a_number_are_small_over_its_digits(written: str, count: int, petite: Path):
    calls = "".join(f"- {written.replace('§', VALUE)} vélos {NAMES[n]}\n" for n in range(count))
    (petite / "content/ateliers.md").write_text(
        f"---\ntitle: Les fonds\n---\n\nUn texte.\n\n::: key-numbers\n{calls}:::\n", "utf-8"
    )
    assert main(["build", "--to", "pdf", "--to", "html"], petite) == 0
    read = page_with("vélos a", petite)
    words, digits = (read.search(one).get_next() for one in (written.replace("*", "").split()[0], "318"))
    assert words is not None
    assert digits is not None
    assert words[0] < digits[0]
    (left, foot, _, _), (first, _, _, top) = read.get_charbox(words[0]), read.get_charbox(digits[0])
    assert foot >= top
    assert left == pytest.approx(first, abs=5)
    assert (petite / "output/2024/index.html").read_text("utf-8").count('<span class="about">') == count


@pytest.mark.parametrize("written", ["n° §", "**n° §**", "+ §", "§ sur §", "**de a à z**"])
def test_what_is_no_word_before_digits_is_one_with_them(written: str, petite: Path):
    (petite / "content/ateliers.md").write_text(
        f"---\ntitle: Les fonds\n---\n\n::: key-numbers\n- {written.replace('§', VALUE)} vélos\n:::\n", "utf-8"
    )
    assert main(["build", "--to", "html"], petite) == 0
    page = (petite / "output/2024/index.html").read_text("utf-8")
    assert 'class="number"' in page
    assert 'class="about"' not in page


@pytest.mark.parametrize("amounts", [(543, 14), (311, 75), (100, 757)])
def test_the_labels_of_posters_side_by_side_are_on_one_line(amounts: tuple[int, ...], petite: Path):
    """Whichever digits stand above them: a five is higher than a one."""
    placed(petite, (*amounts, 318, 204))
    calls = "".join(f'- {{{{ value("fonds.{name}") }}}} du fonds {name}\n' for name in "abcd")
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Les fonds\n---\n\n::: glance\n{calls}:::\n", "utf-8")
    assert main(["build", "--to", "pdf"], petite) == 0
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "du fonds a" in page.get_textpage().get_text_bounded())
    read = page.get_textpage()
    first, second = (read.search(f"du fonds {name}").get_next() for name in "ab")
    assert first is not None
    assert second is not None
    assert read.get_charbox(second[0])[0] > read.get_charbox(first[0])[0] + 100
    assert base_of(read, first[0]) == pytest.approx(base_of(read, second[0]), abs=0.1)


COLUMNS = [(388900, 316447560, 315937595), (316447560, 520000, 700000000), (120, 316447560204)]


@pytest.mark.parametrize("amounts", COLUMNS)
@pytest.mark.parametrize("ground", ["", "\ncoloured_pages: [ateliers]\n"])
def test_labels_of_numbers_in_a_column_are_all_beside_or_all_under(amounts: tuple[int, ...], ground: str, petite: Path):
    """Beside them, they begin on one line down."""
    with (petite / "report.yml").open("a", encoding="utf-8") as file:
        file.write(ground)
    places = placed(petite, amounts)
    assert len({round(y) for _, y, _ in places}) == len(amounts)
    (made,) = (petite / "output/2024").glob("*.pdf")
    page = next(page for page in pypdfium2.PdfDocument(made) if "du fonds a" in page.get_textpage().get_text_bounded())
    read = page.get_textpage()
    found = [read.search(f"du fonds {name}").get_next() for name in NAMES[: len(amounts)]]
    labels = [one[0] for one in found if one is not None]
    assert len({round(read.get_charbox(one)[0]) for one in labels}) == 1
    assert len({abs(base_of(read, one) - y) < 4 for one, (_, y, _) in zip(labels, places, strict=True)}) == 1
