"""Panels made for the tests: a few columns, drawn at random or given row by row."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from rapport.ground.problems import Place
from rapport.sources.panel import Member, MemberAnswers, Panel
from rapport.sources.returned import Answer
from rapport.sources.survey import SurveySpec

BECAUSE = "décision du conseil, pour ces tests"
Row = tuple[str, str, Mapping[str, Any]]  # type, region, answers


def panel_of(rows: Sequence[Row], statistics: Mapping[str, Any], **spec: Any) -> Panel:
    """Return a panel of one structure a row: numbers are answers, texts are choices, None is nothing."""
    names = dict.fromkeys(name for _, _, answers in rows for name in answers)
    choices = {n: sorted({a[n] for _, _, a in rows if isinstance(a.get(n), str)}) for n in names}
    columns = {
        name: {"label": name, "kind": "choice", "allowed": {one: one for one in told}} if told else {"label": name, "unit": "€"}
        for name, told in choices.items()
    }
    secrecy = {"groups": 10, "because": BECAUSE} | spec.pop("secrecy", {})
    told = {
        "title": "Une enquête", "year": 2024, "files": "enquetes/r.csv", "members": {"file": "enquetes/m.csv"}, "quantile": 7,
        "columns": columns, "statistics": {name: {"label": name, **one} for name, one in statistics.items()}, "secrecy": secrecy,
    }  # fmt: skip
    members, answers = {}, {}
    for at, (type_, region, said) in enumerate(rows):
        id_ = f"M{at:03d}"
        members[id_] = Member(id_, f"Structure {at}", type_, region, {}, Place("enquetes/m.csv", at + 2))
        values: dict[str, Answer] = {name: _answer(said.get(name)) for name in names}
        answers[id_] = MemberAnswers(id_, values, Place("enquetes/r.csv", at + 2))
    return Panel("e", SurveySpec.model_validate(told | spec), members, answers, at_hand=True)


def _answer(value: Any) -> Answer:
    return value if value is None or isinstance(value, str) else Decimal(str(value))


def drawn_rows(seed: int, count: int, types: Sequence[str], regions: Sequence[str], missing: float = 0.05) -> list[Row]:
    """Return rows drawn at random: a skewed amount, two kinds of people and their total, a choice."""
    dice = random.Random(seed)
    rows: list[Row] = []
    for _ in range(count):
        women, men = dice.randrange(0, 90), dice.randrange(1, 90)
        amount = int(dice.lognormvariate(11, 1.3))
        said = {
            "ca": None if dice.random() < missing else amount,
            "f": women,
            "h": men,
            "p": women + men,
            "soir": dice.choice("on"),
        }
        weights = [2.0**-at for at in range(len(types))]
        rows.append((dice.choices(types, weights)[0], dice.choice(regions), said))
    return rows
