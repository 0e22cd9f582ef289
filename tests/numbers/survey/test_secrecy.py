"""What a survey may publish: nobody finds again what one structure said, by an attacker of the tests' own (`attacker`)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from rapport.numbers.survey.secrecy import protected, still_found
from rapport.sources.panel import Panel, SurveyCell
from tests.numbers.survey.attacker import found_by
from tests.numbers.survey.panels import Row, drawn_rows, panel_of

TOTALS = [{"parts": ["f", "h"], "equals": "p"}]
LINKED: dict[str, Any] = {
    "n": {"compute": "count"}, "n_type": {"compute": "count", "by": "type"}, "n_region": {"compute": "count", "by": "region"},
    "ca": {"compute": "sum", "of": "ca"}, "ca_type": {"compute": "sum", "of": "ca", "by": "type"},
    "ca_region": {"compute": "sum", "of": "ca", "by": "region"},
    "ca_both": {"compute": "sum", "of": "ca", "by": ["type", "region"]}, "ca_mean": {"compute": "mean", "of": "ca", "by": "type"},
    "women": {"compute": "sum", "of": "f", "by": "type"}, "people": {"compute": "sum", "of": "p", "by": ["type"]},
    "men": {"compute": "mean", "of": "h", "by": ["type"]}, "share": {"compute": "share", "of": ["f", "h"], "by": "region"},
    "evening": {"compute": "sum", "of": "ca", "where": {"soir": "o"}},
    "night": {"compute": "sum", "of": "ca", "where": {"soir": "n"}},
}  # fmt: skip


def cells_of(panel: Panel) -> dict[str, SurveyCell]:
    """Return the cells as they may be printed, by name without the survey's."""
    protection = protected(panel)
    assert protection.exposed == ()
    return {cell.ref.removeprefix("survey.e."): cell for cell in protection.cells}


@pytest.mark.parametrize("seed", range(8))
def test_linked_tables_hold_against_anybody_and_every_lone_structure(seed: int):
    rows = drawn_rows(seed, 36 + 4 * seed, ["AI", "ACI", "EI", "ETTI"], ["Nord", "Sud", "Est"])
    panel = panel_of(rows, LINKED, totals=TOTALS)
    cells = cells_of(panel)
    hidden = [cell for cell in cells.values() if cell.value is None]
    assert hidden, "a panel that hides nothing proves nothing"
    assert list(found_by(panel, cells.values())) == []
    alone = {row_of(panel, cell) for cell in hidden if cell.statistic == "ca_both"} - {""}
    for member in alone:
        assert list(found_by(panel, cells.values(), member)) == []


@pytest.mark.parametrize("seed", [16, 25, 33, 49])
def test_what_is_secret_in_itself_holds_against_every_structure(seed: int):
    """One among several that nothing tells apart knows that their sum is no less than what it said."""
    rows = drawn_rows(seed, 12 + seed % 30, ["AI", "ACI", "EI", "ETTI"][: 2 + seed % 3], ["Nord", "Sud", "Est"][: 2 + seed % 2])
    panel = panel_of(rows, LINKED, totals=TOTALS)
    cells = cells_of(panel)
    secret = {cell.ref for cell in cells.values() if cell.hidden in {"few", "dominant"}}
    assert secret, "a panel that keeps nothing secret proves nothing"
    assert [found for member in panel.answers for found in found_by(panel, cells.values(), member) if found[0] in secret] == []


APART: dict[str, Any] = {"n": {"compute": "count"}, "people": {"compute": "sum", "of": "p", "by": "type"}}


@pytest.mark.parametrize(
    "more",
    [
        {"two": {"compute": "sum", "of": ["f", "h"], "by": "region"}, "women": {"compute": "sum", "of": "f", "by": "type"}},
        {"two": {"compute": "sum", "of": "p", "by": "region"}},
        {"men": {"compute": "mean", "of": "h", "by": "region"}, "all_men": {"compute": "sum", "of": "h", "by": "type"}},
    ],
)
def test_a_structure_that_crossed_tables_set_apart_finds_nothing(more: dict[str, Any]):
    """It is alone behind no number of its column, but takes its own answer out of a printed one: what is left is hidden."""
    people = [
        ("ACI", "Nord", 43, 7),
        ("ACI", "Nord", 69, 60),
        ("AI", "Sud", 87, 1),
        ("AI", "Sud", 68, 58),
        ("AI", "Nord", 87, 41),
    ]
    rows: list[Row] = [(type_, region, {"f": f, "h": h, "p": f + h}) for type_, region, f, h in people]
    panel = panel_of(rows, APART | more, totals=TOTALS)
    cells = cells_of(panel)
    assert list(found_by(panel, cells.values(), "M004")) == []


