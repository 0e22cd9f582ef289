"""Pictures as they are in their files: where they really are, how many pixels a photograph says that it has."""

from __future__ import annotations

from collections.abc import Iterator
from os.path import realpath  # unlike Path's, it bears links that turn in a ring
from pathlib import Path

_SOI = 2  # bytes before the first segment of a JPEG
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the segments that begin a frame (ITU-T T.81, table B.1)


def place_of_picture(root: Path, name: str) -> Path:
    """Return where a picture really is, links followed."""
    return Path(realpath(root / name))


def pixels_of(data: bytes) -> tuple[int, int] | None:
    """Return the width and height, in pixels, that a PNG, JPEG or WebP picture announces; None when it announces none."""
    if data.startswith(b"\x89PNG"):
        return _big(data[16:20]), _big(data[20:24])
    if data.startswith(b"\xff\xd8"):
        return next(_frames(data), None)
    kind, rest = data[12:16], data[20:30]
    if kind == b"VP8X":  # RFC 9649, sections 2.5 to 2.7
        return _little(rest[4:7]) + 1, _little(rest[7:10]) + 1
    if kind == b"VP8L":
        bits = _little(rest[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    return (_little(rest[6:8]) & 0x3FFF, _little(rest[8:10]) & 0x3FFF) if kind == b"VP8 " else None


def _frames(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the width and height of each frame of a JPEG."""
    at = _SOI
    while data[at : at + 1] == b"\xff" and at + 9 <= len(data):
        if data[at + 1] in _FRAMES:
            yield _big(data[at + 7 : at + 9]), _big(data[at + 5 : at + 7])
        at += 1 if data[at + 1 : at + 2] == b"\xff" else 2 + _big(data[at + 2 : at + 4])  # a marker may be led by filling


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")
