"""Pictures as they are in their files: where they really are, how many pixels they would unpack to."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from os.path import realpath  # unlike Path's, it bears links that turn in a ring
from pathlib import Path

from rapport.ground import regular

PIXELS = 50_000_000  # of a picture; a page at 300 dpi, bleed included, has nine million
SIDE = 20_000  # pixels
_MARKER = 0xFF  # what begins each part of a JPEG file
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # JPEG markers that give the size (SOF0 to SOF15)
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers that nothing follows


def place_of_picture(root: Path, name: str) -> Path:
    """Return where a picture really is, links followed."""
    return Path(realpath(root / name))


def excess_of(size: tuple[int, int]) -> str:
    """Return how a width and a height in pixels are too large (French, the end of a sentence), empty when they aren't."""
    if size[0] * size[1] <= PIXELS and max(size) <= SIDE:
        return ""
    most = f"{_counted(PIXELS // 1_000_000)} millions au plus, {_counted(SIDE)} de côté"
    return f"fait {_counted(size[0])} × {_counted(size[1])} pixels ; {most}."


def size_of(content: bytes) -> tuple[int, int] | None:
    """Return the width and the height in pixels that a PNG, JPEG or WebP file declares, None when it doesn't."""
    try:
        if content.startswith(b"\x89PNG"):
            wide, high = struct.unpack(">II", content[16:24])
            return wide, high
        if content.startswith(b"\xff\xd8"):
            return next(_frames(content), None)
        if content[8:12] == b"WEBP":
            return _size_of_webp(content)
    except (struct.error, IndexError):
        pass
    return None


def size_in(path: Path, most: int) -> tuple[int, int] | None:
    """Return the width and the height in pixels of a picture's file of at most so many bytes; None when it can't be told."""
    try:
        size = size_of(regular.read(path, most))
    except OSError:
        return None
    return size if size and min(size) > 0 else None


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield the sizes that the frames of a JPEG file declare (ITU T.81, B.2.2)."""
    at = 2
    while at + 9 < len(content):
        if content[at] != _MARKER:
            return
        marker = content[at + 1]
        if marker in _ALONE or marker == _MARKER:
            at += 1 if marker == _MARKER else 2
            continue
        if marker in _FRAMES:
            high, wide = struct.unpack(">HH", content[at + 5 : at + 9])
            yield wide, high
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")


def _size_of_webp(content: bytes) -> tuple[int, int] | None:
    """Return the size of the canvas of a WebP file (RFC 9649, 2.5 to 2.7)."""
    kind, inside = content[12:16], content[20:30]
    if kind == b"VP8X":
        return int.from_bytes(inside[4:7], "little") + 1, int.from_bytes(inside[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(inside[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        wide, high = struct.unpack("<HH", inside[6:10])
        return wide & 0x3FFF, high & 0x3FFF
    return None


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
