"""What authors write of variants: the other documents of the same numbers that `report.yml` asks for, each by its name."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from rapport.ground.languages import FRENCH, LANGUAGES
from rapport.sources.located import Located


class VariantNumber(Located):
    """A number of a variant, with the words that follow it."""

    number: str = Field(description="Nom du chiffre : adherents.total, ou une cellule, table.clé.colonne")
    sentence: str = Field("", description="Les mots qui suivent le chiffre ; ceux de sa carte, ou son libellé, s'ils manquent")


class VariantVoice(Located):
    """The voice of a variant: a summary that a section of the report holds."""

    section: str = Field(description="La section qui contient la synthèse (::: summary)")
    who: str = Field(description="La personne, comme « who= » l'écrit dans la section")


class VariantEntry(Located):
    """A variant: its format, and what it takes of the report; or another variant in English."""

    language: str = Field("fr", description="en : en anglais, avec les mots de data/en.yml ; en français si rien n'est dit")
    translates: str = Field("", description="D'une variante en anglais : le nom de celle qu'elle traduit, dont elle a le contenu")
    format: str = Field(
        "", description="pdf : quatre pages A4, un A3 plié ; pptx : diapositives ; fragment : page à coller dans un site"
    )
    template: str = Field("essentiel", description="Gabarit d'un PDF, dans templates/variants/")
    title: str = Field("", description="Titre du document ; une traduction a celui de son original")
    numbers: tuple[str | VariantNumber, ...] = Field((), description="Pour un PDF : six à dix chiffres, le plus grand d'abord")
    messages: tuple[str, ...] = Field((), description="Pour un PDF : les trois messages de l'année, une phrase chacun")
    map: str = Field("", description="Pour un PDF : une carte du rapport (kind: map), par son nom")
    chart: str = Field("", description="Pour un PDF : un graphique du rapport, par son nom")
    voice: VariantVoice | None = Field(None, description="Pour un PDF : une synthèse du rapport, par sa section et sa personne")
    sections: tuple[str, ...] = Field(
        (), description="Pour un fragment ou un pptx : les sections du rapport à reprendre, dans l'ordre"
    )


def resolved(variants: Mapping[str, VariantEntry]) -> dict[str, VariantEntry]:
    """Return the variants by name, a translation with what its original holds; none that is of no form."""
    found = {}
    for name, entry in variants.items():
        if (entry.language == FRENCH.code) is not (not entry.translates) or entry.language not in LANGUAGES:
            continue
        original = variants.get(entry.translates) if entry.translates else entry
        if original is entry or (original is not None and original.language == FRENCH.code and original.format == "pdf"):
            found[name] = original.model_copy(update={"language": entry.language, "translates": entry.translates})
    return found
