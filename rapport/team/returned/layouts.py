"""What somebody changed of how a paragraph is laid on the page, which no source of a report has: said, never brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.sources.proof import ProofParagraph, SentParagraph
from rapport.sources.reading.proofs.cell_layout import CELL_BORDER, CELL_SHADE
from rapport.sources.reading.proofs.layout import ALIGNMENT, BORDER, BREAK, COLUMNS, INDENT, SECTION, SHADE, SPACING, read_layout
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.state import Returned

_NAMES = {
    ALIGNMENT: "alignement", INDENT: "retrait", SPACING: "espacement", BREAK: "saut de page", SECTION: "saut de section",
    BORDER: "bordure", SHADE: "trame", COLUMNS: "largeur des colonnes", CELL_SHADE: "trame d'une cellule",
    CELL_BORDER: "bordure d'une cellule",
}  # fmt: skip
_BLANK = "ligne vide"
_OF_FORM = {INDENT, SPACING}  # what an item of a list, or a heading, brings along
_NEW = SentParagraph("", (), layout="")  # what a new paragraph is beside
_MEASURED = {INDENT, SPACING, COLUMNS}
_NEAR = 10  # twentieths of a point, or thousandths of a table's width, by which programs round


def layouts_changed(returned: Returned, group: ReturnedGroup) -> set[str]:
    """Return what changed of the layout of the paragraphs of a group (French); of new ones, what somebody gave them."""
    sent = [returned.sent[at] for at in group.sent]
    came = [returned.came[at] for at in group.came]
    found = {_BLANK} if _has_blank(sent, came) else set()
    if any(one.layout is None for one in sent) or returned.sent[0].layout is None:
        return found
    return found | {name for one in came for name in _changed(sent, one)}


def _has_blank(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    """Tell whether somebody pressed Enter to leave room: an empty paragraph more, beside words or by itself."""
    empty = [one for one in came if not one.text.strip() and not one.note and not {BREAK, SECTION} & {*read_layout(one.layout)}]
    if not sent and came and all(one.row for one in came):
        return False  # a new row has empty cells
    room = len(empty) - sum(not one.text.strip() for one in sent)
    return room > 0 and (len(came) > len(empty) or not any(one.text.strip() for one in sent))


def _changed(sent: list[SentParagraph], came: ProofParagraph) -> set[str]:
    """Return what a paragraph has of its layout that none of those that left had."""
    if came.layout in {one.layout for one in sent} or (came.row and not sent):
        return set()  # a new row is laid as the others are
    found = set.intersection(*(_differing(read_layout(one.layout or ""), read_layout(came.layout)) for one in sent or (_NEW,)))
    reformed = came.form not in {one.form for one in sent}
    return {_NAMES[kind] for kind in found - (_OF_FORM if reformed else set())}


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the kinds of layout that differ; the columns of a table where both say them: its first paragraph does."""
    keys = {key for key in {*before, *now} if not _near(key, before.get(key), now.get(key))}
    said = {_kind(key) for key in keys if key != COLUMNS or (key in before and key in now)}
    return said & {*_NAMES}  # what left is read from the file, which somebody may have made up


def _kind(key: str) -> str:
    return key.partition(".")[0]


def _near(key: str, one: str | None, other: str | None) -> bool:
    """Tell whether two values are the same, but for what programs round."""
    if _kind(key) not in _MEASURED:
        return one == other
    numbers = [[*_numbers(value)] for value in (one or "0", other or "0")]
    if not all(numbers) or len(numbers[0]) != len(numbers[1]):
        return one == other
    return all(abs(before - after) <= _NEAR for before, after in zip(*numbers, strict=True))


def _numbers(value: str) -> list[float]:
    try:
        return [float(part) for part in value.split(",")]
    except ValueError:
        return []
