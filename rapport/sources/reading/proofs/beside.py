"""What a Word file holds beside its text: frames laid on the page, other documents, bookmarks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rapport.sources.proof import BOOKMARK, ProofComment, ReturnedProof
from rapport.sources.reading.proofs.names import W, bare_name

WHOLE = "Document inséré dans le document, non repris : recopiez-en le texte"
FRAMED = "Zone de texte"
_HIDDEN = "_"  # begins the names of the bookmarks that programs make for themselves
_LONGEST = 60  # letters of a name


def framed_in(root: Any) -> Iterator[ProofComment]:
    """Yield the words of each frame as a comment of the paragraph that holds it: the report has no such thing."""
    seen = set()
    for frame in root.iter(f"{W}txbxContent"):
        said = " ".join(" ".join(text.text or "" for text in one.iter(f"{W}t")) for one in frame.iter(f"{W}p")).split()
        holder = next((one for one in frame.iterancestors(f"{W}p")), None)
        made = ProofComment("", "", f"{FRAMED} : {' '.join(said)}", "", _bookmark(holder))
        if said and made not in seen:  # a frame is written twice, for old programs and for new ones
            seen.add(made)
            yield made


def _bookmark(paragraph: Any) -> str:
    marks = paragraph.iter(f"{W}bookmarkStart") if paragraph is not None else ()
    names = (mark.get(f"{W}name", "") for mark in marks)
    found = next((name.removeprefix(BOOKMARK) for name in names if name.startswith(BOOKMARK)), "")
    return found.partition("_")[0]


def brought_whole(root: Any) -> Iterator[ProofComment]:
    """Yield what stands in a document beside paragraphs and tables: other documents, which nobody opens."""
    for one in root.iter(f"{W}altChunk", f"{W}subDoc"):
        yield ProofComment("", "", WHOLE, "", _bookmark(next(one.itersiblings(f"{W}p", preceding=True), None)))


def notes_in(root: Any) -> Mapping[str, str]:
    """Return the first paragraph of each note of a part, by the name that its call has for it."""
    notes = root.iter(f"{W}footnote", f"{W}endnote")
    return {f"{bare_name(one.tag)}{one.get(f'{W}id')}": _bookmark(next(one.iter(f"{W}p"), None)) for one in notes}


def bookmarks_in(root: Any) -> Mapping[str, str]:
    """Return the bookmarks that people may see, each with the paragraph in which it stands, or which it is ahead of."""
    marks = ((mark, mark.get(f"{W}name") or "") for mark in root.iter(f"{W}bookmarkStart"))
    return {name: _bookmark(_holder_of(mark)) for mark, name in marks if name and not name.startswith(_HIDDEN)}


def _holder_of(mark: Any) -> Any:
    own = next(mark.iterancestors(f"{W}p"), None)
    return own if own is not None else next(mark.itersiblings(f"{W}p"), None)


def bookmarks_changed(made: ReturnedProof, there: Collection[str]) -> Iterator[ProofComment]:
    """Yield the bookmarks that somebody added, or took away from a paragraph that is still there; ``there`` are these."""
    found = made.bookmarks
    known = found if made.sent is None or made.sent.bookmarks is None else made.sent.bookmarks
    for name, paragraph in found.items():
        if name not in known:
            yield ProofComment("", "", f"Signet ajouté, non repris (le programme fait les siens) : {_short(name)}", "", paragraph)
    for name, paragraph in known.items():
        if name not in found and paragraph in there:
            yield ProofComment("", "", f"Signet retiré, non repris (le programme le refait) : {_short(name)}", "", paragraph)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
