"""What somebody changed of how a paragraph is laid on the page, which no source of a report has: said, never brought back."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.sources.proof import ProofParagraph, SentParagraph
from rapport.sources.reading.proofs.layout import ALIGNMENT, BORDER, BREAK, COLUMNS, INDENT, SECTION, SHADE, SPACING
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.state import Returned

_NAMES = {
    ALIGNMENT: "alignement", INDENT: "retrait", SPACING: "espacement", BREAK: "saut de page", SECTION: "saut de section",
    BORDER: "bordure", SHADE: "trame", COLUMNS: "largeur des colonnes",
}  # fmt: skip
_OF_FORM = {INDENT, SPACING}  # what an item of a list, or a heading, brings along
_NEW = SentParagraph("", (), layout="")  # what a new paragraph is beside
_MEASURED = {INDENT, SPACING, COLUMNS}
_NEAR = 10  # twentieths of a point, or thousandths of a table's width, by which programs round


def layouts_changed(returned: Returned, group: ReturnedGroup) -> set[str]:
    """Return what changed of the layout of the paragraphs of a group (French); of new ones, what somebody gave them."""
    sent = [returned.sent[at] for at in group.sent]
    if any(one.layout is None for one in sent) or returned.sent[0].layout is None:
        return set()
    return {name for at in group.came for name in _changed(sent, returned.came[at])}


def _changed(sent: list[SentParagraph], came: ProofParagraph) -> set[str]:
    """Return what a paragraph has of its layout that none of those that left had."""
    if came.layout in {one.layout for one in sent} or (came.row and not sent):
        return set()  # a new row is laid as the others are
    found = set.intersection(*(_differing(_read(one.layout or ""), _read(came.layout)) for one in sent or (_NEW,)))
    reformed = came.form not in {one.form for one in sent}
    return {_NAMES[kind] for kind in found - (_OF_FORM if reformed else set())}


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    """Return the kinds of layout that differ; the columns of a table where both say them: its first paragraph does."""
    keys = {key for key in {*before, *now} if not _near(key, before.get(key), now.get(key))}
    return {_kind(key) for key in keys if key != COLUMNS or (key in before and key in now)}


def _read(layout: str) -> Mapping[str, str]:
    return dict(word.split("=", 1) for word in layout.split())


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
