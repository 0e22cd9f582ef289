"""DOC: the finished Word file, read back."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator

from rapport.rules.book import Finding
from rapport.rules.outputs.beside import bare
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.page import WordText
from rapport.rules.outputs.parity import OUTPUT_RULES, missing_in

rule = OUTPUT_RULES.rule
_CUT = "…"  # ends a name that is too long for Word


def parts_of(outputs: Outputs) -> list[WordText]:
    """Return the text and the notes of the Word file, nothing when there is no such file."""
    path = outputs.rendered.files.get("docx")
    if path is None:
        return []
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
        return [WordText(archive.read(name)) for name in parts]


@rule("DOC01")
def number_missing_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le document Word, sous la forme imprimée, dans un contrôle qui porte son nom."""
    parts = parts_of(outputs)
    if not parts:
        return
    refs = {_tag(mention.ref): mention.ref for mention in outputs.rendered.manuscript.mentions}
    found = Counter((refs.get(tag, tag), bare(content)) for part in parts for tag, content in part.controls())
    yield from missing_in(outputs, found, "le document Word")


def _tag(ref: str) -> str:
    """Return a name as Word may hold it: 64 characters at most (what its own interface admits)."""
    return ref if len(ref) <= 64 else ref[:63] + _CUT  # noqa: PLR2004 - the limit that the docstring gives


@rule("DOC02")
def picture_without_alt_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque image du document Word a un texte de remplacement."""
    for part in parts_of(outputs):
        for _ in range(part.pictures_without_alt()):
            yield Finding("Une image du document Word n'a pas de texte de remplacement.", outputs.place_of("docx"))
