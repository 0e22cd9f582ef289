"""ANN: what an indicator or a column counts is what the last edition's counted, or its series is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.in_time import with_year
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.last_year import names_before
from rapport.sources.authored import Indicator
from rapport.sources.model import Table
from rapport.sources.published import Definition, LastEdition
from rapport.sources.published_columns import list_counted, words_of_list

rule = SOURCE_RULES.rule
_PLACES = {"l'unité": "unit", "le libellé": "label", "le titre": "label", "la formule": "formula", "la liste comptée": "count_of"}
_Change = tuple[str, str, str]  # what changed, what it was, what it is


@rule("ANN04", Severity.WARNING)
def changed_definition(sources: Sources) -> Iterator[Finding]:
    """Un indicateur, une colonne qui ne comptent plus la même chose que dans la dernière édition disent leur rupture de série.

    Une unité différente est une erreur ; un libellé, une formule, une liste comptée différents, un avertissement. Une année mise
    à jour dans un libellé n'y change rien.
    """
    last = sources.report.last
    if last is None:
        return
    year = sources.report.edition.year
    for name, indicator in sources.report.indicators.items():
        names = (name, *names_before(indicator.replaces))
        before = next((last.definitions[old] for old in names if old in last.definitions), None)
        if before is None or any(since > last.year for since in indicator.breaks):
            continue
        for change in (*_changes(before, indicator, last.year, year), *_other_list(names, indicator, last)):
            yield _changed(name, change, indicator.at(_PLACES[change[0]]), before.place, (last.year, year))
    for table in sources.report.tables.values():
        if not any(since > last.year for since in table.spec.breaks):
            yield from _changed_columns(table, last, year)


def _changed_columns(table: Table, last: LastEdition, year: int) -> Iterator[Finding]:
    """Yield the columns of numbers that another unit or title made count something else."""
    known = (last.columns(name) for name in (table.id, *names_before(table.spec.replaces)))
    before = next(filter(None, known), {})
    for name, column in table.spec.columns.items():
        was = before.get(name)
        if was is None or not column.numeric:
            continue
        if was.unit != (column.unit or ""):
            units = (was.unit or "sans unité", column.unit or "sans unité")
            yield _changed(f"{table.id}.{name}", ("l'unité", *units), column.at("unit"), was.place, (last.year, year))
        if not _says_the_same(was.label, column.label, last.year, year):
            titles = ("le titre", was.label, column.label)
            yield _changed(f"{table.id}.{name}", titles, column.at("label"), was.place, (last.year, year))


def _changed(name: str, change: _Change, place: Place, before: Place, years: tuple[int, int]) -> Finding:
    key, was, now = change
    last, year = years
    said = f"« {name} » : {key} était « {was} » dans l'édition {last}, « {now} » à présent."
    hint = f"Si ce n'est plus la même mesure : « break: {{{year}: \"ce qui change\"}} ». Sinon, reprenez l'ancienne définition."
    return Finding(said, place, hint, ((before, f"édition {last}"),), Severity.ERROR if key == "l'unité" else None)


def _other_list(names: tuple[str, ...], indicator: Indicator, last: LastEdition) -> Iterator[_Change]:
    """Yield the list that an indicator counted and the one that it counts, where they aren't the same."""
    if last.counts is None:
        return
    was = next((last.counts[name] for name in names if name in last.counts), None)
    now = list_counted(indicator.count_of) if indicator.count_of else None
    if was != now:
        yield "la liste comptée", words_of_list(was), words_of_list(now)


def _changes(before: Definition, indicator: Indicator, last: int, year: int) -> Iterator[tuple[str, str, str]]:
    if before.unit != indicator.unit:
        yield "l'unité", before.unit or "sans unité", indicator.unit or "sans unité"
    if not _says_the_same(before.label, indicator.label, last, year):
        yield "le libellé", before.label, with_year(indicator.label, year)
    if "".join(before.formula.split()) != "".join(indicator.formula.split()):
        yield "la formule", before.formula or "aucune", indicator.formula or "aucune"


def _says_the_same(was: str, typed: str, last: int, year: int) -> bool:
    """Tell whether a label says what it said, years moved on; one that calls something else than its year isn't judged."""
    label = with_year(typed, year)
    dated = (was, last), (label, year)
    return "{{" in label or _same_but_years(was, label, year - last) or _same_undated(*dated)


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
_YEAR = regex(r"(?<!\d)(?:19|20)\d\d(?!\d)")
