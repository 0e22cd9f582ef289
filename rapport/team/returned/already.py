"""Corrections that the sources have already: a file that comes twice, or goes from hand to hand; somebody made the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from rapport.manuscript.proof.binding import bound
from rapport.manuscript.proof.texts import PrintedText, key_of
from rapport.sources.proof import Runs
from rapport.team.returned.correction import SourceEdit, TextEdit
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.state import Returned
from rapport.team.returned.writing import with_texts

_LIKE = 0.6  # of two texts one of which was made of the other


def is_already(returned: Returned, group: ReturnedGroup) -> bool:
    """Tell whether the sources say now, where a group stands, what it came back as: split, joined, added, moved or gone too."""
    left = [(returned.texts[at], returned.sent[at]) for at in group.sent]
    if not all(one.path for _, one in left if one.text.strip()):
        return False  # what no author wrote
    left = [(text, one) for text, one in left if one.text.strip()]
    if left and not group.moved and all(text is not None and _says(returned, text, one.runs) for text, one in left):
        return False  # nothing changed there since
    came = [one.runs for at in group.came if key_of((one := returned.came[at]).text)]
    there = {id(text) for text, _ in left} if group.moved else set()  # where it was before the move, maybe
    window = [text for text in _window(returned, group) if id(text) not in there]
    if not came:
        gone = {key for _, one in left if (key := key_of(one.text))}
        return bool(gone) and not window and not any(returned.printed.key(text) in gone for text in _since(returned, group))
    return any(
        all(_says(returned, text, runs) for text, runs in zip(window[at:], came, strict=False))
        for at in range(len(window) - len(came) + 1)
    )


def added_since(returned: Returned, group: ReturnedGroup) -> PrintedText | None:
    """Return the text that was added since where new paragraphs came, and is one of them, written otherwise; None of none."""
    since = {id(text) for text in _since(returned, group)}
    added = [text for text in _window(returned, group) if id(text) in since] if not group.sent else []
    came = [key for at in group.came if (key := key_of(returned.came[at].text))]
    alike = [(SequenceMatcher(None, key, returned.printed.key(text)).ratio(), text) for key in came for text in added]
    ratio, found = max(alike, key=lambda one: one[0], default=(0.0, None))
    return found if ratio > _LIKE else None


def leaves_as_is(returned: Returned, edits: Sequence[SourceEdit]) -> bool:
    """Tell whether edits of a section's text change nothing of it: what they move stands there."""
    texts = [one for one in edits if isinstance(one, TextEdit)]
    bodies = [body for path in {one.path for one in texts} if (body := returned.bodies.get(path)) is not None]
    if len(texts) != len(edits) or len(bodies) != 1:
        return False
    try:
        return with_texts(bodies[0], texts) == bodies[0]
    except ValueError:
        return False


def _says(returned: Returned, text: PrintedText, runs: Runs) -> bool:
    """Tell whether a text prints some letters, with their marks."""
    same = returned.printed.key(text) == key_of("".join(run.text for run in runs))
    return same and bound(text, runs, returned.printed.register) is not None


def _since(returned: Returned, group: ReturnedGroup) -> list[PrintedText]:
    """Return the texts of a group's section that no paragraph left as."""
    there = {id(text) for text in returned.texts if text is not None}
    return [text for text in _printed(returned, _section(returned, group)) if id(text) not in there]


def _window(returned: Returned, group: ReturnedGroup) -> Sequence[PrintedText]:
    """Return the texts that stand now between those that a group stood between, or stands between where it is new or moved."""
    above, below = _beside(returned, group)
    section = _section(returned, group)
    printed = _printed(returned, section)
    places = {id(text): place for place, text in enumerate(printed)}
    own = {*group.sent}

    def reached(others: Iterable[int], else_: int) -> int:
        there = (places.get(id(returned.texts[at])) for at in others if at not in own and returned.sent[at].section == section)
        return next((place for place in there if place is not None), else_)

    return printed[reached(above, -1) + 1 : reached(below, len(printed))]


def _printed(returned: Returned, section: str) -> list[PrintedText]:
    return [*(returned.printed.by_path.get(section, ()) if section else returned.printed.cover)]


def _section(returned: Returned, group: ReturnedGroup) -> str:
    """Return the section in which a group stands now: where it is new or moved, that of what stands beside it."""
    if group.sent and not group.moved:
        return returned.sent[group.sent[0]].section
    return next((returned.sent[at].section for side in _beside(returned, group) for at in side), "")


def _beside(returned: Returned, group: ReturnedGroup) -> tuple[Sequence[int], Sequence[int]]:
    """Return the paragraphs that left which stood above and below a group, or stand there where it is new or moved."""
    if group.sent and not group.moved:
        return range(group.sent[0] - 1, -1, -1), range(group.sent[-1] + 1, len(returned.sent))
    known = {one.id: at for at, one in enumerate(returned.sent)}
    first, last = group.came[0], group.came[-1]
    sides = range(first - 1, -1, -1), range(last + 1, len(returned.came))
    above, below = ([known[id_] for at in side for id_ in returned.came[at].ids if id_ in known] for side in sides)
    return above, below
