"""Pictures: their size, crop and place by attributes, in the page, the PDF and Word; sensible without."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from rapport.rules.outputs.pdf_reading import measured
from rapport.sources.framing import framings_in
from tests.some import some

COLUMN = 112 / 25.4 * 72  # points: eight columns of twelve
TOP, BOTTOM = (200, 30, 30), (30, 30, 200)


def photograph(root: Path, size: tuple[int, int]) -> None:
    """Lay a picture whose upper half is red, the lower one blue."""
    picture = Image.new("RGB", size, TOP)
    picture.paste(BOTTOM, (0, size[1] // 2, *size))
    (root / "assets/photos").mkdir(exist_ok=True)
    picture.save(root / "assets/photos/une.png")


def written(root: Path, run: Callable, body: str) -> Path:
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn texte.\n\n{body}\n", "utf-8")
    outcome = run(root, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert [line for line in outcome.lines if " erreur " in line] == []
    return root / "output/2024"


def seen(pdf: Path) -> tuple[int, Image.Image, tuple[float, float, float, float]]:
    """Return the page where the first picture is, the page painted, and what is seen of the picture in points, from above."""
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document):
        if list(page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))):
            painted = page.render(scale=1).to_pil().convert("RGB")
            spots = [
                (x, y) for x in range(painted.width) for y in range(painted.height) if painted.getpixel((x, y)) in {TOP, BOTTOM}
            ]
            across, down = zip(*spots, strict=True)
            return number, painted, (min(across), min(down), max(across) + 1, max(down) + 1)
    raise AssertionError("the picture is on no page")


@pytest.mark.parametrize(("size", "braces", "wide", "ratio", "colours"), [
    ((800, 2000), "{width=50% crop=3:2 focus=top}", COLUMN / 2, 3 / 2, {TOP}),
    ((800, 2000), "{width=40% crop=square focus=bottom}", COLUMN * 0.4, 1, {BOTTOM}),
    ((1200, 1800), "{width=60% crop=16:9}", COLUMN * 0.6, 16 / 9, {TOP, BOTTOM}),
    ((1800, 1200), "{width=30% crop=2:3 focus=left}", COLUMN * 0.3, 2 / 3, {TOP, BOTTOM}),
    ((1200, 1800), "{width=50%}", COLUMN / 2, 2 / 3, {TOP, BOTTOM}),
])  # fmt: skip
def test_a_picture_is_set_as_asked(
    petite: Path, run: Callable, size: tuple[int, int], braces: str, wide: float, ratio: float, colours: set[tuple[int, ...]]
):
    photograph(petite, size)
    output = written(petite, run, f"![Une image](assets/photos/une.png){braces}")
    _, painted, (left, top, right, bottom) = seen(output / "rapport-activite-2024.pdf")
    assert right - left == pytest.approx(wide, abs=2)
    assert (right - left) / (bottom - top) == pytest.approx(ratio, rel=0.03)
    middle = (left + right) // 2
    assert {painted.getpixel((middle, y)) for y in (top + 4, bottom - 5)} == colours
    page = (output / "index.html").read_text("utf-8")
    style = re.search(r'<img[^>]* style="([^"]*)" alt="Une image"', page)[1]
    assert f"width:{re.search(r'width=(.*?%)', braces)[1]}" in style
    assert ("object-fit:cover" in style) == ("crop" in braces)
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        shown = [Image.open(BytesIO(archive.read(name))) for name in archive.namelist() if "/media/" in name]
    assert any(picture.width / picture.height == pytest.approx(ratio, rel=0.02) for picture in shown)


@pytest.mark.parametrize(("place", "side"), [("left", 0), ("right", 1), ("center", 0.5)])
def test_a_picture_stands_where_it_is_asked(petite: Path, run: Callable, place: str, side: float):
    photograph(petite, (600, 600))
    output = written(petite, run, f"![Une image](assets/photos/une.png){{width=40% place={place}}}")
    _, painted, (left, _, _, _) = seen(output / "rapport-activite-2024.pdf")
    start = painted.width - 20 / 25.4 * 72 - COLUMN
    assert left == pytest.approx(start + side * COLUMN * 0.6, abs=3)


@pytest.mark.parametrize("size", [(800, 2000), (1200, 1800), (600, 4000)])
def test_portraits_are_whole_and_leave_room_without_attributes(petite: Path, run: Callable, size: tuple[int, int]):
    photograph(petite, size)
    output = written(petite, run, "![Une image](assets/photos/une.png)")
    _, _, (left, top, right, bottom) = seen(output / "rapport-activite-2024.pdf")
    assert bottom - top <= 100 / 25.4 * 72 + 2
    assert (right - left) / (bottom - top) == pytest.approx(size[0] / size[1], rel=0.03)
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        extents = re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', archive.read("word/document.xml").decode())
    assert all(int(high) <= 101 * 36000 for _, high in some(extents)), "a hundred millimetres in Word"


@pytest.mark.parametrize("count", [2, 3, 5])
def test_pictures_of_one_paragraph_share_the_column(petite: Path, run: Callable, count: int):
    photograph(petite, (1200, 1800))
    output = written(petite, run, "\n".join(["![Une image](assets/photos/une.png)"] * count))
    facts = measured(output / "rapport-activite-2024.pdf")
    assert sum(page["cropped"] for page in facts["pages"]) == 0
    boxes = [
        found.get_bounds()
        for page in pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
        for found in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
    ]
    assert len(boxes) == count
    assert len({round(box[3]) for box in boxes}) == (1 if count <= 3 else 2)
    assert '<div class="pictures">' in (output / "index.html").read_text("utf-8")


def test_portraits_of_events_are_of_one_size(petite: Path, run: Callable):
    """An event alone in its month has the whole width: its photograph would fill it."""
    photograph(petite, (1200, 1800))
    columns = "".join(f"    {name}: {{label: {name}}}\n" for name in ("when", "title", "image", "alt"))
    tables = petite / "data/tables.yml"
    said = f"\nfetes:\n  title: Les fêtes\n  source: Agenda\n  key: title\n  view: timeline\n  columns:\n{columns}"
    tables.write_text(tables.read_text("utf-8") + said, "utf-8")
    rows = [f"2024,{when},Fête {what},photos/une.png,Une image" for when, what in (("Mai", "a"), ("Mai", "b"), ("Juin", "c"))]
    (petite / "data/tables/fetes.csv").write_text("year,when,title,image,alt\n" + "\n".join(rows) + "\n", "utf-8")
    output = written(petite, run, '{{ table("fetes") }}')
    document = pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
    shapes = [shape for page in document for shape in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))]
    heights = [shape.get_bounds()[3] - shape.get_bounds()[1] for shape in shapes]
    assert len(heights) == 3
    assert max(heights) <= 65 / 25.4 * 72


@pytest.mark.parametrize(
    ("text", "crops"),
    [
        ("![a](assets/a.jpg){crop=3:2}", [(3, 2, "center")]),
        ("![a](assets/a.jpg){ crop=square focus=top }", [(1, 1, "top")]),
        ('![a](assets/a.jpg "Titre"){crop="16:9" focus=left}', [(16, 9, "left")]),
        ("[lien](https://a.example/){crop=3:2}", []),
        ("![a](assets/a.jpg) puis (b){crop=3:2}", [(3, 2, "center")]),
        ("[un](#a) ![a](assets/a.jpg){width=50%} ![b](assets/b.jpg){crop=1:1}", [None, (1, 1, "center")]),
    ],
)
def test_settings_are_read_behind_pictures_alone(text: str, crops: list[tuple[int, int, str] | None]):
    assert [framing.crop for framing in framings_in(text)] == crops
