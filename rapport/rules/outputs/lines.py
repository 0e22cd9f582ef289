"""The line of the authors' that a text of a finished file comes from."""

from __future__ import annotations

import re

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.rules.outputs.beside import bare
from rapport.sources.model import Piece

TELLING = 4  # letters that may tell a line from another
_BRACED = regex(r"\{[^{}\n]*\}|\]\([^()\n]*\)")


def line_of(piece: Piece, wanted: str) -> Place | None:
    """Return the line of a piece that says something, or calls it; None when no line is known to.

    The page may join what the text keeps apart (the cells of a table), and part its words: letters are compared, fewer and fewer.
    """
    lines = [letters_of(_BRACED.sub("", line)) for line in piece.markdown.split("\n")]
    first = letters_of(wanted)
    for length in (40, 20, 10) if len(first) >= TELLING else ():
        for number, line in enumerate(lines, 1):
            if first[:length] in line:
                return piece.origin(number)
    return None


def letters_of(text: str) -> str:
    """Return the letters and the digits of a text."""
    return re.sub(r"[\W_]", "", bare(text))
