"""TAB: the tables of `data/tables.yml` and `data/tables/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.problems import Place, Severity
from rapport.numbers.counting import matches
from rapport.numbers.expressions import ExpressionError, short
from rapport.numbers.pieces.by_year import of_the_edition
from rapport.numbers.quantity import Quantity
from rapport.numbers.register import UnknownNumber
from rapport.numbers.typed_totals import typed_totals
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.proofs import addable, excess_digits, gap_of
from rapport.sources.authored import ColumnTotal
from rapport.sources.model import Report, Row, Table

rule = SOURCE_RULES.rule

VIEW_COLUMNS = {
    "lexicon": ("acronym", "expansion"), "timeline": ("when", "title"), "directory": ("region", "name"),
    "logos": ("name", "image"),
}  # fmt: skip


@rule("TAB01")
def wrong_column_total(sources: Sources) -> Iterator[Finding]:
    """Une colonne doit faire le total déclaré (« totals »), en tout ou par groupe, à la tolérance d'arrondi près.

    Avec « exact: true », tout écart est une erreur : les nombres imprimés font ce total tout juste.
    """
    for table in sources.report.tables.values():
        for index, total in enumerate(table.spec.totals):
            declared = _declared(sources, table, total, index)
            if isinstance(declared, Finding):
                yield declared
                continue
            groups = _groups(sources, table, total)
            for group, rows in groups.items():
                if any(f"{table.id}.{row.key}.{total.column}" in sources.register.awaited for row in rows):
                    continue
                if any(row.numbers[total.column].unknown for row in rows):
                    continue  # « n.d. »: the others aren't their total
                yield from _gap(table, index, (declared, _unit_of(sources, table, total)), group, rows)
            if total.where and not groups and table.of_year(sources.report.edition.year):
                said = f"« totals » de « {table.id} » : aucune ligne n'a ces valeurs, rien n'est additionné."
                yield Finding(said, table.spec.at("totals", index, "where"))


def _declared(sources: Sources, table: Table, total: ColumnTotal, index: int) -> Quantity | Finding:
    place = table.spec.at("totals", index)
    for name in [total.column, *_per(total), *total.where]:
        if name not in table.spec.columns:
            return Finding(f"« totals » de « {table.id} » : la colonne « {name} » n'existe pas.", place)
    if not table.spec.columns[total.column].numeric:
        return Finding(f"« totals » de « {table.id} » : « {total.column} » n'est pas une colonne de nombres.", place)
    for name in [*_per(total), *total.where]:
        if table.spec.columns[name].numeric:
            return Finding(f"« totals » de « {table.id} » : « {name} » n'est pas une colonne de textes.", place)
    if isinstance(total.equals, Decimal):
        return Quantity.of(total.equals)
    try:
        return Quantity.of(french.number_of(total.equals))
    except ValueError:
        pass
    try:
        return sources.register.number(total.equals).quantity
    except (UnknownNumber, ExpressionError) as error:
        return Finding.of(error, place)


def _per(total: ColumnTotal) -> tuple[str, ...]:
    return (total.per,) if isinstance(total.per, str) else total.per


def _groups(sources: Sources, table: Table, total: ColumnTotal) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in table.of_year(sources.report.edition.year):
        wanted = all(matches(row.texts[c], w) for c, w in total.where.items())
        awaited = f"{table.id}.{row.key}.{total.column}" in sources.register.awaited
        cell = row.numbers[total.column]
        if wanted and (awaited or cell.unknown or cell.value is not None):
            groups.setdefault(tuple(one_name(row.texts[name]) for name in _per(total)), []).append(row)
    return groups


def _unit_of(sources: Sources, table: Table, total: ColumnTotal) -> str:
    """Return the unit of a declared total: that of the indicator it names, else the column's."""
    named = sources.report.indicators.get(str(total.equals))
    return (named.unit if named else table.spec.columns[total.column].unit) or ""


