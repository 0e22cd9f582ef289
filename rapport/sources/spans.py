"""The claims that an author bound: `[près de la moitié]{.claim of="…" in="…"}`, in any authored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from rapport.ground.markdown.cut import is_cut
from rapport.ground.patterns import regex

_OPENED = regex(r"\]\{((?:[^{}\n]|\n(?![ \t]*\n))*+)\}")
_STRAY = regex(r"\{[^{}\n]*?\.claim(?![\w-])")
_PART = regex(
    r"\s*(?:([A-Za-z][\w-]*)\s*=\s*(?:\"([^\"]*)\"|“([^”]*)”|«\s*([^»]*?)\s*»|'([^']*)'|([^\s\"'}]+))|([.#][\w-]+)|(\S+))"
)
_HEAD = regex(r"[ \t>]*(?:(?:[-*+:~]|\#{1,6}|\(?\w{1,9}[.)])[ \t]+)*")  # what a line may open with, before its words
_OPENS = regex(r"((?:\(?\w{1,9})?)(?=[.)][ \t]|[-*+:~][ \t\]]|\#{1,6}[ \t\]]|>)")  # what would open a block; its sign comes next


@dataclass(frozen=True)
class Span:
    """A bound claim: its words as typed, its attributes, where it, its words and its marks stand in the text.

    ``unread`` is a part of its braces that is no attribute; ``nested`` tells that it stands inside another.
    """

    words: str
    attributes: Mapping[str, str]
    start: int
    first: int
    last: int
    end: int
    unread: str = ""
    nested: bool = False


@lru_cache(maxsize=4096)
def spans_in(text: str, kind: str = ".claim") -> tuple[Span, ...]:
    """Return the bound claims of a text, or the words that braces give another class, in the order of their ends."""
    if kind not in text:
        return ()
    found: list[Span] = []
    for match in _OPENED.finditer(text):
        start = _opening(text, match.start()) if re.search(rf"{re.escape(kind)}(?![\w-])", match[1]) else -1
        if start < 0 or is_cut(text, start, match.start()):
            continue
        attributes, unread = _attributes(match[1])
        found.append(Span(text[start + 1 : match.start()], attributes, start, start + 1, match.start(), match.end(), unread))
    return tuple(span if not _inside(span, found) else replace(span, nested=True) for span in found)


def _inside(span: Span, others: list[Span]) -> bool:
    return any(other.start < span.start and span.end <= other.last for other in others)


def _opening(text: str, closing: int) -> int:
    """Return the offset of the bracket that a closing one answers, in the same paragraph; -1 when there is none."""
    depth = 0
    for at in range(closing - 1, -1, -1):
        letter = text[at]
        if letter == "\n" and not text[:at].rpartition("\n")[2].strip():
            return -1
        if letter in "[]" and not (at and text[at - 1] == "\\"):
            depth += 1 if letter == "]" else -1
            if depth < 0:
                return at
    return -1


def _attributes(written: str) -> tuple[dict[str, str], str]:
    """Return the attributes between braces, and the first thing there that is none."""
    attributes: dict[str, str] = {}
    unread = ""
    for part in _PART.finditer(written):
        name = part[1]
        if name:
            attributes[name] = next((value for value in part.groups()[1:6] if value is not None), "").strip()
        elif part[8]:
            unread = unread or part[8]
    return attributes, unread


_QUOTED = (('"', '"'), ("'", "'"), ("“", "”"))  # in the order of preference


def attributes_for(values: Mapping[str, str]) -> str:
    """Return attributes as typed between braces; nothing when a value can't be: it holds a brace, or every quotation mark."""
    written = [
        next((f"{name}={first}{value}{last}" for first, last in _QUOTED if not {first, last} & {*value}), "")
        for name, value in values.items()
    ]
    return " ".join(written) if all(written) and not set("{}\n") & {*"".join(written)} else ""


def stray_in(text: str) -> list[int]:
    """Return where braces say `.claim` and bind no words: no brackets before them, or no end."""
    if ".claim" not in text:
        return []
    bound = [(span.last, span.end) for span in spans_in(text)]
    found = (match.start() for match in _STRAY.finditer(text))
    return [at for at in found if not any(first <= at < end for first, end in bound)]


def cut_in(text: str) -> Iterator[int]:
    """Yield where the words begin that an author admits, and that a table's bar or the end of a heading cuts in two."""
    for match in _OPENED.finditer(text) if ".literal" in text else ():
        start = _opening(text, match.start()) if ".literal" in match[1] else -1
        if start >= 0 and is_cut(text, start, match.start()):
            yield start


def bared(text: str, *, markdown: bool = False) -> str:
    """Return a text without the marks of its claims and of what it admits (`.literal`): words alone, on as many lines.

    ``markdown``: words that open a line stay words, « [- 3]{.literal …} » doesn't become the item of a list.
    """
    if ".claim" not in text and ".literal" not in text:
        return text
    spans = (*spans_in(text), *spans_in(text, ".literal"))
    gone = sorted(edge for span in spans for edge in ((span.start, span.first), (span.last, span.end)))
    kept, position = [], 0
    for start, end in gone:
        kept += [text[position:start], "\n" * text.count("\n", start, end)]
        position = end
        opens = _OPENS.match(text, end) if markdown and text[start] == "[" else None
        if opens and _HEAD.fullmatch(text[:start].rpartition("\n")[2]):
            kept += [opens[1], "\\"]
            position = opens.end()
    return "".join([*kept, text[position:]])


def admitting(text: str) -> Iterator[str]:
    """Yield the words of a text that braces prove or admit, without marks."""
    for span in (*spans_in(text), *spans_in(text, ".literal")):
        yield bared(span.words)
