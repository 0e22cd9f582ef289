"""A reviewer at work in a Word file: words, paragraphs, emphasis changed in its XML as Word leaves it, tracked or not."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, COMMENTS, RELATIONS = "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"


class Reviewer:
    """A Word file open in front of somebody; ``tracked`` while the changes are followed."""

    def __init__(self, raw: bytes, name: str = "Relectrice", *, tracked: bool = True) -> None:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            self.parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
        self.root = etree.fromstring(self.parts[DOCUMENT])
        self.name = name
        self.tracked = tracked
        self.made = 900_000
        marks = [mark for mark in self.root.iter(f"{W}bookmarkStart") if mark.get(f"{W}name", "").startswith("_src_")]
        self._marked = {mark.get(f"{W}name").removeprefix("_src_"): mark.getparent() for mark in marks}

    def saved(self) -> bytes:
        """Return the file as it is now."""
        made = io.BytesIO()
        parts = {**self.parts, DOCUMENT: etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)}
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return made.getvalue()

    # --- where things stand

    def paragraph(self, words: str) -> Any:
        """Return the paragraph of the text, the contents apart, that holds some words; « #0012 » is a bookmark's."""
        if words.startswith("#"):
            return self._marked[words[1:]]
        for one in self.root.iter(f"{W}p"):
            style = one.find(f"{W}pPr/{W}pStyle")
            if words in text_of(one) and not (style is not None and style.get(f"{W}val", "").startswith("TOC")):
                return one
        raise AssertionError(words)

    def called(self, text: str) -> str:
        """Return the name of the last paragraph that says a text and nothing else."""
        return next(f"#{id_}" for id_, one in reversed(self._marked.items()) if text_of(one) == text)

    def _runs(self, paragraph: Any) -> Iterator[tuple[Any, str]]:
        for run in paragraph.iter(f"{W}r"):
            if run.getparent().tag not in {f"{W}del", f"{W}moveFrom"} and (text := run.find(f"{W}t")) is not None:
                yield run, text.text or ""

    def cut(self, paragraph: Any, at: int) -> None:
        """Part the run in which a letter stands, so that it begins one."""
        for run, text in self._runs(paragraph):
            if 0 < at < len(text):
                other = copy.deepcopy(run)
                _say(run, text[:at])
                _say(other, text[at:])
                run.addnext(other)
                return
            at -= len(text)
            if at <= 0:
                return

    def _between(self, paragraph: Any, start: int, end: int) -> list[Any]:
        self.cut(paragraph, start)
        self.cut(paragraph, end)
        found, at = [], 0
        for run, text in self._runs(paragraph):
            if start <= at and at + len(text) <= end and text:
                found.append(run)
            at += len(text)
        return found

    def _mark(self, name: str) -> Any:
        self.made += 1
        attributes = {f"{W}id": str(self.made), f"{W}author": self.name, f"{W}date": "2025-03-01T10:00:00Z"}
        return etree.Element(f"{W}{name}", attributes)

    # --- words

    def change(self, before: str, after: str, around: str = "") -> None:
        """Replace words of the paragraph that holds them; ``around`` are words that tell which one."""
        paragraph = self.paragraph(around or before)
        start = text_of(paragraph).index(before)
        self.replace(paragraph, start, start + len(before), after)

    def change_note(self, before: str, after: str) -> None:
        """Replace words of a note, whatever the tracking."""
        name = "word/footnotes.xml"
        self.parts[name] = self.parts[name].replace(before.encode(), after.encode())

    def replace(self, paragraph: Any, start: int, end: int, new: str) -> None:
        """Replace letters of a paragraph; what is new looks like what stands before it."""
        gone = self._between(paragraph, start, end)
        anchor = gone[-1] if gone else self._before(paragraph, start)
        made = copy.deepcopy(anchor)
        _say(made, new)
        holder = anchor if self._is_text(anchor) or gone else anchor.getparent()
        while not gone and holder.getparent().tag in {f"{W}hyperlink", f"{W}sdtContent", f"{W}sdt"}:
            holder = holder.getparent()  # typed behind a number, letters are outside of its control
            _plain(made)
        if new:
            holder.addnext(self._inserted(made))
        for run in gone:
            self._delete(run)

    def _is_text(self, run: Any) -> bool:
        return run.getparent().tag == f"{W}p"

    def _before(self, paragraph: Any, at: int) -> Any:
        """Return the run that ends where a letter begins, the first one at the beginning."""
        self.cut(paragraph, at)
        reached = 0
        last = None
        for run, text in self._runs(paragraph):
            if reached >= at and last is not None:
                return last
            reached += len(text)
            last = run
        return last

    def _inserted(self, run: Any) -> Any:
        if not self.tracked:
            return run
        mark = self._mark("ins")
        mark.append(run)
        return mark

    def _delete(self, run: Any) -> None:
        if not self.tracked:
            run.getparent().remove(run)
            return
        mark = self._mark("del")
        run.addprevious(mark)
        mark.append(run)
        for text in run.iter(f"{W}t"):
            text.tag = f"{W}delText"

    # --- looks

    def emphasise(self, words: str, mark: str = "b", around: str = "", *, on: bool = True) -> None:
        """Set words in bold or italic, or no longer."""
        paragraph = self.paragraph(around or words)
        start = text_of(paragraph).index(words)
        for run in self._between(paragraph, start, start + len(words)):
            properties = run.find(f"{W}rPr")
            if properties is None:
                properties = etree.Element(f"{W}rPr")
                run.insert(0, properties)
            old = copy.deepcopy(properties)
            for known in properties.findall(f"{W}{mark}"):
                properties.remove(known)
            if on:
                etree.SubElement(properties, f"{W}{mark}")
            if self.tracked:
                change = self._mark("rPrChange")
                change.append(old)
                properties.append(change)

    def link(self, words: str, address: str, around: str = "") -> None:
        """Make a link of words."""
        paragraph = self.paragraph(around or words)
        start = text_of(paragraph).index(words)
        self.made += 1
        name = f"rIdNew{self.made}"
        tie = f'<Relationship Id="{name}" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/></Relationships>'
        self.parts[RELATIONS] = self.parts[RELATIONS].replace(b"</Relationships>", tie.encode())
        runs = self._between(paragraph, start, start + len(words))
        link = etree.Element(f"{W}hyperlink", {f"{{{R}}}id": name})
        runs[0].addprevious(link)
        link.extend(runs)

    # --- paragraphs

    def split(self, words: str, around: str = "") -> None:
        """Begin a new paragraph where words begin: the first one keeps the bookmark."""
        paragraph = self.paragraph(around or words)
        self.split_at(paragraph, text_of(paragraph).index(words))

    def split_at(self, paragraph: Any, start: int) -> None:
        """Begin a new paragraph at a letter."""
        self.cut(paragraph, start)
        other = etree.Element(paragraph.tag)
        if (properties := paragraph.find(f"{W}pPr")) is not None:
            other.append(copy.deepcopy(properties))
        reached = 0
        moving = []
        for child in [*paragraph]:
            length = len(text_of(child))
            if child.tag != f"{W}pPr" and reached >= start:
                moving.append(child)
            reached += length
        other.extend(moving)
        paragraph.addnext(other)
        self._track_mark(paragraph, "ins")

    def join(self, words: str) -> None:
        """Join the paragraph that holds words to the one before it: both bookmarks are in it."""
        paragraph = self.paragraph(words)
        before = next(paragraph.itersiblings(f"{W}p", preceding=True))
        if self.tracked:
            self._track_mark(before, "del")
            return
        before.extend([child for child in paragraph if child.tag != f"{W}pPr"])
        paragraph.getparent().remove(paragraph)

    def add(self, text: str, below: str) -> None:
        """Add a paragraph below the one that holds words, of the same style, without a bookmark."""
        above = self.paragraph(below)
        made = etree.Element(f"{W}p")
        if (properties := above.find(f"{W}pPr")) is not None:
            made.append(copy.deepcopy(properties))
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
        made.append(self._inserted(run))
        above.addnext(made)
        self._track_mark(above, "ins")

    def remove(self, words: str) -> None:
        """Take a paragraph away."""
        paragraph = self.paragraph(words)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return
        for run, _ in [*self._runs(paragraph)]:
            self._delete(run)
        self._track_mark(paragraph, "del")

    def move(self, words: str, below: str) -> None:
        """Put a paragraph below another one, with its bookmark."""
        self.paragraph(below).addnext(self.paragraph(words))

    def moved(self, words: str, below: str) -> None:
        """Put a paragraph below another one, as it is followed or not."""
        (self.move_in_word if self.tracked else self.move)(words, below)

    def move_in_word(self, words: str, below: str) -> None:
        """Put a paragraph below another one as Word follows it: the bookmark stays behind (ECMA-376, part 1, 17.13.5)."""
        paragraph = self.paragraph(words)
        there = copy.deepcopy(paragraph)
        for mark in [*there.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")]:
            mark.getparent().remove(mark)
        self.paragraph(below).addnext(there)
        for one, kind in ((paragraph, "moveFrom"), (there, "moveTo")):
            for run in [*one.iter(f"{W}r")]:
                mark = self._mark(kind)
                run.addprevious(mark)
                mark.append(run)
            self._track_mark(one, kind)

    def form(self, words: str, kind: str = "") -> None:
        """Make a paragraph an item of a list (« ul », « ol »), a heading (« Heading3 »), or neither."""
        paragraph = self.paragraph(words)
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        for one in [*properties.iter(f"{W}numPr", f"{W}pStyle")]:
            one.getparent().remove(one)
        if kind in {"ul", "ol"}:
            made = etree.SubElement(properties, f"{W}numPr")
            etree.SubElement(made, f"{W}ilvl").set(f"{W}val", "0")
            etree.SubElement(made, f"{W}numId").set(f"{W}val", self._list_of(kind))
        elif kind:
            style = etree.Element(f"{W}pStyle")
            style.set(f"{W}val", kind)
            properties.insert(0, style)

    def _list_of(self, kind: str) -> str:
        """Return the number of a new list."""
        self.made += 1
        name, form, text = str(self.made), {"ul": "bullet", "ol": "decimal"}[kind], {"ul": "•", "ol": "%1."}[kind]
        level = f'<w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        made = f'<w:abstractNum w:abstractNumId="{name}">{level}</w:abstractNum>'
        tie = f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num></w:numbering>'
        whole = self.parts["word/numbering.xml"].decode()
        first = whole.index("<w:num ")
        whole = whole[:first] + made + whole[first:]
        self.parts["word/numbering.xml"] = whole.replace("</w:numbering>", tie).encode()
        return name

    def _track_mark(self, paragraph: Any, kind: str) -> None:
        if not self.tracked:
            return
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        marks = properties.find(f"{W}rPr")
        marks = etree.SubElement(properties, f"{W}rPr") if marks is None else marks
        marks.append(self._mark(kind))

    def comment(self, words: str, text: str, around: str = "") -> None:
        """Write a comment in the margin about words."""
        paragraph = self.paragraph(around or words)
        start = text_of(paragraph).index(words)
        runs = self._between(paragraph, start, start + len(words))
        self.made += 1
        name = str(self.made)
        runs[0].addprevious(etree.Element(f"{W}commentRangeStart", {f"{W}id": name}))
        end = etree.Element(f"{W}commentRangeEnd", {f"{W}id": name})
        runs[-1].addnext(end)
        shown = etree.Element(f"{W}r")
        etree.SubElement(shown, f"{W}commentReference").set(f"{W}id", name)
        end.addnext(shown)
        said = f'<w:comment w:id="{name}" w:author="{self.name}" w:date="2025-03-01T10:00:00Z">'
        said += f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        whole = self.parts[COMMENTS].decode()
        closed = re.sub(r"<w:comments([^>]*)/>\s*$", r"<w:comments\1></w:comments>", whole)
        self.parts[COMMENTS] = closed.replace("</w:comments>", f"{said}</w:comment></w:comments>").encode()


def reviewed(raw: bytes, second: str = "Paul") -> bytes:
    """Return the Word file of the small edition as two people leave it: words, a number, a comment."""
    reviewer = Reviewer(raw, "Nadia")
    reviewer.change("sans rendez-vous", "sans inscription")
    reviewer.comment("habitants", "Tous ?", "La Fabrique a ouvert")
    reviewer.name = second
    reviewer.change("près de la gare", "face à la gare")
    reviewer.change("318", "319", "vélos sont repartis")
    return reviewer.saved()


def text_of(element: Any) -> str:
    """Return the letters of an element, those that are gone left out."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _say(run: Any, text: str) -> None:
    said = run.find(f"{W}t")
    said.text = text
    said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _plain(run: Any) -> None:
    if (properties := run.find(f"{W}rPr")) is not None:
        run.remove(properties)
