"""The one expression language: Jinja2's syntax, for the texts, the formulas and the editors' rules.

Jinja2 parses (`syntax`); nothing is ever compiled to code. In a text, an expression is one call with constant arguments
(`value("a.b", unit=true)`): those of one line, whose words hold no escape, are read here as Jinja2 reads them, at once.
Formulas and rules may calculate: see `formulas`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

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


QUOTES = (
    "Un nom se met entre deux guillemets droits. S'il en contient un, écrivez une barre devant : "
    r"""{{ value("table.L'eau \"vive\".colonne") }}, ou changez la clé de la ligne."""
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
    return ExpressionError("Un guillemet de cette expression n'est pas fermé.", start, QUOTES)


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


_WORD = r'"[^"\\\n\r]{0,200}"'
_CONSTANT = rf"(?:true|false|-?(?:0|[1-9][0-9]{{0,8}})|{_WORD})"
_PLAIN = regex(rf"(value|year|chart|table|people)\(({_CONSTANT})?((?:(?<!\(), [a-z_]+={_CONSTANT}){{0,8}})\)")
_NAMED = regex(rf", ([a-z_]+)=({_CONSTANT})")


@cache
def _parsed(source: str) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
    if (plain := _PLAIN.fullmatch(source)) is not None:
        name, first, named = plain.groups()
        return name, (_constant(first),) if first else (), {key: _constant(said) for key, said in _NAMED.findall(named)}
    from rapport.numbers.syntax import parsed  # noqa: PLC0415 - Jinja2 takes as long to load as a section to check

    return parsed(source)


def _constant(written: str) -> str | int | bool:
    if written[0] == '"':
        return written[1:-1]
    return written == "true" if written in {"true", "false"} else int(written)


def short(source: str) -> str:
    """Return a source as a message can bear it."""
    return source if len(source) <= _LONG else f"{source[:_LONG]}…"


_LONG = 80
