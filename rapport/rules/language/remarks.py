"""What passes between the rules on language and the proofreaders: words and paragraphs out, remarks back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Remark:
    """What a proofreader says of a stretch of a paragraph, and what could stand in its place."""

    start: int
    end: int
    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProofreaderAnswers:
    """The misspelt words, each with its nearest spellings, and the remarks on each paragraph.

    ``absent`` are the tools that aren't installed, which is an error when they are ``required``; ``failed`` those that
    broke down, with what happened (French).
    """

    spelling: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    grammar: Mapping[str, tuple[Remark, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    required: bool = False
    failed: tuple[tuple[str, str], ...] = ()


# Given the words and the paragraphs to read, begins at once; the answers come when they are asked for.
Proofread = Callable[[Collection[str], Collection[str]], Future[ProofreaderAnswers]]
