"""A Word file read: held to bounds first, then its paragraphs, the comments of the reviewers, what the export left in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, Any

from rapport.ground.packed import BeyondBounds
from rapport.ground.patterns import regex
from rapport.sources.proof import FORM, NAMESPACE, ProofComment, ProofParagraph, ReturnedProof, Run, SentParagraph, SentProof
from rapport.sources.reading.proofs.archive import COMMENTS, DOCUMENT, LISTS, NOTES, SETTINGS, SETTLED, STYLES, ProofArchive
from rapport.sources.reading.proofs.beside import bookmarks_changed, bookmarks_in, brought_whole, framed_in, notes_in
from rapport.sources.reading.proofs.cell_layout import resolved_in, table_looks
from rapport.sources.reading.proofs.edges import edge_looks, edge_text, edges_changed
from rapport.sources.reading.proofs.layout import style_layouts
from rapport.sources.reading.proofs.letters import lowered, paragraphs_of
from rapport.sources.reading.proofs.looks import print_of, style_looks
from rapport.sources.reading.proofs.names import W
from rapport.sources.reading.proofs.numbering import kinds_of, marks_of
from rapport.sources.reading.proofs.remarks import Heard, comments_in, threads_in, unasked
from rapport.sources.reading.proofs.runs import Around
from rapport.sources.reading.proofs.whole import page_of, properties_of, protection_of, styles_of, template_of, whole_changed

_EDGE = regex(r"word/(?:header|footer)\d*\.xml")
PARTS = {DOCUMENT: False, **dict.fromkeys(NOTES, True)}
_STRICT = "{http://purl.oclc.org/ooxml/"
_ITEMS = "customXml/item"
_WHOLE = ("styles", "properties", "bookmarks", "edge_looks")
_CORE, _TEMPLATE = "docProps/core.xml", "word/_rels/settings.xml.rels"
_SAVED_BY, _LOSING = "docProps/app.xml", b"LibreOffice"  # which loses some bookmarks of headings itself


def proof_of(file: IO[bytes], changed: Mapping[str, bytes] = {}) -> ReturnedProof:
    """Return what a Word file holds, some of its parts changed; raises KeyError, ValueError or an error of the library."""
    made, heard = ReturnedProof(), Heard()
    with zipfile.ZipFile(file) as packed:
        archive = ProofArchive(packed)
        names = archive.names
        archive.hold_harmless()
        found: list[ProofParagraph] = []
        beside: list[ProofComment] = []
        notes = {call: first for name in NOTES if name in names for call, first in notes_in(archive.root(name, changed)).items()}
        around = replace(_around(archive, names), notes=notes)
        settings = archive.root(SETTINGS) if SETTINGS in names else ()
        for name, note in PARTS.items():
            if name in names or not note:
                root = archive.root(name, changed)
                if not note:
                    _hold_kind(root)
                links, pictures = _links(archive, name, names), _pictures(archive, name, names)
                here = replace(around, links=links, note=note, pictures=pictures, tables=resolved_in(root, around.tables))
                found += paragraphs_of(root, here, heard)
                beside += (*framed_in(root), *brought_whole(root))
                made.page = made.page or page_of(root, settings)
                made.bookmarks = {**made.bookmarks, **bookmarks_in(root)}
        made.paragraphs = tuple(found)
        made.styles = styles_of(around.styles, around.layouts, around.looks, found)
        made.properties = {**(properties_of(archive.root(_CORE)) if _CORE in names else {}), **protection_of(settings)}
        made.sent = next((sent for item in sorted(names) if item.startswith(_ITEMS) and (sent := _sent(archive, item))), None)
        edges = [archive.root(name) for name in sorted(names) if _EDGE.fullmatch(name)]
        made.edges = tuple(sorted({*map(edge_text, edges)} - {""}))
        made.edge_looks = edge_looks(edges, around.layouts, around.looks)
        made.comments = (*unasked(_comments(archive, heard), made.sent.asked if made.sent else ()), *beside)
        made.comments += (*edges_changed(made), *bookmarks_changed(made, _kept_there(archive, found)), *whole_changed(made))
        _hold_notes(made)
        made.comments += tuple(template_of(archive.root(_TEMPLATE))) if _TEMPLATE in names else ()
    return made


def _comments(archive: ProofArchive, heard: Heard) -> Iterator[ProofComment]:
    threads = threads_in(archive.root(SETTLED)) if SETTLED in archive.names else {}
    return comments_in(archive.root(COMMENTS), threads, heard) if COMMENTS in archive.names else iter(())


def _kept_there(archive: ProofArchive, paragraphs: Iterable[ProofParagraph]) -> frozenset[str]:
    """Return the paragraphs whose bookmarks stay where nobody takes them away: none of a file that LibreOffice saved."""
    by = archive.read(_SAVED_BY) if _SAVED_BY in archive.names else b""
    return frozenset() if _LOSING in by else frozenset(id_ for one in paragraphs for id_ in one.ids)


def _around(archive: ProofArchive, names: set[str]) -> Around:
    """Return what the styles and the lists of a file say."""
    made = Around()
    if STYLES in names:
        root = archive.root(STYLES)
        made = Around(_styles(root), looks=style_looks(root), layouts=style_layouts(root), tables=table_looks(root))
    if LISTS in names:
        root = archive.root(LISTS)
        made = replace(made, lists=kinds_of(root), bullets=marks_of(root))
    return made


def _hold_kind(root: Any) -> None:
    """Raise BeyondBounds for a document of Word's other form, ValueError for what is none."""
    if str(root.tag).startswith(_STRICT):
        said = "Ce document est au format « Document Open XML strict »."
        raise BeyondBounds(said, "Enregistrez-le au format « Document Word (.docx) », puis recommencez.")
    if root.tag != f"{W}document":
        raise ValueError(root.tag)


