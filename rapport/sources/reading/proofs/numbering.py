"""Lists of a Word file (ECMA-376, part 1, 17.9): whether each level of each of them has numbers or bullets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapport.sources.proof import BULLETS, NUMBERS
from rapport.sources.reading.proofs.names import W, value_of

_VAL, _LISTED, _NAME, _DEPTH = (f"{W}{name}" for name in ("val", "numPr", "numId", "ilvl"))
_BARE = {"bullet", "none"}
ListKinds = Mapping[tuple[str, str], str]  # by the name of a list and one of its levels
ListMarks = Mapping[tuple[str, str], tuple[str, str]]  # the mark of its items, where it begins
BULLET, START = "bullet", "start"
_UNSEEN = "\u200b\uf020\uf0a0"  # a space of no width; those of Symbol's font, as LibreOffice writes a blank mark


def kinds_of(root: Any) -> ListKinds:
    """Return the kind of each level of each list."""
    abstract = {
        one.get(f"{W}abstractNumId", ""): {level.get(f"{W}ilvl", ""): _kind(level) for level in one.iter(f"{W}lvl")}
        for one in root.iter(f"{W}abstractNum")
    }
    named = ((one.get(f"{W}numId", ""), one.find(f"{W}abstractNumId")) for one in root.iter(f"{W}num"))
    return {
        (name, level): kind for name, of in named if of is not None for level, kind in abstract.get(of.get(_VAL, ""), {}).items()
    }


def marks_of(root: Any) -> ListMarks:
    """Return the mark of each level of each list, and the number with which it begins."""
    abstract = {
        one.get(f"{W}abstractNumId", ""): {level.get(f"{W}ilvl", ""): _mark(level) for level in one.iter(f"{W}lvl")}
        for one in root.iter(f"{W}abstractNum")
    }
    made = {}
    for one in root.iter(f"{W}num"):
        levels = abstract.get(value_of(one.find(f"{W}abstractNumId")), {})
        begins = {over.get(f"{W}ilvl", ""): value_of(over.find(f"{W}startOverride")) for over in one.iter(f"{W}lvlOverride")}
        levels = levels | {level.get(f"{W}ilvl", ""): _mark(level) for level in one.iter(f"{W}lvl")}
        for level, (mark, start) in levels.items():
            made[one.get(f"{W}numId", ""), level] = (mark, begins.get(level) or start)
    return made


def _mark(level: Any) -> tuple[str, str]:
    return f"{value_of(level.find(f'{W}numFmt'))}/{_seen(level)}", value_of(level.find(f"{W}start")) or "0"


def _seen(level: Any) -> str:
    """Return the letters of a mark that anybody sees."""
    return "".join(one for one in value_of(level.find(f"{W}lvlText")) if not one.isspace() and one not in _UNSEEN)


def list_words(said: Mapping[str, Any], marks: ListMarks) -> list[str]:
    """Return the words that say the mark of an item of a list, and where its list begins, by its properties."""
    listed = said.get(_LISTED)
    if listed is None:
        return []
    name, depth = (value_of(listed.find(one)) for one in (_NAME, _DEPTH))
    mark, start = marks.get((name, depth or "0"), ("", ""))
    return [f"{BULLET}={mark}", f"{START}={start}"] if mark else []


def _kind(level: Any) -> str:
    """Return the kind of a level: one whose mark is blank goes on with the item above it."""
    mark = level.find(f"{W}numFmt")
    if mark is None or mark.get(_VAL, "") not in _BARE:
        return NUMBERS
    return BULLETS if _seen(level) else ""


def form_of(said: Mapping[str, Any], level: int, kinds: ListKinds) -> str:
    """Return what a paragraph is, by its properties and its style's level: a heading, an item of a list, or neither."""
    if level:
        return f"h{level}"
    listed = said.get(_LISTED)
    if listed is None:
        return ""
    name, depth = (value_of(listed.find(one)) for one in (_NAME, _DEPTH))
    kind = kinds.get((name, depth or "0"), BULLETS if name not in {"", "0"} else "")
    return f"{kind}{depth or '0'}" if kind else ""
