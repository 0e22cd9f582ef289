"""Typst as a Python module: the PDF, archivable (PDF/A-3a) and accessible (PDF/UA-1); pictures, a page each."""

from __future__ import annotations

import json
from collections.abc import Callable
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
    laid = (p for p in document.parent.rglob("*") if p.relative_to(document.parent).parts[0] not in {"cards", "word"})
    sources = sorted(p for p in laid if p.suffix not in {".html", ".j2", ".lua", ".css", ".js"})
    given = fingerprint_of_files([*sources, *sorted(fonts.glob("*.ttf"))])
    key = fingerprint("typst", version("typst"), given, STANDARDS, timestamp)
    target.write_bytes(cache.made(key, lambda: _compiled(document, fonts, timestamp)))


def draw_pictures(document: Path, root: Path, folder: Path, fonts: Path) -> None:
    """Draw each page of a Typst document as a PNG of one pixel a point, under the name that the page gives in <picture>.

    Raises ToolFailed with Typst's own words.
    """

    def drawn(compiler: Any) -> tuple[Any, str]:
        return compiler.compile(format="png", ppi=72), compiler.query("<picture>")

    pages, said = _with_compiler(document, root, fonts, drawn)
    names = [entry["value"] for entry in json.loads(said)]
    for name, page in zip(names, pages if isinstance(pages, list) else [pages], strict=True):
        (folder / name).write_bytes(page)


def _compiled(document: Path, fonts: Path, timestamp: int) -> bytes:
    def made(compiler: Any) -> Any:
        return compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=timestamp)

    return bytes(_with_compiler(document, document.parent, fonts, made))


def _with_compiler(document: Path, root: Path, fonts: Path, work: Callable[[Any], Any]) -> Any:
    import typst  # noqa: PLC0415 - 90 ms, only when something is set

    families: Any = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    try:
        return work(typst.Compiler(str(document), root=str(root), font_paths=families))
    except typst.TypstError as error:
        raise ToolFailed("typst", "\n".join([error.message, error.diagnostic, *error.hints]).strip()) from error
