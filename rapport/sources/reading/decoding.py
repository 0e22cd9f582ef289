"""Pictures read to their last pixel by Pillow, apart and within bounds; what was found of the same bytes is kept.

The tools that set a report either say in English what they couldn't read, at a line of a template, or show half of it.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path

from rapport.ground.cache import Cache, fingerprint, fingerprint_of
from rapport.ground.programs.second import Second
from rapport.ground.shared_folder import cache_of

TOOL = "Le lecteur des images"
SECONDS = 30.0  # for one picture; one of fifty million pixels takes two
MEMORY = 1_000_000_000
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
SOUND = "sound"
_TURN = 0x0112  # EXIF 2.32, 4.6.4: Orientation; 1 is upright
_AGAIN = "Copiez-la de nouveau, ou ouvrez-la dans un logiciel d'images et enregistrez-la."
FAULTS = {  # by what is found: the end of a French sentence, what to do
    "damaged": ("est abîmée ou incomplète : elle ne se lit pas jusqu'au bout.", _AGAIN),
    "animated": ("est animée : le papier n'en montrerait que la première vue.", "Enregistrez-en une seule vue."),
    "printed": ("est en couleurs d'imprimeur (CMJN) : le PDF archivable n'en veut pas.", "Enregistrez-la en couleurs RVB."),
    "turned": (
        "est redressée par une consigne (EXIF) que Word ne suit pas : elle y serait couchée.",
        "Ouvrez-la dans un logiciel d'images, tournez-la et enregistrez-la.",
    ),
}
LIGHT = {"turned"}  # what the page and the PDF show well


class Decoder:
    """Tells what is wrong with pictures; another Python reads those that it meets for the first time."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._second = Second(TOOL, SECONDS, MEMORY)

    def state_of(self, content: bytes, suffix: str) -> str:
        """Return the key of FAULTS for the content of a PNG, JPEG or WebP file, or SOUND.

        Raises Stopped when reading it goes beyond a bound of time or memory.
        """
        from importlib.metadata import version  # noqa: PLC0415 - only where there are pictures

        key = fingerprint("picture", suffix, hashlib.sha256(content).hexdigest(), _own(), version("pillow"))
        return self._cache.made(key, partial(self._read, content, suffix), _known).decode()

    def close(self) -> None:
        """End the other Python, if there is one."""
        self._second.close()

    def _read(self, content: bytes, suffix: str) -> bytes:
        return str(self._second.answer(state_of, content, suffix)).encode()


@contextmanager
def decoder(root: Path) -> Iterator[Decoder]:
    """Give the decoder of an edition for a while."""
    made = Decoder(Cache(cache_of(root)))
    try:
        yield made
    finally:
        made.close()


def state_of(content: bytes, suffix: str) -> str:
    """Return what `Decoder.state_of` does, at once: the whole picture is unpacked."""
    from PIL import Image  # noqa: PLC0415 - 60 ms, and in another Python alone

    try:
        # `verify` holds PNG's chunks to their checksums and spoils the picture for `sources/reading`, which reads every pixel.
        Image.open(BytesIO(content), formats=[FORMATS[suffix]]).verify()
        picture = Image.open(BytesIO(content), formats=[FORMATS[suffix]])
        views = 1 if picture.format in {"JPEG", "MPO"} else int(getattr(picture, "n_frames", 1))
        picture.load()
        if not _is_whole(content, suffix):
            return "damaged"
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - it raises SyntaxError, IndexError, OSError… at damaged files
        return "damaged"
    if views > 1:
        return "animated"
    if picture.mode == "CMYK":
        return "printed"
    return "turned" if picture.getexif().get(_TURN, 1) in range(2, 9) else SOUND


def _is_whole(content: bytes, suffix: str) -> bool:
    """Tell whether a picture has its end and all its rows: Pillow does without them."""
    if suffix in {".jpg", ".jpeg"}:
        end = content.rfind(b"\xff\xd9")  # what ends the file; what begins its last pixels
        return end > content.rfind(b"\xff\xda") and _pixels_of(content) == _pixels_of(content[:end] + _MORE + content[end:])
    return suffix != ".png" or _rows_are_whole(content)


_MORE = bytes(range(1, 250)) * 8  # would be read as pixels by a JPEG file that lacks some; what has them all passes over it


def _pixels_of(content: bytes) -> bytes:
    """Return what tells the pixels of a JPEG file from others."""
    from PIL import Image  # noqa: PLC0415 - in another Python alone

    return hashlib.sha256(Image.open(BytesIO(content), formats=["JPEG", "MPO"]).tobytes()).digest()


def _rows_are_whole(content: bytes) -> bool:
    """Tell whether a PNG file reaches its last chunk and holds every row (ISO/IEC 15948, 5.3, 8.1, 9)."""
    wide, high, depth, colour, _, _, laced = struct.unpack(">IIBBBBB", content[16:29])
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    passes = _ADAM7 if laced else ((0, 0, 1, 1),)
    sizes = [(-(-(wide - left) // across), -(-(high - top) // down)) for left, top, across, down in passes]
    wanted = sum(rows * (1 + -(-columns * bits // 8)) for columns, rows in sizes if columns > 0 and rows > 0)
    unpacked, at, kind = zlib.decompressobj(), 8, b""
    while kind != b"IEND":
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        if kind == b"IDAT":
            wanted -= len(unpacked.decompress(content[at + 8 : at + 8 + length], max(wanted, 1)))
        at += 12 + length
    return wanted <= 0 and at <= len(content)


# By pass of an interlaced PNG: the first column and row, the steps between columns and between rows (ISO/IEC 15948, 8.2).
_ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def _known(kept: bytes) -> bytes:
    if kept.decode() not in {SOUND, *FAULTS}:
        raise ValueError(kept)
    return kept


def _own() -> str:
    return fingerprint_of(Path(__file__))
