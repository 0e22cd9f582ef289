"""The authored texts of a report, each with the way from a character to its place in the author's file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Places, TypedValue
from rapport.sources.authored import CardEntry
from rapport.sources.factsheet import sections_of
from rapport.sources.located import Located
from rapport.sources.model import Content, Report, Row, Section, Table
from rapport.sources.variants import VariantEntry, VariantNumber

PASTED = regex(r"data:image/[\w+.-]{1,40};base64,")  # what begins a picture pasted into a text (RFC 2397)
PASTED_SAID = "Une image est collée dans le texte, sous forme de lettres (« {}… »)."
PASTED_HINT = "Enregistrez-la dans un fichier de assets/photos/, et nommez-le : ![Ce qu'elle montre](assets/photos/nom.jpg)."
_PASTED_WHOLE = regex(r"data:[\w/+.;=-]{0,80};base64,\s*+([A-Za-z0-9+/=%_-]++(?:\s++[A-Za-z0-9+/=%_-]{40,}+)*+)")


@dataclass(frozen=True)
class Text:
    """An authored text. A ``body`` is Markdown that runs over lines of its file; the others stand at one place.

    ``typed`` is one of these others as it stands in the file, for the exact place of a character. It is no function that gives it
    when it is asked for: texts are compared at each edit, and two functions are never alike.
    """

    text: str
    start: Place
    section: str = ""
    body: bool = False
    typed: TypedValue | None = None
    heading: bool = False  # of a section, of a part

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]

    def place(self, offset: int) -> Place:
        """Return the place of a character."""
        if not self.body:
            return self.typed.at(self.text, offset) if self.typed else self.start
        line = bisect_right(self._lines, offset) - 1
        return Place(self.start.path, self.start.line + line, offset - self._lines[line] + 1)


def texts_of(report: Report) -> Iterator[Text]:
    """Yield every text that readers read: sections, titles, captions, notes, cells, people's notes, factsheets."""
    for content in report.contents:
        yield from texts_of_content(content)
    yield from texts_of_models(report)
    for table in report.tables.values():
        yield from texts_of_table(table, report.edition.year)
    for section in sections_of(report.factsheets).values():
        yield from texts_of_content(section)


def head_of(content: Content) -> Content:
    """Return a section without its body, a part opener as it is."""
    return replace(content, body="") if isinstance(content, Section) else content


def texts_of_content(content: Content) -> Iterator[Text]:
    """Yield the texts of a section or of a part opener."""
    if isinstance(content, Section):
        for key in ("title", "kicker", "lead"):
            yield replace(text_at(content.front, key, content.id), heading=key == "title")
        yield Text(without_pasted(content.body) or "\n", Place(content.path, content.first_line, 1), content.id, body=True)
        yield from (Text(without_pasted(slide.text), slide.start, content.id, body=True) for slide in content.slides)
    else:
        yield replace(text_at(content.entry, "part", content.id), heading=True)
        yield text_at(content.entry, "lead", content.id)


def texts_of_models(report: Report) -> Iterator[Text]:
    """Yield the texts of the numbers, the charts, the cards and the variants."""
    cards = [card for card in report.edition.cards if isinstance(card, CardEntry)]
    kinds: tuple[tuple[Iterable[Located], tuple[str, ...]], ...] = (
        (report.indicators.values(), ("label", "note", "panel", "as_of")),
        (report.charts.values(), ("title", "subtitle", "alt", "source", "note")),
        (cards, ("title", "sentence")),
        (report.edition.factsheets.values(), ("title",)),
    )
    yield from (text_at(model, key) for models, keys in kinds for model in models for key in keys)
    for variant in report.edition.variants.values():
        yield from texts_of_variant(variant)


def texts_of_variant(variant: VariantEntry) -> Iterator[Text]:
    """Yield the texts of a variant that are its own."""
    yield text_at(variant, "title")
    yield from (text_at(entry, "sentence") for entry in variant.numbers if isinstance(entry, VariantNumber))
    for index, message in enumerate(variant.messages):
        places = variant._places.below("messages").below(index)
        yield Text(without_pasted(places.marked or message), places.place, typed=variant.written("messages", index))


def texts_of_table(table: Table, year: int) -> Iterator[Text]:
    """Yield the texts of a table: its captions, the cells and the notes of a year's rows; the name of a picture is none."""
    yield from (text_at(table.spec, key) for key in ("title", "source", "note", "panel", "as_of"))
    unread = {"image", "crop", "focus", "tone"} if table.spec.view in {"timeline", "logos"} else set()
    for row in table.of_year(year):
        yield from (cell_at(row, column, text) for column, text in row.texts.items() if column not in unread)
        yield cell_at(row, "note", row.note)


def typed_texts(report: Report) -> Iterator[Text]:
    """Yield the texts that are printed as they are typed: what names the report, units, titles of columns."""
    columns = (column for table in report.tables.values() for column in table.spec.columns.values())
    kinds: tuple[tuple[Iterable[Located], tuple[str, ...]], ...] = (
        ((report.edition,), ("title", "subtitle", "organisation", "published")),
        (report.indicators.values(), ("unit", "unit_one")),
        (columns, ("label", "unit")),
    )
    yield from (text_at(model, key) for models, keys in kinds for model in models for key in keys if getattr(model, key))


def text_at(model: Located, key: str, section: str = "") -> Text:
    """Return the text of a key, with the marks of what it claims or admits."""
    return Text(
        without_pasted(model._places.below(key).marked or getattr(model, key)),
        model.at(key),
        section,
        typed=model.written(key),
    )


def cell_at(row: Row, column: str, text: str) -> Text:
    """Return the text of a cell."""
    return Text(without_pasted(row.marked.get(column, text)), row.place_of(column), typed=row.written(column))


def marked_texts_of(report: Report) -> Iterator[Text]:
    """Yield the texts of YAML and CSV that claim or admit something, whatever their key: each once."""
    yield from marked_texts(section.front for section in (*report.sections, *sections_of(report.factsheets).values()))
    yield from marked_texts_of_models(report)
    for table in report.tables.values():
        yield from marked_texts_of_table(table, report.edition.year)


def marked_texts(models: Iterable[Located]) -> Iterator[Text]:
    """Yield those of some models."""
    for model in models:
        for places in model._places.claiming:
            yield Text(places.marked, places.place, typed=_written(places))


def marked_texts_of_models(report: Report) -> Iterator[Text]:
    """Yield those of report.yml and of data/*.yml."""
    specs = (table.spec for table in report.tables.values())
    models = (report.edition, *report.assertions), report.indicators.values(), report.charts.values(), specs
    yield from marked_texts(chain.from_iterable(models))


def marked_texts_of_table(table: Table, year: int) -> Iterator[Text]:
    """Yield those of the rows of a year of a table."""
    for row in table.of_year(year):
        yield from (cell_at(row, column, text) for column, text in row.marked.items())


def _written(places: Places) -> TypedValue:
    return places.written or TypedValue("", places.place)


def without_pasted(text: str) -> str:
    """Return a text of the same length with spaces over the letters of the pictures pasted into it: nobody reads them."""
    if ";base64," not in text:
        return text
    return _PASTED_WHOLE.sub(lambda match: match[0][: match.start(1) - match.start()] + _blank(match[1]), text)


def _blank(letters: str) -> str:
    return re.sub(r"[^\n]", " ", letters)
