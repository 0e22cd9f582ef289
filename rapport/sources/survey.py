"""Surveys as authors describe them (`data/surveys.yml`): who was asked, what was asked, which statistics are published.

The answers themselves lie in `enquetes/`, which may stay out of git: nobody publishes what one organisation said.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from rapport.sources.files import SURVEYS
from rapport.sources.located import Located
from rapport.sources.scalars import Number, name

FILE = "data/surveys.yml"
COMMAND = "python build.py survey"
ENDINGS = (".csv", ".xlsx", ".xls", ".ods")  # of the files of answers that can be read
ITEM = "item"  # the dimension of a statistic on several columns, or on the answers of a choice: which one

Key = Annotated[str, BeforeValidator(name)]
Several = Annotated[
    tuple[Key, ...],
    BeforeValidator(lambda raw: [raw] if isinstance(raw, str | int) else raw, json_schema_input_type=str | tuple[str, ...]),
]
Compute = Literal["count", "sum", "share", "mean", "median", "quartiles", "evolution"]
QUANTILES = ("median", "quartiles")
Type = Literal[1, 2, 3, 4, 5, 6, 7, 8, 9]
_OF = "La colonne, ou une liste ; d'un count, les structures qui y ont répondu ; d'une evolution, la statistique"
_TO_100 = "Parts qui doivent faire 100 : largest_remainder (au plus fort reste) ; sinon chacune est arrondie seule"
_TYPE = "Définition des quantiles, numérotée par Hyndman et Fan (1996) : 7 est celle des tableurs"


def _inside(written: str) -> str:
    """Return the path of a file in the folder of the surveys; raises PydanticCustomError (French) otherwise."""
    parts = written.split("/")
    if parts[0] != SURVEYS or len(parts) == 1 or any(part in {"", ".", ".."} or "\\" in part for part in parts):
        raise PydanticCustomError("survey", "expected", {"expected": f"un fichier du dossier {SURVEYS}/"})
    if not written.casefold().endswith(ENDINGS):
        raise PydanticCustomError("survey", "expected", {"expected": f"un fichier {', '.join(ENDINGS)}"})
    return written


SurveyPath = Annotated[str, AfterValidator(_inside)]


class AnswersFile(Located):
    """A file of answers as it was sent: one row an organisation."""

    file: SurveyPath = Field(description="Le fichier, dans le dossier enquetes/")
    sheet: str = Field("", description="La feuille du classeur ; la première par défaut")


def _file(raw: object) -> object:
    """Return a file that is named alone as its mapping; anything else stays, for pydantic to judge."""
    return {"file": raw} if isinstance(raw, str) else raw


def _files(raw: object) -> object:
    return [raw] if isinstance(raw, str | dict) else raw


File = Annotated[AnswersFile, BeforeValidator(_file, json_schema_input_type=str | AnswersFile)]
Files = Annotated[tuple[File, ...], BeforeValidator(_files, json_schema_input_type=str | AnswersFile | tuple[File, ...])]


class MemberRegister(Located):
    """The register of members: a CSV file, one row a member; its other columns are read too."""

    file: SurveyPath = Field(description="Le registre des adhérents, un CSV du dossier enquetes/")
    id: str = Field("id", description="Titre de la colonne qui identifie un adhérent : SIRET, numéro")
    name: str = Field("name", description="Titre de la colonne de son nom")
    type: str = Field("type", description="Titre de la colonne de son type")
    region: str = Field("region", description="Titre de la colonne de sa région")
    asked: dict[Key, Several] = Field({}, description="Qui a été interrogé, si ce n'est tout le registre : {type: [AI, ACI]}")


class SurveyColumn(Located):
    """What was asked of each organisation."""

    label: str = Field(description="Ce qui est demandé")
    headings: Several = Field((), description="Titres de la colonne dans les fichiers reçus, outre label et son nom")
    kind: Literal["number", "choice", "text"] = Field("number", description="Nature de la réponse : number, choice ou text")
    unit: str = Field("", description="Unité ; une réponse en k€ est convertie en €")
    decimals: int = Field(0, ge=-12, le=12, description="Précision des réponses, et des statistiques qui n'en disent pas d'autre")
    min: Number = Field(Decimal(0), description="Plus petite réponse possible ; 0 par défaut")
    max: Number | None = Field(None, description="Plus grande réponse possible ; 100 par défaut pour un %")
    allowed: dict[Key, str] = Field({}, description="D'un choix : les réponses admises, et comment chacune s'imprime")
    jump: Annotated[Number, Field(gt=0)] = Field(Decimal(50), description="Évolution depuis l'an dernier qui étonne, en %")

    @property
    def most(self) -> Decimal | None:
        """Return the largest answer that may be, None when nothing bounds it."""
        return Decimal(100) if self.max is None and self.unit == "%" else self.max


class AnswersTotal(Located):
    """Answers of one organisation that add up to another of its answers."""

    parts: tuple[Key, ...] = Field(min_length=2, description="Les colonnes qui s'additionnent")
    equals: Number | str = Field(union_mode="left_to_right", description="La colonne de leur total, ou un nombre (100)")


class Statistic(Located):
    """A statistic that is published of the answers: one cell by group."""

    label: str = Field(description="Ce que dit la statistique")
    compute: Compute = Field(description="Le calcul : count, sum, share, mean, median, quartiles ou evolution")
    of: Several = Field((), description=_OF)
    among: str = Field("", description="D'une part : la colonne à laquelle elle se rapporte ; la somme des colonnes par défaut")
    by: Several = Field((), description="Les groupes : type, region, une autre colonne du registre, une colonne de choix")
    where: dict[Key, Several] = Field({}, description="Seulement les structures qui ont ces valeurs")
    decimals: int | None = Field(None, ge=-12, le=12, description="Précision ; celle de la colonne par défaut, 0 pour une part")
    unit: str | None = Field(None, description="Unité ; celle de la colonne par défaut, % pour une part")
    weights: str = Field("none", description="none, ou la colonne de nombres qui pondère chaque réponse")
    to_100: Literal["largest_remainder"] | None = Field(None, description=_TO_100)
    note: str = Field("", description="Remarque imprimée à la suite de la méthode")


class Secrecy(Located):
    """What keeps anybody from finding again what one organisation said."""

    least: int = Field(3, ge=1, le=1000, description="Structures au moins derrière un nombre publié ; 3 par défaut")
    most: Annotated[Number, Field(gt=0, le=100)] = Field(Decimal(85), description="Part la plus grande d'une seule, en % ; 85")
    margin: Annotated[Number, Field(ge=0, le=100)] = Field(
        Decimal(20), description="De combien au moins reste incertain, de part et d'autre, un nombre caché, en % ; 20"
    )
    groups: int | None = Field(None, ge=3, le=1000, description="Structures au moins derrière une médiane ou des quartiles")
    because: str = Field("", description="La raison de ces choix, et d'où ils viennent")


class SurveySpec(Located):
    """A survey: its files, who was asked, its columns, its statistics."""

    title: str = Field(min_length=1, description="Nom de l'enquête, tel que le lecteur le voit")
    year: int = Field(ge=1900, le=2200, description="L'année des données")
    files: Files = Field(description="Les réponses : un fichier du dossier enquetes/, ou une liste")
    member: Several = Field(("id",), description="Titres possibles de la colonne qui dit de quel adhérent est une ligne")
    members: MemberRegister = Field(description="Le registre des adhérents")
    columns: dict[Key, SurveyColumn] = Field(min_length=1, description="Ce qui est demandé")
    totals: tuple[AnswersTotal, ...] = Field((), description="Réponses d'une structure qui s'additionnent")
    statistics: dict[Key, Statistic] = Field(min_length=1, description="Les statistiques à publier")
    quantile: Type | None = Field(None, description=_TYPE)
    secrecy: Secrecy = Field(Secrecy(), description="Le secret statistique")
    previous: str = Field("", description="L'enquête de l'an dernier, dans ce fichier : les réponses lui sont comparées")
    source: str = Field("", description="Source imprimée ; le titre et l'année par défaut")
    owner: str = Field("", description="La personne responsable : elle répond des chiffres et des textes")
