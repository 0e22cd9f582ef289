"""CHA: the charts of `data/charts.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rapport.ground import french
from rapport.ground.near import meant, near_names
from rapport.ground.problems import Severity
from rapport.ground.units import measures_of
from rapport.numbers.chart_rows import KINDS, is_waiting, rows_of, undrawn_labels
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import UnknownNumber
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text import charts_shown
from rapport.sources.authored import ChartSpec
from rapport.sources.model import ChartRow

rule = SOURCE_RULES.rule
HUNDRED = Decimal(100)
SHARED = frozenset({"stacked", "waffle", "profile"})  # kinds that share out a whole
SURFACES = SHARED | {"field", "discs"}  # kinds that show a number by how much room it takes


@rule("CHA01")
def unknown_chart_data(sources: Sources) -> Iterator[Finding]:
    """Un graphique dessine une table (ou des indicateurs) qui existe, par des colonnes qui existent."""
    for name, spec in sources.report.charts.items():
        yield from _unknown(sources, name, spec)


def _unknown(sources: Sources, name: str, spec: ChartSpec) -> Iterator[Finding]:
    if bool(spec.table) == bool(spec.indicators):
        yield Finding(f"Le graphique « {name} » dessine soit une « table », soit des « indicators ».", spec.at("table"))
        return
    for index, ref in enumerate(spec.indicators):
        try:
            sources.register.number(ref)
        except (UnknownNumber, ExpressionError) as error:
            yield Finding.of(error, spec.at("indicators", index), said=f"Graphique « {name} » : {error.message}")
    if not spec.table:
        yield from _unlike(sources, name, spec)
        return
    table = sources.report.tables.get(spec.table)
    if table is None:
        hint = near_names(spec.table, sources.report.tables, 0.5)
        yield Finding(f"Graphique « {name} » : la table « {spec.table} » n'existe pas.", spec.at("table"), hint)
        return
    for key, column in (("category", spec.category), ("value", spec.value), ("group", spec.group)):
        hint = f"Colonnes de « {spec.table} » : {', '.join(table.spec.columns)}."
        if column and column not in table.spec.columns:
            yield Finding(f"Graphique « {name} » : la colonne « {column} » n'existe pas.", spec.at(key), hint)
        elif column and table.spec.columns[column].numeric != (key == "value"):
            kind = "de nombres" if key == "value" else "de textes"
            yield Finding(f"Graphique « {name} » : « {key}: {column} » doit être une colonne {kind}.", spec.at(key), hint)
    if not spec.category:
        yield Finding(f"Graphique « {name} » : il manque « category: », la colonne des étiquettes.", spec.at())
    for column in spec.where:
        if column not in table.spec.columns:
            yield Finding(f"Graphique « {name} » : la colonne « {column} » n'existe pas.", spec.at("where", column))


def _unlike(sources: Sources, name: str, spec: ChartSpec) -> Iterator[Finding]:
    """Yield the indicator measured in another size than one before: 120 MWh and 4 500 kWh have no common scale."""
    first: dict[frozenset[tuple[str, int]], str] = {}
    for index, ref in enumerate(spec.indicators):
        unit = sources.report.indicators[ref].unit if ref in sources.report.indicators else ""
        other = first.setdefault(frozenset((kind, power) for kind, power, _ in measures_of(unit)), unit)
        if measures_of(other) != measures_of(unit):
            said = f"Graphique « {name} » : un nombre est en « {other} », un autre en « {unit} »."
            yield Finding(said, spec.at("indicators", index), "Un graphique a une seule échelle : donnez-les dans la même unité.")
            return


@rule("CHA02")
def unknown_chart_kind(sources: Sources) -> Iterator[Finding]:
    """Un graphique est d'un type connu."""
    for name, spec in sources.report.charts.items():
        if spec.kind not in KINDS:
            hint = f"Types admis : {french.listed(list(KINDS))}."
            yield Finding(f"Graphique « {name} » : le type « {spec.kind} » n'existe pas.", spec.at("kind"), hint)


@rule("CHA03", Severity.WARNING)
def unused_chart(sources: Sources) -> Iterator[Finding]:
    """Un graphique décrit est montré dans une section."""
    shown = set(sources.gathered(charts_shown))
    for name, spec in sources.report.charts.items():
        if name not in shown:
            hint = f'Ajoutez {{{{ chart("{name}") }}}} à une section, ou retirez le graphique.'
            yield Finding(f"Le graphique « {name} » n'est montré nulle part.", spec.at(), hint)


