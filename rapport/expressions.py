"""The one expression language: Jinja2's syntax, for the texts, the formulas and the editors' rules.

Jinja2 parses; nothing is ever compiled to code. In a text, an expression is one call with constant arguments
(`value("a.b", unit=true)`). Formulas and rules may calculate: `_value_of` evaluates the few nodes of the syntax tree that
numbers need and refuses the others, which is stricter, and quicker to start, than Jinja2's own sandbox.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from rapport.quantity import Quantity


class ExpressionError(Exception):
    """An expression that cannot be read or evaluated; the message is French. ``offset`` counts characters."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Call:
    """A call found in a text: function, arguments, and the characters that it occupies, braces included."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    start: int
    end: int


# Authors write {{ … }} alone: the other Jinja2 marks are set to characters that no text holds.
_TEXT = Environment(  # noqa: S701 - parses only, renders nothing
    block_start_string="\x00%", block_end_string="%\x00", comment_start_string="\x00#", comment_end_string="#\x00"
)


def calls_in(text: str) -> Iterator[Call | ExpressionError]:
    """Yield the calls of a text in order, and the mistakes where they stand."""
    position = 0
    while (start := text.find("{{", position)) >= 0:
        end = _end_of(text, start)
        if end < 0:
            hint = "Une expression s'ouvre par {{ et se ferme par }} sur la même ligne."
            yield ExpressionError("Cette expression n'est pas fermée.", start, hint)
            position = start + 2
            continue
        position = end
        try:
            name, args, kwargs = _parsed(text[start + 2 : end - 2].strip())
        except ExpressionError as error:
            yield ExpressionError(error.message, start, error.hint)
        else:
            yield Call(name, args, kwargs, start, end)


def _end_of(text: str, start: int) -> int:
    """Return the offset after the braces that close an expression, -1 if they aren't on the line."""
    quote = ""
    position = start + 2
    while position < len(text) and text[position] != "\n":
        character = text[position]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif text.startswith("}}", position):
            return position + 2
        elif text.startswith("{{", position):
            return -1
        position += 1
    return -1


_SHAPE = 'Écrivez par exemple {{ value("famille.nom") }} ou {{ chart("nom") }}.'


@cache
def _parsed(source: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    try:
        tree = _TEXT.parse("{{" + source + "}}")
        output = tree.body[0]
        call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
        if len(tree.body) != 1 or not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            raise ExpressionError(f"« {source} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        if call.dyn_args or call.dyn_kwargs:
            raise ExpressionError(f"« {source} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        args = tuple(argument.as_const() for argument in call.args)
        return call.node.name, args, {pair.key: pair.value.as_const() for pair in call.kwargs}
    except TemplateSyntaxError as error:
        raise ExpressionError(f"L'expression « {source} » ne peut pas être lue.", hint=_SHAPE) from error
    except nodes.Impossible as error:
        hint = "Les noms se mettent entre guillemets ; un calcul devient un indicateur avec « formula: »."
        raise ExpressionError(f"« {source} » : seules des valeurs fixes sont admises ici.", hint=hint) from error
    except IndexError as error:
        raise ExpressionError("Cette expression est vide.", hint=_SHAPE) from error


def evaluate(source: str, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the value of a formula or an assertion.

    Raises ExpressionError when it does not parse, names what does not exist, or divides by zero.
    """
    tree = _tree_of(source)
    try:
        return _value_of(tree, functions)
    except ZeroDivisionError as error:
        raise ExpressionError("Le calcul divise par zéro (ou par un nombre qui peut être nul).") from error
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ExpressionError(f"Le calcul est impossible : {error}.") from error


@cache
def operands_of(source: str) -> tuple[str, ...]:
    """Return the names that a formula or an assertion passes to its functions, in order of appearance.

    Raises ExpressionError when it does not parse.
    """
    calls = [_tree_of(source), *_tree_of(source).find_all(nodes.Call)]
    constants = [c.args[0] for c in calls if isinstance(c, nodes.Call) and c.args]
    return tuple(dict.fromkeys(c.value for c in constants if isinstance(c, nodes.Const) and isinstance(c.value, str)))


def sides_of(source: str, functions: Mapping[str, Callable[..., Any]]) -> tuple[Any, str, Any] | None:
    """Return the two sides of a single comparison, evaluated, and its operator; None when it isn't one."""
    tree = _tree_of(source)
    if not isinstance(tree, nodes.Compare) or len(tree.ops) != 1:
        return None
    right = tree.ops[0]
    return _value_of(tree.expr, functions), _SIGNS[right.op], _value_of(right.expr, functions)


@cache
def _tree_of(source: str) -> nodes.Expr:
    try:
        body = _TEXT.parse("{{" + source + "}}").body
    except (TemplateSyntaxError, RecursionError) as error:
        raise ExpressionError(f"Le calcul « {source} » ne peut pas être lu.") from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1 or isinstance(output.nodes[0], nodes.TemplateData):
        raise ExpressionError(f"Le calcul « {source} » ne peut pas être lu.")
    return output.nodes[0]


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt, "gteq": operator.ge,
}  # fmt: skip
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_ARITHMETIC: Mapping[type[nodes.Node], Callable[[Any, Any], Any]] = {
    nodes.Add: operator.add, nodes.Sub: operator.sub, nodes.Mul: operator.mul, nodes.Div: operator.truediv,
}  # fmt: skip


def _value_of(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Evaluate the few nodes that a calculation needs; any other is refused, so there is nothing to escape from."""
    match node:
        case nodes.Const(value=value) if isinstance(value, int | float | str):
            return value
        case nodes.Neg(node=inner):
            return -_number(_value_of(inner, functions))
        case nodes.Call(node=nodes.Name(name=name), args=args, kwargs=[]) if name in functions:
            return functions[name](*(_value_of(argument, functions) for argument in args))
        case nodes.Filter(name="abs", node=inner) if inner is not None:
            return abs(_number(_value_of(inner, functions)))
        case nodes.And(left=left, right=right):
            return _value_of(left, functions) and _value_of(right, functions)
        case nodes.Or(left=left, right=right):
            return _value_of(left, functions) or _value_of(right, functions)
        case nodes.Not(node=inner):
            return not _value_of(inner, functions)
        case nodes.Compare(expr=left, ops=ops):
            return _compared(_value_of(left, functions), ops, functions)
        case nodes.BinExpr(left=left, right=right) if type(node) in _ARITHMETIC:
            return _ARITHMETIC[type(node)](_number(_value_of(left, functions)), _number(_value_of(right, functions)))
    raise ExpressionError("Ce calcul n'est pas admis.", hint='Sont admis : value("…"), les nombres, + - * / et les comparaisons.')


def _compared(left: Any, ops: list[nodes.Operand], functions: Mapping[str, Callable[..., Any]]) -> bool:
    for operand in ops:
        if operand.op not in _COMPARISONS:
            raise ExpressionError("Cette comparaison n'est pas admise.", hint="Écrivez <, <=, ==, !=, > ou >=.")
        right = _value_of(operand.expr, functions)
        if not _COMPARISONS[operand.op](Quantity.from_any(left), Quantity.from_any(right)):
            return False
        left = right
    return True


def _number(value: Any) -> Quantity:
    return Quantity.from_any(value)
