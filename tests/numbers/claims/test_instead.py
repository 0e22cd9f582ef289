"""True words in place of false ones: they take the turn, the number and the accents of those that the author wrote."""

from __future__ import annotations

import pytest

from rapport.numbers.claims.judging import judge
from rapport.numbers.register import Register

MORE = {"of": "heures_par_atelier.velo.hours", "than": "heures_par_atelier.bois.hours"}
LESS = {"of": "heures_par_atelier.bois.hours", "than": "heures_par_atelier.velo.hours"}
FIRST = {"rank": "heures_par_atelier.hours", "key": "velo"}
MOST, FEW = {"of": "part.satisfaits"}, {"of": "heures_par_atelier.cuisine.hours", "in": "heures.total"}


@pytest.mark.parametrize(("words", "attributes", "instead"), [
    ("moins de", MORE, "plus de"),
    ("Autant d'heures que", LESS, "moins d'heures que"),
    ("moins élevées que", MORE, "plus élevées que"),
    ("plus âgés que", LESS, "moins âgés que"),
    ("plus nombreuses que", {"of": "formateurs.formes", "than": "formateurs.total"}, "aussi nombreuses que"),
    ("plus de", {"of": "formateurs.formes", "than": "formateurs.total"}, "autant de"),
    ("dépasse", LESS, "moins que"),  # a verb has its own turn
    ("les derniers", FIRST, "premiers"),
    ("les deuxièmes", FIRST, "premiers"),
    ("la dernière", FIRST, "première"),
    ("le dernier", FIRST, "premier"),
    ("minoritaires", MOST, "majoritaires"),
    ("minoritaire", MOST, "majoritaire"),
    ("majoritaires", FEW, "minoritaires"),
])  # fmt: skip
def test_words_are_pasted_where_the_others_were(words: str, attributes: dict[str, str], instead: str, register: Register):
    assert judge(attributes, words, register).instead == instead
