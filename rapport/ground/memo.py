"""Memo of what steps answered: incremental computation that follows demand, after Salsa and Typst's comemo.

A step is a pure function of the answers that it asks for; a leaf looks at the outside world (a file). Asked again, a step is
run again only when an answer that it had asked for has changed; when it then answers as before, whoever asked for it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import partial, update_wrapper
from threading import Lock, RLock, local
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

LASTING = 64  # looks during which an answer that nobody asked for any more is still kept
Key = tuple[Hashable, ...]  # the name of a step, and its arguments
P = ParamSpec("P")
T = TypeVar("T")


class Unwanted(Exception):  # noqa: N818 - nothing went wrong
    """Raised by a step once nobody waits for its answer: it is given up, and asked anew another time."""

    passing = True


class _Entry:
    """The answer of a step, what it had asked for, and when it last changed, was found to stand, was asked from outside."""

    __slots__ = ("answer", "asked", "asked_from_outside", "changed", "error", "key", "lasts", "leaf", "lock", "make",
                 "under_way", "verified")  # fmt: skip

    def __init__(self, key: Key) -> None:
        self.key = key
        self.lock = RLock()
        self.make: Callable[[], Any] = lambda: None
        self.leaf = self.lasts = self.under_way = False
        self.answer: Any = None
        self.error: tuple[Exception, Any] | None = None  # with its traceback as it was raised first
        self.asked: tuple[_Entry, ...] = ()
        self.changed = self.verified = self.asked_from_outside = 0


class Remembered(Protocol):
    """What another run answered, as long as it still stands."""

    def answer(self, key: Key) -> tuple[Any] | None:
        """Return, alone in a tuple, the answer of a step; None when there is none that stands."""


class Memo:
    """The answers of the steps of one edition, for any thread; nobody may change an answer, which is shared."""

    def __init__(self) -> None:
        self.left: Remembered | None = None  # what the run before answered
        self._entries: dict[Key, _Entry] = {}
        self._table = Lock()
        self._revision = 1
        self._thread = local()

    def look_again(self) -> None:
        """Make every answer one to be checked before it is given again; none is thrown away for it."""
        self._revision += 1
        if self._revision % (LASTING // 4) == 0:
            self._sweep()

    def ask(self, key: Key, make: Callable[[], T], *, leaf: bool = False) -> T:
        """Return the answer of a step, made or found to stand; raises what the step raised.

        A step runs once, in the thread that asks first; the others wait. Errors are answers like any other; an OSError, a
        MemoryError and what is ``passing`` last until the next look. Raises RecursionError when steps ask in a circle.
        """
        with self._table:
            entry = self._entries.get(key)
            if entry is None:
                entry = self._entries[key] = _Entry(key)
        asker: list[_Entry] | None = getattr(self._thread, "asked", None)
        if asker is None:
            entry.asked_from_outside = self._revision
        else:
            asker.append(entry)
        if entry.verified != self._revision:
            with entry.lock:
                entry.make, entry.leaf = make, leaf
                self._verify(entry)
        if entry.error is not None:
            error, trace = entry.error
            raise error.with_traceback(trace)
        answer: T = entry.answer
        return answer

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._entries)

    def __contains__(self, key: Key) -> bool:
        """Tell whether a step was asked for."""
        return key in self._entries

    def answered(self) -> dict[Key, Any]:
        """Return the answers that are kept of the steps, errors apart."""
        with self._table:
            return {entry.key: entry.answer for entry in self._entries.values() if entry.lasts and entry.error is None}

    def asked_by(self, key: Key) -> tuple[Key, ...] | None:
        """Return what a step asked for to give the answer, or the error, that is kept of it; None: that may not come again."""
        entry = self._entries[key]
        return tuple(asked.key for asked in entry.asked) if entry.lasts else None

    def is_leaf(self, key: Key) -> bool:
        """Tell whether a key is a leaf's."""
        return self._entries[key].leaf

    def _verify(self, entry: _Entry) -> None:
        """Bring an answer up to date; its lock is held."""
        if entry.verified == self._revision:
            return
        if entry.under_way:
            raise RecursionError(f"steps that ask for each other: {entry.key}")
        entry.under_way = True
        try:
            if not entry.lasts or entry.leaf or not self._is_current(entry):
                self._run(entry)
            entry.verified = self._revision
        finally:
            entry.under_way = False

    def _is_current(self, entry: _Entry) -> bool:
        """Tell whether all that a step had asked for, in that order, answers as it did then."""
        now, then = self._revision, entry.verified
        for asked in entry.asked:
            if asked.verified != now:
                with asked.lock:
                    self._verify(asked)
            if asked.changed > then:
                return False
        return True

    def _run(self, entry: _Entry) -> None:
        before, self._thread.asked = getattr(self._thread, "asked", None), []
        answer, error = None, None
        try:
            found = None if self.left is None or entry.leaf else self.left.answer(entry.key)
            answer = entry.make() if found is None else found[0]
        except Exception as raised:  # noqa: BLE001 - raised again to whoever asks
            error = raised, raised.__traceback__
        finally:
            asked, self._thread.asked = self._thread.asked, before
        entry.asked = tuple(dict.fromkeys(asked))
        lasts = error is None or not _passes(error[0])
        if entry.lasts and lasts and alike(_raised(entry.error), _raised(error)) and alike(entry.answer, answer):
            return  # the old objects stay: who compares them later does it at once
        entry.answer, entry.error, entry.lasts, entry.changed = answer, error, lasts, self._revision

    def _sweep(self) -> None:
        """Drop the answers that led to nothing asked for in a long while."""
        oldest = self._revision - LASTING
        with self._table:
            left = [entry for entry in self._entries.values() if entry.asked_from_outside > oldest]
            kept = dict.fromkeys(left)
            while left:
                fresh = [asked for asked in left.pop().asked if asked not in kept]
                kept.update(dict.fromkeys(fresh))
                left += fresh
            self._entries = {entry.key: entry for entry in kept}


