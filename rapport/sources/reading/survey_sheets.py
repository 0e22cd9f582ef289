"""Files of answers as plain rows, a CSV or a workbook alike: what a cell says, its unit if the file shows one, its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError
from rapport.ground.units import measures_of
from rapport.sources.piece_contents import PieceCell, PieceSheet, letters_of
from rapport.sources.reading.pieces.lists import delimiter_of
from rapport.sources.scalars import is_unknown
from rapport.sources.survey import SurveyColumn
from rapport.sources.tied import in_unit
from rapport.sources.written_numbers import cell_number, units_of_heading

HEADS = 30  # rows of a form above the headings, at most
_PLAIN = regex(r"-?[0-9]{1,18}(?:,[0-9]{1,6})?")
_POINT = regex(r"[-+]?[0-9]{1,3}(?:\.[0-9]{3})+")  # 1.234: one and a quarter, or a thousand and more
_LED = regex(rf"([-+{french.MINUS}]?[0-9][0-9{french.SPACES}.,]*?)[{french.SPACES}]*([^\W\d_][^\d]{{0,40}}|%|€)")
_YEAR = regex(r"(?:\b(?:en|pour|de|sur)\s+)?(?<!\d)((?:19|20|21)\d\d)(?!\d)")
_NOTHING = frozenset({"", "-", "–", "—", "?", "/"})


class SheetRow(NamedTuple):
    """A row of a file of answers: its line, what each cell says, and (in a workbook) the unit and the flaw of some."""

    line: int
    cells: Sequence[str]
    units: dict[int, str] = {}  # noqa: RUF012 - never written to
    flaws: dict[int, str] = {}  # noqa: RUF012


class NotRead(AuthorError):  # noqa: N818 - told as a problem
    """Why an answer isn't read: its message is the end of a sentence that names the structure."""


def rows_of_text(text: str) -> Iterator[SheetRow]:
    """Yield the rows of a CSV file that say something."""
    reader = csv.reader(io.StringIO(text), delimiter=delimiter_of(text))
    line = 1
    for cells in reader:
        if any(cells):
            yield SheetRow(line, cells)
        line = reader.line_num + 1


def rows_of_sheet(sheet: PieceSheet) -> Iterator[SheetRow]:
    """Yield the rows of a sheet of a workbook that say something."""
    for line, cells in sheet.rows.items():
        units = {at - 1: cell.unit for at, cell in cells.items() if cell.unit}
        flaws = {at - 1: cell.flaw for at, cell in cells.items() if cell.flaw}
        texts = [_written(cells[at]) if at in cells else "" for at in range(1, max(cells) + 1)]
        yield SheetRow(line, texts, units, flaws)


def _written(cell: PieceCell) -> str:
    """Return a cell's text; a number as French writes it, without the zeros that a program adds: its point parts no thousands."""
    if cell.value is None or cell.text != f"{cell.value:f}":
        return cell.text
    whole, _, decimals = cell.text.partition(".")
    return f"{whole},{decimals}" if decimals.strip("0") else whole


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell as a spreadsheet says it: « B12 »."""
    return f"{letters_of(column + 1)}{row}"


def headed(heading: str) -> tuple[str, str, tuple[int, ...]]:
    """Return a heading folded without its unit and years, the unit (« k€ ») and the years that it says."""
    units = units_of_heading(heading)
    bare = re.sub(r"[(\[][^)\]]*[)\]]", " ", heading) if units else heading
    years = tuple(int(year) for year in _YEAR.findall(bare))
    return french.folded(_YEAR.sub(" ", bare)), units[0] if units else "", years


def number_in(text: str, unit: str, column: SurveyColumn) -> Decimal | None:
    """Return the number of an answer in the column's unit; None where there is none. Raises NotRead."""
    if _PLAIN.fullmatch(text) and not unit:
        return Decimal(text.replace(",", "."))
    text = text.strip(french.SPACES + "\n")
    if text in _NOTHING or is_unknown(text):
        return None
    if _POINT.fullmatch(text) and not unit:
        raise NotRead(f"« {text} » se lit de deux façons", "Écrivez 1234 ou 1,234.")
    value, said = _with_unit(text)
    found = in_unit(value, said or unit, column.unit)
    if found is None:
        raise NotRead(f"« {text} » n'est pas en {column.unit}", f"Convertissez la réponse en {column.unit}.")
    return found


def _with_unit(text: str) -> tuple[Decimal, str]:
    """Return a number and the unit that stands beside it; raises NotRead."""
    if (number := cell_number(text)) is not None:
        return number.value, number.unit
    led = _LED.fullmatch(text)
    if led and _is_unit(led[2]):
        try:
            return french.number_of(led[1]), led[2].strip()
        except ValueError:
            pass
    raise NotRead(f"« {text[:40]} » n'est pas un nombre", "Écrivez 1234,5 ; ou n.d. si la structure ne le sait pas.")


_VAGUE = frozenset(["environ", "env", "approx", "ou", "a", "et", "plus", "moins", "peut", "estimation", "estime"])


def _is_unit(words: str) -> bool:
    """Tell whether what follows a number says what it counts (« 12 ETP »), not how sure it is (« 12 environ »)."""
    folded = french.folded(words).split()
    return bool(measures_of(words.strip())) and not _VAGUE & set(folded)


def choice_in(text: str, column: SurveyColumn) -> str | None:
    """Return the answer of a choice by its own name; None where there is none. Raises NotRead."""
    text = text.strip(french.SPACES + "\n")
    if text in _NOTHING or is_unknown(text):
        return None
    folded = french.folded(text)
    for answer, shown in column.allowed.items():
        if folded in {french.folded(answer), french.folded(shown)}:
            return answer
    raise NotRead(f"« {text[:40]} » n'est pas une réponse admise", f"Admises : {', '.join(column.allowed.values())}.")
