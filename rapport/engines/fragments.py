"""The fragments of the manuscript's pieces: each is kept by the hash of its piece and its pictures; only the others are made."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from os.path import isfile
from threading import Lock

from rapport.addresses import path_of
from rapport.cache import Cache, fingerprint, fingerprint_of, fingerprint_of_files
from rapport.engines.pandoc import PIECES, READER, SCRIPT, WALL, Fragments, Pandoc
from rapport.model import Piece
from rapport.targets import targets_in

WORTH = 10_000  # characters that make another Pandoc worth its start


class _Gathered:
    """The fragments of a markup as its shares come in."""

    def __init__(self, kept: dict[str, str], shares: int) -> None:
        self.future: Future[Fragments] = Future()
        self._fragments = kept
        self._awaited = shares
        self._turn = Lock()
        if not shares:
            self.future.set_result(kept)

    def add(self, made: Fragments) -> None:
        with self._turn:
            self._fragments.update(made)
            self._awaited -= 1
            if not self._awaited:
                self.future.set_result(self._fragments)

    def refuse(self, error: Exception) -> None:
        with self._turn:
            if not self.future.done():
                self.future.set_exception(error)


def fragments_ahead(
    pieces: Sequence[Piece], markups: Sequence[str], pandoc: Pandoc, cache_: Cache, pool: Executor
) -> dict[str, Future[Fragments]]:
    """Return the fragments of the pieces in each markup (`html`, `typst`): those that aren't kept come in that order.

    The pictures that the pieces show lie in Pandoc's folder. The futures raise ToolFailed when Pandoc does.
    """
    depends = fingerprint("pandoc", READER, fingerprint_of_files([SCRIPT, PIECES, WALL, pandoc.work / "filter.lua"]))
    shown = {piece.id: _shown(piece, pandoc) for piece in pieces}
    keys = {
        markup: {piece.id: fingerprint(depends, markup, piece.id, piece.markdown, shown[piece.id]) for piece in pieces}
        for markup in markups
    }
    kept = {
        markup: {name: fragment for name, key in keys[markup].items() if (fragment := cache_.read(key, bytes.decode)) is not None}
        for markup in markups
    }
    lacking = [markup for markup in markups if len(kept[markup]) < len(pieces)]
    shares = shared([piece for piece in pieces if any(piece.id not in kept[markup] for markup in lacking)], pandoc.at_once)
    gathered = {markup: _Gathered(kept[markup], len(shares) if markup in lacking else 0) for markup in markups}

    def convert(share: Sequence[Piece]) -> None:
        awaited = [*lacking]
        try:
            for markup, made in pandoc.converted(share, lacking):
                awaited.remove(markup)
                gathered[markup].add(made)
                for name, fragment in made.items():
                    cache_.put(keys[markup][name], fragment.encode())
        except Exception as error:  # noqa: BLE001 - raised again to whoever waits for the fragments
            for markup in awaited:
                gathered[markup].refuse(error)

    for share in shares:
        pool.submit(convert, share)
    return {markup: one.future for markup, one in gathered.items()}


def _shown(piece: Piece, pandoc: Pandoc) -> dict[str, str]:
    """Return the fingerprints of the authors' pictures that a piece shows, by path: the page holds their bytes."""
    paths = {path for target in targets_in(piece.markdown) if target.picture and (path := path_of(target.address))}
    files = {path: pandoc.work / path for path in sorted(paths) if path.startswith("assets/")}
    return {path: fingerprint_of(file) for path, file in files.items() if isfile(file)}  # noqa: PTH113 - whatever its length


def shared(pieces: Sequence[Piece], most: int) -> list[list[Piece]]:
    """Return the pieces in shares of about the same length, one for each Pandoc that they are worth; none of no piece."""
    length = sum(len(piece.markdown) for piece in pieces)
    shares: list[list[Piece]] = [[] for _ in range(min(most, length // WORTH + 1))]
    for piece in sorted(pieces, key=lambda piece: -len(piece.markdown)):
        min(shares, key=lambda share: sum(len(one.markdown) for one in share)).append(piece)
    return [share for share in shares if share]


def fragments_of(pieces: Sequence[Piece], markup: str, pandoc: Pandoc, cache_: Cache) -> Fragments:
    """Return the fragments of the pieces in one markup; raises ToolFailed when Pandoc does."""
    with ThreadPoolExecutor(1) as pool:
        return fragments_ahead(pieces, [markup], pandoc, cache_, pool)[markup].result()
