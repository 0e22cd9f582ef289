"""The brand in one file: every output follows it, every text can be read, a logo that can't be used is told."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
import typst
import yaml

from rapport.cli.main import main
from rapport.ground import colours
from rapport.rules.brand import LEAST, low_contrast, nearest
from rapport.rules.brand_pairs import PAIRS, shades_of
from rapport.sources.brand import Brand, recoloured
from tests.conftest import PROJECT, WHOLE
from tests.some import some

BRANDS = [WHOLE / "assets/_brand.yml", PROJECT / "tests/editions/petite/assets/_brand.yml"]
Run = Callable[..., SimpleNamespace]


def keys_of(path: Path) -> dict[str, dict[str, str]]:
    keys: dict[str, dict[str, str]] = yaml.safe_load(path.read_text("utf-8"))
    return keys


# --- Colours ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#FFFFFF", "#000000", 21.0), ("#FFFFFF", "#767676", 4.54), ("#FFFFFF", "#777777", 4.48), ("#123456", "#123456", 1)],
)  # the greys are the well-known pair on either side of 4.5:1
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float):
    assert colours.contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert colours.contrast(other, one) == colours.contrast(one, other)


@pytest.mark.parametrize("color", ["#000000", "#FFFFFF", "#D9482B", "#0B5563", "#5E8C6A", "#F0A43A"])
def test_oklab_and_back_is_the_same_colour(color: str):
    assert colours.of_oklab(*colours.oklab(color)) == color


# --- The shades are those of the templates ----------------------------------------------------------------------------

CSS = {
    "page.soft": "--soft: color-mix(in srgb, var(--foreground) 76%, var(--background));",
    "page.accent": "--accent: color-mix(in srgb, var(--secondary) 82%, var(--dark));",
    "page.mark": "--mark: color-mix(in srgb, var(--tertiary) 34%, var(--background));",
    "page.deep": "--deep: color-mix(in srgb, var(--dark) 78%, black);",
    "page.second-part": "--sky: color-mix(in srgb, var(--secondary) 84%, var(--dark));",
    "nuit.page": "--page: light-dark(var(--background), color-mix(in srgb, var(--dark) 58%, black));",
    "nuit.panel": "--panel: light-dark(var(--light), color-mix(in srgb, var(--dark) 88%, black));",
    "nuit.text": "--text: light-dark(var(--foreground), color-mix(in srgb, var(--light) 92%, var(--dark)));",
    "nuit.soft": "color-mix(in srgb, var(--light) 74%, var(--dark)));",
    "nuit.strong": "--strong: light-dark(var(--primary), oklch(from var(--primary) 0.8 0.085 h));",
    "nuit.accent": "oklch(from var(--secondary) 0.76 0.13 h));",
    "nuit.mark": "color-mix(in srgb, var(--primary) 62%, var(--dark)));",
}
TYPST = {
    "pdf.muted": "muted", "pdf.accent": "accent", "pdf.bright": "bright", "pdf.second-number": "brighter",
    "pdf.third-number": "accent.darken(40%)",
}  # fmt: skip


def test_every_shade_is_known_by_its_template():
    roles = set(Brand.of({}).colors)
    assert {*CSS, *TYPST, *roles, "white"} == set(shades_of(Brand.of({}).colors))


@pytest.mark.parametrize("name", CSS)
def test_a_shade_of_the_page_is_mixed_as_the_style_sheet_says(name: str):
    """Changing a mixture there without its twin in `rules/brand_pairs.py` would leave the rule measuring something else."""
    assert any(CSS[name] in path.read_text("utf-8") for path in some((PROJECT / "templates/style").iterdir()))


@pytest.mark.parametrize("brand", BRANDS, ids=lambda path: path.parts[-3])
def test_the_shades_of_the_pdf_are_those_that_typst_computes(brand: Path, tmp_path: Path):
    colors = Brand.of(keys_of(brand)).colors
    named = ", ".join(f'{name}: rgb("{color}")' for name, color in colors.items())
    (tmp_path / "typst").mkdir()
    for module in ("tokens", "spacing"):
        shutil.copy(PROJECT / f"templates/typst/{module}.typ", tmp_path / "typst")
    fonts = '(base: "IBM Plex Sans", headings: "IBM Plex Sans")'
    (tmp_path / "brand.typ").write_text(f"#let brand = (colors: ({named}), fonts: {fonts}, sizes: (base: 9pt))\n", "utf-8")
    asked = ", ".join(f'"{name}": ({expression}).to-hex()' for name, expression in TYPST.items())
    (tmp_path / "main.typ").write_text(f'#import "typst/tokens.typ": *\n#metadata(({asked}))<shades>', "utf-8")
    computed = json.loads(typst.query(str(tmp_path / "main.typ"), "<shades>", field="value", one=True))
    shades = shades_of(colors)
    for name, color in some(computed.items()):
        ours = shades[name].color
        assert all(abs(int(ours[i : i + 2], 16) - int(color[i : i + 2], 16)) <= 1 for i in (1, 3, 5)), (name, ours, color)


@pytest.mark.parametrize("brand", BRANDS, ids=lambda path: path.parts[-3])
def test_every_text_of_our_brands_can_be_read(brand: Path):
    shades = shades_of(Brand.of(keys_of(brand)).colors)
    assert {pair for pair in PAIRS if colours.contrast(shades[pair.text].color, shades[pair.ground].color) < LEAST} == set()


@pytest.mark.parametrize("text", ["", "# rien encore\n", "~\n", "meta:\ncolor:\nlogo:\ntypography:\n", "meta: {name: Le Val}\n"])
def test_a_brand_that_says_little_has_sober_colours_that_can_be_read(petite: Path, run: Run, text: str):
    (petite / "assets/_brand.yml").write_text(text, "utf-8")
    assert (run(petite, "check").code, low_contrast_of(petite, run)) == (0, [])


def low_contrast_of(root: Path, run: Run) -> list[str]:
    return [line for line in run(root, "check").lines if "BRA01" in line]


def test_the_proposed_colour_passes(petite: Path, run: Run):
    """Whoever copies the hint into the file is done."""
    path = petite / "assets/_brand.yml"
    path.write_text(path.read_text("utf-8").replace("#A63D2F", "#C96A5C"), "utf-8")
    outcome = run(petite, "check")
    proposed = re.search(r'brique: "(#[0-9A-F]{6})"', outcome.out)
    assert proposed
    assert proposed[1] == nearest(keys_of(path), "primary")
    path.write_text(path.read_text("utf-8").replace("#C96A5C", proposed[1]), "utf-8")
    assert "BRA01" not in run(petite, "check").out
    assert low_contrast.__doc__


# --- Every output follows the file ------------------------------------------------------------------------------------


def rebranded(root: Path) -> Path:
    """Change one colour and one font of the brand."""
    path = root / "assets/_brand.yml"
    text = path.read_text("utf-8").replace("#A63D2F", "#6A2C8C")
    path.write_text(text.replace("  base:\n    family: IBM Plex Sans", "  base:\n    family: Newsreader Display"), "utf-8")
    logo = root / "assets/logo.svg"
    logo.write_text(logo.read_text("utf-8").replace("<path ", '<path class="brand-primary" '), "utf-8")
    return root


def fonts_of(pdf: Path) -> set[str]:
    """Return the names of the fonts in which a PDF sets its running text (most characters of each page)."""
    import ctypes

    import pypdfium2.raw as pdfium

    names: set[str] = set()
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            name = ctypes.create_string_buffer(128)
            pdfium.FPDFText_GetFontInfo(text, index, name, 128, ctypes.c_int())
            names.add(name.value.decode())
    document.close()
    return names


def test_one_file_changes_the_page_the_pdf_the_charts_and_word(petite: Path):
    assert main(["build", "--quiet", "--to", "html", "--to", "pdf", "--to", "docx"], rebranded(petite)) == 0
    output = petite / "output/2024"
    page = (output / "index.html").read_text("utf-8")
    assert "--primary:#6A2C8C" in page
    assert "#A63D2F" not in page.upper(), "the logo and the drawings follow too"
    assert re.search(r"--font-base: ?\"?Newsreader Display", unescape(page))
    drawing = re.search(r"<div class=\"drawing\".*?</svg>", page, re.DOTALL)[0]
    assert "Newsreader Display" in unescape(drawing)
    assert "IBM Plex Sans" not in unescape(drawing)
    assert not any("Plex" in name for name in fonts_of(output / "rapport-activite-2024.pdf"))
    assert painted_with(output / "rapport-activite-2024.pdf", (0x6A, 0x2C, 0x8C))
    with zipfile.ZipFile(output / "rapport-activite-2024.docx") as archive:
        styles = archive.read("word/styles.xml").decode("utf-8")
    assert "6A2C8C" in styles
    assert "Newsreader Display" in styles
    assert not {"A63D2F", "IBM Plex Sans"} & set(re.findall(r'w:(?:val|ascii)="([^"]*)"', styles))


def painted_with(pdf: Path, color: tuple[int, int, int]) -> bool:
    """Tell whether a colour is painted on a page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            bitmap = page.render(scale=0.5, rev_byteorder=True)
            pixels, step = bytes(bitmap.buffer), bitmap.n_channels
            if bytes(color) in {pixels[i : i + 3] for i in range(0, len(pixels), step)}:
                return True
        return False
    finally:
        document.close()


