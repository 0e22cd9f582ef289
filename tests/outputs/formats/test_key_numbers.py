"""Key numbers of the PDF: few long amounts stand one under the other, large; short ones share a row."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest

from rapport.cli.main import main

LONG = (316447560, 315937595, 304128077)
LONGER = (316447560200, 315937595100)


def placed(root: Path, amounts: tuple[int, ...]) -> list[tuple[float, float, float]]:
    """Return the left, the base line and the height of the first digit of each amount."""
    with (root / "data/indicators/ateliers.yml").open("a", encoding="utf-8") as file:
        for n, amount in enumerate(amounts):
            name = "abc"[n]
            file.write(f"\nfonds.{name}:\n  label: Fonds {name}\n  unit: €\n  decimals: exact\n")
            file.write(f"  values: {{2024: {amount}}}\n  source: Comptes\n")
    calls = "".join(f'- {{{{ value("fonds.{"abc"[n]}", unit=true) }}}} du fonds {"abc"[n]}\n' for n in range(len(amounts)))
    (root / "content/ateliers.md").write_text(
        f"---\ntitle: Les fonds\n---\n\nUn texte.\n\n::: key-numbers\n{calls}:::\n", "utf-8"
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


@pytest.mark.parametrize("amounts", [(318, 204), (318, 204, 511), (31, 20)])
def test_short_numbers_share_a_row(amounts: tuple[int, ...], petite: Path):
    places = placed(petite, amounts)
    assert len({round(y) for _, y, _ in places}) == 1
    assert [x for x, _, _ in places] == sorted(x for x, _, _ in places)


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
