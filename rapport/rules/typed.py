"""The texts that authors type: all of them, whether a reader sees them as such or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapport.rules.book import Sources
from rapport.sources.located import Located
from rapport.sources.model import Section
from rapport.sources.texts import Text


def typed_texts(sources: Sources, among: Callable[[str], bool]) -> Iterator[Text]:
    """Yield the texts of the author's YAML files and of the notes of tables, whether readers see them or not, ``among`` some."""
    fronts = [content.front if isinstance(content, Section) else content.entry for content in sources.heads]
    report = sources.report
    tables = [table.spec for table in report.tables.values()]
    for model in (report.edition, *fronts, *report.indicators.values(), *tables, *report.charts.values(), *report.assertions):
        yield from _texts_in(model, among)
    for table in report.tables.values():
        for row in table.rows:
            for column, text in (("source", row.source), ("question", row.question), ("note", row.note)):
                if among(text):
                    yield Text(text, row.place_of(column), typed=row.written(column))


def _texts_in(model: Located, among: Callable[[str], bool]) -> Iterator[Text]:
    for name, info in type(model).model_fields.items():
        key, value = info.alias or name, getattr(model, name)
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
        for keys, item in [((key,), value), *(((key, below), one) for below, one in inner)]:
            if isinstance(item, Located):
                yield from _texts_in(item, among)
            elif isinstance(item, str) and among(item):
                yield Text(item, model.at(*keys), typed=model.written(*keys))
