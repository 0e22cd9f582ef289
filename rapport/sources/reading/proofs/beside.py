"""What a Word file says beside its text: frames laid on the page, its heads and feet, comments that were settled there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rapport.sources.proof import BOOKMARK, ProofComment, SentProof
from rapport.sources.reading.proofs.layout import read_layout

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_PAGE = {"format ou orientation des pages": {"w", "h"}, "marges": {"top", "right", "bottom", "left"}, "colonnes": {"num"}}
_NEAR = 20  # twentieths of a point, by which programs round
FRAMED, EDGE = "Zone de texte", "En-tête ou pied de page"


def framed_in(root: Any) -> Iterator[ProofComment]:
    """Yield the words of each frame as a comment of the paragraph that holds it: the report has no such thing."""
    seen = set()
    for frame in root.iter(f"{_W}txbxContent"):
        said = " ".join(" ".join(text.text or "" for text in one.iter(f"{_W}t")) for one in frame.iter(f"{_W}p")).split()
        holder = next((one for one in frame.iterancestors(f"{_W}p")), None)
        made = ProofComment("", "", f"{FRAMED} : {' '.join(said)}", "", _bookmark(holder))
        if said and made not in seen:  # a frame is written twice, for old programs and for new ones
            seen.add(made)
            yield made


def _bookmark(paragraph: Any) -> str:
    marks = paragraph.iter(f"{_W}bookmarkStart") if paragraph is not None else ()
    names = (mark.get(f"{_W}name", "") for mark in marks)
    found = next((name.removeprefix(BOOKMARK) for name in names if name.startswith(BOOKMARK)), "")
    return found.partition("_")[0]


def edges_changed(sent: SentProof | None, edges: Sequence[str]) -> Iterator[ProofComment]:
    """Yield what somebody wrote at the head or the foot of the pages, or took away there: the program writes them."""
    if sent is None or sent.edges is None or {*sent.edges} == {*edges}:
        return
    before, after = ([one for one in those if one not in other] for those, other in ((sent.edges, edges), (edges, sent.edges)))
    for new in after:
        yield ProofComment("", "", f"{EDGE}, non repris (le programme l'écrit) : {new}", "", "")
    if not after:
        yield ProofComment("", "", f"{EDGE}, retrait non repris (le programme l'écrit) : {' / '.join(before)}", "", "")


def page_changed(sent: SentProof | None, page: str) -> Iterator[ProofComment]:
    """Yield that somebody changed the size of the pages, their margins or their columns: the program lays them out."""
    if sent is None or sent.page is None or not page:
        return
    before, after = map(read_layout, (sent.page, page))
    changed = {key for key in {*before, *after} if abs(_twips(before, key) - _twips(after, key)) > (0 if key == "num" else _NEAR)}
    if said := list(dict.fromkeys(name for name, keys in _PAGE.items() if changed & keys)):
        yield ProofComment("", "", f"Mise en page du document, non reprise (le programme la fait) : {', '.join(said)}", "", "")


def _twips(page: Mapping[str, str], key: str) -> float:
    try:
        return float(page.get(key, "0"))
    except ValueError:
        return 0


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
    paragraphs = comment.findall(f"{_W}p")
    return bool(paragraphs) and paragraphs[-1].get(f"{_W14}paraId", "") in settled
