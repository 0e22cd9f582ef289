"""The same words, claimed or not by what stands around them: a condition, a paper of others, a habit, a distance, an age."""

from __future__ import annotations

import pytest

from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.spotting import claims_in


@pytest.mark.parametrize("text", [
    "La caisse ouvre dès que le tiers des sièges est pris.",
    "Le vote attend tant que la moitié des membres n'est pas là.",
    "On attend jusqu'à ce que les deux tiers des sièges soient pris.",
    "Le stage a lieu à moins que la majorité des inscrits ne se désiste.",
    "La visite finit plus tard que d'ordinaire.",
    "Le rideau se lève plus tôt que de coutume.",
    "Le quai a fermé plus souvent qu'à l'accoutumée.",
    "L'école se trouve à une vingtaine de kilomètres.",
    "Un hameau à une centaine de mètres du quai.",
    "La hausse des niveaux d'eau menace la digue.",
    "La baisse du niveau des nappes alarme les élus.",
    "La hausse des taux d'intérêt se poursuit.",
    "La baisse des taux surprend.",
    "Source : Insee, enquête de mars 2024.",
    "D'après le ministère, dans une note de juin 2024, le secteur recrute.",
    "Source : Dares, bulletin 2024.",
    "La majorité s'atteint à vingt et un ans ailleurs.",
    "La majorité est fixée à dix-huit ans.",
])  # fmt: skip
def test_what_surrounds_takes_the_claim_away(text: str):
    assert [claim.words for claim in claims_in(text, 2024)] == []


@pytest.mark.parametrize(("text", "kind"), [
    ("En tant que premier financeur du réseau, la région préside.", Kind.RANK),
    ("Une trentaine de kilomètres de haies ont été plantés.", Kind.ROUGH),
    ("La hausse des taux de réussite se confirme.", Kind.TREND),
    ("La baisse des taux d'absence se confirme.", Kind.TREND),
    ("Les loyers perçus reculent dans les foyers.", Kind.TREND),
    ("Les dons l'emportaient sur les ventes.", Kind.COMPARISON),
    ("Les ventes l'ont largement emporté sur les dons.", Kind.COMPARISON),
    ("Les femmes l'emportent sur les hommes.", Kind.COMPARISON),
    ("Les dons forment l'essentiel de l'actif.", Kind.SHARE),
    ("Les parts sociales portent l'essentiel de l'effort.", Kind.SHARE),
    ("Les ventes retrouvent leur niveau de 2019.", Kind.TREND),
    ("Le fret n'a toujours pas retrouvé son niveau.", Kind.TREND),
    ("Le bilan 2024 compte cent pages.", Kind.TIME),
    ("La majorité des élus est présente.", Kind.SHARE),
    ("La majorité est à temps plein.", Kind.SHARE),
])  # fmt: skip
def test_the_same_words_claim_elsewhere(text: str, kind: Kind):
    assert kind in {claim.kind for claim in claims_in(text, 2024)}
