"""The words of a text that went and came, each change with a few words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from rapport.ground.patterns import regex
from rapport.team.comparison.side import ComparedSection, Side

_AROUND = 8  # words kept on each side of a change
_TOKEN = regex(r"[ \n]+|[^\s\w]|[\w\u00a0\u202f’'-]+", re.UNICODE)


class WordRun(NamedTuple):
    """Some words: kept, gone, come, or left out because nothing changed near them."""

    kind: Literal["same", "gone", "come", "cut"]
    text: str


@dataclass(frozen=True)
class SectionChange:
    """A section added, removed or changed: its title, and its paragraphs that changed."""

    kind: Literal["added", "removed", "changed"]
    name: str
    title: str
    paragraphs: tuple[tuple[WordRun, ...], ...] = ()


def section_changes(before: Side, after: Side) -> tuple[SectionChange, ...]:
    """Return the changes in the order of the later side, removed sections last."""
    return tuple(_changes(before, after))


def _changes(before: Side, after: Side) -> Iterator[SectionChange]:
    for name, section in after.sections.items():
        old = before.sections.get(name)
        if old is None:
            yield SectionChange("added", name, section.title)
        elif old != section:
            yield SectionChange("changed", name, section.title, tuple(_paragraphs(old, section)))
    for name, section in before.sections.items():
        if name not in after.sections:
            yield SectionChange("removed", name, section.title)


def _paragraphs(old: ComparedSection, new: ComparedSection) -> Iterator[tuple[WordRun, ...]]:
    """Yield the paragraphs that changed; one that has much in common with another is the same, rewritten."""
    if old.title != new.title:
        yield tuple(stretches(old.title, new.title))
    before, after = old.paragraphs, new.paragraphs
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _paired(before[i:j], after[k:m])


_ALIKE = 0.4  # share of words in common from which a paragraph is another one rewritten


def _paired(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[WordRun, ...]]:
    """Yield paragraphs that took the place of others, each beside the nearest one that is left, in order."""
    left = 0
    for text in come:
        near = [(_likeness(old, text), -index) for index, old in enumerate(gone[left:], left)]
        likeness, position = max(near, default=(0.0, 0))
        if likeness < _ALIKE:
            yield (WordRun("come", text),)
            continue
        yield from ((WordRun("gone", old),) for old in gone[left:-position])
        yield tuple(stretches(gone[-position], text))
        left = -position + 1
    yield from ((WordRun("gone", old),) for old in gone[left:])


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0


def stretches(before: str, after: str) -> Iterator[WordRun]:
    """Yield the words of a text beside those that it had, what didn't change cut to a few words around the changes."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    codes = _joined(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old)
    for number, (kind, i, j, k, m) in enumerate(codes):
        if kind == "equal":
            yield from _shortened(new[k:m], first=number == 0, last=number == len(codes) - 1)
            continue
        if j > i:
            yield WordRun("gone", "".join(old[i:j]))
        if m > k:
            yield WordRun("come", "".join(new[k:m]))


Code = tuple[str, int, int, int, int]


def _joined(codes: Sequence[Code], old: Sequence[str]) -> list[Code]:
    """Return the codes with changes parted only by spaces or signs made one: a sentence rewritten reads as one."""
    joined: list[Code] = []
    for index, code in enumerate(codes):
        kind, _, j, _, m = code
        between = kind == "equal" and not any(token[0].isalnum() for token in old[code[1] : j])
        if joined and joined[-1][0] != "equal" and (kind != "equal" or (between and index < len(codes) - 1)):
            joined[-1] = ("replace", joined[-1][1], j, joined[-1][3], m)
        else:
            joined.append(code)
    return joined


def _shortened(tokens: Sequence[str], *, first: bool, last: bool) -> Iterator[WordRun]:
    """Yield words that didn't change: those next to a change, and a cut between them."""
    around = 2 * _AROUND  # a word and its space
    head = [] if first else [*tokens[:around]]
    tail = [] if last else [*tokens[max(len(tokens) - around, 0 if first else around) :]]
    if len(head) + len(tail) >= len(tokens) - 2 or len(tokens) <= around:
        yield WordRun("same", "".join(tokens))
        return
    if head:
        yield WordRun("same", "".join(head).rstrip())
    yield WordRun("cut", " … ")
    if tail:
        yield WordRun("same", "".join(tail).lstrip())
