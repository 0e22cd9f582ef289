"""Who has an edition open: a note a computer in its shared folder, which the others see too; told, and nothing is blocked.

A client of a shared folder copies files some time later, so a lock there would hold nobody. The note says who, on which computer,
since when and until when; it is renewed each minute, and one that isn't any more counts for nothing.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Event, Thread
from typing import Any

from rapport.ground import regular
from rapport.ground.cache import MISFITS, shaped
from rapport.ground.shared_folder import share_of

FOLDER = ".presence"
RENEWED = 60.0  # seconds between two notes
FRESH = timedelta(minutes=10)  # five or so are lost between two computers
_SHAPE = {"name": str, "computer": str, "open": str, "since": str, "renewed": str}
_LARGEST = 2_000  # bytes of a note
_LONGEST = 60  # letters of a name
_OPEN = {"Atelier": "l'atelier", "Aperçu": "l'aperçu"}
_MOST = 50  # notes that are looked at


class Presence:
    """One person at work on an edition, as long as it is open; nothing is kept of it where the folder isn't shared."""

    def __init__(
        self, root: Path, what: str, show: Callable[[tuple[str, ...]], object], say: Callable[[str], object], now: Any = None
    ) -> None:
        self._folder = root / FOLDER
        self._shared = bool(share_of(root))
        self._show, self._say = show, say
        self._now = now or (lambda: datetime.now(UTC))
        self._me = {"name": _user(), "computer": platform.node() or "inconnu", "open": what}
        key = f"{self._me['name']}\0{self._me['computer']}\0{os.getpid()}"
        self._note = self._folder / f"{sha256(key.encode(errors='replace')).hexdigest()[:12]}.json"
        self._since = self._now().isoformat(timespec="seconds")
        self._told: tuple[str, ...] = ()
        self._end = Event()

    def begin(self) -> None:
        """Note that the edition is open here, tell who else has it open, and go on doing so until `end`."""
        if self._shared:
            self.renew()
            Thread(target=self._go_on, daemon=True, name="presence").start()

    def end(self) -> None:
        """Take the note back."""
        self._end.set()
        with suppress(OSError):
            self._note.unlink(missing_ok=True)

    def renew(self) -> None:
        """Write the note again, and tell who came and who left."""
        with suppress(OSError):  # the folder is away: the next minute, perhaps
            self._write()
        others = tuple(self.others())
        for one in others:
            if one not in self._told:
                self._say(one)
        self._told = others
        self._show(others)

    def others(self) -> Iterator[str]:
        """Yield who else has the edition open, in French, each once."""
        found = {}
        with suppress(OSError):
            for path in sorted(self._folder.glob("*.json"))[:_MOST]:
                note = self._read(path)
                if note is not None:
                    found[note["name"], note["computer"]] = note
        for note in found.values():
            since = datetime.fromisoformat(note["since"]).astimezone()
            today = since.date() == self._now().astimezone().date()
            day = "" if today else f" du {since.day}/{since.month:02}"
            who = f"{note['name']} (ordinateur « {note['computer']} »)"
            what = _OPEN.get(note["open"], "ce rapport")
            yield f"{who} a {what} ouvert depuis {since.hour} h {since.minute:02}{day} : convenez de qui écrit quoi."

    def _go_on(self) -> None:
        while not self._end.wait(RENEWED):
            self.renew()
        if self._note.exists():  # written while it was taken back
            self.end()

    def _write(self) -> None:
        self._folder.mkdir(exist_ok=True)
        ignored = self._folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text("*\n", "utf-8")
        note = {**self._me, "since": self._since, "renewed": self._now().isoformat(timespec="seconds")}
        draft = self._note.with_suffix(".new")
        draft.write_text(json.dumps(note, ensure_ascii=False), "utf-8")
        draft.replace(self._note)

    def _read(self, path: Path) -> dict[str, str] | None:
        """Return a note that somebody else renewed lately; None for any other, whatever is in it."""
        try:
            note = shaped(regular.read(path, _LARGEST), _SHAPE)
            renewed, _ = (datetime.fromisoformat(note[key]).astimezone() for key in ("renewed", "since"))
        except (*MISFITS, OSError, OverflowError):
            return None
        note = {key: "".join(sign for sign in value if sign.isprintable())[:_LONGEST] for key, value in note.items()}
        mine = (note["name"], note["computer"]) == (self._me["name"], self._me["computer"])
        return None if mine or abs(self._now() - renewed) > FRESH else note


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # nobody's process
        return "Quelqu'un"
