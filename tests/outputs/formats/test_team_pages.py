"""People of the PDF: groups are read in one order, an organisation chart of two rows is led by one line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from rapport.cli.main import main
from tests.some import some

Box = tuple[float, float, float, float]


def with_people(root: Path, groups: dict[str, int], call: str) -> pypdfium2.PdfPage:
    """Add a section of groups of people to the small edition; return the page of the PDF that shows it."""
    rows = [
        f"2024,equipe,{group},Prénom NOM{letter}{n},Chargée de mission,,"
        for letter, (group, count) in zip("abcdefghijklmnop", groups.items(), strict=False)
        for n in range(count)
    ]
    (root / "data/tables/people.csv").write_text("\n".join(["year,group,subgroup,name,role,phone,email", *rows, ""]), "utf-8")
    tables = root / "data/tables.yml"
    column = "    group: {label: Groupe}\n"
    tables.write_text(tables.read_text("utf-8").replace(column, f"{column}    subgroup: {{label: Pôle}}\n"), "utf-8")
    (root / "content/edito.md").write_text("---\ntitle: Édito\n---\n\nUn texte.\n", "utf-8")
    (root / "content/equipe.md").write_text(f"---\ntitle: Les personnes\n---\n\nUn texte.\n\n{call}\n", "utf-8")
    path = root / "report.yml"
    path.write_text(f"{path.read_text('utf-8')}  - equipe\n", "utf-8")
    assert main(["build", "--to", "pdf"], root) == 0
    (made,) = (root / "output/2024").glob("*.pdf")
    return next(page for page in pypdfium2.PdfDocument(made) if "NOMa0" in page.get_textpage().get_text_bounded())


def place_of(page: pypdfium2.PdfPage, words: str) -> Box:
    """Return the box of the first letter of some words."""
    read = page.get_textpage()
    found = read.search(words).get_next()
    assert found is not None, words
    return read.get_charbox(found[0])


@pytest.mark.parametrize("sizes", [[2] * 9, [2, 5, 1, 1, 3, 2, 1], [1, 1, 6, 1, 1, 1, 2, 2, 3, 1, 1, 2, 3], [3, 1, 1, 1]])
def test_groups_are_read_in_one_order(sizes: list[int], petite: Path):
    """Along the rows of a grid whose rows are level, or down the columns: never both on a page."""
    groups = {f"Groupe {letter}": size for letter, size in zip("abcdefghijklmnop", sizes, strict=False)}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup") }}')
    places = [(round(box[0]), round(box[3])) for box in (place_of(page, name) for name in groups)]
    assert len({x for x, _ in places}) == 3
    level = all(len({y for _, y in places[n : n + 3]}) == 1 for n in range(0, len(places), 3))
    down = places == sorted(places, key=lambda place: (place[0], -place[1]))
    assert level or down


@pytest.mark.parametrize(("count", "across"), [(4, 4), (8, 4), (9, 3), (12, 3)])
def test_rows_of_people_have_no_hole(count: int, across: int, petite: Path):
    page = with_people(petite, {"Groupe": count}, '{{ people("equipe") }}')
    places = [place_of(page, f"NOMa{n}") for n in range(count)]
    assert len({round(box[0]) for box in places}) == across
    assert len({round(box[3]) for box in places}) == count / across


@pytest.mark.parametrize(
    "sizes", [[1, 6, 2, 2, 1, 3, 1, 1], [2, 2, 2, 1, 2, 2, 1, 5, 2, 2, 1, 1, 2, 3], [2, 1, 1, 1, 6, 1, 1, 2, 2, 1]]
)
def test_columns_of_groups_end_on_one_line(sizes: list[int], petite: Path):
    """What a column lacks of the highest goes between its groups, not under the last of them."""
    groups = {f"Groupe {letter}": size for letter, size in zip("abcdefghijklmnop", sizes, strict=False)}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup") }}')
    people = [place_of(page, f"NOM{letter}{size - 1}") for letter, size in zip("abcdefghijklmnop", sizes, strict=False)]
    columns = sorted({round(place_of(page, name)[0]) for name in groups})
    feet = [min(box[1] for box in people if 0 <= box[0] - column < 100) for column in some(columns)]
    assert len(feet) == 3
    assert max(feet) - min(feet) < 6, feet  # half a line


def strokes(page: pypdfium2.PdfPage) -> list[Box]:
    """Return the boxes of the thin lines of a page."""
    boxes = [one.get_bounds() for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))]
    return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < 3]


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_a_chart_of_two_rows_hangs_on_one_line(parts: int, petite: Path):
    """The parts of a branch stand in a row under the others; lines come down on each of them, and run beside no name."""
    groups = {"Direction": 1, "Pôle A": 3, "Pôle B": 2, **{f"Pôle C : partie {letter}": 2 for letter in "wxyz"[:parts]}}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup", tree=true) }}')
    first, second = place_of(page, "Pôle A"), [place_of(page, f"partie {letter}") for letter in "wxyz"[:parts]]
    assert {round(box[3]) for box in second} == {round(second[0][3])}
    assert second[0][3] < place_of(page, "NOMb2")[1]
    lines = some(strokes(page))
    for box in (first, *second):
        above = [line for line in lines if line[3] - line[1] > 8 and line[1] >= box[3] - 14 and line[1] - box[3] < 60]
        assert [line for line in above if box[0] - 10 < line[0] < box[0] + 260], box
    upright = [line for line in lines if line[3] - line[1] > 30]
    (side,) = {round(line[0]) for line in upright}
    left = min(box[0] for box in (first, *second))
    assert left - 24 < side < left - 12
    assert round(place_of(page, "Direction")[0]) - 24 < side  # it comes down from who leads, on its left
    texts = [one.get_bounds() for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,))]
    bottom, top = min(line[1] for line in upright), max(line[3] for line in upright)
    crossed = [box for box in some(texts) if box[0] < side < box[2] and bottom < box[1] and box[3] < top]
    assert crossed == []


@pytest.mark.parametrize(
    "titles",
    [("Pôle A", "Pôle de tout ce qui est long à dire en une seule ligne"), ("Pôle de ce qui est long à dire", "B", "Pôle C")],
)
def test_the_names_of_a_row_of_a_chart_are_level(titles: tuple[str, ...], petite: Path):
    """However many lines their titles have."""
    page = with_people(petite, {"Direction": 1, **dict.fromkeys(titles, 2)}, '{{ people("equipe", by="subgroup", tree=true) }}')
    names = [place_of(page, f"NOM{letter}0") for letter, _ in zip("bcd", titles, strict=False)]
    assert len({round(box[0]) for box in some(names)}) == len(titles)
    assert len({round(box[3]) for box in names}) == 1
