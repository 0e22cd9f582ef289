"""What a run before found without fault in the finished files, by the digest of all that it looked at: it still has none.

A rule whose answer follows from few things, a drawing and how it stands in the page, asks here before it looks at them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib.metadata import version

from rapport.ground.cache import Cache, fingerprint, shaped
from rapport.rules.book import Finding
from rapport.sources.files import code_fingerprint

_READERS = ("cssselect2", "lxml", "pypdfium2", "tinycss2")


class Proved:
    """The digests of what is without fault, those of the run before and those of this one, which `leave` leaves to the next.

    What was looked at with another engine, or read by another library, is looked at again.
    """

    def __init__(self, cache: Cache, *, anew: bool = False) -> None:
        """``anew``: what the run before found isn't believed."""
        self._cache = cache
        self._key = fingerprint("proved", code_fingerprint(), [version(name) for name in _READERS])
        self._before = frozenset(() if anew else cache.read(self._key, lambda kept: shaped(kept, [str])) or ())
        self._now: set[str] = set()

    def findings(self, told: Iterable[str], find: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
        """Yield what is found, which follows from what is ``told`` and from nothing else as to whether there is any."""
        digest = sha256("\0".join(told).encode()).hexdigest()
        found = [] if digest in self._before else [*find()]
        if not found:
            self._now.add(digest)
        yield from found

    def leave(self) -> None:
        """Leave what was found without fault to the next run."""
        if self._now != self._before:
            self._cache.put(self._key, json.dumps(sorted(self._now)).encode())
