"""Numbers in the cells of a workbook or of a CSV file."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from statistics import median

from rapport.ground import french
from rapport.ground.names import one_name
from rapport.ground.near import near_names
from rapport.ground.patterns import regex
from rapport.numbers.pieces.headings import title_unit, unit_at
from rapport.numbers.pieces.standing import NotStanding, SeveralStand, Standing
from rapport.sources.evidence import EvidencePlace
from rapport.sources.piece_contents import PieceCell, PieceContents, PieceSheet, Position, column_of, letters_of
from rapport.sources.waiver import WAIVING

_CELL = regex(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})(?::\$?([A-Za-z]{1,3})\$?(\d{1,7}))?")
_TOTAL = regex(  # « S/total » is folded to « s total »
    r"(?:sous |grand |ss? |s s )?tota(?:l|ux)"
    r"(?: (?:general|generaux|annee|annuel|des? |du |de la |l |n |hors|ht|ttc|\d)|$)"
    r"|(?:ensemble|cumul|somme)$"
)
_SEARCHED = 50  # rows in which the headings of a list are looked for
_MOVED = "Le classeur a changé, ou l'endroit est faux : désignez la cellule où le nombre se lit maintenant."
_SHOWN = 5
_QUOTED = 40  # characters of a cell in a message
UNSEEN = (
    "Personne ne la voit en ouvrant le document. Si ce n'est pas celle qu'il faut, désignez-en une autre ; "
    f"si c'est bien elle, {WAIVING}."
)
SAY_UNIT = "Vérifiez-la dans la pièce ; une seule doit y être écrite, ou dites-la à côté de « at: » : « unit: k€ »."


def found_in_sheets(contents: PieceContents, place: EvidencePlace) -> Standing:
    """Return the number at a place of a workbook; raises NotStanding."""
    if place.cell:
        return _at_cell(contents, place)
    if not (place.value or place.count or place.sum or place.median):
        hint = "Ajoutez « cell: », ou « where: » avec « value: », « count: », « sum: » ou « median: »."
        raise NotStanding("L'endroit ne dit ni cellule, ni colonne.", hint)
    return _Listed(_sheet(contents, place.sheet), place).standing()


def _sheet(contents: PieceContents, name: str) -> PieceSheet:
    known = [sheet.name for sheet in contents.sheets]
    found = next((sheet for sheet in contents.sheets if one_name(sheet.name) == one_name(name)), None)
    if not name and contents.sheets:
        return contents.sheets[0]
    if found is None:
        hint = near_names(name, known) or f"Elle a changé de nom, ou l'endroit est faux ; feuilles : {', '.join(known)}."
        raise NotStanding(f"Le classeur n'a pas de feuille « {name} ».", hint)
    return found


def _at_cell(contents: PieceContents, place: EvidencePlace) -> Standing:
    written = place.cell
    area = contents.names.get(written) or next(
        (area for name, area in contents.names.items() if name.casefold() == written.casefold()), written
    )
    name, parted, cell = area.rpartition("!")
    found = _CELL.fullmatch(cell)
    if found is None:
        hint = near_names(written, contents.names) or "Écrivez « Feuille!C12 », ou un nom défini du classeur."
        raise NotStanding(f"« {written} » n'est ni une cellule, ni un nom du classeur.", hint)
    sheet = _sheet(contents, name.strip("'").replace("''", "'") if parted else place.sheet)
    first = (int(found[2]), column_of(found[1]))
    last = (int(found[4]), column_of(found[3])) if found[3] else first
    return _only(sheet, first, last)


def _only(sheet: PieceSheet, first: Position, last: Position) -> Standing:
    """Return the one number of an area."""
    rows = ((row, cells) for row, cells in sheet.rows.items() if first[0] <= row <= last[0]) if last != first else ()
    inside = [(row, column) for row, cells in rows for column in cells if first[1] <= column <= last[1]]
    inside += [first] if last == first and first in sheet.cells else []
    numbers = [at for at in inside if sheet.cells[at].value is not None or sheet.cells[at].flaw]
    shown = _name(sheet, first) + ("" if last == first else f":{letters_of(last[1])}{last[0]}")
    if len(numbers) > 1:
        hint = "Désignez une seule cellule, ou additionnez une colonne : « sum: »."
        raise SeveralStand(f"La plage {shown} contient {len(numbers)} nombres.", hint)
    if not numbers:
        if first in sheet.merged:
            raise _covered(sheet, first, shown)
        text = sheet.cells[first].text if first in sheet.cells else ""
        said = f"La cellule {shown} contient « {text[:_QUOTED]} », pas un nombre." if text else f"La cellule {shown} est vide."
        raise NotStanding(said, _MOVED)
    return standing_at(sheet, numbers[0])


def _covered(sheet: PieceSheet, at: Position, shown: str) -> NotStanding:
    hint = f"Écrivez {_name(sheet, sheet.merged[at])}."
    return NotStanding(f"La cellule {shown} est fusionnée : ce qu'elle montre est dans une autre.", hint)


def standing_at(sheet: PieceSheet, at: Position) -> Standing:
    """Return the number of a cell; raises NotStanding when it isn't to be believed."""
    cell = sheet.cells[at]
    if cell.flaw or cell.value is None:
        flaw = cell.flaw or f"contient « {cell.text[:_QUOTED]} », pas un nombre"
        hint = cell.cure if cell.flaw else "Retenez par « where: » les lignes qui ont un nombre, ou corrigez le document."
        raise NotStanding(f"La cellule {_name(sheet, at)} {flaw}.", hint)
    unit, doubt = unit_at(sheet, at)
    remark, advice = (doubt, SAY_UNIT) if doubt else (_remark(sheet, at), UNSEEN)
    titled = "" if unit else title_unit(sheet, at)
    return Standing(cell.value, unit, "exact", _name(sheet, at), words_around(sheet, at), remark, advice, titled)


