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
    if not source:
        raise ExpressionError("Cette expression est vide.", hint=_SHAPE)
    try:
        tree = _TEXT.parse("{{ " + source + " }}")
        output = tree.body[0]
        call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
        if len(tree.body) != 1 or not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            raise ExpressionError(f"« {_short(source)} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        if call.dyn_args or call.dyn_kwargs:
            raise ExpressionError(f"« {_short(source)} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        args = tuple(_literal(argument) for argument in call.args)
        return call.node.name, args, {pair.key: _literal(pair.value) for pair in call.kwargs}
    except (TemplateSyntaxError, RecursionError) as error:
        raise ExpressionError(f"L'expression « {_short(source)} » ne peut pas être lue.", hint=_SHAPE) from error
    except nodes.Impossible as error:
        hint = "Les noms se mettent entre guillemets ; un calcul devient un indicateur avec « formula: »."
        raise ExpressionError(f"« {_short(source)} » : seules des valeurs fixes sont admises ici.", hint=hint) from error


def _literal(node: nodes.Node) -> Any:
    """Return a constant, a list or a mapping of constants as written; nothing is calculated, so nothing can be huge."""
    match node:
        case nodes.Const(value=value):
            return value
        case nodes.List(items=items):
            return [_literal(item) for item in items]
        case nodes.Dict(items=pairs):
            return {_word(pair.key): _literal(pair.value) for pair in pairs}
    raise nodes.Impossible


def _word(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    raise nodes.Impossible


def _short(source: str) -> str:
    """Return a source as a message can bear it."""
    return source if len(source) <= _LONG else f"{source[:_LONG]}…"


_LONG = 80


_CUT = "Coupez-le en plusieurs indicateurs ; une somme s'écrit aussi avec « total_of »."


def evaluate(source: str, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the value of a formula or an assertion.

    Raises ExpressionError when it does not parse, names what does not exist, or divides by zero.
    """
    tree = _tree_of(source)
    try:
        return _value_of(tree, functions)
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
        calls = [_tree_of(source), *_tree_of(source).find_all(nodes.Call)]
    except RecursionError as error:
        raise ExpressionError("Le calcul est trop long.", hint=_CUT) from error
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
        body = _TEXT.parse("{{ " + source + " }}").body
    except (TemplateSyntaxError, RecursionError) as error:
        raise ExpressionError(f"Le calcul « {_short(source)} » ne peut pas être lu.") from error
    output = body[0] if len(body) == 1 else None
    if not isinstance(output, nodes.Output) or len(output.nodes) != 1 or isinstance(output.nodes[0], nodes.TemplateData):
        raise ExpressionError(f"Le calcul « {_short(source)} » ne peut pas être lu.")
    return output.nodes[0]


_COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq, "ne": operator.ne, "lt": operator.lt, "lteq": operator.le, "gt": operator.gt, "gteq": operator.ge,
}  # fmt: skip
_SIGNS = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">="}
_ARITHMETIC: Mapping[type[nodes.Node], Callable[[Any, Any], Any]] = {
    nodes.Add: operator.add, nodes.Sub: operator.sub, nodes.Mul: operator.mul, nodes.Div: operator.truediv,
}  # fmt: skip
_ADMITTED = 'Sont admis : value("…"), total("…") dans les règles, les nombres, + - * / et les comparaisons.'


def _value_of(node: nodes.Node, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Evaluate the few nodes that a calculation needs; any other is refused, so there is nothing to escape from."""
    match node:
        case nodes.Const(value=str() as text):
            return text
        case nodes.Const(value=bool() | int() | float() as constant):
            return constant if isinstance(constant, bool) else _number(constant)
        case nodes.Neg(node=inner):
            return -_number(_value_of(inner, functions))
        case nodes.Call(node=nodes.Name(name=name), args=args, kwargs=[]) if name in functions:
            if len(args) != 1:
                raise ExpressionError(f"{name}(…) attend un nom, et un seul.", hint='Écrivez value("famille.nom").')
            return functions[name](_value_of(args[0], functions))
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
            result = _ARITHMETIC[type(node)](_number(_value_of(left, functions)), _number(_value_of(right, functions)))
            return _number(result)
    raise ExpressionError("Ce calcul n'est pas admis.", hint=_ADMITTED)


def _compared(left: Any, ops: list[nodes.Operand], functions: Mapping[str, Callable[..., Any]]) -> bool:
    for operand in ops:
        if operand.op not in _COMPARISONS:
            raise ExpressionError("Cette comparaison n'est pas admise.", hint="Écrivez <, <=, ==, !=, > ou >=.")
        right = _value_of(operand.expr, functions)
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
