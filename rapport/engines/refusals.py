"""Where what Pandoc or Typst refuses was written: in a text, most often; in a template, when its designer is at work on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.cache import Cache
from rapport.engines.complaints import Document, place_of, refusal
from rapport.engines.failure import ToolFailed
from rapport.engines.fragments import fragments_of
from rapport.engines.pandoc import Fragments, Pandoc
from rapport.model import Manuscript, Piece
from rapport.problems import Place

_TEMPLATE = re.compile(r"([\w./-]+\.(?:typ|lua)):(\d+)(?::(\d+))?")
_BLANK = Piece("blank", ':::::: {.section #blank level="1"}\n# Titre\n\n::::::\n', (Place(""),))


def fragments_or_refusal(run: Future[Fragments], pieces: Sequence[Piece], markup: str, pandoc: Pandoc, root: Path) -> Fragments:
    """Return the fragments under way; raises ToolFailed at the first piece that Pandoc refuses alone, or at the template."""
    try:
        return run.result()
    except ToolFailed as failure:
        nothing_kept = Cache(pandoc.work / ".apart")
        made: dict[str, str] = {}
        for piece in (_BLANK, *pieces):
            try:
                made |= fragments_of([piece], markup, pandoc, nothing_kept)
            except ToolFailed as again:
                found = template_place(again.detail, root) if piece is _BLANK else _place_in(piece, again.detail)
                raise refusal("Pandoc", again.detail, found) from failure
        return made  # it was killed, by the system or by somebody: asked again, it answers


def _place_in(piece: Piece, said: str) -> Place:
    return place_of(said, Manuscript((piece,), (), {}), {}) or piece.origin(1)


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
