"""The form of a new chart: its message, its kind chosen by a small drawing of each, its table and columns by their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

from rapport.flow.atelier.forms import Field, Refused, titled
from rapport.flow.atelier.new import NewCard, added
from rapport.manuscript.charts import labels_of
from rapport.numbers.chart_rows import KINDS
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.stretches import laid_below
from rapport.sources.model import Report, Table
from rapport.sources.reading.csv import keys_of

_GROUPED = {  # the kinds that nothing can be drawn of without a second column of texts
    "multiples": "Ce graphique compare des groupes : choisissez la colonne qui les nomme.",
    "before_after": "Ce graphique montre deux moments : choisissez la colonne qui les nomme.",
    "profile": "Ce graphique a plusieurs sujets : choisissez la colonne qui les nomme.",
}
_SORTS = (
    ("descending", "du plus grand au plus petit"),
    ("ascending", "du plus petit au plus grand"),
    ("none", "ordre de la table"),
)
_OF_TABLE = "Choisissez une colonne de la même table."


def chart_card(report: Report) -> NewCard:
    """Return the form of a new chart."""
    numbers, texts = (tuple(_columns(report, numeric=numeric)) for numeric in (True, False))
    kinds = tuple(labels_of(KINDS).items())
    sections = tuple((section.id, titled(report, section.front.title)) for section in report.sections)
    shared = ("", "la première colonne de textes"), *texts
    fields = (
        Field(
            "title", "Le message, en une phrase", kind="markdown", help="Ce que le lecteur doit en retenir, pas ce qu'il montre."
        ),
        Field("kind", "Sorte de graphique", kinds[0][0], "kinds", kinds),
        Field("numbers", "Les nombres : table et colonne", numbers[0][0] if numbers else "", "choice", numbers),
        Field("category", "Les étiquettes", "", "choice", shared),
        Field("group", "Les groupes, les panneaux ou les moments", "", "choice", (("", "aucun"), *texts)),
        Field("sort", "Ordre", "descending", "choice", _SORTS),
        Field("subtitle", "Ce qui est mesuré, où, quand", kind="markdown"),
        Field("section", "À la fin de la section", sections[0][0] if sections else "", "choice", sections),
    )

    return NewCard(
        report.root,
        "new:chart",
        "Nouveau graphique",
        "data/charts.yml",
        fields,
        ("title", "kind", "numbers"),
        partial(_made, report, fields),
    )


def _made(report: Report, fields: Sequence[Field], asked: Mapping[str, str]) -> dict[str, Change]:
    """Return the files with the chart and, at the end of its section, its call; raises Refused."""
    known = {field.name: dict(field.known) for field in fields if field.known}
    if wrong := {name: "Choisissez dans la liste." for name, answers in known.items() if asked.get(name, "") not in answers}:
        raise Refused(wrong)
    table, _, value = asked["numbers"].partition(" ")
    columns = {name: asked[name].partition(" ") for name in ("category", "group")}
    if strays := {name: _OF_TABLE for name, (of, _, _) in columns.items() if of not in {"", table}}:
        raise Refused(strays)
    if asked["kind"] in _GROUPED and not asked["group"]:
        raise Refused({"group": _GROUPED[asked["kind"]]})
    entry = {
        "kind": asked["kind"], "title": asked["title"], "subtitle": asked["subtitle"], "table": table,
        "category": columns["category"][2] or _labels_in(report, table), "value": value, "group": columns["group"][2],
        "sort": asked["sort"],
    }  # fmt: skip
    names = chain([f"{table}_{value}"], (f"{table}_{value}_{number}" for number in range(2, 100)))
    name = next(name for name in names if name not in report.charts)
    path = next(section.path for section in report.sections if section.id == asked["section"])
    original = Original.read(report.root, path)
    called = Change(original.raw, original.encoded(laid_below(original.text, 0, f'{{{{ chart("{name}") }}}}')))
    return {**added(report, "data/charts.yml", name, entry), path: called}


def _columns(report: Report, *, numeric: bool) -> Iterator[tuple[str, str]]:
    """Yield the columns of numbers, or of texts, of all the tables, each with what both are called."""
    for name, table in report.tables.items():
        for key, column in table.spec.columns.items():
            if column.numeric is numeric and any(_drawn(table)) and (not numeric or key in _drawn(table)):
                yield f"{name} {key}", f"{titled(report, table.spec.title)} : {column.label or key}"


def _drawn(table: Table) -> list[str]:
    """Return the columns of a table that something can be drawn of: numbers, less those that only name its rows."""
    names = keys_of(table.spec)[0]
    return [key for key, column in table.spec.columns.items() if column.numeric and key not in names]


def _labels_in(report: Report, table: str) -> str:
    """Return the column of a table whose texts readers see first."""
    columns = report.tables[table].spec.columns
    texts = [key for key, column in columns.items() if not column.numeric] or [*columns]
    return next((key for key in texts if not columns[key].hidden), texts[0])
