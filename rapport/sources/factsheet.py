"""Factsheets as authors ask for them (`factsheets:` in report.yml): a document for each member of a register, or each region."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from rapport.sources.located import Located

if TYPE_CHECKING:
    from rapport.sources.model import Section

FOLDER = "factsheets"  # of content/, where their sections lie
_NAME = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class FactsheetSpec(Located):
    """A kind of factsheet: who gets one, from which survey, made of which sections."""

    title: str = Field(
        min_length=1, max_length=120, description="Titre de la fiche, au-dessus du nom de l'adhérent ou de la région"
    )
    each: Literal["member", "region"] = Field("member", description="Une fiche par adhérent (member) ou par région (region)")
    survey: str = Field(description="L'enquête de data/surveys.yml : son registre, ses réponses, ses statistiques publiées")
    sections: tuple[_NAME, ...] = Field(
        min_length=1, description="Les sections : des fichiers de content/factsheets/, sans « .md »"
    )


@dataclass(frozen=True)
class FactsheetTemplate:
    """A kind of factsheet with its sections as they were read, the same for every member."""

    name: str
    spec: FactsheetSpec
    sections: tuple[Section, ...]


def sections_of(factsheets: Mapping[str, FactsheetTemplate]) -> dict[str, Section]:
    """Return the sections of all factsheets by their identifier, each once."""
    return {section.id: section for template in factsheets.values() for section in template.sections}


def of_factsheet(path: str) -> bool:
    """Tell whether a file of an edition is a section of factsheets."""
    return path.startswith(f"content/{FOLDER}/")


def files_of(factsheets: dict[str, FactsheetSpec]) -> Iterator[str]:
    """Yield the files of content/ that factsheets are made of, by their path inside it."""
    for spec in factsheets.values():
        yield from (f"{FOLDER}/{section}.md" for section in spec.sections)
