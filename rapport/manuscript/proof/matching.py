"""Which authored text each paragraph of the Word file prints: both stand in the same order, section by section.

A paragraph that prints several texts, or what was made of numbers, prints none that could be changed there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Protocol

from rapport.ground import french
from rapport.manuscript.proof.texts import NOTES, SOURCE, PrintedText, PrintedTexts, key_of
from rapport.sources.proof import ProofParagraph

_SOURCE = french.typeset(SOURCE)
_STYLE = "Source de données"


class StyledText(Protocol):
    """A paragraph that left, or that comes back."""

    @property
    def style(self) -> str:
        """Return the name of its style."""
        ...

    @property
    def text(self) -> str:
        """Return its letters."""
        ...


def sections_of(paragraphs: Sequence[ProofParagraph]) -> list[str]:
    """Return, for each paragraph, the file that the line above its section's title names."""
    found, path = [], ""
    for paragraph in paragraphs:
        if paragraph.style.startswith("Fichier source"):
            path = paragraph.text
        elif paragraph.style == "Numéro de partie":
            path = "report.yml"
        elif paragraph.style == "Surtitre de fin":
            path = END
        found.append(NOTES if paragraph.note else path)
    return found


END = "-"  # the annex, in which nobody wrote anything


def matched(paragraphs: Sequence[StyledText], sections: Sequence[str], texts: PrintedTexts) -> list[PrintedText | None]:
    """Return the text that each paragraph prints, None where there is none."""
    made: list[PrintedText | None] = [None] * len(paragraphs)
    places: dict[str, list[int]] = {}
    for index, path in enumerate(sections):
        places.setdefault(path, []).append(index)
    for path, indexes in places.items():
        wanted = texts.by_path.get(path, ()) if path else texts.cover
        for index, text in _paired([_key(paragraphs[at]) for at in indexes], wanted, texts).items():
            made[indexes[index]] = text
    return made


def _paired(keys: Sequence[str], texts: Sequence[PrintedText], printed: PrintedTexts) -> Mapping[int, PrintedText]:
    """Return the text of each paragraph that prints one, by its place."""
    pairs = SequenceMatcher(None, keys, [printed.key(text) for text in texts], autojunk=False).get_matching_blocks()
    found = {at + step: texts[of + step] for at, of, count in pairs for step in range(count)}
    return {at: text for at, text in found.items() if keys[at]}


def _key(paragraph: StyledText) -> str:
    text = paragraph.text
    if paragraph.style == _STYLE and _SOURCE in text:  # what is to confirm, or broken, is said before the source
        text = _SOURCE + text.rpartition(_SOURCE)[2]
    return key_of(text)
