"""Photographs in frames, their tones and credits, what a draft asks for, walls of logos: in the page, the PDF and Word.

The pictures are drawn here, line by line, and none shows anything real. CC0.
"""

from __future__ import annotations

import base64
import json
import math
import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from rapport.rules.outputs.pdf_reading import measured
from tests.some import some

RELEASE = {"release": {"version": "1", "day": "2025-06-01", "commit": "1a2b3c4d5e"}, "inputs": {}, "outputs": {}}
BRIEF = "La cour un jour d'ouverture, une personne au travail"
FRAMES = f"""Un texte avant.

::: {{.photo credit="Aline TRAIT" brief="Les collines, de face"}}
![Des collines au couchant](assets/photos/collines.jpg){{crop=16:9 focus=top tone=primary}}

Les collines du Val.
:::

::: {{.photo brief="{BRIEF}"}}
![La cour](assets/photos/cour.jpg){{crop=3:2}}
:::

Un texte après.
"""


def hills(path: Path, size: tuple[int, int]) -> None:
    """Draw a sun over hills."""
    picture = Image.new("RGB", size, (250, 200, 140))
    pen, (wide, high) = ImageDraw.Draw(picture), size
    pen.ellipse([wide * 0.6, high * 0.1, wide * 0.8, high * 0.1 + wide * 0.2], fill=(255, 245, 220))
    for row in range(3):
        line = [(x, high * (0.6 + 0.12 * row) + high * 0.05 * math.sin(x / wide * 6 + row)) for x in range(0, wide + 1, 20)]
        pen.polygon([*line, (wide, high), (0, high)], fill=(60 + 30 * row, 100 - 20 * row, 90 - 20 * row))
    path.parent.mkdir(exist_ok=True)
    picture.save(path, quality=85)


def made(root: Path, run: Callable, body: str, *, release: bool = False) -> Path:
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
    (root / "manifest.json").write_text(json.dumps(RELEASE if release else {}), "utf-8")
    outcome = run(root, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert [line for line in outcome.lines if " erreur " in line] == []
    return root / "output/2024"


def words(output: Path) -> tuple[str, str, str]:
    """Return what the page, the PDF and the Word file say, spaces made plain."""
    page = re.sub(r"<(style|script).*?</\1>|<[^>]+>", " ", (output / "index.html").read_text("utf-8"), flags=re.DOTALL)
    pdf = " ".join(one["text"] for one in measured(output / "rapport-activite-2024.pdf")["pages"])
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        word = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    return tuple(re.sub(r"[\s\u00a0\u202f]+", " ", text).replace("’", "'") for text in (page, pdf, word))  # type: ignore[return-value]


def test_a_draft_asks_for_what_a_release_leaves_out(petite: Path, run: Callable):
    hills(petite / "assets/photos/collines.jpg", (1500, 1000))
    for said in some(words(made(petite, run, FRAMES))):
        assert "Photographie : Aline TRAIT" in said
        assert "Les collines du Val." in said
        assert "Photographie attendue" in said or "PHOTOGRAPHIE ATTENDUE" in said
        assert BRIEF in said
        assert "3:2" in said
    drafted = len(measured(petite / "output/2024/rapport-activite-2024.pdf")["pages"])
    output = made(petite, run, FRAMES, release=True)
    for said in words(output):
        assert "Photographie : Aline TRAIT" in said
        assert "attendue" not in said.lower()
        assert BRIEF not in said
        assert "Un texte après." in said
    assert len(measured(output / "rapport-activite-2024.pdf")["pages"]) <= drafted
    assert 'class="wanted"' not in (output / "index.html").read_text("utf-8")


VOICE = """::: {{.{kind} who="Nadia ZAHRI" role="Gérante"}}
{head}::: {{.photo credit="{credit}" brief="Nadia, de face"}}
![Nadia ZAHRI, de face](assets/photos/collines.jpg){crop}
:::

Elle dit ce que l'atelier répare.
:::
"""


def pictures_in(output: Path) -> list[float]:
    """Return how wide each photograph stands in the PDF, in millimetres."""
    document = pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
    shapes = [shape for one in document for shape in one.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))]
    return [(right - left) / 72 * 25.4 for left, _, right, _ in (shape.get_bounds() for shape in shapes)]


@pytest.mark.parametrize(
    ("kind", "head", "crop", "most"),
    [
        ("summary", "### Réparer, c'est durer\n\n", "{crop=square focus=top}", 29),
        ("summary", "", "", 20),
        ("interview", "", "{crop=square}", 41),
        ("interview", "", "{crop=3:2}", 28),
    ],
)
def test_a_photograph_at_the_head_of_a_voice_is_its_portrait(
    petite: Path, run: Callable, kind: str, head: str, crop: str, most: float
):
    """It stands by the name, not over the width of the text; `most` is what its whole picture takes, cropped parts included."""
    hills(petite / "assets/photos/collines.jpg", (1500, 1000))
    body = VOICE.format(kind=kind, head=head, credit="Aline TRAIT", crop=crop)
    output = made(petite, run, body)
    wide = pictures_in(output)
    assert len(wide) == 1
    assert wide[0] <= most
    for said in some(words(output)):
        assert said.index("Nadia ZAHRI") < said.index("Elle dit ce que")
        assert "Photographie : Aline TRAIT" in said
        assert "attendue" not in said.lower()


