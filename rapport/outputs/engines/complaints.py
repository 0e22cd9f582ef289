"""Where an author wrote what a tool complains of: outside tools only know the manuscript and what is made of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import accumulate
from urllib.parse import unquote

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.ground.programs.failure import ToolFailed
from rapport.sources.model import Manuscript, Piece

AT = regex(r"([\w.-]+\.(?:typ|qmd|md)):(\d+)(?::(\d+))?")
_LINE = regex(r"\bline (\d+),? column \d")
# A label, a path; quoted words that aren't the name of a function.
_QUOTED = regex(r"`<([^>\n]+)>`|((?:charts|assets)/[^:\s\"'`()]+)|[\"'`“«]\s*([^\"'`”»<>\n]*[\s/#-][^\"'`”»<>\n]*?)\s*[\"'`”»]")
_OUTSIDE = regex(r"(L'image|Le lien) « (.*) » (?:n'est pas dans assets/|n'existe pas|ne mène nulle part)\.")  # paths.lua
_MENDED = {
    "L'image": "Déposez-la dans assets/ : ![…](assets/photo.jpg).",
    "Le lien": "Une adresse commence par https://, mailto:, tel: ou #.",
}
_ERROR = regex(r"(?:^|(?<=\.\.\.))\[?(?:ERROR|error|Error)\b.*", re.MULTILINE)
_SHOWN = 12  # lines of a tool's own words shown to the author
_WORD = regex(r"\w{3,}")
_AROUND = 60  # characters of a long line that say which part of it is meant


@dataclass(frozen=True)
class Document:
    """A text made of the manuscript: the name of each line's piece, empty for what no author wrote."""

    lines: Sequence[str]
    pieces: Sequence[str]

    @classmethod
    def of_fragments(cls, text: str, fragments: Mapping[str, str]) -> Document:
        """Return a document that holds the fragments as they are, each found where the one before it ends."""
        pieces, position = [""] * (text.count("\n") + 1), 0
        for name, fragment in fragments.items():
            if fragment and (start := text.find(fragment, position)) >= 0:
                first = text.count("\n", 0, start)
                count = fragment.count("\n") + 1
                pieces[first : first + count] = [name] * count
                position = start + len(fragment)
        return cls(text.split("\n"), pieces)

    @classmethod
    def of_marked(cls, text: str, marker: re.Pattern[str], after: int = 0) -> Document:
        """Return a document where a marker line begins each piece, and so many lines are after the last one."""
        lines, pieces, name = text.split("\n"), [], ""
        for line in lines:
            found = marker.fullmatch(line)
            name = found[1] if found else name
            pieces.append(name)
        texts = max(len(lines) - after, 0)
        return cls(lines, [*pieces[:texts], *[""] * (len(lines) - texts)])


def refusal(
    tool: str, said: str, place: Place | None = None, after: str = "", sentence: str = "", *, passing: bool = False
) -> ToolFailed:
    """Return a tool's refusal: the line that says what went wrong, then its own words from there on."""
    if outside := _OUTSIDE.search(said):
        return ToolFailed(tool, outside[0], _MENDED[outside[1]], place=place, sentence=outside[0])
    found = _ERROR.search(said)
    lines = [line.rstrip() for line in said[found.start() if found else 0 :].split("\n")]
    lines = [line for line in lines if line and not line.lstrip().startswith("at ")]  # not the way through its own code
    shown = lines[:_SHOWN] if found else lines[-_SHOWN:]
    told = (shown[0] if found else shown[-1]).strip() if shown else "sans un mot"
    if told.endswith(":") and len(shown) > 1 and found:  # « Error running filter x.lua: », and what it is on the next line
        told = shown[1].strip()
    hint = "\n    ".join([*shown, *filter(None, [after])])
    return ToolFailed(tool, told, hint, place=place, sentence=sentence, passing=passing)


def place_of(said: str, manuscript: Manuscript, documents: Mapping[str, Document], origins: Sequence[Place] = ()) -> Place | None:
    """Return the author's place behind what a tool said, None when nothing of it leads there.

    ``documents`` are the texts made of the manuscript, by file name; ``origins`` the place behind each line of the
    manuscript as the tool read it.
    """
    pieces = {piece.id: piece for piece in manuscript.pieces}
    return next(
        (
            place
            for place in (
                *_at_lines(said, pieces, documents, origins),
                *_at_quotes(said, manuscript.pieces),
            )
            if place.path
        ),
        None,
    )


def _at_lines(
    said: str, pieces: Mapping[str, Piece], documents: Mapping[str, Document], origins: Sequence[Place]
) -> Iterator[Place]:
    """Yield the places of the lines that the tool names: a compiler tells the template's first, then the text's own."""
    for found in AT.finditer(said):
        name, line, column = found[1], int(found[2]) - 1, int(found[3] or 1) - 1
        if (document := documents.get(name)) and 0 <= line < len(document.lines) and (piece := pieces.get(document.pieces[line])):
            text = document.lines[line]
            yield _likest(piece, text[max(0, column - _AROUND // 4) : column + _AROUND], text)
        elif name.endswith(".qmd") and 0 <= line < len(origins):
            yield origins[line]
    for found in _LINE.finditer(said) if origins else ():
        if 0 < int(found[1]) <= len(origins):
            yield origins[int(found[1]) - 1]


def _likest(piece: Piece, *texts: str) -> Place:
    """Return the place of the line of a piece that has most words in common with a text; rare words count most."""
    words = [set(_WORD.findall(line)) for line in piece.markdown.split("\n")]
    seen = Counter(word for line in words for word in line)
    for text in texts:
        wanted = set(_WORD.findall(text))
        weights = [sum(1 / seen[word] for word in line & wanted) for line in words]
        if (best := max(weights)) > 0:
            return piece.origin(weights.index(best) + 1)
    return piece.origin(1)


def _at_quotes(said: str, pieces: Sequence[Piece]) -> Iterator[Place]:
    """Yield the place of the first line that holds a name which the tool quotes: a picture, a link, a word."""
    outside = _OUTSIDE.search(said)
    names = [outside[2]] if outside else [(found[1] or found[2] or found[3]).strip() for found in _QUOTED.finditer(said)]
    for name in names:
        for piece in pieces:
            for number, line in enumerate(piece.markdown.split("\n"), 1):
                if name in line:
                    yield piece.origin(number)
                    break
    for name in names:
        yield from (piece.origin(found) for piece in pieces if (found := _line_as_read(piece, _as_read(name))))


def _line_as_read(piece: Piece, name: str) -> int:
    """Return the line (from 1) of a piece where a name begins, however it was escaped there; 0 when it isn't there."""
    lines = [_as_read(line) for line in piece.markdown.split("\n")]
    found = "".join(lines).find(name) if name else -1
    return bisect_right([0, *accumulate(map(len, lines))], found) if found >= 0 else 0


def _as_read(text: str) -> str:
    """Return a text as a reader of Markdown understands it, less its spaces: entities, escapes, percent codes undone."""
    return re.sub(r"[\\\s>]", "", unquote(unescape(text)))
