"""The kinds of things that the workshop adds to an edition: what each is called, and its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapport.flow.atelier.forms import EditCard, NoSuchPlace
from rapport.flow.atelier.new import new_number, new_section
from rapport.flow.atelier.new_charts import chart_card
from rapport.flow.atelier.photographs import photograph_card
from rapport.sources.model import Report

KINDS: Mapping[str, tuple[str, Callable[[Report, str], EditCard]]] = {
    "section": ("Une section", lambda report, _: new_section(report)),
    "number": ("Un chiffre", lambda report, _: new_number(report)),
    "chart": ("Un graphique", lambda report, _: chart_card(report)),
    "photo": ("Une photographie", photograph_card),
}


def new_card(report: Report, name: str) -> EditCard:
    """Return the form of a new thing, by its kind and where it is to come; raises NoSuchPlace."""
    kind, _, place = name.partition(":")
    if kind not in KINDS:
        raise NoSuchPlace("Il n'y a rien de ce nom à ajouter.")
    return KINDS[kind][1](report, place)
