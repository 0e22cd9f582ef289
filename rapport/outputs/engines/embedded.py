"""5a. The engine that needs nothing but the wheels: bundled Pandoc for the markup, Typst for the PDF."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rapport.manuscript.proof.texts import PrintedTexts
from rapport.outputs.engines import EngineSteps
from rapport.outputs.engines.pandoc import write_docx
from rapport.outputs.engines.refusals import refusals_located, word_refusals_located
from rapport.outputs.engines.typst import draw_pictures
from rapport.outputs.formats import Format, format_of
from rapport.outputs.formats.html import numbered
from rapport.outputs.formats.proof_marks import ready_to_return


class Embedded:
    """Formats may be made side by side: Pandoc is another process, and Typst lets go of Python's lock while it sets pages."""

    name = "embedded"
    together = ()  # each by itself, in a thread of its own

    def made(self, formats: Sequence[str], steps: EngineSteps) -> Mapping[str, Mapping[str, bytes]]:
        """Return, by format, its files by their path in the output folder, the main one first.

        Raises ToolFailed when Pandoc or Typst refuses the manuscript.
        """
        return {name: _made(format_of(name), steps) for name in formats}


def _made(format_: Format, steps: EngineSteps) -> Mapping[str, bytes]:
    steps.workshop()
    name = format_.file_name(steps.view)
    if format_.markup == "html":
        body = numbered(steps.shown(piece.id) for piece in steps.manuscript().pieces)
        return {name: format_.assemble(steps, body, steps.tools.work).read_bytes()}
    if format_.markup == "typst":
        return {name: _pdf(format_, steps)}
    return _whole(format_, name, steps)


def _pdf(format_: Format, steps: EngineSteps) -> bytes:
    manuscript, tools = steps.manuscript(), steps.tools
    fragments = {piece.id: steps.fragment("typst", piece.id) for piece in manuscript.pieces}
    bleed = getattr(format_, "bleed", 0)
    if not bleed:
        tools.lay_data(steps.data())
    tools.lay_drawings({name: drawing.svg for name, drawing in manuscript.drawings.items()})
    document = format_.assemble(steps, "\n\n".join(fragments.values()), tools.work)
    with refusals_located(manuscript, document, fragments, steps.root):
        return tools.pdf(document, steps.timestamp(), bleed)


def _whole(format_: Format, name: str, steps: EngineSteps) -> Mapping[str, bytes]:
    """Return the files of a document that isn't made of fragments."""
    tools = steps.tools
    tools.lay_drawings({chart: drawing.svg for chart, drawing in steps.manuscript().drawings.items()})
    document = format_.assemble(steps, "", tools.work)
    if format_.markup == "docx":
        return {name: _word(document, steps)}
    if format_.markup != "cards":
        return {name: document.read_bytes()}
    drawn = document.with_name("drawn")
    shutil.rmtree(drawn, ignore_errors=True)
    drawn.mkdir()
    draw_pictures(document.with_suffix(".typ"), tools.work, drawn, steps.root / "assets/fonts")
    folder = Path(name).parent
    pictures = {(folder / path.name).as_posix(): path.read_bytes() for path in sorted(drawn.iterdir())}
    return {name: document.read_bytes(), **pictures}


def _word(document: Path, steps: EngineSteps) -> bytes:
    """Return the Word file; what its corrections will come back to is read while Pandoc writes it."""
    printed = PrintedTexts(steps.view, steps.register())
    with ThreadPoolExecutor(1, "ahead") as reader, word_refusals_located(steps.manuscript(), steps.root):
        ahead = reader.submit(printed.ahead)
        write_docx(document, document.with_suffix(".docx"), steps.timestamp())
        return ready_to_return(document.with_suffix(".docx").read_bytes(), ahead.result())


ENGINE = Embedded()