def row_of(panel: Panel, cell: SurveyCell) -> str:
    """Return the only structure behind a cell, empty when there are several."""
    group = dict(cell.group)
    rows = [
        m.id for m in panel.asked
        if (m.type, m.region) == (group["type"], group["region"]) and panel.answers[m.id].values["ca"] is not None
    ]  # fmt: skip
    return rows[0] if len(rows) == 1 else ""


def test_primary_secrecy_alone_would_be_found():
    """Without complements, what is hidden for being of a few is a difference away: the attacker is worth its name."""
    panel = panel_of(drawn_rows(3, 80, ["AI", "ACI", "EI", "ETTI"], ["Nord", "Sud", "Est"]), LINKED, totals=TOTALS)
    protection = protected(panel)
    raw = {cell.key: cell for cell in protection.raw}
    naive = []
    for cell in protection.cells:
        if cell.hidden == "complement":
            shown = raw[cell.statistic, cell.group]
            cell = replace(cell, value=shown.printed, base=shown.base, hidden="")  # noqa: PLW2901
        naive.append(cell)
    assert list(found_by(panel, naive))
    assert still_found(panel, protection, {cell.ref: cell for cell in naive})


def alike(type_: str, count: int, amount: float = 1000) -> list[Row]:
    """Return structures of a type with amounts close to each other."""
    return [(type_, "Nord", {"ca": amount + at}) for at in range(count)]


BY_TYPE = {"total": {"compute": "sum", "of": "ca"}, "ca": {"compute": "sum", "of": "ca", "by": "type"}}


@pytest.mark.parametrize(("count", "hidden"), [(1, "few"), (2, "few"), (3, "")])
def test_a_cell_stands_on_three_structures(count: int, hidden: str):
    cells = cells_of(panel_of([*alike("AI", 20), *alike("ACI", 20), *alike("EI", count)], BY_TYPE))
    assert (cells["ca.EI"].hidden, cells["ca.EI"].value is None, cells["ca.EI"].base is None) == (
        hidden,
        bool(hidden),
        bool(hidden),
    )


@pytest.mark.parametrize(("amount", "hidden"), [(850, ""), (851, "dominant"), (-8000, "dominant")])
def test_no_structure_makes_more_than_85_of_100(amount: int, hidden: str):
    rows = [("EI", "Nord", {"ca": one}) for one in (amount, 75, 75)] + alike("AI", 20, 100) + alike("ACI", 20, 100)
    panel = panel_of(rows, BY_TYPE, columns={"ca": {"label": "ca", "unit": "€", "min": -10000}})
    assert cells_of(panel)["ca.EI"].hidden == hidden


def test_the_edition_sets_its_own_bounds():
    rows = [*alike("AI", 20), *alike("ACI", 20), *alike("EI", 4)]
    assert cells_of(panel_of(rows, BY_TYPE, secrecy={"least": 5}))["ca.EI"].hidden == "few"
    assert cells_of(panel_of(rows, BY_TYPE, secrecy={"most": 25}))["ca.EI"].hidden == "dominant"


def test_the_smallest_are_hidden_with_it():
    """Of 2, 5, 30 and 40 structures: what two said is within a fifth of nothing only when two others go with it."""
    rows = [*alike("EI", 2), *alike("ETTI", 5), *alike("ACI", 30), *alike("AI", 40)]
    hidden = {ref for ref, cell in cells_of(panel_of(rows, BY_TYPE)).items() if cell.value is None}
    assert hidden == {"ca.EI", "ca.ETTI"}


def test_a_mean_tells_a_sum():
    statistics = {**BY_TYPE, "mean": {"compute": "mean", "of": "ca", "by": "type"}}
    cells = cells_of(panel_of([*alike("EI", 2), *alike("ETTI", 5), *alike("AI", 40)], statistics))
    assert {ref for ref, cell in cells.items() if cell.value is None} >= {"ca.EI", "mean.EI", "ca.ETTI", "mean.ETTI"}


def test_a_count_by_answer_is_a_table_too():
    rows: list[Row] = (
        [("AI", "Nord", {"soir": "oui"})] * 30 + [("AI", "Nord", {"soir": "non"})] * 20 + [("AI", "Nord", {"soir": "parfois"})]
    )
    statistics = {
        "n": {"compute": "count"},
        "soir": {"compute": "count", "of": "soir", "by": "soir"},
        "part": {"compute": "share", "of": "soir"},
    }
    cells = cells_of(panel_of(rows, statistics))
    assert cells["soir.parfois"].hidden == cells["part.parfois"].hidden == "few"
    assert {ref for ref, cell in cells.items() if cell.value is None} > {"soir.parfois", "part.parfois"}


COUNTS = {"AI": 20, "ACI": 15, "ETTI": 5, "EI": 2}


