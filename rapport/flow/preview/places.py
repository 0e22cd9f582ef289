"""From a paragraph on screen back to the line that its author wrote, and from a line to what shows it on screen."""

from __future__ import annotations

import re

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.sources.model import Manuscript, Piece

_SYNTAX = regex(r"\]\((?:[^)\n\]]|\](?!\())*+\)|\{[^{}\n]*\}|^:::.*$", re.MULTILINE)
_LONGEST = 60  # letters compared: enough to tell a paragraph from all others
_SHORTEST = 3


def place_of(manuscript: Manuscript | None, section: str, text: str) -> dict[str, str | int]:
    """Return the file and the line of a text of a section, empty when nobody wrote it.

    Letters and digits alone are compared, in lower case without accents: typography and marks change the rest.
    """
    piece = next((piece for piece in manuscript.pieces if piece.id == section), None) if manuscript else None
    wanted = _letters(text)[:_LONGEST]
    if piece is None or len(wanted) < _SHORTEST:
        return {}
    line = _line_of(piece, wanted)
    if not line:
        return {}
    place = piece.origin(line)
    return {"file": place.path, "line": place.line, "place": f"{place.path}:{place.line}"}


def seen_at(manuscript: Manuscript | None, place: Place, said: str = "") -> dict[str, str]:
    """Return what shows a place on screen: the section and the letters of its line, or the number that a remark names."""
    if found := _NUMBER.match(said):
        return {"ref": found[1]}
    for section, line in manuscript.lines_by_place.get((place.path, place.line), ()) if manuscript else ():
        if len(text := _letters(_SYNTAX.sub("", line))) >= _SHORTEST:
            return {"section": section, "text": text[:_LONGEST]}
    return {}


_NUMBER = regex(r"([^=()]{1,200}) = ")


def _line_of(piece: Piece, wanted: str) -> int:
    """Return the line (from 1) of a piece where a text begins, 0 when it isn't there."""
    letters, lines = "", []
    for number, line in enumerate(piece.markdown.split("\n"), 1):
        own = _letters(_SYNTAX.sub("", line))
        letters += own
        lines += [number] * len(own)
    found = letters.find(wanted)
    return lines[found] if found >= 0 else 0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", french.folded(text))
