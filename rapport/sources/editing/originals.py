"""An author's file as it was saved: its bytes, its encoding, its byte order mark, its line ends."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from rapport.ground import regular
from rapport.ground.problems import AuthorError


class Unencodable(AuthorError):  # noqa: N818 - the author's file, told as a problem
    """A file's encoding lacks a character of its new text."""

    def __init__(self, path: str, character: str) -> None:
        said = f"{path} est enregistré en Windows-1252, qui n'a pas le caractère « {character} »."
        super().__init__(said, "Enregistrez ce fichier en UTF-8, puis recommencez.")


@dataclass(frozen=True)
class Original:
    """A file's bytes, and the text that they are; line ends are as in the file, the byte order mark isn't part of it."""

    path: str  # from the edition's root
    raw: bytes
    text: str
    encoding: str
    mark: bytes = b""

    @classmethod
    def read(cls, root: Path, path: str) -> Original:
        """Return a file that load could read; raises OSError when it is gone since."""
        raw = regular.read(root / path)
        mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        try:
            return cls(path, raw, raw[len(mark) :].decode("utf-8"), "utf-8", mark)
        except UnicodeDecodeError:
            return cls(path, raw, raw[len(mark) :].decode("cp1252", errors="surrogateescape"), "cp1252", mark)

    def encoded(self, text: str) -> bytes:
        """Return a new text as this file saves it; raises Unencodable."""
        try:
            return self.mark + text.encode(self.encoding, errors="strict" if self.encoding == "utf-8" else "surrogateescape")
        except UnicodeEncodeError as error:
            raise Unencodable(self.path, text[error.start]) from error


def line_end_of(text: str) -> str:
    """Return the line end that a text uses; that of its first line, should it use several."""
    first = text.partition("\n")[0]
    return "\r\n" if first.endswith("\r") and len(first) < len(text) else "\n"
