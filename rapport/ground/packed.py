"""The bounds of office files (.xlsx, .ods, .docx: XML in a zip archive), held to before a library that reads them sees any of it.

Its parts are read through once as a stream of XML (expat), which keeps nothing: what is counted is what openpyxl would keep.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import IO, NamedTuple
from xml.parsers import expat

from rapport.ground.patterns import regex
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
_AREA = regex(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


class PackedKind(NamedTuple):
    """What is told of a file beyond a bound: how it is called, why that is too much, what to do (French)."""

    subject: str
    why: str
    hint: str


RETURNED = PackedKind(
    "Ce classeur",
    "c'est trop pour une feuille de saisie",
    "Recopiez les réponses dans une feuille de saisie neuve (« python build.py sheet »).",
)
_UNMERGE = "Défaites les fusions, puis recommencez."


class BeyondBounds(AuthorError):  # noqa: N818 - told as a problem
    """A workbook that is beyond a bound; ``message`` and ``hint`` are French."""


@dataclass
class _Count:
    """What was met so far, in all the parts."""

    elements: int = 0
    cells: int = 0
    ranges: int = 0
    merged: int = 0
    depth: int = 0
    kind: PackedKind = RETURNED

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
        kind = self.kind
        _hold(kind, self.depth, DEEPEST, "emboîte plus de {} niveaux d'éléments")
        _hold(kind, self.elements, ELEMENTS, "a plus de {} éléments")
        _hold(kind, self.cells, CELLS, "a plus de {} cellules remplies ou mises en forme")
        _hold(kind._replace(hint=_UNMERGE), self.ranges, RANGES, "a plus de {} fusions de cellules")
        _hold(kind._replace(hint=_UNMERGE), self.merged, MERGED, "fusionne plus de {} cellules")

    def closes(self, _: str) -> None:
        """Count the end of an element."""
        self.depth -= 1


def hold_to_bounds(file: IO[bytes], kind: PackedKind = RETURNED) -> None:
    """Raise BeyondBounds when a file is beyond a bound; BadZipFile or ExpatError when it isn't an office file."""
    _hold(kind, file.seek(0, 2), HEAVIEST, "pèse plus de {} octets")
    with zipfile.ZipFile(file) as packed:
        entries = packed.infolist()
        _hold(kind, len(entries), PARTS, "contient plus de {} fichiers")
        _hold(kind, sum(entry.file_size for entry in entries), LARGEST, "pèse plus de {} octets une fois décompressé")
        count = _Count(kind=kind)
        for entry in entries:
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                with packed.open(entry) as part:  # no more is unpacked than what was counted
                    _read_through(part, count)
    file.seek(0)


def _read_through(part: IO[bytes], count: _Count) -> None:
    def refuse(*_: object) -> None:
        said = f"{count.kind.subject} déclare un DOCTYPE ou des entités XML, ce qu'aucun logiciel de bureau n'écrit."
        raise BeyondBounds(said, count.kind.hint)

    reader = expat.ParserCreate()
    reader.StartDoctypeDeclHandler = refuse
    reader.EntityDeclHandler = refuse
    reader.StartElementHandler = count.opens
    reader.EndElementHandler = count.closes
    count.depth = 0
    while chunk := part.read(_CHUNK):
        reader.Parse(chunk, False)
    reader.Parse(b"", True)


def _hold(kind: PackedKind, number: int, most: int, said: str) -> None:
    if number > most:
        shown = f"{most:,}".replace(",", "\u202f")
        raise BeyondBounds(f"{kind.subject} {said.format(shown)} : {kind.why}.", kind.hint)


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
