"""What a chart, a table or a group of people becomes in plain Markdown: one list of lines each.

The vocabulary (divs and spans) is the one that `templates/filter.lua` turns into each format's components.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple, Protocol

from rapport import french
from rapport.authored import ChartSpec
from rapport.calls import PeopleCall, TableCall
from rapport.compose.typography import attribute, escaped
from rapport.compose.years import UNKNOWN, Shown, breaks_of, cell, columns_of, data_of
from rapport.marks import matches
from rapport.model import Drawing, Row, Table
from rapport.register import Register, Registered
from rapport.years import in_time

Bind = Callable[[Registered, str], str]  # number, printed form -> bound span; records the mention


class Inline(Protocol):
    """An author's one-line text as Markdown, calls expanded; ``literal`` when no mark in it means anything."""

    def __call__(self, text: str, *, literal: bool = False) -> str: ...  # noqa: D102


UNMARKED = frozenset({"map", "before_after", "timeline"})  # kinds of chart that don't hatch what is to confirm


class Acronyms(NamedTuple):
    """The names of the tables shown as lexicons; the anchor of each of their acronyms of one word (of its first sense)."""

    lexicons: frozenset[str]
    anchors: Mapping[str, str]


def acronyms_of(tables: Mapping[str, Table], year: int) -> Acronyms:
    """Return the acronyms of a year's lexicons."""
    lexicons = {name: table for name, table in tables.items() if table.spec.view == "lexicon"}
    rows = [row for table in lexicons.values() for row in table.of_year(year)]
    terms = [row.texts.get("acronym", "") for row in reversed(rows)]
    anchors = {term: f"lex-{french.anchor_of(term)}" for term in terms if re.fullmatch(r"[A-ZÀ-Ý0-9-]{2,}", term)}
    return Acronyms(frozenset(lexicons), anchors)


