"""The parts of a report as steps, a file a step: an edited file is read alone, the others stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from rapport.authored import Edition, PartEntry
from rapport.ground.memo import step
from rapport.load import sizes
from rapport.load.brand import load_brand
from rapport.load.compatibility import hold_to
from rapport.load.data import Data
from rapport.load.entries import NAME
from rapport.load.files import Read, taken, uncollected
from rapport.load.frozen import last_edition
from rapport.load.sections import LONGEST, section_of
from rapport.load.signatures import load_signatures
from rapport.load.unlisted import unlisted_files
from rapport.load.validate import model_of
from rapport.load.words import load_words
from rapport.model import Content, LastEdition, PartOpener, Report, Section
from rapport.problems import BuildStopped, Place, Places, Problem, Severity
from rapport.texts import Text, texts_of_content, texts_of_models, texts_of_table

_BLANK = Edition(title="", organisation="", year=2000, sections=())  # what the others are read beside when report.yml can't be


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


class Parts(Data):
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
                "edition",
                "contents",
                "indicators",
                "tables",
                "charts",
                "assertions",
                "words",
                "signatures",
                "last",
                "stamp",
            )
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
        }  # fmt: skip
        if name in asked:
            return asked[name]()[0]
        if name in {"last", "stamp"}:
            return self.last() if name == "last" else self.stamp_of_release()
        raise AttributeError(name)

    @step
    def remarks(self) -> tuple[Problem, ...]:
        """Return what is told of the files, part by part; raises BuildStopped at an edition that isn't for this engine."""
        parts = (
            self.edition, self.brand_keys, self.contents, self.indicators, self.tables, self.charts, self.assertions, self.words,
            self.signatures,
        )  # fmt: skip
        told = (problem for part in parts for problem in part()[1])
        return (*self.unreadable(), *told, *self.unlisted(), *self.outsized())

    @step
    def unlisted(self) -> tuple[Problem, ...]:
        """Return what is told of files that nothing reads; nothing beside a report.yml that can't be read."""
        (edition, _), _ = self.announced()
        self.now()
        return tuple(unlisted_files(self.root, edition)) if edition else ()

    def stamp_of_release(self) -> None:
        """Return no stamp: whoever reads an edition doesn't release it."""

    @step
    def last(self) -> LastEdition | None:
        """Return what was published last year, None when nothing is kept."""
        return last_edition(self.view, self)

    @step
    def announced(self) -> Read[tuple[Edition | None, tuple[Any, ...]]]:
        """Return what report.yml says and, should it be at fault, the list of its sections as it was typed."""
        problems: list[Problem] = []
        read = taken(self.yaml("report.yml"), problems)
        if read is None:
            return (None, ()), tuple(problems)
        hold_to(read)
        typed = read.value.get("sections") if isinstance(read.value, dict) else None
        edition = model_of(Edition, read.value, read.places, problems, "l'édition")
        return (edition, tuple(typed) if isinstance(typed, list) else ()), tuple(problems)

    @step
    def edition(self) -> Read[Edition]:
        """Return the edition, a blank one when report.yml can't be read."""
        (edition, _), problems = self.announced()
        return edition or _BLANK, problems

    @step
    def contents(self) -> Read[tuple[Content, ...]]:
        """Return the sections and part openers in order; of a faulty report.yml, the sections that it names."""
        (edition, typed), _ = self.announced()
        problems: list[Problem] = []
        contents: list[Content | None] = []
        if edition is None:  # what they lack is told in the same pass
            place = Place("report.yml")
            contents += [self._section(name, place, problems) for name in typed if isinstance(name, str)]
        parts = 0
        for index, entry in enumerate(edition.sections if edition else ()):
            if isinstance(entry, PartEntry):
                parts += 1
                contents.append(PartOpener(f"partie-{parts}", parts, entry.part, entry.lead, entry.at("part"), entry))
            elif edition:
                contents.append(self._section(entry, edition.at("sections", index), problems))
        return tuple(content for content in contents if content), tuple(problems)

    def _section(self, name: str, asked: Place, problems: list[Problem]) -> Section | None:
        shown = f"content/{name}.md"
        if not NAME.fullmatch(name):
            said = f"« {name} » n'est pas un nom de section : le nom du fichier de content/, sans « .md »."
            problems.append(Problem("LEC08", Severity.ERROR, said, asked))
            return None
        if not self.is_file(shown):
            near = ", ".join(sorted(path[8:-3] for path in self.names("content", ".md"))[:40])
            said = f"La section « {name} » est annoncée, mais {shown} n'existe pas."
            problems.append(Problem("LEC08", Severity.ERROR, said, asked, f"Fichiers présents : {near or 'aucun'}."))
            return None
        return taken(self.section(name), problems)

    @step
    def section(self, name: str) -> Read[Section | None]:
        """Return a section that is there, None after problems that leave none."""
        problems: list[Problem] = []
        shown = f"content/{name}.md"
        text = taken(self.text(shown, LONGEST), problems)
        return (None if text is None else section_of(text, shown, name, problems)), tuple(problems)

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
        """Return a section or a part opener."""
        return self.by_name()[name]

    @step
    def names_of_tables(self) -> tuple[str, ...]:
        """Return the names of the tables in order."""
        return tuple(self.part("tables"))

    @step
    def groups(self) -> tuple[str, ...]:
        """Return the groups of texts in order: a content, the captions, a table each."""
        tables = (f"table {name}" for name in self.names_of_tables())
        return (*(f"content {content.id}" for content in self.part("contents")), "captions", *tables)

    @step
    def texts_of(self, group: str) -> tuple[Text, ...]:
        """Return the texts of a group that say something."""
        kind, _, name = group.partition(" ")
        if kind == "content":
            texts = texts_of_content(self.content(name))
        elif kind == "table":
            table = self.table(name)[0]
            texts = texts_of_table(table, self.part("edition").year) if table else iter(())
        else:
            texts = texts_of_models(self.view)
        return tuple(text for text in texts if text.text)

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
