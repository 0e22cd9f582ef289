"""The pictures that somebody brings to the workshop: made ready apart, named safely, kept until their form is saved."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from os.path import lexists
from pathlib import Path, PurePath
from threading import Lock

from rapport.ground import french
from rapport.ground.portable_names import portable
from rapport.ground.programs.second import Second
from rapport.rules.photographs import EVENT, FRAME, INCH, LOGO, SHARP, TALLEST
from rapport.sources.editing.brought_pictures import PictureRefused, ReadyPicture, Size, made_ready
from rapport.sources.editing.journal import Change
from rapport.sources.reading.decoding import MEMORY, SECONDS, TOOL

LARGEST = 40_000_000  # bytes of a picture as it is brought: what a good camera makes, twice
_MOST = 12  # pictures that wait for their form
_FINE = 300  # pixels an inch: beyond, paper shows no more
_PAGE = 216  # mm: a page with its bleed


def _pixels(wide: float, density: int) -> int:
    return ceil(wide / INCH * density)


@dataclass(frozen=True)
class Use:
    """What a picture is brought for: its folder in assets/, what is asked of its size."""

    folder: str
    size: Size
    logo: bool = False


USES: Mapping[str, Use] = {
    "photo": Use("photos", Size(_pixels(FRAME, SHARP), _pixels(_PAGE, _FINE), _pixels(TALLEST, SHARP))),
    "timeline": Use("photos", Size(_pixels(EVENT, SHARP), _pixels(_PAGE, _FINE), _pixels(TALLEST, SHARP))),
    "logos": Use("logos", Size(_pixels(LOGO, SHARP), _pixels(LOGO, 4 * _FINE)), logo=True),
}


@dataclass(frozen=True)
class Brought:
    """A picture that waits for its form: its path from assets/, and what is said and shown of it."""

    path: str
    picture: ReadyPicture

    def form_values(self) -> dict[str, str]:
        """Return what the form shows: the path to write, what was made of the picture, the picture itself, small."""
        ready = self.picture
        weight = f"{ceil(len(ready.content) / 1000)} ko"
        size = f"{ready.width} × {ready.height} pixels, {weight}" if ready.width else f"dessin, {weight}"
        kind = "image/png" if ready.thumb.startswith(b"\x89PNG") else "image/jpeg"
        thumb = f"data:{kind};base64,{b64encode(ready.thumb).decode()}" if ready.thumb else ""
        said = f"{PurePath(self.path).name} : {size}. Elle est gardée quand la fiche est enregistrée."
        return {"value": self.path, "said": said, "thumb": thumb}


class BroughtPictures:
    """The pictures that wait; any thread may bring one, they are read one at a time."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._waiting: dict[str, Brought] = {}
        self._reading = Lock()
        self._alone = Lock()

    def bring(self, name: str, content: bytes, use: str) -> Brought:
        """Make a picture ready and keep it; raises PictureRefused, and Stopped when reading it goes beyond a bound."""
        if use not in USES:
            raise PictureRefused("Aucune image n'est attendue ici.")
        wanted = USES[use]
        with self._reading:
            second = Second(TOOL, SECONDS, MEMORY)
            try:
                ready: ReadyPicture = second.answer(_ready, content, wanted.size, wanted.logo)
            finally:
                second.close()
        with self._alone:
            brought = Brought(self._free(wanted.folder, _stem(name), ready.suffix), ready)
            while len(self._waiting) >= _MOST:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[brought.path] = brought
        return brought

    def changes_for(self, texts: Iterable[str]) -> dict[str, Change]:
        """Return the new files of the pictures that the fields of a form name."""
        said = [*texts]
        with self._alone:
            waiting = dict(self._waiting)
        named = {path: one for path, one in waiting.items() if any(text in {path, f"assets/{path}"} for text in said)}
        return {f"assets/{path}": Change(None, one.picture.content) for path, one in named.items()}

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the pictures that were written."""
        with self._alone:
            for path in paths:
                self._waiting.pop(path.removeprefix("assets/"), None)

    def _free(self, folder: str, stem: str, suffix: str) -> str:
        """Return a path from assets/ that no file and no other picture has, whatever the case of its letters."""
        number = 1
        while True:
            path = f"{folder}/{stem}{f'-{number}' if number > 1 else ''}{suffix}"
            if path not in self._waiting and not lexists(self._root / "assets" / path):
                return path
            number += 1


def _ready(content: bytes, size: Size, logo: bool) -> ReadyPicture:  # noqa: FBT001 - it is asked across a pipe
    return made_ready(content, size, logo=logo)


def _stem(name: str) -> str:
    """Return a safe name out of a file's: small letters without accents, digits and hyphens."""
    last = re.split(r"[\\/]", name)[-1]
    stem = french.anchor_of(french.folded(PurePath(last).stem if last else ""))[:60].strip("-")
    return portable(stem, "image") or "image"
