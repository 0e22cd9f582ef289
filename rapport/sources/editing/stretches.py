"""A stretch of a Markdown text as it is written: the lines of one paragraph, list or heading, found and replaced alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapport.ground.patterns import regex
from rapport.sources.editing.merging import merged
from rapport.sources.editing.originals import line_end_of

_FENCE = regex(r"\s*(?::::|```|~~~)")
_DIV = regex(r"[ \t]*:{3,}(.*)")
_HEADING = regex(r"#{1,6}\s")
_HEAD = regex(r"---[ \t]*\r?\n.*?^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


class Stretch(NamedTuple):
    """Lines of a text, from 1, both included, and what they say; in plain line feeds whatever the file has."""

    first: int
    last: int
    text: str


def head_of(text: str) -> str:
    """Return the head of a section's text, its two marks included; empty when there is none."""
    found = _HEAD.match(text)
    return found[0] if found else ""


def _head_lines(text: str) -> int:
    """Return how many lines the head takes, its last one without a line end included."""
    return len(_kept_lines(head_of(text)))


def stretch_at(text: str, line: int) -> Stretch | None:
    """Return the paragraph, list or heading on a line of a section's body, or the next one below; None after the last."""
    lines = _lines(text)
    first = max(line, _head_lines(text) + 1)
    while first <= len(lines) and not _written(lines[first - 1]):
        first += 1
    if first > len(lines):
        return None
    last = first
    if not _HEADING.match(lines[first - 1]):
        least = _head_lines(text) + 1
        while first > least and _goes_on(lines[first - 2]):
            first -= 1
        while last < len(lines) and _goes_on(lines[last]):
            last += 1
    return Stretch(first, last, "\n".join(lines[first - 1 : last]))


def body_of(text: str) -> Stretch:
    """Return the whole body of a section's text, less the blank lines around it; an empty one is no line, or a blank one."""
    lines = _lines(text)
    first, last = _head_lines(text) + 1, len(lines)
    while first < last and not lines[first - 1].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    return Stretch(first, last, "\n".join(lines[first - 1 : last]))


def replaced(text: str, stretch: Stretch, new: str) -> str | None:
    """Return a text with a stretch of it replaced; emptied, the blank line after it goes too. None when it isn't there."""
    lines = _lines(text)
    inside = _head_lines(text) < stretch.first <= stretch.last <= len(lines) or stretch == body_of(text)  # empty, it has no line
    if not inside or "\n".join(lines[stretch.first - 1 : stretch.last]) != stretch.text:
        return None
    end, last = line_end_of(text), stretch.last
    written = _plain(new).strip("\n").split("\n") if new.strip() else []
    if not written and last < len(lines) and not lines[last].strip():
        last += 1
    kept = _kept_lines(text)
    above = kept[: stretch.first - 1]
    if written and above and not stretch.text.strip() and len(above) == _head_lines(text):  # the first line of an empty body
        above[-1] = above[-1].rstrip("\r\n") + end
        written = ["", *written]
    made = [*above, *(line + end for line in written), *kept[last:]]
    if last == len(kept) and written and not kept[-1].endswith(("\n", "\r")):
        made[-1] = made[-1].removesuffix(end)
    return "".join(made)


def replaced_elsewhere(base: str, now: str, stretch: Stretch, new: str) -> str | None:
    """Return a text of today with a stretch replaced of what it was before; None where both changed the same lines.

    ``base`` is empty when nobody knows any more what the text was: the stretch is then looked for, and must be there once.
    """
    if base:
        mine = replaced(base, stretch, new)
        return None if mine is None else merged(base, mine, now)
    lines, wanted = _lines(now), stretch.text.split("\n")
    found = [at for at in range(len(lines) - len(wanted) + 1) if lines[at : at + len(wanted)] == wanted]
    if len(found) != 1 or not stretch.text.strip():
        return None
    return replaced(now, Stretch(found[0] + 1, found[0] + len(wanted), stretch.text), new)


def laid_below(text: str, line: int, block: str) -> str:
    """Return a text with a block below the paragraph on a line, out of the blocks around it; at the end on line 0."""
    lines, kept, end = _lines(text), _kept_lines(text), line_end_of(text)
    head, at = _head_lines(text), len(lines)
    if line and (found := stretch_at(text, line)):
        at = found.last
    while at > head and not lines[at - 1].strip():
        at -= 1
    depth = sum(map(_step_of, lines[head:at]))
    while depth > 0 and at < len(lines):
        depth += _step_of(lines[at])
        at += 1
    above = kept[:at]
    if above and not above[-1].endswith(("\n", "\r")):
        above[-1] += end
    spaced = [end] if at < len(lines) and lines[at].strip() else []
    return "".join(
        [*above, *([end] if above else []), *(f"{one}{end}" for one in _plain(block).split("\n")), *spaced, *kept[at:]]
    )


def _step_of(line: str) -> int:
    """Return 1 for a line that begins a block, -1 for one that ends it."""
    found = _DIV.fullmatch(line)
    return 0 if not found else 1 if found[1].strip() else -1


def _written(line: str) -> bool:
    return bool(line.strip()) and not _FENCE.match(line)


def _goes_on(line: str) -> bool:
    return _written(line) and not _HEADING.match(line)


def _kept_lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


def _lines(text: str) -> list[str]:
    return [line.rstrip("\r\n") for line in _kept_lines(text)]


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
