"""A PDF as a piece: the lines of each page, as PDFium sets its characters side by side."""

from __future__ import annotations

import pypdfium2
from pypdfium2 import PdfiumError

from rapport.sources.piece_contents import AGAIN, PieceContents, PieceLine, UnreadablePiece
from rapport.sources.reading.pieces import SAVED_OPEN, opened
from rapport.sources.reading.pieces.texts import lines_of

MOST = 2_000  # pages
_HYPHENS = str.maketrans({"\ufffe": "-", "\u00ad": "-"})  # as PDFium gives those that end a line


def contents(raw: bytes) -> PieceContents:
    """Return the lines of a PDF, and its pages that are pictures of paper."""
    try:
        document = pypdfium2.PdfDocument(opened(raw))
    except PdfiumError as error:
        if "password" in str(error).casefold():
            raise UnreadablePiece("Le PDF est protégé par un mot de passe.", SAVED_OPEN) from None
        raise
    if len(document) > MOST:
        raise UnreadablePiece(f"Le PDF a plus de {MOST} pages.", "Gardez-en les pages utiles.")
    lines: list[PieceLine] = []
    blank = []
    for number in range(1, len(document) + 1):
        text = document[number - 1].get_textpage().get_text_range().translate(_HYPHENS)
        lines += lines_of(text, number)
        if not text.strip():
            blank.append(number)
    if len(blank) == len(document):
        hint = (
            f"Demandez le fichier d'origine, ou faites-le passer par une reconnaissance de caractères, puis relancez « {AGAIN} »."
        )
        raise UnreadablePiece("Le PDF n'a pas de texte : ce sont des images, une numérisation.", hint)
    return PieceContents(tuple(lines), blank_pages=tuple(blank))
