"""Conversions of units that a calculation does by hand: it converts by itself, they would be done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

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
        for node in (tree, *tree.find_all((nodes.Mul, nodes.Div))):
            if (found := _scaled(node)) is None:
                continue
            sign, constant, scaled = found
            own = _measures(scaled, functions)
            if own and any(_converts(sign, constant, own, unit) for unit in units if unit and alike(unit, own)):
                yield f"{sign} {constant}"
    except (ExpressionError, ArithmeticError, ValueError, TypeError, RecursionError):
        return  # told by IND05 or RUL02


def _scaled(node: nodes.Node) -> tuple[str, Decimal, nodes.Node] | None:
    """Return how a plain number changes another: the sign, the number, what it changes."""
    match node:
        case nodes.Mul(left=nodes.Const(value=int() | float() as constant), right=other):
            return "*", Decimal(str(constant)), other
        case nodes.Mul(left=other, right=nodes.Const(value=int() | float() as constant)):
            return "*", Decimal(str(constant)), other
        case nodes.Div(left=other, right=nodes.Const(value=int() | float() as constant)):
            return "/", Decimal(str(constant)), other
    return None


def _measures(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> Measures:
    return Quantity.from_any(value_of(node, functions)).measures


def _converts(sign: str, constant: Decimal, own: Measures, unit: Measures) -> bool:
    """Tell whether a plain number is the one by which a quantity is converted into a unit."""
    times, by = factor(unit, own)
    return times != by and (constant * by == times if sign == "*" else constant * times == by)
