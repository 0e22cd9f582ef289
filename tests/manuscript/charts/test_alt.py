"""Alternative text: written from the data, never empty, short enough to be heard in one go."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from rapport.manuscript.charts import KINDS
from rapport.manuscript.charts.alt import KIND_NAMES, MOST, alt_text
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow


def spec(kind: str = "bars", **more: str) -> ChartSpec:
    """Return the recipe of a chart of this kind."""
    return ChartSpec(**{"kind": kind, "title": "Le message", "subtitle": "Adhérents par type, 2024", **more})


def row(category: str, value: float = 1, printed: str | None = None, group: str = "", **more: object) -> ChartRow:
    """Return a row of a chart, printed as its value unless told otherwise."""
    shown = f"{value:g}" if printed is None else printed
    extra = {"date": str(more["date"])} if "date" in more else {}
    return ChartRow(category, Decimal(str(value)), shown, group, bool(more.get("uncertain")), "", extra)


def test_tells_the_kind_the_subject_and_every_number_in_order() -> None:
    text = alt_text(spec(), [row("AI", 248), row("ACI", 140)])
    assert text == "Diagramme en barres. Adhérents par type, 2024. AI\u00a0: 248\u202f; ACI\u00a0: 140."


def test_takes_the_title_when_there_is_no_subtitle() -> None:
    assert "Le message" in alt_text(spec(subtitle=""), [row("AI", 248)])


def test_tells_both_moments_of_each_category() -> None:
    rows = [row("AI", 0.7, "0,7\u00a0%", "2025"), row("AI", 0.6, "0,6\u00a0%", "2026")]
    assert "AI\u00a0: 0,7\u00a0% (2025) puis 0,6\u00a0% (2026)." in alt_text(spec("before_after"), rows)


def test_tells_panels_one_after_the_other() -> None:
    rows = [row("Femmes", 38, "38\u00a0%", "ACI"), row("Femmes", 65, "65\u00a0%", "AI")]
    text = alt_text(spec("multiples"), rows)
    assert "ACI, Femmes\u00a0: 38\u00a0%. AI, Femmes\u00a0: 65\u00a0%." in text


def test_tells_the_extremes_when_there_are_too_many_numbers() -> None:
    text = alt_text(spec(), [row(f"Une catégorie au nom assez long, numéro {n}", n) for n in range(30)])
    assert "30 valeurs, de 0 (Une catégorie au nom assez long, numéro 0) à 29" in text


def test_tells_events_without_numbers_by_their_dates() -> None:
    text = alt_text(spec("timeline"), [row("Congrès", printed="", date="Mai"), row("Bilan", printed="", date="Juin")])
    assert "Mai, Congrès\u202f; Juin, Bilan." in text


def test_says_that_numbers_are_to_be_confirmed() -> None:
    assert "Certaines valeurs sont à confirmer." in alt_text(spec(), [row("A", uncertain=True), row("B")])
    assert "confirmer" not in alt_text(spec(), [row("A"), row("B")])


@pytest.mark.parametrize("kind", [*KINDS, "unknown"])
@pytest.mark.parametrize("count", [0, 1, 4, 30, 300])
@pytest.mark.parametrize("length", [1, 40, 400])
def test_is_never_empty_nor_too_long(kind: str, count: int, length: int) -> None:
    rows = [row("mot " * (length // 4) + str(n), n, group="g" * length, uncertain=True) for n in range(count)]
    text = alt_text(spec(kind, subtitle="sujet " * length), rows)
    assert 10 < len(text) <= MOST
    assert text.endswith(".")
    assert "  " not in text


def test_has_a_name_for_every_kind() -> None:
    assert set(KIND_NAMES) == set(KINDS)


def test_needs_neither_pandas_nor_altair() -> None:
    modules = "rapport.manuscript.charts.alt, rapport.manuscript.charts.theme"
    code = f"import sys, {modules}; print({{'pandas', 'altair'}} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
