"""IND08 to IND10, IND12 and IND13: bounds, units and duplicates of the registered numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapport.ground import french
from rapport.ground.near import near
from rapport.ground.problems import Place, Severity
from rapport.ground.units import Measures, alike, is_single, measures_of, same_kinds
from rapport.numbers.by_hand import TWICE, converted_by_hand
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.sources.authored import Column, Indicator
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule
SMALL = Decimal("0.05")  # %, below which a share is seldom told
HALF_HUNDREDTH = Decimal("0.005")  # the rounding of a fraction told to the hundredth


@rule("IND08")
def out_of_bounds(sources: Sources) -> Iterator[Finding]:
    """Un nombre reste entre ses bornes (« min », « max ») : par défaut 0 et plus, et de 0 à 100 pour un %."""
    for name, indicator in sources.report.indicators.items():
        for year, value in indicator.values.items():
            yield from _outside(name, value, indicator, indicator.at("values", year))
    for table in sources.report.tables.values():
        for column_name, column in table.spec.columns.items():
            for row in table.rows if column.numeric else ():
                value_ = row.numbers[column_name].value
                if value_ is not None:
                    yield from _outside(f"{table.id}.{row.key}.{column_name}", value_, column, row.place_of(column_name))


def _outside(name: str, value: Decimal, bounded: Indicator | Column, place: Place) -> Iterator[Finding]:
    low = Decimal(0) if bounded.min is None else bounded.min
    high = Decimal(100) if bounded.max is None and bounded.unit == "%" else bounded.max
    if value < low:
        said = f"« {name} » vaut {french.format_number(value)}, moins que {french.format_number(low)}."
        yield Finding(said, place, "Corrigez la valeur, ou déclarez « min: ».")
    elif high is not None and value > high:
        said = f"« {name} » vaut {french.format_number(value)}, plus que {french.format_number(high)}."
        yield Finding(said, place, "Corrigez la valeur, ou déclarez « max: ».")


@rule("IND13", Severity.WARNING)
def doubtful_share(sources: Sources) -> Iterator[Finding]:
    """Un pourcentage n'est pas une fraction : 0,45 dans une colonne en % veut sans doute dire 45 %."""
    for name, indicator in sources.report.indicators.items():
        for year, value in indicator.values.items() if indicator.unit == "%" else ():
            others = [other for when, other in indicator.values.items() if when != year]
            yield from _fraction(name, value, others, indicator.at("values", year))
    for table in sources.report.tables.values():
        for column in [name for name, spec in table.spec.columns.items() if spec.numeric and spec.unit == "%"]:
            known = ((row, row.numbers[column].value) for row in table.rows)
            cells = [(row, share) for row, share in known if share is not None]
            values = [share for _, share in cells]
            if len(values) > 1 and min(values) >= 0 and abs(sum(values, Decimal(0)) - 1) <= HALF_HUNDREDTH * len(values):
                said = f"« {table.id} », colonne « {column} » : ces parts font 1, non 100 : ce sont des fractions, non des %."
                yield Finding(said, cells[0][0].place_of(column), "Multipliez-les par 100 : 0,45 s'écrit 45.")
                continue
            for index, (row, share) in enumerate(cells):
                others = values[:index] + values[index + 1 :]
                yield from _fraction(f"{table.id}.{row.key}.{column}", share, others, row.place_of(column))


def _fraction(name: str, value: Decimal, others: Sequence[Decimal], place: Place) -> Iterator[Finding]:
    """Yield a share below 1 that is far from all the others: below any that is usual, or with more digits than they have."""
    known = [abs(other) for other in others if other]
    if not 0 < abs(value) < 1 or any(other < 10 * abs(value) for other in known):
        return
    finer = bool(known) and _digits(value) >= max(map(_digits, known)) + 2
    if abs(value) < SMALL or finer:
        small, whole = (french.format_number(number) for number in (value, (value * 100).normalize()))
        said = f"« {name} » vaut {small} % : est-ce bien {small} %, ou {whole} % ?"
        yield Finding(said, place, f"Un pourcentage s'écrit comme il se lit : 45 pour 45 %. S'il est juste, {WAIVING}.")


def _digits(value: Decimal) -> int:
    return max(-int(value.normalize().as_tuple().exponent), 0)


