"""The templates run under the Typst of every Quarto: 0.13 (Quarto 1.7) knows less than the embedded one."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw

from .conftest import PROJECT

# What came with Typst 0.14 and later, where 0.13 stops with an error. What stands beside a test of the version is guarded.
LATER = {
    r"\.(?:first|last)\(\s*default:": ".at(0, default: …) or .at(-1, default: …)",
    r"\bpdf\.artifact\(": "artifact(…) of tokens.typ",
    r"\bpdf\.(?:attach|table-summary|header-cell|data-cell)\(": "a test of sys.version",
    r"\btable\.header\([^)]*\blevel:": "a test of sys.version",
    r"#?\btitle\(\)": "the title as text",
    r"\bsys\.version\s*\.(?!at\b)": "version(0, 14)",
}
TEMPLATES = [PROJECT / "templates/report.typ", *sorted((PROJECT / "templates/typst").glob("*.typ"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_nothing_later_than_013_is_unguarded(path: Path):
    wrong = [
        f"{path.name}:{number} needs {instead}"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for pattern, instead in LATER.items()
        if re.search(pattern, line) and "version(0, 14)" not in line and "in dictionary(pdf)" not in line
    ]
    assert wrong == []


def test_no_stroke_moves_before_typst_014(built_petite: Path):
    """Typst 0.13 joins the strokes of a curve that moves: the ticks of the compass were a ring."""
    document = pdfium.PdfDocument(built_petite / "output/2024/rapport-activite-2024.pdf")
    drawn = [path for page in (document[0], document[2]) for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    assert len(drawn) > 72
    moves = [
        sum(
            raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(path, number)) == raw.FPDF_SEGMENT_MOVETO
            for number in range(raw.FPDFPath_CountSegments(path))
        )
        for path in drawn
    ]
    assert {*moves} == {1}