def _gap(table: Table, index: int, of: tuple[Quantity, str], group: tuple[str, ...], rows: Sequence[Row]) -> Iterator[Finding]:
    declared, sized = of
    total = table.spec.totals[index]
    decimals, unit = table.spec.columns[total.column].decimals, table.spec.columns[total.column].unit
    if total.exact:  # the source says so: its printed numbers were made to add up
        declared, decimals = replace(declared, low=declared.value, high=declared.value), "exact"
    values = [row.numbers[total.column].value for row in rows]
    parts = [Quantity.of(v, 0 if decimals is None else decimals, unit) for v in values if v is not None]
    if not addable([declared, *parts]):
        said = (
            f"« {table.id} » : la colonne « {total.column} » est en « {unit or 'nombres sans unité'} », son total ne l'est pas."
        )
        yield Finding(said, table.spec.at("totals", index), "Un total se mesure comme ses parties.")
        return
    gap = gap_of(declared, parts)
    if gap.severity is None:
        return
    which = f" ({', '.join(group)})" if group else ""
    summed, wanted = (french.with_unit(french.format_number(value), sized) for value in (gap.summed.value, declared.value))
    said = f"« {table.id} »{which} : la colonne « {total.column} » fait {summed}, le total déclaré est {wanted}."
    first, last = rows[0], rows[-1]
    place = first.place_of(total.column)
    yield Finding(said, place, gap.words(), ((last.place_of(total.column), "dernière ligne"),), gap.severity)


@rule("TAB02")
def cell_excess_digits(sources: Sources) -> Iterator[Finding]:
    """Une cellule n'a pas plus de chiffres que la précision de sa colonne (« decimals »)."""
    for table in sources.report.tables.values():
        for name, column in table.spec.columns.items():
            decimals = 0 if column.decimals is None else column.decimals
            for row in table.rows if column.numeric else ():
                cell = row.numbers[name]
                if cell.value is not None and excess_digits(cell.value, decimals):
                    printed = french.format_number(cell.value)
                    said = f"« {table.id} », colonne « {name} » : {printed} a plus de chiffres que sa précision."
                    yield Finding(said, cell.place, f"Corrigez la valeur, ou « decimals: {decimals} » dans data/tables.yml.")


@rule("TAB03")
def unsourced_row(sources: Sources) -> Iterator[Finding]:
    """Une ligne de nombres a une source, un total aussi ; une ligne à confirmer a aussi sa question.

    Un total tapé (« equals: 543 ») a sa pièce, ou du moins la source de la table ; mieux vaut qu'il nomme un indicateur (info).
    La pièce d'un total qui nomme un indicateur est celle de l'indicateur : elle se dit sous lui.
    """
    for table in sources.report.tables.values():
        yield from _typed_totals(table, sources.report)
        for row in table.rows:
            if row.numbers and not french.folded(row.source):
                yield Finding(
                    f"La ligne « {row.key} » de « {table.id} » n'a pas de source.", row.place, "Ajoutez « source: … » à la table."
                )
            if row.status == "to_confirm" and not row.question:
                yield Finding(f"La ligne « {row.key} » de « {table.id} » est à confirmer, mais sa question manque.", row.place)


def _typed_totals(table: Table, report: Report) -> Iterator[Finding]:
    """Yield the typed totals that have no piece of their own, and those that have one though an indicator holds them."""
    for index, total, number in typed_totals(table):
        if not of_the_edition(total.piece, report):
            sourced = bool(french.folded(table.spec.source))
            said = f"« totals » de « {table.id} » : {french.format_number(number)} est tapé, sans source qui soit la sienne."
            hint = "Nommez l'indicateur qui le porte (« equals: famille.nom »), ou la pièce qui le prouve (« piece: »)."
            yield Finding(said, table.spec.at("totals", index), hint, severity=Severity.INFO if sourced else None)
    for index, total in enumerate(table.spec.totals):
        if total.piece and not isinstance(total.equals, Decimal):
            said = f"« totals » de « {table.id} » : ce total est l'indicateur « {total.equals} », sa pièce n'est pas lue ici."
            hint = "Retirez « piece: » du total, et écrivez-la sous l'indicateur, dans data/indicators/."
            yield Finding(said, table.spec.at("totals", index, "piece"), hint)


