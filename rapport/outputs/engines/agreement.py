"""Convergence of a PDF's pages: Typst sets them again until they agree, five times at most, then gives the fifth and warns.

What it says is kept beside the PDF, by its bytes: the next build takes the PDF from the cache, and tells as much of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from rapport.ground.cache import Cache, fingerprint


def keep_disagreement(warnings: Sequence[str], pdf: bytes, cache: Cache) -> None:
    """Keep that the pages of a PDF don't agree, if Typst's warnings say so, and the first page where something moved."""
    if any("converge within" in warning for warning in warnings):
        moved = {int(page) for page in re.findall(r"final: page (\d+)", "\n".join(warnings))}
        cache.put(_key(pdf), str(min(moved - {1}, default=0)).encode())  # what isn't there is on page 1


def disagreement(pdf: bytes, cache: Cache) -> int | None:
    """Return the page from which those of a PDF don't agree, 0 where Typst names none; None when they agree."""
    return cache.read(_key(pdf), int)


def _key(pdf: bytes) -> str:
    return fingerprint("disagreement", hashlib.sha256(pdf).hexdigest())
