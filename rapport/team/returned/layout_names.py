"""What kinds of layout are called (French), by the words that the reading of a Word file says them with."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.sources.reading.proofs import layout as laid
from rapport.sources.reading.proofs.cell_layout import CELL_BORDER, CELL_SHADE
from rapport.sources.reading.proofs.letters import CONTROL, ROOM
from rapport.sources.reading.proofs.numbering import BULLET, START
from rapport.sources.reading.proofs.table_layout import CELL, COLUMNS, ROW, TABLE

LAYOUT_NAMES: Mapping[str, str] = {
    laid.ALIGNMENT: "alignement", laid.INDENT: "retrait", laid.SPACING: "espacement", laid.CLOSE: "espacement",
    laid.BREAK: "saut de page", laid.SECTION: "saut de section", laid.BORDER: "bordure", laid.SHADE: "trame",
    COLUMNS: "largeur des colonnes", laid.FLOW: "enchaînements", laid.TABS: "tabulations", laid.HYPHEN: "coupure d'un mot",
    laid.FRAME: "cadre ou lettrine", laid.OTHER: "autre réglage du paragraphe", "outlineLvl": "niveau de plan",
    ROOM: "ligne vide", CONTROL: "contrôle de contenu", BULLET: "puce ou numéro d'une liste", START: "début d'une liste",
    CELL_SHADE: "trame d'une cellule", CELL_BORDER: "bordure d'une cellule", CELL: "mise en forme d'une cellule",
    "cell.vAlign": "alignement d'une cellule", "cell.gridSpan": "cellules fusionnées", "cell.vMerge": "cellules fusionnées",
    ROW: "mise en forme d'une ligne de tableau", "row.trHeight": "hauteur d'une ligne",
    "row.tblHeader": "ligne de titre d'un tableau", TABLE: "mise en forme d'un tableau", "table.tblStyle": "style d'un tableau",
    "table.tblW": "largeur d'un tableau", "table.jc": "alignement d'un tableau", "table.tblCaption": "titre d'un tableau",
    "table.tblDescription": "description d'un tableau",
    "picture.size": "taille d'une image", "picture.crop": "cadrage d'une image", "picture.place": "place d'une image",
}  # fmt: skip


def layout_name(key: str) -> str:
    """Return the name of a kind of layout; nothing of what somebody may have made up."""
    words = (key, key.rpartition(".")[2], key.partition(".")[0])
    return next((LAYOUT_NAMES[word] for word in words if word in LAYOUT_NAMES), "")
