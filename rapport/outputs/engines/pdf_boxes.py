"""PDFium on the printer's PDF: the boxes that say where a page is cut and how far its colours go."""

from __future__ import annotations

import io
import re

import pypdfium2

from rapport.ground.programs.second import Second

TOOL = "La préparation du PDF pour l'imprimeur"
SECONDS = 60.0  # the whole report takes less than one
MEMORY = 1_500_000_000
_POINTS = 72 / 25.4  # a millimetre


def boxed_apart(pdf: bytes, bleed: float) -> bytes:
    """Return what `with_bleed_boxes` does, made by another Python; raises Stopped when it goes beyond a bound."""
    second = Second(TOOL, SECONDS, MEMORY)
    try:
        boxed: bytes = second.answer(with_bleed_boxes, pdf, bleed)
    finally:
        second.close()
    return boxed


def with_bleed_boxes(pdf: bytes, bleed: float) -> bytes:
    """Return a PDF whose pages have a BleedBox, `bleed` mm around their TrimBox (ISO 32000-1, 14.11.2).

    Typst writes the TrimBox alone: it takes all that is around for bleed, where crop marks stand as well.
    """
    document = pypdfium2.PdfDocument(pdf)
    around = bleed * _POINTS
    for page in document:
        left, bottom, right, top = page.get_trimbox()
        page.set_bleedbox(left - around, bottom - around, right + around, top + around)
    saved = io.BytesIO()
    document.save(saved)
    document.close()
    # PDFium makes up the second half of the file's identity at each writing: the first half serves for both.
    return re.sub(rb"(/ID\s*\[\s*)(\([^)]*\)|<[^>]*>)\s*<[^>]*>", rb"\1\2\2", saved.getvalue())