def _raised(error: tuple[Exception, Any] | None) -> Exception | None:
    return error and error[0]


def _passes(error: Exception) -> bool:
    """Tell whether an error may not come again from the same things: a full disk, a tool that was killed."""
    return isinstance(error, OSError | MemoryError | RecursionError) or bool(getattr(error, "passing", False))


_PLAIN = {str, int, bytes, bool, float, type(None)}


class Asking(Protocol):
    """What has steps: its memo."""

    memo: Memo


S = TypeVar("S", bound=Asking)


def step(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a method a step, remembered under its name and its arguments (positional, hashable)."""
    return _remembered(method, leaf=False)


def leaf(method: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a method a leaf: what it sees of the outside world is looked at again at each look."""
    return _remembered(method, leaf=True)


def _remembered(method: Callable[Concatenate[S, P], T], *, leaf: bool) -> Callable[Concatenate[S, P], T]:
    name = method.__qualname__

    def asked(self: S, /, *given: P.args, **named: P.kwargs) -> T:
        return self.memo.ask((name, *given, *named.items()), partial(method, self, *given, **named), leaf=leaf)

    update_wrapper(asked, method)
    return asked


def alike(before: Any, now: Any) -> bool:
    """Tell whether two answers are the same to the last sign: mappings in the same order, 12.5 and 12.50 apart."""
    if before is now:
        return True
    kind = type(before)
    if kind is not type(now):
        return False
    if kind in _PLAIN:
        return bool(before == now)
    if kind is Decimal:
        return bool(before.as_tuple() == now.as_tuple())
    if isinstance(before, tuple | list):
        return len(before) == len(now) and all(map(alike, before, now))
    if kind is dict or isinstance(before, Mapping):
        return len(before) == len(now) and all(
            one == other and alike(before[one], now[other]) for one, other in zip(before, now, strict=True)
        )
    if isinstance(before, Exception):
        return alike(before.args, now.args) and alike(vars(before), vars(now))
    if is_dataclass(before):
        return all(alike(getattr(before, one.name), getattr(now, one.name)) for one in fields(before) if one.compare)
    if (private := getattr(before, "__pydantic_private__", None)) is not None:
        return alike(vars(before), vars(now)) and alike(private, now.__pydantic_private__)
    return bool(before == now)
