"""The report as seen by whoever asks the flow for it piece by piece: each thing read is a question of its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rapport.numbers.register import Register, Registered
from rapport.rules.book import LONG, Sources, name_of
from rapport.sources.reading.parts import CAPTIONS

if TYPE_CHECKING:  # `check` draws nothing
    from rapport.flow.checked import Checked
    from rapport.flow.written import WrittenEdition
    from rapport.ground.problems import Place
    from rapport.manuscript.distinct import Distinct
    from rapport.manuscript.listings import Acronyms
    from rapport.rules.said import ReadProse
    from rapport.sources.model import Content, Drawing, Report
    from rapport.sources.texts import Text

T = TypeVar("T")


class AskedSources(Sources):
    """What a rule reads; of the texts, a group of them alone when it is told which."""

    def __init__(self, flow: Checked, group: str | None = None) -> None:
        super().__init__(flow.view)
        self._flow = flow
        self._group = group
        self.with_others = group in {None, CAPTIONS}

    @cached_property
    def register(self) -> Register:
        """Return the numbers of the edition's year; those of a group of texts are asked for one by one."""
        return self._flow.register() if self._group is None else self.numbers

    @cached_property
    def numbers(self) -> Register:
        """Return the same, each of which is asked for by itself: another that changes is nothing to whoever didn't ask for it."""
        return AskedNumbers(self._flow)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the authored texts that say something."""
        return self._flow.texts() if self._group is None else self._flow.texts_of(self._group)

    @property
    def contents(self) -> tuple[Content, ...]:
        """Return the sections and part openers that the texts are of, in order."""
        if self._group is None:
            return self._flow.contents()
        kind, _, name = self._group.partition(" ")
        return (self._flow.content(name),) if kind == "content" else ()

    @property
    def heads(self) -> tuple[Content, ...]:
        """Return every section and part opener in order, without the bodies."""
        return self._flow.heads()

    @property
    def names_of_contents(self) -> tuple[str, ...]:
        """Return the name of every section and part opener in order."""
        return self._flow.names_of_contents()

    @property
    def pictures(self) -> tuple[tuple[Place, str], ...]:
        """Return (place, address from the edition's root) of every picture that a text shows."""
        groups = self._flow.groups() if self._group is None else (self._group,)
        return tuple(picture for group in groups for picture in self._flow.pictures_in(group))

    def folder(self, name: str) -> Path:
        """Return where a folder of the edition lies; who asks stands as long as the files that it holds, links apart."""
        self._flow.stamps_in(name)
        if self._flow.holds_links(name):
            self._flow.now()
        return self._flow.root / name

    def without_exempt(self, line: str) -> str:
        """Return a line with the numbers that count nothing blanked out."""
        return self._flow.without_exempt(line)

    def read_prose(self, prose: str) -> ReadProse:
        """Return what a paragraph says in words."""
        return self._flow.read_prose(prose)

    @property
    def marked(self) -> tuple[Text, ...]:
        """Return the texts that claim or admit something, whatever their key."""
        groups = self._flow.groups() if self._group is None else (self._group,)
        return tuple(text for group in groups for text in self._flow.marked_in(group))

    def once(self, make: Callable[[Sources], T]) -> T:
        """Return what a function makes of all the sources."""
        name = name_of(make)
        found: T = self._flow.derived_at_length(name) if name in LONG else self._flow.derived(name)
        return found

    def looked_up(self, make: Callable[[Sources], Mapping[Any, T]], key: Hashable) -> T | None:
        """Return what a function makes under a key of its mapping; who asks stands when the other keys change."""
        found: T | None = self._flow.looked_up(name_of(make), key)
        return found

    def gathered(self, scan: Callable[[Sources], Iterator[T]]) -> tuple[T, ...]:
        """Return what a function finds in the texts, looked for again in those alone that have changed."""
        name = name_of(scan)
        return self._flow.gathered(name) if self._group is None else self._flow.gathered_in(name, self._group)


class AskedNumbers(Register):
    """The register, where each number is asked for by itself: another that changes is nothing to whoever didn't print it."""

    def __init__(self, flow: Checked) -> None:
        super().__init__(flow.view)
        self._flow = flow

    def number(self, ref: str) -> Registered:
        """Return the number of this name; raises as the register does."""
        return self._flow.number(ref)

    def of_year(self, year: int) -> Register:
        """Return the same report's numbers of another year."""
        return self if year == self.year else self._flow.register().of_year(year)

    @property
    def awaited(self) -> Mapping[str, Place]:
        """Return the numbers that are still to be filled in, and where."""
        return self._flow.awaited()

    @property
    def names(self) -> tuple[str, ...]:
        """Return every name."""
        return self._flow.register().names

    @property
    def known(self) -> frozenset[str]:
        """Return the same names, to be looked up."""
        return self._flow.register().known


class Drawings(Mapping[str, "Drawing"]):
    """The drawings by name; there is none of a chart that waits for a number."""

    def __init__(self, flow: WrittenEdition) -> None:
        self._flow = flow

    def __getitem__(self, name: str) -> Drawing:
        """Return a drawing; raises KeyError when there is none."""
        if (drawing := self._flow.drawing(name)) is None:
            raise KeyError(name)
        return drawing

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._flow.wanted() if self._flow.drawing(name))

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Passages:
    """What a passage is written from (`manuscript.Asked`)."""

    def __init__(self, flow: WrittenEdition) -> None:
        self._flow = flow
        self.report: Report = flow.view
        self.register: Register = AskedNumbers(flow)
        self.drawings: Mapping[str, Drawing] = Drawings(flow)

    @property
    def acronyms(self) -> Acronyms:
        """Return the acronyms of the lexicons."""
        return self._flow.acronyms()

    def is_file(self, name: str) -> bool:
        """Tell whether the edition has a file of that name."""
        return self._flow.is_file(name)

    def distinct(self, content: str) -> Distinct:
        """Return the anchors given before a content."""
        return self._flow.distinct(content)
