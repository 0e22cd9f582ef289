"""What a factsheet's section can call, and what is said of what it can't."""

from __future__ import annotations

import pytest

from rapport.numbers.expressions import ExpressionError
from rapport.numbers.factsheets.calls import FactCall, fact_calls


def test_calls_of_every_text_are_left_to_it() -> None:
    """Numbers, charts and tables of the report are nobody's own."""
    assert [*fact_calls('{{ value("a.b") }} {{ chart("c") }} {{ inconnu("d") }}')] == []


@pytest.mark.parametrize(
    ("text", "name", "options"),
    [
        ('Avec {{ own("ca") }} de ventes', "own", {}),
        ('{{ median("ca", by="region") }}', "median", {"by": "region"}),
        (
            'a\n\n{{ rows("contacts", match="delegation", columns=["nom"]) }}\n\nb',
            "rows",
            {"match": "delegation", "columns": ("nom",)},
        ),
        ("{{ members() }}", "members", {}),
    ],
)
def test_understood(text: str, name: str, options: dict[str, object]) -> None:
    """A call is found with its options, where it stands."""
    (call,) = fact_calls(text)
    assert isinstance(call, FactCall)
    assert (call.name, dict(call.options)) == (name, options)
    assert text[call.start : call.end].startswith("{{")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ own() }}", "« own(…) » ne s'écrit pas ainsi."),
        ("{{ own(3) }}", "« own(…) » ne s'écrit pas ainsi."),
        ('{{ own("ca", by="type") }}', "« own(…) » n'a pas d'option « by »."),
        ('{{ median("ca", by=["type"]) }}', "« by= » : cette valeur n'est pas admise."),
        ('Voici {{ beside("ca") }}', "« beside(…) » s'écrit seul sur sa ligne, entre deux lignes vides."),
        ('{{ beside("ca") }}\nla suite', "« beside(…) » s'écrit seul sur sa ligne, entre deux lignes vides."),
        ('{{ parts("femmes") }}', "« parts(…) » ne s'écrit pas ainsi."),
        ('{{ members("x") }}', "« members(…) » ne s'écrit pas ainsi."),
    ],
)
def test_refused(text: str, said: str) -> None:
    """What isn't written as it should be is told where it stands."""
    (fault,) = fact_calls(text)
    assert isinstance(fault, ExpressionError)
    assert fault.message == said
    assert fault.offset == text.index("{{")
