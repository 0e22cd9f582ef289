"""Jinja2's parser, which reads the expressions; loaded for those that aren't plain calls, for formulas and for rules."""

from __future__ import annotations

from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from rapport.ground.patterns import regex
from rapport.numbers.expressions import QUOTES, ExpressionError, short

# Authors write {{ … }} alone: the other Jinja2 marks are set to characters that no text holds.
SYNTAX = Environment(  # noqa: S701 - parses only, renders nothing
    block_start_string="\x00%", block_end_string="%\x00", comment_start_string="\x00#", comment_end_string="#\x00"
)
_CURLY = regex(r"[“„‟‘‚‹«]\s*|\s*[”’›»]")
_WITHIN = regex(r"""[(,]\s*+(["']).*\1\s?\w""")  # a name goes on after its second quotation mark
_SHAPE = 'Écrivez par exemple {{ value("famille.nom") }} ou {{ chart("nom") }}.'
_LONGEST = 4000  # characters of an expression


def parsed(source: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    """Return the function, the arguments and the named arguments of a call as it is typed in a text; raises ExpressionError."""
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
            else QUOTES
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
