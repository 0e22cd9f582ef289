"""Plain text as a piece: its lines, numbered as a text editor numbers them."""

from __future__ import annotations

from rapport.sources.piece_contents import PieceContents, PieceLine, UnreadablePiece
from rapport.sources.reading.encodings import encoding_of

MOST = 200_000  # lines
LONGEST = 20_000  # characters of a line
CELL = " | "  # between the cells of a row, written as a line


def contents(raw: bytes) -> PieceContents:
    """Return the lines of a text."""
    return PieceContents(lines_of(decoded(raw)))


def decoded(raw: bytes) -> str:
    """Return the text of a file: UTF-8, else the encoding that gives the most French."""
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in raw:
        raise UnreadablePiece("Ce n'est pas un fichier de texte, ou il est en UTF-16.", "Enregistrez-le en UTF-8.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode(encoding_of(raw), errors="replace")


def lines_of(text: str, page: int = 0) -> tuple[PieceLine, ...]:
    """Return a text as lines; raises UnreadablePiece beyond what people write."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(found) > MOST or any(len(line) > LONGEST for line in found):
        raise UnreadablePiece(
            f"Le texte a plus de {MOST} lignes, ou une ligne de plus de {LONGEST} signes.", "Gardez-en l'utile."
        )
    return tuple(PieceLine(number, page, line) for number, line in enumerate(found, 1))
