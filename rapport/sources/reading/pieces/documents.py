"""A Word document as a piece: its paragraphs and the rows of its tables, in order, each a line.

python-docx reads it, which leaves out the words that a tracked change adds, and keeps those that it moves away: a document that
has some is refused, since what is read then isn't what is seen. Hidden text isn't read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rapport.ground.packed import PackedKind, hold_to_bounds
from rapport.sources.piece_contents import AGAIN, PieceContents, PieceLine, UnreadablePiece
from rapport.sources.reading.pieces import opened
from rapport.sources.reading.pieces.texts import CELL

_KIND = PackedKind("Ce document", "c'est trop pour une pièce", "Gardez-en les pages utiles, ou enregistrez-le en PDF.")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRACKED = [f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")]
_DEEPEST = 12  # styles that rest on each other; a file that is made up may have them turn in a ring
_OFF = {"0", "false", "off"}


def contents(raw: bytes) -> PieceContents:
    """Return the paragraphs and rows of a Word document."""
    file = opened(raw)
    hold_to_bounds(file, _KIND)
    import docx  # noqa: PLC0415 - 150 ms, in another Python alone

    document = docx.Document(file)
    body = document.element.body
    if next(body.iter(*_TRACKED), None) is not None:
        hint = f"Acceptez ou refusez-les toutes dans une copie (Révision), puis relancez « {AGAIN} »."
        raise UnreadablePiece("Ce document a des modifications suivies : on ne sait pas laquelle des versions fait foi.", hint)
    _drop_hidden(document)
    lines = [_line(text) for text in _texts(document)]
    return PieceContents(tuple(PieceLine(number, 0, line) for number, line in enumerate(lines, 1)), word="paragraphe")


def _drop_hidden(document: Any) -> None:
    """Take hidden text out: that which says so itself, or whose style does."""
    styles = {style.style_id: style for style in document.styles}
    for run in [*document.element.body.iter(f"{_W}r")]:
        paragraph = next(run.iterancestors(f"{_W}p"), None)
        named = [run.find(f"{_W}rPr/{_W}rStyle"), None if paragraph is None else paragraph.find(f"{_W}pPr/{_W}pStyle")]
        said = [_hides(run)]
        for name in (one.get(f"{_W}val") for one in named if one is not None):
            style = styles.get(name)
            for _ in range(_DEEPEST):
                said.append(None if style is None else _hides(style.element))
                style = None if style is None else style.base_style
        if next((one for one in said if one is not None), False):
            run.getparent().remove(run)


def _hides(element: Any) -> bool | None:
    """Tell whether the properties of a run or of a style hide its text; None when they say nothing of it."""
    found = element.find(f"{_W}rPr/{_W}vanish")
    return None if found is None else found.get(f"{_W}val", "true") not in _OFF


def _texts(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                yield CELL.join(dict.fromkeys(cell.text for cell in row.cells))  # a merged cell is told once
        else:
            yield block.text


def _line(text: str) -> str:
    """Return a text in one line: a tab, or the end of a line, parts two numbers, where a space would make one of them."""
    return CELL.join(filter(None, (" ".join(part.split()) for part in re.split(r"[\t\n]", text))))
