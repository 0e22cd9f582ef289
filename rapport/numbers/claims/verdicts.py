"""What is said of a bound claim: a verdict, with the values behind it, or why it can't be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from rapport.ground import french
from rapport.ground.problems import AuthorError, Place
from rapport.numbers.claims.meaning import Meaning
from rapport.numbers.claims.since import NO_SURROUNDINGS, Surroundings
from rapport.numbers.in_time import spoken
from rapport.numbers.number import Registered
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Register
from rapport.sources.wording import Bounds


class Outcome(Enum):
    """What the data say of a claim: it is true, within 1 % of its bound, or false."""

    TRUE = "true"
    DOUBTFUL = "doubtful"
    FALSE = "false"


def outcome_of(*, holds: bool) -> Outcome:
    """Return the outcome of what is true or false, with nothing between."""
    return Outcome.TRUE if holds else Outcome.FALSE


def turned(outcome: Outcome) -> Outcome:
    """Return the outcome of what denies a claim: a doubt stays one."""
    return {Outcome.TRUE: Outcome.FALSE, Outcome.FALSE: Outcome.TRUE}.get(outcome, outcome)


@dataclass(frozen=True)
class Verdict:
    """An outcome, what the words mean and what the data say (in French), words that would be true, the values' places."""

    outcome: Outcome
    means: str = ""
    found: str = ""
    instead: str = ""
    places: tuple[tuple[Place, str], ...] = ()


class ClaimError(AuthorError):
    """A claim that can't be judged as it is written; the message and the hint are French."""


@dataclass(frozen=True)
class Case:
    """What is judged: words, folded, what they mean, the attributes that name their numbers, the register, what stands around."""

    words: str
    meaning: Meaning
    attributes: Mapping[str, str]
    register: Register
    typed: str  # the words as they were written
    around: Surroundings = NO_SURROUNDINGS

    @property
    def bounds(self) -> Bounds:
        """Return the bounds of words, those that the edition moves included."""
        return self.register.bounds

    def number(self, name: str) -> Registered:
        """Return the number that an attribute names; raises UnknownNumber and ExpressionError as the register does."""
        return self.register.number(self.attributes[name])


def ratio_of(part: Registered, whole: Registered, *, told: str = "une part") -> Quantity:
    """Return a number divided by another, without unit; ``told`` says what the first is of the second.

    Raises ClaimError when the second may be zero, or the two don't measure the same thing.
    """
    if whole.quantity.low <= 0 <= whole.quantity.high:
        raise ClaimError(f"« {spoken(whole.ref)} » vaut zéro : rien n'en est {told}.", "Vérifiez le nombre, ou retirez les mots.")
    refuse_unlike(part, whole)
    return plain(part.quantity / whole.quantity)


def refuse_unlike(one: Registered, other: Registered) -> None:
    """Raise ClaimError when two numbers don't measure the same thing."""
    try:
        Quantity.of(1, unit=one.unit) + Quantity.of(1, unit=other.unit)
    except ValueError as error:
        said = f"« {spoken(one.ref)} » et « {spoken(other.ref)} » : {error}."
        raise ClaimError(said, "Nommez deux nombres de même nature.") from error


def plain(quantity: Quantity) -> Quantity:
    """Return a quantity without what it measures."""
    return replace(quantity, measures=())


def places_of(*numbers: Registered) -> tuple[tuple[Place, str], ...]:
    """Return the places of numbers, each with its name and its value."""
    return tuple((number.place, f"{spoken(number.ref)} = {value_of(number)}") for number in numbers)


def value_of(number: Registered) -> str:
    """Return a number as it is printed, with its sign."""
    return measured(number) if number.unit in {"%", "€"} else french.format_number(number.value, number.shown_decimals)


def measured(number: Registered) -> str:
    """Return a number as it is printed, with its unit whatever it is."""
    return french.with_unit(french.format_number(number.value, number.shown_decimals), number.unit)


def values_of(*numbers: Registered) -> list[str]:
    """Return numbers as they are printed, each with its unit where they don't have the same: « 12 km », « 500 m »."""
    if len({number.unit for number in numbers}) == 1:
        return [value_of(number) for number in numbers]
    return [measured(number) for number in numbers]
