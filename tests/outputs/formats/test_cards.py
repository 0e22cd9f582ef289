"""The cards for social networks: their sizes, their words, and what happens when a text doesn't fit."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.numbers.cards import LONGEST_SENTENCE, LONGEST_TITLE, cards_of
from rapport.numbers.register import Register
from rapport.outputs.engines.work_folder import Tools, write_files
from rapport.outputs.formats import format_of
from rapport.sources.reading import load
from tests.conftest import whole_edition
from tests.some import some

Run = Callable[..., SimpleNamespace]
CARDS = """cards:
  - velos.repares
  - number: heures.total
    title: Bénévolat
    sentence: heures données, dont {{ value("heures.part_velo", unit=true) }} au vélo.
"""


def with_cards(root: Path, cards: str) -> Path:
    path = root / "report.yml"
    path.write_text(path.read_text("utf-8") + cards, "utf-8")
    return root


def size_of(picture: Path) -> tuple[int, int]:
    """Return the width and height that a PNG declares (PNG specification, chunk IHDR)."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


@pytest.fixture
def drawn(petite: Path, run: Run) -> Path:
    outcome = run(with_cards(petite, CARDS), "build", "--to", "cards")
    assert (outcome.code, outcome.out.strip()) == (0, "")
    return petite / "output/2024/cartes"


def test_each_card_is_drawn_in_both_sizes_to_the_pixel(drawn: Path):
    found = {path.name: size_of(path) for path in drawn.glob("*.png")}
    assert found == {
        f"{name}-{width}x{height}.png": (width, height)
        for name in ("velos-repares", "heures-total")
        for width, height in ((1200, 627), (1080, 1080))
    }


def test_the_words_to_post_stand_beside_the_pictures(drawn: Path):
    words = drawn.joinpath("textes.md").read_text("utf-8")
    assert all(path.name in words for path in some(drawn.glob("*.png")))
    assert "> Carte de chiffre clé. Bénévolat. 1\u202f240 heures données, dont" in words
    assert "Source\u00a0: La Fabrique du Val, Rapport d’activité 2024" in words
    assert "https://fabrique-du-val.example" in words


def test_a_lone_name_takes_the_label_and_the_unit_of_the_data(petite: Path):
    card = cards_of(Register(load(with_cards(petite, CARDS))[0]))[0]
    assert (card.number, card.sentence) == ("318", "Vélos réparés")
    assert "Vélos réparés\u00a0: 318\u00a0vélos." in card.alt


def test_the_number_is_the_one_of_the_register(petite: Path):
    """No number of a card is typed: a change of the data changes the picture's words."""
    path = petite / "data/indicators/ateliers.yml"
    path.write_text(path.read_text("utf-8").replace("318", "319"), "utf-8")
    assert cards_of(Register(load(with_cards(petite, CARDS))[0]))[0].number == "319"


@pytest.mark.parametrize(("awaited", "pictures"), [("318", 2), ("1240", 2), ("318 1240", 0)])  # a sentence waits too
def test_a_number_that_is_awaited_has_no_card(awaited: str, pictures: int, petite: Path, run: Run):
    """A draft of the report may be built with its gaps; a picture to share may not. What is calculated from one waits too."""
    path = petite / "data/indicators/ateliers.yml"
    text = path.read_text("utf-8")
    for value in awaited.split():
        text = text.replace(f"{{2024: {value}}}", "{2023: 300, 2024: }")
    path.write_text(text, "utf-8")
    root = with_cards(petite, CARDS + "severities: {EDI07: info}\n")
    outcome = run(root, "build", "--to", "cards")
    assert outcome.code == 0, outcome
    assert len(list(root.glob("output/2024/cartes/*.png"))) == pictures


@pytest.mark.parametrize("title", ["Mm" * (LONGEST_TITLE // 2), ""])
def test_the_longest_words_admitted_fit(petite: Path, run: Run, title: str):
    """What `check` lets through, the template can draw: nothing is ever cut."""
    words = "mesures communes " * 20
    card = f"cards:\n  - number: velos.repares\n    title: {title}\n    sentence: {words[:LONGEST_SENTENCE]}\n"
    assert run(with_cards(petite, card), "build", "--to", "cards").code == 0


def test_what_does_not_fit_is_a_problem(petite: Path, run: Run):
    """One word wider than the card: the rule on lengths lets it through, the drawing tells it."""
    card = f"cards:\n  - number: velos.repares\n    sentence: {'M' * 100}\n"
    outcome = run(with_cards(petite, card), "build", "--to", "cards")
    assert outcome.code == 1
    assert "« velos-repares » déborde" in outcome.out
    assert not (petite / "output/2024").exists()


def test_cards_without_a_number_to_draw_are_a_problem(petite: Path, run: Run):
    outcome = run(petite, "build", "--to", "cards")
    assert outcome.code == 1
    assert "EDI05 Le format « cards » n'a aucune carte à dessiner." in outcome.out


def test_the_same_sources_draw_the_same_bytes(petite: Path, run: Run):
    root = with_cards(petite, CARDS)
    made = []
    for _ in range(2):
        assert run(root, "build", "--to", "cards").code == 0
        made.append({path.name: path.read_bytes() for path in (root / "output/2024/cartes").iterdir()})
    assert made[0] == made[1]


def test_nothing_of_the_cards_is_made_unless_asked_for(built_petite: Path):
    assert not list(built_petite.glob("output/*/cartes"))
    assert format_of("cards").markup == "cards"


def test_the_cards_of_the_report_can_be_drawn(tmp_path: Path, shared_cache: Path):
    """Those that the team has chosen: between six and eight, no text too long, every number confirmed."""
    root = whole_edition(tmp_path / "rapport")
    with Tools(root, Cache(shared_cache)) as tools:
        flow = Flow(root, tools)
        cards = cards_of(flow.register())
        write_files(flow.made("cards"), tmp_path)
    drawn = sorted(path.name for path in tmp_path.glob("cartes/*.png"))
    assert drawn == sorted(f"{card.name}-{size}.png" for card in cards for size in ("1200x627", "1080x1080"))
    assert 6 <= len(cards) <= 8
