"""DOC: the finished Word file, read back."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape

from rapport.rules.beside import bare
from rapport.rules.book import Finding
from rapport.rules.outputs import OUTPUT_RULES, Outputs, missing_in

rule = OUTPUT_RULES.rule
_CONTROL = re.compile(r'<w:tag w:val="([^"]*)"/>.*?<w:sdtContent>(.*?)</w:sdtContent>', re.DOTALL)
_CUT = "…"  # ends a name that is too long for Word


def text_of(outputs: Outputs) -> str:
    """Return the XML of the Word file's text and notes, empty when there is no such file."""
    path = outputs.rendered.files.get("docx")
    if path is None:
        return ""
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in ("word/document.xml", "word/footnotes.xml") if name in archive.namelist()]
        return "".join(archive.read(name).decode("utf-8") for name in parts)


@rule("DOC01")
def number_missing_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque nombre du manuscrit est dans le document Word, sous la forme imprimée, dans un contrôle qui porte son nom."""
    text = text_of(outputs)
    if not text:
        return
    refs = {_tag(mention.ref): mention.ref for mention in outputs.rendered.manuscript.mentions}
    found = Counter(
        (refs.get(tag, tag), bare(unescape("".join(re.findall(r"<w:t\b[^>]*>(.*?)</w:t>", content)))))
        for tag, content in ((unescape(tag), content) for tag, content in _CONTROL.findall(text))
    )
    yield from missing_in(outputs, found, "le document Word")


def _tag(ref: str) -> str:
    """Return a name as Word may hold it: 64 characters at most (what its own interface admits)."""
    return ref if len(ref) <= 64 else ref[:63] + _CUT  # noqa: PLR2004 - the limit that the docstring gives


@rule("DOC02")
def picture_without_alt_in_docx(outputs: Outputs) -> Iterator[Finding]:
    """Chaque image du document Word a un texte de remplacement."""
    for picture in re.findall(r"<wp:docPr\b[^>]*>", text_of(outputs)):
        if not re.search(r'\sdescr="[^"]+"', picture):
            yield Finding("Une image du document Word n'a pas de texte de remplacement.", outputs.place_of("docx"))
