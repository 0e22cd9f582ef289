"""What the Word file keeps to come back: a bookmark in each paragraph, and a part that says where each text comes from.

Word and LibreOffice keep both; a part that has no properties of its own is dropped by LibreOffice.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from html import escape
from itertools import count

from rapport.ground.patterns import regex
from rapport.manuscript.proof.matching import matched, sections_of
from rapport.manuscript.proof.texts import PrintedText, PrintedTexts
from rapport.sources.authored import Edition
from rapport.sources.proof import BOOKMARK, FORM, NAMESPACE, ProofParagraph, ReturnedProof, SentParagraph
from rapport.sources.reading.proofs.document import proof_of

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FIRST = 100_000  # the number of our first bookmark; Pandoc counts its own from the beginning
_OWN_MARK = (
    r"<w:r>(?:(?!</w:r>).)*<w:footnoteRef ?/>\s*</w:r>"  # ahead of it, LibreOffice 7.4 gives a bookmark to the note before
)
_PARAGRAPH = regex(
    r"<w:p(?: [^>]*[^/>])?>(?:\s*<w:pPr>.*?</w:pPr>)?+(?!\s*<w:r>\s*<w:(?:s|continuationS)eparator)"
    rf"(?:\s*{_OWN_MARK})?+",
    re.DOTALL,
)
_ITEM = "{6C1D3B62-4A0E-4B5C-9F5E-2F1E0A7C3D10}"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENTS = (
    '<Override PartName="/customXml/itemProps1.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/></Types>'
)
_RELS = "customXml/_rels/item1.xml.rels"
_TIES = {
    "word/_rels/document.xml.rels": f'<Relationship Id="rIdEpreuve" Type="{_KIND}/customXml" Target="../customXml/item1.xml"/>',
    _RELS: f'<Relationship Id="rId1" Type="{_KIND}/customXmlProps" Target="itemProps1.xml"/>',
}
PARTS = ("word/document.xml", "word/footnotes.xml")


def bookmarked(parts: dict[str, str]) -> dict[str, str]:
    """Return the parts of a document with a bookmark at the head of each of their paragraphs, numbered through all of them."""
    numbers = count(1)

    def marked(opening: re.Match[str]) -> str:
        number = next(numbers)
        ends = f'<w:bookmarkEnd w:id="{_FIRST + number}"/>'
        return f'{opening[0]}<w:bookmarkStart w:id="{_FIRST + number}" w:name="{BOOKMARK}{number:04}"/>{ends}'

    return {name: _PARAGRAPH.sub(marked, text.replace("<w:p />", "<w:p></w:p>")) for name, text in parts.items()}


def part_of(edition: Edition, revision: str, paragraphs: Sequence[SentParagraph], proof: ReturnedProof) -> str:
    """Return the part that says where each paragraph comes from; ``proof`` is the file as it reads before anybody has it."""
    asked = sorted({comment.text for comment in proof.comments})
    said = {
        "organisation": edition.organisation, "year": str(edition.year), "revision": revision, "asked": asked,
        "edges": [*proof.edges], "page": proof.page, "styles": {**proof.styles}, "properties": {**proof.properties},
        "bookmarks": {**proof.bookmarks}, "edge_looks": {**proof.edge_looks},
        "paragraphs": [[one.id, [_short(run) for run in one.runs], *one[2:]] for one in paragraphs],
    }  # fmt: skip
    told = escape(json.dumps(said, ensure_ascii=False, separators=(",", ":")), quote=False)
    return f'{_HEAD}<epreuve xmlns="{NAMESPACE}" form="{FORM}">{told}</epreuve>'


def _short(run: Sequence[str]) -> list[str]:
    """Return a run without the empty ends that reading it back gives anyway."""
    kept = [*run]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return kept


def repacked(raw: bytes, changed: dict[str, str], part: str) -> bytes:
    """Return a Word file with some parts changed and that part added; pictures, packed already, are laid as they are."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        dates = {entry.filename: entry.date_time for entry in old.infolist()}
        for entry in old.infolist():
            content = changed[entry.filename].encode() if entry.filename in changed else old.read(entry)
            kept = zipfile.ZipInfo(entry.filename, entry.date_time)
            kept.compress_type = zipfile.ZIP_STORED if entry.filename.endswith(".png") else zipfile.ZIP_DEFLATED
            new.writestr(kept, _tied(entry.filename, content))
        added = {
            "customXml/item1.xml": part,
            "customXml/itemProps1.xml": _properties(),
            _RELS: f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{_TIES[_RELS]}</Relationships>',
        }
        for name, text in added.items():
            info = zipfile.ZipInfo(name, dates["word/document.xml"])
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, text)
    return made.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def _properties() -> str:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    refs = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    return f'{_HEAD}<ds:datastoreItem xmlns:ds="{space}" ds:itemID="{_ITEM}">{refs}</ds:datastoreItem>'


def _tied(name: str, content: bytes) -> bytes:
    """Return a part that lists others with what makes Word find ours."""
    if name == "[Content_Types].xml":
        return content.replace(b"</Types>", _CONTENTS.encode())
    if name == "word/_rels/document.xml.rels":
        return content.replace(b"</Relationships>", f"{_TIES[name]}</Relationships>".encode())
    return content


def ready_to_return(raw: bytes, printed: PrintedTexts) -> bytes:
    """Return a Word file with what is needed to bring its corrections back."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {name: archive.read(name).decode() for name in PARTS if name in archive.namelist()}
    marked = bookmarked(parts)
    proof = proof_of(io.BytesIO(raw), {name: text.encode() for name, text in marked.items()})
    sections = sections_of(proof.paragraphs)
    texts = matched(proof.paragraphs, sections, printed)
    sent = [_sent(*one) for one in zip(proof.paragraphs, texts, sections, strict=True) if one[0].ids]
    revision = _fingerprint(" ".join(one.fingerprint for one in sent))
    return repacked(raw, marked, part_of(printed.report.edition, revision, sent, proof))


def _sent(paragraph: ProofParagraph, text: PrintedText | None, section: str) -> SentParagraph:
    source = ("", 0, 0, "") if text is None else (text.path, text.first, text.last, _fingerprint(text.text))
    looks = (paragraph.style, paragraph.form, paragraph.pictures, paragraph.row, paragraph.layout)
    return SentParagraph(paragraph.ids[0], paragraph.runs, *source, section, *looks)


def _fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