@rule("TAB04")
def missing_view_column(sources: Sources) -> Iterator[Finding]:
    """Une table mise en forme par « view » a les colonnes que cette forme demande ; chaque sigle, et le premier mois, y sont."""
    for table in sources.report.tables.values():
        lacking = [name for name in VIEW_COLUMNS.get(table.spec.view, ()) if name not in table.spec.columns]
        for name in lacking:
            said = f"« {table.id} » : la forme « {table.spec.view} » demande une colonne « {name} »."
            yield Finding(said, table.spec.at("view"))
        rows = table.of_year(sources.report.edition.year)
        if not lacking and table.spec.view in {"lexicon", "timeline"}:
            name, *_ = VIEW_COLUMNS[table.spec.view]
            for row in rows if table.spec.view == "lexicon" else rows[:1]:  # an event without a month follows the one before
                if not row.texts[name]:
                    yield Finding(
                        f"« {table.id} » : la colonne « {name} » est vide.", row.place_of(name), "Remplissez cette case."
                    )


@rule("TAB05")
def unknown_key_column(sources: Sources) -> Iterator[Finding]:
    """La clé d'une table (« key ») est faite de colonnes de la table."""
    for table in sources.report.tables.values():
        names = (table.spec.key,) if isinstance(table.spec.key, str) else table.spec.key
        for name in names:
            if name and name not in table.spec.columns:
                yield Finding(f"« {table.id} » : la clé nomme une colonne « {name} » qui n'existe pas.", table.spec.at("key"))


@rule("TAB06", Severity.WARNING)
def empty_year(sources: Sources) -> Iterator[Finding]:
    """Une table a des lignes pour l'année du rapport."""
    year = sources.report.edition.year
    for table in sources.report.tables.values():
        if not table.of_year(year):
            yield Finding(f"« {table.id} » n'a pas de ligne pour {year}.", table.spec.at())


@rule("TAB08", Severity.WARNING)
def repeated_name(sources: Sources) -> Iterator[Finding]:
    """Deux lignes d'une table sans nombres n'ont pas le même nom, quand sa clé (« key ») est déclarée ; le lexique a LEX01."""
    for table in sources.report.tables.values():
        numeric = any(column.numeric for column in table.spec.columns.values())
        if not table.spec.key or numeric or table.spec.view == "lexicon":
            continue
        first: dict[tuple[int, str], Place] = {}
        for row in table.rows:
            before = first.setdefault((row.year, row.key), row.place)
            if before is not row.place and row.key.strip("."):
                said = f"« {table.id} » : deux lignes s'appellent « {short(row.key)} » en {row.year}."
                yield Finding(said, row.place, "Distinguez-les, ou retirez-en une.", ((before, "première ligne de ce nom"),))


@rule("TAB09", Severity.WARNING)
def name_parted_from_its_past(sources: Sources) -> Iterator[Finding]:
    """Une ligne a le même nom d'une année à l'autre, majuscules et accents compris : sans cela, elle perd son passé."""
    year = sources.report.edition.year
    for table in sources.report.tables.values():
        now = {row.key: row for row in table.of_year(year)}
        before = {row.key: row for row in table.of_year(year - 1)}
        parted = {french.folded(key): row for key, row in now.items() if key not in before}
        for key, row in before.items():
            mine = parted.get(french.folded(key))
            if key not in now and mine is not None and french.folded(key):
                names = f"« {short(key)} » en {year - 1} est « {short(mine.key)} » en {year}"
                said = f"« {table.id} » : {names} : ce sont deux lignes, et l'an dernier est perdu."
                yield Finding(said, row.place, "Écrivez leur nom de la même façon.", ((mine.place, f"la ligne de {year}"),))
