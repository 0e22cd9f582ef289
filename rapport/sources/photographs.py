"""The frames of photographs in a text: blocks `::: {.photo …}` with a picture, its credit, and a brief for who will take it.

    ::: {.photo credit="Prénom NOM" brief="Deux salariés au tri, de face"}
    ![Deux salariés trient des vélos](assets/photos/velos.jpg){crop=3:2 focus=top}

    La déchetterie de Montreuil, en mai.
    :::

A frame with a brief may wait for its file: a draft shows the brief in its place, a release nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rapport.ground.addresses import path_of
from rapport.ground.markdown.fences import without_code_blocks
from rapport.ground.markdown.targets import Target, targets_in
from rapport.ground.patterns import regex
from rapport.sources.framing import Framing, framings_in
from rapport.sources.model import Report, Row

RATIO = (3, 2)  # of a frame whose picture has no crop
_FRAME = regex(
    r"^[ \t]*:{3,}[ \t]*(?:\{[ \t]*\.photo(?P<typed>(?:[ \t](?:\"[^\"\n]*\"|[^{}\n\"])*)?)\}|photo)[ \t]*$"
    r"(?P<inside>(?:\n(?![ \t]*:{3,})[^\n]*)*)\n[ \t]*:{3,}[ \t]*$",
    re.MULTILINE,
)
_PICTURE = regex(
    r"(?<=\n) {0,3}!\[(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*+\]"
    r"\((?:<[^<>\n]*>|[^()\s]|\([^()\s]*\))*+(?: \"[^\"\n]*\")?\)(?:\{[^{}\n]*\})?[ \t]*(?=\n[ \t]*(?:\n|:{3}))"
)
_SETTING = regex(r"(?P<name>[^\W\d][\w-]*)=(?:\"(?P<quoted>[^\"\n]*)\"|(?P<bare>[^\s\"]*))|(?P<other>\S+)")


class Photograph(NamedTuple):
    """A frame: where its block begins and ends, what its fence says with the offset of each word, its pictures."""

    start: int
    end: int
    settings: tuple[tuple[int, str, str], ...]  # offset, name (empty where there is none), value
    pictures: tuple[Target, ...]
    framing: Framing | None
    alone: bool  # its first picture is a paragraph of its own

    @property
    def attributes(self) -> Mapping[str, str]:
        """Return what the fence says, by name."""
        return {name: value.strip() for _, name, value in self.settings}

    @property
    def path(self) -> str | None:
        """Return the path of its picture, None when it has none, or several."""
        return path_of(self.pictures[0].address) if len(self.pictures) == 1 else None

    @property
    def ratio(self) -> tuple[int, int]:
        """Return the proportion of the frame."""
        crop = self.framing.crop if self.framing else None
        return crop[:2] if crop else RATIO


@lru_cache(maxsize=1024)
def photographs_in(text: str) -> tuple[Photograph, ...]:
    """Return the frames of a text, in order."""
    if "photo" not in text:
        return ()
    prose, found = without_code_blocks(text), []
    for block in _FRAME.finditer(prose):
        settings = tuple(
            (block.start("typed") + one.start(), one["name"] or "", one["other"] or one["quoted"] or one["bare"] or "")
            for one in _SETTING.finditer(block["typed"] or "")
        )
        pictures = tuple(target for target in targets_in(prose) if target.picture and block.start() < target.start < block.end())
        framing = next((one for one in framings_in(prose) if block.start() < one.start < block.end()), None)
        alone = bool(pictures) and _is_paragraph(prose, pictures[0].start)
        found.append(Photograph(block.start(), block.end(), settings, pictures, framing, alone))
    return tuple(found)


def _is_paragraph(prose: str, start: int) -> bool:
    """Tell whether the picture that begins here is a paragraph: a line of its own between fences or blank lines."""
    line = prose.rfind("\n", 0, start) + 1
    above = prose[prose.rfind("\n", 0, max(line - 1, 0)) + 1 : max(line - 1, 0)].strip()
    return (not above or above.startswith(":::")) and _PICTURE.match(prose, line) is not None


def pictured(report: Report) -> tuple[tuple[Row, str], ...]:
    """Return the rows of the year's tables that show a picture, and the kind of their table: timeline, logos."""
    tables = [table for table in report.tables.values() if table.spec.view in {"timeline", "logos"}]
    return tuple((row, table.spec.view) for table in tables for row in table.of_year(report.edition.year))
