"""The PostScript names of font files: the name by which Typst tells one from another."""

from __future__ import annotations

import struct
from pathlib import Path

_POSTSCRIPT = 6  # its number among the names of a font
_MOST_TABLES, _MOST_NAMES = 256, 4096


def postscript_name(path: Path) -> str:
    """Return the PostScript name of a font (OpenType, table « name »), empty when it can't be read.

    fontTools reads it too, but takes a tenth of a second to be loaded, at each check.
    """
    try:
        with path.open("rb") as file:
            (tables,) = struct.unpack(">4xH6x", file.read(12))
            records = [struct.unpack(">4s4xII", file.read(16)) for _ in range(min(tables, _MOST_TABLES))]
            start, length = next((start, length) for tag, start, length in records if tag == b"name")
            file.seek(start)
            held = file.read(min(length, 1 << 20))
    except (OSError, struct.error, StopIteration):
        return ""
    return _name_in(held)


def _name_in(held: bytes) -> str:
    try:
        count, texts = struct.unpack_from(">2xHH", held)
        for number in range(min(count, _MOST_NAMES)):
            platform, _, _, name, length, start = struct.unpack_from(">6H", held, 6 + 12 * number)
            if name == _POSTSCRIPT:
                told = held[texts + start : texts + start + length]
                return told.decode("latin-1" if platform == 1 else "utf-16-be", "replace").strip("\0 ")
    except struct.error:
        pass
    return ""
