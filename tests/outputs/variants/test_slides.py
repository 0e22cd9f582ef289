"""The slides: opened as a program that edits them would, and read back: what is spoilt in them is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from rapport.cli.main import main
from rapport.flow.edition import Flow
from rapport.ground.programs import features
from rapport.ground.programs.features import FeatureMissingError
from rapport.sources.model import Rendered
from tests.outputs.variants.conftest import SLIDE, with_variants
from tests.some import some

MADE = "assemblee-2024/assemblee.pptx"


@pytest.fixture(scope="session")
def deck(made: Path) -> Any:
    return Presentation(str(made / MADE))


def shape_of(deck: Any, name: str) -> Any:
    return next(shape for slide in deck.slides for shape in slide.shapes if shape.name == name)


def test_it_has_layouts_and_every_slide_a_title(deck: Any):
    assert [layout.name for layout in deck.slide_layouts] == ["Couverture", "Message et graphique", "Message et texte", "Message"]
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert titles == [
        "L’assemblée 2024", "L’année des ateliers", "Une heure sur deux se passe à l’atelier vélo", "La Fabrique du Val",
    ]  # fmt: skip
    empty = [
        shape.name for slide in deck.slides for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text
    ]
    assert [name for name in empty if "Slide Number" not in name] == []


def test_its_numbers_bear_their_names(deck: Any):
    shown = {
        shape.name: shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.name.startswith("num:")
    }
    assert shown == {"num:velos.repares": "318", "num:heures.total": "1\u202f240"}


def test_a_chart_of_bars_can_be_edited(deck: Any):
    frame = shape_of(deck, "chart:heures")
    assert frame.has_chart
    plot = frame.chart.plots[0]
    assert [*plot.categories] == ["Vélo", "Bois", "Cuisine"]
    assert [*plot.series[0].values] == [620.0, 380.0, 240.0]
    assert "Vélo\u00a0: 620" in frame._element.nvGraphicFramePr.cNvPr.get("descr")
    assert frame.is_placeholder


def test_its_notes_say_where_each_number_comes_from(deck: Any):
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert "Vélos réparés\u00a0: 318\u00a0vélos. Source\u00a0: Registre de l’atelier vélo, décembre 2024." in notes


def test_a_screen_reader_has_the_title_first(deck: Any):
    for slide in some(deck.slides):
        assert slide.shapes[0].shape_id == slide.shapes.title.shape_id
    names = [shape.name for shape in deck.slides[2].shapes]
    assert names.index("sous-titre") < names.index("chart:heures")


def test_each_run_is_french(deck: Any):
    runs = [run for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
            for line in shape.text_frame.paragraphs for run in line.runs]  # fmt: skip
    assert {run._r.rPr.get("lang") for run in runs} == {"fr-FR"}


def test_it_wears_the_brand(made: Path):
    """Fonts and colours of the theme are those of `_brand.yml`; the files of the fonts stand beside the slides."""
    with zipfile.ZipFile(made / MADE) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    families = re.findall(r'<a:(?:major|minor)Font>\s*<a:latin typeface="([^"]*)', theme)
    assert families == ["Newsreader Display", "IBM Plex Sans"]
    assert re.findall(r'<a:accent[12]><a:srgbClr val="(\w+)"/>', theme) == ["A63D2F", "1F2A44"]
    beside = {path.name for path in (made / "assemblee-2024/polices").iterdir()}
    assert {"IBMPlexSans.ttf", "NewsreaderDisplay.ttf"} <= beside


def test_the_same_sources_give_the_same_slides(made: Path, petite: Path, run):
    assert run(with_variants(petite), "build", "--to", "assemblee").code == 0
    assert (petite / "output/2024" / MADE).read_bytes() == (made / MADE).read_bytes()


def test_a_library_that_is_missing_is_asked_for_before_anything_is_made(petite: Path, run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(features, "find_spec", lambda module: None if module == "pptx" else object())
    with pytest.raises(FeatureMissingError) as missing:
        run(with_variants(petite), "build", "--to", "assemblee")
    assert missing.value.feature == "slides"
    assert not (petite / "output").exists()
    assert run(petite, "build", "--to", "essentiel").code == 0


def retitled(deck: Any) -> None:
    deck.slides[1].shapes.title.text_frame.clear()


def renumbered(deck: Any) -> None:
    shape_of(deck, "num:velos.repares").text_frame.paragraphs[0].runs[0].text = "319"


def unsaid(deck: Any) -> None:
    shape_of(deck, "chart:heures")._element.nvGraphicFramePr.cNvPr.set("descr", "")


def narrowed(deck: Any) -> None:
    shape_of(deck, "texte:velos.repares").width = 100_000


def moved(deck: Any) -> None:
    shape_of(deck, "num:heures.total").left = 12_000_000


def redrawn(deck: Any) -> None:
    shape = shape_of(deck, "chart:heures")
    chart = shape.chart._chartSpace
    value = chart.xpath(".//c:val//c:v")[0]
    value.text = "621.0"


def added(deck: Any) -> None:
    shape_of(deck, "texte:velos.repares").text_frame.paragraphs[0].runs[0].text = "vélos réparés en 12 mois"


SPOILT: dict[Callable[[Any], None], str] = {
    retitled: "VAR08 La diapositive 2 de assemblee.pptx n'a pas de titre.",
    renumbered: "VAR05 « 318 » (velos.repares) manque dans assemblee.pptx.",
    unsaid: "VAR08 La diapositive 3 de assemblee.pptx : « chart:heures » n'a pas de texte de remplacement.",
    narrowed: "VAR08 La diapositive 2 de assemblee.pptx : « vélos réparés » ne tient pas dans son cadre.",
    moved: "VAR08 La diapositive 2 de assemblee.pptx : « num:heures.total » sort de la diapositive.",
    redrawn: "VAR08 La diapositive 3 de assemblee.pptx : le graphique « heures » n'a pas les valeurs des données.",
    added: "VAR06 « 12 » est dans assemblee.pptx sans indicateur",
}


@pytest.mark.parametrize(("spoil", "told"), SPOILT.items(), ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_spoilt_is_told(spoil: Callable[[Any], None], told: str, petite: Path, run, monkeypatch: pytest.MonkeyPatch):
    render = Flow.rendered

    def then_spoil(flow: Flow) -> Rendered:
        rendered = render(flow)
        path = rendered.files["assemblee"]
        deck = Presentation(str(path))
        spoil(deck)
        deck.save(str(path))
        return rendered

    monkeypatch.setattr(Flow, "rendered", then_spoil)
    outcome = run(with_variants(petite), "build", "--to", "assemblee")
    assert outcome.code == 1
    assert told in outcome.out


def with_slide(root: Path, slide: str = SLIDE) -> Path:
    """Add a slide to a section of the small edition with its variants."""
    path = with_variants(root) / "content/ateliers.md"
    path.write_text(path.read_text("utf-8") + slide, "utf-8")
    return root


def test_a_slide_that_an_author_wrote(petite: Path, run):
    """It stands for the key numbers, in a place for words; what who speaks says comes before where the numbers come from."""
    assert run(with_slide(petite), "build", "--to", "assemblee").code == 0
    made = Presentation(str(petite / "output/2024" / MADE))
    assert [slide.shapes.title.text_frame.text for slide in made.slides][1:3] == [
        "Trois métiers, un seul toit", "Une heure sur deux se passe à l’atelier vélo",
    ]  # fmt: skip
    slide = made.slides[1]
    assert slide.slide_layout.name == "Message et texte"
    words = slide.placeholders[1].text_frame
    assert [line.text for line in words.paragraphs] == [
        "Les bénévoles donnent leur temps.", "318 vélos réparés", "1\u202f240\u00a0heures données, d’un atelier à l’autre",
    ]  # fmt: skip
    bullets = [line._p.pPr.find("{http://schemas.openxmlformats.org/drawingml/2006/main}buNone") for line in words.paragraphs]
    assert [bullet is None for bullet in bullets] == [False, True, True]
    notes = slide.notes_slide.notes_text_frame.text
    assert notes.startswith("Remercier les bénévoles\u00a0: 50\u00a0% des heures vont au vélo.\nVélos réparés\u00a0: 318")


def test_a_written_slide_is_not_in_the_report(petite: Path, run):
    with_slide(petite)
    assert run(petite, "build", "--to", "html").code == 0
    (page,) = (petite / "output/2024").glob("*.html")
    assert "Trois métiers" not in page.read_text("utf-8").partition("<main")[2].replace("Trois métiers, un seul toit.", "")
    assert "Remercier" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("slide", "told"),
    [
        ("::: slide\nDes mots.\n:::\n", "n'a pas de titre"),
        ("::: slide\n### Un titre\n:::\n", "ne dit rien"),
        ('::: slide\n### Un titre\n- mot\n{{ chart("heures") }}\n:::\n', "n'a ni image, ni graphique"),
        ("::: slide\n### Un titre\n" + "- mot\n" * 7 + ":::\n", "a 7 lignes"),
        ("::: slide\n### Un titre\n- " + "mot " * 40 + "\n:::\n", "caractères, pour 140"),
        ("::: slide\n### Un titre\n- mot\n### Un autre\n:::\n", "n'a pas de place"),
        ("::: slide\n### Un titre\n- mot\n::: cards\n- a\n:::\n:::\n", "n'a pas de place"),
        ("::: notes\nDes mots.\n:::\n", "n'est pas dans une diapositive"),
        ("::: slide\n### Un titre\n- 318 vélos\n:::\n", "« 318 » est tapé à la main"),
        ('::: slide\n### Un titre\n- {{ value("velos.repare") }} vélos\n:::\n', "velos.repares"),
        ("::: slide\n### Un titre\n- mot\n", "n'est jamais fermé"),
    ],
)
def test_what_is_wrong_in_a_written_slide_is_told_where_it_is(petite: Path, run, slide: str, told: str):
    said = run(with_slide(petite, "\n" + slide), "check").out
    line = next(line for line in said.splitlines() if told in line or told in line.partition("Noms proches")[2])
    first = (petite / "content/ateliers.md").read_text("utf-8").count("\n") - slide.count("\n")
    where = [one for one in said.splitlines() if one.startswith("content/ateliers.md:")]
    assert any(int(one.split(":")[1]) > first for one in where), line


def test_a_slide_that_no_variant_takes_is_told(petite: Path, run):
    path = petite / "content/ateliers.md"
    path.write_text(path.read_text("utf-8") + SLIDE, "utf-8")
    assert "VAR14 Aucune variante en pptx ne prend la section « ateliers »" in run(petite, "check").out


def test_what_a_slide_says_is_signed_with_its_section(petite: Path, run):
    with_slide(petite)
    assert main(["sign", "ateliers", "--by", "Léa FORT"], petite) == 0
    path = petite / "content/ateliers.md"
    path.write_text(path.read_text("utf-8").replace("Les bénévoles donnent leur temps.", "Les bénévoles donnent tout."), "utf-8")
    assert "SIG01" in run(petite, "check").out


def test_a_written_slide_that_a_hall_cannot_read_goes_on_over_another(petite: Path, run):
    """Six lines of 130 letters don't stand together at 18 points: none is lost, the title comes again, the notes say all."""
    words = "qui se lit du fond de la salle, quoi que l’on en ait pensé en l’écrivant très, très vite, "
    lines = [f'- {{{{ value("velos.repares") }}}} vélos réparés, {word} {words}{word}' for word in ("a", "b", "c", "d")]
    text = (
        "\n::: slide\n### Beaucoup de mots\n"
        + "\n".join([*lines, *("- Une ligne de plus, elle aussi, " + words + "enfin" for _ in "ab")])
        + "\n:::\n"
    )
    assert run(with_slide(petite, text), "build", "--to", "assemblee").code == 0
    slides = [
        slide
        for slide in Presentation(str(petite / "output/2024" / MADE)).slides
        if slide.slide_layout.name == "Message et texte"
    ]
    assert [slide.shapes.title.text_frame.text for slide in slides] == ["Beaucoup de mots", "Beaucoup de mots (suite)"]
    shown = [line.text for slide in slides for line in slide.placeholders[1].text_frame.paragraphs]
    assert [line.split("vélos réparés, ")[-1].split()[0] for line in shown] == ["a", "b", "c", "d", "Une", "Une"]
    for slide in some(slides):
        sizes = {run.font.size.pt for line in slide.placeholders[1].text_frame.paragraphs for run in line.runs}
        assert min(sizes) >= 18
        assert "Vélos réparés\u00a0: 318" in slide.notes_slide.notes_text_frame.text
