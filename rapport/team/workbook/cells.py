"""What a cell of a returned workbook says, or why nobody can tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.sources.scalars import is_unknown
from rapport.team.workbook.number_formats import ShownCell, shown_by, text_shown_by
from rapport.team.workbook.pages import STATUSES

_BIGGEST = 1e24  # as many digits as an author file may hold


@dataclass(frozen=True)
class CellForm:
    """How a cell writes a number: as a ``text``, with a ``percent`` sign, with ``words`` beside it (« k€ »)."""

    percent: bool = False
    text: bool = False
    words: tuple[str, ...] = ()


_ESCAPED = regex("_x([0-9A-Fa-f]{4})_")


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
    elif said := _veiled(shown, kind) if (shown := shown_in(cell)) else _veiled_text(cell, kind):
        yield "IMP06", said, "Mettez la cellule au format « Texte », puis écrivez-y le nombre, en entier."


def _veiled(shown: ShownCell, kind: str) -> str:
    """Return why the number that is seen in a cell isn't the one that it holds, empty when it is."""
    held = french.format_number(shown.number)
    if shown.hidden or (shown.altered and kind == "number"):
        return f"la cellule montre « {shown.text.strip()[:40]} », mais elle contient {held}."
    if kind != "number":
        return ""
    if shown.unsigned:
        return f"la cellule contient {held}, mais son format n'en montre pas le signe."
    if shown.thousands:
        divided = french.format_number(Decimal(1000) ** shown.thousands)
        return f"la cellule contient {held}, mais son format le montre divisé par {divided}."
    return "la cellule montre plusieurs signes « % »." if shown.text.count("%") > 1 or shown.percents > 1 else ""


def _veiled_text(cell: Any, kind: str) -> str:
    """Return why the text that is seen in a cell isn't the one that it holds, empty when it is."""
    held = unescaped(cell.value).strip()
    shown = text_shown_by(str(cell.number_format or ""), held)
    if held and (shown.hidden or (shown.altered and kind == "number")):
        return f"la cellule montre « {'' if shown.hidden else shown.text[:40]} », mais elle contient « {held[:40]} »."
    return ""


def shown_in(cell: Any) -> ShownCell | None:
    """Return what a cell shows of the number that it holds, None when it holds none."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return shown_by(str(cell.number_format or ""), Decimal(f"{value:.15g}"))  # as a spreadsheet itself: the rest is binary noise


def form_of(cell: Any) -> CellForm:
    """Return how a cell writes its number: typed as a text, as a bare number, or with a percent sign; and its words."""
    shown = shown_in(cell)
    if shown is None:
        text = unescaped(cell.value).strip()
        words = (*("€" for _ in text[-1:] if text.endswith("€")), *text_shown_by(str(cell.number_format or ""), text).words)
        return CellForm(percent="%" in (text[-1:], *words), text=True, words=words)
    return CellForm(percent="%" in shown.text, words=shown.words)


def cell_text(cell: Any, kind: str) -> str:
    """Return what a cell shows: of a number, all its digits, with the percent sign that its format shows."""
    value = cell.value
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if shown := shown_in(cell):
        if kind != "number":
            return shown.text
        return french.format_number(shown.number) + (" %" if "%" in shown.text else "")
    return unescaped(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def unescaped(value: object) -> str:
    """Return a text whose control characters a spreadsheet had to escape."""
    return "" if value is None else _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))


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