def test_weights_don_t_undo_it():
    rows: list[Row] = [(t, "Nord", {"ca": 1000 + at, "w": 1 + at % 3}) for t, n in COUNTS.items() for at in range(n)]
    weighted = {name: {**one, "weights": "w"} for name, one in BY_TYPE.items()}
    cells = cells_of(panel_of(rows, weighted))
    assert cells["total"].value == sum(Decimal((1000 + at) * (1 + at % 3)) for n in COUNTS.values() for at in range(n))
    assert {one for one in COUNTS if cells[f"ca.{one}"].hidden} == {"EI", "ETTI"}


MEDIANS = {"all": {"compute": "median", "of": "ca"}, "type": {"compute": "median", "of": "ca", "by": "type"}}


@pytest.mark.parametrize(("few", "hidden"), [(9, {"type.EI": "small_group", "type.AI": "near_group"}), (10, {})])
def test_no_medians_of_groups_that_differ_by_a_few(few: int, hidden: dict[str, str]):
    cells = cells_of(panel_of([*alike("AI", 40), *alike("EI", few)], MEDIANS))
    assert {ref: cell.hidden for ref, cell in cells.items() if cell.hidden} == hidden


def test_two_names_of_one_group_are_not_near():
    statistics = {**MEDIANS, "again": {"compute": "quartiles", "of": "ca", "by": "region"}}
    cells = cells_of(panel_of(alike("AI", 12), statistics))
    assert [ref for ref, cell in cells.items() if cell.hidden] == []


def test_all_equal_values_and_none_at_all():
    rows: list[Row] = [("AI", "Nord", {"ca": 500})] * 12 + [("EI", "Nord", {"ca": None})] * 4
    cells = cells_of(panel_of(rows, {**BY_TYPE, **{f"m_{name}": one for name, one in MEDIANS.items()}}))
    assert (cells["ca.AI"].value, cells["m_type.AI"].value) == (Decimal(6000), Decimal(500))
    assert (cells["ca.EI"].value, cells["ca.EI"].hidden, cells["ca.EI"].base) == (None, "unanswered", 0)


def test_bounds_that_leave_no_room_are_no_leak():
    """A column from 0 to 100 where all said 100: nothing can be further than its own bound."""
    rows: list[Row] = [(t, "Nord", {"taux": 100}) for t, n in (("AI", 10), ("EI", 2), ("ACI", 4)) for _ in range(n)]
    columns = {"taux": {"label": "taux", "unit": "%"}}
    statistics = {"total": {"compute": "mean", "of": "taux"}, "taux": {"compute": "mean", "of": "taux", "by": "type"}}
    cells = cells_of(panel_of(rows, statistics, columns=columns))
    assert cells["taux.EI"].hidden == "few"


EVOLVING: dict[str, Any] = {**BY_TYPE, "grew": {"compute": "evolution", "of": "ca"}}


def last_year(**amounts: int | None) -> dict[str, SurveyCell]:
    """Return what was published last year of each type; None: it was hidden."""
    told = (
        SurveyCell(
            "avant", "ca", (("type", type_),), None if amount is None else Decimal(amount), 9, 0, "€", "" if amount else "few"
        )
        for type_, amount in amounts.items()
    )
    return {cell.ref: cell for cell in told}


def evolving(last: dict[str, SurveyCell]) -> Panel:
    """Return a panel whose structures grew since last year, one type of which has two."""
    rows = [*alike("EI", 2), *alike("ETTI", 5), *alike("AI", 40)]
    return replace(panel_of(rows, EVOLVING, previous="avant"), last=last)


def test_an_evolution_is_that_of_what_is_printed():
    cells = cells_of(evolving(last_year(AI=40000, ETTI=4000, EI=1000)))
    assert cells["grew.AI"].value == Decimal(2)  # 40 780 against 40 000
    assert {ref for ref, cell in cells.items() if cell.value is None} == {"ca.EI", "ca.ETTI", "grew.EI", "grew.ETTI"}


def test_last_year_and_an_evolution_tell_this_year():
    """Were the evolution printed, last year's amount would give this year's: the audit finds it."""
    panel = evolving(last_year(AI=40000, ETTI=4000, EI=1000))
    protection = protected(panel)
    grew = next(raw.printed for raw in protection.raw if raw.key == ("grew", (("type", "EI"),)))
    leaking = {c.ref: replace(c, value=grew, hidden="") if c.ref == "survey.e.grew.EI" else c for c in protection.cells}
    found = {(one.cell.statistic, one.cell.group) for one in still_found(panel, protection, leaking)}
    assert found >= {("ca", (("type", "EI"),))}


def test_an_evolution_keeps_last_year_s_secret():
    cells = cells_of(evolving(last_year(AI=None, ETTI=4000)))
    assert (cells["grew.AI"].value, cells["ca.AI"].value) == (None, Decimal(40780))
