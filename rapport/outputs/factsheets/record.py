"""What was made of the factsheets: files laid one by one, a journal that a stopped run leaves, then a manifest and an index.

A factsheet stands as long as what it says, its template and its files are those of the journal or of the manifest.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from rapport.ground.cache import MISFITS, shaped
from rapport.outputs.factsheets.setting import Made
from rapport.outputs.publish import write_whole

MANIFEST, JOURNAL, MAIL, INDEX = "manifeste.json", ".journal.jsonl", "publipostage.csv", "index.html"
_SHAPE = {"id": str, "name": str, "slug": str, "given": str, "pdf": str, "page": str, "pages": int}
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula


class PlaceTakenError(OSError):
    """Refusal of the place of one factsheet (a folder stands there, a reader holds the file): all others can be laid."""


@dataclass(frozen=True, slots=True)
class KeptFactsheet:
    """A factsheet that stands: whose it is, the fingerprints of what it says and of its files."""

    id: str
    name: str
    slug: str
    given: str
    pdf: str
    page: str
    pages: int


class Record:
    """The folder of one kind of factsheet; only its own files in it are ever written or removed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.entries = {**_entries(folder / MANIFEST), **_entries(folder / JOURNAL)}
        self.stopped = (folder / JOURNAL).exists()  # the last run didn't come to its end

    def is_current(self, id_: str, given: str) -> bool:
        """Tell whether a factsheet that says the same is there, file by file as it was written."""
        entry = self.entries.get(id_)
        if entry is None or entry.given != given:
            return False
        kept = ((f"{entry.slug}.pdf", entry.pdf), (f"{entry.slug}.html", entry.page))
        return all(_mark_of_file(self.folder / name) == mark for name, mark in kept)

    def begin(self) -> None:
        """Begin a run; raises OSError when the folder can't be written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / JOURNAL).touch()

    def keep(self, id_: str, name: str, given: str, made: Made) -> None:
        """Lay the files of a factsheet, each whole or not at all, and note it; raises OSError.

        PlaceTakenError is of this factsheet alone, of which nothing that can be removed is left.
        """
        try:
            _laid(self.folder / f"{made.slug}.pdf", made.pdf)
            _laid(self.folder / f"{made.slug}.html", made.page)
        except PlaceTakenError:
            for slug in {made.slug, self.entries.pop(id_).slug if id_ in self.entries else made.slug}:
                for path in self._files(slug):
                    with suppress(OSError):
                        path.unlink()
            raise
        entry = KeptFactsheet(id_, name, made.slug, given, _mark(made.pdf), _mark(made.page), made.pages)
        before = self.entries.get(id_)
        if before is not None and before.slug != made.slug:
            self._remove(before.slug)
        self.entries[id_] = entry
        with (self.folder / JOURNAL).open("a", encoding="utf-8", newline="\n") as journal:
            journal.write(json.dumps(asdict(entry), ensure_ascii=False) + "\n")

    def drop(self, id_: str) -> None:
        """Remove the factsheet of a member that has none any more, or whose new one couldn't be made."""
        if (entry := self.entries.pop(id_, None)) is not None:
            self._remove(entry.slug)

    def end(self, order: Sequence[str], index: str, mail: Iterable[Sequence[str]], inputs: str) -> None:
        """Write the manifest, the index and the list for mail merge, all or none; the journal is of no use any more."""
        kept = [asdict(self.entries[id_]) for id_ in order if id_ in self.entries]
        manifest = json.dumps({"inputs": inputs, "factsheets": kept}, ensure_ascii=False, indent=1)
        write_whole({
            self.folder / INDEX: index.encode(), self.folder / MAIL: _csv(mail), self.folder / MANIFEST: manifest.encode(),
        })  # fmt: skip
        (self.folder / JOURNAL).unlink(missing_ok=True)

    def inputs(self) -> str:
        """Return the fingerprint of all that the last complete run was made from."""
        with suppress(*MISFITS, OSError):
            return str(json.loads((self.folder / MANIFEST).read_text("utf-8")).get("inputs", ""))
        return ""

    def _remove(self, slug: str) -> None:
        for path in self._files(slug):
            path.unlink(missing_ok=True)

    def _files(self, slug: str) -> list[Path]:
        """Return the files of a factsheet; a folder in the place of one is somebody else's."""
        both = [self.folder / f"{slug}.{ending}" for ending in ("pdf", "html")]
        return [path for path in both if path.is_symlink() or not path.is_dir()]


def _entries(path: Path) -> dict[str, KeptFactsheet]:
    """Return the factsheets of a manifest or of a journal by identifier; a line cut short counts for nothing."""
    found: dict[str, KeptFactsheet] = {}
    try:
        text = path.read_text("utf-8")
        lines = [json.dumps(one) for one in json.loads(text)["factsheets"]] if path.name == MANIFEST else text.splitlines()
    except (*MISFITS, OSError):
        return {}
    for line in lines:
        with suppress(*MISFITS):
            entry = KeptFactsheet(**shaped(line, _SHAPE))
            if "/" not in entry.slug and "\\" not in entry.slug:
                found[entry.id] = entry
    return found


def _laid(path: Path, content: bytes) -> None:
    """Lay a file; raises OSError, PlaceTakenError when the draft could be written beside the place and not put there."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(content)
        try:
            os.replace(draft, path)  # noqa: PTH105 - the same as Path's
        except (IsADirectoryError, PermissionError) as error:  # Windows gives the second for a folder, and for a file in use
            taken = errno.EISDIR if path.is_dir() else error.errno
            raise PlaceTakenError(taken, error.strerror, str(path)) from error
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()


def _mark_of_file(path: Path) -> str:
    try:
        return _mark(path.read_bytes())
    except OSError:
        return ""


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as a CSV that a French spreadsheet opens, where nothing passes for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerows([f"'{cell}" if cell.startswith(_RISKY) else cell for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def mark_of(given: Mapping[str, Any] | str, *others: str) -> str:
    """Return the fingerprint of what a factsheet says, and of what it is made with."""
    told = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, sort_keys=True)
    return _mark("\0".join([told, *others]).encode())