def _hold_notes(made: ReturnedProof) -> None:
    """Raise BeyondBounds for an export without `edge_looks` whose bookmarks of notes LibreOffice gave to the notes before."""
    if made.sent is not None and made.sent.edge_looks is None and any(one.note and len(one.ids) > 1 for one in made.paragraphs):
        said = "LibreOffice a déplacé les repères des notes de ce document, qui vient d'une autre version du programme."
        raise BeyondBounds(said, "Faites-en un neuf, et recopiez-y les corrections.")


def _styles(root: Any) -> Mapping[str, str]:
    """Return the names of the styles by their id, which each program makes anew."""
    named = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in root.iter(f"{W}style"))
    return {id_: name.get(f"{W}val", "") for id_, name in named if name is not None}


def _links(archive: ProofArchive, part: str, names: set[str]) -> Mapping[str, str]:
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        return {}
    found = archive.root(path)
    return {one.get("Id", ""): one.get("Target", "") for one in found if str(one.get("Type")).endswith("/hyperlink")}


def _pictures(archive: ProofArchive, part: str, names: set[str]) -> Mapping[str, str]:
    """Return a mark of each picture that a part shows, by its relationship."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    found = archive.root(path) if path in names else ()
    ties = {one.get("Id", ""): f"{folder}/{one.get('Target', '')}" for one in found if str(one.get("Type")).endswith("/image")}
    return {tie: print_of(archive.read(target)) for tie, target in ties.items() if target in names}


def _sent(archive: ProofArchive, name: str) -> SentProof | None:
    """Return what the export left in a part; None when the part is another's."""
    if not name.endswith(".xml") or name.startswith("customXml/itemProps"):
        return None
    root = archive.root(name)
    if root.tag != f"{{{NAMESPACE}}}epreuve":
        return None
    if root.get("form") != FORM:
        raise BeyondBounds(
            "Ce document vient d'une autre version du programme.", "Faites-en un neuf, et recopiez-y les corrections."
        )
    return sent_in(root.text or "")


def sent_in(text: str) -> SentProof:
    """Return what the text of the export's part says; raises ValueError when it was altered."""
    said = json.loads(text)
    try:
        paragraphs = tuple(
            SentParagraph(
                str(id_), lowered(Run(*map(str, run)) for run in runs), str(path), int(first), int(last), *map(str, rest)
            )
            for id_, runs, path, first, last, *rest in said["paragraphs"]
        )
        asked = tuple(map(str, said["asked"]))
        edges = tuple(map(str, said["edges"])) if "edges" in said else None
        page = str(said["page"]) if "page" in said else None
        named = [{str(key): str(value) for key, value in said[one].items()} if one in said else None for one in _WHOLE]
        own = str(said["organisation"]), str(said["year"]), str(said["revision"])
        return SentProof(*own, paragraphs, asked, edges, page, *named)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(text[:40]) from error
