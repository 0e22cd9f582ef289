"""The calls that print words calculated from numbers: `share`, `times`, `trend`, `rank`, and the year of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapport.ground import french
from rapport.numbers.claims.saying import degree_of, percent, rank_words, share_words, times_words, trend_words, trimmed
from rapport.numbers.expressions import Call, ExpressionError
from rapport.numbers.in_time import evolving, ranking, sharing, spoken, year_named
from rapport.numbers.number import Registered


@dataclass(frozen=True, slots=True)
class ShareCall:
    """`share("a.b", of="c.d")`: the share of a number in another, in words: « près de la moitié »."""

    ref: str
    of: str = ""

    @property
    def number(self) -> str:
        """Return the share's name in the register."""
        return sharing(self.ref, self.of)


@dataclass(frozen=True, slots=True)
class TimesCall:
    """`times("a.b", than="c.d")`: how many times a number is another, in words: « deux fois plus »."""

    ref: str
    than: str = ""

    @property
    def number(self) -> str:
        """Return the ratio's name in the register."""
        return sharing(self.ref, self.than)


@dataclass(frozen=True, slots=True)
class TrendCall:
    """`trend("a.b")`: the evolution of a number, as a verb: « progresse », « recule nettement », « reste stable »."""

    ref: str
    since: int = -1
    plural: bool = False

    @property
    def number(self) -> str:
        """Return the evolution's name in the register."""
        return evolving(self.ref, self.since)


@dataclass(frozen=True, slots=True)
class RankCall:
    """`rank("table.column", 1)`: the name of the row at a rank; `rank("table.column", key="AI")`: its rank, in words."""

    ref: str
    place: int = 0
    key: str = ""
    feminine: bool = False

    @property
    def number(self) -> str:
        """Return the cell's name in the register."""
        if self.place:
            return ranking(self.ref, self.place)
        table, _, column = self.ref.rpartition(".")
        return ranking(f"{table}.{self.key}.{column}")


@dataclass(frozen=True, slots=True)
class YearCall:
    """`year()`: the edition's year; `year(-1)` the one before."""

    place: int = 0

    @property
    def ref(self) -> str:
        """Return the year's name in the register."""
        return year_named(self.place)

    @property
    def number(self) -> str:
        """Return the same name."""
        return self.ref


WordsCall = ShareCall | TimesCall | TrendCall | RankCall | YearCall
_EXAMPLES = {
    "share": '{{ share("famille.partie", of="famille.total") }}', "times": '{{ times("famille.nom", than="famille.autre") }}',
    "trend": '{{ trend("famille.nom") }}', "rank": '{{ rank("table.colonne", 1) }} ou {{ rank("table.colonne", key="AI") }}',
    "year": "{{ year() }} ou {{ year(-1) }}",
}  # fmt: skip


_ARGUMENTS: Mapping[str, list[list[type]]] = {"rank": [[str, int], [str]], "year": [[], [int]]}  # the others take a name


def amiss(call: Call) -> ExpressionError | None:
    """Return what is wrong with the arguments of a call that prints words, None when nothing is."""
    given = [type(argument) for argument in call.args]
    needed = {"share": "of", "times": "than"}.get(call.name)
    missing = needed is not None and needed not in call.kwargs
    ranked = call.name == "rank" and ((len(given) > 1) is ("key" in call.kwargs) or 0 in call.args)
    if given not in _ARGUMENTS.get(call.name, [[str]]) or missing or ranked:
        return ExpressionError(f"« {call.name}(…) » ne s'écrit pas ainsi.", call.start, f"Écrivez {_EXAMPLES[call.name]}.")
    return None


def words_of(number: Registered, call: WordsCall) -> str:
    """Return the words that a call prints of its number.

    Raises ExpressionError when French has none near enough.
    """
    language = number.language
    match call:
        case ShareCall():
            words = share_words(number.share, number.bounds, language)
            said = f"La {spoken(number.ref)} est de {percent(number.share.value)}"
        case TimesCall():
            words = times_words(number.share.value, number.bounds, language)
            times = french.format_number(trimmed(number.share.value, 2))
            said = f"« {call.ref} » vaut {times} fois « {call.than} »"
        case TrendCall():
            return trend_words(_direction(number), _degree(number), plural=call.plural, language=language)
        case RankCall(place=place) if place:
            return language.translated(number.label.partition(", ")[2].rpartition(" (")[0] or number.label, number.place)
        case RankCall():
            place, count = number.rank
            return rank_words(place, last=place == count and count > 1, feminine=call.feminine, language=language)
        case YearCall():
            return str(int(number.value))
    if not words:
        hint = 'Écrivez le nombre, {{ value("…") }}, ou ajoutez un indicateur de la part.'
        raise ExpressionError(f"{said} : aucun mot courant ne le dit.", hint=hint)
    return words


def _direction(number: Registered) -> int:
    return 0 if number.stable else 1 if number.value > 0 else -1


def _degree(number: Registered) -> str:
    if number.unit != "%" or number.stable:
        return ""
    return degree_of(abs(number.value) / 100, number.bounds)
