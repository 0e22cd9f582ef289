"""What is read of a finished PDF, once for all the rules: the text of its pages and the measures that they take."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, TypedDict

from rapport.ground.cache import Cache, fingerprint, fingerprint_of_files, shaped
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
    "text": str, "height": float, "lowest": float, "hole": float, "beyond": [str], "fonts": [str], "cropped": int,
    "foot": [(float, str)], "said": [str], "joined": [str], "unseen": [(str, str)],
    "illustrations": [(str, str, [(str, int)], int)], "links": [str],
}  # fmt: skip
_ANCHOR = (str, int, float)
_SHAPE = {"pages": [_PAGE], "sections": [_ANCHOR], "headings": [_ANCHOR]}


class PdfReaders:
    """The other Pythons that read PDFs, to be closed: each reads its share of the pages."""

    def __init__(self) -> None:
        self._seconds = [Second(TOOL, SECONDS, MEMORY) for _ in range(min(READERS, os.cpu_count() or 1))]

    def get_ready(self) -> None:
        """Load PDFium there: it is asked for while the PDF is being made."""
        self._answers(_get_ready)

    def measured(self, path: Path, *, seen: bool) -> PdfFacts:
        """Return what is read of a PDF; raises as ``facts_of`` does."""
        shares: list[PdfFacts] = self._answers(_share, path, seen)
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


def _share(path: Path, seen: bool, at: int, count: int) -> PdfFacts:  # noqa: FBT001 - asked from afar
    from rapport.rules.outputs.pdf_reading import measured  # noqa: PLC0415 - as above

    return measured(path, seen=seen, at=at, count=count)


def facts_of(path: Path, cache: Cache, readers: PdfReaders, *, seen: bool = False) -> PdfFacts:
    """Return what is read of a PDF, and, if asked (``seen``), what is seen of its texts and its drawings.

    Raises PdfiumError when it can't be read, Stopped when that goes beyond a bound.
    """
    code = [Path(__file__), *sorted(Path(__file__).parent.glob("pdf_*.py"))]
    key = fingerprint("pdf facts", seen, fingerprint_of_files([path, *code]))
    facts: PdfFacts | None = cache.read(key, lambda kept: shaped(kept, _SHAPE))
    if facts is None:
        facts = _measured(path, readers, seen=seen)
        cache.put(key, json.dumps(facts).encode())
    return {
        "pages": facts["pages"],
        "sections": [Anchor(*anchor) for anchor in facts["sections"]],
        "headings": [Anchor(*anchor) for anchor in facts["headings"]],
    }


def _measured(path: Path, readers: PdfReaders, *, seen: bool) -> PdfFacts:
    if path.stat().st_size > HEAVIEST:
        raise Stopped(TOOL, f"ne lit pas un fichier de plus de {HEAVIEST // 1_000_000}\u00a0Mo")
    return readers.measured(path.resolve(), seen=seen)


def anchors_of(found: Any) -> list[Anchor]:
    """Return anchors in the order of the pages, those of a page from its top down."""
    return sorted((Anchor(*anchor) for anchor in found), key=lambda anchor: (anchor.page, -anchor.top))
