"""What a cell of a workbook shows, whichever program wrote it: its number at the scale and in the unit of its format."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from rapport.ground.packed import MERGED
from rapport.ground.patterns import regex
from rapport.sources.dates import spelled
from rapport.sources.piece_contents import PieceCell, UnreadablePiece
from rapport.sources.written_numbers import cell_number, money_in

CELLS = 300_000
_UNPROVED_ZERO = "contient une formule qui vaut zéro, et rien ne dit qu'elle a été calculée"
_RECALCULATE = "Ouvrez le classeur, recalculez (Ctrl + Maj + F9), enregistrez."
_PROVE_ZERO = "Enregistrez le classeur avec Excel, en .xlsx, ou remplacez la formule par sa valeur."
_CORRECT = "Corrigez le document, ou désignez une autre cellule."
UNCALCULATED = PieceCell(None, "", flaw="contient une formule dont le résultat n'a jamais été calculé", cure=_RECALCULATE)
_HIDDEN = "masquée"
_QUOTED = regex(r'"[^"]*"|\\.|\[[^\]]*\]')


def too_many_cells(sheet: str) -> UnreadablePiece:
    """Return the refusal of a sheet that has more filled cells than people write."""
    return UnreadablePiece(f"« {sheet} » a plus de {CELLS} cellules remplies.", "Gardez-en l'utile.")


def too_much_merged(sheet: str) -> UnreadablePiece:
    """Return the refusal of a sheet that merges more cells than people do."""
    return UnreadablePiece(f"« {sheet} » fusionne plus de {MERGED} cellules.", "Défaites les fusions, puis recommencez.")


def cell_as_seen(cell: PieceCell, *, unseen: bool) -> PieceCell:
    """Return a cell with what a reader of the document doesn't see of it."""
    return cell._replace(remark=_HIDDEN if unseen else "")


def numeric_cell(value: float, unit: str, thousands: int, *, calculated: bool = True) -> PieceCell:
    """Return the cell of a number, as its format shows it: a percent, or so many times a thousand of a unit of money.

    A program that writes formulas leaves zeros in place of their results: one that nobody may have ``calculated`` isn't believed.
    """
    number = decimal_of(value)
    if number is None:
        return PieceCell(None, "", flaw="contient un nombre trop grand", cure=_CORRECT)
    shown = number * 100 if unit == "%" else number / 1000**thousands if unit else number
    if number == 0 and not calculated:
        return PieceCell(shown, f"{shown:f}", unit, flaw=_UNPROVED_ZERO, cure=_PROVE_ZERO)
    return PieceCell(shown, f"{shown:f}", unit)


def texted_cell(value: object) -> PieceCell:
    """Return the cell of what is no number, or of a number that somebody typed as a text."""
    text = as_shown(value)
    written = cell_number(text) if isinstance(value, str) else None
    return PieceCell(written.value, text, written.unit) if written else PieceCell(None, text)


def truth_cell(*, true: bool) -> PieceCell:
    """Return the cell of a logical value."""
    return PieceCell(None, "VRAI" if true else "FAUX")


def failed_cell(shown: str) -> PieceCell:
    """Return the cell of a formula that ends in an error."""
    return PieceCell(None, shown, flaw=f"est en erreur ({shown})", cure=_CORRECT)


def shows_nothing(number_format: str) -> bool:
    """Tell whether a number format leaves a cell blank: « ;;; », as is typed to hide a number from whoever prints the sheet."""
    shown, parted, _ = number_format.partition(";")
    return bool(parted) and not re.sub(r"\[[^\]]*\]|\s", "", shown)


def as_shown(value: object) -> str:
    """Return what a cell that holds no number says; a day in French, as its readers see it."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return spelled(value) if isinstance(value, date) and not isinstance(value, datetime) else str(value).strip()


def unit_of(number_format: str) -> str:
    """Return the unit that a number format shows: a sign of its own, or words in quotes (« k€ ») that are nothing else."""
    shown = number_format.partition(";")[0]
    if "%" in _QUOTED.sub("", shown):
        return "%"
    said = re.sub(r'["\\]', "", re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", shown))
    return money_in(said)


def thousands_of(number_format: str) -> int:
    """Return by how many thousands a number format divides what it shows: a comma after the last digit, each time."""
    scale = re.search(r"[0#?](,+)(?=[^0#?,.]*$)", number_format.partition(";")[0])
    return len(scale[1]) if scale else 0


def decimal_of(value: float) -> Decimal | None:
    """Return a number as its program writes it: fifteen digits, the rest is binary noise; None for one that is none."""
    number = Decimal(f"{value:.15g}")
    return number if number.is_finite() and number.adjusted() < 24 else None  # noqa: PLR2004 - digits of an author file
