"""The form of a row of a data table, and the table's rows as a list: added, taken away, put elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rapport.flow.atelier.evidence import piece_in_keys, row_fields
from rapport.flow.atelier.forms import EditForm, Field, NoSuchPlace, Refused, titled, uncrossed
from rapport.flow.atelier.numbers import doubted, typed_number, written
from rapport.flow.atelier.row_names import row_names
from rapport.ground.names import one_name
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.evidence import COLUMN, proof_of_cell
from rapport.sources.model import Report, Table
from rapport.sources.published_names import STATUSES
from rapport.sources.reading.csv import keys_of
from rapport.sources.spans import bared

NEW = "+"  # in place of a row's number: the one to be added
_LONG = 60  # characters beyond which a cell gets a field of several lines
_IMAGE = "image"
_PICTURED: Mapping[str, Mapping[str, str]] = {  # by view: what goes with a picture
    "timeline": {
        "alt": "Dites ce que l'image montre, pour ceux qui ne la voient pas.",
        "credit": "Dites qui a pris la photographie.",
    },
    "logos": {"name": "Nommez l'organisation : c'est ce qu'entendent ceux qui ne voient pas le logo."},
}
_OWN = (("status", "Statut"), ("question", "Question"), ("source", "Source"), ("note", "Note"))


@dataclass(frozen=True)
class RowCard:
    """A row of the year of a table, found in today's file by its key; of homonyms, by its number among them, from 1."""

    root: Path
    table: Table
    title: str  # of the table, as it is printed
    year: int
    key: str
    number: int = 1
    report: Report | None = None  # whose pieces prove the numbers

    @property
    def new(self) -> bool:
        """Tell a row that is to be added."""
        return self.key == NEW

    @property
    def target(self) -> str:
        """Return what the row is opened by."""
        return f"row:{self.table.id}:{self.number}:{self.key}"

    @property
    def named(self) -> str:
        """Return what names the row, as it is printed."""
        name = row_names(self.table, self.year).get(self.key, self.key)
        return titled(self.report, name) if self.report else name

    def form(self) -> EditForm:
        """Return the form, with what the file says today; raises NoSuchPlace."""
        cells = {} if self.new else self._edited().rows[self.line()]
        named = f"{self.title} : {'nouvelle ligne' if self.new else self.named}"
        return EditForm(self.target, named, self.table.path, tuple(self._fields(cells)), acts=self.new)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with the row changed, or added; raises Refused, Crossed, NoSuchPlace and Unencodable."""
        form = self.form()
        uncrossed(form.fields, given, was)
        asked = {field.name: field.value for field in form.fields} | dict(given)
        doubted(asked)
        self._pictured(given, asked)
        given = self._tied(given)
        original = Original.read(self.root, self.table.path)
        edited = CsvText(original.text)
        cells = self._typed(edited, given)
        self._named(edited, given, asked)
        if self.new:
            edited.append({"year": str(self.year)} | {name: text for name, text in cells.items() if text or name in edited.names})
        else:
            line = self.line()
            for name, value in cells.items():
                if value or name in edited.names:
                    ended = "\r\n" in edited.row(line).get(
                        name, ""
                    )  # as it was: spreadsheets end a cell's lines otherwise than the file's
                    edited.set(line, name, value.replace("\n", "\r\n") if ended else value)
        return {self.table.path: Change(original.raw, original.encoded(edited.text))}

    def removed(self) -> dict[str, Change]:
        """Return the file without the row; raises NoSuchPlace."""
        original = Original.read(self.root, self.table.path)
        edited = CsvText(original.text)
        edited.remove(self.line())
        return {self.table.path: Change(original.raw, original.encoded(edited.text))}

    def moved(self, *, up: bool) -> dict[str, Change]:
        """Return the file with the row before the one above it, or after the one below; raises NoSuchPlace."""
        original = Original.read(self.root, self.table.path)
        edited = CsvText(original.text)
        lines = list(lines_of(edited, self.year))
        at, line = lines.index(self.line()), self.line()
        if up and at:
            edited.move(line, lines[at - 1])
        elif not up and at + 1 < len(lines):
            edited.move(lines[at + 1], line)
        return {self.table.path: Change(original.raw, original.encoded(edited.text))}

    def line(self) -> int:
        """Return the line of today's file where the row begins; raises NoSuchPlace."""
        edited = self._edited()
        found = [line for line in lines_of(edited, self.year) if key_of(self.table, edited.rows[line]) == self.key]
        if len(found) < self.number:
            raise NoSuchPlace(f"La ligne « {self.key} » n'est plus dans {self.table.path}.", "Rouvrez la page.")
        return found[self.number - 1]

    def _edited(self) -> CsvText:
        return CsvText(Original.read(self.root, self.table.path).text)

    def _fields(self, cells: Mapping[str, str]) -> Iterator[Field]:
        long = self._long_columns()
        for name, column in self.table.spec.columns.items():
            label = column.label or name
            value = _shown(cells, name)
            if column.numeric:
                unit = f" ({column.unit})" if column.unit else ""
                yield Field(name, f"{label}{unit}", written(value), "number")
            elif name == _IMAGE and self.table.spec.view in _PICTURED:
                yield Field(name, label, value, "picture", use=self.table.spec.view, help="Son fichier, dans assets/.")
            else:
                yield Field(name, label, value, "text" if name in long else "line")
        choices = (("", f"{STATUSES[self.table.spec.status]} (par défaut)"), *STATUSES.items())
        for name, label in _OWN:
            if name not in self.table.spec.columns:
                value = _shown(cells, name)
                yield Field(name, label, value, "choice" if name == "status" else "line", choices if name == "status" else ())
        numbers = [f"{self.table.id}.{self.key}.{name}" for name, column in self.table.spec.columns.items() if column.numeric]
        if self.report is not None and numbers and COLUMN not in self.table.spec.columns:
            yield from row_fields(self.report, [] if self.new else numbers, _shown(cells, COLUMN))

    def _long_columns(self) -> set[str]:
        """Return the columns of sentences, or of several lines: a row to be added has the room that the others need."""
        rows = self._edited().rows.values()
        names = self.table.spec.columns
        return {name for name in names for cells in rows if len(text := _shown(cells, name)) > _LONG or "\n" in text}

    def _typed(self, edited: CsvText, given: Mapping[str, str]) -> dict[str, str]:
        """Return cells as the file writes them; raises Refused with each that isn't a number."""
        columns, faults, cells = self.table.spec.columns, dict[str, str](), dict[str, str]()
        comma = edited.uses_commas(name for name, column in columns.items() if column.numeric)
        for name, text in given.items():
            cells[name] = text
            if name in columns and columns[name].numeric:
                try:
                    number = typed_number(name, text, columns[name].unit or "")
                except Refused as refused:
                    faults |= refused.faults
                    continue
                plain = f"{number:f}" if isinstance(number, Decimal) else str(number or "")
                cells[name] = plain.replace(".", ",") if comma and isinstance(number, Decimal) else plain
        if faults:
            raise Refused(faults)
        return cells

    def _tied(self, given: Mapping[str, str]) -> Mapping[str, str]:
        """Return what was typed with the row's piece as its cell says it; raises Refused when it says no place."""
        if not given.get(COLUMN, "").strip() or COLUMN in self.table.spec.columns:
            return given
        filed = piece_in_keys(given[COLUMN])
        if proof_of_cell(filed) is None:
            raise Refused({COLUMN: "Écrivez le nom de la pièce, puis l'endroit : « budget Synthèse!C12 », « rapport ligne 80 »."})
        return {**given, COLUMN: filed}

    def _pictured(self, given: Mapping[str, str], asked: Mapping[str, str]) -> None:
        """Raise Refused when a picture comes without what is said of it to those who don't see it, or without its author."""
        wanted = _PICTURED.get(self.table.spec.view, {}) if given.get(_IMAGE) else {}
        missing = {
            name: said for name, said in wanted.items() if name in self.table.spec.columns and not asked.get(name, "").strip()
        }
        if missing:
            raise Refused(missing)

    def _named(self, edited: CsvText, given: Mapping[str, str], asked: Mapping[str, str]) -> None:
        """Raise Refused when what names a row that is added, or called otherwise, is missing or names another."""
        names = keys_of(self.table.spec)[0]
        if not self.new and not any(name in given for name in names):
            return
        missing = {name: "À remplir : c'est ce qui nomme la ligne." for name in names if not asked.get(name, "").strip()}
        if missing:
            raise Refused(missing)
        key = key_of(self.table, {"year": str(self.year), **asked})
        others = {line for line in lines_of(edited, self.year) if self.new or line != self.line()}
        if self.table.spec.view != "lexicon" and any(key_of(self.table, edited.rows[line]) == key for line in others):
            raise Refused({names[0]: f"La ligne « {key} » existe déjà."})


