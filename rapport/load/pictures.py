"""How large a picture is once it is unpacked: a small file may hold a billion pixels, or a drawing of a billion shapes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from rapport import regular

PIXELS = 50_000_000  # of a picture; a page at 300 dpi, bleed included, has nine million
SIDE = 20_000  # pixels
ELEMENTS = 50_000  # of an SVG drawing
DEEPEST = 64  # levels of its elements
USES = 1_000  # <use> of its shapes
_SMALLER = "Réduisez-la : 2\u202f500 pixels de large suffisent, pour l'écran comme pour le papier."
_SIMPLER = "Simplifiez-la dans un logiciel de dessin, ou exportez-la en PNG."
_MARKER = 0xFF  # what begins each part of a JPEG file
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})  # JPEG markers that give the size (SOF0 to SOF15)
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers that nothing follows


def excess_of(path: Path) -> tuple[str, str] | None:
    """Return what a picture has too much of, and what to do (French); None when all is well, or when it can't be told."""
    content = regular.read(path)
    if path.suffix.lower() == ".svg":
        said = _excess_of_drawing(content)
        return (said, _SIMPLER) if said else None
    size = _size_of(content)
    if size and (size[0] * size[1] > PIXELS or max(size) > SIDE):
        most = f"{_counted(PIXELS // 1_000_000)} millions au plus, {_counted(SIDE)} de côté"
        return f"fait {_counted(size[0])} × {_counted(size[1])} pixels ; {most}", _SMALLER
    return None


def _size_of(content: bytes) -> tuple[int, int] | None:
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


class _TooMuch(Exception):  # noqa: N818 - the end of a reading
    pass


def _excess_of_drawing(content: bytes) -> str:
    """Return what an SVG drawing has too much of (French, the end of a sentence), empty when all is well."""
    depth = elements = 0
    inside: list[str] = []  # ids of the elements around
    uses: list[tuple[str, str]] = []  # an id of an element, and what is used inside it

    def opens(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth, elements = depth + 1, elements + 1
        inside.append(attributes.get("id", ""))
        if elements > ELEMENTS:
            raise _TooMuch(f"a plus de {_counted(ELEMENTS)} éléments")
        if depth > DEEPEST:
            raise _TooMuch(f"emboîte plus de {DEEPEST} niveaux d'éléments")
        if name.rpartition(":")[2] == "use":
            target = next((value[1:] for key, value in attributes.items() if key.rpartition(":")[2] == "href"), "")
            uses.extend((around, target) for around in {*inside, ""})
            if sum(not around for around, _ in uses) > USES:
                raise _TooMuch(f"emploie plus de {_counted(USES)} fois une forme (<use>)")

    def closes(_: str) -> None:
        nonlocal depth
        depth -= 1
        inside.pop()

    def refuse(*_: object) -> None:
        raise _TooMuch("déclare des entités XML")

    reader = expat.ParserCreate()
    reader.StartElementHandler, reader.EndElementHandler, reader.EntityDeclHandler = opens, closes, refuse
    try:
        reader.Parse(content, True)
    except _TooMuch as excess:
        return str(excess)
    except expat.ExpatError:
        return ""  # Typst tells it
    users = {around for around, _ in uses} - {""}
    return "emploie une forme (<use>) dans une forme employée" if users & {target for _, target in uses} else ""


def _counted(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