class Views:
    """The expansions of one section; ``bind`` records each number that they print."""

    def __init__(
        self, register: Register, bind: Bind, inline: Inline, plain: Callable[[str], str], is_file: Callable[[str], bool]
    ) -> None:
        self.register = register
        self.bind = bind
        self.inline = inline
        self.plain = plain
        self.is_file = is_file

    # --- charts ---------------------------------------------------------------------------------------------------

    def chart(self, spec: ChartSpec, drawing: Drawing) -> list[str]:
        """Return a chart: message, drawing with its alternative text, data table, source."""
        table = self.register.report.tables.get(spec.table)
        source = spec.source or (table.spec.source if table else self._sources(drawing))
        notes = [self.inline(spec.note)] if spec.note else []
        notes += map(self.inline, breaks_of(self.register, spec.table, [row.ref for row in drawing.rows]))
        if any(row.uncertain for row in drawing.rows) and spec.kind not in UNMARKED:
            notes.append("Hachuré\u00a0: chiffre à confirmer.")
        return [
            f":::: {{.chart #chart-{drawing.id} key={attribute(drawing.id)} width={attribute(spec.width)}}}",
            *_div("chart-title", self.inline(spec.title)),
            *_div("chart-subtitle", self.inline(spec.subtitle)),
            "",
            f"![{escaped(self.plain(spec.alt or drawing.alt))}](charts/{drawing.id}.svg)",
            "",
            "::: chart-data",
            *self._data_table(spec, drawing, table),
            ":::",
            *_div("chart-source", " ".join([*notes, f"Source{french.NBSP}: {self.inline(source)}" if source else ""])),
            "::::",
        ]

    def _sources(self, drawing: Drawing) -> str:
        past, own = ({row.ref: self.register.number(row.ref).source for row in drawing.rows if bool(in_time(row.ref)) is told}
                     for told in (True, False))  # fmt: skip
        said = french.listed([source for source in dict.fromkeys(own.values()) if source])
        if set(past.values()) <= {*own.values()}:
            return said
        return f"{said}{french.NNBSP}; {self.register.year - 1}{french.NBSP}: rapport de l'année précédente"

    def _data_table(self, spec: ChartSpec, drawing: Drawing, table: Table | None) -> list[str]:
        columns = table.spec.columns if table else {}
        named = [columns[c].label if c in columns else default for c, default in
                 ((spec.group, "Série"), (spec.category, "Indicateur"), (spec.value, "Valeur"))]  # fmt: skip
        header = named if spec.group else named[1:]
        aligned = ["l"] * (len(header) - 1) + ["r"]
        lines = []
        for row in () if spec.previous else drawing.rows:
            number = self.bind(self.register.number(row.ref), row.printed) if row.ref else ""
            cells = [escaped(row.category), number]
            lines.append([escaped(row.group), *cells] if spec.group else cells)
        if spec.previous:
            years, lines = data_of(drawing, self.register, self.bind)
            header, aligned = [named[1], *years], ["l", *("r" for _ in years)]
        if not any(row.ref for row in drawing.rows):
            header, aligned, lines = header[:-1], aligned[:-1], [line[:-1] for line in lines]
        return pipe_table([escaped(french.typeset(label)) for label in header], aligned, lines, self.inline(spec.title))

    # --- tables ---------------------------------------------------------------------------------------------------

    def table(self, table: Table, call: TableCall) -> list[str]:
        """Return a table in its declared view."""
        where = dict(call.where)
        rows = [r for r in table.of_year(self.register.year) if all(matches(r.texts.get(c, ""), w) for c, w in where.items())]
        view: Mapping[str, Callable[[], list[str]]] = {
            "table": lambda: self._plain_table(table, rows, call),
            "lexicon": lambda: ["::: lexicon", *self._lexicon(rows), ":::"],
            "timeline": lambda: ["::: timeline", *(self._event(row) for row in rows), "", ":::"],
            "directory": lambda: ["::: directory", *(self._entry(row) for row in rows), "", ":::"],
        }
        return view[table.spec.view]()

    def _plain_table(self, table: Table, rows: Sequence[Row], call: TableCall) -> list[str]:
        wanted = call.columns or tuple(n for n, c in table.spec.columns.items() if not c.hidden)
        shown = columns_of({name: table.spec.columns[name] for name in wanted}, call, self.register.year)
        lines = [[self._cell(table, row, column) for column in shown] for row in rows]
        if not call.where:
            lines += self._totals(table, shown)
        header = [escaped(french.typeset(column.title)) for column in shown]
        aligned = ["r" if column.numeric else "l" for column in shown]
        return [
            f":::: {{.table #table-{table.id} key={attribute(table.id)}}}",
            *pipe_table(header, aligned, lines, self.inline(table.spec.title)),
            *_div("table-source", " ".join(self._foot(table, call.since))),
            "::::",
        ]

    def _foot(self, table: Table, since: int) -> Iterator[str]:
        if table.spec.note:
            yield self.inline(table.spec.note)
        yield from map(self.inline, breaks_of(self.register, table.id, (), since))
        if table.spec.source:
            yield f"Source{french.NBSP}: {self.inline(table.spec.source)}"

    def _cell(self, table: Table, row: Row, column: Shown) -> str:
        if not column.numeric:
            return self._text(row, column.name)
        ref = f"{table.id}.{row.key}.{column.name}"
        if not column.year and row.numbers[column.name].value is None and ref not in self.register.awaited:
            return UNKNOWN
        return self._number(column, ref)

    def _number(self, column: Shown, ref: str) -> str:
        return cell(column, ref, self.register, self.bind)

    def _totals(self, table: Table, columns: list[Shown]) -> list[list[str]]:
        """Return the line of totals, when a column's total is an indicator."""
        totals = {t.column: t.equals for t in table.spec.totals if not t.per and not t.where and isinstance(t.equals, str)}
        if not set(totals) & {column.name for column in columns}:
            return []
        cells = [f"**{self._number(column, totals[column.name])}**" if column.name in totals else "" for column in columns]
        return [["**Total**" if index == 0 and not cell else cell for index, cell in enumerate(cells)]]

    def _text(self, row: Row, column: str) -> str:
        return self.inline(row.texts.get(column, ""), literal=True)

    # --- views of text tables -------------------------------------------------------------------------------------

    def _lexicon(self, rows: Sequence[Row]) -> Iterator[str]:
        seen: dict[str, int] = {}
        for row in rows:
            term = row.texts["acronym"]
            anchor = french.anchor_of(term)
            seen[anchor] = seen.get(anchor, 0) + 1
            suffix = f"-{seen[anchor]}" if seen[anchor] > 1 else ""
            note = f" [{self.inline(row.note, literal=True)}]{{.note}}" if row.note else ""
            yield from ("", f"[{escaped(term)}]{{#lex-{anchor}{suffix} .term}}", "")
            yield f":   {self._text(row, 'expansion')}{note}"
        yield ""

    def _event(self, row: Row) -> str:
        detail = [("when", "when"), ("title", "what"), ("place", "where"), ("people", "who"), ("text", "detail")]
        spans = [f"[{self._text(row, column)}]{{.{css}}}" for column, css in detail if row.texts.get(column)]
        picture = row.texts.get("image", "")
        if picture and self.is_file(f"assets/{picture}"):  # an event's photograph is shown once its file is there
            spans.append(f"![{self._text(row, 'alt')}](assets/{picture})")
            if row.texts.get("credit"):
                spans.append(f"[Photographie{french.NBSP}: {self._text(row, 'credit')}]{{.credit}}")
        return "- " + " ".join(spans)

    def _entry(self, row: Row) -> str:
        spans = [f"[{self._text(row, 'region')}]{{.region}}", f"[{self._text(row, 'name')}]{{.name}}"]
        return "- " + " ".join(spans + _contact(row))

    # --- people ---------------------------------------------------------------------------------------------------

    def people(self, table: Table, call: PeopleCall) -> list[str]:
        """Return the persons of a group, in file order, under a title for each value of ``by``."""
        rows = [r for r in table.of_year(self.register.year) if r.texts.get("group") == call.ref]
        if call.subgroup:
            rows = [r for r in rows if r.texts.get("subgroup") == call.subgroup]
        if not call.by:
            return ["::: people", *(self._person(row) for row in rows), "", ":::"]
        lines = ["::: people"]
        titled = {title: list(group) for title, group in groupby(rows, lambda r: r.texts.get(call.by, ""))}
        for title, group in titled.items():
            first, *rest = [self._person(row) for row in group]
            lines += ["", escaped(french.typeset(title)), "", f":   {first}", *(f"    {line}" for line in rest)]
        return [*lines, "", ":::"]

    def _person(self, row: Row) -> str:
        doubt = " .to-confirm" if row.status == "to_confirm" else ""
        spans = [f"[{self._text(row, 'name')}]{{.name{doubt}}}"]
        if row.texts.get("role"):
            spans.append(f"[{self._text(row, 'role')}]{{.role}}")
        spans += _contact(row)
        if row.note:
            spans.append(f"[{self.inline(row.note, literal=True)}]{{.note}}")
        return "- " + " ".join(spans)


