"""The passages of the manuscript: a section or a part opener in plain Markdown, with the numbers that it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.markdown.drawn import drawn_in
from rapport.ground.markdown.glued import glued_in
from rapport.ground.markdown.margins import with_fences_at_margin
from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.manuscript.asked import Asked, Passage
from rapport.manuscript.frames import frames_of
from rapport.manuscript.last_year import MARKED_GAP
from rapport.manuscript.typography import attribute, escaped, one_line, typeset_markdown
from rapport.manuscript.views import Views
from rapport.numbers.awaited import GAP
from rapport.numbers.calls import (
    ChartCall,
    Known,
    NumberCall,
    PeopleCall,
    Placed,
    TableCall,
    calls_of,
    doubtful_text,
    printed_number,
    printed_unit,
    words_before,
)
from rapport.numbers.claims.calls import YearCall
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.gaps import gap_of
from rapport.numbers.register import Registered
from rapport.sources.model import Content, Mention, PartOpener, Piece, Section
from rapport.sources.scalars import UNKNOWN
from rapport.sources.spans import bared


def passage_of(content: Content, level: int, asked: Asked) -> Passage:
    """Return the passage of a content whose sources passed the rules: every name resolves.

    ``level`` is that of its heading: 2 inside a part.
    """
    writer = _Writer(asked, content.id)
    piece = writer.part(content) if isinstance(content, PartOpener) else writer.section(content, level)
    return Passage(piece, tuple(writer.mentions), tuple(writer.distinct.added))


class _Writer:
    """Writes one piece; records what it prints in ``mentions``."""

    def __init__(self, asked: Asked, piece: str) -> None:
        self.asked = asked
        self.report = asked.report
        self.register = asked.register
        self.drawings = asked.drawings
        self.piece = piece
        self.mentions: list[Mention] = []
        self.place = Place("")  # the author's line being expanded
        self.distinct = asked.distinct(piece)
        self.views = Views(self.register, self.bind, self.inline, self.plain, asked.is_file, self.distinct.anchor)

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
        said = f"{self._where(section)}{self._acronyms(section)}{self._taken(section)}"
        opening = f":::::: {{.section #{section.id} level={attribute(str(level))}{said}}}"
        lines = [(opening, self.place), (f"# {self.inline(head.title)}", self.place)]
        for name, text in (("kicker", head.kicker), ("lead", head.lead)):
            if text:
                self.place = head.at(name)
                lines += [(line, self.place) for line in ("", f"::: {name}", self.inline(text), ":::")]
        lines.append(("", self.place))
        lines += self._body(section)
        lines += [("", self.place), ("::::::", self.place)]
        return Piece(section.id, "\n".join(text for text, _ in lines) + "\n", tuple(place for _, place in lines))

    def _where(self, section: Section) -> str:
        """Return where a section stands in the PDF, if it doesn't begin a page of its part."""
        edition = self.report.edition
        where = "end" if section.id in edition.end_matter else "shared" if section.id in edition.share_page else ""
        look = " .coloured" if section.id in edition.coloured_pages else " .banner" if section.id in edition.banners else ""
        return f" stands={attribute(where)}" if where else look

    def _taken(self, section: Section) -> str:
        """Return the anchors that the headings of a section must not get."""
        taken = self.distinct.around(section.id)
        return f" taken={attribute(taken)}" if taken else ""

    def _acronyms(self, section: Section) -> str:
        """Return the acronyms of the lexicon that a section uses, with anchor and meaning: each one's first use is a link."""
        tables = [c.call for c in calls_of(section.body) if isinstance(c, Placed) and isinstance(c.call, TableCall)]
        acronyms = self.asked.acronyms
        if any(table.ref in acronyms.lexicons for table in tables):
            return ""
        words = set(re.findall(r"[\w-]+", section.body))
        used = sorted(term for term in acronyms.anchors if term in words)
        entries = " ".join(f"{term}={acronyms.anchors[term]}={acronyms.meanings[term]};" for term in used)
        return f" acronyms={attribute(entries)}" if entries else ""

    def _body(self, section: Section) -> Iterator[tuple[str, Place]]:
        calls = [call for call in calls_of(section.body) if isinstance(call, Placed)]
        marked = with_fences_at_margin(bared(self._with_stand_ins(section.body, calls), markdown=True))
        text = typeset_markdown(marked)
        glued = glued_in("\n".join("" if self._shown_by(line, calls) else line for line in marked.split("\n")))
        drawn = self._drawn(section)
        framed = frames_of(section.body, self.inline, self.asked.is_file, draft=self.views.draft)
        for offset, line in enumerate(text.split("\n")):
            self.place = Place(section.path, section.first_line + offset)
            if offset in glued:
                yield glued[offset], self.place
            if offset in framed:
                yield from ((shown, self.place) for shown in framed[offset])
                continue
            if offset in drawn:
                yield drawn[offset], self.place
                continue
            for expanded in self._expanded(line, calls):
                yield expanded, self.place

    def _drawn(self, section: Section) -> dict[int, str]:
        """Return the lines of the drawn tables by their number in the text (from 0), columns as wide as the cells now ask."""
        lines: dict[int, str] = {}
        for table in drawn_in(section.body) if "--" in section.body or "==" in section.body else ():

            def written(cell: str, number: int, first: int = section.first_line + table.first) -> str:
                self.place = Place(section.path, first + number)
                return self.inline(cell)

            lines |= dict(enumerate(table.redrawn(written), table.first))
        return lines

    def _shown_by(self, line: str, calls: list[Placed]) -> ChartCall | TableCall | PeopleCall | None:
        """Return the call that a line is the stand-in of, unless it prints a number: that is a word of its paragraph."""
        alone = _CALLED.fullmatch(line.strip())
        call = calls[int(alone[1])].call if alone else None
        return None if isinstance(call, NumberCall) else call

    def _expanded(self, line: str, calls: list[Placed]) -> list[str]:
        if block := self._shown_by(line, calls):
            return ["", *self._block(block), ""]
        if "![" in line:
            line = _ALTERNATIVE.sub(lambda alt: self._filled_in(alt[0], calls), line)
        while (start := line.find(_START)) >= 0:
            end = line.index(french.BOUND, start)
            call = calls[int(line[start + 1 : end])].call
            if _BINDS.search(line, 0, start):  # before the bracket of a bound number, it would be a picture's mark or a note's
                line, start, end = f"{line[: start - 1]}\\{line[start - 1 :]}", start + 1, end + 1
            value = self._value(call) if isinstance(call, NumberCall) else ""
            ended = value == _MARKED_UNKNOWN and line[end + 1 : end + 2] == "."  # « n.d. » ends a sentence by itself
            line = line[:start] + value + line[end + 1 + ended :]
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
        return [
            f"::: {{.awaited #{self.distinct.anchor(f'chart-{name}')}}}",
            f"Graphique à renseigner{french.NBSP}: {title}",
            ":::",
        ]

    def _value(self, call: NumberCall) -> str:
        number = self.register.found(call.number)
        if number is None:
            gap = gap_of(self.register, call.number)
            return MARKED_GAP if gap == GAP else f"[{gap}]{{.unknown}}"  # it stands as a number does
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
        line = self._with_stand_ins(text, calls).replace("\n", " ")
        line = escaped(french.typeset(line)) if literal else one_line(typeset_markdown(line))
        return self._expanded(line, calls)[0] if calls else line

    def plain(self, text: str) -> str:
        """Return a text for an alternative text: its numbers are printed, no mark can bind them."""
        calls = [call for call in calls_of(text) if isinstance(call, Placed)]
        line = french.typeset(self._with_stand_ins(text, calls))
        return _CALLED.sub(lambda found: self._printed(calls[int(found[1])].call), line)

    def _filled_in(self, text: str, calls: list[Placed]) -> str:
        """Return a text with its numbers as plain words, where no mark can bind them."""
        return _CALLED.sub(lambda found: escaped(self._printed(calls[int(found[1])].call)), text)

    def _printed(self, call: Known) -> str:
        if not isinstance(call, NumberCall):
            return ""
        number = self.register.found(call.number)
        return doubtful_text(number, call) if number else gap_of(self.register, call.number)

    def _with_stand_ins(self, text: str, calls: list[Placed]) -> str:
        """Return the text with each call replaced by a stand-in that typography leaves alone, and each year by its digits."""
        out, position = [], 0
        for index, found in enumerate(calls):
            call = found.call
            stand_in = f"{_START}{'0' * self._prints_unit(call)}{index}{french.BOUND}"
            out += [text[position : found.start], self._year(call, text, found) if isinstance(call, YearCall) else stand_in]
            position = found.end
        return "".join([*out, text[position:]])

    def _prints_unit(self, call: Known) -> bool:
        number = self.register.found(call.number) if isinstance(call, NumberCall) else None
        return isinstance(call, NumberCall) and number is not None and bool(printed_unit(number, call))

    def _year(self, call: YearCall, text: str, found: Placed) -> str:
        """Return the digits of a year; what would make of them the number of a list is escaped."""
        opens = not text[: found.start].rpartition("\n")[2].strip()
        escape = "\\" if opens and text[found.end : found.end + 1] in {".", ")"} else ""
        return f"{self.report.edition.year + call.place}{escape}"


_START = "\ue000"
_MARKED_UNKNOWN = f"[{UNKNOWN}]{{.unknown}}"
_BINDS = regex(r"(?<!\\)(?:\\\\)*[!^\\]\Z")
_CALLED = regex(f"{_START}(\\d+){french.BOUND}")
_ALTERNATIVE = regex(r"!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\](?=[(\[])")  # what is said of a picture to those who don't see it
