"""What a cell of a returned workbook says, or why nobody can tell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from rapport import french
from rapport.sheet.pages import STATUSES

_BIGGEST = 1e24  # as many digits as an author file may hold
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def faults_of(cell: Any, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield what keeps a cell from being read: code, what it is, what to do."""
    if cell.data_type == "f":
        hint = "Collez sa valeur : copier, puis « Collage spécial, Valeurs »."
        formula = getattr(cell.value, "text", cell.value)
        yield "IMP04", f"une formule ({str(formula)[:40]}) ; seul son résultat peut être lu.", hint
    elif cell.data_type == "e":
        yield "IMP06", f"la cellule est en erreur ({cell.value}).", "Écrivez la valeur, ou laissez la cellule vide."
    elif isinstance(cell.value, dt.date | dt.time | dt.timedelta):
        yield "IMP06", "le tableur en a fait une date ou une heure.", "Mettez la cellule au format « Texte », puis retapez-la."
    elif isinstance(cell.value, int | float) and not abs(cell.value) < _BIGGEST:
        yield "IMP06", "ce nombre est trop grand, ou n'en est pas un.", "Retapez-le, ou laissez la cellule vide."
    elif isinstance(cell.value, bool) and kind == "number":
        yield "IMP06", "un nombre est attendu, pas VRAI ou FAUX.", "Écrivez le nombre, ou laissez la cellule vide."


def said_in(cell: Any, kind: str) -> str:
    """Return what a cell shows, a number without the noise of binary fractions."""
    value = cell.value
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, int | float):
        number = Decimal(f"{value:.15g}")  # what a spreadsheet itself shows: the rest is binary noise
        if "%" in str(cell.number_format or ""):
            return french.format_number((number * 100).normalize()) + " %"
        return french.format_number(number) if kind == "number" else f"{number:f}"
    return unescaped(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def unescaped(value: object) -> str:
    """Return a text whose control characters a spreadsheet had to escape."""
    return "" if value is None else _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


def is_unknown(text: str) -> bool:
    """Tell whether a text says that nobody knows the number (« non disponible », « non communiqué »)."""
    return french.folded(text) in {"n d", "nd", "n c", "nc"}


def is_status(text: str) -> bool:
    """Tell whether a text is one of the statuses."""
    return french.folded(text) in {french.folded(status) for status in STATUSES}


def same(one: str, other: str, kind: str) -> bool:
    """Tell whether two cells say the same: 12 and « 12,0 » do."""
    if kind == "number" and is_number(one) and is_number(other):
        return french.number_of(one) == french.number_of(other)
    if kind == "number" and is_unknown(one) and is_unknown(other):
        return True
    return french.folded(one) == french.folded(other) if kind == "status" else one == other


def is_number(text: str) -> bool:
    """Tell whether a text is a number, as French people write them."""
    try:
        french.number_of(text)
    except ValueError:
        return False
    return True
