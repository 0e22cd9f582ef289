"""DOC: the finished Word file, read back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rapport.rules.book import Finding
from rapport.rules.outputs.beside import bare
from rapport.rules.outputs.finished import Outputs
from rapport.rules.outputs.parity import OUTPUT_RULES, missing_in

rule = OUTPUT_RULES.rule
_CUT = "…"  # ends a name that is too long for Word


@rule("DOC01")
def number_missing_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le document Word, sous la forme imprimée, dans un contrôle qui porte son nom."""
    if outputs.word is None:
        return
    refs = {_tag(mention.ref): mention.ref for mention in outputs.rendered.manuscript.mentions}
    found = Counter((refs.get(tag, tag), bare(content)) for tag, content in outputs.word.controls())
    yield from missing_in(outputs, found, "le document Word")


def _tag(ref: str) -> str:
    """Return a name as Word may hold it: 64 characters at most (what its own interface admits)."""
    return ref if len(ref) <= 64 else ref[:63] + _CUT  # noqa: PLR2004 - the limit that the docstring gives


@rule("DOC02")
def picture_without_alt_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque image du document Word a un texte de remplacement."""
    for alt in outputs.word.alts() if outputs.word else ():
        if not alt:
            yield Finding("Une image du document Word n'a pas de texte de remplacement.", outputs.place_of("docx"))
