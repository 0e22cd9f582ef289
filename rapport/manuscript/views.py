"""What a chart, a table or a group of people becomes in plain Markdown: one list of lines each.

The vocabulary (divs and spans) is the one that `templates/filter/` turns into each format's components.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from rapport.ground import french
from rapport.ground.markdown.words import unmarked
from rapport.manuscript.charts.alt import doubt_sentence
from rapport.manuscript.last_year import UNKNOWN, ShownColumn, breaks_of, cell, columns_of, data_of
from rapport.manuscript.listings import Inline, Listings
from rapport.manuscript.typography import attribute, escaped
from rapport.numbers.calls import TableCall
from rapport.numbers.chart_rows import dot_sentence, key_of, says_dot
from rapport.numbers.counting import matches
from rapport.numbers.in_time import in_time
from rapport.numbers.register import Register, Registered
from rapport.sources.authored import ChartSpec
from rapport.sources.model import Drawing, Row, Table
from rapport.sources.panel import WITHHELD

Bind = Callable[[Registered, str], str]  # number, printed form -> bound span; records the mention


class Views(Listings):
    """The expansions of one section; ``bind`` records each number that they print."""

    def __init__(
        self, register: Register, bind: Bind, inline: Inline, plain: Callable[[str], str], is_file: Callable[[str], bool],
        anchor: Callable[[str], str],
    ) -> None:  # fmt: skip
        super().__init__(register, inline, is_file, anchor)
        self.bind = bind
        self.plain = plain

    # --- charts ---------------------------------------------------------------------------------------------------

    def chart(self, spec: ChartSpec, drawing: Drawing) -> list[str]:
        """Return a chart: message, drawing with its alternative text, data table, source."""
        table = self.register.report.tables.get(spec.table)
        source = spec.source or (table.spec.source if table else self._sources(drawing))
        drawn = says_dot(spec, [row.ref for row in drawing.rows])
        notes = [dot_sentence(spec, drawing.rows)] if spec.kind == "field" and not drawn else []
        notes += [self.inline(spec.note)] if spec.note else []
        width = f" width={attribute(spec.width)}" + (f" ground={attribute(drawing.ground)}" if drawing.ground else "")
        notes += map(self.inline, breaks_of(self.register, spec.table, [row.ref for row in drawing.rows]))
        notes += [*key_of(drawing.rows), *filter(None, [escaped(drawing.unknown)])]
        return [
            f":::: {{.chart #{self.anchor(f'chart-{drawing.id}')} key={attribute(drawing.id)}{width}}}",
            *_div("chart-title", self.inline(spec.title)),
            *_div("chart-subtitle", self.inline(spec.subtitle)),
            "",
            f"![{escaped(self.plain(self._alt(spec, drawing)))}](charts/{drawing.id}.svg)",
            "",
            "::: chart-data",
            *self._data_table(spec, drawing, table),
            ":::",
            *_div("chart-source", " ".join([*notes, f"Source{french.NBSP}: {self.inline(source)}" if source else ""])),
            "::::",
        ]

    def _alt(self, spec: ChartSpec, drawing: Drawing) -> str:
        """Return the alternative text of a chart; an author's says what is to confirm, and what nobody knows, as ours do."""
        if not spec.alt:
            return drawing.alt
        return f"{unmarked(spec.alt)}{doubt_sentence(drawing.rows)} {drawing.unknown}".rstrip()

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
            doubtful = row.uncertain and not row.ref
            cells = [f"[{escaped(row.category)}]{{.cell .to-confirm}}" if doubtful else escaped(row.category), number]
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
            "lexicon": lambda: ["::: lexicon", *self.lexicon(rows), ":::"],
            "timeline": lambda: ["::: timeline", *(self.event(row) for row in rows), "", ":::"],
            "logos": lambda: self.logos(rows),
            "directory": lambda: ["::: directory", *(self.entry(row) for row in rows), "", ":::"],
        }
        return view[table.spec.view]()

    def _plain_table(self, table: Table, rows: Sequence[Row], call: TableCall) -> list[str]:
        wanted = call.columns or tuple(n for n, c in table.spec.columns.items() if not c.hidden)
        shown = columns_of({name: table.spec.columns[name] for name in wanted}, call, self.register.year)
        lines = [self._line(table, row, shown) for row in rows]
        if not call.where:
            lines += self._totals(table, shown)
        header = [escaped(french.typeset(column.title)) for column in shown]
        aligned = ["r" if column.numeric else "l" for column in shown]
        return [
            f":::: {{.table #{self.anchor(f'table-{table.id}')} key={attribute(table.id)}}}",
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

    def _line(self, table: Table, row: Row, shown: Sequence[ShownColumn]) -> list[str]:
        """Return the cells of a row; where it shows no number to carry its doubt, its first text does."""
        cells = [self._cell(table, row, column) for column in shown]
        numbered = any(column.numeric and row.numbers[column.name].value is not None for column in shown)
        first = next((at for at, column in enumerate(shown) if not column.numeric and row.texts.get(column.name)), None)
        if not numbered and first is not None:
            cells[first] = self.marked(row, cells[first], "cell")
        return cells

    def _cell(self, table: Table, row: Row, column: ShownColumn) -> str:
        if not column.numeric:
            return self.text(row, column.name)
        ref = f"{table.id}.{row.key}.{column.name}"
        if not column.year and row.numbers[column.name].value is None and ref not in self.register.awaited:
            return WITHHELD if row.numbers[column.name].withheld else UNKNOWN
        return self._number(column, ref)

    def _number(self, column: ShownColumn, ref: str) -> str:
        return cell(column, ref, self.register, self.bind)

    def _totals(self, table: Table, columns: list[ShownColumn]) -> list[list[str]]:
        """Return the line of totals, when a column's total is an indicator."""
        totals = {t.column: t.equals for t in table.spec.totals if not t.per and not t.where and isinstance(t.equals, str)}
        if not set(totals) & {column.name for column in columns}:
            return []
        cells = [f"**{self._number(column, totals[column.name])}**" if column.name in totals else "" for column in columns]
        return [["**Total**" if index == 0 and not cell else cell for index, cell in enumerate(cells)]]


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
