"""IND: the indicators of `data/indicators/`."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.problems import Place, Severity
from rapport.numbers.counting import entries_of
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.pieces.by_year import of_the_edition
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import Register, UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.proofs import addable, excess_digits, gap_of
from rapport.sources.answers import empty_years, is_asked, unknown_years
from rapport.sources.authored import Indicator

rule = SOURCE_RULES.rule


@rule("IND01", Severity.WARNING)
def missing_value(sources: Sources) -> Iterator[Finding]:
    """Un indicateur doit avoir une valeur pour l'année du rapport, une formule, ou une liste à compter (« count_of »)."""
    year = sources.report.edition.year
    for name, indicator in sources.report.indicators.items():
        if is_asked(indicator, year) and year not in empty_years(indicator):
            yield Finding(f"« {name} » n'a pas de valeur pour {year}.", indicator.at("values"))


@rule("IND02")
def wrong_total(sources: Sources) -> Iterator[Finding]:
    """Un total doit être la somme de ses parties, à la tolérance d'arrondi près.

    Au-delà de la tolérance : erreur. En deçà, mais plus que les arrondis ne l'expliquent d'ordinaire : avertissement.
    Juste seulement grâce aux arrondis : info.
    """
    register = sources.register
    for name, indicator in sources.report.indicators.items():
        if not indicator.total_of:
            continue
        parts = _parts(register, indicator)
        if isinstance(parts, Finding):
            yield parts
            continue
        total = _known(register, name)
        if total is None or not parts or not addable([total, *(quantity for quantity, _ in parts)]):
            continue  # IND09 tells what isn't measured alike
        gap = gap_of(total, [quantity for quantity, _ in parts])
        if gap.severity is not None:
            own, summed = (
                french.with_unit(french.format_number(value), indicator.unit) for value in (total.value, gap.summed.value)
            )
            said = f"« {name} » vaut {own}, la somme de ses parties vaut {summed}."
            first = parts[0][1]
            where = ((first, f"première des {len(parts)} parties"),)
            yield Finding(said, indicator.at("values", register.year), gap.words(), where, gap.severity)


def _known(register: Register, name: str) -> Quantity | None:
    try:
        return register.number(name).quantity
    except (UnknownNumber, ExpressionError):
        return None


def _parts(register: Register, indicator: Indicator) -> list[tuple[Quantity, Place]] | Finding:
    """Return the parts of a total with their places, or what is wrong with their names."""
    wanted = indicator.total_of
    if isinstance(wanted, str) and wanted.partition(".")[0] in register.report.tables:
        name, _, column = wanted.partition(".")
        table = register.report.tables[name]
        if column not in table.spec.columns or not table.spec.columns[column].numeric:
            return Finding(f"La table « {name} » n'a pas de colonne de nombres « {column} ».", indicator.at("total_of"))
        rows = table.of_year(register.year)
        refs = [f"{name}.{row.key}.{column}" for row in rows]
        waiting = register.awaited.keys() & {*refs}
        cells = {ref: row.numbers[column] for ref, row in zip(refs, rows, strict=True)}
        refs = [*waiting] or [ref for ref, cell in cells.items() if cell.value is not None or cell.unknown]
    else:
        refs = [wanted] if isinstance(wanted, str) else list(wanted)
    parts = []
    for ref in refs:
        try:
            number = register.number(ref)
        except UnknownNumber as error:
            return Finding.of(error, indicator.at("total_of"))
        except ExpressionError as error:
            if error.awaited == register.year:
                return Finding.of(error, indicator.at("total_of"))
            continue
        parts.append((number.quantity, number.place))
    return parts


@rule("IND03")
def indicator_excess_digits(sources: Sources) -> Iterator[Finding]:
    """Une valeur n'a pas plus de chiffres que sa précision déclarée (« decimals »)."""
    for name, indicator in sources.report.indicators.items():
        for year, value in indicator.values.items():
            if excess_digits(value, indicator.decimals):
                said = f"« {name} » vaut {french.format_number(value)} : plus de chiffres que « decimals: {indicator.decimals} »."
                yield Finding(said, indicator.at("values", year), "Corrigez la valeur, ou la précision déclarée.")


@rule("IND04")
def disagreeing_statements(sources: Sources) -> Iterator[Finding]:
    """Les déclarations d'un même fait doivent s'accorder. Un désaccord connu (to_confirm) n'est qu'un avertissement."""
    register = sources.register
    for name, indicator in sources.report.indicators.items():
        stated = _known(register, name)
        for index, statement in enumerate(indicator.statements):
            if register.year in unknown_years(indicator):
                value = french.format_number(statement.value)
                said = f"« {name} » est dit « n.d. », mais {value} est énoncé dans : {statement.source}."
                yield Finding(said, indicator.at("statements", index), "Écrivez cette valeur, ou retirez l'énoncé.")
            elif stated is not None and stated != Quantity.of(statement.value, indicator.decimals):
                own, other = french.format_number(stated.value), french.format_number(statement.value)
                said = f"« {name} » vaut {own}, mais {other} est énoncé dans : {statement.source}."
                known = indicator.status == "to_confirm"
                yield Finding(said, indicator.at("statements", index), severity=Severity.WARNING if known else None)


@rule("IND05")
def failing_formula(sources: Sources) -> Iterator[Finding]:
    """Une formule doit pouvoir se calculer : noms connus, pas de boucle, pas de division par zéro."""
    for name, indicator in sources.report.indicators.items():
        if indicator.formula:
            try:
                sources.register.number(name)
            except ExpressionError as error:
                yield Finding.of(error, indicator.at("formula"), said=f"« {name} » : {error.message}")


@rule("IND07")
def wrong_count(sources: Sources) -> Iterator[Finding]:
    """Un nombre qui compte une liste (« count_of ») est égal au nombre d'entrées de cette liste.

    Sans valeur pour l'année, il est ce nombre d'entrées.
    """
    for name, indicator in sources.report.indicators.items():
        if indicator.count_of is None:
            continue
        place = indicator.at("count_of")
        rows = entries_of(sources.report, indicator.count_of, sources.register.year)
        stated = _known(sources.register, name)
        if isinstance(rows, str):
            yield Finding(rows, place)
        elif rows and sources.register.year in unknown_years(indicator):
            said = f"« {name} » est dit « n.d. », la liste en compte {len(rows)}."
            hint = "Effacez « n.d. » : le nombre est celui de la liste. Ou retirez « count_of: »."
            yield Finding(said, indicator.at("values", sources.register.year), hint, ((rows[0], "première entrée"),))
        elif stated is not None and stated != Quantity.of(len(rows)):
            said = f"« {name} » vaut {french.format_number(stated.value)}, la liste en compte {len(rows)}."
            where = tuple((found, "première entrée") for found in rows[:1])
            severity = Severity.WARNING if indicator.status == "to_confirm" else None
            hint = "Corrigez la valeur, ou la liste."
            if of_the_edition(indicator.piece, sources.report):
                hint += " La pièce dit l'ancien nombre : retirez « piece: », ou donnez celle qui dit le nouveau."
            yield Finding(said, indicator.at("values", sources.register.year), hint, where, severity)
