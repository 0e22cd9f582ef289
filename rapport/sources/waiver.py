"""Waivers: what an edition accepts of what the rules find, with the reason."""

from __future__ import annotations

from pydantic import Field

from rapport.sources.located import Located

# What a rule's hint says of a problem that may be right: the messages of all rules say it in the same words.
WAIVING = "acceptez l'écart dans report.yml (waivers:), avec sa raison"


class Waiver(Located):
    """A problem accepted for this edition, with the reason."""

    rule: str = Field(description="Code de la règle, par exemple TAB01")
    place: str = Field("", description="Fichier (ou fichier:ligne) où la règle est levée ; vide : partout")
    because: str = Field(min_length=8, description="Pourquoi l'écart est accepté")
