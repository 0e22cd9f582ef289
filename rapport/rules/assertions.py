"""RUL: the assertions of `data/rules.yml`, and what a claim that names one says when it is false."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.by_hand import TWICE, converted_by_hand
from rapport.numbers.constants import same_whatever
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import evaluate, failing_in, operands_of
from rapport.numbers.in_time import spoken
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Register, UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.named import assertions_named
from rapport.sources.authored import Assertion
from rapport.sources.model import SEVERITIES

rule = SOURCE_RULES.rule


@rule("RUL01")
def failed_assertion(sources: Sources) -> Iterator[Finding]:
    """Les recoupements de data/rules.yml doivent être vrais ; la gravité est celle que la règle demande.

    Un recoupement qu'une affirmation nomme ({.claim rule="…"}) est dit là où elle l'affirme.
    """
    said = {*sources.gathered(assertions_named)}
    for assertion in sources.report.assertions:
        try:
            holds = assertion.id in said or is_true(assertion, sources.register)
        except ExpressionError:
            continue  # told by RUL02
        if not holds:
            places = tuple(named(assertion, sources.register))
            told = f"{contradicted(assertion, sources.register)} (Règle « {assertion.id} ».)"
            yield Finding(told, assertion.at("assert"), related=places, severity=SEVERITIES[assertion.severity])


@rule("RUL02")
def unreadable_assertion(sources: Sources) -> Iterator[Finding]:
    """Un recoupement de data/rules.yml doit être une comparaison qui se calcule, entre des chiffres du rapport.

    Les unités s'y convertissent d'elles-mêmes : une conversion tapée (« * 1000 ») serait faite deux fois.
    """
    functions = _functions(sources.register)
    for assertion in sources.report.assertions:
        try:
            holds = evaluate(assertion.assert_, functions)
        except ExpressionError as error:
            yield Finding.of(error, assertion.at("assert"), said=f"« {assertion.id} » : {error.message}")
            continue
        if not isinstance(holds, bool):
            said = f"« {assertion.id} » ne compare rien : écrivez deux calculs séparés par <=, ==, >…"
            yield Finding(said, assertion.at("assert"))
        elif same_whatever(assertion.assert_):
            said = f"« {assertion.id} » ne dépend d'aucun chiffre : ce recoupement ne prouve rien."
            yield Finding(said, assertion.at("assert"), 'Nommez les chiffres à comparer : value("famille.nom").')
        for sign in converted_by_hand(assertion.assert_, functions):
            said = f"« {assertion.id} » : « {sign} » convertit ce que le recoupement convertit déjà."
            yield Finding(said, assertion.at("assert"), TWICE.format(sign))


def is_true(assertion: Assertion, register: Register) -> bool:
    """Tell whether an assertion is true; raises ExpressionError when it can't be calculated."""
    return bool(evaluate(assertion.assert_, _functions(register)))


def _functions(register: Register) -> dict[str, Callable[[object], Quantity]]:
    return {"value": register.quantity, "total": register.total}


# What the data say against each comparison, from its two sides.
_AGAINST = {
    "<=": "{left} est plus grand que {right}",
    ">=": "{left} est plus petit que {right}",
    "<": "{left} n'est pas plus petit que {right}",
    ">": "{left} n'est pas plus grand que {right}",
    "==": "les deux nombres diffèrent, {left} et {right}",
    "!=": "les deux nombres sont les mêmes, {left}",
}


def contradicted(assertion: Assertion, register: Register) -> str:
    """Return what a false assertion requires, in the words of its reason, and what the data say instead."""
    because = assertion.because.strip().rstrip(".")
    wanted = f"{because[:1].upper()}{because[1:]}"
    sides = failing_in(assertion.assert_, _functions(register))
    against = _AGAINST.get(sides[1]) if sides else None
    if sides is None or against is None:
        return f"{wanted} : les données disent le contraire."
    left, right, _ = Quantity.from_any(sides[0]).beside(sides[2])  # of one unit: 12 km are more than 500 m
    return f"{wanted}. Or {against.format(left=_short(left), right=_short(right))}."


def _short(number: object) -> str:
    quantity = Quantity.from_any(number)
    return french.format_number(round(quantity.value, 4).normalize())


def named(assertion: Assertion, register: Register) -> Iterator[tuple[Place, str]]:
    """Yield the places of the numbers that an assertion names, each with its name and its value."""
    for ref in operands_of(assertion.assert_):
        try:
            number = register.number(ref)
        except UnknownNumber:
            first = register.parts(ref)[0]
            yield first.place, f"total({ref}) = {_short(register.total(ref))}"
        else:
            yield number.place, f"{spoken(number.ref)} = {french.with_unit(_short(number.value), number.unit)}"
