"""The one expression language: Jinja2's syntax, for the texts, the formulas and the editors' rules.

Jinja2 parses; nothing is ever compiled to code. In a text, an expression is one call with constant arguments
(`value("a.b", unit=true)`). Formulas and rules may calculate: see `formulas`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError


class ExpressionError(AuthorError):
    """An expression that cannot be read or evaluated; the message is French. ``offset`` counts characters."""

    def __init__(self, message: str, offset: int = 0, hint: str = "", *, awaited: int = 0, unknown: bool = False) -> None:
        super().__init__(message, hint, awaited=awaited, unknown=unknown)
        self.offset = offset

    @classmethod
    def of(cls, error: AuthorError) -> ExpressionError:
        """Return the failure of a calculation whose number isn't there."""
        return cls(error.message, hint=error.hint, awaited=error.awaited, unknown=error.unknown)


@dataclass(frozen=True, slots=True)
class Call:
    """A call found in a text: function, arguments, and the characters that it occupies, braces included."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    start: int
    end: int


# Authors write {{ … }} alone: the other Jinja2 marks are set to characters that no text holds.
SYNTAX = Environment(  # noqa: S701 - parses only, renders nothing
    block_start_string="\x00%", block_end_string="%\x00", comment_start_string="\x00#", comment_end_string="#\x00"
)


def calls_in(text: str) -> Iterator[Call | ExpressionError]:
    """Yield the calls of a text in order, and the mistakes where they stand."""
    position = 0
    while (start := text.find("{{", position)) >= 0:
        end = _end_of(text, start)
        if end < 0:
            yield _unclosed(text, start)
            position = start + 2
            continue
        position = end
        try:
            name, args, kwargs = _parsed(text[start + 2 : end - 2].strip())
        except ExpressionError as error:
            yield ExpressionError(error.message, start, error.hint)
        else:
            yield Call(name, args, kwargs, start, end)


def _unclosed(text: str, start: int) -> ExpressionError:
    """Return the mistake of an expression without an end: its braces are missing, or a quotation mark takes them in."""
    line = text[start + 2 :].partition("\n")[0].partition("{{")[0]  # up to the next one
    if "}}" not in line:
        hint = "Une expression s'ouvre par {{ et se ferme par }} sur la même ligne."
        return ExpressionError("Cette expression n'est pas fermée.", start, hint)
    return ExpressionError("Un guillemet de cette expression n'est pas fermé.", start, _QUOTES)


def _end_of(text: str, start: int) -> int:
    """Return the offset after the braces that close an expression, -1 if they aren't on the line."""
    quote = ""
    position = start + 2
    while position < len(text) and text[position] != "\n":
        character = text[position]
        if quote and character == "\\":
            position += 1  # a quotation mark after a bar is one of the name's own
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif text.startswith("}}", position):
            return position + 2
        elif text.startswith("{{", position):
            return -1
        position += 1
    return -1


_CURLY = regex(r"[“„‟‘‚‹«]\s*|\s*[”’›»]")
_WITHIN = regex(r"""[(,]\s*+(["']).*\1\s?\w""")  # a name goes on after its second quotation mark
_QUOTES = (
    "Un nom se met entre deux guillemets droits. S'il en contient un, écrivez une barre devant : "
    r"""{{ value("table.L'eau \"vive\".colonne") }}, ou changez la clé de la ligne."""
)
_SHAPE = 'Écrivez par exemple {{ value("famille.nom") }} ou {{ chart("nom") }}.'


@cache
def _parsed(source: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    if not source:
        raise ExpressionError("Cette expression est vide.", hint=_SHAPE)
    if len(source) > _LONGEST:
        raise ExpressionError(f"L'expression « {short(source)} » est trop longue.", hint=_SHAPE)
    try:
        tree = SYNTAX.parse("{{ " + source + " }}")
        output = tree.body[0]
        call = output.nodes[0] if isinstance(output, nodes.Output) and len(output.nodes) == 1 else None
        if len(tree.body) != 1 or not isinstance(call, nodes.Call) or not isinstance(call.node, nodes.Name):
            raise ExpressionError(f"« {short(source)} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        if call.dyn_args or call.dyn_kwargs:
            raise ExpressionError(f"« {short(source)} » n'est pas une expression admise dans un texte.", hint=_SHAPE)
        args = tuple(_literal(argument) for argument in call.args)
        return call.node.name, args, {pair.key: _literal(pair.value) for pair in call.kwargs}
    except (TemplateSyntaxError, RecursionError) as error:
        straight = _CURLY.sub('"', source)
        hint = (
            f"Les guillemets y sont droits : {{{{ {short(straight)} }}}}."
            if straight != source
            else _QUOTES
            if _WITHIN.search(source)
            else _SHAPE
        )
        raise ExpressionError(f"L'expression « {short(source)} » ne peut pas être lue.", hint=hint) from error
    except nodes.Impossible as error:
        hint = "Les noms se mettent entre guillemets ; un calcul devient un indicateur avec « formula: »."
        raise ExpressionError(f"« {short(source)} » : seules des valeurs fixes sont admises ici.", hint=hint) from error


def _literal(node: nodes.Node) -> Any:
    """Return a constant, a list or a mapping of constants as written; nothing is calculated, so nothing can be huge."""
    match node:
        case nodes.Const(value=value):
            return value
        case nodes.Neg(node=nodes.Const(value=int() as value)) if not isinstance(value, bool):
            return -value
        case nodes.List(items=items):
            return [_literal(item) for item in items]
        case nodes.Dict(items=pairs):
            return {_word(pair.key): _literal(pair.value) for pair in pairs}
    raise nodes.Impossible


def _word(node: nodes.Node) -> str:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return node.value
    raise nodes.Impossible


def short(source: str) -> str:
    """Return a source as a message can bear it."""
    return source if len(source) <= _LONG else f"{source[:_LONG]}…"


_LONG = 80
_LONGEST = 4000  # characters of an expression
