"""Signatures, each a line of `data/signoff.yml` (who validated what, when, and what it was then), and the stamp of a release."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from rapport.sources.located import Located
from rapport.sources.scalars import day

What = Literal["indicator", "table", "section"]
FILE = "data/signoff.yml"
LARGEST = 20 * 1024 * 1024  # bytes of what a packed signature unpacks to


@dataclass(frozen=True)
class Stamp:
    """What a release says of itself: its version, the day and the commit of its sources."""

    version: str
    day: date
    commit: str


class Apart(StrEnum):
    """Why a commit doesn't hold a file as the build reads it."""

    ABSENT = "absent"  # git ignores it, or doesn't follow it
    CHANGED = "changed"  # git was told not to look at it
    GONE = "gone"  # the commit has it, the folder not
    NESTED = "nested"  # it is in a repository of its own
    OUTSIDE = "outside"  # a link leads out of the repository


@dataclass(frozen=True)
class WorkTree:
    """The sources as git knows them: the commit and its day (None: there is none), the files that differ from it.

    ``apart`` are those that a build reads otherwise than the commit has them, without git saying so, and why.
    """

    commit: str = ""
    day: date | None = None
    changed: tuple[str, ...] = ()
    apart: Mapping[str, str] = field(default_factory=dict)


class Signature(Located):
    """Who validated what, and what it was: its parts in plain words (``seen``), or packed when they are many."""

    what: What = Field(description="indicator, table ou section")
    name: str = Field(description="Le nom de ce qui est signé")
    year: int = Field(description="L'édition")
    by: str = Field(min_length=1, description="Qui a signé")
    when: Annotated[date, BeforeValidator(day)] = Field(description="Quand, année-mois-jour")
    because: str = Field("", description="Pourquoi ce qui reste à confirmer est publié tel quel")
    seen: tuple[str, ...] = Field((), description="Ce qui a été signé")
    packed: str = Field("", description="La même chose, compressée")
    mark: str = Field(description="L'empreinte de la ligne")

    @property
    def parts(self) -> tuple[str, ...] | None:
        """Return what was signed, part by part; None when the line was altered."""
        if not self.packed:
            return self.seen
        try:
            unpacker = zlib.decompressobj()
            raw = unpacker.decompress(base64.b64decode(self.packed, validate=True), LARGEST)
            parts = json.loads(raw) if unpacker.eof else None
        except (ValueError, RecursionError, zlib.error):  # what JSON and Base64 raise are ValueErrors
            return None
        return tuple(map(str, parts)) if isinstance(parts, list) else None

    @property
    def intact(self) -> bool:
        """Tell whether the line is as it was written: nobody changed a name, a day or a value by hand."""
        parts = self.parts
        return parts is not None and self.mark == mark_of(
            self.what, self.name, self.year, self.by, self.when, self.because, parts
        )  # fmt: skip


def mark_of(what: str, name: str, year: int, by: str, when: date, because: str, parts: Sequence[str]) -> str:
    """Return the fingerprint of a signature."""
    text = json.dumps([what, name, year, by, when.isoformat(), because, *parts], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def packed(parts: Sequence[str]) -> str:
    """Return many parts as one short text."""
    return base64.b64encode(zlib.compress(json.dumps(list(parts), ensure_ascii=False).encode(), 9)).decode()
