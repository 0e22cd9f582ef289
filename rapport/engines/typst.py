"""Typst as a Python module: the PDF, archivable (PDF/A-3a) and accessible (PDF/UA-1)."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.engines.failure import ToolFailed

STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]


def compile_pdf(document: Path, target: Path, fonts: Path, timestamp: int, cache: Cache) -> None:
    """Compile a Typst document, whose folder is the only one it may read, with the fonts of one folder.

    The same folder, fonts, date and compiler give the same PDF: it is then taken from the cache.
    Raises ToolFailed with Typst's own words.
    """
    sources = sorted(p for p in document.parent.rglob("*") if p.suffix not in {".html", ".j2", ".lua", ".css", ".js"})
    given = fingerprint_of_files([*sources, *sorted(fonts.glob("*.ttf"))])
    key = fingerprint("typst", version("typst"), given, STANDARDS, timestamp)
    target.write_bytes(cache.made(key, lambda: _compiled(document, fonts, timestamp)))


def _compiled(document: Path, fonts: Path, timestamp: int) -> bytes:
    import typst  # noqa: PLC0415 - 90 ms, only when a PDF is made

    families: Any = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    try:
        compiler = typst.Compiler(str(document), root=str(document.parent), font_paths=families)
        made: Any = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=timestamp)
    except typst.TypstError as error:
        raise ToolFailed("typst", "\n".join([error.message, error.diagnostic, *error.hints]).strip()) from error
    return bytes(made)
