"""A picture just over each bound, in each format, is told where it is asked for; just under, nothing is said."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.sources.reading.pictures import PIXELS, SIDE, excess_of, size_of

Run = Callable[..., Any]


def png(wide: int, high: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", wide, high) + b"\x08\x02\0\0\0" + b"IEND\xaeB`\x82"


def jpeg(wide: int, high: int) -> bytes:
    segments = b"\xff\xe0\x00\x04ab" + b"\xff\xff\xc4\x00\x02"  # another segment, a fill byte, a table
    return b"\xff\xd8" + segments + b"\xff\xc2" + struct.pack(">HBHH", 17, 8, high, wide) + b"\x03" + b"\0" * 12 + b"\xff\xd9"


def webp(kind: bytes, inside: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", 22) + b"WEBP" + kind + struct.pack("<I", 10) + inside.ljust(10, b"\0")


def extended(wide: int, high: int) -> bytes:
    return webp(b"VP8X", b"\0" * 4 + (wide - 1).to_bytes(3, "little") + (high - 1).to_bytes(3, "little"))


def lossless(wide: int, high: int) -> bytes:
    return webp(b"VP8L", b"\x2f" + ((wide - 1) | (high - 1) << 14).to_bytes(4, "little"))


def lossy(wide: int, high: int) -> bytes:
    return webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", wide, high))


KINDS = {"png": png, "jpg": jpeg, "extended.webp": extended, "lossless.webp": lossless, "lossy.webp": lossy}


@pytest.mark.parametrize("name", KINDS)
def test_pixels(name: str):
    assert size_of(KINDS[name](5000, PIXELS // 5000)) == (5000, PIXELS // 5000)
    assert excess_of((5000, PIXELS // 5000)) == ""
    said = excess_of(size_of(KINDS[name](5001, PIXELS // 5000)) or (0, 0))
    assert said.startswith(f"fait 5\u202f001 × {PIXELS // 5000:,} pixels".replace(",", "\u202f"))


def test_one_side():
    assert excess_of((1, SIDE)) == ""
    assert excess_of((1, SIDE + 1))


@pytest.mark.parametrize("content", [b"\x89PNG", b"\xff\xd8\xff\xc0", b"RIFF    WEBPVP8 "])
def test_a_header_cut_short_says_no_size(content: bytes):
    assert size_of(content) is None


def test_it_is_told_where_the_picture_is_asked_for(petite: Path, run: Run):
    (petite / "assets/grande.png").write_bytes(png(SIDE + 1, 10))
    path = petite / "content/ateliers.md"
    path.write_text(path.read_text("utf-8").replace("assets/etabli.svg", "assets/grande.png"), "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert "content/ateliers.md:18:1: erreur LNK09 L'image « assets/grande.png » fait 20\u202f001 × 10 pixels" in outcome.out
