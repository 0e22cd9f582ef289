"""Words bound to small data, half of them false: softened, turned, in the passive, restricted, by halves, by ones, tied."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rapport.ground.problems import AuthorError
from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.since import Surroundings
from rapport.numbers.claims.verdicts import Outcome
from rapport.numbers.register import Register
from rapport.sources.reading import load
from tests.conftest import small_edition
from tests.some import some

# unit, then the values of 2024, and of years before
VALUES = {
    "m.femmes": ("personnes", {2022: "100", 2023: "120", 2024: "180"}),
    "m.hommes": ("personnes", {2023: "140", 2024: "120"}),
    "m.total": ("personnes", {2023: "260", 2024: "300"}),
    "m.partis": ("personnes", {2024: "0"}),
    "m.un": ("personnes", {2024: "1"}),
    "q.presque": ("personnes", {2024: "142"}),
    "q.qt": ("personnes", {2024: "290"}),
    "q.tiers": ("personnes", {2024: "105"}),
    "q.quart": ("personnes", {2024: "70"}),
    "q.trois": ("personnes", {2024: "225"}),
    "q.fem": ("%", {2024: "60"}),
    "q.min": ("%", {2024: "47"}),
    "f.fruits": ("kg", {2023: "100", 2024: "520"}),
    "f.tonnes": ("t", {2024: "1.5"}),
    "d.jours": ("jours", {2024: "400"}),
    "d.mois": ("mois", {2024: "14"}),
    "d.court": ("mois", {2024: "8"}),
    "d.onze": ("mois", {2024: "11"}),
    "d.treize": ("mois", {2024: "13"}),
    "e.minutes": ("minutes", {2024: "40"}),
    "c.recettes": ("€", {2023: "90000", 2024: "105000"}),
    "c.depenses": ("€", {2023: "95000", 2024: "100000"}),
    "e.un": ("heures", {2024: "250"}),
    "e.deux": ("heures", {2024: "250"}),
    "e.cent": ("heures", {2024: "125"}),
    "v.double": ("visites", {2023: "100", 2024: "215"}),
    "v.moitie": ("visites", {2023: "200", 2024: "98"}),
    "v.tiers": ("visites", {2023: "300", 2024: "200"}),
    "s.stable": ("visites", {2023: "1000", 2024: "1004"}),
    "v.recul": ("visites", {2023: "1000", 2024: "960"}),
    "v.rec": ("visites", {2021: "80", 2022: "90", 2023: "85", 2024: "130"}),
}
HOURS = {"velo": 620, "bois": 300, "cuisine": 300, "couture": 20}
CASES = [line.split(" | ") for line in Path(__file__).with_name("bound.txt").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory, shared_cache: Path) -> Register:
    """Return the register of the small edition with those values, laid once."""
    root = small_edition(tmp_path_factory.mktemp("bound"), shared_cache)
    numbers = "".join(
        f"{name}: {{label: Nombre {name}, unit: {unit!r}, decimals: exact, source: Registre, "
        f"values: {{{', '.join(f'{year}: {value}' for year, value in given.items())}}}}}\n"
        for name, (unit, given) in VALUES.items()
    )
    (root / "data/indicators/essai.yml").write_text(numbers, "utf-8")
    rows = "".join(f"2024,{key},{key.title()},{hours}\n" for key, hours in HOURS.items())
    (root / "data/tables/heures_par_atelier.csv").write_text(f"year,workshop,name,hours\n{rows}", "utf-8")
    return Register(load(root)[0])


def _attributes(proof: str) -> dict[str, str]:
    first, *rest = proof.split()
    also = dict(zip(rest[::2], rest[1::2], strict=True))
    if first.startswith("#"):
        return {"rank": "heures_par_atelier.hours", "key": first[1:], **also}
    return {"evolution": first[1:], **also} if first.startswith("~") else {"of": first, **also}


@pytest.mark.parametrize(("outcome", "sentence", "proof"), some(CASES))
def test_each_is_judged_as_it_is_read(outcome: str, sentence: str, proof: str, values: Register):
    """What softens, denies or turns words counts inside their brackets and around them."""
    before, words, after = re.fullmatch(r"(.*)\[(.*)\](.*)", sentence).groups()
    around, attributes = Surroundings(before, after), _attributes(proof)
    if outcome == "error":
        with pytest.raises(AuthorError):
            judge(attributes, words, values, around)
        return
    verdict = judge(attributes, words, values, around)
    assert verdict.outcome is Outcome(outcome)
    if verdict.outcome is not Outcome.TRUE and verdict.instead and not re.search(r"^\d", verdict.instead):
        assert judge(attributes, verdict.instead, values, around).outcome is Outcome.TRUE  # true where they are pasted
