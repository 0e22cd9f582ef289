"""All the outside pages, visited side by side: few at once, two a host, with a pause; the answers kept for a while."""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import asdict
from threading import Condition, Thread

from rapport import __version__
from rapport.ground.cache import Cache, fingerprint, shaped
from rapport.rules.online.answers import Limits, PageAnswer, Pages, Reached
from rapport.rules.online.client import Client, host_of

_LATE = "le temps accordé à l'ensemble des liens est écoulé"
_OFFLINE = "aucun nom du web n'est trouvé, l'ordinateur est sans doute hors connexion"
_FEW = 1  # hosts: below two, one wrong name looks like a missing connection


class _Turns:
    """The pages still to visit, handed out so that no host is pressed; thread-safe."""

    def __init__(self, pages: Pages, limits: Limits) -> None:
        self.limits = limits
        self.until = time.monotonic() + limits.whole
        self._waiting: dict[str, deque[str]] = defaultdict(deque)
        for page in pages:
            self._waiting[host_of(page)].append(page)
        self._busy: Counter[str] = Counter()
        self._not_before: dict[str, float] = defaultdict(float)
        self._changed = Condition()

    def take(self) -> tuple[str, str] | None:
        """Return a host and one of its pages as soon as it may be visited, None when all are taken or time is over."""
        with self._changed:
            while self._waiting and (now := time.monotonic()) < self.until:
                for host, pages in self._waiting.items():
                    if self._busy[host] < self.limits.per_host and self._not_before[host] <= now:
                        self._busy[host] += 1
                        self._not_before[host] = now + self.limits.pause
                        page = pages.popleft()
                        if not pages:
                            del self._waiting[host]
                        return host, page
                self._changed.wait(0.02)
            return None

    def done(self, host: str) -> None:
        """Give a host's place back."""
        with self._changed:
            self._busy[host] -= 1
            self._changed.notify()


def visited(pages: Pages, contact: str, cache: Cache, limits: Limits) -> Mapping[str, PageAnswer]:
    """Return the answer of every page: those kept that are still fresh, the others from a visit."""
    answers = {page: answer for page, wanted in pages.items() if (answer := _kept(cache, page, wanted, limits)) is not None}
    found = _visit({page: wanted for page, wanted in pages.items() if page not in answers}, Client(limits, contact), limits)
    hosts = {host_of(page) for page in found}
    if len(hosts) > _FEW and all(answer.verdict is Reached.UNNAMED for answer in found.values()):
        found = {page: PageAnswer(Reached.TROUBLED, _OFFLINE) for page in found}
    else:
        for page, answer in found.items():
            _keep(cache, page, pages[page], answer)
    late = PageAnswer(Reached.TROUBLED, _LATE)
    return {page: answers.get(page) or found.get(page) or late for page in pages}


def _visit(pages: Pages, client: Client, limits: Limits) -> dict[str, PageAnswer]:
    """Return the answers that came in time.

    Daemon threads: a system that resolves a name for minutes must not keep the program from ending.
    """
    turns = _Turns(pages, limits)
    answers: dict[str, PageAnswer] = {}
    faults: list[Exception] = []

    def work() -> None:
        while taken := turns.take():
            host, page = taken
            try:
                answers[page] = client.answer(page, pages[page])
            except Exception as fault:  # noqa: BLE001 - our own bug, raised again where it is heard
                faults.append(fault)
            finally:
                turns.done(host)

    workers = [Thread(target=work, daemon=True) for _ in range(min(limits.at_once, len(pages)))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(max(turns.until - time.monotonic(), 0))
    if faults:
        raise faults[0]
    return dict(answers)


def _key(page: str, wanted: frozenset[str]) -> str:
    return fingerprint("outside page", __version__, page, sorted(wanted))


def _kept(cache: Cache, page: str, wanted: frozenset[str], limits: Limits) -> PageAnswer | None:
    kept = cache.read(_key(page, wanted), _unpacked)
    if kept is None:
        return None
    at, answer = kept
    age = time.time() - at
    return answer if 0 <= age < (limits.fresh if answer.verdict is Reached.ALIVE else limits.stale) else None


def _unpacked(kept: bytes) -> tuple[float, PageAnswer]:
    """Return when a page was visited, in seconds since 1970, and its answer."""
    told = shaped(kept, {"at": float, "answer": {"verdict": str, "said": str, "moved": str, "missing": [str]}})
    said = told["answer"]
    return told["at"], PageAnswer(Reached(said["verdict"]), said["said"], said["moved"], tuple(said["missing"]))


def _keep(cache: Cache, page: str, wanted: frozenset[str], answer: PageAnswer) -> None:
    cache.put(_key(page, wanted), json.dumps({"at": time.time(), "answer": asdict(answer)}).encode())
