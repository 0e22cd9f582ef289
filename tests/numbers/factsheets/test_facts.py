"""What a factsheet says of a member beside the published cells; the right words are written here."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.factsheets.calls import fact_calls
from rapport.numbers.factsheets.facts import Facts
from rapport.numbers.factsheets.subjects import Recipient, subjects_of
from rapport.sources.factsheet import FactsheetSpec
from rapport.sources.panel import Member, MemberAnswers, Panel, SurveyCell, SurveyLock
from rapport.sources.returned import Answer
from rapport.sources.survey import SurveySpec

NBSP, THIN = "\u00a0", "\u202f"
SPEC = SurveySpec.model_validate({
    "title": "Essai", "year": 2024, "files": "enquetes/r.csv", "members": {"file": "enquetes/m.csv"},
    "columns": {
        "ca": {"label": "Ventes", "unit": "€"}, "etp": {"label": "Équipe", "unit": "ETP", "decimals": 1},
        "gens": {"label": "Gens d'ici", "unit": "personnes"}, "f": {"label": "Femmes"}, "h": {"label": "Hommes"},
    },
    "statistics": {
        "ca": {"label": "m", "compute": "median", "of": "ca", "by": "type"},
        "etp": {"label": "m", "compute": "median", "of": "etp", "by": "type"},
        "ca_region": {"label": "m", "compute": "median", "of": "ca", "by": "region"},
        "grandes": {"label": "m", "compute": "median", "of": "gens", "by": "type", "where": {"region": "Sud"}},
        "parts": {"label": "p", "compute": "share", "of": ["f", "h"], "by": "type"},
    },
})  # fmt: skip


def cell(statistic: str, group: dict[str, str], value: str | None, decimals: int = 0, unit: str = "€") -> SurveyCell:
    """Return a published cell."""
    known = None if value is None else Decimal(value)
    return SurveyCell("e", statistic, tuple(group.items()), known, 7, decimals, unit, "" if known is not None else "few")


CELLS = [
    cell("ca", {"type": "AI"}, "1000"), cell("ca", {"type": "EI"}, None), cell("ca_region", {"region": "Sud"}, "2500", -2),
    cell("etp", {"type": "AI"}, "4.5", 1, "ETP"), cell("grandes", {"type": "AI"}, "99"),
    cell("parts", {"type": "AI", "item": "f"}, "60", 0, "%"), cell("parts", {"type": "AI", "item": "h"}, "40", 0, "%"),
]  # fmt: skip


def answered(call: str, values: dict[str, Answer], type_: str = "AI") -> dict[str, object]:
    """Return the answer to a call for a member that answered something."""
    member = Member("7", "Relais", type_, "Sud", {"ville": "Nîmes", "pays": "L'Île-d'Abeau"}, Place("m.csv", 2))
    given = {"7": MemberAnswers("7", {"ca": None, "etp": None, **values}, Place("r.csv", 2))} if values else {}
    lock = SurveyLock(cells={one.ref: one for one in CELLS})
    facts = Facts(Panel("e", SPEC, {"7": member}, given, at_hand=True, lock=lock), None)  # type: ignore[arg-type]
    (found,) = fact_calls(f"{{{{ {call} }}}}")
    return dict(facts.fact_of(found, Recipient("7", "Relais", "relais-7", member.place, member)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "own", "said"),
    [
        ('standing("ca")', "1001", "au-dessus de la médiane des AI"),
        ('standing("ca")', "999", "en dessous de la médiane des AI"),
        ('standing("ca")', "1000", "au niveau de la médiane des AI"),
        ('standing("ca")', "1000.4", "au niveau de la médiane des AI"),  # printed 1 000 €, like the median
        ('standing("ca")', "-3", "en dessous de la médiane des AI"),
        ('standing("ca", by="region")', "2600", "au-dessus de la médiane de la région Sud"),
        ('standing("ca", by="region")', "2549", "au niveau de la médiane de la région Sud"),  # published to the hundred
        ('standing("ca", by="region")', "2550", "au-dessus de la médiane de la région Sud"),
        ('standing("etp")', "4.54", "au niveau de la médiane des AI"),
        ('standing("etp")', "4.55", "au-dessus de la médiane des AI"),  # printed 4,6
        ('standing("gens")', "5", "sans médiane publiée pour les AI"),  # that of the large ones is none
    ],
)
def test_where_a_member_stands(call: str, own: str, said: str) -> None:
    """The words are true at the precision of the published median."""
    column = call.split('"')[1]
    assert answered(call, {column: Decimal(own)})["text"] == said


def test_nothing_is_invented() -> None:
    """A missing answer says so, a hidden median is « c », and neither is placed."""
    assert answered('own("ca")', {"etp": Decimal(1)}) == {"kind": "missing", "text": "non renseigné"}
    assert answered('own("ca")', {})["text"] == "non renseigné"
    assert answered('median("ca", by="type")', {}, "EI") == {"kind": "missing", "text": "c"}
    assert answered('median("ca", by="region")', {})["text"] == f"2{THIN}500{NBSP}€"
    assert answered('standing("ca")', {"ca": Decimal(1)}, "EI")["text"] == "sans médiane publiée pour les EI"
    assert answered('standing("ca")', {})["text"] == "sans réponse à situer par rapport à la médiane des AI"
    assert answered('field("commune")', {}) == {"kind": "missing", "text": "non renseigné"}
    assert answered('field("ville")', {})["text"] == "Nîmes"


@pytest.mark.parametrize(
    ("value", "printed"),
    [("0", f"0{NBSP}personne"), ("1", f"1{NBSP}personne"), ("2", f"2{NBSP}personnes"), ("1234", f"1{THIN}234{NBSP}personnes")],
)
def test_units_agree(value: str, printed: str) -> None:
    """A unit loses its plural below two."""
    assert answered('own("gens")', {"gens": Decimal(value)})["text"] == printed


def test_a_row_beside_the_medians() -> None:
    """Own answer first, then the published medians, drawn to the scale of the largest."""
    fact = answered('beside("ca")', {"ca": Decimal(500)})
    assert fact["heads"] == ["Votre structure", "Médiane des AI", "Médiane en Sud"]
    (row,) = fact["rows"]  # type: ignore[misc]
    assert row["texts"] == [f"500{NBSP}€", f"1{THIN}000{NBSP}€", f"2{THIN}500{NBSP}€"]
    assert row["bars"] == [0.2, 0.4, 1.0]
    (silent,) = answered('beside("ca")', {})["rows"]  # type: ignore[misc]
    assert (silent["texts"][0], silent["bars"][0]) == ("non renseigné", None)


def test_all_zero_and_negative_answers_draw_nothing() -> None:
    """A bar has no scale when nothing is above zero."""
    (row,) = answered('beside("ca")', {"ca": Decimal(-20)})["rows"]  # type: ignore[misc]
    assert row["bars"][0] is None
    (row,) = answered('beside("ca")', {"ca": Decimal(0)}, "EI")["rows"]  # type: ignore[misc]
    assert row["bars"][:2] == [0.0, None]


def test_parts_of_a_whole() -> None:
    """A member's own shares are calculated when it said all the parts; without them, or when all are zero, they are missing."""
    own, group, region = answered('parts("f", "h")', {"f": Decimal(1), "h": Decimal(3)})["rows"]  # type: ignore[misc]
    assert [part["text"] for part in own["parts"]] == [f"25{NBSP}%", f"75{NBSP}%"]
    assert [part["text"] for part in group["parts"]] == [f"60{NBSP}%", f"40{NBSP}%"]
    assert region["missing"] == "non publié"
    for values in ({"f": Decimal(1)}, {"f": Decimal(0), "h": Decimal(0)}):
        assert answered('parts("f", "h")', values)["rows"][0]["missing"] == "non renseigné"  # type: ignore[index]


