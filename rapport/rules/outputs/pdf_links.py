"""PDFium on a page of the PDF: where its links lead."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium


def links_on(page: pypdfium2.PdfPage) -> list[str]:
    """Return the addresses that the links of a page lead to, outside of the file; one over two lines is two links."""
    found = []
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    document = page.pdf.raw
    while pdfium.FPDFLink_Enumerate(page.raw, place, link):
        action = pdfium.FPDFLink_GetAction(link)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            address = ctypes.create_string_buffer(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
            pdfium.FPDFAction_GetURIPath(document, action, address, len(address))
            found.append(address.value.decode("utf-8", "replace"))
    return found
