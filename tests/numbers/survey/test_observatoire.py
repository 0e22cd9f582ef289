"""The Observatoire of 2024 calculated from a made-up panel: what is published comes out, within its own precision."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.numbers.survey.secrecy import Protection, protected, still_found
from rapport.sources.panel import Panel, SurveyCell
from rapport.sources.reading.parts import Parts
from tests.conftest import WHOLE
from tests.numbers.survey.observatoire import EFFECTS, lay_panel, medians_of, published, rows_of, shares_of
from tests.some import some


@pytest.fixture(scope="module")
def panel(tmp_path_factory: pytest.TempPathFactory) -> Panel:
    """Return the panel of 2024, read from its files."""
    root = tmp_path_factory.mktemp("observatoire")
    lay_panel(root, WHOLE)
    panels, problems = Parts(root).surveys()
    assert problems == ()
    return panels["observatoire"]


@pytest.fixture(scope="module")
def protection(panel: Panel) -> Protection:
    """Return its cells, as they may be printed."""
    return protected(panel)


@pytest.fixture(scope="module")
def cells(protection: Protection) -> dict[str, SurveyCell]:
    """Return its cells by name, without that of the survey."""
    return {cell.ref.removeprefix("survey.observatoire."): cell for cell in protection.cells}


def test_who_was_asked_and_who_answered(panel: Panel, cells: dict[str, SurveyCell]):
    assert (len(panel.asked), len(panel.answers), cells["repondants"].value) == (543, 154, Decimal(154))


@pytest.mark.parametrize("name", ["personnes_en_parcours", "permanents", "chiffre_affaires", "salaires"])
def test_totals(cells: dict[str, SurveyCell], name: str):
    assert cells[name].value == published(WHOLE)[name]


def test_medians_by_type(cells: dict[str, SurveyCell]):
    for amount, by_type in some(medians_of(WHOLE).items()):
        for type_, median in some(by_type.items()):
            assert (type_, amount, cells[f"montants.{type_}.{amount}"].value) == (type_, amount, Decimal(median))


def test_no_median_of_a_few(cells: dict[str, SurveyCell]):
    few = {cell.group[0][1]: cell.hidden for ref, cell in cells.items() if ref.startswith("montants.") and cell.value is None}
    assert few == dict.fromkeys(["GES", "ETT-ESS", "EBE", "Proxim", "Autres"], "small_group")


def test_shares_by_type(cells: dict[str, SurveyCell]):
    told = {
        (series, type_, code): cells[f"{series}.{type_}.{series}-{code}"].value
        for series, by_type in shares_of(WHOLE).items()
        for type_, shares in by_type.items()
        for code in shares
    }
    assert told == {
        (series, type_, code): Decimal(share)
        for series, by_type in shares_of(WHOLE).items()
        for type_, shares in by_type.items()
        for code, share in shares.items()
    }


def test_profile_of_all(cells: dict[str, SurveyCell]):
    for row in rows_of(WHOLE, "observatoire_profil"):
        assert cells[f"profil_{row['series']}.{row['series']}-{row['code']}"].value == Decimal(row["share"])
    for name in ("chomeurs_longue_duree", "beneficiaires_rsa"):
        assert cells[name].value == published(WHOLE)[name]


def test_what_a_thousand_euros_do(cells: dict[str, SurveyCell]):
    """A share to a tenth of a point, of thirty structures: 275,1 % is 2 751 € for 1 000 €."""
    for name in some(EFFECTS):
        assert cells[f"effets.effet_{name}"].value * 10 == published(WHOLE)[f"effet_{name}"]
        assert cells[f"effets.effet_{name}"].base == 30


def test_nothing_hidden_is_found(panel: Panel, protection: Protection):
    assert still_found(panel, protection, {cell.ref: cell for cell in protection.cells}) == []
