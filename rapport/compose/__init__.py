"""4. The manuscript: every number, chart, table and person in its place, in plain Markdown that any engine can render.

Each line of the manuscript knows the author's line that it comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rapport import french
from rapport.awaited import GAP
from rapport.calls import (
    ChartCall,
    Known,
    NumberCall,
    PeopleCall,
    Placed,
    TableCall,
    calls_of,
    printed_number,
    printed_unit,
    told_text,
    words_before,
)
from rapport.claims.calls import YearCall
from rapport.compose.typography import attribute, escaped, typeset_markdown
from rapport.compose.views import Views
from rapport.compose.years import MARKED_GAP
from rapport.doubts import TO_CONFIRM
from rapport.model import Content, Drawing, Manuscript, Mention, PartOpener, Piece, Report, Section
from rapport.problems import Place
from rapport.recall import numbers_of, recalled, shown_by
from rapport.register import Register, Registered, register_of
from rapport.spans import bared


def compose(report: Report, drawings: Mapping[str, Drawing]) -> Manuscript:
    """Return the manuscript of a report whose sources passed the rules: every name resolves."""
    register = register_of(report)
    # An event's photograph is shown once its file is there.
    pictures = tuple(sorted(path.as_posix() for path in (report.root / "assets").rglob("*") if path.suffix != ".ttf"))
    before = _written_from((numbers_of(report), report.charts, shown_by(drawings), pictures))
    now: dict[str, _Written] = {}
    in_part = False
    for content in report.contents:
        in_part = in_part or isinstance(content, PartOpener)
        level = 2 if in_part else 1
        known = before.get(content.id)
        if known is None or (known.content, known.level) != (content, level):
            writer = _Writer(report, register, drawings, content.id)
            piece = writer.part(content) if isinstance(content, PartOpener) else writer.section(content, level)
            known = _Written(content, level, piece, tuple(writer.mentions))
        now[content.id] = known
    before.clear()
    before.update(now)
    mentions = tuple(mention for written in now.values() for mention in written.mentions)
    return Manuscript(tuple(written.piece for written in now.values()), mentions, drawings)


class _Written(NamedTuple):
    """A piece as it was last written, what it was written from, and the numbers that it prints."""

    content: Content
    level: int
    piece: Piece
    mentions: tuple[Mention, ...]


@recalled(lambda things: things)
def _written_from(things: tuple[Any, ...]) -> dict[str, _Written]:  # noqa: ARG001 - they tell one memory from another
    """Return the pieces last written from the same numbers and drawings: only edited sections are written again."""
    return {}


class _Writer:
    """Writes one piece; records what it prints in ``mentions``."""

    def __init__(self, report: Report, register: Register, drawings: Mapping[str, Drawing], piece: str) -> None:
        self.report = report
        self.register = register
        self.drawings = drawings
        self.piece = piece
        self.mentions: list[Mention] = []
        self.place = Place("")  # the author's line being expanded
        self.views = Views(register, self.bind, self.inline, self.plain)

    def part(self, opener: PartOpener) -> Piece:
        self.place = opener.place
        lines = [
            f":::::: {{.part #{opener.id} number={attribute(french.roman(opener.number))}}}",
            f"# {self.inline(opener.title)}",
            *(("", "::: lead", self.inline(opener.lead), ":::") if opener.lead else ()),
            "::::::",
        ]
        return Piece(opener.id, "\n".join(lines) + "\n", (opener.place,) * len(lines))

    def section(self, section: Section, level: int) -> Piece:
        head = section.front
        self.place = head.at("title")
        opening = f":::::: {{.section #{section.id} level={attribute(str(level))}{self._acronyms(section)}}}"
        lines = [(opening, self.place), (f"# {self.inline(head.title)}", self.place)]
        for name, text in (("kicker", head.kicker), ("lead", head.lead)):
            if text:
                self.place = head.at(name)
                lines += [(line, self.place) for line in ("", f"::: {name}", self.inline(text), ":::")]
        lines.append(("", self.place))
        lines += self._body(section)
        lines += [("", self.place), ("::::::", self.place)]
        return Piece(section.id, "\n".join(text for text, _ in lines) + "\n", tuple(place for _, place in lines))

    def _acronyms(self, section: Section) -> str:
        """Return the acronyms of the lexicon that a section uses, with their anchors: each one's first use is a link."""
        tables = [c.call for c in calls_of(section.body) if isinstance(c, Placed) and isinstance(c.call, TableCall)]
        if any(table.ref in self.views.lexicons for table in tables):
            return ""
        words = set(re.findall(r"[\w-]+", section.body))
        used = {term: anchor for term, anchor in self.views.anchors.items() if term in words}
        pairs = " ".join(f"{term}={anchor}" for term, anchor in sorted(used.items()))
        return f" acronyms={attribute(pairs)}" if pairs else ""

    def _body(self, section: Section) -> Iterator[tuple[str, Place]]:
        calls = [call for call in calls_of(section.body) if isinstance(call, Placed)]
        text = typeset_markdown(bared(_with_stand_ins(section.body, calls)))
        for offset, line in enumerate(text.split("\n")):
            self.place = Place(section.path, section.first_line + offset)
            for expanded in self._expanded(line, calls):
                yield expanded, self.place

    def _expanded(self, line: str, calls: list[Placed]) -> list[str]:
        alone = line.strip()
        if alone.startswith(_START) and alone.endswith(french.BOUND) and alone.count(_START) == 1:
            call = calls[int(alone[1:-1])].call
            if not isinstance(call, NumberCall):
                return ["", *self._block(call), ""]
        while (start := line.find(_START)) >= 0:
            end = line.index(french.BOUND, start)
            call = calls[int(line[start + 1 : end])].call
            line = line[:start] + (self._value(call) if isinstance(call, NumberCall) else "") + line[end + 1 :]
        return [line]

    def _block(self, call: ChartCall | TableCall | PeopleCall) -> list[str]:
        if isinstance(call, ChartCall):
            drawing = self.drawings.get(call.ref)
            return self.views.chart(self.report.charts[call.ref], drawing) if drawing else self._undrawn(call.ref)
        if isinstance(call, TableCall):
            return self.views.table(self.report.tables[call.ref], call)
        return self.views.people(self.report.tables["people"], call)

    def _undrawn(self, name: str) -> list[str]:
        """Return what stands in place of a chart whose numbers are to be filled in."""
        title = self.inline(self.report.charts[name].title)
        return [f"::: {{.awaited #chart-{name}}}", f"Graphique à renseigner{french.NBSP}: {title}", ":::"]

    def _value(self, call: NumberCall) -> str:
        number = self.register.found(call.number)
        if number is None:
            return MARKED_GAP
        if isinstance(call, YearCall):
            return printed_number(number, call)
        unit = printed_unit(number, call)
        bound = words_before(number, call) + self.bind(number, printed_number(number, call))
        return f"{bound}{french.NBSP}{escaped(french.typeset(unit))}" if unit else bound

    def bind(self, number: Registered, printed: str) -> str:
        """Return a number as a span that carries its name, and record the mention."""
        self.mentions.append(Mention(number.ref, printed, self.place, self.piece))
        doubt = " .to-confirm" if number.status == TO_CONFIRM else ""
        return f"[{escaped(printed)}]{{.value{doubt} ref={attribute(number.ref)}}}"

    def inline(self, text: str, *, literal: bool = False) -> str:
        """Return a one-line text of an author (title, source, cell) with its calls expanded.

        ``literal`` for the cells of a table: no mark in them means anything to Markdown.
        """
        calls = [call for call in calls_of(text) if isinstance(call, Placed)]
        line = _with_stand_ins(text, calls).replace("\n", " ")
        line = escaped(french.typeset(line)) if literal else typeset_markdown(line)
        return self._expanded(line, calls)[0] if calls else line

    def plain(self, text: str) -> str:
        """Return a text for an alternative text: its numbers are printed, no mark can bind them."""
        calls = [call for call in calls_of(text) if isinstance(call, Placed)]
        line = french.typeset(_with_stand_ins(text, calls))
        return re.sub(f"{_START}(\\d+){french.BOUND}", lambda m: self._printed(calls[int(m[1])].call), line)

    def _printed(self, call: Known) -> str:
        if not isinstance(call, NumberCall):
            return ""
        number = self.register.found(call.number)
        return told_text(number, call) if number else GAP


_START = "\ue000"


def _with_stand_ins(text: str, calls: list[Placed]) -> str:
    """Return the text with each call replaced by a stand-in that typography leaves alone."""
    out, position = [], 0
    for index, call in enumerate(calls):
        out += [text[position : call.start], f"{_START}{index}{french.BOUND}"]
        position = call.end
    return "".join([*out, text[position:]])
