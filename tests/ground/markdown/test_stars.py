"""Stars that Markdown would pair, and that are signs of the text: none is lost, and emphasis stays emphasis."""

from __future__ import annotations

import pytest

from rapport.ground.markdown.atoms import atoms_of
from rapport.ground.markdown.stars import lone_stars
from rapport.manuscript.typography import typeset_markdown

# What is typed, and the same with a bar before each star that is a sign.
SIGNS = {
    "Corse*, Mayotte* et La Réunion*.": r"Corse\*, Mayotte\* et La Réunion\*.",
    "Corse*, Mayotte** et La Réunion*, Wallis**.": r"Corse\*, Mayotte\*\* et La Réunion\*, Wallis\*\*.",
    "Bretagne (*) et Corse (*), puis [**] et [**]": r"Bretagne (\*) et Corse (\*), puis [\*\*] et [\*\*]",
    "Les salarié*es et les bénévol*es": r"Les salarié\*es et les bénévol\*es",
    "des *.csv et *.xlsx": r"des \*.csv et \*.xlsx",
    "** gras ** et * penché *": r"\*\* gras \*\* et * penché *",
    "*Corse, Mayotte*, La Réunion*": r"*Corse, Mayotte*, La Réunion\*",
    "| A* | B* |\n|---|---|\n| c* | d |": "| A\\* | B\\* |\n|---|---|\n| c\\* | d |",
    "(Corse)*, (Mayotte)* et *fin*": r"(Corse)\*, (Mayotte)\* et *fin*",
    "[le site](#a)*, [un autre](#b)* et *fin*": r"[le site](#a)\*, [un autre](#b)\* et *fin*",
    "Au Val…*, au Bois.* Et *fin*": r"Au Val…\*, au Bois.\* Et *fin*",
    "***gras** et *suite*": r"\*\*\*gras\*\* et *suite*",
    "***gras**": r"\*\*\*gras\*\*",
    "La **Corse***, **Mayotte***": r"La **Corse**\*, **Mayotte**\*",
    "*Corse*** et (**Mayotte***)": r"*Corse*\*\* et (**Mayotte**\*)",
    "Les salarié*e*s et *tou*te*s*": r"Les salarié\*e\*s et *tou\*te\*s*",
    "Agent*e* ou directeur*rice*, *élu*": r"Agent\*e\* ou directeur\*rice\*, *élu*",
    "Un *mot.\n\nUn autre* ici": "Un \\*mot.\n\nUn autre\\* ici",
}
EMPHASIS = (
    "*L'IAE,* **« mot »**suite", "re*fai*re", "*un mot*s", "**gras *penché* fin**", "***les deux***", "**gras *penché***",
    "*[lien](https://exemple.fr)*", "***un** deux*", "un*", "* un\n* deux", "* * *", "un\n\n***\n\ndeux",
    "**coorace**.org", "**« IAE »** (*sic*)", "**gras***penché*", "inter*net*", "*re*fait, *les* e",
)  # fmt: skip


@pytest.mark.parametrize("text", SIGNS)
def test_a_star_that_leans_on_no_word_is_printed(text: str):
    """As it is typed: what closes a word opens no emphasis, and what opens within a word closes there."""
    assert typeset_markdown(text).replace("\u00a0", " ") == SIGNS[text].replace("\u00a0", " ")


@pytest.mark.parametrize("text", EMPHASIS)
def test_emphasis_stays(text: str):
    assert lone_stars(text) == []


@pytest.mark.parametrize("text", SIGNS)
def test_what_comes_back_from_word_has_its_stars(text: str):
    """The letters of a paragraph are read as the manuscript prints them."""
    printed = "".join(atom.printed for atom in atoms_of(text) or ())
    assert printed.count("*") == SIGNS[text].count("\\*") + text.count(" * penché *") * 2