@pytest.mark.parametrize("kind", ["summary", "interview"])
def test_a_portrait_that_is_awaited_is_asked_for_by_the_name(petite: Path, run: Callable, kind: str):
    body = VOICE.format(kind=kind, head="", credit="", crop="{crop=square}")
    for said in some(words(made(petite, run, body))):
        assert "attendue" in said.lower()
        assert "Nadia, de face" in said
    output = made(petite, run, body, release=True)
    assert pictures_in(output) == []
    for said in some(words(output)):
        assert "attendue" not in said.lower()
        assert said.index("Nadia ZAHRI") < said.index("Elle dit ce que")


@pytest.mark.parametrize(("tone", "colour"), [("primary", (166, 61, 47)), ("secondary", (31, 42, 68)), ("", None)])
def test_a_photograph_takes_the_two_tones_of_the_brand(petite: Path, run: Callable, tone: str, colour: tuple[int, ...] | None):
    """Every shade lies between the darkest of the tone, the tone and the light colour; without a tone, they are its own."""
    hills(petite / "assets/photos/collines.jpg", (1500, 1000))
    output = made(petite, run, FRAMES.replace(" tone=primary", f" tone={tone}" if tone else ""))
    page = (output / "index.html").read_text("utf-8")
    in_page = base64.b64decode(re.search(r'<img src="data:image/jpeg;base64,([^"]*)"', page)[1])
    document = pypdfium2.PdfDocument(output / "rapport-activite-2024.pdf")
    shapes = [shape for one in document for shape in one.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))]
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        in_word = next(archive.read(name) for name in archive.namelist() if name.endswith((".jpg", ".jpeg")))
    pictures = [Image.open(BytesIO(in_page)), shapes[0].get_bitmap().to_pil(), Image.open(BytesIO(in_word))]
    for picture in pictures:
        small = picture.convert("RGB").resize((30, 20), Image.Resampling.NEAREST)  # no mixture of two shades
        shades = [small.getpixel((x, y)) for x in range(30) for y in range(20)]
        assert any(off(shade, colour or (166, 61, 47)) > 40 for shade in shades) == (colour is None)


def off(shade: tuple[int, ...], tone: tuple[int, ...], light: tuple[int, ...] = (250, 249, 245)) -> float:
    """Return how far a shade is from the lines from the dark to the tone, and from the tone to the light."""

    def far(start: tuple[int, ...], end: tuple[int, ...]) -> float:
        along = [b - a for a, b in zip(start, end, strict=True)]
        share = sum((s - a) * d for s, a, d in zip(shade, start, along, strict=True)) / sum(d * d for d in along)
        share = min(max(share, 0), 1)
        return math.dist(shade, [a + share * d for a, d in zip(start, along, strict=True)])

    return min(far(tuple(round(part * 0.35) for part in tone), tone), far(tone, light))


TABLES = """
fetes:
  title: Les fêtes
  source: Agenda
  key: title
  view: timeline
  columns:
    when: {label: Quand}
    title: {label: Fête}
    image: {label: Image, hidden: true}
    alt: {label: Description, hidden: true}
    credit: {label: Crédit, hidden: true, personal: true}
    brief: {label: Commande, hidden: true}
    crop: {label: Recadrage, hidden: true}
    focus: {label: Côté, hidden: true}

soutiens:
  title: Les soutiens
  source: Agenda
  key: [family, name]
  view: logos
  columns:
    family: {label: Famille}
    name: {label: Organisation, names: true}
    image: {label: Logo, hidden: true}
"""


def with_tables(root: Path, fetes: str, soutiens: str) -> None:
    path = root / "data/tables.yml"
    path.write_text(path.read_text("utf-8") + TABLES, "utf-8")
    (root / "data/tables/fetes.csv").write_text("year,when,title,image,alt,credit,brief,crop,focus\n" + fetes, "utf-8")
    (root / "data/tables/soutiens.csv").write_text("year,family,name,image\n" + soutiens, "utf-8")


