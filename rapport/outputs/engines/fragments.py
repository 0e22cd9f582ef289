"""The fragments of the manuscript's pieces: each is kept by the hash of its piece and its pictures; only the others are made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from os.path import isfile
from pathlib import Path
from threading import Lock

from rapport.ground.addresses import path_of
from rapport.ground.cache import Cache, fingerprint, fingerprint_of, fingerprint_of_files
from rapport.ground.markdown.targets import targets_in
from rapport.ground.problems import Place
from rapport.ground.programs.failure import ToolFailed
from rapport.outputs.engines.complaints import place_of, refusal
from rapport.outputs.engines.pandoc import READER, SCRIPTS, Pandoc
from rapport.outputs.engines.refusals import OF_THE_TEXT, template_place
from rapport.sources.framing import name_of_toned, toned_in
from rapport.sources.model import Manuscript, Piece

WORTH = 10_000  # characters that make another Pandoc worth its start
_BLANK = Piece("blank", ':::::: {.section #blank level="1"}\n# Titre\n\n::::::\n', (Place(""),))


class Conversions:
    """What Pandoc makes of pieces, many in one request: begun ahead, waited for piece by piece; for any thread.

    ``root`` is the edition's, whose templates a refusal may name.
    """

    def __init__(self, pandoc: Pandoc, cache: Cache, root: Path) -> None:
        self._pandoc = pandoc
        self._cache = cache
        self._root = root
        self._under_way: dict[str, Future[str]] = {}
        self._shown: dict[str, tuple[Piece, Mapping[str, str]]] = {}  # the folder doesn't change under Pandoc
        self._begun: dict[str, Piece] = {}
        self._given_up = False
        self._alone = Lock()
        self._pool = ThreadPoolExecutor(pandoc.at_once, thread_name_prefix="pandoc")
        self._depends = fingerprint("pandoc", READER, fingerprint_of_files([*SCRIPTS, *_filter(pandoc.work)]))

    def close(self) -> None:
        """Give up what nobody waits for any more, and let Pandoc go."""
        self._pandoc.interrupt()
        self._pool.shutdown(cancel_futures=True)
        self._pandoc.close()

    def give_up(self) -> None:
        """Interrupt what is being converted: nobody wants it any more, and the next request waits; until more is begun."""
        self._given_up = True
        if not all(future.done() for future in [*self._under_way.values()]):
            self._pandoc.interrupt()

    def begin(self, pieces: Sequence[Piece], markups: Sequence[str]) -> None:
        """Begin the pieces that are neither kept nor under way: in each of the markups that lacks one, in that order."""
        self._given_up = False
        others = [piece for piece in pieces if self._begun.get(piece.id) is not piece]
        self._begun = {piece.id: piece for piece in pieces}
        self._begin(others, markups)

    def _begin(self, pieces: Sequence[Piece], markups: Sequence[str]) -> None:
        keys = {markup: {piece.id: self._key(piece, markup) for piece in pieces} for markup in markups}
        with self._alone:
            known = {key: future for key, future in self._under_way.items() if not (future.done() and future.exception())}
            there = {key for names in keys.values() for key in names.values() if key in known or self._cache.holds(key)}
            lacking = [markup for markup in markups if not there.issuperset(keys[markup].values())]
            wanted = [piece for piece in pieces if any(keys[markup][piece.id] not in there for markup in lacking)]
            fresh: dict[str, Future[str]] = {keys[markup][piece.id]: Future() for markup in lacking for piece in wanted}
            self._under_way = {**known, **fresh}
        for share in shared(wanted, self._pandoc.at_once):
            futures = {markup: {piece.id: fresh[keys[markup][piece.id]] for piece in share} for markup in lacking}
            self._pool.submit(self._convert, share, keys, futures)

    def fragment(self, piece: Piece, markup: str) -> str:
        """Return a fragment: under way, kept, or made at once.

        Raises ToolFailed at the line that the author wrote when Pandoc refuses the piece by itself, or at the template.
        """
        key = self._key(piece, markup)
        with self._alone:
            future = self._under_way.get(key)
        try:
            if future is not None:
                return future.result()
        except ToolFailed:  # it may be another piece's fault; or Pandoc was killed, by the system or by somebody
            if self._given_up:
                raise
        finally:
            with self._alone:
                if self._under_way.get(key) is future:
                    self._under_way.pop(key, None)
        kept = self._cache.read(key, bytes.decode)
        if kept is None:
            kept = self._made(piece, markup)
            self._cache.put(key, kept.encode())
        return kept

    def _key(self, piece: Piece, markup: str) -> str:
        known, shown = self._shown.get(piece.id, (None, {}))
        if known is not piece:
            shown = self._pictures(piece)
            self._shown[piece.id] = piece, shown
        return fingerprint(self._depends, markup, piece.id, piece.markdown, shown)

    def _pictures(self, piece: Piece) -> Mapping[str, str]:
        """Return the fingerprints of the authors' pictures that a piece shows, by path: the page holds their bytes."""
        paths = {path for target in targets_in(piece.markdown) if target.picture and (path := path_of(target.address))}
        shown = {path for path in paths if path.startswith("assets/")}
        shown |= {name_of_toned(*toned) for toned in toned_in([piece.markdown])}
        files = {path: self._pandoc.work / path for path in sorted(shown)}
        return {path: fingerprint_of(file) for path, file in files.items() if isfile(file)}  # noqa: PTH113 - whatever its length

    def _convert(
        self, share: Sequence[Piece], keys: Mapping[str, Mapping[str, str]], futures: Mapping[str, Mapping[str, Future[str]]]
    ) -> None:
        try:
            for markup, made in self._pandoc.converted(share, [*futures]):
                for name, future in futures[markup].items():
                    future.set_result(made[name])
                for name, fragment in made.items():
                    self._cache.put(keys[markup][name], fragment.encode())
        except Exception as error:  # noqa: BLE001 - raised again to whoever waits for the fragments
            self._begun = {}  # asked for again, they go through Pandoc together again
            for future in (future for names in futures.values() for future in names.values() if not future.done()):
                future.set_exception(error)

    def _made(self, piece: Piece, markup: str) -> str:
        try:
            return self._alone_in(piece, markup)
        except ToolFailed as failure:
            of_piece = refusal("Pandoc", failure.detail, piece.origin(1), passing=failure.passing)
            if quoted := place_of(failure.detail, Manuscript((piece,), (), {}), {}):
                of_piece.place = quoted
            elif own := template_place(failure.detail, self._root / "templates"):
                of_piece.place, of_piece.related = own, ((piece.origin(1), OF_THE_TEXT),)
            raise self._of_template(markup) or of_piece from failure

    def _of_template(self, markup: str) -> ToolFailed | None:
        """Return the refusal of a piece that says nothing, which is the template's fault; None when it is taken."""
        try:
            self._alone_in(_BLANK, markup)
        except ToolFailed as failure:
            return refusal(
                "Pandoc", failure.detail, template_place(failure.detail, self._root / "templates"), passing=failure.passing
            )
        return None

    def _alone_in(self, piece: Piece, markup: str) -> str:
        ((_, made),) = self._pandoc.converted([piece], [markup])
        return made[piece.id]


def _filter(work: Path) -> list[Path]:
    """Return the files of the edition's filter, laid in a folder: it loads its parts by itself."""
    return [work / "filter.lua", *sorted((work / "filter").glob("*.lua"))]


def shared(pieces: Sequence[Piece], most: int) -> list[list[Piece]]:
    """Return the pieces in shares of about the same length, one for each Pandoc that they are worth; none of no piece."""
    length = sum(len(piece.markdown) for piece in pieces)
    shares: list[list[Piece]] = [[] for _ in range(min(most, length // WORTH + 1))]
    for piece in sorted(pieces, key=lambda piece: -len(piece.markdown)):
        min(shares, key=lambda share: sum(len(one.markdown) for one in share)).append(piece)
    return [share for share in shares if share]
