"""What `report.yml` says for the accessibility statement, under `accessibility:`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rapport.sources.located import Located
from rapport.sources.scalars import Contact, DayInWords, Number


class Accessibility(Located):
    """What the accessibility statement says and only the team knows."""

    contact: Contact = Field("", description="Adresse électronique, ou page https://…, où signaler un défaut d'accessibilité")
    established: DayInWords = Field("", description="Date de la déclaration, en toutes lettres")
    audit: str = Field("", description="L'audit de conformité au RGAA : par qui, et quand")
    rate: Annotated[Number, Field(ge=0, le=100)] | None = Field(None, description="Part des critères respectés, en %")
    faults: tuple[str, ...] = Field((), description="Contenus non accessibles, relevés par l'audit")
