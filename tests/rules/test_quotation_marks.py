"""Quotation marks that no other answers: which are told, in which order."""

from __future__ import annotations

import pytest

from rapport.rules.quotation_marks import lone_marks


@pytest.mark.parametrize(
    ("text", "lone"),
    [
        ("« un “deux” trois »", []),
        ("« un “deux trois »", [(5, "“")]),
        ("un » deux “trois", [(3, "»"), (10, "“")]),
        ("« un\n\n« deux »", []),
        ("« un\n« deux »", [(0, "«")]),
        ("> « un\n>\n> « deux »", []),
        ("21” et 27\u202f”", []),
        ("un „deux“", []),
        ("| « un | deux |", [(2, "«")]),
        ("“““»»»", [(0, "“"), (1, "“"), (2, "“"), (3, "»"), (4, "»"), (5, "»")]),
        ("`«` {{ value('«') }}", []),
    ],
)
def test_what_no_other_answers(text: str, lone: list[tuple[int, str]]):
    assert [*lone_marks(text)] == lone
