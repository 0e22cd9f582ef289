"""What a chart says quietly: parts whose labels would climb, categories that a panel lacks, values to confirm."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from rapport.manuscript.charts import KINDS
from rapport.manuscript.charts.entries import Entry, Rows
from rapport.manuscript.charts.stacked import HAIRLINE, SEAM, parts_of
from tests.manuscript.charts.test_kinds import SHAPES, drawn, first, frame, records, texts, with_all
from tests.some import some

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


@pytest.mark.parametrize("values", [(84, 8, 5, 3), (90, 4, 3, 3), (3, 3, 4, 90), (64, 20, 8, 4, 4)])
def test_across_the_column_they_stand_side_by_side_under_lines_of_their_colours(values: tuple[int, ...]) -> None:
    names = ("Ateliers et chantiers", "Associations d'insertion", "Entreprises d'insertion", "Travail temporaire", "Autres")
    chart = drawn("stacked", frame(*((name, value, "") for name, value in zip(names, values, strict=False)), percent=True))
    lines = [record for record in records(chart, "rect") if "ref" not in record]
    parts = [record for record in records(chart, "rect") if "ref" in record]
    assert [line["fill"] for line in lines] == [part["fill"] for part in parts]
    assert len({line["y"] for line in lines}) == 1
    assert all(line["x2"] < other["x"] for line, other in pairwise(lines))
    assert all(texts(chart).split("\n").count(f"{value}\u00a0%") == values.count(value) for value in some(values))


@pytest.mark.parametrize("lacking", ["A", "B", "D"])
def test_a_panel_that_lacks_a_category_says_so(lacking: str) -> None:
    """A row without a bar looked like an omission: there is a dash."""
    whole = SHAPES["panels"]
    assert "–" not in texts(drawn("multiples", whole))
    kept = tuple(entry for entry in whole.entries if (entry.group, entry.category) != (lacking, "Adultes"))
    assert texts(drawn("multiples", replace(whole, entries=kept))).count("–") == 1


@pytest.mark.parametrize("shape", ["nine", "parts", "long", "zeros", "rates"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_value_to_confirm_bears_the_sign_and_nothing_else_says_it(kind: str, shape: str) -> None:
    """Neither a hatched surface nor a hollow dot: a doubt is told in one way, as in texts."""
    most = {"map": 2, "field": 3}.get(kind, 9)
    given = first(most, SHAPES[shape])
    signed = [replace(e, printed=f"{e.printed}°", code=("84", "04")[n % 2]) for n, e in enumerate(given.entries)]
    chart = drawn(kind, with_all(replace(given, entries=tuple(signed)), uncertain=True))
    assert {entry.printed for entry in signed} <= {line for record in records(chart, "text") for line in record["text"]}
    assert drawn(kind, with_all(replace(given, entries=tuple(signed)), uncertain=False)) == chart


@pytest.mark.parametrize("count", [3, 8, 14])
def test_an_event_to_confirm_bears_the_sign_and_nothing_else_says_it(count: int) -> None:
    events = [Entry(f"Assemblée {n}", 1, "", order=n, date=f"{n + 1} mars", uncertain=n == 1) for n in range(count)]
    chart = drawn("timeline", Rows(tuple(events)))
    assert texts(chart).count("°") == 1
    assert len({(dot["fill"], dot["edge"]) for dot in records(chart, "point")}) == 1


@pytest.mark.parametrize("width", ["full", "half"])
@pytest.mark.parametrize("kind", ["bars", "multiples"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_zeros_alone_have_the_line_of_the_zero(kind: str, count: int, width: str) -> None:
    """A drawing of nothing but words was one that the PDF had lost."""

    def upright(chart: dict[str, Any]) -> list[dict[str, Any]]:
        return [record for record in records(chart, "rule") if "y2" in record]  # the line of a heading lies

    rows = frame(*((name, 0, "2024" if kind == "multiples" else "") for name in "ABC"[:count]))
    assert all(line["y2"] > line["y"] for line in some(upright(drawn(kind, rows, width=width))))
    assert upright(drawn(kind, with_all(rows, value=5.0), width=width)) == []


@pytest.mark.parametrize("names", [("A" * 9 + " et les autres",) * 3, ("Une association d'insertion par l'activité",) * 2])
@pytest.mark.parametrize("kind", ["bars", "multiples"])
@pytest.mark.parametrize("value", [-4, 0])
def test_the_line_of_the_zero_crosses_no_name_over_its_bar(kind: str, value: float, names: tuple[str, ...]) -> None:
    rows = frame(*((f"{name} et quelques mots de plus encore {n}", value, "2024") for n, name in enumerate(names)))
    chart = drawn(kind, rows, width="half")
    lines = [record for record in records(chart, "rule") if "y2" in record]
    names_at = [record["y"] for record in records(chart, "text") if "quelques" in " ".join(record["text"])]
    assert len(some(names_at)) == len(names)
    assert not any(line["y"] < place < line["y2"] for line in some(lines) for place in names_at)


@pytest.mark.parametrize("amounts", [(5_000_000, 1, 3_000_000), (1, 90_000), (620, 380, 1, 1, 1), (99, 0.1, 0.1), (0, 5, 7)])
@pytest.mark.parametrize("width", [330.0, 680.0])
def test_a_part_of_a_bar_is_seen_however_small(amounts: tuple[float, ...], width: float):
    """A seam would take all of it; the others give way in proportion, and the bar keeps its length."""
    parts = parts_of([Entry(str(amount), amount, str(amount)) for amount in amounts], 0, width, 10)
    lengths = [part.right - part.left for part in parts]
    assert all(length >= HAIRLINE - 0.001 for length, amount in some(zip(lengths, amounts, strict=True)) if amount)
    there = [part for part in parts if part.entry.amount]
    assert all(after.left - before.right == pytest.approx(SEAM) for before, after in some(pairwise(there)))
    assert parts[-1].right == pytest.approx(width)
    large = [(length + SEAM) / amount for length, amount in zip(lengths, amounts, strict=True) if length > 2 * HAIRLINE]
    assert large == pytest.approx([large[0]] * len(large))
