"""The heads and the feet of pages: what they say, and how it looks. The program writes them; whatever changed there is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from rapport.sources.proof import ProofComment, ReturnedProof, SentProof
from rapport.sources.reading.proofs.layout import TABS, Layout, layout_of, read_layout
from rapport.sources.reading.proofs.looks import SWITCH, Looks, given_looks, looks_of
from rapport.sources.reading.proofs.names import W, by_tag
from rapport.sources.reading.proofs.whole import differing_looks

EDGE = "En-tête ou pied de page"
_IMAGE = "(une image)"
_NONE = "0"


def edge_text(root: Any) -> str:
    """Return what the head or the foot of a page says, watermarks too, the numbers that the program counts there left out."""
    return " ".join("".join(_edge_words(root)).split())


def _says(drawing: Any) -> bool:
    return next(drawing.iter(f"{W}t"), None) is not None


def _edge_words(root: Any) -> Iterator[str]:
    deep = 0
    for one in root.iter(f"{W}fldChar", f"{W}t", f"{W}tab", f"{W}p", f"{W}drawing", f"{W}pict"):
        if one.tag == f"{W}fldChar":
            deep += {"begin": 1, "end": -1}.get(one.get(f"{W}fldCharType", ""), 0)
        elif one.tag in {f"{W}drawing", f"{W}pict"}:
            yield next((f" {path.get('string')} " for path in one.iter("{*}textpath")), "" if _says(one) else f" {_IMAGE} ")
        elif one.tag != f"{W}t":
            yield " "
        elif not deep and next(one.iterancestors(f"{W}fldSimple"), None) is None:
            yield one.text or ""


def edge_looks(roots: Iterable[Any], layouts: Mapping[str, Layout], looks: Mapping[str, Looks]) -> Mapping[str, str]:
    """Return how all heads and feet look beside their styles: what is said of paragraphs and of letters, and each value of it.

    Not the numbers that programs count, nor tab stops: LibreOffice writes both its own way.
    """
    found: dict[str, set[str]] = {}
    for paragraph in (one for root in roots for one in root.iter(f"{W}p") if _says(one)):
        said = by_tag(paragraph[0]) if paragraph[0].tag == f"{W}pPr" else {}
        given = read_layout(layout_of(paragraph, said, layouts, {}))
        own = [(key, value) for key, value in given.items() if not key.startswith(TABS)]
        for key, value in (*own, *_letters(paragraph, looks)):
            found.setdefault(key, set()).add(value)
    return {key: ",".join(sorted(values)) for key, values in sorted(found.items())}


def _letters(paragraph: Any, styles: Mapping[str, Looks]) -> Iterator[tuple[str, str]]:
    deep = 0
    for run in paragraph.iter(f"{W}r"):
        for mark in run.iterfind(f"{W}fldChar"):
            deep += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType", ""), 0)
        properties = run.find(f"{W}rPr")
        if deep or properties is None or not "".join(one.text or "" for one in run.iterfind(f"{W}t")).strip():
            continue
        given = given_looks(properties, styles)
        for mark, value in looks_of(properties).items():
            if mark[0] in given or (mark.startswith(SWITCH) and value != _NONE):
                yield mark, "".join(value.split())


def edges_changed(made: ReturnedProof, sent: SentProof | None = None) -> Iterator[ProofComment]:
    """Yield what somebody wrote at the head or the foot of the pages, took away there, or made to look otherwise."""
    sent, edges = sent or made.sent, made.edges
    if sent is None or sent.edges is None:
        return
    before, after = ([one for one in those if one not in other] for those, other in ((sent.edges, edges), (edges, sent.edges)))
    for new in after:
        yield ProofComment("", "", f"{EDGE}, non repris (le programme l'écrit) : {new}", "", "")
    if before and not after:
        yield ProofComment("", "", f"{EDGE}, retrait non repris (le programme l'écrit) : {' / '.join(before)}", "", "")
    if edges and sent.edge_looks is not None and (named := differing_looks(sent.edge_looks, made.edge_looks)):
        yield ProofComment("", "", f"{EDGE}, mise en forme non reprise (le programme la fait) : {named}", "", "")
