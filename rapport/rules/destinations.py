"""The links that a text of Markdown holds, found as Pandoc finds them: in brackets, defined apart, between angle brackets.

What a destination spells with entities, escapes or line ends is read as Pandoc reads it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache, partial
from html import unescape
from typing import NamedTuple

from rapport.addresses import scheme_of
from rapport.authored import Located
from rapport.model import Report, Section
from rapport.texts import Text

_DESTINATION = re.compile(r"\s*(?:<((?:\\.|[^<>\\\n])*)>|((?:\\.|[^()\\\n]|\n(?!\s*\n)|\((?:\\.|[^()\\])*\))*))")
_TITLE = re.compile(r"\s+(?:\"[^\"]*\"|'[^']*')\s*\Z")
_REFERENCE = re.compile(
    r"^(?P<before>[ \t>*+\d.)-]*)\[(?!\^)(?:\\.|[^\]\\\n])+\]:(?P<apart>\s*)<?(?P<target>[^\s>]+)", re.MULTILINE
)
_BARE = re.compile(r"<([a-zA-Z][\w+.-]*:[^\s<>]*)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


class Link(NamedTuple):
    """A link of a text: where it begins, whether it is a picture, its destination."""

    offset: int
    picture: bool
    target: str


@lru_cache(maxsize=8192)
def links_in(text: str) -> tuple[Link, ...]:
    """Return the links of a text, in the order of their forms."""
    found = [*_bracketed(text)] if "](" in text else []
    if "]:" in text:
        for link in _REFERENCE.finditer(text):
            target = _read(link["target"])
            # In a list, or on the next line, words that follow a bracket are often no definition.
            plain = not link["before"].strip() and len(link["before"]) <= 3 and "\n" not in link["apart"]  # noqa: PLR2004 - as Pandoc
            if plain or scheme_of(target):
                found.append(Link(link.start(), picture=False, target=target))
    if "<" in text:
        alone = (link for link in _BARE.finditer(text) if not text[: link.start()].rstrip().endswith("]("))
        found += [Link(link.start(), picture=False, target=_read(link[1])) for link in alone]
    return tuple(found)


def _bracketed(text: str) -> Iterator[Link]:
    for end in re.finditer(r"\]\(", text):
        start = _opening(text, end.start())
        if start is not None and (found := _DESTINATION.match(text, end.end())):
            picture = text[start - 1 : start] == "!"
            yield Link(start - picture, picture, _read(_TITLE.sub("", found[2]) if found[1] is None else found[1]))


def _opening(text: str, end: int) -> int | None:
    """Return where the bracket that closes at ``end`` opens, in the same paragraph; None when it doesn't."""
    depth = 0
    for index in range(end, -1, -1):
        letter = text[index]
        if letter == "\n" and not text[text.rfind("\n", 0, index) + 1 : index].strip():
            return None
        if letter in "[]" and text[index - 1 : index] != "\\":
            depth += 1 if letter == "]" else -1
            if not depth:
                return index
    return None


def _read(target: str) -> str:
    return re.sub(r"\s+", "%20", unescape(_ESCAPE.sub(r"\1", target)).strip(" \n"))


def typed_texts(report: Report) -> Iterator[Text]:
    """Yield every text of the author's YAML files and of the tables' notes, whether readers read it as such or not."""
    fronts = [content.front if isinstance(content, Section) else content.entry for content in report.contents]
    tables = [table.spec for table in report.tables.values()]
    for model in (report.edition, *fronts, *report.indicators.values(), *tables, *report.charts.values(), *report.assertions):
        yield from _texts_in(model)
    for table in report.tables.values():
        for row in table.rows:
            for column, text in (("source", row.source), ("question", row.question), ("note", row.note)):
                yield Text(text, row.place_of(column), written=partial(row.written, column))


def _texts_in(model: Located) -> Iterator[Text]:
    for name, info in type(model).model_fields.items():
        key, value = info.alias or name, getattr(model, name)
        inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, tuple) else ()
        for keys, item in [((key,), value), *(((key, below), one) for below, one in inner)]:
            if isinstance(item, Located):
                yield from _texts_in(item)
            elif isinstance(item, str):
                yield Text(item, model.at(*keys), written=partial(model.written, *keys))