def test_files_never_share_a_name() -> None:
    """Identifiers that differ by signs alone, names that are the same: each has its own file, from one year to the next."""
    pairs = [("A/1", "Relais"), ("A-1", "Relais"), ("2", "Relais"), ("3", "ReLaïs !"), ("../4", "…"), ("5", "N" * 120)]
    members = {id_: Member(id_, name, "AI", "Sud", {}, Place("m.csv")) for id_, name in pairs}
    spec = FactsheetSpec(title="t", survey="e", sections=("s",))
    slugs = [one.slug for one in subjects_of(spec, Panel("e", SPEC, members))]
    assert len(set(slugs)) == len(pairs)
    assert slugs[2:5] == ["relais-2", "relais-3", "4"]
    assert all(len(slug) < 110 and "/" not in slug and ".." not in slug for slug in slugs)
    assert slugs == [one.slug for one in subjects_of(spec, Panel("e", SPEC, members))]


@pytest.mark.parametrize(
    ("call", "printed"),
    [('field("pays")', "L’Île-d’Abeau"), ('numbers("gens")', "Gens d’ici"), ('parts("f", "h")', "Femmes")],
)
def test_words_are_printed_in_french(call: str, printed: str) -> None:
    assert printed in str(answered(call, {"gens": Decimal(5), "f": Decimal(1), "h": Decimal(1)}))


@pytest.mark.parametrize("name", ["#panic('x')", "5' 30", "Atelier '68", '"Le Pont"'])
def test_other_signs_of_a_name_are_its_own(name: str) -> None:
    assert french.curled(name) == name
