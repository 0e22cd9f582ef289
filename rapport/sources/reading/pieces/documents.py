"""A Word document as a piece: its paragraphs and the rows of its tables, in order, each a line.

python-docx reads it, which leaves out the words that a tracked change adds: a document that has some is refused, since what is
read then isn't what is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from rapport.ground.packed import PackedKind, hold_to_bounds
from rapport.sources.piece_contents import PieceContents, PieceLine, UnreadablePiece
from rapport.sources.reading.pieces import opened
from rapport.sources.reading.pieces.texts import CELL

_KIND = PackedKind("Ce document", "c'est trop pour une pièce", "Gardez-en les pages utiles, ou enregistrez-le en PDF.")
_TRACKED = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def contents(raw: bytes) -> PieceContents:
    """Return the paragraphs and rows of a Word document."""
    file = opened(raw)
    hold_to_bounds(file, _KIND)
    import docx  # noqa: PLC0415 - 150 ms, in another Python alone

    document = docx.Document(file)
    body = document.element.body
    if next(body.iter(f"{_TRACKED}ins", f"{_TRACKED}del"), None) is not None:
        hint = "Acceptez ou refusez-les toutes dans une copie (Révision), puis relancez « python build.py tie »."
        raise UnreadablePiece("Ce document a des modifications suivies : on ne sait pas laquelle des versions fait foi.", hint)
    lines = [_line(text) for text in _texts(document)]
    return PieceContents(tuple(PieceLine(number, 0, line) for number, line in enumerate(lines, 1)), word="paragraphe")


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
