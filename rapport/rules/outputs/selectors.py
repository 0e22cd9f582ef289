"""Which elements the selectors of a style sheet choose: cssselect2's answer, on a page at rest, and what it lacks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cssselect2 import ElementWrapper, compile_selector_list
from tinycss2 import ast

Tokens = Sequence[Any]
_COMBINING = (">", "+", "~")
# What it raises of a selector that it doesn't know, or that brackets make too deep for Python.
_NOT_KNOWN = (ValueError, NotImplementedError, SyntaxError, RecursionError, MemoryError)


class ChosenElement(ElementWrapper):  # type: ignore[misc] # it has no types
    """An element of the page as selectors see it.

    The library's own goes from sibling to sibling by calls in calls: a thousand rows end it.
    """

    @property
    def previous_siblings(self) -> Iterator[ChosenElement]:
        """Return the siblings before it, the nearest first."""
        return _onwards(self, "previous")

    @property
    def ancestors(self) -> Iterator[ChosenElement]:
        """Return what holds it, the nearest first."""
        return _onwards(self, "parent")


def _onwards(one: ChosenElement, to: str) -> Iterator[ChosenElement]:
    while (one := getattr(one, to)) is not None:
        yield one


def selectors_of(prelude: Tokens) -> Iterator[Any]:
    """Yield the selectors of a rule that choose elements of a page at rest; what isn't understood chooses nothing."""
    for part in parted(prelude):
        for one in _compiled(_at_rest(part)) or ():
            if one.pseudo_element is None:
                yield one


def nested(prelude: Tokens, parent: Tokens) -> list[Any]:
    """Return the prelude of a rule as it stands outside of the one that it is nested in."""
    if not parent:
        return [*prelude]
    held = [ast.LiteralToken(0, 0, ":"), ast.FunctionBlock(0, 0, "is", [*parent])]
    return _joined(
        _replaced(part, held) if _names_parent(part) else [*held, ast.WhitespaceToken(0, 0, " "), *part]
        for part in parted(prelude)
    )


def parted(tokens: Tokens) -> Iterator[list[Any]]:
    """Yield what commas part, where there is something."""
    part: list[Any] = []
    for piece in [*tokens, ast.LiteralToken(0, 0, ",")]:
        if piece != ",":
            part.append(piece)
            continue
        if any(one.type != "whitespace" for one in part):
            yield part
        part = []


def _joined(parts: Iterable[Tokens]) -> list[Any]:
    return [piece for part in parts for piece in (*part, ast.LiteralToken(0, 0, ","))][:-1]


def _names_parent(tokens: Tokens) -> bool:
    return any(piece == "&" or (piece.type == "function" and _names_parent(piece.arguments)) for piece in tokens)


def _replaced(tokens: Tokens, held: Tokens) -> list[Any]:
    found: list[Any] = []
    for piece in tokens:
        if piece.type == "function":
            found.append(ast.FunctionBlock(0, 0, piece.name, _replaced(piece.arguments, held)))
        else:
            found += held if piece == "&" else [piece]
    return found


def _compiled(part: Tokens) -> list[Any] | None:
    try:
        return [*compile_selector_list(part)]
    except _NOT_KNOWN:
        return None


def _at_rest(tokens: Tokens) -> list[Any]:
    """Return a selector whose inner ones are all understood.

    What the library doesn't know in « :is », « :not », « :has » would undo the whole of it. « :popover-open », say: like
    « :hover », which it does know, it is true of nothing at rest.
    """
    return [
        ast.FunctionBlock(0, 0, piece.name, _joined(_inner(part, piece.lower_name) for part in parted(piece.arguments)))
        if piece.type == "function" and piece.lower_name in {"is", "where", "not", "has"}
        else piece
        for piece in tokens
    ]


def _inner(part: Tokens, function: str) -> list[Any]:
    plain = _chained(_at_rest(part)) if function == "has" else _at_rest(part)
    tried = _asking(plain) if function == "has" else plain
    compiled = _compiled(tried)
    return plain if compiled and not compiled[0].never_matches else [ast.LiteralToken(0, 0, ":"), ast.IdentToken(0, 0, "hover")]


def _asking(tokens: Tokens) -> list[Any]:
    return [ast.LiteralToken(0, 0, "*"), ast.LiteralToken(0, 0, ":"), ast.FunctionBlock(0, 0, "has", [*tokens])]


def _chained(tokens: Tokens) -> list[Any]:
    """Return what « :has » asks for, one step in another: « > a > b » as « > a:has(> b) ».

    The library looks for the last step alone where the first one leads, and for the others anywhere before it.
    """
    plain = _stripped(tokens)
    lead = 1 if plain and plain[0] in _COMBINING else 0
    start = lead
    while start < len(plain) and plain[start].type == "whitespace":
        start += 1
    at = next((n for n in range(start, len(plain)) if plain[n].type == "whitespace" or plain[n] in _COMBINING), None)
    return plain if at is None else [*plain[:at], *_asking(_chained(plain[at:]))[1:]]


def _stripped(tokens: Tokens) -> list[Any]:
    plain = [*tokens]
    while plain and plain[0].type == "whitespace":
        plain.pop(0)
    while plain and plain[-1].type == "whitespace":
        plain.pop()
    return plain
