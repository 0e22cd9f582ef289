"""Review notes: what reviewers remarked in the margin of the Word file, kept beside the sources and never printed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from rapport.sources.located import Located
from rapport.sources.scalars import Day, Whole

FILE = "data/notes.yml"


class ReviewNote(Located):
    """A remark of a reviewer on some lines of a file."""

    file: str = Field(description="Fichier du texte dont il est question, par exemple content/organisation.md")
    first: Whole = Field(0, description="Première ligne de ce texte, le jour où la remarque est arrivée", ge=0)
    last: Whole = Field(0, description="Dernière ligne de ce texte", ge=0)
    about: str = Field("", description="Les mots dont il est question")
    person: str = Field("", description="Qui l'a écrite")
    day: Day = Field(None, description="Quand")
    text: str = Field(min_length=1, description="La remarque")
    status: Literal["open", "closed"] = Field("open", description="closed : il n'y a plus rien à faire")
    answer: str = Field("", description="Ce qui a été répondu, ou fait")