def _shown(cells: Mapping[str, str], name: str) -> str:
    """Return a cell as its field shows it: browsers know but one line end."""
    return cells.get(name, "").strip().replace("\r\n", "\n").replace("\r", "\n")


def key_of(table: Table, cells: Mapping[str, str]) -> str:
    """Return what names a row."""
    return ".".join(one_name(bared(cells.get(name, "").strip())) for name in keys_of(table.spec)[0])


def lines_of(edited: CsvText, year: int) -> Iterator[int]:
    """Yield the lines of the file where the rows of a year begin."""
    return (line for line, cells in edited.rows.items() if cells.get("year", "").strip() == str(year))


def row_card(report: Report, table: str, number: int, key: str) -> RowCard:
    """Return the card of a row, or of one to add; raises NoSuchPlace."""
    if table not in report.tables:
        raise NoSuchPlace(f"La table « {table} » n'est plus dans le rapport.", "Rouvrez la page.")
    found = report.tables[table]
    return RowCard(report.root, found, titled(report, found.spec.title), report.edition.year, key, number, report)


def row_of_cell(report: Report, ref: str) -> RowCard | None:
    """Return the card of the row that holds a cell (table.key.column), None when it is no cell of the year."""
    table, _, rest = ref.partition(".")
    if table not in report.tables:
        return None
    for row in report.tables[table].of_year(report.edition.year):
        if any(rest == f"{row.key}.{column}" for column in row.numbers):
            return row_card(report, table, 1, row.key)
    return None
