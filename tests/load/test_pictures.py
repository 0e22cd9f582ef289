"""A picture just over each bound, in each format, is told where it is asked for; just under, nothing is said."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rapport.load import pictures
from rapport.load.pictures import PIXELS, SIDE, excess_of

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
def test_pixels(name: str, tmp_path: Path):
    path = tmp_path / f"une.{name}"
    path.write_bytes(KINDS[name](5000, PIXELS // 5000))
    assert excess_of(path) is None
    path.write_bytes(KINDS[name](5001, PIXELS // 5000))
    said, hint = excess_of(path) or ("", "")
    assert said.startswith(f"fait 5\u202f001 × {PIXELS // 5000:,} pixels".replace(",", "\u202f"))
    assert hint


def test_one_side(tmp_path: Path):
    path = tmp_path / "bande.png"
    path.write_bytes(png(1, SIDE))
    assert excess_of(path) is None
    path.write_bytes(png(1, SIDE + 1))
    assert excess_of(path)


def test_a_header_cut_short_is_somebody_elses_to_tell(tmp_path: Path):
    for name, content in (("a.png", b"\x89PNG"), ("b.jpg", b"\xff\xd8\xff\xc0"), ("c.webp", b"RIFF    WEBPVP8 ")):
        (tmp_path / name).write_bytes(content)
        assert excess_of(tmp_path / name) is None


G = "<g>"
DRAWINGS = {
    "elements": ("<g/>" * 4, "<g/>" * 5, "a plus de 5 éléments"),
    "levels": ("<g><g><g/></g></g>", "<g><g><g><g/></g></g></g>", "emboîte plus de 4 niveaux"),
    "uses": ('<g id="a"/>' + '<use href="#a"/>' * 2, '<g id="a"/>' + '<use href="#a"/>' * 3, "emploie plus de 2 fois"),
    "a use in a use": (
        '<g id="a"/><g id="b"><use href="#a"/></g>', '<g id="b"><use href="#a"/></g><use xlink:href="#b"/>', "forme employée",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWINGS)
def test_drawings(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    within, beyond, said = DRAWINGS[name]
    monkeypatch.setattr(pictures, "ELEMENTS", 5)
    monkeypatch.setattr(pictures, "DEEPEST", 4)
    monkeypatch.setattr(pictures, "USES", 2)
    path = tmp_path / "dessin.svg"
    path.write_text(f'<svg xmlns="x" xmlns:xlink="y">{within}</svg>', "utf-8")
    assert excess_of(path) is None
    path.write_text(f'<svg xmlns="x" xmlns:xlink="y">{beyond}</svg>', "utf-8")
    assert said in (excess_of(path) or ("",))[0]


def test_entities_are_refused(tmp_path: Path):
    path = tmp_path / "dessin.svg"
    path.write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "utf-8")
    assert excess_of(path) == ("déclare des entités XML", pictures._SIMPLER)


def test_it_is_told_where_the_picture_is_asked_for(petite: Path, run: Run):
    (petite / "assets/grande.png").write_bytes(png(SIDE + 1, 10))
    path = petite / "content/ateliers.md"
    path.write_text(path.read_text("utf-8").replace("assets/etabli.svg", "assets/grande.png"), "utf-8")
    outcome = run(petite, "check")
    assert outcome.code == 1
    assert "content/ateliers.md:18:1: erreur LNK09 L'image « assets/grande.png » fait 20\u202f001 × 10 pixels" in outcome.out


def test_a_logo_is_held_to_the_same_bounds(petite: Path, run: Run):
    (petite / "assets/logo.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]><svg viewBox="0 0 1 1">&a;</svg>', "utf-8")
    assert "assets/_brand.yml:5:3: erreur LEC10 Le logo assets/logo.svg déclare des entités XML." in run(petite, "check").out
