"""The PDFs of an edition being read in a thread of their own, beside the rules on the page."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from contextlib import closing, suppress
from threading import Thread

from rapport.ground.cache import Cache
from rapport.rules.outputs.pdf_facts import READERS, PdfFacts, PdfReaders, facts_of, key_of
from rapport.sources.model import Rendered
from rapport.sources.variants import resolved

STEP = 0.02  # seconds between two looks at whether the PDF is still wanted


class PdfsBeingRead:
    """What is read of each finished PDF, by format; the reading begins at once."""

    def __init__(self, rendered: Rendered, cache: Cache) -> None:
        on_paper = {"pdf", *(name for name, entry in resolved(rendered.report.edition.variants).items() if entry.format == "pdf")}
        self._rendered = rendered
        self._cache = cache
        self._read: dict[str, Future[PdfFacts]] = {name: Future() for name in rendered.files if name in on_paper}
        self._seen = rendered.said is not None
        known = self._read and all(cache.holds(key_of(name, seen=self._seen)) for name in self._read)
        self._readers = PdfReaders(1 if known else READERS)  # most pages are as they were: the rest doesn't pay for a second one
        self._thread = Thread(target=self._work, name="pdf", daemon=True)
        if self._read:
            self._thread.start()

    def facts_of(self, name: str, go_on: Callable[[], None]) -> PdfFacts | None:
        """Return what is read of the PDF of a format, None when it isn't one; raises as ``go_on`` does, and Stopped."""
        if (read := self._read.get(name)) is None:
            return None
        while not read.done():
            wait([read], STEP)
            go_on()
        return read.result()

    def close(self) -> None:
        """Give up what is still being read."""
        self._readers.close()
        if self._read:
            self._thread.join()

    def _work(self) -> None:
        with closing(self._readers) as readers:
            with suppress(Exception):  # told when it is asked for a PDF
                readers.get_ready()
            for name, future in self._read.items():
                try:
                    # It may be under way: whoever asks for its file waits for it.
                    file = self._rendered.files[name]
                    future.set_result(facts_of(name, file, self._cache, readers, seen=self._seen))
                except Exception as error:  # noqa: BLE001 - whoever asks for the PDF is told
                    future.set_exception(error)
