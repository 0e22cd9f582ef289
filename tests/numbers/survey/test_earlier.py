"""A published survey and its corrected version: both together give away nothing that either hides, nor what a few said since."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rapport.numbers.survey.earlier import close_versions_message
from rapport.numbers.survey.secrecy import Protection, protected
from rapport.sources.panel import Panel, SurveyCell
from rapport.sources.survey_locked import LOCK, lock_of, written_locks
from tests.numbers.survey.attacker import Attacker, OfTwoVersions
from tests.numbers.survey.panels import Row, drawn_rows, panel_of
from tests.numbers.survey.test_secrecy import BY_TYPE, LINKED, MEDIANS, TOTALS, alike
from tests.sources.reading.test_surveys import HEAD, read


def after(panel: Panel, first: Protection) -> Panel:
    """Return a panel whose edition was published once already."""
    return replace(panel, before=({cell.ref: cell for cell in first.cells},))


def corrected_rows(rows: list[Row], seed: int, count: int, by: tuple[float, float] = (0.5, 2)) -> list[Row]:
    """Return rows of which some structures corrected an amount; tenfold, the difference alone would be most of the amount."""
    dice = random.Random(seed)
    rows = [(type_, region, dict(said)) for type_, region, said in rows]
    for _, _, said in dice.sample([row for row in rows if row[2]["ca"] is not None], count):
        dict.update(said, ca=int(said["ca"] * dice.choice(by)))  # type: ignore[call-overload]
    return rows


@pytest.mark.parametrize(("seed", "size", "count"), [(0, 30, 1), (0, 154, 3), (3, 33, 1)])
def test_two_versions_give_nothing_away_together(seed: int, size: int, count: int):
    """An attacker who knows which answers were corrected solves all that both versions printed, at once."""
    rows = drawn_rows(seed, size, ["AI", "ACI", "EI", "ETTI"], ["Nord", "Sud", "Est"])
    panel = panel_of(rows, LINKED, totals=TOTALS)
    first = protected(panel)
    corrected = after(panel_of(corrected_rows(rows, seed, count), LINKED, totals=TOTALS), first)
    second = protected(corrected)
    assert second.exposed == ()
    assert [cell for cell in second.cells if cell.value is None]
    assert list(OfTwoVersions(Attacker(panel, first.cells), Attacker(corrected, second.cells)).found()) == []


def test_each_by_itself_would_give_the_other_away():
    """What was hidden for the sake of others is printed, and the other way round: the two attackers are worth their name."""
    first_rows = [*alike("EI", 2), *alike("ETTI", 5), *alike("ACI", 30), *alike("AI", 40)]
    panel = panel_of(first_rows, BY_TYPE)
    first = protected(panel)
    corrected = panel_of([*alike("EI", 2), *alike("ETTI", 5), *alike("ACI", 3), *alike("AI", 40)], BY_TYPE)
    shown = [replace(raw_cell(first, cell), hidden="") if cell.hidden == "complement" else cell for cell in first.cells]
    swapped = [replace(cell, value=None, hidden="complement") if cell.ref.endswith("ca.AI") else cell for cell in shown]
    assert list(OfTwoVersions(Attacker(panel, first.cells), Attacker(panel, swapped)).found())
    assert hidden_of(protected(after(corrected, first))) >= {"ca.EI", "ca.ETTI"}


def raw_cell(protection: Protection, cell: SurveyCell) -> SurveyCell:
    """Return a cell as it would be printed without secrecy."""
    raw = next(raw for raw in protection.raw if raw.key == (cell.statistic, cell.group))
    return replace(cell, value=raw.printed, base=raw.base)


def hidden_of(protection: Protection) -> set[str]:
    """Return the names of the hidden cells, without the survey's."""
    return {cell.ref.removeprefix("survey.e.") for cell in protection.cells if cell.value is None}


def test_what_was_hidden_stays_hidden():
    """Two structures have become three: their sum could be printed, were the sum of the two not hidden by what was printed."""
    first = protected(panel_of([*alike("EI", 2), *alike("ETTI", 5), *alike("AI", 40)], BY_TYPE))
    grown = panel_of([*alike("EI", 6), *alike("ETTI", 5), *alike("AI", 40)], BY_TYPE)
    assert hidden_of(protected(grown)) == set()
    second = protected(after(grown, first))
    assert hidden_of(second) == {"ca.EI", "ca.ETTI"} == hidden_of(first)
    assert {cell.hidden for cell in second.cells if cell.value is None} == {"hidden_before"}


def test_a_median_hidden_for_a_small_group_is_printed_once_it_is_large():
    first = protected(panel_of([*alike("AI", 40), *alike("EI", 4)], {"type": MEDIANS["type"]}))
    second = protected(after(panel_of([*alike("AI", 40), *alike("EI", 14)], {"type": MEDIANS["type"]}), first))
    assert (hidden_of(first), hidden_of(second)) == ({"type.EI"}, set())


def test_no_complement_is_one_that_everybody_knows():
    """A statistic that comes later is hidden itself rather than what was printed already."""
    rows = [*alike("EI", 2), *alike("ETTI", 5), *alike("ACI", 30), *alike("AI", 40)]
    first = protected(panel_of(rows, {"total": BY_TYPE["total"]}))
    second = protected(after(panel_of(rows, BY_TYPE), first))
    assert (hidden_of(first), hidden_of(second), second.exposed) == (set(), {"ca.EI", "ca.ETTI"}, ())


