"""The parts of a report as steps, a file a step: an edited file is read alone, the others stand."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from rapport.ground.memo import step
from rapport.ground.problems import BuildStopped, Places, Problem, Severity
from rapport.sources.factsheet import sections_of
from rapport.sources.model import Content, Report, Section
from rapport.sources.published import LastEdition
from rapport.sources.reading import sizes
from rapport.sources.reading.brand import load_brand
from rapport.sources.reading.factsheets import FactsheetFiles
from rapport.sources.reading.files import Read, uncollected
from rapport.sources.reading.last_edition import last_edition
from rapport.sources.reading.signatures import load_signatures
from rapport.sources.reading.unlisted import unlisted_files
from rapport.sources.reading.unportable import unportable_files
from rapport.sources.reading.words import load_words
from rapport.sources.texts import (
    Text,
    head_of,
    marked_texts,
    marked_texts_of_models,
    marked_texts_of_table,
    texts_of_content,
    texts_of_models,
    texts_of_table,
)

CAPTIONS = "captions"  # the group of the texts of report.yml and of data/*.yml
_READ = (  # the parts of which something may be told, in the order in which it is
    "edition", "brand_keys", "contents", "indicators", "tables", "charts", "assertions", "words", "signatures", "pieces", "lock",
    "surveys", "factsheets", "notes", "translations",
)  # fmt: skip


class View:
    """A report whose parts are asked for as they are read: whoever reads one depends on it, and on no other."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __getattr__(self, name: str) -> Any:
        """Return a part of the report by its name; whoever asks for the folder itself may find something else in it each time."""
        if name == "root":
            self._parts.now()
            return self._parts.root
        return self._parts.part(name)

    def section(self, name: str) -> Section:
        """Return a section, whoever asks for which depends on no other; raises KeyError as the report does."""
        if name in self._parts.names_of_contents() and isinstance(found := self._parts.content(name), Section):
            return found
        raise KeyError(name)


