"""The English of what English variants print: pairs of a French text, as the team wrote it, and its English (`data/en.yml`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pydantic import Field

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.sources.located import Located
from rapport.sources.spans import bared

FILE = "data/en.yml"
_ALIKE = 0.6  # of two texts, one is the other's former state


class Translation(Located):
    """A French text of the edition, and its English."""

    fr: str = Field(min_length=1, description="Le texte français, tel qu'il est écrit dans l'édition")
    en: str = Field(min_length=1, description="Son anglais ; les mêmes chiffres y sont appelés")


@dataclass(frozen=True)
class AskedText:
    """A French text that an English variant prints, and where the author wrote it."""

    text: str
    place: Place
    needed: bool = True  # a name may stay as it is


def key_of(text: str) -> str:
    """Return what tells a text from another, wherever its lines are cut and whatever spaces or marks it has."""
    return french.typeset(" ".join(bared(text).split()))


@dataclass(frozen=True)
class Glossary:
    """The pairs of an edition, and what is asked of them: which texts lack their English, which pairs are older than theirs."""

    pairs: Mapping[str, Translation]
    missing: tuple[AskedText, ...] = ()
    older: Mapping[str, tuple[Translation, AskedText]] = field(default_factory=dict)  # by the text of today
    unused: tuple[Translation, ...] = ()

    def pair_of(self, text: str) -> Translation | None:
        """Return the pair of a text, that of its former state where it has changed since; None when there is none."""
        key = key_of(text)
        return self.pairs.get(key) or (self.older[key][0] if key in self.older else None)


def glossary_of(pairs: Iterable[Translation], asked: Iterable[AskedText] = ()) -> Glossary:
    """Return the glossary of an edition, whose English variants ask for some texts."""
    known: dict[str, Translation] = {}
    for pair in pairs:
        known.setdefault(key_of(pair.fr), pair)
    wanted = {key_of(each.text): each for each in reversed([*asked])}
    idle = {key: pair for key, pair in known.items() if key not in wanted}
    older: dict[str, tuple[Translation, AskedText]] = {}
    lacking = {key: each for key, each in wanted.items() if key not in known and each.needed}
    for score, before, now in sorted(_likenesses(idle, [*lacking]), reverse=True):
        if score >= _ALIKE and before in idle and now not in older:
            older[now] = (idle.pop(before), wanted[now])
    missing = tuple(sorted((each for key, each in lacking.items() if key not in older), key=_where))
    return Glossary(known, missing, older, tuple(idle.values()))


def _likenesses(before: Iterable[str], now: list[str]) -> Iterator[tuple[float, str, str]]:
    """Yield how much each text of before is like each of now."""
    for former in before:
        matcher = SequenceMatcher(None, b=former, autojunk=False)
        for text in now:
            matcher.set_seq1(text)
            if matcher.quick_ratio() >= _ALIKE:
                yield matcher.ratio(), former, text


def _where(asked: AskedText) -> Place:
    return asked.place
