"""What becomes of an outside page, and the limits that the client keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reached(StrEnum):
    """What a reader who follows the link meets."""

    ALIVE = "alive"
    DEAD = "dead"  # nobody gets there
    UNNAMED = "unnamed"  # dead too: no such host; or it is the connection that lacks
    REFUSED = "refused"  # the server keeps robots out: only a person can tell
    TROUBLED = "troubled"  # a fault that may pass


@dataclass(frozen=True)
class PageAnswer:
    """The verdict on a page, in French after a colon; its new address when it moved for good; the targets it lacks."""

    verdict: Reached
    said: str = ""
    moved: str = ""
    missing: tuple[str, ...] = ()


Pages = Mapping[str, frozenset[str]]  # addresses without fragment, each with the fragments that links want there
Visit = Callable[[Pages, str], Mapping[str, PageAnswer]]  # told the site to name in the user agent


@dataclass(frozen=True)
class Limits:
    """How long and how hard the client tries; seconds and bytes."""

    connect: float = 5
    read: float = 10
    page: float = 30  # one page, its retries and redirects included
    whole: float = 180  # all of them
    at_once: int = 8
    per_host: int = 2
    pause: float = 0.5  # between two pages of a host
    retries: int = 2
    backoff: float = 1
    redirects: int = 5
    size: int = 2 * 1024 * 1024
    fresh: float = 24 * 3600  # a good answer is believed that long
    stale: float = 3600  # and a bad one that long
    allow_private: bool = False
