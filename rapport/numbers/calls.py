"""What `{{ … }}` can call in a text: the functions, their arguments, and the printed form of a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapport.ground import french
from rapport.ground.languages import FRENCH
from rapport.numbers.claims.calls import RankCall, ShareCall, TimesCall, TrendCall, WordsCall, YearCall, amiss, words_of
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.expressions import Call, ExpressionError, calls_in
from rapport.numbers.in_time import dated, evolving, spoken, stating
from rapport.numbers.number import Registered


@dataclass(frozen=True, slots=True)
class ValueCall:
    """`value("a.b", unit=true)`: a number, in digits or in words, with its unit or its sign."""

    ref: str
    unit: bool = False
    words: bool = False
    sign: bool = False
    year: int = 0
    statement: int = 0

    @property
    def number(self) -> str:
        """Return the number's name in the register."""
        return stating(self.ref, self.statement) if self.statement else dated(self.ref, self.year)


@dataclass(frozen=True, slots=True)
class EvolutionCall:
    """`evolution("a.b")`: what a number gained or lost since last year, or another one; in words with its direction."""

    ref: str
    since: int = -1
    difference: bool = False
    unit: bool = True
    words: bool = False
    sign: bool = True

    @property
    def number(self) -> str:
        """Return the evolution's name in the register."""
        return evolving(self.ref, self.since, difference=self.difference)


@dataclass(frozen=True, slots=True)
class ChartCall:
    """`chart("id")`: a chart, alone on its line."""

    ref: str


@dataclass(frozen=True, slots=True)
class TableCall:
    """`table("id", columns=[…], where={…})`: a table in its declared view, alone on its line.

    ``previous`` (true, or a year) and ``evolution`` add columns beside the numbers.
    """

    ref: str
    columns: tuple[str, ...] = ()
    where: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    previous: int = 0  # True: last year
    evolution: bool = False

    @property
    def since(self) -> int:
        """Return the year to compare with, told from the edition's own or in full."""
        return -1 if self.previous in {0, 1} else self.previous


@dataclass(frozen=True, slots=True)
class PeopleCall:
    """`people("group", by="subgroup")`: the persons of a group, alone on its line; `tree=true` makes it an organisation chart."""

    ref: str
    by: str = ""
    subgroup: str = ""
    tree: bool = False


NumberCall = ValueCall | EvolutionCall | WordsCall
Known = NumberCall | ChartCall | TableCall | PeopleCall
_KINDS: Mapping[str, type[Known]] = {
    "value": ValueCall, "evolution": EvolutionCall, "share": ShareCall, "times": TimesCall, "trend": TrendCall,
    "rank": RankCall, "year": YearCall, "chart": ChartCall, "table": TableCall, "people": PeopleCall,
}  # fmt: skip


_COUNTED: frozenset[type[Known]] = frozenset({RankCall, YearCall})  # those that take a number


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
    if issubclass(kind, WordsCall) and (fault := amiss(call)):
        return fault
    options = [name for name in kind.__dataclass_fields__ if name not in {"ref", "place"}]
    if kind not in _COUNTED and (len(call.args) != 1 or not isinstance(call.args[0], str)):
        example = f'{{{{ {call.name}("nom") }}}}'
        return ExpressionError(f"« {call.name}(…) » attend un nom entre guillemets : {example}.", call.start)
    for name, given in call.kwargs.items():
        if name not in options:
            hint = f"Options admises : {', '.join(options)}." if options else "Cette fonction n'a pas d'option."
            return ExpressionError(f"« {call.name}(…) » n'a pas d'option « {name} ».", call.start, hint)
        if not _OPTIONS[name][0](given):
            said = "cette valeur n'est" if isinstance(given, dict | list) else f"la valeur « {given} » n'est"
            return ExpressionError(f"« {name}= » : {said} pas admise.", call.start, _OPTIONS[name][1])
    if {"statement", "year"} <= call.kwargs.keys():
        return ExpressionError(
            "« statement= » et « year= » ne vont pas ensemble.", call.start, "Un énoncé est de l'année du rapport."
        )
    given_options: dict[str, Any] = {name: _frozen(given) for name, given in call.kwargs.items()}
    return Placed(kind(*call.args, **given_options), call.start, call.end)


def _is_flag(given: object) -> bool:
    return isinstance(given, bool)


def _is_name(given: object) -> bool:
    return isinstance(given, str) and bool(given)


def _is_year(given: object) -> bool:
    """Tell whether a year is told in full, or from the edition's own: -1."""
    return isinstance(given, int) and not isinstance(given, bool) and (-FURTHEST <= given < 0 or 1000 <= given <= 9999)  # noqa: PLR2004 - four digits


