"""What is read of a finished PDF, once for all the rules: the text of its pages and the measures that they take."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, TypedDict

from rapport.ground.cache import Cache, fingerprint, fingerprint_of, shaped
from rapport.ground.programs.second import Second, Stopped

TOOL = "Le lecteur du PDF"
READERS = 2  # at most, each on a core of its own
SECONDS = 60.0  # the whole report takes one
MEMORY = 1_500_000_000
HEAVIEST = 200_000_000  # bytes; the whole report weighs one million
MARGIN = 20.0  # mm around the text of a page, about
CUT = 5.0  # mm: what stands nearer to the edge may be cut off
FOOT = 40.0  # mm above the lower margin: where a heading may be left alone


class Anchor(NamedTuple):
    """Where a section or a heading begins: its name, its page from 0, its height in points."""

    name: str
    page: int
    top: float


Unseen = tuple[str, str]  # a text, why it isn't seen
# Its alternative text, its letters as they are drawn, how many shapes of each colour, how many objects that are no letters.
Illustration = tuple[str, str, list[tuple[str, int]], int]


class SeenFacts(TypedDict):
    """What is seen of a page."""

    said: list[str]  # texts in the order in which they are set, neither decoration nor drawing
    joined: list[str]  # the same, those that stand side by side in one
    unseen: list[Unseen]
    illustrations: list[Illustration]


class PageFacts(SeenFacts):
    """What is read of a page; lengths in points, heights from below."""

    digest: str  # of the page: another one that has the same says the same
    text: str  # in reading order
    height: float
    lowest: float  # of what is content: not decoration, not the footer
    hole: float  # the highest blank between two contents, one under the other
    beyond: list[str]  # texts that come too near to the edge, or go over it
    fonts: list[str]  # of its texts, those that the file doesn't hold
    cropped: int  # pictures that are seen in part
    links: list[str]  # the addresses outside that its links lead to
    foot: list[tuple[float, str]]  # its lowest texts with the height where they begin; read where a heading is among them


class PdfFacts(TypedDict):
    """What is measured of a PDF."""

    pages: list[PageFacts]
    sections: list[Anchor]
    headings: list[Anchor]


_PAGE = {
    "digest": str, "text": str, "height": float, "lowest": float, "hole": float, "beyond": [str], "fonts": [str], "cropped": int,
    "foot": [(float, str)], "said": [str], "joined": [str], "unseen": [(str, str)],
    "illustrations": [(str, str, [(str, int)], int)], "links": [str],
}  # fmt: skip
_ANCHOR = (str, int, float)
_SHAPE = {"file": str, "pages": [_PAGE], "sections": [_ANCHOR], "headings": [_ANCHOR]}


class PdfReaders:
    """The other Pythons that read PDFs, to be closed: each reads its share of the pages."""

    def __init__(self, number: int = READERS) -> None:
        self._seconds = [Second(TOOL, SECONDS, MEMORY) for _ in range(min(number, os.cpu_count() or 1))]

    def get_ready(self) -> None:
        """Load PDFium there: it is asked for while the PDF is being made."""
        self._answers(_get_ready)

    def measured(self, path: Path, *, seen: bool, known: Mapping[str, PageFacts]) -> PdfFacts:
        """Return what is read of a PDF, but for the pages that are ``known`` by their digest; raises as ``facts_of`` does."""
        shares: list[PdfFacts] = self._answers(_share, path, seen, known)
        count = sum(len(share["pages"]) for share in shares)
        pages = [shares[at % len(shares)]["pages"][at // len(shares)] for at in range(count)]
        return {"pages": pages, "sections": shares[0]["sections"], "headings": shares[0]["headings"]}

    def close(self) -> None:
        """End them for good, whatever they are at."""
        for second in self._seconds:
            second.close()

    def _answers(self, function: Callable[..., Any], *given: Any) -> list[Any]:
        """Return what each answers, at the same time; it is told which of them it is, and how many they are."""
        answers: list[Future[Any]] = [Future() for _ in self._seconds]

        def ask(at: int) -> None:
            try:
                answers[at].set_result(self._seconds[at].answer(function, *given, at, len(answers)))
            except Exception as error:  # noqa: BLE001 - raised again below
                answers[at].set_exception(error)

        for at in range(1, len(answers)):
            Thread(target=ask, args=(at,), name="pdf", daemon=True).start()
        ask(0)
        return [answer.result() for answer in answers]


def _get_ready(_: int, __: int) -> None:
    import rapport.rules.outputs.pdf_reading  # noqa: F401, PLC0415 - a tenth of a second, in the other Python


def _share(path: Path, seen: bool, known: Mapping[str, PageFacts], at: int, count: int) -> PdfFacts:  # noqa: FBT001 - asked from afar
    from rapport.rules.outputs.pdf_reading import measured  # noqa: PLC0415 - as above

    return measured(path, seen=seen, at=at, count=count, known=known)


def key_of(name: str, *, seen: bool) -> str:
    """Return the key under which is kept what was read last of the PDF of a format."""
    from importlib.metadata import version  # noqa: PLC0415 - the other Pythons import this module, and need none of it

    from rapport.sources.files import code_fingerprint  # noqa: PLC0415

    return fingerprint("pdf facts", name, seen, code_fingerprint(), version("pypdfium2"))


def facts_of(name: str, path: Path, cache: Cache, readers: PdfReaders, *, seen: bool = False) -> PdfFacts:
    """Return what is read of the PDF of a format, and, if asked (``seen``), what is seen of its texts and its drawings.

    A page that is as it was, to the byte, isn't read again. Raises PdfiumError when the file can't be read, Stopped when that
    goes beyond a bound.
    """
    key, file = key_of(name, seen=seen), fingerprint_of(path)
    kept: dict[str, Any] = cache.read(key, lambda kept: shaped(kept, _SHAPE)) or {"file": "", "pages": []}
    if kept["file"] != file:
        kept = {"file": file, **_measured(path, readers, seen=seen, known={page["digest"]: page for page in kept["pages"]})}
        cache.put(key, json.dumps(kept).encode())
    return {
        "pages": kept["pages"],
        "sections": [Anchor(*anchor) for anchor in kept["sections"]],
        "headings": [Anchor(*anchor) for anchor in kept["headings"]],
    }


def _measured(path: Path, readers: PdfReaders, *, seen: bool, known: Mapping[str, PageFacts]) -> PdfFacts:
    if path.stat().st_size > HEAVIEST:
        raise Stopped(TOOL, f"ne lit pas un fichier de plus de {HEAVIEST // 1_000_000}\u00a0Mo")
    return readers.measured(path.resolve(), seen=seen, known=known)


def anchors_of(found: Any) -> list[Anchor]:
    """Return anchors in the order of the pages, those of a page from its top down."""
    return sorted((Anchor(*anchor) for anchor in found), key=lambda anchor: (anchor.page, -anchor.top))
