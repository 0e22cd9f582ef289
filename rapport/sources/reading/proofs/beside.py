"""What a Word file says beside its text: frames laid on the page, its heads and feet, comments that were settled there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rapport.sources.proof import BOOKMARK, ProofComment, SentProof
from rapport.sources.reading.proofs.names import W

_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
WHOLE = "Document inséré dans le document, non repris : recopiez-en le texte"
WORDLESS = "(commentaire sans texte)"
FRAMED, EDGE = "Zone de texte", "En-tête ou pied de page"


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


def edges_changed(sent: SentProof | None, edges: Sequence[str]) -> Iterator[ProofComment]:
    """Yield what somebody wrote at the head or the foot of the pages, or took away there: the program writes them."""
    if sent is None or sent.edges is None or {*sent.edges} == {*edges}:
        return
    before, after = ([one for one in those if one not in other] for those, other in ((sent.edges, edges), (edges, sent.edges)))
    for new in after:
        yield ProofComment("", "", f"{EDGE}, non repris (le programme l'écrit) : {new}", "", "")
    if not after:
        yield ProofComment("", "", f"{EDGE}, retrait non repris (le programme l'écrit) : {' / '.join(before)}", "", "")


def unasked(comments: Iterable[ProofComment], asked: Sequence[str]) -> Iterator[ProofComment]:
    """Yield the comments that the export didn't write itself, whatever the spaces that another program wrote in them."""
    known = {" ".join(one.split()) for one in asked}
    return (one for one in comments if " ".join(one.text.split()) not in known)


def settled_in(root: Any) -> frozenset[str]:
    """Return the names of the last paragraphs of the comments that somebody settled in the file."""
    done = (one for one in root.iter(f"{_W15}commentEx") if one.get(f"{_W15}done") in {"1", "true"})
    return frozenset(one.get(f"{_W15}paraId", "") for one in done)


def is_settled(comment: Any, settled: frozenset[str]) -> bool:
    """Tell whether a comment was settled, by the name of its last paragraph."""
    paragraphs = comment.findall(f"{W}p")
    return bool(paragraphs) and paragraphs[-1].get(f"{_W14}paraId", "") in settled
