"""Sentences that tell of a past act, which a year dates, and those that a year to come is aimed at in."""

from __future__ import annotations

import pytest

from rapport.numbers.claims.tenses import has_acted, has_happened, names


@pytest.mark.parametrize(
    "sentence",
    [
        "En 2025, la fédération a relancé son enquête.",
        "La convention a enfin été signée en mars 2025.",
        "Le service est né en 2025.",
        "L'équipe s'est installée à Lens en 2025.",
        "Au printemps 2025, l'assemblée a élu un nouveau bureau.",
        "La subvention de 2025 n'a pas été reconduite.",
        "Les travaux étaient finis début 2025.",
        "En 2025, deux postes ont disparu.",
        "L'antenne a ouvert dès 2025.",
        "Nous avons reçu la visite du préfet en 2025.",
        "Elle signait sa charte en 2025.",
        "En 2025, nous signions une charte.",
        "La salle qui fermait en 2025 est pleine.",
    ],
)
def test_what_has_happened(sentence: str):
    assert has_happened(sentence, sentence.index("2025"))


@pytest.mark.parametrize(
    "sentence",
    [
        "Le taux s'applique depuis janvier 2025.",
        "En 2025, le taux sera de 0,6 %.",
        "Le conseil a décidé qu'en 2025 la cotisation baissera.",
        "Le budget a été voté pour 2025.",
        "Le conseil a fixé à cinquante l'objectif 2025.",
        "D'ici 2025, nous avons promis de réduire.",
        "La rencontre a été prévue en 2025.",
        "La rencontre a lieu en mai 2025.",
        "À Nantes, une antenne ouvre en 2025.",
        "L'association a trois salariés en 2025.",
        "La prochaine fête est celle de 2025.",
        "En 2025, le réseau fête à nouveau son été.",
        "En 2025, elle serait prête.",
        "On sait ce que 2025 réserve.",
        "Ce qui paraît en 2025 nous plaît.",
    ],
)
def test_what_is_or_is_to_come(sentence: str):
    assert not has_happened(sentence, sentence.index("2025"))


@pytest.mark.parametrize(
    "sentence",
    ["Nous préparons le Congrès de 2025.", "Aux Assises 2025, tous sont invités.", "les Jeux olympiques de 2025",
     "Notre Université d'été 2025 a un thème."],
)  # fmt: skip
def test_a_year_belongs_to_a_name(sentence: str):
    assert names(sentence, sentence.index("2025"))


@pytest.mark.parametrize(
    "sentence",
    ["Le budget de 2025 est voté.", "Le conseil de Lyon en 2025", "Au 1er janvier 2025", "Dès Noël, en 2025"],
)
def test_a_year_stands_by_itself(sentence: str):
    assert not names(sentence, sentence.index("2025"))


@pytest.mark.parametrize(
    ("sentence", "acted"),
    [
        ("Au 1er janvier 2025, le tarif a changé.", True),
        ("Au 1er janvier 2025, deux ateliers ont fermé.", True),
        ("Le bail est passé à la ville au 1er janvier 2025.", True),
        ("L'équipe s'est installée à Lens le 1er janvier 2025.", True),
        ("Au 1er janvier 2025, elle comptait douze bénévoles.", False),
        ("Au 1er janvier 2025, deux postes étaient vacants.", False),
        ("Au 1er janvier 2025, elle compte douze bénévoles.", False),
    ],
)
def test_an_act_is_no_state(sentence: str, acted: bool):  # noqa: FBT001 - a case
    assert has_acted(sentence) is acted
