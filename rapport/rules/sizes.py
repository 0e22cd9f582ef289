"""TAB07, TAB10, CHA07: how much is printed or drawn at once. Far above any report, far below what keeps outside tools busy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapport.ground.near import meant
from rapport.ground.problems import Severity
from rapport.manuscript.charts import height_of
from rapport.manuscript.charts.theme import LABEL_SIZE, Theme
from rapport.numbers.calls import TableCall
from rapport.numbers.chart_rows import KINDS, is_waiting, rows_of
from rapport.numbers.counting import matches
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import called, charts_shown
from rapport.sources.authored import ChartSpec
from rapport.sources.model import Row

rule = SOURCE_RULES.rule

CELLS = 6_000  # of a table of data/, printed; the largest has nine hundred
SHAPES = 500  # values of a chart; the largest has forty
_FEW = {"profile": 40}  # values that no page is too short for, by kind; twenty of the others
_PARTS = 20  # of one bar
_READ, _LEAST = 8, 2.5  # points of the letters of a drawing: what is read at ease, what can be seen (PAG09)
_SCALE = 0.71  # points of a pixel, where a drawing is as wide as its column (templates/typst/pictures.typ)
_ROOM = {"full": 650, "half": 700, "page": 580}  # points of a page's height, less what is written above and under the drawing


@rule("TAB07")
def outsized_table(sources: Sources) -> Iterator[Finding]:
    """Une table imprimée dans un texte a au plus 6 000 cellules."""
    for place, call in sources.gathered(called):
        if not isinstance(call, TableCall) or (table := sources.report.tables.get(call.ref)) is None:
            continue
        count = len(table.of_year(sources.report.edition.year)) * len(table.spec.columns)
        if count > CELLS:
            said = f"La table « {call.ref} » imprimerait {_counted(count)} cellules ; {_counted(CELLS)} au plus."
            yield Finding(said, place, "Choisissez des lignes (where=…), ou publiez-la à part.")


@rule("TAB10")
def empty_table(sources: Sources) -> Iterator[Finding]:
    """Une table limitée à quelques lignes (« where= ») en a au moins une pour l'année du rapport."""
    for place, call in sources.gathered(called):
        table = sources.report.tables.get(call.ref) if isinstance(call, TableCall) and call.where else None
        if table is None or not isinstance(call, TableCall):
            continue
        rows, columns = table.of_year(sources.report.edition.year), table.spec.columns
        if not {name for name, _ in call.where} <= columns.keys():
            continue  # told by TXT03
        if numeric := [name for name, _ in call.where if columns[name].numeric]:
            said = f"« where= » choisit des lignes d'après leurs mots : « {numeric[0]} » est une colonne de nombres."
            texts = ", ".join(name for name, column in columns.items() if not column.numeric)
            yield Finding(said, place, f"Colonnes de textes : {texts}.")
        elif rows and not any(all(matches(row.texts.get(name, ""), wanted) for name, wanted in call.where) for row in rows):
            yield Finding(
                f"Aucune ligne de « {call.ref} » ne répond à « where= » : le tableau serait vide.", place, _near(call, rows)
            )


def _near(call: TableCall, rows: Sequence[Row]) -> str:
    """Return the hint that asks whether other words were meant."""
    for name, wanted in call.where:
        known = list(dict.fromkeys(row.texts.get(name, "") for row in rows))
        for asked in (wanted,) if isinstance(wanted, str) else wanted:
            if not any(matches(one, asked) for one in known) and (hint := meant(asked, known)):
                return hint
    return "Relisez ses mots, accents et majuscules compris, dans la table."


@rule("CHA07")
def outsized_chart(sources: Sources) -> Iterator[Finding]:
    """Un graphique a 500 valeurs au plus, une barre partagée 20 parts ; réduit à sa page, ses lettres ont encore 8 points."""
    theme = Theme.from_brand(sources.report.brand)
    for name in dict.fromkeys(sources.gathered(charts_shown)):
        spec = sources.report.charts.get(name)
        table = sources.report.tables.get(spec.table) if spec else None
        if spec is None or table is None or spec.kind not in KINDS:
            continue
        few = _FEW.get(spec.kind, 20)
        if len(table.rows) < min(few, SHAPES):
            continue
        if not {spec.category, spec.value} - {""} <= set(table.spec.columns) or is_waiting(spec, sources.numbers):
            continue  # told by CHA01
        rows = rows_of(spec, sources.numbers)
        if (count := len(rows)) > SHAPES:
            said = f"Le graphique « {name} » dessinerait {_counted(count)} valeurs ; {_counted(SHAPES)} au plus."
            yield Finding(said, spec.at(), "Choisissez des lignes (where:), ou regroupez-les dans une table plus courte.")
        elif spec.kind == "stacked" and (most := max(Counter(row.group for row in rows).values())) > _PARTS:
            said = f"Le graphique « {name} » partagerait une barre en {most} parts ; {_PARTS} au plus."
            yield Finding(said, spec.at(), "Regroupez les plus petites, ou dessinez des barres (kind: bars).")
        elif count >= few and spec.kind != "map":
            yield from _small_letters(name, spec, height_of(spec, rows, theme))


def _small_letters(name: str, spec: ChartSpec, height: float) -> Iterator[Finding]:
    """Yield what the letters of a drawing that is reduced to its page would be."""
    points = min(_ROOM[spec.width] / height, _SCALE) * LABEL_SIZE
    if points < _READ:
        printed = f"{points:.1f}".replace(".", ",")
        said = f"Le graphique « {name} » serait réduit pour tenir dans la page : ses lettres feraient {printed} points."
        hint = "Choisissez des lignes (where:), ou regroupez-les ; toutes à la fois se lisent mieux dans un tableau."
        yield Finding(said, spec.at(), hint, severity=None if points < _LEAST else Severity.WARNING)


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