# --- The logo ---------------------------------------------------------------------------------------------------------


def test_the_wordmark_takes_the_colours_of_the_brand():
    svg = (WHOLE / "assets/logo.svg").read_text("utf-8")
    painted = recoloured(svg, {"foreground": "#111111", "secondary": "#222222"})
    assert set(re.findall(r'(?:fill|stroke)="(#[^"]+)"', painted)) == {"#111111", "#222222"}
    assert painted.count("none") == svg.count("none"), "what is not filled stays so"


def test_a_logo_of_the_team_keeps_its_own_colours():
    svg = '<svg viewBox="0 0 1 1"><path class="st0" fill="#123456"/></svg>'
    assert recoloured(svg, {"foreground": "#111111"}) == svg


@pytest.mark.parametrize(
    ("logo", "said"),
    [
        ("<svg viewBox='0 0 1 1'><path></svg>", "Le logo assets/logo.svg ne se lit pas. Le fichier est abîmé à la ligne 1"),
        ("", "Le logo assets/logo.svg ne se lit pas."),
        ("\x89PNG", "Le logo assets/logo.svg ne se lit pas."),
        ("<html/>", "n'est pas un dessin SVG qui dit sa taille."),
        ("<svg/>", "n'est pas un dessin SVG qui dit sa taille."),
        ("<svg viewBox='0 0 1 1'><script>1</script></svg>", "contient un élément « script »"),
        ("<svg viewBox='0 0 1 1' onload='x()'/>", "contient du code (« onload »)"),
        (
            "<svg viewBox='0 0 1 1'><image href='https://exemple.fr/a.png'/></svg>",
            "contient un lien (« https://exemple.fr/a.png »)",
        ),
        (None, "Le fichier assets/logo.svg n'existe pas."),
    ],
)
def test_a_logo_that_cannot_be_used_is_told_where_it_is_named(petite: Path, run: Run, logo: str | None, said: str):
    path = petite / "assets/logo.svg"
    path.unlink() if logo is None else path.write_text(logo, "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    (problem, *_) = outcome.lines
    assert problem.startswith("assets/_brand.yml:5:")
    assert said in " ".join(outcome.out.split())


def test_a_logo_that_is_no_drawing_is_told(petite: Path, run: Run):
    (petite / "assets/logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    brand = petite / "assets/_brand.yml"
    brand.write_text(brand.read_text("utf-8").replace("logo.svg", "logo.png"), "utf-8")
    assert "LEC10 Le logo assets/logo.png n'est pas un dessin SVG." in run(petite, "check").out


def test_a_font_that_no_file_brings_is_told(petite: Path, run: Run):
    """A slip in its name would put another font in its place, in every output, without a word."""
    brand = petite / "assets/_brand.yml"
    text = brand.read_text("utf-8").replace(
        "  headings:\n    family: Newsreader Display", "  headings:\n    family: Newsreader Displya"
    )
    brand.write_text(text, "utf-8")
    outcome = run(petite, "check")
    assert "LEC10 La police « Newsreader Displya » n'a pas de fichier." in outcome.out
    assert "Polices de « fonts: » : IBM Plex Sans, Newsreader Display." in outcome.out
