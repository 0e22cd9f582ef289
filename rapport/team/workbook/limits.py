"""The bounds of a returned workbook, held to before the library that reads it sees any of it.

Its parts are read through once as a stream of XML (expat), which keeps nothing: what is counted is what openpyxl would keep.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat

from rapport.ground.problems import AuthorError

HEAVIEST = 20_000_000  # bytes of the file itself; ours has a hundred and fifty thousand
LARGEST = 100_000_000  # bytes, unpacked; a workbook of ours takes a hundredth of that
PARTS = 500  # ours has twenty
ELEMENTS = 2_000_000  # XML elements in all; ours has sixty thousand
CELLS = 300_000  # ours has thirty thousand
DEEPEST = 64  # levels of XML; a workbook has a dozen
RANGES = 1_000  # merged
MERGED = 100_000  # cells of merged ranges in all: openpyxl makes each of them
_CHUNK = 1 << 16
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_REBUILT = "Recopiez les réponses dans une feuille de saisie neuve (« python build.py sheet »)."


class BeyondBounds(AuthorError):  # noqa: N818 - told as a problem
    """A workbook that is beyond a bound; ``message`` and ``hint`` are French."""

    def __init__(self, message: str, hint: str = _REBUILT) -> None:
        super().__init__(message, hint)


@dataclass
class _Count:
    """What was met so far, in all the parts."""

    elements: int = 0
    cells: int = 0
    ranges: int = 0
    merged: int = 0
    depth: int = 0

    def opens(self, name: str, attributes: dict[str, str]) -> None:
        """Count an element; raises BeyondBounds."""
        self.elements += 1
        self.depth += 1
        local = name.rpartition(":")[2]
        if local == "c":
            self.cells += 1
        elif local == "mergeCell":
            self.ranges += 1
            self.merged += _area(attributes.get("ref", ""))
        _hold(self.depth, DEEPEST, "emboîte plus de {} niveaux d'éléments")
        _hold(self.elements, ELEMENTS, "a plus de {} éléments")
        _hold(self.cells, CELLS, "a plus de {} cellules remplies ou mises en forme")
        _hold(self.ranges, RANGES, "a plus de {} fusions de cellules", "Défaites les fusions, puis recommencez.")
        _hold(self.merged, MERGED, "fusionne plus de {} cellules", "Défaites les fusions, puis recommencez.")

    def closes(self, _: str) -> None:
        """Count the end of an element."""
        self.depth -= 1


def hold_to_bounds(file: IO[bytes]) -> None:
    """Raise BeyondBounds when a workbook is beyond a bound; BadZipFile or ExpatError when it isn't one."""
    _hold(file.seek(0, 2), HEAVIEST, "pèse plus de {} octets")
    with zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        _hold(len(entries), PARTS, "contient plus de {} fichiers")
        _hold(sum(entry.file_size for entry in entries), LARGEST, "pèse plus de {} octets une fois décompressé")
        count = _Count()
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                with packed.open(entry) as part:  # no more is unpacked than what was counted
                    _read_through(part, count)
    file.seek(0)


def _read_through(part: IO[bytes], count: _Count) -> None:
    def refuse(*_: object) -> None:
        raise BeyondBounds("Ce classeur déclare un DOCTYPE ou des entités XML, ce qu'aucun tableur n'écrit.")

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse
    reader.EntityDeclHandler = refuse
    reader.StartElementHandler = count.opens
    reader.EndElementHandler = count.closes
    count.depth = 0
    while chunk := part.read(_CHUNK):
        reader.Parse(chunk, False)
    reader.Parse(b"", True)


def _hold(number: int, most: int, said: str, hint: str = _REBUILT) -> None:
    if number > most:
        shown = f"{most:,}".replace(",", "\u202f")
        raise BeyondBounds(f"Ce classeur {said.format(shown)} : c'est trop pour une feuille de saisie.", hint)


def _area(ref: str) -> int:
    """Return how many cells a range covers; one that can't be read is beyond all bounds."""
    found = _AREA.fullmatch(ref)
    if not found:
        return 1 if re.fullmatch(r"\$?[A-Z]{1,3}\$?\d{1,7}", ref) else MERGED + 1
    wide = abs(_column(found[3]) - _column(found[1])) + 1
    return wide * (abs(int(found[4]) - int(found[2])) + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
