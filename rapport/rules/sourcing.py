"""IND06, IND14: where each number comes from, and what a calculation brings together."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.problems import Severity
from rapport.numbers.constants import same_whatever, undocumented
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.formulas import operands_of
from rapport.numbers.mixing import mixed
from rapport.numbers.number import UnknownNumber
from rapport.numbers.printed_texts import plain_text
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.authored import Indicator

rule = SOURCE_RULES.rule


@rule("IND06")
def unsourced_number(sources: Sources) -> Iterator[Finding]:
    """Un nombre a une source, ou une formule qui le tire d'autres chiffres ; un nombre à confirmer a aussi sa question.

    Une formule qui donne la même chose quels que soient les chiffres (« 42 », « 6 * 7 ») est un nombre sans source : erreur.
    Un nombre tapé dans une formule, qui n'est ni 100, ni une puissance de dix, ni un nombre de mois ou de jours, est un
    avertissement, à moins que l'indicateur n'ait une « source: ».
    """
    for name, indicator in sources.report.indicators.items():
        if not _has_words(indicator.source) and not indicator.formula and not indicator.from_:
            yield Finding(f"« {name} » n'a pas de source.", indicator.at(), "Ajoutez « source: … ».")
        if indicator.status == "to_confirm" and not indicator.question:
            yield Finding(
                f"« {name} » est à confirmer, mais sa question manque.", indicator.at("status"), "Ajoutez « question: … »."
            )
        if indicator.formula and indicator.values:
            said = f"« {name} » a une formule et des valeurs : gardez l'une ou les autres."
            yield Finding(said, indicator.at("formula"))
        if indicator.status == "derived" and not indicator.formula:
            yield Finding(
                f"« {name} » est dit calculé, mais sa formule manque.", indicator.at("status"), "Ajoutez « formula: … »."
            )
        yield from _typed(name, indicator)
        for index, statement in enumerate(indicator.statements):
            if not _has_words(statement.source):
                said = f"« {name} » : {french.format_number(statement.value)} est énoncé sans dire où."
                yield Finding(said, indicator.at("statements", index), "Ajoutez sa « source: … ».")


@rule("IND14", Severity.WARNING)
def mixed_calculation(sources: Sources) -> Iterator[Finding]:
    """Un nombre calculé réunit des nombres d'un même panel (« panel: ») et d'une même date (« as_of: »), ou dit qui il compte.

    Ce qu'il réunit est imprimé avec lui, dans sa fiche, dans l'annexe et dans « donnees/ » ; les nombres d'une autre année que
    la formule demande exprès ne comptent pas.
    """
    for name, indicator in sources.report.indicators.items():
        if not indicator.formula:
            continue
        try:
            number, *parts = map(sources.register.number, (name, *operands_of(indicator.formula)))
        except (UnknownNumber, ExpressionError):  # IND05 tells it, or it is still to be filled in
            continue
        for key, found in mixed(number).items():
            if not any(key in mixed(part) for part in parts):
                hint = f"Calculez-le de nombres comparables ; ou dites ce qu'il vaut lui-même par « {key}: … »."
                said = plain_text(found, sources.register)
                yield Finding(f"« {name} » est {said[0].lower()}{said[1:]}", indicator.at("formula"), hint)


def _typed(name: str, indicator: Indicator) -> Iterator[Finding]:
    """Yield the numbers that a formula holds instead of calculating them."""
    place = indicator.at("formula")
    if same_whatever(indicator.formula):
        said = f"La formule de « {name} » ne se calcule d'aucun chiffre : c'est un nombre sans source."
        hint = 'Écrivez-le dans « values: », avec sa « source: … » ; ou calculez-le d\'autres chiffres : value("famille.nom").'
        yield Finding(said, place, hint)
    elif not _has_words(indicator.source):
        for constant in undocumented(indicator.formula):
            said = f"La formule de « {name} » contient {french.format_number(constant)}, qui n'a pas de source."
            hint = "Faites-en un indicateur, avec sa source ; ou dites d'où il vient par « source: … »."
            yield Finding(said, place, hint, severity=Severity.WARNING)


def _has_words(source: str) -> bool:
    """Tell whether a source says something: « ? » and « - » don't."""
    return bool(french.folded(source))
