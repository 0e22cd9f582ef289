"""The leaflet: four A4 pages, one A3 sheet folded, that a Typst template of its own sets from the numbers of the report."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from rapport.numbers.cards import plain
from rapport.numbers.variants import Exhibit, Summing, identity_of, summing_of
from rapport.outputs.engines import EngineSteps
from rapport.outputs.engines.typst import pdf_from
from rapport.outputs.formats import Steps
from rapport.outputs.formats.colophon import contact_lines
from rapport.outputs.formats.course import events_by_month
from rapport.outputs.formats.shell import mark_of, release_of, typeset_edition
from rapport.outputs.variants.voice import voice_of
from rapport.sources.model import Mention
from rapport.sources.variants import VariantEntry


@dataclass(frozen=True)
class Leaflet:
    """A variant in PDF, archivable (PDF/A-3a) and accessible (PDF/UA-1)."""

    name: str
    entry: VariantEntry

    def ready(self) -> None:
        """Need nothing more than the report does."""

    def made(self, steps: EngineSteps) -> Mapping[str, bytes]:
        """Return the PDF; raises ToolFailed with Typst's own words."""
        work = steps.tools.work
        folder = work / "variants" / self.name
        folder.mkdir(exist_ok=True)
        said = summing_of(self.name, self.entry, steps.register_in(self.entry.language))
        shown = [exhibit for exhibit in (said.map, said.chart) if exhibit]
        for exhibit in shown:
            (folder / f"{exhibit.name}.svg").write_text(steps.drawing_in(self.entry.language, exhibit.name).svg, "utf-8")
        content = {**self._content(said, steps), **self._voice(steps)}
        (folder / "content.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        document = folder / "main.typ"
        call = f'#import "../{self.entry.template}.typ": document\n#document(json("content.json"))\n'
        document.write_text(call, "utf-8")
        read = [work / "brand.typ", *sorted((work / "typst").glob("*.typ")), work / f"variants/{self.entry.template}.typ"]
        read += [*sorted((work / "assets").glob("*.svg")), *sorted(folder.iterdir())]
        fonts = steps.root / "assets/fonts"
        pdf = pdf_from(read, document, work, fonts, steps.timestamp(), steps.cache)
        return {f"{self.name}-{steps.view.edition.year}.pdf": pdf}

    def mentions(self, steps: Steps) -> Sequence[Mention]:
        """Return every number that it prints, in order, those of its drawings apart."""
        said = summing_of(self.name, self.entry, steps.register_in(self.entry.language)).mentions
        spoken = voice_of(self.entry.voice, self.entry.language, steps)
        numbers = spoken.numbers if spoken and self.entry.voice else ()
        return (*said, *(Mention(ref, printed, self.entry.at("voice"), self.name) for ref, printed in numbers))

    def _content(self, said: Summing, steps: Steps) -> dict[str, Any]:
        """Return what the template prints."""
        report, register = steps.view, steps.register_in(self.entry.language)
        edition, language, identity = typeset_edition(report.edition), register.language, identity_of(register)
        return {
            **{key: getattr(edition, key) for key in ("organisation", "website", "year")},
            "subtitle": identity.subtitle,
            "published": identity.published,
            "language": language.code,
            "report": edition.title,
            "title": said.title,
            "posters": [asdict(poster) for poster in said.posters],
            "messages": said.messages,
            "map": self._exhibit(said.map, steps),
            "chart": self._exhibit(said.chart, steps),
            "contacts": contact_lines(identity.address, language),
            "stamp": mark_of(report, language),
            "release": release_of(report, language),
            "course": events_by_month(report),
        }

    def _voice(self, steps: Steps) -> dict[str, Any]:
        spoken = voice_of(self.entry.voice, self.entry.language, steps)
        return {"voice": asdict(replace(spoken, numbers=())) if spoken else None}

    def _exhibit(self, exhibit: Exhibit | None, steps: Steps) -> dict[str, Any] | None:
        """Return what is told of a drawing, the file that holds it, and what each of its numbers stands for."""
        if exhibit is None:
            return None
        register, drawing = steps.register_in(self.entry.language), steps.drawing_in(self.entry.language, exhibit.name)
        typeset = register.language.typeset
        key = dict.fromkeys((row.printed, typeset(row.category)) for row in drawing.rows if row.printed)
        doubtful = any(row.uncertain for row in drawing.rows)
        told = {"alt": plain(drawing.alt, register), "path": f"{self.name}/{exhibit.name}.svg", "key": [*key]}
        return {**asdict(exhibit), **told, "doubtful": doubtful}


def variant_of(name: str, entry: VariantEntry) -> Leaflet:
    """Return the variant of a name."""
    return Leaflet(name, entry)