def _contact(row: Row) -> list[str]:
    spans = []
    if phone := row.texts.get("phone"):
        printed, address = french.phone_of(phone)
        spans.append(f"[{escaped(printed)}](tel:{address}){{.phone}}")
    if email := row.texts.get("email"):
        spans.append(f"[{escaped(email)}](mailto:{email}){{.email}}")
    return spans


def _div(name: str, text: str) -> list[str]:
    return ["", f"::: {name}", text.strip(), ":::"] if text.strip() else []


def pipe_table(header: list[str], aligned: list[str], lines: list[list[str]], caption: str) -> list[str]:
    """Return a Pandoc pipe table; ``aligned`` gives ``l`` or ``r`` for each column.

    The dashes of the separator give the columns' relative widths, as soon as a line is longer than Pandoc's column
    width: they follow the longest cell of each column, within bounds.
    """
    widths = [max(len(re.sub(r"\]\{[^}]*\}|[\\\[]", "", line[i])) for line in [header, *lines]) for i in range(len(header))]
    dashes = ["-" * min(max(width, 6), 40) for width in widths]
    rule = [dash + ":" if side == "r" else ":" + dash for dash, side in zip(dashes, aligned, strict=True)]
    rows = ["| " + " | ".join(cells) + " |" for cells in (header, rule, *lines)]
    return ["", *rows, "", f": {caption}" if caption else "", ""]
