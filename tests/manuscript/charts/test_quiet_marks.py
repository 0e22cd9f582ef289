"""What a chart says quietly: parts whose labels would climb, categories that a panel lacks, values to confirm."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rapport.manuscript.charts.entries import Rows
from tests.manuscript.charts.test_kinds import SHAPES, drawn, frame, records, texts

SMALL = frame(("Ateliers", 84, ""), ("Associations d'insertion", 8, ""), ("Entreprises", 5, ""), ("Autres", 3, ""), percent=True)
HALVES = frame(("A", 50, ""), ("B", 50, ""))


@pytest.mark.parametrize(("rows", "listed"), [(SMALL, True), (SHAPES["two"], False), (HALVES, False)])
def test_labels_that_would_climb_over_one_another_are_a_list(rows: Rows, *, listed: bool) -> None:
    """In the order of the bar, each with its value and a square of its colour; the others stand on the bar itself."""
    chart = drawn("stacked", rows, width="half")
    squares = [record for record in records(chart, "rect") if "ref" not in record]
    assert len(squares) == (len(rows.entries) if listed else 0)
    names = [name for name in texts(chart).split("\n") if name in {entry.category for entry in rows.entries}]
    if listed:
        assert names == [entry.category for entry in rows.entries]
        parts = {record["category"]: record["fill"] for record in records(chart, "rect") if "ref" in record}
        assert [square["fill"] for square in squares] == [parts[entry.category] for entry in rows.entries]


@pytest.mark.parametrize("lacking", ["A", "B", "D"])
def test_a_panel_that_lacks_a_category_says_so(lacking: str) -> None:
    """A row without a bar looked like an omission: there is a dash."""
    whole = SHAPES["panels"]
    assert "–" not in texts(drawn("multiples", whole))
    kept = tuple(entry for entry in whole.entries if (entry.group, entry.category) != (lacking, "Adultes"))
    assert texts(drawn("multiples", replace(whole, entries=kept))).count("–") == 1


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("kind", ["bars", "multiples"])
def test_stripes_keep_to_the_foot_of_a_bar(kind: str, width: str) -> None:
    rows = SHAPES["panels"] if kind == "multiples" else SHAPES["nine"]
    doubtful = replace(rows, entries=tuple(replace(entry, uncertain=True) for entry in rows.entries))
    chart = drawn(kind, doubtful, width=width)
    bars = [(record["y"], record["y2"]) for record in records(chart, "rect") if "value" in record]
    stripes = [record for record in records(chart, "rule") if "y2" in record and record.get("thickness") == 1.1]
    assert stripes
    for stripe in stripes:
        top, foot = sorted((stripe["y"], stripe["y2"]))
        assert any(foot <= end + 0.1 and top >= start + (end - start) / 2 for start, end in bars), stripe