class Parts(FactsheetFiles):
    """What is read of an edition, part by part, and what is told of each."""

    @property
    def view(self) -> Report:
        """Return the report as those see it who only read some of its parts."""
        return cast("Report", View(self))

    @step
    def readable(self) -> None:
        """Raise BuildStopped with everything that can't be read, if there is anything."""
        with uncollected():
            remarks = self.remarks()
            if any(problem.severity is Severity.ERROR for problem in remarks):
                raise BuildStopped(list(remarks))

    @step
    def report(self) -> Report:
        """Return the whole report; raises BuildStopped with everything that can't be read."""
        self.readable()
        with uncollected():
            names = (
                "edition", "contents", "indicators", "tables", "charts", "assertions", "words", "signatures", "last", "stamp",
                "evidence", "surveys", "factsheets", "translations",
            )  # fmt: skip
            brand, places = self.brand_keys()[0]
            return Report(root=self.root, brand=brand, brand_places=places, **{name: self.part(name) for name in names})

    @step
    def part(self, name: str) -> Any:
        """Return a part of the report by its name."""
        if name in {"brand", "brand_places"}:
            return self.brand_keys()[0][name == "brand_places"]
        if name == "sections":
            return tuple(content for content in self.contents() if isinstance(content, Section))
        asked = {
            "edition": self.edition, "indicators": self.indicators, "tables": self.tables,
            "charts": self.charts, "assertions": self.assertions, "words": self.words, "signatures": self.signatures,
            "surveys": self.surveys, "factsheets": self.factsheets, "notes": self.notes, "translations": self.translations,
        }  # fmt: skip
        if name in asked:
            return asked[name]()[0]
        whole = {"contents": self.contents, "last": self.last, "stamp": self.stamp_of_release, "evidence": self.evidence}
        if name in whole:
            return whole[name]()
        raise AttributeError(name)

    @step
    def remarks(self) -> tuple[Problem, ...]:
        """Return what is told of the files, part by part; raises BuildStopped at an edition that isn't for this engine."""
        told = (problem for part in _READ for problem in self.remarks_on_part(part))
        return (*self.unreadable(), *told, *self.unlisted(), *self.outsized())

    @step
    def remarks_on_part(self, name: str) -> tuple[Problem, ...]:
        """Return what is told of the files of a part; raises as `remarks` does."""
        if name == "contents":
            return self.remarks_on_contents()
        told: tuple[Problem, ...] = getattr(self, name)()[1]
        return told

    @step
    def unlisted(self) -> tuple[Problem, ...]:
        """Return what is told of files that nothing reads, or whose names don't travel; nothing without report.yml."""
        (edition, _), _ = self.announced()
        self.listing()

        def read(path: Path) -> bytes:
            return self.raw(path.relative_to(self.root).as_posix())

        return (*unportable_files(self.root), *unlisted_files(self.root, edition, read)) if edition else ()

    def stamp_of_release(self) -> None:
        """Return no stamp: whoever reads an edition doesn't release it."""

    @step
    def last(self) -> LastEdition | None:
        """Return what was published last year, None when nothing is kept."""
        return last_edition(self.view, self)

    @step
    def brand_keys(self) -> Read[tuple[Mapping[str, Any], Places]]:
        """Return the keys of the brand and their places."""
        problems: list[Problem] = []
        return load_brand(self, problems), tuple(problems)

    @step
    def words(self) -> Read[tuple[str, ...]]:
        """Return the words that the team says are right."""
        problems: list[Problem] = []
        return load_words(self, problems), tuple(problems)

    @step
    def signatures(self) -> Read[tuple[Any, ...]]:
        """Return the signatures in the order of the file."""
        problems: list[Problem] = []
        return load_signatures(self, problems), tuple(problems)

    # --- the texts, and whether they are of a size to be looked at

    @step
    def by_name(self) -> Mapping[str, Content]:
        """Return the contents by name, in the order of the report."""
        return {content.id: content for content in self.part("contents")}

    @step
    def content(self, name: str) -> Content:
        """Return a section or a part opener that is in the report; whoever asks for it depends on no other."""
        return self.openers().get(name) or self.section(name)[0] or self.by_name()[name]

    @step
    def head(self, name: str) -> Content:
        """Return a content without its body."""
        return head_of(self.content(name))

    @step
    def heads(self) -> tuple[Content, ...]:
        """Return the contents in order, without their bodies: whoever asks for them depends on no body."""
        return tuple(self.head(name) for name in self.names_of_contents())

    @step
    def names_of_tables(self) -> tuple[str, ...]:
        """Return the names of the tables in order."""
        return tuple(self.part("tables"))

    @step
    def groups(self) -> tuple[str, ...]:
        """Return the groups of texts in order: a content, the captions, a table, a section of a factsheet each."""
        tables = (f"table {name}" for name in self.names_of_tables())
        sections = (f"factsheet {name}" for name in sections_of(self.part("factsheets")))
        return (*(f"content {name}" for name in self.names_of_contents()), CAPTIONS, *tables, *sections)

    @step
    def texts_of(self, group: str) -> tuple[Text, ...]:
        """Return the texts of a group that say something."""
        kind, _, name = group.partition(" ")
        if kind == "content":
            texts = texts_of_content(self.content(name))
        elif kind == "table":
            table = self.table(name)[0]
            texts = texts_of_table(table, self.part("edition").year) if table else iter(())
        elif kind == "factsheet":
            texts = texts_of_content(sections_of(self.part("factsheets"))[name])
        else:
            texts = texts_of_models(self.view)
        return tuple(text for text in texts if text.text)

    @step
    def marked_in(self, group: str) -> tuple[Text, ...]:
        """Return the texts of a group that claim or admit something, whatever their key."""
        kind, _, name = group.partition(" ")
        if kind == "content":
            content = self.content(name)
            return tuple(marked_texts([content.front])) if isinstance(content, Section) else ()
        if kind == "factsheet":
            return tuple(marked_texts([sections_of(self.part("factsheets"))[name].front]))
        if kind == "table":
            table = self.table(name)[0]
            return tuple(marked_texts_of_table(table, self.part("edition").year)) if table else ()
        return tuple(marked_texts_of_models(self.view))

    @step
    def outsized_in(self, group: str) -> tuple[Problem, ...]:
        """Return the problems of the texts of a group that are too long, or nest too deep."""
        return tuple(sizes.outsized(self.texts_of(group)))

    @step
    def length(self, group: str) -> int:
        """Return how many characters the texts of a group have."""
        return sum(len(text.text) for text in self.texts_of(group))

    @step
    def outsized(self) -> tuple[Problem, ...]:
        """Return the problems of the texts that are too long, each or all together, or nest too deep."""
        groups = self.groups()
        found = tuple(problem for group in groups for problem in self.outsized_in(group))
        if sum(map(self.length, groups)) <= sizes.MOST:
            return found
        return (*found, sizes.beyond([text for group in groups for text in self.texts_of(group)]))
