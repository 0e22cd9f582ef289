"""How wide a text is once set, and where to break it: Vega itself neither wraps nor reserves room."""

from __future__ import annotations

from functools import cache
from typing import Final
from unicodedata import normalize

# Advance widths of IBM Plex Sans Regular, in thousandths of the letter size; fonts of the same kind differ little.
_ADVANCES: Final = {
    120: "\u202f",
    240: " 'ij\u00a0",
    280: "!,.l’",
    300: ":;",
    330: "[]f|·(){}²",
    360: "rt",
    390: "/\\-I",
    440: '"*',
    480: "?sz°",
    510: "Lcvxy",
    540: "Jgk«»ae",
    570: "F_hnouESTZbdpq–",
    600: "$+0123456789<=>PVY^`~−",
    640: "ACKRX€",
    680: "BDU",
    720: "&GHNOQ#",
    770: "w—",
    820: "M→…",
    880: "mæ",
    930: "@W%œ",
    980: "Œ",
}
_ADVANCE_OF: Final = {letter: width for width, letters in _ADVANCES.items() for letter in letters}
_BOLD: Final = 1.05
LEADING: Final = 1.2
_ENDLESS: Final = 30  # letters: no word of the language is as long, and no room for labels as wide


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in pixels of a line set at `size` pixels."""
    thousandths = sum(_advance(letter) for letter in text)
    return thousandths * size / 1000 * (_BOLD if bold else 1)


def widest(lines: list[str], size: float, *, bold: bool = False) -> float:
    """Return the width of the longest of several lines."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the lines of a text that hold in `width` pixels, of even lengths; no-break spaces hold.

    A word wider than the room keeps its line to itself: widen the room rather than cut a word.
    """
    lines = _filled(text, width, size, bold=bold)
    room = width
    while room > width / 2 and len(evener := _filled(text, room - 4, size, bold=bold)) == len(lines) > 1:
        if widest(evener, size, bold=bold) > room - 4:
            break
        lines, room = evener, room - 4
    return lines


def widest_word(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width below which a text cannot be wrapped."""
    return widest(_pieces(text), size, bold=bold)


def _filled(text: str, width: float, size: float, *, bold: bool) -> list[str]:
    lines = [""]
    for piece in _pieces(text):
        longer = lines[-1] + piece
        if lines[-1] and text_width(longer.rstrip(" "), size, bold=bold) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return [line.rstrip(" ") for line in lines]


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a plain space, or after a hyphen or slash between letters, or in an endless word."""
    pieces = [""]
    for index, letter in enumerate(text):
        pieces[-1] += letter
        inside_word = letter in "-/" and text[index - 1 : index].isalpha() and text[index + 1 : index + 2].isalpha()
        endless = len(pieces[-1]) == _ENDLESS and text[index + 1 : index + 2].isalnum()
        if (letter == " " or inside_word or endless) and index < len(text) - 1:
            pieces.append("")
    return pieces


@cache
def _advance(letter: str) -> int:
    return _ADVANCE_OF.get(letter) or _ADVANCE_OF.get(normalize("NFD", letter)[0], 600)