@rule("CHA04")
def empty_chart(sources: Sources) -> Iterator[Finding]:
    """Un graphique a au moins une valeur à dessiner."""
    for name, spec, rows in sources.once(sound_charts):
        if not rows:
            yield Finding(
                f"Le graphique « {name} » n'a rien à dessiner.", spec.at(), "Vérifiez « where: » et l'année de la table."
            )
        elif spec.kind in SURFACES and not any(row.value for row in rows):
            said = f"Le graphique « {name} » n'a rien à dessiner : toutes ses valeurs sont nulles."
            yield Finding(said, spec.at(), "Prenez « kind: bars », qui écrit les zéros, ou retirez-le du texte.")


@rule("CHA05", Severity.WARNING)
def unknown_highlight(sources: Sources) -> Iterator[Finding]:
    """L'étiquette mise en valeur (« highlight ») est une étiquette du graphique."""
    for name, spec, rows in sources.once(sound_charts):
        labels = {row.category for row in rows} | {row.group for row in rows}
        wanted = french.typeset(spec.highlight)
        if wanted and wanted in undrawn_labels(spec, sources.numbers) - labels:
            said = f"Graphique « {name} » : « {spec.highlight} » n'a pas de nombre, donc pas de marque à mettre en valeur."
            yield Finding(said, spec.at("highlight"), "Mettez en valeur une autre étiquette, ou retirez « highlight: ».")
        elif wanted and wanted not in labels:
            said = f"Graphique « {name} » : aucune étiquette « {spec.highlight} »."
            yield Finding(said, spec.at("highlight"), meant(wanted, labels))


@rule("CHA06")
def missing_map(sources: Sources) -> Iterator[Finding]:
    """Une carte a son fond dans assets/map/."""
    for name, spec in sources.report.charts.items():
        if spec.kind == "map" and not (sources.folder("assets/map") / f"{spec.map}.geojson").is_file():
            yield Finding(f"Graphique « {name} » : assets/map/{spec.map}.geojson n'existe pas.", spec.at("map"))


@rule("CHA09")
def negative_part(sources: Sources) -> Iterator[Finding]:
    """Une surface montre un nombre positif, et les parts d'un tout ne font pas plus que lui.

    Une surface : une barre partagée (« stacked »), une grille (« waffle », « profile »), des points (« field ») ou des disques.
    """
    for name, spec, rows in sources.once(sound_charts):
        for row in rows if spec.kind in SURFACES else ():
            if row.value < 0:
                is_not = "une part d'un tout" if spec.kind in SHARED else "une surface"
                said = f"Graphique « {name} » : « {row.category} » vaut {row.printed}, qui n'est pas {is_not}."
                hint = "Prenez « kind: bars », qui va de part et d'autre de zéro, ou retirez cette ligne (« where: »)."
                yield Finding(said, sources.register.number(row.ref).place, hint, ((spec.at("kind"), "le graphique"),))
        yield from _beyond_whole(name, spec, rows) if spec.kind in SHARED else ()


def _beyond_whole(name: str, spec: ChartSpec, rows: tuple[ChartRow, ...]) -> Iterator[Finding]:
    """Tell the percentages that make more than 100, which their roundings don't explain: drawn, they would be smaller."""
    for group in dict.fromkeys(row.group for row in rows):
        parts = [row for row in rows if row.group == group]
        total = sum((max(row.value, Decimal()) for row in parts), Decimal())
        if all(row.printed.endswith("%") for row in parts) and total > HUNDRED + Decimal(len(parts)) / 2:
            of = f", « {group} »" if group else ""
            said = f"Graphique « {name} »{of} : ces parts font {french.format_number(total)} %, plus que le tout."
            yield Finding(said, spec.at("kind"), "Prenez « kind: bars » si elles se recoupent ; sinon, corrigez-les.")


@shared
def sound_charts(sources: Sources) -> tuple[tuple[str, ChartSpec, tuple[ChartRow, ...]], ...]:
    """Return the charts that can be drawn, with their rows: nothing that they name is missing or awaited."""
    return tuple(
        (name, spec, rows_of(spec, sources.numbers))
        for name, spec in sources.report.charts.items()
        if is_sound(sources, name, spec)
    )


def is_sound(sources: Sources, name: str, spec: ChartSpec) -> bool:
    """Tell whether a chart can be drawn."""
    return not any(_unknown(sources, name, spec)) and spec.kind in KINDS and not is_waiting(spec, sources.numbers)
