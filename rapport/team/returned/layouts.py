"""What somebody changed of how a paragraph is laid on the page, which no source of a report has: said, never brought back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rapport.sources.proof import UNNAMED, ProofParagraph, SentParagraph
from rapport.sources.reading.proofs import layout as laid
from rapport.sources.reading.proofs.cell_layout import CELL_BORDER, CELL_SHADE
from rapport.sources.reading.proofs.layout import BREAK, INDENT, SECTION, SPACING, read_layout
from rapport.sources.reading.proofs.letters import CONTROL
from rapport.sources.reading.proofs.looks import PICTURE
from rapport.sources.reading.proofs.numbering import BULLET, START
from rapport.sources.reading.proofs.table_layout import COLUMNS, TABLE
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.layout_names import LAYOUT_NAMES, layout_name
from rapport.team.returned.state import Returned

# Of an export that said less.
_OLD = {laid.ALIGNMENT, INDENT, SPACING, BREAK, SECTION, laid.BORDER, laid.SHADE, COLUMNS, CELL_SHADE, CELL_BORDER}
_STYLE = "style"
_PLAIN = frozenset({"", "normal", "body text", "first paragraph", "compact", "list paragraph"})  # neither a box nor a head
_LOST_ELSEWHERE = frozenset({"table.tblCaption", "table.tblDescription"})  # by LibreOffice
_BLANK, _EMPTY_ROW, _FREED = "ligne vide", "ligne de tableau vide", "contrôle d'un chiffre"
# What an item of a list, or a heading, brings along.
_OF_FORM = {LAYOUT_NAMES[kind] for kind in (INDENT, SPACING, laid.FLOW, BULLET, START, laid.OTHER)}
_NEW = SentParagraph("", (), layout="")  # what a new paragraph is beside
_MEASURED = {INDENT, SPACING, COLUMNS, PICTURE}
_NEAR = 10  # twentieths of a point, or thousandths of a table's width, by which programs round


def layouts_changed(returned: Returned, group: ReturnedGroup) -> set[str]:
    """Return what changed of the layout of the paragraphs of a group (French); of new ones, what somebody gave them."""
    sent = [returned.sent[at] for at in group.sent]
    came = [returned.came[at] for at in group.came]
    found = {_BLANK} if _has_blank(sent, came) else set()
    found |= {_EMPTY_ROW} if came and not sent and all(one.row and not one.text.strip() for one in came) else set()
    found |= _controls_changed(returned, sent, came)
    if any(one.layout is None for one in sent) or returned.sent[0].layout is None:
        return found
    found |= {name for one in came for name in _changed(sent, one, whole=returned.whole)}
    return found | ({_STYLE} if returned.whole and _is_restyled(returned, group) else set())


def _controls_changed(returned: Returned, sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> set[str]:
    """Return the controls that somebody took away from around a number which stays, or gave other words.

    In a file that keeps their names alone: LibreOffice 7.4 takes them away itself.
    """
    if not returned.controlled:
        return set()
    before, now = _controlled_letters(sent), _controlled_letters(came)
    bare = " ".join(run.text if run.ref in {"", UNNAMED} else "" for one in came for run in one.runs)
    freed = any(run.ref and now[run.ref] < before[run.ref] and run.text in bare for one in sent for run in one.runs)
    others = {*now} - returned.controlled - {"", UNNAMED}
    return ({_FREED} if freed else set()) | ({LAYOUT_NAMES[CONTROL]} if others else set())


def _controlled_letters(paragraphs: Sequence[SentParagraph | ProofParagraph]) -> Counter[str]:
    """Return how many letters stand in the controls of each number, which a paragraph may give twice."""
    made: Counter[str] = Counter()
    for run in (run for one in paragraphs for run in one.runs):
        made[run.ref] += len(run.text)
    return made


def _is_restyled(returned: Returned, group: ReturnedGroup) -> bool:
    """Tell whether somebody gave a paragraph another style than what it was, or stands among, is of."""
    sent = [returned.sent[at] for at in group.sent]
    came = [returned.came[at] for at in group.came]
    if len(sent) == len(came) == 1 and not group.moved:
        return sent[0].form == came[0].form and _style(sent[0].style) != _style(came[0].style)
    known = {_style(one.style) for one in sent} | _PLAIN
    for at in () if sent else group.came:
        beside = [returned.came[near] for near in (group.came[0] - 1, group.came[-1] + 1) if 0 <= near < len(returned.came)]
        known |= {_style(one.style) for one in (*beside, *([returned.came[at]] if returned.came[at].row else []))}
    return any(_style(one.style) not in known and not one.form and not one.note for one in came)


def _style(name: str) -> str:
    return name.casefold() or "normal"


def _has_blank(sent: Sequence[SentParagraph], came: Sequence[ProofParagraph]) -> bool:
    """Tell whether somebody pressed Enter to leave room: an empty paragraph more, beside words or by itself."""
    empty = [one for one in came if not one.text.strip() and not one.note and not {BREAK, SECTION} & {*read_layout(one.layout)}]
    if not sent and came and all(one.row for one in came):
        return False  # a new row has empty cells
    room = len(empty) - sum(not one.text.strip() for one in sent)
    return room > 0 and (len(came) > len(empty) or not any(one.text.strip() for one in sent))


def _changed(sent: list[SentParagraph], came: ProofParagraph, *, whole: bool) -> set[str]:
    """Return what a paragraph has of its layout that none of those that left had."""
    if came.layout in {one.layout for one in sent} or (came.row and not sent):
        return set()  # a new row is laid as the others are
    found = set.intersection(
        *(_differing(read_layout(one.layout or ""), read_layout(came.layout), whole) for one in sent or (_NEW,))
    )
    if not sent:
        found -= {LAYOUT_NAMES[BULLET], LAYOUT_NAMES[START]}  # of the list that it joins
    reformed = came.form not in {one.form for one in sent}
    return found - (_OF_FORM if reformed else set())


def _differing(before: Mapping[str, str], now: Mapping[str, str], whole: bool) -> set[str]:  # noqa: FBT001
    """Return the names of the kinds of layout that differ; of a table, where both say them: its first paragraph does."""
    both = COLUMNS in before and COLUMNS in now
    keys = {key for key in {*before, *now} if not _near(key, before.get(key), now.get(key))}
    keys -= _LOST_ELSEWHERE - {*now}
    said = {key for key in keys if both or _kind(key) not in {COLUMNS, TABLE}}
    return {name for key in said if (name := layout_name(key)) and (whole or _kind(key) in _OLD)}


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
