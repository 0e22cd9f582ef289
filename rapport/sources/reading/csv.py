"""CSV as French spreadsheets save it: semicolons, decimal commas, any kind of space, BOM or Windows-1252."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, Problem, Severity
from rapport.sources.authored import Status, TableSpec
from rapport.sources.editing.csv_text import SEPARATOR
from rapport.sources.evidence import COLUMN as PROOF
from rapport.sources.evidence import TiedTo, proof_of_cell
from rapport.sources.model import Cell, Row, Table
from rapport.sources.reading.files import Files, taken
from rapport.sources.reading.open_quotes import HINT, open_quote_message, swallowing_cell
from rapport.sources.reading.text import LARGEST
from rapport.sources.reading.validate import model_of
from rapport.sources.scalars import is_unknown
from rapport.sources.spans import bared

_NO_YEAR = "Écrivez-la ; la ligne d'un total, qu'un tableur ajoute, se retire : « totals: » de data/tables.yml le prouve."
RESERVED = ("year", "status", "question", "source", "note", PROOF)
_STATUSES: Mapping[str, Status] = {"published": "published", "derived": "derived", "to_confirm": "to_confirm"}
_FIELDS = {d: regex(rf'"(?:[^"]|"")*"[^{d}\n]*|[^{d}\n]*') for d in (",", ";", "\t")}
csv.field_size_limit(LARGEST)  # a quote left open makes one cell of the rest: told as such, not refused by the module


def load_table(files: Files, name: str, spec: TableSpec, problems: list[Problem]) -> Table | None:
    """Read `data/tables/<name>.csv` against its description; None after problems that leave no table."""
    shown = f"data/tables/{name}.csv"
    text = taken(files.text(shown), problems)
    rows = None if text is None else _CsvReader(shown, spec, problems).rows(text)
    return None if rows is None else Table(name, spec, shown, tuple(rows))


class _CsvReader:
    def __init__(self, shown: str, spec: TableSpec, problems: list[Problem]) -> None:
        self.shown = shown
        self.spec = spec
        self.problems = problems
        self.keys, self.unique = keys_of(spec)
        self.width = 0  # cells of the first line, the empty ones at its end included: all the lines have them

    def refuse(self, message: str, place: Place, hint: str = "") -> None:
        self.problems.append(Problem("LEC07", Severity.ERROR, message, place, hint))

    def rows(self, text: str) -> list[Row] | None:
        named = SEPARATOR.match(text)
        delimiter = named[1] if named else max(",;\t", key=text.partition("\n")[0].count)
        records = _records(text, delimiter)
        if named:
            next(records)
        header = next(records, None)
        if header is None or not any(cell.strip() for cell in header.cells):
            self.refuse("La table est vide : la première ligne donne le nom des colonnes.", Place(self.shown, 1))
            return None
        self.width = len(header.cells)
        names = [name.strip() for name in _filled(header.cells)]
        if not self._header_fits(names, self._places(header, len(names))):
            return None
        found: dict[tuple[int, str], Place] = {}
        rows = []
        for record in records:
            if not any(cell.strip() for cell in record.cells):
                continue
            places = self._places(record, len(names))
            if self._refused(record, len(names), places):
                continue
            row = self._row(names, record, dict(zip(names, places, strict=True)))
            if row is not None and self._is_new(row, found):
                rows.append(row)
        return rows

    def _places(self, record: _Record, count: int) -> list[Place]:
        """Return the place of each cell of a record, over as many lines as it takes."""
        field = _FIELDS[record.delimiter]
        places = []
        line, start, offset = record.line, record.start, record.start
        for _ in range(count):
            places.append(Place(self.shown, line, offset - start + 1))
            match = field.match(record.text, offset)
            end = match.end() if match else offset
            if breaks := record.text.count("\n", offset, end):
                line += breaks
                start = record.text.rindex("\n", offset, end) + 1
            offset = end + (record.text[end : end + 1] == record.delimiter)
        return places

    def _refused(self, record: _Record, wanted: int, places: list[Place]) -> bool:
        """Tell whether a record can't be read: a quote left open swallows the following lines without a word."""
        if record.text.count('"', record.start, record.end) % 2 and "\n" in record.text[record.start : record.end - 1]:
            hint = 'Fermez-le ; un guillemet qui fait partie du texte se double : "".'
            self.refuse("Un guillemet ouvert sur cette ligne n'est jamais fermé.", places[0], hint)
            return True
        if (index := swallowing_cell(record.cells, record.delimiter)) is not None:
            place = places[min(index, wanted - 1)]
            end = place.line + record.cells[index].count("\n")
            self.refuse(open_quote_message(end), place, HINT)
            return True
        count = len(record.cells)
        if count == self.width:
            count = max(wanted, len(_filled(record.cells)))
        if count != wanted:
            hint = "Un texte qui contient le séparateur se met entre guillemets."
            self.refuse(f"{count} cellule{'s' if count > 1 else ''} au lieu de {wanted}.", places[0], hint)
        return count != wanted

    def _header_fits(self, names: list[str], places: list[Place]) -> bool:
        first = places[0]
        before = len(self.problems)
        if len(names) == 1 and names[0] not in {"year", *self.spec.columns}:
            known = ", ".join(("year", *self.spec.columns))
            hint = f"Retirez-la si c'est un titre : la première ligne donne le nom des colonnes, {known}."
            self.refuse(f"La première ligne, « {names[0][:40]} », ne nomme pas les colonnes.", first, hint)
            return False
        for index, (name, place) in enumerate(zip(names, places, strict=True)):
            if not name:
                self.refuse(f"La colonne n° {index + 1} n'a pas de nom.", place, "Nommez-la, ou retirez-la.")
            elif name in names[:index]:
                self.refuse(f"La colonne « {name} » est écrite deux fois.", place)
            elif name not in self.spec.columns and name not in RESERVED:
                same = [known for known in (*self.spec.columns, *RESERVED) if french.folded(known) == french.folded(name)]
                known = f"colonnes décrites : {', '.join(self.spec.columns)}."
                hint = f"Écrivez-la « {same[0]} »." if same else f"Décrivez-la dans data/tables.yml, ou renommez-la ; {known}"
                self.refuse(f"La colonne « {name} » n'est pas décrite.", place, hint)
        for name in self.spec.columns:
            if name not in names:
                self.refuse(f"La colonne « {name} », décrite dans data/tables.yml, manque.", first)
        if "year" not in names:
            self.refuse("Il manque la colonne « year » : l'année de chaque ligne.", first)
        return len(self.problems) == before

    def _row(self, names: list[str], read: _Record, places: dict[str, Place]) -> Row | None:
        place = places[names[0]]
        typed = {name: cell.strip() for name, cell in zip(names, read.cells, strict=False)}
        record = {name: bared(text) for name, text in typed.items()}
        if not re.fullmatch("[0-9]{4}", record["year"]):
            unread = f"L'année « {record['year'][:40]} » n'est pas une année en quatre chiffres."
            said, hint = (unread, "") if record["year"] else ("Cette ligne n'a pas d'année.", _NO_YEAR)
            self.refuse(said, places["year"], hint)
            return None
        status = _STATUSES.get(record.get("status") or self.spec.status)
        if status is None:
            self.refuse(f"Le statut « {record['status']} » n'existe pas.", places["status"], f"Admis : {', '.join(_STATUSES)}.")
            return None
        numbers = {n: self._number(n, record[n], places[n]) for n, c in self.spec.columns.items() if c.numeric}
        texts = {n: record[n] for n, c in self.spec.columns.items() if not c.numeric}
        return Row(
            key=".".join(one_name(record[k]) for k in self.keys),
            year=int(record["year"]),
            texts=texts,
            numbers=numbers,
            status=status,
            question=record.get("question") or (self.spec.question if status == "to_confirm" else ""),
            source=record.get("source") or self.spec.source,
            note=record.get("note", ""),
            place=place,
            places=places,
            typed=(read.text, read.start, read.end),
            piece=self._proof(typed.get(PROOF, ""), places),
            marked={name: text for name, text in typed.items() if text != record[name]},
        )

    def _number(self, name: str, text: str, place: Place) -> Cell:
        if not text or is_unknown(text):
            return Cell(None, place, unknown=bool(text))
        unit = self.spec.columns[name].unit
        if unit and text[-1] in "%€" and not unit.startswith(text[-1]):
            hint = f"Retirez « {text[-1]} », ou corrigez « unit: » dans data/tables.yml."
            self.refuse(f"Colonne « {name} » : « {text[:40]} » n'est pas dans l'unité de la colonne, « {unit} ».", place, hint)
            return Cell(None, place)
        try:
            return Cell(french.number_of(text), place)
        except ValueError:
            hint = "Écrivez 1234,5 ou 1234.5 ; ou n.d. si le nombre n'est pas connu."
            self.refuse(f"Colonne « {name} » : « {text[:40]} » n'est pas un nombre.", place, hint)
            return Cell(None, place)

    def _proof(self, text: str, places: Mapping[str, Place]) -> TiedTo | None:
        """Return what a row says that proves its number."""
        if not text:
            return None
        numeric = [name for name, column in self.spec.columns.items() if column.numeric]
        if len(numeric) > 1:
            hint = f"Écrivez « piece: » dans data/tables.yml, à chaque colonne : {', '.join(numeric)}."
            self.refuse("Cette ligne a plusieurs nombres : « piece » ne dit pas lequel est prouvé.", places[PROOF], hint)
            return None
        told, place = proof_of_cell(text), places[PROOF]
        if told is None:
            hint = "Écrivez le nom de la pièce, puis l'endroit : « budget Synthèse!C12 », ou « bilan line: 80, rank: 2 »."
            self.refuse(f"« {text[:60]} » n'est pas un endroit d'une pièce.", place, hint)
            return None
        return model_of(TiedTo, told, Places(place), self.problems, "la pièce de la ligne")

    def _is_new(self, row: Row, found: dict[tuple[int, str], Place]) -> bool:
        """Refuse two rows of one name, unless the table counts nothing (a lexicon may have homonyms)."""
        first = found.setdefault((row.year, row.key), row.place)
        if first is row.place or not row.numbers or not self.unique:
            return True
        self.refuse(f"La ligne « {row.key} » est écrite deux fois.", row.place, f"Déjà écrite ligne {first.line}.")
        return False


def keys_of(spec: TableSpec) -> tuple[tuple[str, ...], bool]:
    """Return the columns that name a row, and whether they can tell rows apart: not when one of them doesn't exist (TAB05)."""
    first = next(iter(spec.columns))
    names = (spec.key or first,) if isinstance(spec.key, str) else spec.key
    known = tuple(name for name in names if name in spec.columns)
    return known or (first,), len(known) == len(names)


def _filled(cells: list[str]) -> list[str]:
    """Return cells without the empty ones at their end: a spreadsheet writes those of each column that ever held something."""
    last = max((index for index, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


class _Record(NamedTuple):
    """The cells of a record, and where it is written: first line, and first and last character, of the text."""

    cells: list[str]
    line: int
    start: int
    end: int
    text: str
    delimiter: str


def _records(text: str, delimiter: str) -> Iterator[_Record]:
    lines = io.StringIO(text)
    reader = csv.reader(lines, delimiter=delimiter)
    line, start = 1, 0
    for cells in reader:
        end = lines.tell()
        yield _Record(cells, line, start, end, text, delimiter)
        line, start = reader.line_num + 1, end
