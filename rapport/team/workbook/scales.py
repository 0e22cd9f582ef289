"""The scale of a number that comes back: a share of 45 % may be written 45, « 45 % » or 0.45, and nothing is scaled by guess.

What the number was, today and last year, tells which one is meant; where it doesn't, the colleague is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.sources.model import Report
from rapport.team.workbook.cells import CellForm, is_number
from rapport.team.workbook.lettering import begins_unit
from rapport.team.workbook.pages import TOTALS, VALUE

Doubt = tuple[Severity, str, str]  # how much it matters, what is doubtful, what to do
CODE = "IMP11"
_SLIPS = tuple(Decimal(10) ** power for power in (2, 3, 4, 6))  # a sign « % » too many or too few, a « k€ », a « M€ »
_LEAP = 50  # times: a share that moves by more than that has lost or found its « % »


def unit_of(report: Report, table: str, ref: str, column: str) -> str:
    """Return the unit of an indicator's value or of a table's column, empty when it has none."""
    if not table:
        return report.indicators[ref].unit if column == VALUE else ""
    if table == TOTALS:
        table, _, rest = ref.partition(".")
        column = rest.rpartition("#")[0]
    found = report.tables[table].spec.columns.get(column)
    return (found.unit if found else "") or ""


def doubts_of(given: str, form: CellForm, unit: str, befores: Sequence[str]) -> Iterator[Doubt]:
    """Yield what is doubtful in the scale of a number.

    ``befores`` are the values to compare it with, the nearest first: today's, last year's; those that aren't numbers are
    passed over.
    """
    if not is_number(given):
        return
    number = french.number_of(given)
    known = [value for value in map(french.number_of, filter(is_number, befores)) if value]
    if (words := [word for word in form.words if word != "%"]) and not begins_unit(words, unit):
        said = f"la cellule montre « {french.format_number(number)} {' '.join(form.words)[:40]} » ; "
        said += f"le nombre attendu est en « {unit} »." if unit else "le nombre attendu n'a pas d'unité."
        typed = form.text and not re.search("€|eur", unit.casefold())  # a sign « € » that scales nothing
        hint = "Mettez la cellule au format « Texte », puis écrivez-y le nombre, en entier."
        yield (Severity.WARNING if typed and form.words == ("€",) else Severity.ERROR), said, hint
    elif _share(unit) and not form.percent and not form.text and 0 < abs(number) < 1 and not _alike(number, known):
        small, whole = french.format_number(number), french.format_number((number * 100).normalize())
        said = f"{small} veut-il dire {small} % ou {whole} % ? Le nombre attendu est en %."
        yield Severity.ERROR, said, f"Mettez la cellule au format « Texte », puis écrivez « {small} % » ou « {whole} % »."
    elif form.percent and unit and not _share(unit):
        said = f"la cellule montre « {french.format_number(number)} % » ; le nombre attendu est en « {unit} »."
        yield Severity.WARNING, said, "Vérifiez l'unité."
    if known and number and (times := _times(number, known[0], unit)):
        said = f"{french.format_number(number)} est {times} que ce qui était connu ({french.format_number(known[0])})."
        yield Severity.WARNING, said, "Vérifiez qu'il n'y a pas un « % », un zéro ou un « k€ » de trop ou de moins."


def _share(unit: str) -> bool:
    return unit in {"%", "point", "points"}


def _alike(number: Decimal, known: Sequence[Decimal]) -> bool:
    """Tell whether a number is nearer to one that was known than a hundred times it would be."""
    return any(abs(value) < 10 * abs(number) for value in known)


def _times(number: Decimal, known: Decimal, unit: str) -> str:
    """Return how many times greater or smaller than the known one a number is, empty when that is no slip of scale."""
    ratio = max(abs(number / known), abs(known / number))
    if ratio not in _SLIPS and not (_share(unit) and ratio >= _LEAP):
        return ""
    return f"{french.format_number(round(ratio, 0))} fois plus {'grand' if abs(number) > abs(known) else 'petit'}"
