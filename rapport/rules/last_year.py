"""ANN: this year's edition held to what last year's published (`editions/<year>/donnees/`), and to common sense."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.near import meant, near
from rapport.ground.problems import Place
from rapport.numbers.in_time import bare
from rapport.numbers.register import Registered
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.last_year_jumps import known_number, plain_value
from rapport.sources.authored import Breaks, Indicator, Replaced, TableSpec
from rapport.sources.published import Definition, Published
from rapport.sources.versions import CORRECTIONS
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule


@rule("ANN01")
def previous_differs(sources: Sources) -> Iterator[Finding]:
    """Une valeur d'une année passée est celle que dit la dernière édition gardée (editions/)."""
    last = sources.report.last
    if last is None:
        return
    for number, year in _past_numbers(sources, last.year):
        told = last.published(bare(number.ref), year)
        if told is not None and not _same(number, told):
            yield _differing(number, year, told)


def _past_numbers(sources: Sources, last: int) -> Iterator[tuple[Registered, int]]:
    """Yield the numbers of past years that the edition's own files give, derived ones for the last year."""
    report, register = sources.report, sources.register
    for name, indicator in report.indicators.items():
        calculated = [last] if indicator.formula and not any(year > last for year in indicator.breaks) else []
        years = calculated or [year for year in indicator.values if year <= last]
        for year in years:
            number = known_number(register.of_year(year), name, indicator)
            if number is not None:
                yield number, year
    for table in report.tables.values():
        for row in table.rows:
            if row.year <= last:
                for column, cell in row.numbers.items():
                    if cell.value is not None:
                        yield register.of_year(row.year).number(f"{table.id}.{row.key}.{column}"), row.year


def _same(number: Registered, told: Published) -> bool:
    return told.value == (round(number.value, 6) if number.formula else number.value)


def _differing(number: Registered, year: int, told: Published) -> Finding:
    own, other = (french.with_unit(french.format_number(value), number.unit) for value in (plain_value(number), told.value))
    said = f"« {number.ref} » vaut {own} pour {year}, mais {other} dans l'édition gardée."
    hint = f"Reprenez cette dernière valeur. Si elle était fausse, gardez la nouvelle, dites-le dans « note: » et {WAIVING}."
    return Finding(said, number.place, hint, ((told.place, f"valeur de l'édition gardée : {other}"),))


@rule("ANN03")
def dropped_number(sources: Sources) -> Iterator[Finding]:
    """Un indicateur ou une table de la dernière édition est encore là, ou son successeur dit « replaces: »."""
    last, report = sources.report.last, sources.report
    if last is None:
        return
    replaced = {old for indicator in report.indicators.values() for old in names_before(indicator.replaces)}
    replaced |= {old for spec in _specs(sources) for old in names_before(spec.replaces)}
    for name, definition in last.definitions.items():
        if name not in report.indicators and name not in replaced:
            said = f"L'indicateur « {name} » ({definition.label}) de l'édition {last.year} n'existe plus."
            yield Finding(said, definition.place, _successor(sources, name, definition))
    for name, place in last.tables.items():
        # A new edition leaves behind what corrects the one before.
        if name not in report.tables and name not in replaced and name != CORRECTIONS:
            said = f"La table « {name} » de l'édition {last.year} n'existe plus."
            close = near(name, report.tables, 1)
            yield Finding(said, place, _replacing(close[0] if close else "", name, table=True))


def _specs(sources: Sources) -> Iterator[TableSpec]:
    return (table.spec for table in sources.report.tables.values())


def names_before(replaced: Replaced) -> tuple[str, ...]:
    """Return the names that « replaces: » gives."""
    return ((replaced,) if replaced else ()) if isinstance(replaced, str) else replaced


def _successor(sources: Sources, name: str, definition: Definition) -> str:
    label = french.folded(definition.label)
    known = sources.report.last.definitions if sources.report.last else {}
    fresh = {new: indicator for new, indicator in sources.report.indicators.items() if new not in known}
    alike = [new for new, indicator in fresh.items() if french.folded(indicator.label) == label]
    close = alike or near(name, fresh, 1)
    return _replacing(close[0] if close else "", name)


def _replacing(new: str, old: str, *, table: bool = False) -> str:
    successor, dropped = ("celle qui la remplace", "si elle") if table else ("celui qui le remplace", "s'il")
    where = f"« {new} »" if new else successor
    given_up = f"{dropped} est abandonné{'e' * table}"
    return f"Ajoutez « replaces: {old} » à {where} ; {given_up}, {WAIVING}."


@rule("ANN05")
def misused_past(sources: Sources) -> Iterator[Finding]:
    """« replaces: » nomme un indicateur ou une table que la dernière édition avait, et qui n'est plus.

    « break: » nomme une année de l'édition, ou d'avant.
    """
    report, last = sources.report, sources.report.last
    indicators, tables = {*report.indicators}, {*report.tables}
    earlier, tables_earlier = ({*last.definitions}, {*last.tables}) if last else (set[str](), set[str]())
    named: list[tuple[Indicator | TableSpec, set[str], set[str]]] = [
        (indicator, indicators, earlier) for indicator in report.indicators.values()
    ]
    named += [(spec, tables, tables_earlier) for spec in _specs(sources)]
    for model, current, before in named:
        for old in names_before(model.replaces):
            if old in current:
                yield Finding(f"« {old} » existe encore : rien ne le remplace.", model.at("replaces"), "Retirez l'un ou l'autre.")
            elif last and old not in before:
                hint = meant(old, before - current)
                yield Finding(f"L'édition {last.year} n'a pas de « {old} ».", model.at("replaces"), hint)
        yield from _late(model.breaks, report.edition.year, model.at("break"))


def _late(breaks: Breaks, year: int, place: Place) -> Iterator[Finding]:
    for late in breaks:
        if late > year:
            yield Finding(f"La rupture de série de {late} vient après l'édition {year}.", place)


@rule("ANN06")
def unreadable_past(sources: Sources) -> Iterator[Finding]:
    """Les données de la dernière édition (editions/…/donnees/) se lisent."""
    last = sources.report.last
    hint = "Une édition gardée ne se modifie pas : remettez ses fichiers tels qu'ils ont été publiés."
    for problem in last.problems if last else ():
        yield Finding(problem.message, problem.place, hint)
