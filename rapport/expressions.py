"""The one expression language: Jinja2's, for the texts, the formulas and the editors' rules.

In a text, an expression is one call with constant arguments (`value("a.b", unit=true)`): it is parsed by Jinja2 and
called directly, no code is compiled from it. Formulas and rules may calculate; they run in Jinja2's sandbox with
arithmetic that only accepts numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, UndefinedError, nodes
from jinja2.exceptions import SecurityError
from jinja2.runtime import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


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


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2's sandbox, less whatever multiplies texts or raises to huge powers."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 - Jinja2's signature
        if operator == "**" or isinstance(left, str | list | tuple) or isinstance(right, str | list | tuple):
            raise SecurityError(f"l'opération « {operator} » n'est pas admise")
        return super().call_binop(context, operator, left, right)


_SANDBOX = _Sandbox(undefined=StrictUndefined)
_SANDBOX.globals.clear()
_SANDBOX.filters = {"abs": abs}


@cache
def compiled(source: str) -> Callable[..., Any]:
    """Return a formula or an assertion ready to evaluate with the functions given by name.

    Raises ExpressionError when it does not parse.
    """
    if "__" in source:
        raise ExpressionError("Ce calcul n'est pas admis.")
    try:
        return _SANDBOX.compile_expression(source, undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise ExpressionError(f"Le calcul « {source} » ne peut pas être lu.") from error
    except Exception as error:  # unknown filters and tests have other types
        raise ExpressionError(f"Le calcul « {source} » ne peut pas être lu ({error}).") from error


def evaluate(source: str, functions: Mapping[str, Callable[..., Any]]) -> Any:
    """Return the value of a formula or an assertion.

    Raises ExpressionError when it does not parse, names what does not exist, or divides by zero.
    """
    formula = compiled(source)
    try:
        return formula(**functions)
    except ExpressionError:
        raise
    except ZeroDivisionError as error:
        raise ExpressionError("Le calcul divise par zéro (ou par un nombre qui peut être nul).") from error
    except (SecurityError, UndefinedError, TypeError, ValueError, ArithmeticError) as error:
        raise ExpressionError(f"Le calcul est impossible : {error}.") from error


@cache
def operands_of(source: str) -> tuple[str, ...]:
    """Return the names that a formula or an assertion passes to ``value``, in order of appearance.

    Raises ExpressionError when it does not parse.
    """
    try:
        tree = _TEXT.parse("{{" + source + "}}")
    except TemplateSyntaxError as error:
        raise ExpressionError(f"Le calcul « {source} » ne peut pas être lu.") from error
    calls = tree.find_all(nodes.Call)
    names = [c.args[0].value for c in calls if c.args and isinstance(c.args[0], nodes.Const)]
    return tuple(name for name in names if isinstance(name, str))


def sides_of(source: str) -> tuple[str, str, str] | None:
    """Return the two sides and the operator of a single comparison, None when it isn't one."""
    depth, quote = 0, ""
    for position, character in enumerate(source):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character in "([":
            depth += 1
        elif character in ")]":
            depth -= 1
        elif not depth and (operator := next((o for o in _COMPARISONS if source.startswith(o, position)), "")):
            return source[:position].strip(), operator, source[position + len(operator) :].strip()
    return None


_COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")
