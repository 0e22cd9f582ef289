"""The authored texts of a report in the order in which they are printed, each with the way to change it in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

from rapport.ground.french import folded
from rapport.ground.markdown.blocks import APART, DEFINED, ITEM, PART, SourceBlock, blocks_in
from rapport.ground.patterns import regex
from rapport.numbers.calls import ChartCall, Known, PeopleCall, Placed, TableCall, calls_of
from rapport.numbers.counting import matches
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.sources.located import Located
from rapport.sources.model import Content, PartOpener, Report, Row, Section, Table
from rapport.sources.texts import cell_at, text_at

Keys = tuple[str | int, ...]
_ATTRIBUTES = regex(r"(?<=\])(?:\((?:<[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"\n]*\")?\)|\{[^{}]*\}|\[[^\[\]\n]*\])|\[\^[^\]\s]+\]|\\")
SOURCE = "Source : "
NOTES = "notes"  # which stand at the end of the Word file, those of all sections together


@dataclass(frozen=True)
class PrintedText:
    """An authored text that is printed: a block of a section's body, a value of a YAML file, a cell of a CSV file.

    ``keys`` lead to a value; a cell has its record's line and its column; a block, its place in the body. ``before`` is what the
    manuscript prints ahead of the text, ``row`` the columns of a cell's row, as they are printed, ``chosen`` those by which
    its call chose it.
    """

    path: str
    text: str
    first: int
    last: int
    section: str = ""
    keys: Keys = ()
    cell: tuple[int, str] = (0, "")
    block: SourceBlock | None = None
    literal: bool = False
    before: str = ""
    row: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()

    @property
    def is_note(self) -> bool:
        """Tell whether it is the text of a note."""
        return self.block is not None and self.block.kind == DEFINED


def key_of(text: str) -> str:
    """Return the letters and digits of a text, without accents or spaces."""
    return folded(text).replace(" ", "")


class PrintedTexts:
    """The texts of one report."""

    def __init__(self, report: Report, register: Register) -> None:
        self.report = report
        self.register = register
        self._keys: dict[PrintedText, str] = {}

    def ahead(self) -> Self:
        """Return the same, its texts and their keys calculated: while another program is at work."""
        for texts in (self.cover, *self.by_path.values()):
            for text in texts:
                self.key(text)
        return self

    def key(self, text: PrintedText) -> str:
        """Return the letters and digits that a text prints, without accents: what a paragraph is looked up by."""
        if text not in self._keys:
            said = expanded(text.text, self.register) if "{{" in text.text or "{." in text.text else text.text
            self._keys[text] = key_of(text.before + (said if text.literal else _ATTRIBUTES.sub("", said)))
        return self._keys[text]

    @cached_property
    def by_path(self) -> Mapping[str, Sequence[PrintedText]]:
        """Return the texts of each content, by the path that the Word file gives above its title."""
        made: dict[str, list[PrintedText]] = {"report.yml": []}
        for content in self.report.contents:
            path = content.path if isinstance(content, Section) else "report.yml"
            texts = [*self._of(content)]
            made.setdefault(path, []).extend(text for text in texts if not text.is_note)
            made.setdefault(NOTES, []).extend(text for text in texts if text.is_note)
        return made

    @cached_property
    def cover(self) -> Sequence[PrintedText]:
        """Return the texts of the first page."""
        edition = self.report.edition
        return [self._value(edition, key, "report.yml", (key,), "") for key in ("title", "subtitle") if getattr(edition, key)]

    def _of(self, content: Content) -> Iterator[PrintedText]:
        if isinstance(content, PartOpener):
            index = next(n for n, entry in enumerate(self.report.edition.sections) if entry is content.entry)
            for key in ("part", "lead"):
                if getattr(content.entry, key):
                    yield self._value(content.entry, key, "report.yml", ("sections", index, key), content.id)
            return
        for key in ("kicker", "title", "lead"):
            if getattr(content.front, key):
                yield self._value(content.front, key, content.path, (key,), content.id)
        for block in blocks_in(content.body):
            text = content.body[block.start : block.end]
            if block.kind == APART:
                yield from self._shown(text, content)
                continue
            first = content.first_line + content.body.count("\n", 0, block.start)
            whole = PrintedText(content.path, text, first, first + text.count("\n"), content.id, block=block)
            yield whole
            yield from _label(whole)

    def _shown(self, text: str, section: Section) -> Iterator[PrintedText]:
        for found in calls_of(text):
            if isinstance(found, Placed):
                yield from self._of_call(found.call, section)

    def _of_call(self, call: Known, section: Section) -> Iterator[PrintedText]:
        tables = self.report.tables
        if isinstance(call, ChartCall) and call.ref in self.report.charts:
            spec = self.report.charts[call.ref]
            for key, before in (("title", ""), ("subtitle", ""), ("source", SOURCE)):
                if getattr(spec, key):
                    yield self._value(spec, key, spec.at().path, (call.ref, key), section.id, before)
            if not spec.source and spec.table in tables and tables[spec.table].spec.source:
                yield self._spec(tables[spec.table], "source", section, SOURCE)
        elif isinstance(call, TableCall) and call.ref in tables:
            yield from self._table(tables[call.ref], call, section)
        elif isinstance(call, PeopleCall) and "people" in tables:
            yield from self._people(tables["people"], call, section)

    def _people(self, table: Table, call: PeopleCall, section: Section) -> Iterator[PrintedText]:
        rows = [row for row in self._rows(table) if row.texts.get("group") == call.ref]
        rows = [row for row in rows if not call.subgroup or row.texts.get("subgroup") == call.subgroup]
        titles = [*dict.fromkeys(row.texts.get(call.by, "") for row in rows)]
        rows.sort(key=lambda row: (not row.texts.get(call.by), titles.index(row.texts.get(call.by, ""))))  # as they are printed
        columns = [name for name in (call.by, "name", "role", "phone", "email", "note") if name]
        yield from self._cells(table, rows, _used(rows, columns), section, ("group", "subgroup") if call.subgroup else ("group",))

    def _table(self, table: Table, call: TableCall, section: Section) -> Iterator[PrintedText]:
        if table.spec.view == "table" and table.spec.title:
            yield self._spec(table, "title", section)
        rows = [row for row in self._rows(table) if all(matches(row.texts.get(c, ""), w) for c, w in dict(call.where).items())]
        shown = {
            "lexicon": ("acronym", "expansion"), "timeline": ("when", "title", "place", "people", "text", "credit"),
            "directory": _used(rows, ("number", "region", "name", "phone", "email")), "logos": ("name",),
        }.get(table.spec.view, call.columns or tuple(n for n, c in table.spec.columns.items() if not c.hidden))  # fmt: skip
        yield from self._cells(table, rows, shown, section, tuple(dict(call.where)))
        if table.spec.view == "table" and table.spec.source:
            yield self._spec(table, "source", section, SOURCE)

    def _rows(self, table: Table) -> Sequence[Row]:
        return table.of_year(self.report.edition.year)

    def _cells(
        self, table: Table, rows: Sequence[Row], columns: Sequence[str], section: Section, chosen: tuple[str, ...]
    ) -> Iterator[PrintedText]:
        shown = () if table.spec.view == "timeline" else tuple(columns)  # an event stands in one cell
        for row in rows:
            for column in columns:
                if text := _cell(row, column):
                    line = row.place.line
                    marked = cell_at(row, column, text).text
                    cell = (line, column)
                    yield PrintedText(
                        table.path, marked, line, line, section.id, cell=cell, literal=True, row=shown, chosen=chosen
                    )

    def _spec(self, table: Table, key: str, section: Section, before: str = "") -> PrintedText:
        return self._value(table.spec, key, table.spec.at().path, (table.id, key), section.id, before)

    def _value(self, model: Located, key: str, path: str, keys: Keys, section: str, before: str = "") -> PrintedText:
        text = text_at(model, key)
        return PrintedText(path, text.text, text.start.line, text.start.line, section, keys=keys, before=before)


def _used(rows: Sequence[Row], columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns in which some row says something."""
    return tuple(name for name in columns if any(_cell(row, name) for row in rows))


def _cell(row: Row, column: str) -> str:
    return row.note if column == "note" else row.texts.get(column, "")


def _label(item: PrintedText) -> Iterator[PrintedText]:
    """Yield what follows the number of an item: a key number stands in a paragraph of its own, its label in the next one."""
    block = item.block
    call = next((found for found in calls_of(item.text) if isinstance(found, Placed)), None)
    if block is None or block.kind != ITEM or call is None:
        return
    label = item.text[call.end :]
    start = call.end + len(label) - len(label.lstrip())
    if item.text[start:]:
        first = item.first + item.text.count("\n", 0, start)
        yield replace(item, text=item.text[start:], first=first, block=block._replace(kind=PART, start=block.start + start))
