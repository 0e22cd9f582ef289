"""Conversions of units that a calculation does by hand: it converts by itself, they would be done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from jinja2 import nodes

from rapport.ground.units import Measures, alike, factor
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import tree_of, value_of
from rapport.numbers.quantity import Quantity

TWICE = "Les unités se convertissent d'elles-mêmes : retirez « {} »."


def converted_by_hand(source: str, functions: Mapping[str, Callable[..., Any]], result: Measures = ()) -> Iterator[str]:
    """Yield « * 1000 », « / 60 »: what turns a number of a calculation into the unit of its result, or of another number."""
    try:
        tree = tree_of(source)
        calls = [node for node in (tree, *tree.find_all(nodes.Call)) if isinstance(node, nodes.Call)]
        units = [result, *(_measures(call, functions) for call in calls)]
        within: set[int] = set()  # what a longer chain of plain numbers holds: « / 10 / 100 »
        for node in (tree, *tree.find_all((nodes.Mul, nodes.Div))):
            if id(node) in within or (found := _scaled(node)) is None:
                continue
            within |= {id(one) for one in found.chain}
            own = _measures(found.scaled, functions)
            if own and any(_converts(abs(found.times), own, unit) for unit in units if unit and alike(unit, own)):
                yield found.said
    except (ExpressionError, ArithmeticError, ValueError, TypeError, RecursionError):
        return  # told by IND05 or RUL02


class _Chain(NamedTuple):
    """What plain numbers, one after the other, make of another: as typed, by how much they multiply it, itself."""

    said: str
    times: Fraction
    scaled: nodes.Node
    chain: tuple[nodes.Node, ...] = ()


def _scaled(node: nodes.Node) -> _Chain | None:
    """Return how plain numbers change another one."""
    if not isinstance(node, nodes.Mul | nodes.Div):
        return None
    sides = [(node.left, node.right, "*"), (node.right, node.left, "*")]
    for plain, other, sign in sides if isinstance(node, nodes.Mul) else [(node.right, node.left, "/")]:
        if constant := _plain(plain):
            inner = _scaled(other) or _Chain("", Fraction(1), other)
            times = inner.times * Fraction(constant) if sign == "*" else inner.times / Fraction(constant)
            return _Chain(f"{inner.said} {sign} {constant}".strip(), times, inner.scaled, (*inner.chain, other))
    return None


def _plain(node: nodes.Node) -> Decimal | None:
    """Return a number typed in a calculation, with its sign, or a product of some; None for any other thing, and for zero."""
    match node:
        case nodes.Const(value=int() | float() as constant):
            return Decimal(str(constant)) or None
        case nodes.Neg(node=inner):
            found = _plain(inner)
            return None if found is None else -found
        case nodes.Mul(left=left, right=right):
            one, other = _plain(left), _plain(right)
            return one * other if one and other else None
    return None


def _measures(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> Measures:
    return Quantity.from_any(value_of(node, functions)).measures


def _converts(scale: Fraction, own: Measures, unit: Measures) -> bool:
    """Tell whether a quantity is multiplied by what converts it into a unit; its sign converts nothing."""
    times, by = factor(unit, own)
    return times != by and scale * Fraction(by) == Fraction(times)
