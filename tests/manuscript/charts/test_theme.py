"""The look of the charts: colours that can be seen, French numbers, lines that break where they may."""

from __future__ import annotations

import re

import pytest

from rapport.ground.colours import contrast, mixed
from rapport.manuscript.charts.lettering import text_width, wrapped
from rapport.manuscript.charts.theme import LOCALE, Theme, config, darkened, lightest

BRAND = {
    "color": {
        "palette": {"ink": "#16303A", "teal": "#0B5563", "coral": "#D9482B", "brique": "coral"},
        "foreground": "ink",
        "background": "#fff",
        "primary": "teal",
        "secondary": "brique",
    },
    "typography": {"base": {"family": "IBM Plex Sans"}},
}
THEME = Theme.from_brand(BRAND)


def test_every_derived_colour_can_be_seen() -> None:
    marks = [THEME.accent, THEME.soft, THEME.hairline, THEME.primary, *THEME.ramp(9)]
    letters = [THEME.ink, THEME.muted, THEME.accent_text]
    assert all(contrast(mark, THEME.background) >= 3 for mark in marks)
    assert all(contrast(letter, THEME.background) >= 4.5 for letter in letters)
    assert all(contrast(THEME.on(fill), fill) >= 4.5 for fill in [*marks, THEME.accent_text])
    assert contrast(THEME.muted, THEME.pale) >= 4.5


def test_a_ramp_goes_from_dark_to_light() -> None:
    steps = [contrast(colour, THEME.background) for colour in THEME.ramp(5)]
    assert steps == sorted(steps, reverse=True)
    assert len(set(steps)) == 5


def test_brand_colours_are_found_by_name_through_the_palette() -> None:
    assert (THEME.primary, THEME.secondary, THEME.background) == ("#0B5563", "#D9482B", "#FFFFFF")
    with pytest.raises(ValueError, match="turquoise"):
        Theme.from_brand({"color": {"primary": "turquoise"}})
    with pytest.raises(ValueError, match="en rond"):
        Theme.from_brand({"color": {"palette": {"en rond": "en rond"}, "primary": "en rond"}})


def test_tints_and_shades_stop_at_the_ratio_asked() -> None:
    assert mixed("#000000", "#FFFFFF", 0.5) == "#808080"
    assert contrast(lightest("#0B5563", "#FFFFFF", 3), "#FFFFFF") == pytest.approx(3, abs=0.1)
    assert darkened("#0B5563", "#16303A", "#FFFFFF", 3) == "#0B5563"


def test_a_font_whose_name_holds_a_digit_is_quoted() -> None:
    assert config(THEME)["font"] == "IBM Plex Sans"
    assert config(Theme.from_brand({"typography": {"base": "Source Sans 3"}}))["font"] == "'Source Sans 3'"


def test_the_locale_writes_french_numbers() -> None:
    number = LOCALE["number"]
    assert (number["thousands"], number["decimal"], number["percent"], number["minus"]) == (
        "\u202f",
        ",",
        "\u00a0%",
        "−",
    )


def test_lines_break_at_spaces_and_hyphens_only() -> None:
    lines = wrapped("Bourgogne-Franche-Comté, 12\u00a0000\u202f€ en tout", 90, 12)
    assert "".join(lines).replace(" ", "") == "Bourgogne-Franche-Comté,12\u00a0000\u202f€entout"
    assert all(line == line.strip() and not re.search(r"12$|^000", line) for line in lines)
    assert wrapped("anticonstitutionnellement", 10, 12) == ["anticonstitutionnellement"]
    assert text_width("mm", 12) > text_width("ii", 12)
