"""Medians that are one structure's answer: those of several columns are each compared with the answers to their own."""

from __future__ import annotations

import pytest

from rapport.numbers.survey.exact_quantiles import exact_quantiles
from rapport.numbers.survey.secrecy import protected
from tests.numbers.survey.panels import panel_of

COUNT = 11  # structures: their median is the answer of the sixth


@pytest.mark.parametrize(
    ("type_", "region", "by"), [("h", "Nord", ["type"]), ("ETTI", "h", ["region"]), ("h", "h", ["type", "region"])]
)
def test_a_group_that_is_called_as_a_column_is_no_column(type_: str, region: str, by: list[str]):
    rows = [(type_, region, {"f": 100 + 7 * at, "h": 50}) for at in range(COUNT)]
    protection = protected(panel_of(rows, {"milieu": {"compute": "median", "of": ["f", "h"], "by": by}}))
    assert [(cell.group[-1], cell.value) for cell in exact_quantiles(protection)] == [(("item", "f"), 135)]
