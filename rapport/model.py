"""The frozen types that travel down the flow.

Author files become the pydantic models of the first half: their keys are what authors write, their JSON Schemas
(`data/.schema/`) are generated from them. The second half is what the engine makes of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from rapport import french
from rapport.problems import Place, Places, Severity


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise ValueError("nombre attendu")
    try:
        return french.number_of(str(raw))
    except ValueError:
        raise ValueError("nombre attendu") from None


Number = Annotated[Decimal, BeforeValidator(_number)]
Decimals = Annotated[int, Field(ge=-12, le=12)] | Literal["exact"]
Status = Literal["published", "derived", "to_confirm"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]


class Located(BaseModel):
    """An author's mapping, which knows where each of its keys was written."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    _places: Places = PrivateAttr(default_factory=lambda: Places(Place("")))

    def at(self, *keys: str | int) -> Place:
        """Return the place of a key, or of the nearest mapping that holds it."""
        return self._places.at(*keys)


# --- what authors write -------------------------------------------------------------------------------------------


class Waiver(Located):
    """A problem accepted for this edition, with the reason."""

    rule: str = Field(description="Code de la règle, par exemple TAB01")
    place: str = Field("", description="Fichier (ou fichier:ligne) où la règle est levée ; vide : partout")
    because: str = Field(min_length=8, description="Pourquoi l'écart est accepté")


class PartEntry(Located):
    """A part opener in the list of sections."""

    part: str = Field(description="Titre de la partie")
    lead: str = Field("", description="Une phrase d'introduction")


class Edition(Located):
    """`report.yml`: the edition's identity and the order of its sections."""

    title: str = Field(description="Titre du rapport")
    subtitle: str = Field("", description="Sous-titre, par exemple « Rapport d'activité 2024 »")
    organisation: str = Field(description="Nom de l'organisation")
    year: int = Field(ge=1900, le=2200, description="Année du rapport")
    language: Literal["fr"] = Field("fr", description="Langue du rapport")
    published: str = Field("", description="Date de publication, en toutes lettres")
    website: str = Field("", description="Adresse du site, https://…")
    address: tuple[str, ...] = Field((), description="Coordonnées de la quatrième de couverture, une ligne par élément")
    formats: tuple[str, ...] = Field(("html", "pdf"), description="Sorties à produire")
    engine: str = Field("embedded", description="Moteur de rendu")
    sections: tuple[str | PartEntry, ...] = Field(description="Sections dans l'ordre ; « part: » ouvre une partie")
    names_with_numbers: tuple[str, ...] = Field((), description="Noms et libellés qui contiennent un nombre : « Tremplin 73 »")
    accepted_acronyms: tuple[str, ...] = Field((), description="Sigles admis sans entrée au lexique")
    accepted_links: tuple[str, ...] = Field((), description="Sites, ou débuts d'adresses, que « check --online » n'essaie pas")
    severities: dict[str, Literal["info", "warning", "error"]] = Field({}, description="Gravité imposée à une règle")
    waivers: tuple[Waiver, ...] = Field((), description="Écarts acceptés, chacun avec sa raison")


class Statement(Located):
    """The same fact, said elsewhere in the source."""

    value: Number = Field(description="Valeur énoncée")
    source: str = Field(description="Où elle est énoncée")


