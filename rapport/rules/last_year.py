"""ANN: this year's edition held to what last year's published (`editions/<year>/donnees/`), and to common sense."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.near import meant, near
from rapport.ground.problems import Place, Severity
from rapport.numbers.in_time import bare, with_year
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
    replaced = {old for indicator in report.indicators.values() for old in _old(indicator.replaces)}
    replaced |= {old for spec in _specs(sources) for old in _old(spec.replaces)}
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


def _old(replaced: Replaced) -> tuple[str, ...]:
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


@rule("ANN04", Severity.WARNING)
def changed_definition(sources: Sources) -> Iterator[Finding]:
    """Un indicateur qui ne compte plus la même chose que dans la dernière édition dit sa rupture de série (« break: »).

    Une unité différente est une erreur ; un libellé ou une formule différents, un avertissement. Une année mise à jour dans
    un libellé n'y change rien.
    """
    last, report = sources.report.last, sources.report
    if last is None:
        return
    year = report.edition.year
    for name, indicator in report.indicators.items():
        before = next((last.definitions[old] for old in (name, *_old(indicator.replaces)) if old in last.definitions), None)
        if before is None or any(year > last.year for year in indicator.breaks):
            continue
        hint = (
            f"Si ce n'est plus la même mesure : « break: {{{year}: \"ce qui change\"}} ». Sinon, reprenez l'ancienne définition."
        )
        for key, was, now in _changes(before, indicator, last.year, year):
            said = f"« {name} » : {key} était « {was} » dans l'édition {last.year}, « {now} » à présent."
            severity = Severity.ERROR if key == "l'unité" else None
            place = indicator.at({"l'unité": "unit", "le libellé": "label"}.get(key, "formula"))
            yield Finding(said, place, hint, ((before.place, f"édition {last.year}"),), severity)


def _changes(before: Definition, indicator: Indicator, last: int, year: int) -> Iterator[tuple[str, str, str]]:
    if before.unit != indicator.unit:
        yield "l'unité", before.unit or "sans unité", indicator.unit or "sans unité"
    label = with_year(indicator.label, year)
    dated = (before.label, last), (label, year)
    if "{{" not in label and not _same_but_years(before.label, label, year - last) and not _same_undated(*dated):
        yield "le libellé", before.label, label
    if "".join(before.formula.split()) != "".join(indicator.formula.split()):
        yield "la formule", before.formula or "aucune", indicator.formula or "aucune"


def _same_but_years(was: str, now: str, shift: int) -> bool:
    """Tell whether two labels say the same, each of their years the same or moved on with the edition."""
    years = zip(map(int, _YEAR.findall(was)), map(int, _YEAR.findall(now)), strict=False)
    plain = [french.folded(_YEAR.sub("2000", label)) for label in (was, now)]
    return plain[0] == plain[1] and all(after - before in {0, shift} for before, after in years)


def _same_undated(*dated: tuple[str, int]) -> bool:
    """Tell whether labels say the same without the year of their own editions: « Vélos réparés en 1998 », « Vélos réparés »."""
    return len({_undated(french.folded(label), year) for label, year in dated}) == 1


def _undated(label: str, year: int) -> str:
    return " ".join(re.sub(rf"(?:\b{_LEADS} )*\b{year}\b", " ", label).split())


_LEADS = "(?:en|de|pour|sur|fin|a|la|au|cours|titre|du|31 decembre|dans|l annee|annee|edition)"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


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
        for old in _old(model.replaces):
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
