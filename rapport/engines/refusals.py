"""Where what a tool refuses was written: in a text, most often; in a template, when its designer is at work on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.engines.complaints import Document, place_of, refusal
from rapport.engines.failure import ToolFailed
from rapport.model import Manuscript
from rapport.problems import Place

_TEMPLATE = re.compile(r"([\w./-]+\.(?:typ|lua)):(\d+)(?::(\d+))?")


@contextmanager
def pandoc_refusals_located(manuscript: Manuscript) -> Iterator[None]:
    """Tell Pandoc's refusal of the whole manuscript (ToolFailed) at the line that the author wrote."""
    try:
        yield
    except ToolFailed as failure:
        raise refusal("Pandoc", failure.detail, place_of(failure.detail, manuscript, {})) from failure


@contextmanager
def refusals_located(manuscript: Manuscript, document: Path, fragments: Mapping[str, str], root: Path) -> Iterator[None]:
    """Tell Typst's refusal of a document (ToolFailed) at the line that the author wrote, or the designer."""
    try:
        yield
    except ToolFailed as failure:
        laid = {name: fragments[name] for name in (piece.id for piece in manuscript.pieces)}
        documents = {document.name: Document.of_fragments(document.read_text("utf-8"), laid)}
        place = place_of(failure.detail, manuscript, documents) or template_place(failure.detail, root)
        raise refusal("Typst", failure.detail, place) from failure


def template_place(said: str, root: Path) -> Place | None:
    """Return the place in the edition's templates that a tool names, None when it names none."""
    for found in _TEMPLATE.finditer(said):
        parts = found[1].split("/")
        for start in range(len(parts)):  # the folder where tools work stands before it
            shown = "/".join(["templates", *parts[start:]])
            if ".." not in parts[start:] and isfile(root / shown):  # noqa: PTH113
                return Place(shown, int(found[2]), int(found[3] or 0))
    return None
