"""Bookmarks of paragraphs that were moved while changes were followed: Word leaves them behind, LibreOffice writes them twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapport.manuscript.proof.binding import letters_of
from rapport.sources.proof import ProofParagraph, Runs, SentParagraph
from rapport.team.returned.comparing import plain_text


def followed(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> Sequence[ProofParagraph]:
    """Return the paragraphs that came back, each bookmark at the words that it left with, wherever they stand now."""
    there = {id_ for one in came if one.text.strip() for id_ in one.ids}
    gone = [(_text(one.runs), one.id) for one in sent if one.id not in there and one.text.strip()]
    counted = Counter(text for text, _ in gone)
    left = {text: id_ for text, id_ in gone if counted[text] == 1}
    made: list[ProofParagraph] = []
    for one in came:
        found = left.pop(_text(one.runs), "") if left and not one.ids and one.text.strip() else ""
        made.append(replace(one, ids=(found,), moved=True) if found else one)
        there |= {found}
    bare = [one if one.text.strip() else replace(one, ids=tuple(id_ for id_ in one.ids if id_ not in there)) for one in made]
    return [one for one in bare if one.ids or not one.gone]  # what a paragraph was moved from is no blank line


def _text(runs: Runs) -> str:
    return plain_text(letters_of(runs))
