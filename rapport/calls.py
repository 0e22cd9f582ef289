"""What `{{ … }}` can call in a text: the functions, their arguments, and the printed form of a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapport import french
from rapport.expressions import Call, ExpressionError, calls_in
from rapport.register import Registered


@dataclass(frozen=True, slots=True)
class ValueCall:
    """`value("a.b", unit=true)`: a number, in digits or in words, with its unit or its sign."""

    ref: str
    unit: bool = False
    words: bool = False
    sign: bool = False


@dataclass(frozen=True, slots=True)
class ChartCall:
    """`chart("id")`: a chart, alone on its line."""

    ref: str


@dataclass(frozen=True, slots=True)
class TableCall:
    """`table("id", columns=[…], where={…})`: a table in its declared view, alone on its line."""

    ref: str
    columns: tuple[str, ...] = ()
    where: tuple[tuple[str, str | tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleCall:
    """`people("group", by="subgroup")`: the persons of a group, alone on its line."""

    ref: str
    by: str = ""
    subgroup: str = ""


Known = ValueCall | ChartCall | TableCall | PeopleCall
_KINDS: Mapping[str, type[Known]] = {"value": ValueCall, "chart": ChartCall, "table": TableCall, "people": PeopleCall}


@dataclass(frozen=True, slots=True)
class Placed:
    """A call of a text that is understood, and the characters that it occupies."""

    call: Known
    start: int
    end: int


@lru_cache(maxsize=4096)
def calls_of(text: str) -> tuple[Placed | ExpressionError, ...]:
    """Return the calls of a text in order, mistakes where they stand."""
    return tuple(found if isinstance(found, ExpressionError) else _understood(found) for found in calls_in(text))


def _understood(call: Call) -> Placed | ExpressionError:
    kind = _KINDS.get(call.name)
    if kind is None:
        hint = f"Admis : {french.listed([f'{name}(…)' for name in _KINDS])}."
        return ExpressionError(f"« {call.name}(…) » n'existe pas.", call.start, hint)
    options = [name for name in kind.__dataclass_fields__ if name != "ref"]
    if len(call.args) != 1 or not isinstance(call.args[0], str):
        example = f'{{{{ {call.name}("nom") }}}}'
        return ExpressionError(f"« {call.name}(…) » attend un nom entre guillemets : {example}.", call.start)
    for name, given in call.kwargs.items():
        if name not in options:
            hint = f"Options admises : {', '.join(options)}." if options else "Cette fonction n'a pas d'option."
            return ExpressionError(f"« {call.name}(…) » n'a pas d'option « {name} ».", call.start, hint)
        if not isinstance(given, _TYPES[name]):
            return ExpressionError(f"« {name}= » : la valeur « {given} » n'est pas admise.", call.start, _HINTS[name])
        items = given.values() if isinstance(given, dict) else given if isinstance(given, list) else ()
        if not all(isinstance(item, str | int) or (isinstance(item, list) and name == "where") for item in items):
            return ExpressionError(f"« {name}= » : cette valeur n'est pas admise.", call.start, _HINTS[name])
    given_options: dict[str, Any] = {name: _frozen(given) for name, given in call.kwargs.items()}
    return Placed(kind(call.args[0], **given_options), call.start, call.end)


_TYPES = {"unit": bool, "words": bool, "sign": bool, "columns": list, "where": dict, "by": str, "subgroup": str}
_HINTS = dict.fromkeys(("unit", "words", "sign"), "Écrivez true ou false.") | {
    "columns": 'Écrivez columns=["a", "b"].',
    "where": 'Écrivez where={"colonne": "valeur"}.',
    "by": 'Écrivez by="subgroup".',
    "subgroup": 'Écrivez subgroup="nom".',
}


def _frozen(given: object) -> object:
    if isinstance(given, list):
        return tuple(str(item) for item in given)
    if isinstance(given, dict):
        return tuple((str(k), tuple(map(str, v)) if isinstance(v, list) else str(v)) for k, v in given.items())
    return given


def printed_number(number: Registered, call: ValueCall) -> str:
    """Return the digits or words printed for a number, with its unit only when it is a sign (% or €).

    Raises ExpressionError when a number asked for in words has none.
    """
    if call.words:
        if number.value != int(number.value):
            raise ExpressionError(f"« {number.ref} » vaut {number.value} : pas d'écriture en lettres.")
        try:
            return french.words_of(int(number.value))
        except ValueError as error:
            hint = "Les nombres s'écrivent en lettres jusqu'à cent."
            raise ExpressionError(f"« {number.ref} » vaut {number.value} : trop grand en lettres.", hint=hint) from error
    printed = french.format_number(number.value, number.shown_decimals, sign=call.sign)
    return french.with_unit(printed, number.unit) if call.unit and number.unit in SIGNS else printed


def printed_unit(number: Registered, call: ValueCall) -> str:
    """Return the unit printed after a number when it is a word: singular below 2, as French has it."""
    if not call.unit or number.unit in SIGNS:
        return ""
    return number.unit if abs(number.value) >= 2 else number.unit_one  # noqa: PLR2004


SIGNS = frozenset({"%", "€"})