def _remark(sheet: PieceSheet, at: Position) -> str:
    return f"La cellule {_name(sheet, at)} est masquée." if at in sheet.cells and sheet.cells[at].remark else ""


def words_around(sheet: PieceSheet, at: Position) -> str:
    """Return what is written around a cell, folded: it is kept, and compared."""
    return french.folded(" ".join(written_around(sheet, at)))


def written_around(sheet: PieceSheet, at: Position) -> list[str]:
    """Return the texts of a cell's row, before it, and of its column, above it, the nearest of each first."""
    row, column = at
    before = [_text(cell) for other, cell in reversed([*sheet.rows[row].items()]) if other < column]
    worded = sheet.worded.get(column, [])
    above = bisect_left(worded, row)
    nearest = _text(sheet.rows[worded[above - 1]][column]) if above else ""
    return [text for text in (*before, nearest) if text]


def _text(cell: PieceCell) -> str:
    return " ".join(cell.text.split()) if cell.value is None else ""


def _name(sheet: PieceSheet, at: Position) -> str:
    cell = f"{letters_of(at[1])}{at[0]}"
    return f"{sheet.name}!{cell}" if sheet.name else f"ligne {at[0]}, colonne {letters_of(at[1])}"


class _Listed:
    """A sheet read as a list: headings in its first full row, a record in each row below."""

    def __init__(self, sheet: PieceSheet, place: EvidencePlace) -> None:
        self.sheet = sheet
        self.place = place
        wanted = [*place.where, *filter(None, [place.value, place.sum, place.median])]
        self.head, self.columns = self._headings(wanted)

    @property
    def _shown(self) -> str:
        return f"« {self.sheet.name} »" if self.sheet.name else "la liste"

    def _headings(self, wanted: list[str]) -> tuple[int, dict[str, int]]:
        """Return the row of the headings and the column of each that is wanted; raises NotStanding."""
        best: dict[str, list[int]] = {}
        head = 0
        for row, cells in islice(self.sheet.rows.items(), _SEARCHED):
            found: dict[str, list[int]] = {}
            for column, cell in cells.items():
                found.setdefault(french.folded(cell.text), []).append(column)
            if sum(french.folded(name) in found for name in wanted) > sum(french.folded(name) in best for name in wanted):
                best, head = found, row
        columns = {}
        for name in wanted:
            at_ = best.get(french.folded(name), [])
            if len(at_) != 1:
                told = "deux colonnes" if at_ else "pas de colonne"
                hint = near_names(name, [cell.text for cell in self.sheet.rows.get(head or 1, {}).values()])
                hint = (
                    hint or f"Corrigez le nom de la colonne, ou dites la feuille (« sheet: ») : c'est {self._shown} qui est lue."
                )
                raise NotStanding(f"La liste a {told} « {name} »." if at_ else f"La liste n'a {told} « {name} ».", hint)
            columns[name] = at_[0]
        return head or 1, columns

    def standing(self) -> Standing:
        """Return what is counted, added or found; raises NotStanding."""
        place, rows = self.place, list(self._rows())
        said = f"{self.sheet.name or 'liste'}, {len(rows)} ligne{'s' * (len(rows) > 1)}"
        words = french.folded(" ".join(map(str, [*place.where.items(), place.value, place.sum, place.median])))
        if not place.value:
            self._refuse_totals(rows)
            self._refuse_other_columns(rows)
        if place.count:
            keys = ((row, column) for row in rows for column in self.columns.values())
            remark = next(filter(None, (_remark(self.sheet, at) for at in keys)), "")
            counted = f"{said} comptée{'s' * (len(rows) > 1)}"
            return Standing(Decimal(len(rows)), "", "exact", counted, words, remark, UNSEEN)
        name = place.value or place.sum or place.median
        cells = [(row, self.columns[name]) for row in rows]
        if place.value:
            return self._single(cells)
        numbers = [standing_at(self.sheet, at) for at in cells if at in self.sheet.cells]
        if not numbers or len({number.unit for number in numbers}) > 1:
            what = "n'a aucun nombre à cet endroit" if not numbers else "mêle plusieurs unités"
            raise NotStanding(
                f"La colonne « {name} » {what}.", "Retenez par « where: » les lignes à lire, ou désignez une autre colonne."
            )
        values = [number.value for number in numbers]
        value = sum(values, Decimal(0)) if place.sum else median(values)
        told = f"{said}, {'somme' if place.sum else 'médiane'} de « {name} »"
        asked = next((number for number in numbers if number.remark), numbers[0])
        return replace(numbers[0], value=value, at=told, words=words, remark=asked.remark, advice=asked.advice)

    def _refuse_totals(self, rows: list[int]) -> None:
        """Raise NotStanding when a row that is added is named as a total."""
        for row in rows:
            said = next((cell.text for cell in self.sheet.rows[row].values() if _TOTAL.match(french.folded(cell.text))), "")
            if said:
                hint = "Retenez par « where: » les lignes à compter, ou désignez la cellule du total : « cell: »."
                raise NotStanding(f"La ligne {row}, « {said[:_QUOTED]} », serait comptée avec les autres.", hint)

    def _refuse_other_columns(self, rows: list[int]) -> None:
        """Raise SeveralStand when the rows are those of two lists: the same headings stand again below."""
        heading = (self.sheet.saying.get(french.folded(name), set()) for name in self.columns)
        again = set.intersection(*heading) if self.columns else set()
        below = sorted(row for row in again if self.head < row < max(rows, default=0))
        if below:
            hint = "Désignez la cellule (« cell: »), ou mettez chaque liste dans sa feuille."
            raise SeveralStand(f"Deux listes ont ces colonnes : leurs titres sont aux lignes {self.head} et {below[0]}.", hint)

    def _single(self, cells: list[Position]) -> Standing:
        place = self.place
        told = ", ".join(f"{name} : {wanted}" for name, wanted in place.where.items())
        if not cells:
            raise NotStanding(f"Aucune ligne n'a « {told} ».", "La pièce a changé, ou le nom y est écrit autrement.")
        if len(cells) > 1:
            rows = ", ".join(str(row) for row, _ in cells[:_SHOWN])
            raise SeveralStand(f"{len(cells)} lignes ont « {told} » : {rows}.", "Ajoutez une colonne à « where: ».")
        self._refuse_other_columns([row for row, _ in cells])
        if cells[0] in self.sheet.merged:
            raise _covered(self.sheet, cells[0], _name(self.sheet, cells[0]))
        if cells[0] not in self.sheet.cells:
            raise NotStanding(f"La cellule {_name(self.sheet, cells[0])} est vide.", _MOVED)
        return standing_at(self.sheet, cells[0])

    def _rows(self) -> Iterator[int]:
        for row in self.sheet.rows:
            if row > self.head and all(self._has(row, name, wanted) for name, wanted in self.place.where.items()):
                yield row

    def _has(self, row: int, name: str, wanted: str | tuple[str, ...]) -> bool:
        at = (row, self.columns[name])
        cell = self.sheet.cells.get(self.sheet.merged.get(at, at))  # a merged cell says the same on each of its rows
        said = one_name(cell.text) if cell else ""
        return said in map(one_name, (wanted,) if isinstance(wanted, str) else wanted)