def test_what_a_version_printed_is_told_to_be_known():
    """The edition asks for four structures where it asked for three: what it hides now, the first version says."""
    rows = [*alike("EI", 3, 100), *alike("ETTI", 5, 100), *alike("AI", 40, 100)]
    first = protected(panel_of(rows, BY_TYPE))
    assert hidden_of(first) == set()
    stricter = after(panel_of(rows, BY_TYPE, secrecy={"least": 4}), first)
    found = protected(stricter).exposed
    assert {(one.cell.group, one.printed) for one in found if not one.base} == {((("type", "EI"),), ())}


DIFFERENT: list[tuple[dict[str, Any], int, str]] = [
    ({"ca": {"compute": "sum", "of": "ca"}}, 1, "« survey.e.ca » a été publié sur 20 structures, et le serait sur 21"),
    ({"ca": {"compute": "mean", "of": "ca"}}, 2, "la différence est ce que disent 2 structures."),
    ({"ca": {"compute": "sum", "of": "ca"}}, -1, "la différence est ce que dit une seule structure."),
    ({"n": {"compute": "count", "where": {"soir": "oui"}}}, 1, "la différence est ce que dit une seule structure."),
    ({"m": {"compute": "median", "of": "ca"}}, 9, "la différence est ce que disent 9 structures."),
    ({"ca": {"compute": "sum", "of": "ca"}, "d": {"compute": "sum", "of": "ca"}}, 1, "une seule structure ; 1 autre de même."),
    ({"ca": {"compute": "sum", "of": "ca"}}, 3, ""),
    ({"m": {"compute": "median", "of": "ca"}}, 10, ""),
    ({"n": {"compute": "count"}}, 1, ""),  # that one more answered isn't what it answered
    ({"ca": {"compute": "sum", "of": "ca"}}, 0, ""),
]


@pytest.mark.parametrize(("statistics", "more", "said"), DIFFERENT)
def test_a_few_structures_more_are_the_difference(statistics: dict[str, Any], more: int, said: str):
    def rows(count: int) -> list[Row]:
        return [("AI", "Nord", {"ca": 1000 + at * at, "soir": "oui"}) for at in range(count)]

    first = protected(panel_of(rows(20), statistics))
    panel = after(panel_of(rows(20 + more), statistics), first)
    told = close_versions_message(panel, protected(panel).cells)
    assert told.endswith(said) if said.startswith("la") else said in told
    assert bool(told) == bool(said)


UNCHANGED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"ca": {"compute": "sum", "of": "ca"}}, {"ca": 0}, "« survey.e.ca » a été publié sur 20 structures, et le serait sur 21"),
    ({"m": {"compute": "mean", "of": "ca"}}, {"ca": 1000}, "« survey.e.m » a été publié sur 20 structures"),
    ({"part": {"compute": "share", "of": "f", "among": "p"}}, {"f": 3, "p": 3}, "« survey.e.part » a été publié sur 20"),
    ({"ca": {"compute": "sum", "of": "ca", "by": ["type"]}}, {"ca": 0}, "« survey.e.ca.AI » a été publié sur 20 structures"),
    ({"m": {"compute": "median", "of": "ca"}}, {"ca": 1000}, ""),
]


@pytest.mark.parametrize(("statistics", "late", "said"), UNCHANGED)
def test_a_number_that_stays_with_one_structure_more_is_what_that_one_said(
    statistics: dict[str, Any], late: dict[str, Any], said: str
):
    rows: list[Row] = [("AI", "Nord", {"ca": 1000, "f": 5, "p": 5}) for _ in range(20)]
    first = protected(panel_of(rows, statistics))
    panel = after(panel_of([*rows, ("AI", "Nord", {"ca": None, "f": None, "p": None} | late)], statistics), first)
    second = protected(panel)
    assert [cell.value for cell in second.cells] == [cell.value for cell in first.cells]
    told = close_versions_message(panel, second.cells)
    assert said in told
    assert bool(told) == bool(said)


REPORT = "title: T\norganisation: O\nyear: 2024\nsections: [edito]\n"


@pytest.mark.parametrize(("own", "known"), [(".", 2), ("editions/2024", 2), ("editions/2024.2", 1)])
def test_earlier_versions_are_those_that_were_kept(tmp_path: Path, own: str, known: int):
    for rank in ("1", "2"):
        folder = tmp_path / f"editions/2024.{rank}"
        (folder / "data").mkdir(parents=True)
        (folder / "report.yml").write_text(REPORT, "utf-8")
        cell = SurveyCell("obs", "ca", (), None, None, 0, "€", "few")
        (folder / LOCK).write_text(written_locks({"obs": lock_of(9, int(rank), [cell])}), "utf-8")
    (tmp_path / "editions/2023/data").mkdir(parents=True)
    root = tmp_path / own
    root.mkdir(exist_ok=True)
    (root / "report.yml").write_text(REPORT, "utf-8")
    panel, problems = read(root, f"{HEAD}111;450;7;oui\n")
    assert problems == ()
    assert [[*cells] for cells in panel.before] == [["survey.obs.ca"]] * known
