"""What makes YAML stumble lines below the slip: a colon or a space forgotten, lines out of line, a bracket left open."""

from __future__ import annotations

from typing import Any, NamedTuple

from rapport.ground.patterns import regex

_KEY = regex(r"([ ]*(?:- +)*)[\w.-]+:(?:[ \t]+\S|[ \t]*$)")
_KEY_ALONE = regex(r"[ ]*(?:- +)*[^\s:#'\"{\[-][^:#]*:(?:[ \t][^:]*)?$")
_UNPARTED = regex(r"([ ]*(?:- +)*)([\w.-]+)(?:[ \t]+[^\s:#].*)?$")
_DASH = regex(r"[ ]*-(?=[^\s-])(\S.*)")
_ENDS = {"{": "}", "[": "]"}


class Slip(NamedTuple):
    """A slip above the line where YAML stumbles: what to say, what to do, where it stands (from 0)."""

    said: str
    hint: str
    line: int
    column: int


def slip_above(text: str, problem: str, context: Any, stopped: Any) -> Slip | None:
    """Return what made YAML stumble, from what it says, and the marks of where it began to read and stopped."""
    if stopped is None:
        return None
    lines = text.split("\n")
    if "expected ',' or" in problem and context is not None and context.line < stopped.line:
        opened = text[context.index : context.index + 1]
        hint = f"Fermez-le par « {_ENDS.get(opened, opened)} » sur sa ligne."
        return Slip(f"Le signe « {opened} » ouvert ici n'est pas fermé.", hint, context.line, context.column)
    if "expected ':'" in problem and context is not None:
        return _without_space(lines[context.line], context.line) or _without_colon(lines[context.line], context.line)
    above = next((number for number in range(stopped.line - 1, -1, -1) if lines[number].split("#")[0].strip()), None)
    if above is None or not (
        "expected key" in problem or ("mapping values" in problem and _KEY_ALONE.match(lines[stopped.line]))
    ):
        return None
    here, there = _room(lines[stopped.line]), _room(lines[above])
    if here >= there and (found := _without_space(lines[above], above) or _without_colon(lines[above], above)):
        return found
    if here == there or not (_KEY.match(lines[stopped.line]) and _KEY.match(lines[above])):
        return None
    said = f"Cette ligne est {'plus' if here > there else 'moins'} en retrait que celle du dessus : elle n'en est pas la suite."
    return Slip(said, "Commencez-les à la même colonne.", stopped.line, here)


def _without_space(line: str, number: int) -> Slip | None:
    found = _DASH.match(line)
    return found and Slip("Il manque une espace après « - ».", f"Écrivez « - {found[1]} ».", number, found.start(1) - 1)


def _without_colon(line: str, number: int) -> Slip | None:
    found = _UNPARTED.match(line)
    said = "Il manque un « : », suivi d'une espace, après la clé."
    return found and Slip(said, f"Écrivez « {found[2]}: … ».", number, found.start(2))


def _room(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
