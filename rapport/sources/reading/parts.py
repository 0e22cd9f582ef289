"""The parts of a report as steps, a file a step: an edited file is read alone, the others stand."""

from __future__ import annotations

from collections.abc import Mapping
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
    marked_texts,
    marked_texts_of_models,
    marked_texts_of_table,
    texts_of_content,
    texts_of_models,
    texts_of_table,
)

CAPTIONS = "captions"  # the group of the texts of report.yml and of data/*.yml


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


class Parts(FactsheetFiles):
    """What is read of an edition, part by part, and what is told of each."""

    @property
    def view(self) -> Report:
        """Return the report as those see it who only read some of its parts."""
        return cast("Report", View(self))

    @step
    def report(self) -> Report:
        """Return the whole report; raises BuildStopped with everything that can't be read."""
        with uncollected():
            remarks = self.remarks()
            if any(problem.severity is Severity.ERROR for problem in remarks):
                raise BuildStopped(list(remarks))
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
            return tuple(content for content in self.part("contents") if isinstance(content, Section))
        asked = {
            "edition": self.edition, "contents": self.contents, "indicators": self.indicators, "tables": self.tables,
            "charts": self.charts, "assertions": self.assertions, "words": self.words, "signatures": self.signatures,
            "surveys": self.surveys, "factsheets": self.factsheets, "notes": self.notes, "translations": self.translations,
        }  # fmt: skip
        if name in asked:
            return asked[name]()[0]
        if name in {"last", "stamp", "evidence"}:
            return {"last": self.last, "stamp": self.stamp_of_release, "evidence": self.evidence}[name]()
        raise AttributeError(name)

    @step
    def remarks(self) -> tuple[Problem, ...]:
        """Return what is told of the files, part by part; raises BuildStopped at an edition that isn't for this engine."""
        parts = (
            self.edition, self.brand_keys, self.contents, self.indicators, self.tables, self.charts, self.assertions, self.words,
            self.signatures, self.pieces, self.lock, self.surveys, self.factsheets, self.notes,
            self.translations,
        )  # fmt: skip
        told = (problem for part in parts for problem in part()[1])
        return (*self.unreadable(), *told, *self.unlisted(), *self.outsized())

    @step
    def unlisted(self) -> tuple[Problem, ...]:
        """Return what is told of files that nothing reads, or whose names don't travel; nothing without report.yml."""
        (edition, _), _ = self.announced()
        self.now()
        return (*unportable_files(self.root), *unlisted_files(self.root, edition)) if edition else ()

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
    def names_of_tables(self) -> tuple[str, ...]:
        """Return the names of the tables in order."""
        return tuple(self.part("tables"))

    @step
    def groups(self) -> tuple[str, ...]:
        """Return the groups of texts in order: a content, the captions, a table, a section of a factsheet each."""
        tables = (f"table {name}" for name in self.names_of_tables())
        sections = (f"factsheet {name}" for name in sections_of(self.part("factsheets")))
        return (*(f"content {content.id}" for content in self.part("contents")), CAPTIONS, *tables, *sections)

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
