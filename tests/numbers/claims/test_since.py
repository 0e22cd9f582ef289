"""The year from which a sentence tells an evolution is the one that proves it, whether « since= » is typed or not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rapport.numbers.claims.since import FirstYear, Surroundings, first_year_in, since_for

OWN = 2024


@pytest.mark.parametrize(
    ("sentence", "since"),
    [
        ("Le nombre a [doublé] par rapport à 2022.", 2022),
        ("Par rapport à l’année 2022, le nombre a [doublé].", 2022),
        ("Le nombre a [doublé par rapport à 2022].", 2022),
        ("Les effectifs [reculent], encore, depuis fin 2019", None),  # another clause
        ("Les effectifs [reculent] encore depuis fin 2019", 2019),
        ("620 heures, [deux fois plus] qu'en 2022", 2022),
        ("C'est [le double] de celui de 2021.", 2021),
        ("L'activité [retrouve] son niveau de 2019.", 2019),
        ("Les sociétaires [progressent] depuis 1867.", 1867),
        ("La part [progresse] (620 contre 300 en 2022).", 2022),
        ("Entre 2022 et 2024, les dons ont [triplé].", 2022),
        ("En deux ans, le nombre a [doublé].", -2),
        ("Le nombre [progresse] nettement depuis trois ans.", -3),
        ("[Moitié moins] qu'il y a deux ans", -2),
        ("Le nombre [progresse] de 12 % sur un an.", -1),
        ("[En hausse] par rapport à l'exercice précédent", -1),
        ("Le nombre [progresse].", None),
        ("Créé en 2022, le dispositif [progresse].", None),
        ("Les formations en deux ans [progressent].", None),
        ("L'aide [augmente] de 2 022 € par an.", None),
        ("Ouvert depuis 2019. Le nombre [progresse].", None),
    ],
)
def test_the_first_year_is_read_where_it_is_said(sentence: str, since: int | None):
    before, words, after = sentence.replace("]", "[").split("[")
    told = first_year_in(words, Surroundings(before, after))
    assert (told.year if told else None) == since


@pytest.mark.parametrize(
    ("told", "since"),
    [
        (FirstYear("depuis 2019", 2019), "2019"),
        (FirstYear("en deux ans", -2), "-2"),
        (FirstYear("en un an", -1), ""),  # last year, as nothing says
        (FirstYear("par rapport à 2023", 2023), ""),
        (FirstYear("entre 2020 et 2022", 2020, 2022), ""),  # an evolution is bound until the edition's year
        (FirstYear("d'ici à 2030", 2030), ""),
        (None, ""),
    ],
)
def test_what_binds_it_says_a_year_that_is_not_the_last(told: FirstYear | None, since: str):
    assert since_for(told, OWN) == since


RETURNED = "velos.rendus"  # 250 in 2022, 318 in 2023 and in 2024


@pytest.mark.parametrize(
    "sentence",
    [
        "Les vélos rendus [progressent nettement]{{.claim {}}} par rapport à 2022.",
        "Depuis 2022, les vélos rendus [progressent nettement]{{.claim {}}}.",
        "Les vélos rendus [progressent]{{.claim {}}} en deux ans.",
        "Les vélos rendus [progressent]{{.claim {}}} par rapport à {{{{ year(-2) }}}}.",
        "Les vélos rendus sont [stables par rapport à l'an dernier]{{.claim {}}}.",
    ],
)
@pytest.mark.parametrize("since", ["", ' since="-2"'])
def test_an_evolution_is_judged_from_the_year_that_is_said(sentence: str, since: str, said: Callable[[str], str]):
    """Judged from last year, « progresse depuis 2022 » was false of a number that stood still since 2023."""
    if "an dernier" in sentence:
        since = since and ' since="-1"'
    out = said(sentence.format(f'evolution="{RETURNED}"{since}'))
    assert "edito.md" not in out


def test_a_false_one_names_its_year(said: Callable[[str], str]):
    out = said(f'Les vélos rendus [reculent]{{.claim evolution="{RETURNED}"}} depuis 2022.')
    assert "les données disent 250 en 2022, puis 318." in out
    out = said(f'Les vélos rendus ont [doublé]{{.claim evolution="{RETURNED}"}} en deux ans.')
    assert "fois (318 contre 250 en 2022)" in out


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("[progressent]{{.claim {}}} depuis 2019.", "n'a pas de valeur pour 2019"),
        ('[progressent]{{.claim {} since="-1"}} depuis 2022.', "La phrase dit « depuis 2022 », mais « since=-1 » part de 2023."),
        ('[progressent]{{.claim {} since="2022"}} sur un an.', "La phrase dit « sur un an », mais « since=2022 » part de 2022."),
        ("[progressent]{{.claim {}}} entre 2021 et 2023.", "« entre 2021 et 2023 » s'arrête en 2023"),
    ],
)
def test_what_cannot_be_judged_so_is_said(sentence: str, fault: str, said: Callable[[str], str]):
    assert fault in said("Les vélos rendus " + sentence.format(f'evolution="{RETURNED}"'))
