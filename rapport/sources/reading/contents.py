"""The contents of a report as steps: what report.yml announces, its part openers, each section from its own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rapport.ground import french
from rapport.ground.memo import step
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.authored import Edition, PartEntry
from rapport.sources.model import Content, PartOpener, Section
from rapport.sources.reading.compatibility import hold_to
from rapport.sources.reading.data import Data
from rapport.sources.reading.entries import NAME
from rapport.sources.reading.files import Read, taken
from rapport.sources.reading.sections import LONGEST, section_of
from rapport.sources.reading.validate import model_of

_BLANK = Edition(title="", organisation="", year=2000, sections=())  # what the others are read beside when report.yml can't be


class Contents(Data):
    """What is read of an edition's sections, file by file."""

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

    def year_of_edition(self) -> int:
        """Return the year of the edition, 0 when report.yml can't be read."""
        (edition, _), _ = self.announced()
        return edition.year if edition else 0

    @step
    def edition(self) -> Read[Edition]:
        """Return the edition, a blank one when report.yml can't be read."""
        (edition, _), problems = self.announced()
        return edition or _BLANK, problems

    @step
    def contents(self) -> tuple[Content, ...]:
        """Return the sections and part openers in order; of a faulty report.yml, the sections that it names."""
        found = (one if isinstance(one, PartOpener) else self._section(one) for one, _ in self._entries())
        return tuple(content for content in found if content)

    @step
    def names_of_contents(self) -> tuple[str, ...]:
        """Return the names of the sections and part openers that can be read, in order."""
        found = (one for one, _ in self._entries())
        return tuple(one.id if isinstance(one, PartOpener) else one for one in found if self._is_shown(one))

    def _is_shown(self, one: PartOpener | str) -> bool:
        return isinstance(one, PartOpener) or self.is_readable(one)

    @step
    def is_readable(self, name: str) -> bool:
        """Tell whether a section is there, and can be read."""
        return self._section(name) is not None

    @step
    def remarks_on_contents(self) -> tuple[Problem, ...]:
        """Return what is told of the sections and of their files; of report.yml itself, it is told apart."""
        told: list[Problem] = []
        for one, place in self._entries():
            if not isinstance(one, PartOpener):
                told += self.remarks_on(one) if self._is_there(one) else [self._missing(one, place)]
        return tuple(told)

    @step
    def remarks_on(self, name: str) -> tuple[Problem, ...]:
        """Return what is told of the file of a section."""
        return self.section(name)[1]

    def _entries(self) -> Iterator[tuple[PartOpener | str, Place]]:
        """Yield what report.yml announces, in order: the openers, the names of the sections, and where it does."""
        (edition, typed), _ = self.announced()
        if edition is None:  # what they lack is told in the same pass
            yield from ((name, Place("report.yml")) for name in typed if isinstance(name, str))
            return
        openers = iter(self.openers().values())
        for index, entry in enumerate(edition.sections):
            yield next(openers) if isinstance(entry, PartEntry) else entry, edition.at("sections", index)

    @step
    def openers(self) -> Mapping[str, PartOpener]:
        """Return the openers of the parts by name, in order; none of a report.yml that can't be read."""
        (edition, _), _ = self.announced()
        entries = (entry for entry in (edition.sections if edition else ()) if isinstance(entry, PartEntry))
        openers = (
            PartOpener(f"partie-{number}", number, entry.part, entry.lead, entry.at("part"), entry)
            for number, entry in enumerate(entries, start=1)
        )
        return {opener.id: opener for opener in openers}

    def _is_there(self, name: str) -> bool:
        return bool(NAME.fullmatch(name)) and self.is_file(f"content/{name}.md")

    def _section(self, name: str) -> Section | None:
        return self.section(name)[0] if self._is_there(name) else None

    def _missing(self, name: str, asked: Place) -> Problem:
        """Return what is told of a section without a file."""
        if not NAME.fullmatch(name):
            proper = french.anchor_of(name.removesuffix(".md"))
            said = f"« {name} » n'est pas un nom de section : il s'écrit en minuscules, sans accent ni espace, sans « .md »."
            hint = f"Nommez le fichier content/{proper}.md, et écrivez ici « {proper} »." if NAME.fullmatch(proper) else ""
            return Problem("LEC08", Severity.ERROR, said, asked, hint)
        near = ", ".join(sorted(path[8:-3] for path in self.names("content", ".md"))[:40])
        said = f"La section « {name} » est annoncée, mais content/{name}.md n'existe pas."
        return Problem("LEC08", Severity.ERROR, said, asked, f"Fichiers présents : {near or 'aucun'}.")

    @step
    def section(self, name: str) -> Read[Section | None]:
        """Return a section that is there, None after problems that leave none."""
        problems: list[Problem] = []
        shown = f"content/{name}.md"
        text = taken(self.text(shown, LONGEST), problems)
        return (None if text is None else section_of(text, shown, name, problems)), tuple(problems)