@rule("IND09")
def unit_mismatch(sources: Sources) -> Iterator[Finding]:
    """Un calcul n'additionne que ce qui se mesure de même ; son résultat a l'unité déclarée, un total celle de ses parties.

    Les unités se convertissent d'elles-mêmes : une conversion tapée (« * 1000 ») serait faite deux fois.
    """
    for name, indicator in sources.report.indicators.items():
        declared = measures_of(indicator.unit)
        if indicator.formula:
            try:
                found = sources.register.number(name).quantity.measures
            except (UnknownNumber, ExpressionError):
                continue  # told by IND05
            if _is_of_another_kind(found, declared):
                said = f"La formule de « {name} » ne donne pas des « {indicator.unit or 'nombres sans unité'} »."
                yield Finding(said, indicator.at("formula"), "Vérifiez la formule, ou « unit: ».")
            for sign in converted_by_hand(indicator.formula, {"value": sources.register.quantity}, declared):
                said = f"« {sign} », dans la formule de « {name} », convertit ce que le calcul convertit déjà."
                yield Finding(said, indicator.at("formula"), TWICE.format(sign))
        for part in _parts(sources, indicator):
            if not same_kinds(measures_of(part), declared):
                said = f"« {name} » est en « {indicator.unit} », ses parties en « {part} »."
                yield Finding(said, indicator.at("total_of"), "Un total se mesure comme ses parties.")
                break


def _is_of_another_kind(found: Measures, declared: Measures) -> bool:
    """Tell whether a calculation doesn't measure what its unit says.

    A ratio of two like quantities measures nothing: « % », « fois » or no unit are then as good. A rate is also told in its
    first unit alone, a cost by member in euros, or as a share of what is usual.
    """
    if is_single(found):
        return not same_kinds(found, declared) and (found[0].kind != "count" or bool(declared))
    if is_single(declared):
        return declared[0].kind != "share" and not alike(found, declared)
    return bool(found and declared) and not same_kinds(found, declared)


def _parts(sources: Sources, indicator: Indicator) -> list[str]:
    """Return the units of the parts of a total, unknown parts left out (told by IND02)."""
    wanted = (indicator.total_of,) if isinstance(indicator.total_of, str) else indicator.total_of
    units = []
    for ref in filter(None, wanted):
        table, _, column = ref.partition(".")
        spec = sources.report.tables[table].spec.columns.get(column) if table in sources.report.tables else None
        if spec is not None:
            units.append(spec.unit or "")
        elif ref in sources.report.indicators:
            units.append(sources.report.indicators[ref].unit)
    return units


@rule("IND10", Severity.WARNING)
def duplicate_fact(sources: Sources) -> Iterator[Finding]:
    """Un fait n'a qu'un indicateur : deux indicateurs de même libellé et de même unité sont sans doute le même."""
    first: dict[tuple[str, str], str] = {}
    for name, indicator in sources.report.indicators.items():
        before = first.setdefault((french.folded(indicator.label), indicator.unit), name)
        if before != name:
            place = sources.report.indicators[before].at()
            said = f"« {name} » et « {before} » ont le même libellé : « {indicator.label} »."
            yield Finding(
                said,
                indicator.at("label"),
                "Gardez un seul indicateur ; une autre mention du fait va dans « statements: ».",
                ((place, before),),
            )


@rule("IND12", Severity.WARNING)
def unknown_unit(sources: Sources) -> Iterator[Finding]:
    """Une unité employée une seule fois, à une lettre d'une autre, est sans doute une faute de frappe."""
    places: dict[str, list[Place]] = {}
    for indicator in sources.report.indicators.values():
        places.setdefault(indicator.unit, []).append(indicator.at("unit"))
    for table in sources.report.tables.values():
        for column in table.spec.columns.values():
            places.setdefault(column.unit or "", []).append(column.at("unit"))
    for unit, found in places.items():
        close = near(unit, [other for other in places if other != unit], 1, 0.85) if len(found) == 1 else []
        if close and unit.rstrip("sx") != close[0].rstrip("sx") and len(places[close[0]]) > 1:
            yield Finding(f"L'unité « {unit} » n'est employée qu'ici.", found[0], f"Vouliez-vous « {close[0]} » ?")
