"""An .ods workbook as a piece: values as last calculated, formats, names, merged and hidden cells, read as a stream of XML."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from math import log10
from typing import Any, NamedTuple

from lxml import etree

from rapport.ground.packed import hold_to_bounds
from rapport.ground.patterns import regex
from rapport.sources.piece_contents import PieceContents, PieceSheet, UnreadablePiece
from rapport.sources.reading.pieces import SAVED_OPEN, opened
from rapport.sources.reading.pieces.open_grids import OpenFormat, OpenGrid, qualified, times_of
from rapport.sources.reading.pieces.workbooks import KIND
from rapport.sources.written_numbers import money_in

_KINDS = ("number", "currency", "percentage", "boolean")  # of formats
_DEEPEST = 12  # styles that rest on each other; a file that is made up may have them turn in a ring
_AREA = regex(r"(?P<sheet>\$?(?:'(?:[^']|'')*'|[^.'$]+))\.(?P<first>\$?[A-Z]+\$?\d+)(?::(?:.*\.)?(?P<last>\$?[A-Z]+\$?\d+))?")


class _Style(NamedTuple):
    """What a style says of a cell, a column, a row or a sheet: the style it rests on, its format, whether it hides."""

    parent: str
    format: str
    hides: bool


def contents(raw: bytes) -> PieceContents:
    """Return the sheets of a workbook in the open format; a formula is never run."""
    hold_to_bounds(opened(raw), KIND)
    with zipfile.ZipFile(opened(raw)) as packed:
        if b"encryption-data" in packed.read("META-INF/manifest.xml"):
            raise UnreadablePiece("Le classeur est protégé par un mot de passe.", SAVED_OPEN)
        reader = _Reader()
        for name in ("styles.xml", "content.xml"):
            if name in packed.namelist():
                with packed.open(name) as part:
                    reader.read(part)
    return PieceContents(sheets=tuple(reader.sheets), names=reader.names)


@dataclass
class _Reader:
    """Reads the parts of a workbook as they go by, and keeps nothing of them but what cells show."""

    sheets: list[PieceSheet] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    _formats: dict[str, OpenFormat] = field(default_factory=dict)
    _styles: dict[tuple[str, str], _Style] = field(default_factory=dict)
    _groups: list[bool] = field(default_factory=list)  # those of rows or columns that are open, and whether they are folded
    _tables: int = 0
    _grid: OpenGrid | None = None

    def read(self, part: Any) -> None:
        """Read a part of the file."""
        opens = {qualified("table:table"): self._open, **dict.fromkeys(_both("group"), self._unfold)}
        closes = {
            qualified("table:table"): self._close, qualified("table:table-row"): self._row,
            qualified("table:table-column"): self._column, qualified("table:named-range"): self._name,
            qualified("style:style"): self._style, **dict.fromkeys(_both("group"), self._fold),
            **{qualified(f"number:{kind}-style"): self._format for kind in _KINDS},
        }  # fmt: skip
        for event, element in etree.iterparse(
            part, events=("start", "end"), tag=[*{**opens, **closes}], resolve_entities=False, no_network=True, huge_tree=False
        ):
            act = (opens if event == "start" else closes).get(element.tag)
            if act is not None:
                act(element)

    def _open(self, element: Any) -> None:
        self._tables += 1
        if self._tables == 1:  # a table in a cell is none of the workbook's
            hidden = self._hides("table", element.get(qualified("table:style-name")))
            self._grid = OpenGrid(element.get(qualified("table:name"), ""), hidden=hidden)

    def _close(self, element: Any) -> None:
        self._tables -= 1
        if self._grid is not None and not self._tables:
            self.sheets.append(PieceSheet(self._grid.name, self._grid.cells, self._grid.merged))
            self._grid = None
            element.clear()

    def _unfold(self, element: Any) -> None:
        self._groups.append(element.get(qualified("table:display")) == "false")

    def _fold(self, _: Any) -> None:
        self._groups.pop()

    def _column(self, element: Any) -> None:
        if self._grid is not None and self._tables == 1:
            hidden = any(self._groups) or self._is_hidden(element, "table-column")
            style = element.get(qualified("table:default-cell-style-name"), "")
            self._grid.columns.append((times_of(element, "columns"), hidden, style))

    def _row(self, element: Any) -> None:
        if self._grid is not None and self._tables == 1:
            hidden = any(self._groups) or self._is_hidden(element, "table-row")
            self._grid.add(element, self._format_of, hidden=hidden)
            element.clear()

    def _is_hidden(self, element: Any, family: str) -> bool:
        if element.get(qualified("table:visibility"), "visible") != "visible":
            return True
        return self._hides(family, element.get(qualified("table:style-name")))

    def _hides(self, family: str, name: str | None) -> bool:
        style = self._styles.get((family, name or ""))
        return style is not None and style.hides

    def _style(self, element: Any) -> None:
        said = {key: value for inside in element for key, value in inside.attrib.items()}
        sizes = (said.get(qualified("style:row-height"), ""), said.get(qualified("style:column-width"), ""))
        hides = said.get(qualified("table:display")) == "false" or any(re.match(r"0(?:\.0*)?[a-z]*$", size) for size in sizes)
        name = element.get(qualified("style:family"), ""), element.get(qualified("style:name"), "")
        parent, shown = element.get(qualified("style:parent-style-name"), ""), element.get(qualified("style:data-style-name"), "")
        self._styles[name] = _Style(parent, shown, hides)

    def _format(self, element: Any) -> None:
        said = "".join("0" if inside.tag == qualified("number:number") else inside.text or "" for inside in element)
        unit = "%" if element.tag == qualified("number:percentage-style") else money_in(said)
        factor = max((float(inside.get(qualified("number:display-factor"), 1)) for inside in element), default=1.0)
        self._formats[element.get(qualified("style:name"), "")] = OpenFormat(unit, round(log10(max(factor, 1.0)) / 3))

    def _format_of(self, style: str) -> OpenFormat:
        """Return the format of a cell's style, or of those it rests on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(("table-cell", style))
            if found is None or found.format:
                return self._formats.get(found.format, OpenFormat()) if found else OpenFormat()
            style = found.parent
        return OpenFormat()

    def _name(self, element: Any) -> None:
        area = _AREA.fullmatch(element.get(qualified("table:cell-range-address"), ""))
        if area is not None and not self._tables:
            last = f":{area['last']}" if area["last"] else ""
            self.names[element.get(qualified("table:name"), "")] = f"{area['sheet'].lstrip('$')}!{area['first']}{last}"


def _both(kind: str) -> tuple[str, str]:
    return qualified(f"table:table-row-{kind}"), qualified(f"table:table-column-{kind}")
