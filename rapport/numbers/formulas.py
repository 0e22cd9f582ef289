"""Formulas and assertions: the expressions that calculate.

`value_of` evaluates the few nodes of the syntax tree that numbers need and refuses the others, which is stricter, and
quicker to start, than Jinja2's own sandbox.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.in_time import dated
from rapport.numbers.quantity import Quantity
from rapport.numbers.syntax import SYNTAX

_CUT = "Coupez-le en plusieurs indicateurs ; une somme s'écrit aussi avec « total_of »."


def evaluate(source: str, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the value of a formula or an assertion.

    Raises ExpressionError when it does not parse, names what does not exist, or divides by zero.
    """
    tree = tree_of(source)
    try:
        return value_of(tree, functions)
    except ZeroDivisionError as error:
        raise ExpressionError("Le calcul divise par zéro (ou par un nombre qui peut être nul).") from error
    except (TypeError, ValueError) as error:
        raise ExpressionError(f"Le calcul est impossible : {error}.") from error
    except ArithmeticError as error:
        raise ExpressionError("Le calcul dépasse les nombres que l'on peut écrire.") from error
    except RecursionError as error:
        raise ExpressionError("Le calcul est trop long, ou ses formules s'enchaînent trop.", hint=_CUT) from error


@cache
def operands_of(source: str) -> tuple[str, ...]:
    """Return the names that a formula or an assertion passes to its functions, in order of appearance.

    Raises ExpressionError when it does not parse.
    """
    try:
        calls = [tree_of(source), *tree_of(source).find_all(nodes.Call)]
    except RecursionError as error:
        raise ExpressionError("Le calcul est trop long.", hint=_CUT) from error
    named = [(c.args[0], c) for c in calls if isinstance(c, nodes.Call) and c.args]
    refs = (dated(name.value, _year_of(c)) for name, c in named if isinstance(name, nodes.Const) and isinstance(name.value, str))
    return tuple(dict.fromkeys(refs))


def sides_of(source: str, functions: Mapping[str, Callable[..., Any]]) -> tuple[Any, str, Any] | None:
    """Return the two sides of a single comparison, evaluated, and its operator; None when it isn't one."""
    tree = tree_of(source)
    if not isinstance(tree, nodes.Compare) or len(tree.ops) != 1:
        return None
    right = tree.ops[0]
    return value_of(tree.expr, functions), _SIGNS[right.op], value_of(right.expr, functions)


def failing_in(source: str, functions: Mapping[str, Callable[..., Any]]) -> tuple[Any, str, Any] | None:
    """Return the first comparison of an assertion that is false, of several in a row or joined by ``and``: sides and operator."""
    return _failing(tree_of(source), functions)


def _failing(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> tuple[Any, str, Any] | None:
    match node:
        case nodes.And(left=left, right=right):
            return _failing(right if value_of(left, functions) else left, functions)
        case nodes.Compare(expr=first, ops=ops):
            left = value_of(first, functions)
            for each in ops:
                right = value_of(each.expr, functions)
                if not _compared(left, [each], functions):
                    return left, _SIGNS[each.op], right
                left = right
    return None


_LONGEST = 4000  # characters of a calculation


@cache
def tree_of(source: str) -> nodes.Expr:
    """Return the syntax tree of a formula or an assertion; raises ExpressionError when it does not parse."""
    if len(source) > _LONGEST:
        raise ExpressionError(f"Le calcul « {short(source)} » est trop long.")
    try:
        body = SYNTAX.parse("{{ " + source + " }}").body
    except (TemplateSyntaxError, RecursionError) as error:
        raise ExpressionError(f"Le calcul « {short(source)} » ne peut pas être lu.") from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1 or isinstance(output.nodes[0], nodes.TemplateData):
        raise ExpressionError(f"Le calcul « {short(source)} » ne peut pas être lu.")
    return output.nodes[0]


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt, "gteq": operator.ge,
}  # fmt: skip
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_ARITHMETIC: Mapping[type[nodes.Node], Callable[[Any, Any], Any]] = {
    nodes.Add: operator.add, nodes.Sub: operator.sub, nodes.Mul: operator.mul, nodes.Div: operator.truediv,
}  # fmt: skip
_ADMITTED = 'Sont admis : value("…"), total("…") dans les règles, les nombres, + - * / et les comparaisons.'


def value_of(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Evaluate the few nodes that a calculation needs; any other is refused, so there is nothing to escape from."""
    match node:
        case nodes.Const(value=str() as text):
            return text
        case nodes.Const(value=bool() | int() | float() as constant):
            return constant if isinstance(constant, bool) else _number(constant)
        case nodes.Neg(node=inner):
            return -_number(value_of(inner, functions))
        case nodes.Call(node=nodes.Name(name=name), args=args) if name in functions:
            if len(args) != 1:
                raise ExpressionError(f"{name}(…) attend un nom, et un seul.", hint='Écrivez value("famille.nom").')
            ref = value_of(args[0], functions)
            return functions[name](dated(ref, _year_of(node)) if isinstance(ref, str) else ref)
        case nodes.Filter(name="abs", node=inner) if inner is not None:
            return abs(_number(value_of(inner, functions)))
        case nodes.And(left=left, right=right):
            return value_of(left, functions) and value_of(right, functions)
        case nodes.Or(left=left, right=right):
            return value_of(left, functions) or value_of(right, functions)
        case nodes.Not(node=inner):
            return not value_of(inner, functions)
        case nodes.Compare(expr=left, ops=ops):
            return _compared(value_of(left, functions), ops, functions)
        case nodes.BinExpr(left=left, right=right) if type(node) in _ARITHMETIC:
            result = _ARITHMETIC[type(node)](_number(value_of(left, functions)), _number(value_of(right, functions)))
            return _number(result)
    raise ExpressionError("Ce calcul n'est pas admis.", hint=_ADMITTED)


def _year_of(call: nodes.Call) -> int:
    """Return the `year=` of a call, 0 when it has none: this year."""
    match call.kwargs:
        case []:
            return 0
        case [nodes.Keyword(key="year", value=nodes.Const(value=int() as year))] if not isinstance(year, bool):
            return year
        case [nodes.Keyword(key="year", value=nodes.Neg(node=nodes.Const(value=int() as back)))] if not isinstance(back, bool):
            return -back
    raise ExpressionError("Seul « year= » est admis après le nom.", hint='Écrivez value("famille.nom", year=-1).')


def _compared(left: Any, ops: list[nodes.Operand], functions: Mapping[str, Callable[..., Any]]) -> bool:
    for operand in ops:
        if operand.op not in _COMPARISONS:
            raise ExpressionError("Cette comparaison n'est pas admise.", hint="Écrivez <, <=, ==, !=, > ou >=.")
        right = value_of(operand.expr, functions)
        if not _COMPARISONS[operand.op](_number(left), _number(right)):
            return False
        left = right
    return True


def _number(value: Any) -> Quantity:
    """Return a number that can be printed; raises OverflowError beyond LARGEST."""
    quantity = Quantity.from_any(value)
    if not quantity.value.is_finite() or abs(quantity.value) > LARGEST:
        raise OverflowError
    return quantity


LARGEST = 10**18
