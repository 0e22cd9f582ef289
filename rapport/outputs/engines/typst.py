"""Typst as a Python module: the PDF, archivable (PDF/A-3a) and accessible (PDF/UA-1); pictures, a page each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from rapport.ground.cache import Cache, between, fingerprint, fingerprint_of_files
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.timings import timed
from rapport.outputs.engines.agreement import keep_disagreement

_PAGES = 6  # after which the binding, which clears what none of its last ten documents asked for, keeps what two did
STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
# What a document of the same folder doesn't read.
OTHERS = {"cards", "factsheets", "pandoc", "variants", "word", "main.typ", "press.typ"}


def compiled_pdf(document: Path, fonts: Path, timestamp: int, cache: Cache, bleed: float = 0) -> bytes:
    """Return the PDF of a Typst document, whose folder is the only one it may read, with the fonts of one folder.

    With a ``bleed`` (mm), it is for the printer: pages have their boxes, and neither tags nor archive.
    The same folder, fonts, date and compiler give the same PDF: it is then taken from the cache.
    Raises ToolFailed with Typst's own words.
    """
    others = OTHERS - {document.name}
    laid = (p for p in document.parent.rglob("*") if p.relative_to(document.parent).parts[0] not in others)
    sources = sorted(p for p in laid if p.suffix not in {".html", ".j2", ".lua", ".css", ".js"})
    return pdf_from(sources, document, document.parent, fonts, timestamp, cache, bleed)


def pdf_from(
    sources: Sequence[Path], document: Path, root: Path, fonts: Path, timestamp: int, cache: Cache, bleed: float = 0
) -> bytes:
    """Return the PDF of a Typst document that reads some files of a folder and no other, kept; raises ToolFailed."""
    given = fingerprint_of_files([*sources, *sorted(fonts.glob("*.ttf"))])
    key = fingerprint("typst", version("typst"), given, STANDARDS, timestamp, bleed)

    def made() -> bytes:
        warnings: list[str] = []
        pdf = pdf_by(compiler_of(document, root, fonts), timestamp, bleed, warnings)
        keep_disagreement(warnings, pdf, cache)
        return pdf

    return cache.made(key, made, between(b"%PDF-", b"%%EOF"))


def draw_pictures(document: Path, root: Path, folder: Path, fonts: Path) -> None:
    """Draw each page of a Typst document as a PNG of one pixel a point, under the name that the page gives in <picture>.

    Raises ToolFailed with Typst's own words.
    """
    compiler = compiler_of(document, root, fonts)
    pages, said = _with_failures(lambda: (compiler.compile(format="png", ppi=72), compiler.query("<picture>")))
    names = [entry["value"] for entry in json.loads(said)]
    drawn = pages if isinstance(pages, list) else [pages]
    for name, page in zip(names, drawn if names else (), strict=True):  # a document that names nothing still has a page
        (folder / name).write_bytes(page)


def compiler_of(document: Path, root: Path, fonts: Path, **inputs: str) -> Any:
    """Return a compiler of a document, which reads no folder but its root and no fonts but those of a folder.

    The document is given the ``inputs`` as ``sys.inputs``.
    """
    import typst  # noqa: PLC0415 - 90 ms, only when something is set

    families: Any = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    return typst.Compiler(str(document), root=str(root), font_paths=families, sys_inputs=inputs)


def forgetter_of(empty: Path) -> Callable[[], None]:
    """Return what makes Typst forget what its last document didn't ask for, by setting ``empty``, a document that it writes.

    The binding keeps what ten documents made: 30 MB where they share little, among which all that is looked for takes longer.
    """
    empty.touch()
    compiler = compiler_of(empty, empty.parent, empty.parent)

    def forget() -> None:
        for _ in range(_PAGES):  # 8 µs each
            compiler.compile(format="svg")

    return forget


def pdf_by(compiler: Any, timestamp: int, bleed: float = 0, warnings: list[str] | None = None) -> bytes:
    """Return the PDF that a compiler makes, the printer's with a ``bleed``; raises ToolFailed with Typst's own words.

    What Typst warns of is added to ``warnings``.
    """

    def compiled(**how: Any) -> bytes:
        pdf, said = _with_failures(lambda: compiler.compile_with_warnings(format="pdf", timestamp=timestamp, **how))
        if warnings is not None:
            warnings.extend(warning.diagnostic for warning in said)
        return bytes(pdf)

    if not bleed:
        with timed("Typst"):
            return compiled(pdf_standards=[*STANDARDS])
    from rapport.outputs.engines.pdf_boxes import boxed_apart  # noqa: PLC0415 - loads PDFium

    with timed("Typst (impression)"):
        return boxed_apart(compiled(pdf_tags=False), bleed)


def _with_failures(work: Callable[[], Any]) -> Any:
    with typst_words():
        return work()


@contextmanager
def typst_words() -> Iterator[None]:
    """Raise ToolFailed with Typst's own words when it refuses what is done meanwhile."""
    import typst  # noqa: PLC0415 - loaded by then

    try:
        yield
    except typst.TypstError as error:
        raise ToolFailed("typst", "\n".join([error.message, error.diagnostic, *error.hints]).strip()) from error