def test_an_event_has_its_photograph_or_its_brief(petite: Path, run: Callable):
    hills(petite / "assets/photos/bal.jpg", (1500, 1000))
    rows = (
        "2024,Mai,Le bal,photos/bal.jpg,Le bal du village,Aline TRAIT,,square,left\n"
        "2024,Juin,La foire,photos/foire.jpg,La foire,,La foire vue du toit,,\n2024,Juillet,Le marché,,,,Un étal au matin,,\n"
    )
    with_tables(petite, rows, "")
    output = made(petite, run, '{{ table("fetes") }}')
    for said in some(words(output)):
        assert "Photographie attendue : La foire vue du toit" in said
        assert "Photographie attendue : Un étal au matin" in said
    style = re.search(r'<img[^>]*style="([^"]*)" alt="Le bal du village"', (output / "index.html").read_text("utf-8"))
    assert style is not None
    assert "aspect-ratio:1/1" in style[1]
    assert "object-position:left" in style[1]
    for said in some(words(made(petite, run, '{{ table("fetes") }}', release=True))):
        assert "attendue" not in said
        assert "La foire" in said
        assert "Photographie : Aline TRAIT" in said


def logo(path: Path, wide: int, high: int) -> None:
    path.parent.mkdir(exist_ok=True)
    shape = f'<rect width="{wide}" height="{high}" fill="#1F2A44"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">{shape}</svg>'
    path.write_text(drawn, "utf-8")


LOGOS = {"Carré": (100, 100), "Large": (260, 100), "Haut": (70, 110)}  # none so long that its cell would hold it back


def test_logos_have_one_weight(petite: Path, run: Callable):
    """Whatever its shape, a logo takes the same area: in the page, the PDF, Word."""
    for name, size in LOGOS.items():
        logo(petite / f"assets/logos/{name}.svg", *size)
    rows = "".join(f"2024,{'Amis' if name == 'Haut' else 'Soutiens'},{name},logos/{name}.svg\n" for name in LOGOS)
    with_tables(petite, "", rows + "2024,Amis,L'Atelier du Val,\n2024,Politiques,,\n")
    output = made(petite, run, 'Un texte.\n\n{{ table("soutiens") }}')
    page = (output / "index.html").read_text("utf-8")
    widths = {name: float(wide) for wide, name in re.findall(r'style="width:([\d.]+)rem" alt="([^"]*)"', page)}
    areas = [widths[name] ** 2 * high / wide for name, (wide, high) in LOGOS.items()]
    assert max(areas) / min(areas) == pytest.approx(1, abs=0.02)
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        document = archive.read("word/document.xml").decode()
    inside = document[document.index("Soutiens") :]
    in_word = [int(wide) * int(high) for wide, high in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', inside)]
    assert len(in_word) == len(LOGOS)
    assert max(in_word) / min(in_word) == pytest.approx(1, abs=0.03)
    for said in some(words(output)):
        assert "L'Atelier du Val" in said
        assert re.search(r"Logos attendus : ?Politiques", said)
    for said in some(words(made(petite, run, 'Un texte.\n\n{{ table("soutiens") }}', release=True))):
        assert "L'Atelier du Val" in said
        assert "attendus" not in said
        assert "Politiques" not in said


def test_a_wall_without_any_logo_leaves_no_hole_in_a_release(petite: Path, run: Callable):
    with_tables(petite, "", "2024,Soutiens,,\n2024,Amis,,\n")
    body = 'Un texte avant.\n\n{{ table("soutiens") }}\n\nUn texte après.'
    for said in some(words(made(petite, run, body))):
        assert re.search(r"Logos attendus : ?Soutiens ?Amis ?Un texte après", said)
    output = made(petite, run, body, release=True)
    assert all("Soutiens" not in said and "Un texte après." in said for said in words(output))
    assert 'class="logos"' not in (output / "index.html").read_text("utf-8")


def test_persons_whose_title_nobody_knows(petite: Path, run: Callable):
    """A draft says so in a title of its own; a release lists them last, or all of them by name where they are the most."""
    path = petite / "data/tables.yml"
    path.write_text(
        path.read_text("utf-8").replace("    role: {label: Rôle}\n", "    role: {label: Rôle}\n    region: {label: Région}\n")
    )

    def people(*rows: str) -> None:
        lines = "".join(f"2024,bureau,{row}\n" for row in rows)
        (petite / "data/tables/people.csv").write_text("year,group,name,role,phone,email,region\n" + lines, "utf-8")

    (petite / "content/edito.md").write_text("---\ntitle: Un mot\n---\n\nUn mot.\n", "utf-8")
    people("Nadia ZAHRI,,,,", "Paul MAREC,,,,Le Val", "Lise ANDRE,,,,")
    body = '{{ people("bureau", by="region") }}'
    for said in some(words(made(petite, run, body))):
        assert "À confirmer" in said
    for said in some(words(made(petite, run, body, release=True))):
        assert "À confirmer Nadia" not in said
        assert "Le Val" not in said
        assert said.index("Lise ANDRE") < said.index("Paul MAREC") < said.index("Nadia ZAHRI")
    people("Nadia ZAHRI,,,,", "Paul MAREC,,,,Le Val", "Lise ANDRE,,,,La Plaine")
    for said in some(words(made(petite, run, body, release=True))):
        assert said.index("Le Val") < said.index("Paul MAREC") < said.index("La Plaine") < said.index("Nadia ZAHRI")
