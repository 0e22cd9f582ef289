"""What authors write: the pydantic models of their files.

Their keys are what authors type, their descriptions what the guide, `data/.schema/` and so the text editors show.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from rapport.sources.accessibility import Accessibility
from rapport.sources.evidence import Proofs
from rapport.sources.factsheet import FactsheetSpec
from rapport.sources.located import Located
from rapport.sources.scalars import Day, DayInWords, MovedBounds, Number, Page, Values, Whole, name, no_switch
from rapport.sources.variants import VariantEntry
from rapport.sources.waiver import Waiver

Key = Annotated[str, BeforeValidator(name)]  # « 1998: … » is a name wherever names are expected
Review = Literal["", "to_review", "reviewed"]
Decimals = Annotated[int, Field(ge=-12, le=12), BeforeValidator(no_switch)] | Literal["exact"]
Status = Literal["published", "derived", "to_confirm"]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
Breaks = dict[int, Annotated[str, Field(min_length=8)]]  # the first year of a new definition, and what changed
Replaced = str | tuple[str, ...]
Tone = Literal["primary", "secondary", "tertiary", "success"]
Jump = Annotated[Number | None, Field(gt=0)]
_BREAK = "Rupture de série : l'année où la définition change, et ce qui change"
_DUE = "Date limite, année-mois-jour ; « status » la rappelle"
_REVIEW = "to_review : reprise de l'an dernier, à relire ; retirez la ligne une fois relue"
_PERSONAL = "Données personnelles : true, jamais dans donnees/ ; false, publiques : un standard, une adresse générale"
_PROOF = "La pièce qui prouve le nombre, et l'endroit : « in: » et « at: » ; une liste s'il y en a plusieurs"
_TIED = "À la publication, chaque nombre tient à une pièce (PIE09) : true, ou false"
_AIRY = "Sections dont une page peut être vide d'un tiers, trois au plus ; avec cette clé, les autres sont remplies"
_SHARED = "Sections courtes qui, dans le PDF, suivent la précédente sur sa page"
_SHARED_FOLDER = "Le dossier est partagé (true) ou non (false), quand ce n'est pas reconnu : .venv et .cache restent hors de lui"
_SURVEY = "L'enquête qui donne le nombre : survey.observatoire.permanents ; dans une table, {colonne} y vaut le texte de la ligne"
_JUMP = "Évolution d'une année à l'autre qui étonnerait, en % (en points pour un %)"


class PartEntry(Located):
    """A part opener in the list of sections."""

    part: str = Field(description="Titre de la partie")
    lead: str = Field("", description="Une phrase d'introduction")


class CardEntry(Located):
    """A card of one number for social networks."""

    number: str = Field(description="Nom du chiffre : adherents.total, ou une cellule, table.clé.colonne")
    title: str = Field("", description="Deux ou trois mots au-dessus du chiffre")
    sentence: str = Field("", description="La phrase qui suit le chiffre ; le libellé de l'indicateur si elle manque")


class Edition(Located):
    """`report.yml`: the edition's identity and the order of its sections."""

    title: str = Field(description="Titre du rapport")
    subtitle: str = Field("", description="Sous-titre, par exemple « Rapport d'activité » et l'année")
    organisation: str = Field(description="Nom de l'organisation")
    year: Whole = Field(ge=1900, le=2200, description="Année du rapport")
    version: str = Field("1", description="Version publiée : « build --release » l'imprime au colophon")
    language: Literal["fr"] = Field("fr", description="Langue du rapport")
    published: DayInWords = Field("", description="Date de publication, en toutes lettres")
    due: Day = Field(None, description=_DUE)
    website: Page = Field("", description="Adresse du site, https://…")
    address: tuple[str, ...] = Field((), description="Coordonnées de la quatrième de couverture, une ligne par élément")
    accessibility: Accessibility = Field(Accessibility(), description="Ce que dit la déclaration d'accessibilité")
    formats: tuple[str, ...] = Field(("html", "pdf"), description="Sorties à produire")
    pages: tuple[Whole, Whole] = Field((1, 9999), description="Nombre de pages que le PDF peut avoir : au moins, au plus")
    format: int = Field(1, ge=1, strict=True, description="Format des fichiers de l'édition ; « migrate » l'écrit")
    engine: str = Field("embedded", description="Moteur de rendu, versions admises (>=2026.11,<2028), ou les deux")
    sections: tuple[str | PartEntry, ...] = Field(description="Sections dans l'ordre ; « part: » ouvre une partie")
    share_page: tuple[str, ...] = Field((), description=_SHARED)
    end_matter: tuple[str, ...] = Field((), description="Sections de fin de volume, hors partie : lexique, annexes")
    airy_pages: tuple[str, ...] | None = Field(None, max_length=3, description=_AIRY)
    banners: tuple[str, ...] = Field((), description="Sections dont le titre, dans le PDF, s'ouvre sur un bandeau de couleur")
    coloured_pages: tuple[str, ...] = Field((), description="Sections dont les pages sont en couleur, du haut en bas")
    cards: tuple[str | CardEntry, ...] = Field((), description="Cartes pour les réseaux sociaux, un chiffre chacune")
    factsheets: dict[Key, FactsheetSpec] = Field({}, description="Les fiches : une par adhérent ou par région")
    variants: dict[Key, VariantEntry] = Field({}, description="Autres documents des mêmes chiffres : un essentiel, un fragment")
    names_with_numbers: tuple[str, ...] = Field((), description="Noms et libellés qui contiennent un nombre : « Tremplin 73 »")
    accepted_acronyms: tuple[str, ...] = Field((), description="Sigles admis sans entrée au lexique")
    accepted_links: tuple[str, ...] = Field((), description="Sites, ou débuts d'adresses, que « check --online » n'essaie pas")
    jumps: dict[Key, Annotated[Number, Field(gt=0)]] = Field({}, description="Évolutions qui étonneraient, en %, par famille")
    claims: MovedBounds = Field({}, description="Bornes des mots, en % : à partir d'où « près de » n'est plus vrai")
    every_number_tied: bool = Field(False, description=_TIED)
    shared_folder: bool | None = Field(None, description=_SHARED_FOLDER)
    severities: dict[Key, Literal["info", "warning", "error"]] = Field({}, description="Gravité imposée à une règle")
    waivers: tuple[Waiver, ...] = Field((), description="Écarts acceptés, chacun avec sa raison")

    @property
    def engine_name(self) -> str:
        """Return the name of the engine, which « engine: » may leave out."""
        return next(iter(re.findall(r"^\s*([A-Za-z][\w-]*)", self.engine)), "embedded")


