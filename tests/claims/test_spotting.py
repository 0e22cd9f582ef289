"""Words that claim something, told from the same words used otherwise; verbs in the forms that a report uses."""

from __future__ import annotations

import pytest

from rapport.claims.meaning import Kind
from rapport.claims.spotting import claims_in, meanings_of

UP = [
    "progresse",
    "progressent",
    "progressait",
    "ont progressé",
    "augmentera",
    "croît",
    "croissent",
    "s'accroît",
    "bondit",
    "grimpe",
]
DOWN = ["recule", "reculent", "ont diminué", "chute", "s'érode", "fléchit", "décroît", "se réduit", "régressait", "plongent"]


@pytest.mark.parametrize(("verb", "direction"), [*((verb, 1) for verb in UP), *((verb, -1) for verb in DOWN)])
def test_verbs_that_say_a_trend(verb: str, direction: int):
    meanings = [meaning for meaning in meanings_of(f"les adhésions {verb}") if meaning.kind is Kind.TREND]
    assert meanings
    assert meanings[0].direction == direction


@pytest.mark.parametrize(
    "text",
    [
        "Pour la première fois, le réseau se réunit.",
        "Le premier alinéa de la loi.",
        "La Première ministre a reçu la fédération.",
        "Des ateliers tous publics.",
        "Le rapport cite « la moitié du chemin ».",
        "L'objectif est de doubler les adhésions.",
        "Une Française sur deux a un emploi.",
        "Rendez-vous devant la gare.",
    ],
)
def test_words_that_claim_nothing(text: str):
    assert [claim.words for claim in claims_in(text, 1998)] == []


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("PRÈS DE LA MOITIÉ DES HEURES", "PRÈS DE LA MOITIÉ", "share"),
        ("Près\u00a0de la moitié des heures", "Près\u00a0de la moitié", "share"),
        ("Plus du quart des heures", "Plus du quart", "share"),
        ("Les heures ont triplé.", "triplé", "multiple"),
        ("Près de soixante-dix formateurs", "Près de soixante-dix", "rough"),
        ("C’est la première région du réseau.", "la première", "rank"),
    ],
)
def test_words_are_found_as_they_are_typed(text: str, words: str, kind: str):
    """Capitals, no-break spaces, apostrophes, numbers in words: the stretch is the author's own."""
    (found,) = claims_in(text, 1998)
    assert (found.words, found.kind) == (words, kind)
    assert text[found.start : found.end].strip() == words
