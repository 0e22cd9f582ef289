"""True words in place of false ones: they take the turn, the number and the accents of those that the author wrote."""

from __future__ import annotations

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.register import Register

MORE = {"of": "heures_par_atelier.velo.hours", "than": "heures_par_atelier.bois.hours"}
LESS = {"of": "heures_par_atelier.bois.hours", "than": "heures_par_atelier.velo.hours"}
LAST, TIED = ({"rank": "heures_par_atelier.hours", "key": key} for key in ("cuisine", "bois"))
FIRST = {"rank": "heures_par_atelier.hours", "key": "velo"}
QUARTER = {"of": "heures_par_atelier.bois.hours", "in": "heures.total"}
MOST, FEW = {"of": "part.satisfaits"}, {"of": "heures_par_atelier.cuisine.hours", "in": "heures.total"}


@pytest.mark.parametrize(("words", "attributes", "instead"), [
    ("moins de", MORE, "plus de"),
    ("Autant d'heures que", LESS, "Moins d'heures que"),
    ("La moitié", QUARTER, "Près d’un quart"),
    ("Près de la moitié", QUARTER, "Près d’un quart"),
    ("moins élevées que", MORE, "plus élevées que"),
    ("plus âgés que", LESS, "moins âgés que"),
    ("plus nombreuses que", {"of": "formateurs.formes", "than": "formateurs.total"}, "aussi nombreuses que"),
    ("plus de", {"of": "formateurs.formes", "than": "formateurs.total"}, "autant de"),
    ("dépasse", LESS, "moins que"),  # a verb has its own turn
    ("les derniers", FIRST, "les premiers"),
    ("les deuxièmes", FIRST, "les premiers"),
    ("la dernière", FIRST, "la première"),
    ("le dernier", FIRST, "le premier"),
    ("l’avant-dernière", FIRST, "la première"),
    ("Dernière famille", FIRST, "Première famille"),
    ("le troisième atelier", FIRST, "le premier atelier"),
    ("première famille", TIED, "deuxième famille ex æquo"),
    ("la plus nombreuse", TIED, "la deuxième ex æquo"),
    ("le plus suivi des ateliers", LAST, "le dernier des ateliers"),
    ("arrive en tête", LAST, "arrive dernier"),
    ("notre principal atelier", LAST, "notre dernier atelier"),
    ("minoritaires", MOST, "majoritaires"),
    ("minoritaire", MOST, "majoritaire"),
    ("majoritaires", FEW, "minoritaires"),
])  # fmt: skip
def test_words_are_pasted_where_the_others_were(words: str, attributes: dict[str, str], instead: str, register: Register):
    assert judge(attributes, words, register).instead == instead
