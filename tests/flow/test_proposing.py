"""A yes to a proposal names one place; whatever else is typed is told, and nothing is taken."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rapport.flow.proposing import OfferedSpot, Proposed, Untakeable, chosen
from rapport.ground.problems import Place
from rapport.numbers.pieces.asked import Provable
from rapport.numbers.pieces.proposals import Spot
from rapport.numbers.pieces.standing import Standing
from rapport.sources.evidence import EvidencePlace


def proposed(name: str, *lines: int) -> Proposed:
    number = Provable(name, 1998, Decimal(12), "", "exact", name, Place(""))
    spots = [Spot(Standing(Decimal(12), "", 0, f"ligne {line}"), EvidencePlace(line=line), "") for line in lines]
    return Proposed(number, tuple(OfferedSpot("bilan", spot) for spot in spots), len(spots) == 1, None)


PROPOSED = [proposed("a.un", 3), proposed("a.deux", 4, 5), proposed("a.rien")]


@pytest.mark.parametrize(
    ("asked", "line"),
    [("a.un", 3), ("a.un=1", 3), ("a.deux=1", 4), ("a.deux=2", 5)],
)
def test_a_yes_takes_the_place_that_it_names(asked: str, line: int):
    ((number, candidate),) = chosen(PROPOSED, [asked])
    assert number.number == asked.partition("=")[0]
    assert candidate.spot.where.line == line


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("a.deux", "Plusieurs endroits sont proposés pour « a.deux » : dites lequel, a.deux=1 ou a.deux=2."),
        ("a.deux=0", "« a.deux=0 » : il y a 2 propositions pour « a.deux »."),
        ("a.deux=3", "« a.deux=3 » : il y a 2 propositions pour « a.deux »."),
        ("a.deux=-1", "« a.deux=-1 » : il y a 2 propositions pour « a.deux »."),
        ("a.deux=²", "« a.deux=² » : il y a 2 propositions pour « a.deux »."),
        (f"a.deux={'9' * 5000}", f"« a.deux={'9' * 5000} » : il y a 2 propositions pour « a.deux »."),
        ("a.deux=x", "« a.deux=x » : il y a 2 propositions pour « a.deux »."),
        ("a.un=2", "« a.un=2 » : il y a une seule proposition pour « a.un »."),
        ("a.rien", "Rien n'est proposé pour « a.rien »."),
        ("b", "Rien n'est proposé pour « b »."),
    ],
)
def test_any_other_answer_takes_nothing(asked: str, said: str):
    with pytest.raises(Untakeable) as refused:
        chosen(PROPOSED, ["a.un", asked])
    assert str(refused.value) == said
