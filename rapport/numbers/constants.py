"""Numbers typed in formulas: whether a calculation depends on any registered number, and which constants it holds."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any
from zlib import crc32

from jinja2 import nodes

from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import evaluate, operands_of, sides_of, tree_of, value_of
from rapport.numbers.quantity import Quantity

# Units of time and of counting: what converts a number into another, and needs no source.
_CONVERSIONS = frozenset(map(Decimal, ["0.5", "24", "30", "31", "52", "60", "360", "365", "365.25", "366", "3600"]))
_SMALL = 12  # months, dozens, hands
_COMPLEMENTS = frozenset(map(Decimal, (1, 100)))  # what is left of a whole, an evolution less one
_TRIALS = 5
_NEAR = Decimal("1e-12")  # what Decimal's own division (28 digits) can't reach


_TINY = Decimal("1e-6")


@cache
def same_whatever(source: str) -> bool:
    """Tell whether a calculation gives the same whatever the numbers that it names: `42`, `value("a") * 0 + 42`.

    It is evaluated at several points, which tells a constant from any other rational expression but with a vanishing
    probability (Schwartz 1980, Zippel 1979). An assertion is tried by the difference of its two sides.
    """
    try:
        if not operands_of(source):
            evaluate(source, {})
            return True
    except ExpressionError:
        return False
    results = [found for found in (_at(source, trial) for trial in range(_TRIALS)) if found is not None]
    return len(results) > 1 and all(_equal(result, results[0]) for result in results)


def _at(source: str, trial: int) -> Decimal | None:
    """Return what a calculation gives at one point, None when it can't be calculated there."""

    def number(ref: object) -> Quantity:
        drawn = Decimal(crc32(f"{trial} {ref}".encode()) % 999_983 + 1) / (1000 if trial % 2 else 8)
        return Quantity.of(-drawn if trial % 4 == 3 else drawn)  # noqa: PLR2004 - one point in four below zero

    functions = {"value": number, "total": number}
    try:
        sides = sides_of(source, functions)
        if sides:
            return Quantity.from_any(sides[0]).value - Quantity.from_any(sides[2]).value
        return Quantity.from_any(evaluate(source, functions)).value
    except (ExpressionError, ArithmeticError, TypeError, ValueError):
        return None


def _equal(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _NEAR * max(abs(one), abs(other), _TINY)


def undocumented(source: str) -> list[Decimal]:
    """Return the constants of a calculation that convert nothing: they are numbers of the report, without a source.

    Conversions are the powers of ten, the whole numbers to 12, the units of time; a constant that is added is none, but 1
    and 100. Empty when the calculation can't be read.
    """
    try:
        return list(dict.fromkeys(_constants(tree_of(source), added=True)))
    except ExpressionError:
        return []


def _constants(node: nodes.Node, *, added: bool) -> Iterator[Decimal]:
    """Yield the undocumented constants under a node; a part without any name counts as the one number that it makes."""
    if isinstance(node, nodes.Call):
        return
    if not any(True for _ in node.find_all(nodes.Call)):
        constant = _value_of(node)
        if constant and abs(constant) not in _COMPLEMENTS and (added or not _converts(abs(constant))):
            yield constant
        return
    within = isinstance(node, nodes.Add | nodes.Sub | nodes.Compare | nodes.And | nodes.Or | nodes.Operand)
    for child in node.iter_child_nodes():
        yield from _constants(child, added=within)


def _value_of(node: nodes.Node) -> Decimal | None:
    try:
        value: Any = value_of(node, {})
        return Quantity.from_any(value).value
    except (ExpressionError, ArithmeticError, TypeError, ValueError):
        return None


def _converts(constant: Decimal) -> bool:
    whole = constant == int(constant) and constant <= _SMALL
    power = constant.normalize().as_tuple().digits == (1,)
    return whole or power or constant in _CONVERSIONS
