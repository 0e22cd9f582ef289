"""A Word file read: held to bounds first, then its paragraphs, the comments of the reviewers, what the export left in it."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import IO, Any

from rapport.sources.proof import NAMESPACE, ProofComment, ProofParagraph, ReturnedProof, Run, SentParagraph, SentProof
from rapport.sources.reading.proofs.letters import Around, W, paragraphs_of

_COMMENTS = "word/comments.xml"
PARTS = {"word/document.xml": False, "word/footnotes.xml": True, "word/endnotes.xml": True}
_ITEMS = "customXml/item"


class Heard:
    """The words that each comment is about, gathered as the paragraphs are read."""

    def __init__(self) -> None:
        self.paragraphs: dict[str, str] = {}  # by the comment's id, the bookmark of its paragraph

    def __call__(self, kind: str, name: str, paragraph: str) -> None:
        """Note the paragraph where a comment begins, or where its mark stands when nothing says where it begins."""
        if kind != "commentRangeEnd":
            self.paragraphs.setdefault(name, paragraph)


def proof_of(file: IO[bytes], changed: Mapping[str, bytes] = {}) -> ReturnedProof:
    """Return what a Word file holds, some of its parts changed; raises KeyError, ValueError or an error of the library."""
    made, heard = ReturnedProof(), Heard()
    with zipfile.ZipFile(file) as archive:
        names = {*archive.namelist()}
        styles = _styles(_root(archive, "word/styles.xml")) if "word/styles.xml" in names else {}
        found: list[ProofParagraph] = []
        for name, note in PARTS.items():
            if name in names or not note:
                around = Around(styles, _links(archive, name, names), note)
                found += paragraphs_of(_root(archive, name, changed), around, heard)
        made.paragraphs = tuple(found)
        made.sent = next((sent for item in sorted(names) if item.startswith(_ITEMS) and (sent := _sent(archive, item))), None)
        if _COMMENTS in names:
            asked = made.sent.asked if made.sent else ()
            made.comments = tuple(_comments(_root(archive, _COMMENTS), heard, asked))
    return made


def _root(archive: zipfile.ZipFile, name: str, changed: Mapping[str, bytes] = {}) -> Any:
    from lxml import etree  # noqa: PLC0415 - for this command and the export alone

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    return etree.fromstring(changed.get(name) or archive.read(name), parser)


def _styles(root: Any) -> Mapping[str, str]:
    """Return the names of the styles by their id, which each program makes anew."""
    named = ((style.get(f"{W}styleId", ""), style.find(f"{W}name")) for style in root.iter(f"{W}style"))
    return {id_: name.get(f"{W}val", "") for id_, name in named if name is not None}


def _links(archive: zipfile.ZipFile, part: str, names: set[str]) -> Mapping[str, str]:
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        return {}
    found = _root(archive, path)
    return {one.get("Id", ""): one.get("Target", "") for one in found if str(one.get("Type")).endswith("/hyperlink")}


def _sent(archive: zipfile.ZipFile, name: str) -> SentProof | None:
    """Return what the export left in a part; None when the part is another's."""
    if not name.endswith(".xml") or name.startswith("customXml/itemProps"):
        return None
    root = _root(archive, name)
    return sent_in(root.text or "") if root.tag == f"{{{NAMESPACE}}}epreuve" else None


def sent_in(text: str) -> SentProof:
    """Return what the text of the export's part says; raises ValueError when it was altered."""
    said = json.loads(text)
    try:
        paragraphs = tuple(
            SentParagraph(str(id_), tuple(Run(*map(str, run)) for run in runs), str(path), int(first), int(last), *map(str, rest))
            for id_, runs, path, first, last, *rest in said["paragraphs"]
        )
        asked = tuple(map(str, said["asked"]))
        return SentProof(str(said["organisation"]), str(said["year"]), str(said["revision"]), paragraphs, asked)
    except (KeyError, TypeError) as error:
        raise ValueError(text[:40]) from error


def _comments(root: Any, heard: Heard, asked: tuple[str, ...]) -> Iterator[ProofComment]:
    for comment in root.iter(f"{W}comment"):
        text = "\n".join("".join(run.text or "" for run in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")).strip()
        if not text or text in asked:
            continue
        name = comment.get(f"{W}id", "")
        day = (comment.get(f"{W}date") or "")[:10]
        person = " ".join((comment.get(f"{W}author") or "").split())
        yield ProofComment(person, "" if day.startswith("0-") else day, text, "", heard.paragraphs.get(name, ""))
