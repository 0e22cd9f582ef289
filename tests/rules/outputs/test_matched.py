"""Blocks held against what is seen of them: each takes letters of its own, whatever the order in which the layout prints them."""

from __future__ import annotations

import pytest

from rapport.rules.outputs.lost import lost_of
from rapport.rules.outputs.matched import FIELD, ONCE, PrintedBlock, Seen


def lost(said: list[str], seen: list[str] | Seen, *, ordered: bool = False) -> list[str]:
    seen = seen if isinstance(seen, Seen) else Seen(seen, paper=not ordered)
    return [
        one.said.text for one in lost_of([PrintedBlock("text", text) for text in said], seen, ordered=ordered, free=frozenset())
    ]


@pytest.mark.parametrize("seen", [
    ["et", "et ", "sans bruit", "Bois", "et", "et ", "sans bruit", "Bois"],  # « et » stands first in bold in the note too
    ["et ", "sans bruit", "et", "Bois", "et ", "sans bruit", "et", "Bois"],
    ["et ", "sans bruit", "et ", "sans bruit", "et", "et", "Bois", "Bois"],
    ["Bois", "et", "Bois", "et", "et ", "sans bruit", "et ", "sans ", "bruit"],
])  # fmt: skip
def test_a_short_text_takes_no_letters_of_a_longer_one(seen: list[str]):
    said = ["et", "Bois", "et sans bruit", "et", "Bois", "et sans bruit"]
    assert lost(said, seen) == []


@pytest.mark.parametrize(("seen", "count"), [
    (["et", "et ", "sans bruit", "Bois", "et ", "sans bruit", "Bois"], 1),
    (["et", "Bois", "et", "et ", "sans bruit", "Bois"], 1),
    (["et", "et ", "sans bruit", "et", "et ", "sans bruit", "Bois"], 1),
    (["et ", "sans bruit", "et ", "sans bruit", "Bois", "Bois"], 2),
])  # fmt: skip
def test_what_is_not_seen_as_often_as_it_is_said_is_lost(seen: list[str], count: int):
    said = ["et", "Bois", "et sans bruit", "et", "Bois", "et sans bruit"]
    assert len(lost(said, seen)) == count


def test_what_a_section_has_taken_is_not_free_for_the_next():
    seen = Seen(["Bois", "et", "et ", "sans bruit"])
    assert lost(["Bois", "et", "et sans bruit"], seen) == []
    assert lost(["et", "et sans bruit", "Bois"], seen) == ["et", "et sans bruit", "Bois"]


def test_the_order_of_the_page_is_the_manuscripts():
    assert lost(["Un mot de la ville", "Le bois", "Un autre"], ["Le bois", "Un mot de la ville", "Un autre"], ordered=True) != []


@pytest.mark.parametrize(("seen", "wanted"), [
    (["mai", "Fête", "Bal"], []), (["mai", "Fête"], ["mai Bal"]), (["Fête", "Bal"], ["mai Fête"]),
])  # fmt: skip
def test_what_is_said_once_for_several_is_said_once(seen: list[str], wanted: list[str]):
    """The third event says its month alone."""
    once = f"{FIELD}{ONCE}mai{FIELD} "
    found = lost([f"{once}Fête", f"{once}Bal", once], Seen(seen, paper=True))
    assert [text.replace(FIELD, "").replace(ONCE, "") for text in found] == wanted


@pytest.mark.parametrize("kind", ["note", "apart", "who"])
@pytest.mark.parametrize("said", [
    [("text", "Un mot"), ("free", "Merci"), ("text", "Merci"), ("text", "Suite")],
    [("free", "Merci à chacun"), ("text", "Un mot"), ("text", "Merci à chacun"), ("text", "Suite")],
    [("text", "Un mot"), ("text", "Merci"), ("free", "Merci"), ("free", "Suite"), ("text", "Suite")],
])  # fmt: skip
def test_a_note_takes_no_paragraph_of_the_same_words(kind: str, said: list[tuple[str, str]]):
    """It is printed at the end of its section: the paragraph stands where the paragraphs do."""
    blocks = [PrintedBlock(kind if one == "free" else one, text) for one, text in said]
    body = [text for one, text in said if one == "text"]
    free = [text for one, text in said if one == "free"]
    kinds = frozenset({"note", "apart", "who"})
    assert lost_of(blocks, Seen([*body, *free]), ordered=True, free=kinds) == []
    assert len(lost_of(blocks, Seen(body), ordered=True, free=kinds)) == len(free)


@pytest.mark.parametrize(("seen", "is_lost"), [
    (["Un mot du Val et", "Une note", "n° 3"], False),
    (["Un mot du Val", "Une note", "et n° 3"], False),
    (["n° 3", "Une note", "Un mot du Val et"], False),  # in the next column
    (["Un mot du Val et", "Une note", "n° 4"], True),
    (["Un mot du Val et", "Une note", "n° 30"], True),  # another text
    (["Un mot du Val et", "Une note"], True),
    (["Un mot du Val et n", "Une note"], True),
    (["Une note", "n° 3"], True),
])  # fmt: skip
def test_the_short_end_of_a_text_goes_over_the_page(seen: list[str], is_lost: bool):  # noqa: FBT001 - a case
    said = "Un mot du Val et n° 3"
    assert lost([said, "Une note"], seen) == [said] * is_lost
