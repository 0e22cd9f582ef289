"""What is longer than a page goes over to the next, what is taller is reduced: nothing is printed over itself, nor cropped."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.some import some

ROWS = "\n".join(f'| Ville [{n}]{{.literal because="rang"}} |' for n in range(101, 161))
TABLE = f"| Ville |\n|---|\n{ROWS}\n"
LIST = "\n".join(f'- Ville [{n}]{{.literal because="rang"}}' for n in range(101, 191))
PROSE = "\n\n".join(
    f'Le mot de la ville [{n}]{{.literal because="rang"}}. ' + "Une phrase assez longue. " * 12 for n in range(101, 121)
)

SHORT = "\n\n".join(f'Le mot de la ville [{n}]{{.literal because="rang"}}.' for n in range(101, 181))


def rows_of_data(root: Path) -> None:
    """Add a table of data and a group of people, each longer than a page."""
    rows = "".join(f"2024,k{n},Ville B{n}\n" for n in range(101, 191))
    (root / "data/tables/longue.csv").write_text(f"year,key,name\n{rows}", "utf-8")
    columns = "columns: {key: {label: Clé, hidden: true}, name: {label: Ville}}"
    for name, text in (
        ("data/tables.yml", f"\nlongue: {{title: Villes, source: Nous, key: key, {columns}}}\n"),
        ("data/tables/people.csv", "".join(f"2024,foule,Léa B{n},Membre de la ville,,\n" for n in range(101, 191))),
    ):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write(text)


def built(root: Path, run, body: str) -> pypdfium2.PdfDocument:
    (root / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn texte.\n\n{body}\n", "utf-8")
    outcome = run(root, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line and "PAG" not in line] == []
    return pypdfium2.PdfDocument(root / "output/2024/rapport-activite-2024.pdf")


@pytest.mark.parametrize("body", [
    TABLE, f"::: callout\n### Encadré\n\n{TABLE}\n:::", f"::: callout\n{LIST}\n:::",
    f"::: cards\n### Une\n\n{TABLE}\n\n### Deux\n\nTexte.\n:::",
    f"::: definition\n{PROSE}\n:::", f"::: callout\n{PROSE}\n:::",
    f'::: {{.summary who="Léa FORT"}}\n{TABLE}\n:::',
    f'::: {{.summary who="Léa FORT"}}\n### Retenue\n\n{PROSE[:7000]}\n:::',
    '::: callout\n### Encadré\n\n{{ table("longue") }}\n:::', '::: callout\n{{ people("foule") }}\n:::',
    f"::: callout\n{SHORT}\n:::", f'::: {{.summary who="Léa FORT"}}\n{SHORT}\n:::',
    '::: cards\n### Une\n\n{{ people("foule") }}\n\n### Deux\n\nTexte.\n:::',
    f"| A | B |\n|---|---|\n| Un | {PROSE.replace(chr(10), ' ')[:6200]} |",
], ids=[
    "bare", "callout", "list in a callout", "card", "long definition", "long callout", "table of a summary", "long summary",
    "data in a callout", "people in a callout", "many paragraphs", "paragraphs of a summary", "people in a card",
    "cell",
])  # fmt: skip
def test_what_is_longer_than_a_page_breaks(petite: Path, run, body: str):
    """Every line stands at a height of its own in its column: printed over each other, they would share it."""
    if "{{" in body:
        rows_of_data(petite)
    document = built(petite, run, body)
    places: dict[tuple[int, int, int], str] = {}
    wanted = {*re.findall(r"\[(1\d\d)\]\{\.literal because=\"rang\"\}", body)} or {str(n) for n in range(101, 191)}
    for number, page in some(enumerate(document)):
        text = page.get_textpage()
        for n in sorted(wanted):
            found = text.search(n).get_next()
            if found is not None:
                left, bottom, *_ = map(round, text.get_charbox(found[0]))
                assert bottom > 40, "in the footer, or below the page"
                assert places.setdefault((number, bottom, left // 40), n) == n
    assert set(places.values()) == wanted


@pytest.mark.parametrize(("size", "asked"), [((800, 2000), ""), ((1200, 1800), ""), ((1800, 1200), ""),
    ((800, 2000), "{width=50%}"),
                                             ((300, 3000), "{width=100%}")])  # fmt: skip
def test_a_picture_is_whole_and_in_proportion(petite: Path, run, size: tuple[int, int], asked: str):
    Image.new("RGB", size, (200, 30, 30)).save(petite / "assets/haut.jpg")
    document = built(petite, run, f"![Une image](assets/haut.jpg){asked}")
    only = (pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)
    page, found = some((page, found) for page in document for found in page.get_objects(filter=only))[0]
    left, bottom, right, top = found.get_bounds()
    assert bottom > 0
    assert top < page.get_height()
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.02)
    if not asked:
        assert top - bottom <= 100 / 25.4 * 72 + 1


# Discs stand one under the other, on one axis: beyond a dozen, their letters would be too small (CHA07).
@pytest.mark.parametrize(("kind", "most"), [("bars", 60), ("waffle", 60), ("discs", 12)])
@pytest.mark.parametrize("width", ["full", "half"])
def test_a_drawing_taller_than_the_page_is_reduced(petite: Path, run, kind: str, most: int, width: str):
    """Many rows: each name and each mark is in the PDF, and none of its letters off the page (PAG03, OUT13)."""
    names = [f"{first}{second}" for first in "ABCDEF" for second in "abcdefghij"][:most]
    rows = "\n".join(f"2024,{name.lower()},Lieu {name},{at}" for at, name in enumerate(names, 1))
    (petite / "data/tables/lieux.csv").write_text(f"year,key,name,count\n{rows}\n", "utf-8")
    tables = petite / "data/tables.yml"
    columns = "{key: {label: Clé}, name: {label: Lieu}, count: {label: Nombre, unit: vélos, decimals: exact}}"
    table = f"lieux: {{title: Des lieux, source: 'Registre, décembre 2024', key: key, columns: {columns}}}\n"
    tables.write_text(table + tables.read_text("utf-8"), "utf-8")
    charts = petite / "data/charts.yml"
    chart = f"lieux: {{kind: {kind}, title: Des lieux, table: lieux, category: name, value: count, width: {width}}}\n"
    charts.write_text(chart + charts.read_text("utf-8"), "utf-8")
    (petite / "content/edito.md").write_text('---\ntitle: Essai\n---\n\nUn texte.\n\n{{ chart("lieux") }}\n', "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line] == []


PICTURE = "![Un établi](assets/etabli.svg)"


@pytest.mark.parametrize("body", [
    f"| A | B |\n|---|---|\n| a | {PICTURE} |", f"| A | {PICTURE} |\n|---|---|\n| a | b |",
    f"| {PICTURE} | B | {PICTURE} |\n|---|---|---|\n| {PICTURE} | b | Un mot |",
    f"::: callout\n| A | {PICTURE} |\n|---|---|\n| a | b |\n:::", f"> | A | {PICTURE} |\n> |---|---|\n> | a | b |",
    f"- Un\n\n  | A | {PICTURE} |\n  |---|---|\n  | a | {PICTURE} |",
], ids=["cell", "head", "several", "callout", "quotation", "list"])  # fmt: skip
def test_a_picture_in_a_table_leaves_room_to_the_words_beside_it(petite: Path, run, body: str):
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\nUn texte.\n\n{body}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line] == []


def test_what_a_glance_holds_is_whole(petite: Path, run):
    """Beside its numbers, its messages and its chart: a heading, a list, a table, a quotation, another chart."""
    held = [
        "### Un intertitre", '- {{ value("velos.repares") }} vélos', "1. Une étape", "| t | u |\n|---|---|\n| v | w |",
        '{{ chart("heures") }}', "> Une voix", "Un message.",
    ]  # fmt: skip
    (petite / "content/ateliers.md").write_text("---\ntitle: Essai\n---\n\n::: glance\n" + "\n\n".join(held) + "\n:::\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert [line for line in outcome.lines if "erreur" in line] == []


@pytest.mark.parametrize("held", [
    ("velos.repares", "heures.total"), ("heures.total",), ("heures.total", "velos.repares", "heures.total"),
    ("heures.total", "heures.total", "heures.total", "heures.total"),
])  # fmt: skip
@pytest.mark.parametrize("after", ["Une phrase.", 'Une phrase.\n\n{{ chart("heures") }}'])
def test_the_thousands_of_a_very_large_number_are_read(petite: Path, run, held: tuple[str, ...], after: str):
    items = "\n".join(f'- {{{{ value("{name}") }}}} en tout' for name in held)
    body = f"---\ntitle: Essai\n---\n\n::: glance\n{items}\n\n{after}\n:::\n"
    (petite / "content/ateliers.md").write_text(body, "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line] == []


WORDS = "Un texte assez long pour sa place, qui dure et qui dure encore un peu. "
SPOKEN = '::: {.summary who="Nadia ZAHRI"}\n' + f"{WORDS * 7}\n\n" * 9 + ":::"


def terms(count: int) -> str:
    """Return terms of which little is said."""
    return "\n\n".join(f"Terme {chr(97 + number)}\n\n:   Peu de mots." for number in range(count))


CARDS = f"::: cards\n### Un titre\n\n- {WORDS * 4}\n- {WORDS * 6}\n- {WORDS * 8}\n\n### Un autre\n\n{WORDS * 9}\n:::"


@pytest.mark.parametrize("body", [
    f"::: columns\n{CARDS}\n:::", f"::: callout\n{CARDS}\n\n{WORDS * 14}\n:::",
    f"::: columns\n::: columns\n::: callout\n{WORDS * 16}\n:::\n:::\n:::",
    f"::: columns\n::: definition\n{CARDS}\n\n{WORDS * 18}\n:::\n:::",
    f"::: callout\n{SPOKEN}\n:::", f"::: cards\n### Un titre\n\n{SPOKEN}\n\n### Un autre\n\nUn mot.\n:::",
    f"::: columns\n{SPOKEN}\n:::", "1. Un point\n\n" + "\n".join(f"   {line}" for line in SPOKEN.split("\n")),
    *(f"::: cards\n### Un titre\n\n::: callout\n{terms(count)}\n:::\n\n{WORDS * 4}\n:::" for count in (18, 22, 26)),
    f"::: callout\n::: definition\n{WORDS * 40}\n:::\n:::", f"::: columns\n::: definition\n{WORDS * 18}\n:::\n:::",
])  # fmt: skip
def test_what_is_taller_than_its_page_is_cut_by_its_end(petite: Path, run, body: str):
    """A text that a page holds on its whole width may be taller in a column."""
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{body}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line] == []


@pytest.mark.parametrize("lines", [27, 31, 35])
def test_a_heading_stays_with_what_holds_together(petite: Path, run, lines: int):
    above = "\n\n".join(["Un paragraphe d'une ligne."] * lines)
    blocks = (
        f"## Un titre\n\n::: callout\n{WORDS * 8}\n:::\n\n## Un autre\n\n::: cards\n### Un\n{WORDS}\n\n### Un autre\n{WORDS}\n:::"
    )
    (petite / "content/ateliers.md").write_text(f"---\ntitle: Essai\n---\n\n{above}\n\n{blocks}\n", "utf-8")
    outcome = run(petite, "build", "--to", "html", "--to", "pdf")
    assert [line for line in outcome.lines if "erreur" in line or "PAG06" in line] == []


def everywhere(root: Path, words: str) -> None:
    """Put some words wherever a text is set in letters of its own, or in a column."""
    for name, said in (
        ("report.yml", ("Mains habiles", "Les ateliers", "Trois métiers, un seul toit.", "La Fabrique du Val")),
        ("content/ateliers.md", ("L'année des ateliers", "Dans le détail", "vélos réparés")),
        ("content/edito.md", ("Édito", "Et demain", "Le bureau")),
        ("data/charts.yml", ("se passe à l''atelier vélo",)),
        ("data/tables.yml", ("Heures de bénévolat par atelier",)),
        ("data/tables/people.csv", ("Trésorier",)),
    ):
        text = (root / name).read_text("utf-8")
        for one in said:
            assert one in text, one
            text = text.replace(one, f'"{words}"' if name.endswith(".csv") else words)
        (root / name).write_text(text, "utf-8")
    with (root / "content/ateliers.md").open("a", encoding="utf-8") as file:
        file.write(f"\n| a | b | c | d |\n|---|---|---|---|\n| {words} | b | c | d |\n\nVoici {words}.\n")
        file.write(f"\n::: cards\n### {words}\nTexte.\n\n### Deux\nTexte.\n\n### Trois\n{words}.\n:::\n")


@pytest.mark.parametrize("words", [
    "Rapport_Activité_Réseau_VF_corrigé_définitif.docx", "Interprofessionnalisationcommunautairement",
    "INTERGÉNÉRATIONNELLEMENT", "coordination_nationale_des_ateliers_solidaires",
    "ÉQUIPES QUI ÉQUIPENT, ÉLÈVES QUI ÉCOUTENT, QUARTIERS QUI ÉCHANGENT, ÇA S’ÉCRIT À ÉQUIDISTANCE, QUOI QU’ÉLOIGNÉ",
])  # fmt: skip
def test_no_word_is_too_long_for_its_place(petite: Path, run, words: str):
    """A word that its place doesn't hold is set smaller, or cut; the accents of capitals don't touch the line above."""
    everywhere(petite, words)
    assert [line for line in run(petite, "check").lines if " erreur " in line] == []
    built = run(petite, "build", "--to", "html", "--to", "pdf", "--to", "docx")
    assert [line for line in built.lines if " erreur " in line] == []
    assert built.code == 0
