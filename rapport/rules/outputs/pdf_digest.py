"""PDFium on a page of the PDF: what tells it from another, whatever stands on the other pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO

import pypdfium2

from rapport.ground.patterns import regex
from rapport.rules.outputs.pdf_tags import Tagged

# What PDFium writes with a page alone, and says nothing of it: the time, its numbers among the tags and the objects of the PDF.
_OF_OTHERS = regex(rb"/CreationDate\(D:[^)]*\)|/StructParents? \d+|\[ \d+ 0 R /XYZ")


def digest_of_page(document: pypdfium2.PdfDocument, number: int, tagged: Mapping[str, Sequence[Tagged]], *others: object) -> str:
    """Return the SHA-256 of a page, with all that it is drawn with, of what its tags name, and of what is told besides."""
    alone, written = pypdfium2.PdfDocument.new(), BytesIO()
    try:
        alone.import_pages(document, [number])
        alone.save(written)
    finally:
        alone.close()
    page, _, _ = written.getvalue().rpartition(b"trailer")  # after which a file is named by chance
    told = [[kind, alt, *sorted(contents)] for kind, named in tagged.items() for alt, contents in named]
    return sha256(repr((told, others)).encode() + _OF_OTHERS.sub(b"", page)).hexdigest()