def _are_names(given: object) -> bool:
    return isinstance(given, list) and all(isinstance(item, str | int) for item in given)


def _are_conditions(given: object) -> bool:
    return isinstance(given, dict) and all(isinstance(wanted, str | int | list) for wanted in given.values())


FURTHEST = 999  # years back
_FLAG = (_is_flag, "Écrivez true ou false.")
_YEAR = (_is_year, "Écrivez -1 pour l'an dernier, -2 pour l'année d'avant, ou l'année en quatre chiffres.")
_OPTIONS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    **dict.fromkeys(("unit", "words", "sign", "difference", "evolution", "plural", "feminine", "tree"), _FLAG),
    "year": _YEAR,
    "since": _YEAR,
    "statement": (
        lambda given: isinstance(given, int) and not isinstance(given, bool) and 1 <= given < 100,  # noqa: PLR2004 - two digits
        "Écrivez le rang de l'énoncé dans « statements: » : 1, 2…",
    ),
    "previous": (lambda given: _is_flag(given) or _is_year(given), "Écrivez true, ou une année en quatre chiffres."),
    "columns": (_are_names, 'Écrivez columns=["a", "b"].'),
    "where": (_are_conditions, 'Écrivez where={"colonne": "valeur"}.'),
    **dict.fromkeys(("of", "than", "key"), (_is_name, "Écrivez un nom entre guillemets.")),
    "by": (lambda given: isinstance(given, str), 'Écrivez by="subgroup".'),
    "subgroup": (lambda given: isinstance(given, str), 'Écrivez subgroup="nom".'),
}


def _frozen(given: object) -> object:
    if isinstance(given, list):
        return tuple(str(item) for item in given)
    if isinstance(given, dict):
        return tuple((str(k), tuple(map(str, v)) if isinstance(v, list) else str(v)) for k, v in given.items())
    return given


def printed_number(number: Registered, call: NumberCall) -> str:
    """Return the digits or words printed for a number, with its unit only when it is a sign (% or €).

    Raises ExpressionError when a number asked for in words has none.
    """
    if isinstance(call, WordsCall):
        return words_of(number, call)
    language = number.language
    if number.stable and isinstance(call, EvolutionCall):
        return language.phrases["stable"]
    if isinstance(call, ValueCall) and call.words:
        return _in_words(number)
    value, sign = (abs(number.value), False) if call.words else (number.value, call.sign)
    printed = language.format_number(value, number.shown_decimals, sign=sign)
    return language.with_unit(printed, number.unit) if call.unit and number.unit in SIGNS else printed


def _in_words(number: Registered) -> str:
    if number.value != int(number.value):
        raise ExpressionError(f"« {spoken(number.ref)} » vaut {number.value} : pas d'écriture en lettres.")
    try:
        return number.language.words_of(int(number.value), number.unit)
    except ValueError as error:
        hint = "Les nombres s'écrivent en lettres jusqu'à cent."
        raise ExpressionError(f"« {spoken(number.ref)} » vaut {number.value} : trop grand en lettres.", hint=hint) from error


def words_before(number: Registered, call: NumberCall) -> str:
    """Return what says the direction of an evolution asked for in words: « en hausse de », « en baisse de »."""
    if not isinstance(call, EvolutionCall) or not call.words or number.stable:
        return ""
    return number.language.phrases["up" if number.value > 0 else "down"]


def printed_unit(number: Registered, call: NumberCall) -> str:
    """Return the unit printed after a number when it is a word: singular below 2, as French has it."""
    if isinstance(call, WordsCall) or not call.unit or number.unit in SIGNS or number.stable:
        return ""
    shown = number.value if number.shown_decimals is None else french.rounded(number.value, number.shown_decimals)
    return number.language.unit(number.unit if abs(shown) >= 2 else number.unit_one, number.place)  # noqa: PLR2004


def printed_text(number: Registered, call: NumberCall) -> str:
    """Return everything that a call prints, for texts where no mark can bind a number."""
    language = number.language
    whole = language.with_unit(printed_number(number, call), language.typeset(printed_unit(number, call)))
    return f"{words_before(number, call)}{whole}"


def doubtful_text(number: Registered, call: NumberCall) -> str:
    """Return the same, a number to confirm said to be so: what is read without the mark beside it."""
    return printed_text(number, call) + number.language.phrases["doubt"] * (number.status == TO_CONFIRM)


DOUBT = FRENCH.phrases["doubt"]
MARK = "°"  # of what is to confirm, where a key explains it
SIGNS = frozenset({"%", "€"})
