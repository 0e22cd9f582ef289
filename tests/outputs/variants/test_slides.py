"""The slides: opened as a program that edits them would, and read back: what is spoilt in them is told."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from rapport.flow.edition import Flow
from rapport.ground.programs import features
from rapport.ground.programs.features import FeatureMissingError
from rapport.sources.model import Rendered
from tests.outputs.variants.conftest import with_variants
from tests.some import some

MADE = "assemblee-2024/assemblee.pptx"


@pytest.fixture(scope="session")
def deck(made: Path) -> Any:
    return Presentation(str(made / MADE))


def shape_of(deck: Any, name: str) -> Any:
    return next(shape for slide in deck.slides for shape in slide.shapes if shape.name == name)


def test_it_has_layouts_and_every_slide_a_title(deck: Any):
    assert [layout.name for layout in deck.slide_layouts] == ["Couverture", "Message et graphique", "Message"]
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
