"""Pieces of evidence: the documents behind the numbers (« pièces »), and where in them each number stands.

`data/pieces.yml` names the documents, `piece:` on a number says which one proves it, `data/pieces.lock.yml` (`tied`) keeps what
was read there. Auditors call that tying out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from rapport.ground.patterns import regex
from rapport.sources.files import PIECES
from rapport.sources.located import Located
from rapport.sources.scalars import Day, name

FILE = "data/pieces.yml"
READABLE = (".xlsx", ".xls", ".ods", ".csv", ".pdf", ".txt", ".md", ".eml", ".docx")  # the ends of the files that can be read
COLUMN = "piece"  # of a table: what proves the row's number
_PAIR = regex(r'\s*([a-z]+)\s*:\s*("[^"]*"|[^,"]+?)\s*(?:,|$)')
_NO_CELL = regex(r":(?:\s|\Z)")  # a key, typed where a cell is meant
HOW_TO_SAY = "Une cellule (Synthèse!C12), ou « line: 80 », « page: 3, near: adhérents », « line: 80, rank: 2, unit: k€ »."
_COUNT = regex(r"[0-9]{1,9}")
_AT = "Où : une cellule, un nom défini, ou des clés"
Wanted = str | tuple[str, ...]
Text = Annotated[str, BeforeValidator(name)]  # « ligne: 1998 » names a column wherever a name is expected


def _path(written: str) -> str:
    """Return the path of a piece, which stays in its folder; raises PydanticCustomError (French) otherwise."""
    parts = written.split("/")
    ending = next((end for end in READABLE if written.casefold().endswith(end)), "")
    if parts[0] != PIECES or len(parts) == 1 or any(part in {"", ".", ".."} or "\\" in part for part in parts):
        raise PydanticCustomError("piece", "expected", {"expected": f"un fichier du dossier {PIECES}/"})
    if not ending:
        raise PydanticCustomError("piece", "expected", {"expected": f"un fichier {', '.join(READABLE)}"})
    return written


class EvidencePiece(Located):
    """A document that proves numbers: its title, its file in `pieces/`, where it came from."""

    title: str = Field(min_length=1, description="Titre du document, tel que le lecteur le voit")
    file: Annotated[str, AfterValidator(_path)] = Field(description="Son fichier, dans le dossier pieces/")
    from_: str = Field("", alias="from", description="Qui l'a remis, ou d'où il vient")
    received: Day = Field(None, description="Quand il a été reçu, année-mois-jour")
    year: int | None = Field(None, ge=1900, le=2200, description="L'année de ses nombres ; celle du rapport par défaut")
    confidential: bool = Field(False, description="true : le lecteur n'en voit que le titre, jamais l'endroit")


class EvidencePlace(Located):
    """Where a number stands in a piece; which keys say it depends on the kind of the document."""

    cell: str = Field("", description="D'un classeur : une cellule, une plage d'une seule valeur, ou un nom défini")
    sheet: str = Field("", description="La feuille du classeur ; la première par défaut")
    where: dict[Text, Wanted] = Field({}, description="Seulement les lignes qui ont ces valeurs (classeur, CSV)")
    match: dict[Text, str] = Field({}, description="D'une table : colonne du document, et colonne de la table qui lui répond")
    value: Text = Field("", description="Le nombre de cette colonne, dans la seule ligne retenue")
    count: bool = Field(False, description="true : combien de lignes sont retenues")
    sum: Text = Field("", description="La somme de cette colonne")
    median: Text = Field("", description="La médiane de cette colonne")
    page: int | None = Field(None, ge=1, description="D'un PDF : la page, comptée depuis la première")
    line: int | None = Field(None, ge=1, description="La ligne d'un texte ou d'un courriel, le paragraphe d'un document Word")
    lines: tuple[Annotated[int, Field(ge=1)], ...] = Field(
        (), description="Avec count : les lignes à compter, l'une après l'autre"
    )
    near: str = Field("", description="Les mots à côté desquels le nombre est écrit")
    text: str = Field("", description="Le nombre tel qu'il est écrit, s'il est collé à d'autres signes")
    rank: int | None = Field(None, ge=1, description="Le combientième des nombres de la ligne")

    def given_keys(self) -> dict[str, Any]:
        """Return the keys that were given, in order: what tells a place from another."""
        return {key: given for key, given in self.model_dump(exclude_defaults=True).items() if given not in ("", None)}


def _place(raw: object) -> object:
    """Return a place written as a cell alone (« Synthèse!C12 ») as its mapping; anything else stays, for pydantic to judge."""
    return {"cell": raw} if isinstance(raw, str) else raw


Place = Annotated[EvidencePlace, BeforeValidator(_place, json_schema_input_type=str | EvidencePlace)]


class TiedTo(Located):
    """What proves a number: a piece, and where in it."""

    in_: Text = Field(alias="in", min_length=1, description="Nom de la pièce dans data/pieces.yml")
    place: Place = Field(alias="at", description=_AT)
    unit: str = Field("", description="L'unité du nombre dans le document, s'il ne la dit pas lui-même : k€")

    def as_typed(self) -> dict[str | int, Any]:
        """Return what proves the number as YAML has it."""
        keys = self.place.model_dump(mode="json", exclude_defaults=True)
        return {"in": self.in_, "at": keys["cell"] if [*keys] == ["cell"] else keys, **({"unit": self.unit} if self.unit else {})}


def _several(raw: object) -> object:
    """Return what proves a number as a list, which one alone may leave out."""
    return [raw] if isinstance(raw, dict) else raw


Proofs = Annotated[tuple[TiedTo, ...], BeforeValidator(_several, json_schema_input_type=TiedTo | tuple[TiedTo, ...])]


def proof_of_cell(written: str) -> Mapping[str, Any] | None:
    """Return what the cell of a table says (« budget-1998 Synthèse!C12 », « compte-rendu line: 80, rank: 2 ») as a mapping.

    None when it says no place.
    """
    name, _, rest = written.strip().partition(" ")
    rest = rest.strip()
    if not rest:
        return None
    if not re.match(r"[a-z]+\s*:\s", rest):
        return {"in": name, "at": {"cell": rest}}
    place: dict[str, Any] = {}
    position = 0
    while position < len(rest):
        found = _PAIR.match(rest, position)
        if found is None:
            return None
        value = found[2].strip('"') if found[2].startswith('"') else found[2]
        place[found[1]] = int(value) if found[1] in {"page", "line", "rank"} and _COUNT.fullmatch(value) else value
        position = found.end()
    unit = place.pop("unit", "")
    return {"in": name, "at": place, **({"unit": unit} if unit else {})}


def proof_as_written(text: str) -> dict[str | int, Any] | None:
    """Return what the text of a cell says (« budget-1998 Synthèse!C12 ») as YAML has it; None when it says no place."""
    found = proof_of_cell(text)
    if found is None or _NO_CELL.search(str(found["at"].get("cell", ""))):
        return None
    place = found["at"]
    return {**{str(key): value for key, value in found.items()}, "at": place["cell"] if [*place] == ["cell"] else dict(place)}


def typed_of(proof: TiedTo) -> str | None:
    """Return what proves a number as the cell of a table says it; None when no cell could."""
    said = proof.place.given_keys() | ({"unit": proof.unit} if proof.unit else {})
    if any(not isinstance(value, str | int) or isinstance(value, bool) for value in said.values()):
        return None
    keys = [f'{key}: "{value}"' if "," in str(value) else f"{key}: {value}" for key, value in said.items()]
    return f"{proof.in_} {proof.place.cell if [*said] == ['cell'] else ', '.join(keys)}"
