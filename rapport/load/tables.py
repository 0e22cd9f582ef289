"""CSV as French spreadsheets save it: semicolons, decimal commas, any kind of space, BOM or Windows-1252."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from rapport import french
from rapport.load.text import read_text
from rapport.model import Cell, Row, Status, Table, TableSpec
from rapport.problems import Place, Problem, Severity

RESERVED = ("year", "status", "question", "source", "note")
_STATUSES: Mapping[str, Status] = {"published": "published", "derived": "derived", "to_confirm": "to_confirm"}
_FIELDS = {d: re.compile(rf'"(?:[^"]|"")*"|[^{d}]*') for d in (",", ";", "\t")}


def load_table(root: Path, name: str, spec: TableSpec, problems: list[Problem]) -> Table | None:
    """Read `data/tables/<name>.csv` against its description; None after problems that leave no table."""
    shown = f"data/tables/{name}.csv"
    text = read_text(root / shown, shown, problems)
    if text is None:
        return None
    reader = _CsvReader(shown, spec, problems)
    rows = reader.rows(text)
    return None if rows is None else Table(name, spec, shown, tuple(rows))


class _CsvReader:
    def __init__(self, shown: str, spec: TableSpec, problems: list[Problem]) -> None:
        self.shown = shown
        self.spec = spec
        self.problems = problems
        self.keys = _keys_of(spec)

    def refuse(self, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem("LEC07", Severity.ERROR, message, place, hint))

    def rows(self, text: str) -> list[Row] | None:
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        records = _records(text, delimiter)
        header = next(records, None)
        if header is None or not any(cell.strip() for cell in header[1]):
            self.refuse("La table est vide : la première ligne donne le nom des colonnes.", Place(self.shown, 1))
            return None
        names = [name.strip() for name in header[1]]
        if not self._header_fits(names):
            return None
        lines = text.split("\n")
        found: dict[tuple[int, str], Place] = {}
        rows = []
        for line, cells in records:
            if not any(cell.strip() for cell in cells):
                continue
            row = self._row(names, cells, _places(self.shown, line, names, lines, delimiter))
            if row is not None and self._is_new(row, found):
                rows.append(row)
        return rows

    def _header_fits(self, names: list[str]) -> bool:
        place = Place(self.shown, 1, 1)
        before = len(self.problems)
        for name in names:
            if name not in self.spec.columns and name not in RESERVED:
                hint = f"Décrivez-la dans data/tables.yml, ou renommez-la ; colonnes décrites : {', '.join(self.spec.columns)}."
                self.refuse(f"La colonne « {name} » n'est pas décrite.", place, hint)
        for name in self.spec.columns:
            if name not in names:
                self.refuse(f"La colonne « {name} », décrite dans data/tables.yml, manque.", place)
        for name in {n for n in names if names.count(n) > 1}:
            self.refuse(f"La colonne « {name} » est écrite deux fois.", place)
        if "year" not in names:
            self.refuse("Il manque la colonne « year » : l'année de chaque ligne.", place)
        return len(self.problems) == before

    def _row(self, names: list[str], cells: list[str], places: dict[str, Place]) -> Row | None:
        place = places[names[0]]
        if len(cells) != len(names):
            hint = "Un texte qui contient le séparateur se met entre guillemets."
            self.refuse(f"{len(cells)} cellules au lieu de {len(names)}.", place, hint)
            return None
        record = {name: cell.strip() for name, cell in zip(names, cells, strict=True)}
        try:
            year = int(record["year"])
        except ValueError:
            self.refuse(f"L'année « {record['year']} » n'est pas un nombre entier.", places["year"])
            return None
        status = _STATUSES.get(record.get("status") or self.spec.status)
        if status is None:
            self.refuse(f"Le statut « {record['status']} » n'existe pas.", places["status"], f"Admis : {', '.join(_STATUSES)}.")
            return None
        numbers = {n: self._number(n, record[n], places[n]) for n, c in self.spec.columns.items() if c.numeric}
        texts = {n: record[n] for n, c in self.spec.columns.items() if not c.numeric}
        return Row(
            key=".".join(record[k] for k in self.keys),
            year=year,
            texts=texts,
            numbers=numbers,
            status=status,
            question=record.get("question") or (self.spec.question if status == "to_confirm" else ""),
            source=record.get("source") or self.spec.source,
            note=record.get("note", ""),
            place=place,
            places=places,
        )

    def _number(self, name: str, text: str, place: Place) -> Cell:
        if not text:
            return Cell(None, place)
        try:
            return Cell(french.number_of(text), place)
        except ValueError:
            self.refuse(f"Colonne « {name} » : « {text[:40]} » n'est pas un nombre.", place)
            return Cell(None, place)

    def _is_new(self, row: Row, found: dict[tuple[int, str], Place]) -> bool:
        """Refuse two rows of one name, unless the table counts nothing (a lexicon may have homonyms)."""
        first = found.setdefault((row.year, row.key), row.place)
        if first is row.place or not row.numbers:
            return True
        self.refuse(f"La ligne « {row.key} » est écrite deux fois.", row.place, f"Déjà écrite ligne {first.line}.")
        return False


def _keys_of(spec: TableSpec) -> tuple[str, ...]:
    if spec.key:
        return (spec.key,) if isinstance(spec.key, str) else spec.key
    return (next(iter(spec.columns)),)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (first line, cells); `csv.line_num` is a record's last line."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    line = 1
    for cells in reader:
        yield line, cells
        line = reader.line_num + 1


def _places(shown: str, line: int, names: list[str], lines: list[str], delimiter: str) -> dict[str, Place]:
    """Return the place of each cell of a record that fits on one line; of its start otherwise."""
    raw = lines[line - 1]
    field = _FIELDS[delimiter]
    places: dict[str, Place] = {}
    column = 0
    for name in names:
        places[name] = Place(shown, line, min(column, len(raw)) + 1)
        match = field.match(raw, column)
        column = (match.end() if match else len(raw)) + 1
    return places
