"""TXT23: the year at a glance holds on its two pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from rapport.ground.patterns import regex
from rapport.rules.book import SOURCE_RULES, Finding, Sources
from rapport.rules.text import FENCE, bodies

_NUMBERS, _BESIDE_A_MAP = 8, 7
_LETTERS = 600  # of the messages together, under the numbers of the right-hand page
_ITEM = regex(r"^[ ]{0,3}[-*+][ \t]+\S", re.MULTILINE)
_BLOCK = regex(r"\{\{\s*(?:chart|table|people)\b[^{}]*\}\}")
_GLANCE = regex(r"(?:\{\s*)?\.?glance\b")


_OTHER = regex(r"\{\{\s*(?:table|people)\b")


def _apart(prose: str, fence: re.Match[str], following: re.Match[str] | None) -> int | None:
    """Return where something else than a list, sentences and a drawing begins in a glance, None where nothing does."""
    if other := _OTHER.search(prose, fence.end(), following.start() if following else len(prose)):
        return other.start()
    return following.start(1) if following and following[2] else None


@SOURCE_RULES.rule("TXT23", text_by_text=True)
def crowded_glance(sources: Sources) -> Iterator[Finding]:
    """L'année d'un coup d'œil tient sur ses deux pages : huit chiffres au plus, sept avec une carte, des phrases courtes."""
    for text, prose in bodies(sources):
        fences = [*FENCE.finditer(prose)] if "glance" in prose else []
        for fence, following in zip_longest(fences, fences[1:]):
            if not _GLANCE.match(fence[2]):
                continue
            inside = prose[fence.end() : following.start() if following else len(prose)]
            if (apart := _apart(prose, fence, following)) is not None:
                hint = "Le reste va dans un bloc à lui, avant ou après celui-ci."
                yield Finding(
                    "L'année d'un coup d'œil ne tient que des chiffres, des phrases et un dessin.", text.place(apart), hint
                )
            place, drawn = text.place(fence.start(1)), _BLOCK.search(inside)
            count, most = len(_ITEM.findall(inside)), _BESIDE_A_MAP if drawn else _NUMBERS
            if count > most:
                said = f"Ce bloc a {count} chiffres, pour {most} au plus{' avec un dessin' if drawn else ''}."
                yield Finding(said, place, "Gardez les plus grands ; les autres vont dans un bloc « ::: key-numbers ».")
            paragraphs = (part.strip() for part in re.split(r"\n[ \t]*\n", _BLOCK.sub("", inside)))
            letters = sum(len(part) for part in paragraphs if not _ITEM.match(part))
            if letters > _LETTERS:
                said = f"Les phrases de ce bloc font {letters} caractères, pour {_LETTERS} au plus."
                yield Finding(said, place, "Gardez-en trois, courtes ; le reste va dans une autre section.")
