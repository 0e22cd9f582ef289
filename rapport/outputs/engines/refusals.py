"""Where what a tool refuses was written: in a text, most often; in a template, when its designer is at work on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.complaints import AT, Document, place_of, refusal
from rapport.sources.model import Manuscript

_TEMPLATE = regex(r"([\w./-]+\.(?:typ|lua)):(\d+)(?::(\d+))?")
_SHELL = "templates/main.typ.j2"  # the template that holds the texts of the PDF
# What a text asks of a template that is sound: a picture, a link, a place that can't be had.
_ASKED = regex(r"\b(?:file|image|picture|drawing|svg|png|jpe?g|label|link|url|decode)\b", re.IGNORECASE)
OF_THE_TEXT = "le texte que ce gabarit composait"


@contextmanager
def word_refusals_located(manuscript: Manuscript, root: Path) -> Iterator[None]:
    """Tell Pandoc's refusal of the Word file (ToolFailed) at the line that the author wrote, or the designer."""
    try:
        yield
    except ToolFailed as failure:
        place = place_of(failure.detail, manuscript, {}) or template_place(failure.detail, root / "templates", "word")
        raise refusal("Pandoc", failure.detail, place) from failure


@contextmanager
def refusals_located(manuscript: Manuscript, document: Path, fragments: Mapping[str, str], root: Path) -> Iterator[None]:
    """Tell Typst's refusal of a document (ToolFailed) at the line that the author wrote, or the designer."""
    try:
        yield
    except ToolFailed as failure:
        laid = {name: fragments[name] for name in (piece.id for piece in manuscript.pieces)}
        documents = {document.name: Document.of_fragments(document.read_text("utf-8"), laid)}
        raise located(refusal("Typst", failure.detail), failure.detail, manuscript, documents, root) from failure


def located(
    failure: ToolFailed, said: str, manuscript: Manuscript, documents: Mapping[str, Document], root: Path,
    origins: Sequence[Place] = (),
) -> ToolFailed:  # fmt: skip
    """Return a refusal at the place behind what the tool said: a text's, or a template's that is at fault by itself.

    Where a template fails, the text that it was setting is told too.
    """
    text, template = place_of(said, manuscript, documents, origins), template_place(said, root / "templates")
    if template and (text is None or faulty_template(said, documents)):
        failure.place = template
        failure.related = ((text, OF_THE_TEXT),) if text and _names_a_text(said, documents) else ()
    else:
        failure.place = text or _shell_place(said, documents, root)
    return failure


def faulty_template(said: str, documents: Mapping[str, Document]) -> bool:
    """Tell whether what is refused stands in a template, and isn't what a text asks of it."""
    wrong = said.strip().partition("\n")[0] if "error:" not in said else said.partition("error:")[2].partition("\n")[0]
    first = next((found[1] for found in _TEMPLATE.finditer(said)), "")
    return first.rpartition("/")[2] not in documents and not _ASKED.search(wrong)


def _names_a_text(said: str, documents: Mapping[str, Document]) -> bool:
    return any(found[1] in documents for found in AT.finditer(said))


def template_place(said: str, templates: Path, within: str = "") -> Place | None:
    """Return the place in a folder of templates that a tool names, None when it names none.

    ``within`` is the folder of them where it works.
    """
    for found in _TEMPLATE.finditer(said):
        parts = [part for part in (within, *found[1].split("/")) if part]
        for start in range(len(parts)):  # the folder where tools work stands before it
            name = "/".join(parts[start:])
            if ".." not in parts[start:] and isfile(templates / name):  # noqa: PTH113
                return Place(f"templates/{name}", int(found[2]), int(found[3] or 0))
    return None


def _shell_place(said: str, documents: Mapping[str, Document], root: Path) -> Place | None:
    """Return the line of the PDF's own template behind a line that is around the texts, None when the tool names none."""
    for found in AT.finditer(said):
        document, line = documents.get(found[1]), int(found[2]) - 1
        if document and line < len(document.lines) and not document.pieces[line] and isfile(root / _SHELL):  # noqa: PTH113
            written = (root / _SHELL).read_text("utf-8").split("\n")
            told = document.lines[line].strip()
            same = [number for number, own in enumerate(written, 1) if _could_give(own.strip(), told)]
            return Place(_SHELL, same[0] if same else 0)
    return None


def _could_give(written: str, told: str) -> bool:
    """Tell whether a line of a template, its calls filled in, gives a line of a document."""
    if not told or not re.search(r"\w", re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", written)):
        return False
    between = (re.escape(part) for part in re.split(r"\{\{.*?\}\}|\{%.*?%\}", written))
    return re.fullmatch(".*".join(between), told) is not None
