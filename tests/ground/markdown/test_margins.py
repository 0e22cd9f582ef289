"""A ::: line that is indented is read where its author meant it; what is code stays as it is."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.margins import with_fences_at_margin

MOVED = {
    "  ::: callout\n  Un\n  :::": "::: callout\n  Un\n:::",
    "::: callout\n\n  ::: small\n  Un\n  :::\n:::": "::: callout\n\n::: small\n  Un\n:::\n:::",
    "- Un\n\n    ::: callout\n    Deux\n    :::": "- Un\n\n  ::: callout\n    Deux\n  :::",
    "1. Un\n\n    ::: callout\n    Deux\n    :::\n\nSuite\n\n  ::: small":
        "1. Un\n\n   ::: callout\n    Deux\n   :::\n\nSuite\n\n::: small",
    "- Un\n    - Deux\n\n       ::: small": "- Un\n    - Deux\n\n      ::: small",
    "> Un\n>\n>   ::: small\n> Deux\n>  :::": "> Un\n>\n> ::: small\n> Deux\n> :::",
}  # fmt: skip
KEPT = (
    "::: callout\nUn\n:::", "- Un\n\n  ::: callout\n  Deux\n  :::", "    ::: callout", "```\n  ::: callout\n```", "> ::: small",
    "Un texte  ::: callout",
)  # fmt: skip


@pytest.mark.parametrize("text", MOVED)
def test_a_fence_goes_back_to_its_margin(text: str):
    assert with_fences_at_margin(text) == MOVED[text]
    assert with_fences_at_margin(MOVED[text]) == MOVED[text]


@pytest.mark.parametrize("text", KEPT)
def test_what_is_at_its_margin_or_code_stays(text: str):
    assert with_fences_at_margin(text) == text