class Statement(Located):
    """The same fact, said elsewhere in the source."""

    value: Number = Field(description="Valeur énoncée")
    source: str = Field(description="Où elle est énoncée")
    piece: Proofs = Field((), description=_PROOF)


class CountOf(Located):
    """The list whose entries a number counts."""

    table: str = Field(description="Table comptée")
    where: dict[Key, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")
    distinct: str = Field("", description="Compter les valeurs différentes de cette colonne, pas les lignes")


_PANEL = "Qui le nombre compte, quand ce n'est pas tout le monde : les structures qui ont répondu"
_AS_OF = "La date à laquelle le nombre vaut : 31 décembre {{ year() }}"


class Indicator(Located):
    """A number that the report may quote."""

    label: str = Field(description="Ce que compte l'indicateur")
    unit: str = Field("", description="Unité : entreprises, %, €…")
    unit_one: str = Field("", description="L'unité au singulier, si le nombre peut valoir 0 ou 1")
    decimals: Decimals = Field(0, description="Précision déclarée : 0 à l'unité, 1 au dixième, -3 au millier")
    values: Values = Field({}, description="Valeur par année ; n.d. si personne ne la connaît ; piece : celle de la pièce")
    formula: str = Field("", description='Calcul d\'un indicateur déduit, par exemple value("a") - value("b")')
    status: Status = Field("published", description="published, derived (calculé) ou to_confirm (à confirmer)")
    question: str = Field("", description="La question à poser, obligatoire si to_confirm")
    source: str = Field("", description="D'où vient le nombre")
    panel: str = Field("", description=_PANEL)
    as_of: DayInWords = Field("", description=_AS_OF)
    from_: str = Field("", alias="from", description=_SURVEY)
    piece: Proofs = Field((), description=_PROOF)
    total_of: str | tuple[str, ...] = Field("", description="Les parties : table.colonne, ou une liste d'indicateurs")
    min: Number | None = Field(None, description="Plus petite valeur possible ; 0 par défaut")
    max: Number | None = Field(None, description="Plus grande valeur possible ; 100 par défaut pour un %")
    count_of: CountOf | None = Field(None, description="La liste que le nombre compte, et d'où il vient sans valeur")
    statements: tuple[Statement, ...] = Field((), description="Le même fait, énoncé ailleurs")
    breaks: Breaks = Field({}, alias="break", description=_BREAK)
    replaces: Replaced = Field((), description="Ancien nom, dans l'édition précédente, de ce même indicateur")
    jump: Jump = Field(None, description=_JUMP)
    constant: bool = Field(False, description="Le nombre ne change pas d'une année à l'autre : « new » reprend sa valeur")
    note: str = Field("", description="Remarque imprimée avec le nombre")
    owner: str = Field("", description="La personne responsable : elle répond des chiffres et des textes")
    due: Day = Field(None, description=_DUE)


class Column(Located):
    """A column of a table; it holds numbers as soon as it declares a unit or decimals."""

    label: str = Field("", description="Titre de la colonne")
    unit: str | None = Field(None, description="Unité des nombres")
    decimals: Decimals | None = Field(None, description="Précision des nombres")
    min: Number | None = Field(None, description="Plus petite valeur possible ; 0 par défaut")
    max: Number | None = Field(None, description="Plus grande valeur possible ; 100 par défaut pour un %")
    hidden: bool = Field(False, description="Ne pas imprimer la colonne")
    previous: bool = Field(False, description="Montrer aussi les valeurs de l'an dernier")
    evolution: bool = Field(False, description="Montrer aussi l'évolution depuis l'an dernier")
    jump: Jump = Field(None, description=_JUMP)
    from_: str = Field("", alias="from", description=_SURVEY)
    piece: Proofs = Field((), description=_PROOF)
    personal: bool | None = Field(None, description=_PERSONAL)
    names: bool = Field(False, description="La colonne contient des noms propres : leur orthographe n'est pas relue")

    @property
    def numeric(self) -> bool:
        """Tell whether the column holds numbers."""
        return self.unit is not None or self.decimals is not None


class ColumnTotal(Located):
    """What a column's numbers add up to, in all or for each group of rows."""

    column: str = Field(description="Colonne à additionner")
    equals: Number | str = Field(union_mode="left_to_right", description="Un indicateur, ou un nombre")
    per: str | tuple[str, ...] = Field((), description="Un total par valeur de ces colonnes")
    where: dict[Key, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")
    exact: bool = Field(False, description="Les nombres imprimés font ce total tout juste : aucun écart d'arrondi admis")
    piece: Proofs = Field((), description="D'un total tapé, que nul indicateur ne porte : la pièce qui le prouve, et l'endroit")


class TableSpec(Located):
    """The description of `data/tables/<name>.csv`."""

    title: str = Field(description="Titre de la table")
    source: str = Field("", description="Source par défaut des lignes")
    panel: str = Field("", description=_PANEL)
    as_of: DayInWords = Field("", description=_AS_OF)
    status: Status = Field("published", description="Statut par défaut des lignes")
    question: str = Field("", description="Question par défaut des lignes à confirmer")
    key: str | tuple[str, ...] = Field("", description="Colonne(s) qui nomment une ligne ; la première par défaut")
    columns: dict[Key, Column] = Field(description="Les colonnes du fichier")
    totals: tuple[ColumnTotal, ...] = Field((), description="Totaux à vérifier")
    view: Literal["table", "lexicon", "timeline", "directory", "logos"] = Field("table", description="Mise en forme")
    breaks: Breaks = Field({}, alias="break", description=_BREAK)
    replaces: Replaced = Field((), description="Ancien nom, dans l'édition précédente, de cette même table")
    note: str = Field("", description="Remarque imprimée sous la table")
    owner: str = Field("", description="La personne responsable : elle répond des chiffres et des textes")
    due: Day = Field(None, description=_DUE)
    to_review: bool = Field(False, description="Lignes reprises de l'an dernier, à relire ; retirez la clé une fois relues")


class ChartSpec(Located):
    """The recipe of a chart."""

    kind: str = Field(description="Type de graphique")
    title: str = Field(description="Le message, en une phrase")
    subtitle: str = Field("", description="Ce qui est mesuré, où, quand")
    table: str = Field("", description="Table à dessiner")
    indicators: tuple[str, ...] = Field((), description="Ou la liste des indicateurs à dessiner")
    where: dict[Key, str | tuple[str, ...]] = Field({}, description="Seulement les lignes qui ont ces valeurs")
    category: str = Field("", description="Colonne des étiquettes")
    value: str = Field("", description="Colonne des nombres")
    group: str = Field("", description="Colonne des panneaux ou des séries")
    sort: Literal["descending", "ascending", "none"] = Field("none", description="Ordre des étiquettes")
    highlight: str = Field("", description="Étiquette mise en valeur")
    map: Name = Field("regions18", description="Fond de carte de assets/map/, pour une carte")
    width: Literal["full", "half", "page"] = Field("full", description="Largeur ; page : une page entière du PDF, en couleur")
    tone: Tone = Field("primary", description="Couleur de la charte, pour un dessin en « width: page », et pour son groupe")
    per_mark: Annotated[int, Field(gt=0), BeforeValidator(no_switch)] | None = Field(
        None, description="Ce que vaut un point (kind: field) ; calculé s'il manque"
    )
    previous: bool = Field(False, description="Montrer aussi les valeurs de l'an dernier")
    alt: str = Field("", description="Texte de remplacement ; écrit d'après les données s'il manque")
    source: str = Field("", description="Source ; celle de la table si elle manque")
    note: str = Field("", description="Remarque imprimée sous le graphique")
    status: Review = Field("", description=_REVIEW)


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
    owner: str = Field("", description="La personne responsable : elle répond des chiffres et des textes")
    due: Day = Field(None, description=_DUE)
    status: Review = Field("", description=_REVIEW)