class CountOf(Located):
    """The list whose entries a number counts."""

    table: str = Field(description="Table comptée")
    where: dict[str, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")
    distinct: str = Field("", description="Compter les valeurs différentes de cette colonne, pas les lignes")


class Indicator(Located):
    """A number that the report may quote."""

    label: str = Field(description="Ce que compte l'indicateur")
    unit: str = Field("", description="Unité : entreprises, %, €…")
    unit_one: str = Field("", description="L'unité au singulier, si le nombre peut valoir 0 ou 1")
    decimals: Decimals = Field(0, description="Précision déclarée : 0 à l'unité, 1 au dixième, -3 au millier")
    values: dict[int, Number] = Field({}, description="Valeur par année")
    formula: str = Field("", description='Calcul d\'un indicateur déduit, par exemple value("a") - value("b")')
    status: Status = Field("published", description="published, derived (calculé) ou to_confirm (à confirmer)")
    question: str = Field("", description="La question à poser, obligatoire si to_confirm")
    source: str = Field("", description="D'où vient le nombre")
    total_of: str | tuple[str, ...] = Field("", description="Les parties : table.colonne, ou une liste d'indicateurs")
    min: Number | None = Field(None, description="Plus petite valeur possible ; 0 par défaut")
    max: Number | None = Field(None, description="Plus grande valeur possible ; 100 par défaut pour un %")
    count_of: CountOf | None = Field(None, description="La liste que le nombre compte")
    statements: tuple[Statement, ...] = Field((), description="Le même fait, énoncé ailleurs")
    note: str = Field("", description="Remarque imprimée avec le nombre")


class Column(Located):
    """A column of a table; it holds numbers as soon as it declares a unit or decimals."""

    label: str = Field("", description="Titre de la colonne")
    unit: str | None = Field(None, description="Unité des nombres")
    decimals: Decimals | None = Field(None, description="Précision des nombres")
    min: Number | None = Field(None, description="Plus petite valeur possible ; 0 par défaut")
    max: Number | None = Field(None, description="Plus grande valeur possible ; 100 par défaut pour un %")
    hidden: bool = Field(False, description="Ne pas imprimer la colonne")

    @property
    def numeric(self) -> bool:
        """Tell whether the column holds numbers."""
        return self.unit is not None or self.decimals is not None


class ColumnTotal(Located):
    """What a column's numbers add up to, in all or for each group of rows."""

    column: str = Field(description="Colonne à additionner")
    equals: Number | str = Field(union_mode="left_to_right", description="Un indicateur, ou un nombre")
    per: str | tuple[str, ...] = Field((), description="Un total par valeur de ces colonnes")
    where: dict[str, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")


class TableSpec(Located):
    """The description of `data/tables/<name>.csv`."""

    title: str = Field(description="Titre de la table")
    source: str = Field("", description="Source par défaut des lignes")
    status: Status = Field("published", description="Statut par défaut des lignes")
    question: str = Field("", description="Question par défaut des lignes à confirmer")
    key: str | tuple[str, ...] = Field("", description="Colonne(s) qui nomment une ligne ; la première par défaut")
    columns: dict[str, Column] = Field(description="Les colonnes du fichier")
    totals: tuple[ColumnTotal, ...] = Field((), description="Totaux à vérifier")
    view: Literal["table", "lexicon", "timeline", "directory"] = Field("table", description="Mise en forme")
    note: str = Field("", description="Remarque imprimée sous la table")


class ChartSpec(Located):
    """The recipe of a chart."""

    kind: str = Field(description="Type de graphique")
    title: str = Field(description="Le message, en une phrase")
    subtitle: str = Field("", description="Ce qui est mesuré, où, quand")
    table: str = Field("", description="Table à dessiner")
    indicators: tuple[str, ...] = Field((), description="Ou la liste des indicateurs à dessiner")
    where: dict[str, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")
    category: str = Field("", description="Colonne des étiquettes")
    value: str = Field("", description="Colonne des nombres")
    group: str = Field("", description="Colonne des panneaux ou des séries")
    sort: Literal["descending", "ascending", "none"] = Field("none", description="Ordre des étiquettes")
    highlight: str = Field("", description="Étiquette mise en valeur")
    map: Name = Field("regions18", description="Fond de carte de assets/map/, pour une carte")
    width: Literal["full", "half"] = Field("full", description="Largeur")
    alt: str = Field("", description="Texte de remplacement ; écrit d'après les données s'il manque")
    source: str = Field("", description="Source ; celle de la table si elle manque")
    note: str = Field("", description="Remarque imprimée sous le graphique")


class Assertion(Located):
    """A cross-check that the editors write in `data/rules.yml`."""

    id: Name = Field(description="Nom de la règle")
    assert_: str = Field(alias="assert", description='Comparaison entre deux calculs, par exemple value("a") <= value("b")')
    because: str = Field(description="Pourquoi elle doit être vraie")
    severity: Literal["info", "warning", "error"] = Field("error", description="Gravité si elle est fausse")


class FrontMatter(Located):
    """The head of a section."""

    title: str = Field(description="Titre de la section")
    kicker: str = Field("", description="Surtitre")
    lead: str = Field("", description="Chapeau")


# --- what the engine makes of them --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cell:
    """A number of a table: None when the cell is empty."""

    value: Decimal | None
    place: Place


@dataclass(frozen=True)
class Row:
    """A record of a CSV file."""

    key: str
    year: int
    texts: Mapping[str, str]
    numbers: Mapping[str, Cell]
    status: Status
    question: str
    source: str
    note: str
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)

    def place_of(self, column: str) -> Place:
        """Return the place of a cell."""
        return self.places.get(column, self.place)


@dataclass(frozen=True)
class Table:
    """A table of the edition: its description and its rows of every year, in file order."""

    id: str
    spec: TableSpec
    path: str
    rows: tuple[Row, ...]

    def of_year(self, year: int) -> tuple[Row, ...]:
        """Return the rows of one year."""
        return tuple(row for row in self.rows if row.year == year)


@dataclass(frozen=True)
class Section:
    """An author's section: front matter and body; ``first_line`` is the body's first line in the file."""

    id: str
    front: FrontMatter
    body: str
    path: str
    first_line: int


@dataclass(frozen=True)
class PartOpener:
    """A part of the report; ``number`` counts from 1."""

    id: str
    number: int
    title: str
    lead: str
    place: Place


Content = Section | PartOpener


@dataclass(frozen=True)
class Report:
    """Everything the authors wrote, read and located."""

    root: Path
    edition: Edition
    contents: tuple[Content, ...]
    indicators: Mapping[str, Indicator]
    tables: Mapping[str, Table]
    charts: Mapping[str, ChartSpec]
    assertions: tuple[Assertion, ...]
    brand: Mapping[str, Any]

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections without the part openers."""
        return tuple(c for c in self.contents if isinstance(c, Section))


class ChartRow(NamedTuple):
    """A mark of a chart: label, number, its printed form, panel or series, doubt, and the number's reference."""

    category: str
    value: Decimal
    printed: str
    group: str
    uncertain: bool
    ref: str
    extra: Mapping[str, str]


@dataclass(frozen=True)
class Drawing:
    """A chart drawn: SVG text, alternative text, and the rows that it shows."""

    id: str
    svg: str
    alt: str
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A number bound in a text: what it refers to, as printed, where the author asked for it, and in which section."""

    ref: str
    printed: str
    place: Place
    section: str


@dataclass(frozen=True)
class Piece:
    """A section or part opener in plain Markdown; ``origins`` gives the author's place behind each line."""

    id: str
    markdown: str
    origins: tuple[Place, ...]

    def origin(self, line: int) -> Place:
        """Return the author's place behind a line (from 1) of the Markdown.

        Outside tools complain about the manuscript; authors only know content/.
        """
        return self.origins[min(max(line, 1), len(self.origins)) - 1]


@dataclass(frozen=True)
class Manuscript:
    """The whole report in plain Markdown, with every number it prints."""

    pieces: tuple[Piece, ...]
    mentions: tuple[Mention, ...]
    drawings: Mapping[str, Drawing]


@dataclass(frozen=True)
class Rendered:
    """The finished files of a draft, before publication."""

    report: Report
    manuscript: Manuscript
    files: Mapping[str, Path]


SEVERITIES: Mapping[str, Severity] = {"info": Severity.INFO, "warning": Severity.WARNING, "error": Severity.ERROR}
INDICATOR_NAME = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_-]+)+")
