"""ANN02: numbers that change more in a year than is likely."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import operands_of
from rapport.numbers.in_time import bare
from rapport.numbers.quantity import Quantity, dimension_of
from rapport.numbers.register import Register, Registered, UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.authored import Indicator
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule

JUMP = Decimal(50)  # %
JUMP_OF_SHARES = Decimal(20)  # points
CHANCE = 3  # standard deviations of the difference of two counts


@rule("ANN02", Severity.WARNING)
def implausible_jump(sources: Sources) -> Iterator[Finding]:
    """Un nombre ne change pas sans raison de plus de moitié en un an, ni une part de plus de vingt points.

    Le seuil se règle par indicateur ou par colonne (« jump: »), par famille ou par table (« jumps: » dans report.yml). Un
    petit nombre de choses ou de personnes varie davantage : sans seuil déclaré, l'écart dépasse aussi ce que ferait le hasard.
    """
    report, register = sources.report, sources.register
    before = register.of_year(register.year - 1)
    for name, indicator in report.indicators.items():
        if register.year not in indicator.breaks and (indicator.formula or before.year in indicator.values):
            yield from _jump(register, before, name, sources, indicator.jump, indicator)
    for table in report.tables.values():
        known = {row.key for row in table.of_year(before.year)} if register.year not in table.spec.breaks else set()
        for row in table.of_year(register.year) if known else ():
            for column in row.numbers if row.key in known else ():
                name = f"{table.id}.{row.key}.{column}"
                yield from _jump(register, before, name, sources, table.spec.columns[column].jump)


def _jump(
    register: Register, before: Register, name: str, sources: Sources, own: Decimal | None, indicator: Indicator | None = None
) -> Iterator[Finding]:
    if name not in before.known or name not in register.known:
        return
    numbers = [known_number(r, name, indicator) if indicator else r.number(name) for r in (before, register)]
    first, last = numbers
    if first is None or last is None:
        return
    declared = own or sources.report.edition.jumps.get(name.partition(".")[0])
    jump = _excess(first.quantity, last.quantity, last.unit, declared)
    if jump:
        old, new = (french.with_unit(french.format_number(plain_value(number)), number.unit) for number in (first, last))
        said = f"« {name} » passe de {old} en {before.year} à {new} en {register.year} : {jump}."
        hint = f"Vérifiez le nombre et son unité. S'il est juste, {WAIVING}, ou relevez le seuil (« jump: »)."
        yield Finding(said, last.place, hint, ((first.place, f"{before.year}"),))


def _excess(before: Quantity, after: Quantity, unit: str, declared: Decimal | None) -> str:
    """Return by how much a number jumps beyond its threshold, empty when it doesn't, for certain."""
    gap = abs(after - before)
    if dimension_of(unit) == "share":
        limit, found, said = declared or JUMP_OF_SHARES, gap, "points"
    else:
        if before.low <= 0 <= before.high:
            return ""
        limit, found, said = declared or JUMP, gap / abs(before) * 100, "%"
        chance = CHANCE**2 * abs(before.value + after.value)
        if not declared and dimension_of(unit) == "count" and gap.value**2 <= chance:
            return ""
    if found.low <= limit:
        return ""
    sign = "+" if after.value > before.value else french.MINUS
    change, threshold = (french.with_unit(french.format_number(number, 0), said) for number in (found.value, limit))
    return f"{sign}{change} (seuil : {threshold})"


def known_number(register: Register, name: str, indicator: Indicator) -> Registered | None:
    """Return an indicator of a year, None when it has no value then; formulas are only tried where their parts are known."""
    try:
        if indicator.formula and not {bare(ref) for ref in operands_of(indicator.formula)} <= register.known:
            return None
        return register.number(name)
    except (UnknownNumber, ExpressionError):
        return None


def plain_value(number: Registered) -> Decimal:
    """Return a number as it is told; a calculated one to the millionth, as it is published."""
    return round(number.value, 6).normalize() if number.formula else number.value
