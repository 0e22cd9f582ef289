"""People of the PDF: groups are read in one order, parts of one branch of an organisation chart share its head."""

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
def test_groups_in_columns_are_one_gap_apart(sizes: list[int], petite: Path):
    """Down each column and in all of them, however high: uneven gaps look like mistakes."""
    groups = {f"Groupe {letter}": size for letter, size in zip("abcdefghijklmnop", sizes, strict=False)}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup") }}')
    titles = [place_of(page, name) for name in groups]
    feet = [place_of(page, f"NOM{letter}{size - 1}")[1] for letter, size in zip("abcdefghijklmnop", sizes, strict=False)]
    assert len({round(title[0]) for title in titles}) == 3
    gaps = [
        foot - after[3]
        for foot, title, after in zip(feet, titles, titles[1:], strict=False)
        if round(title[0]) == round(after[0])
    ]
    assert len(gaps) == len(sizes) - 3
    assert max(gaps) - min(gaps) < 1, gaps


def test_a_group_whose_title_is_awaited_is_quieter(petite: Path):
    """Its names are those of people whose place nobody knows: a draft's doubt is no region."""
    page = with_people(petite, {"Groupe a": 2, "": 2}, '{{ people("equipe", by="subgroup") }}')
    known, awaited = place_of(page, "oupe a"), place_of(page, "onfirmer")  # by their first letter
    assert awaited[3] - awaited[1] < 0.85 * (known[3] - known[1])


def strokes(page: pypdfium2.PdfPage) -> list[Box]:
    """Return the boxes of the thin lines of a page."""
    boxes = [one.get_bounds() for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,))]
    return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) < 3]


@pytest.mark.parametrize("parts", [2, 3, 4])
def test_the_parts_of_a_branch_share_its_head(parts: int, petite: Path):
    """It is said once, under a bar as wide as the row of its parts, which are level; these begin with a capital letter."""
    groups = {"Direction": 1, "Pôle A": 3, "Pôle B": 2, **{f"Pôle C : élan {letter}": 2 for letter in "wxyz"[:parts]}}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup", tree=true) }}')
    assert page.get_textpage().get_text_bounded().count("Pôle C") == 1
    head, heads = place_of(page, "Pôle C"), [place_of(page, f"Élan {letter}") for letter in "wxyz"[:parts]]
    assert {round(box[3]) for box in heads} == {round(heads[0][3])}
    assert len({round(box[0]) for box in heads}) == parts
    assert heads[0][3] < head[1] < place_of(page, "NOMb2")[1]
    left, right = {round(place_of(page, name)[0]) for name in ("Direction", "Pôle A", "Pôle C")}, page.get_width() - head[0]
    assert max(left) - min(left) < 3  # all begin where the text of the page does
    over = [line for line in some(strokes(page)) if 0 < line[1] - head[3] < 20]
    assert [line for line in over if line[0] < head[0] + 2 and abs(line[2] - right) < 4]


def test_many_parts_are_under_their_head_in_a_column(petite: Path):
    groups = {"Direction": 1, "Pôle A": 3, **{f"Pôle C : élan {letter}": 1 for letter in "vwxyz"}}
    page = with_people(petite, groups, '{{ people("equipe", by="subgroup", tree=true) }}')
    assert page.get_textpage().get_text_bounded().count("Pôle C") == 1
    assert len({round(place_of(page, f"Élan {letter}")[0]) for letter in "vwxyz"}) == 1


@pytest.mark.parametrize(
    "titles",
    [
        ("Pôle A : une part", "Pôle B : une part"),
        ("Pôle A : une part", "Pôle B", "Pôle A : une autre"),
        ("Pôle A :", "Pôle A : tout"),
    ],
)
def test_a_title_alone_is_said_as_it_is(titles: tuple[str, ...], petite: Path):
    """A colon in the title of a pole that shares its beginning with no neighbour is a colon."""
    page = with_people(petite, {"Direction": 1, **dict.fromkeys(titles, 2)}, '{{ people("equipe", by="subgroup", tree=true) }}')
    said = " ".join(page.get_textpage().get_text_bounded().replace("\u00a0", " ").split())
    assert [title for title in titles if title not in said] == []


def page_again(root: Path, changed: str, into: str) -> pypdfium2.PdfPage:
    """Change a line of the people of `with_people`; return the page that shows them."""
    path = root / "data/tables/people.csv"
    before = path.read_text("utf-8")
    path.write_text(before.replace(changed, into), "utf-8")
    assert path.read_text("utf-8") != before
    assert main(["build", "--to", "pdf"], root) == 0  # nothing unseen, whatever its colour
    (made,) = (root / "output/2024").glob("*.pdf")
    return next(page for page in pypdfium2.PdfDocument(made) if "NOMa0" in page.get_textpage().get_text_bounded())


def test_who_leads_a_list_is_larger_on_a_band(petite: Path):
    """Where nobody has the same role; its row is full, and those that follow stand along rows of three."""
    alike = place_of(with_people(petite, {"Bureau": 8}, '{{ people("equipe") }}'), "NOMa0")
    page = page_again(petite, "NOMa0,Chargée de mission,,", "NOMa0,Présidente,01 99 00 12 34,nom@fabrique.example")
    names = [place_of(page, f"NOMa{n}") for n in range(8)]
    assert names[0][3] - names[0][1] > 1.5 * (names[1][3] - names[1][1]) > 1.35 * (alike[3] - alike[1])
    assert [round(box[0]) for box in names[2:5]] == [round(box[0]) for box in names[5:]]
    assert len({round(box[0]) for box in names[2:5]}) == 3
    assert round(names[1][0]) == round(names[4][0])
    assert len({round(box[3]) for box in names[2:5]}) == len({round(box[3]) for box in names[5:]}) == 1


@pytest.mark.parametrize(
    ("count", "role"), [(3, "Présidente"), (13, "Présidente"), (8, "Présidente " + "de ce qui est à dire " * 9)]
)
def test_nobody_leads_too_few_or_too_many(count: int, role: str, petite: Path):
    """Nor those of whom much is said: a band holds on its page."""
    with_people(petite, {"Bureau": count}, '{{ people("equipe") }}')
    page = page_again(petite, "NOMa0,Chargée de mission", f"NOMa0,{role}")
    assert len({round(box[3] - box[1]) for box in (place_of(page, f"NOMa{n}") for n in range(3))}) == 1


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
