"""The paragraphs of a part of a Word file (ECMA-376, part 1), letter by letter, as they read once every change is accepted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.sources.proof import BOOKMARK, NOTE, PICTURE, UNNAMED, ProofParagraph, Run, led
from rapport.sources.reading.proofs.cell_layout import TableLooks
from rapport.sources.reading.proofs.layout import Layout, layout_of
from rapport.sources.reading.proofs.looks import Looks, changed_looks, given_looks, picture_in
from rapport.sources.reading.proofs.names import W, bare_name, value_of
from rapport.sources.reading.proofs.numbering import ListKinds, form_of
from rapport.sources.reading.proofs.table_rows import rows_gone, rows_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPH, _RUN, _TEXT, _PROPERTIES = (f"{W}{name}" for name in ("p", "r", "t", "rPr"))
_OFF = {"0", "false", "off", "none", "baseline"}
_MARKS = {
    "b": "b", "i": "i", "u": "u", "strike": "s", "dstrike": "s", "highlight": "h", "vertAlign": "e", "caps": "k",
    "smallCaps": "k", "vanish": "v",
}  # fmt: skip
_GONE = {"del", "moveFrom"}
_CAME = {"ins", "moveTo"}
_SAID = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_PASSED = {"pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "txbxContent", "footnotePr"}
_LEVEL = re.compile(r"(?:heading|titre)\s*(\d)", re.IGNORECASE)
_ANNEX = re.compile(r"chiffre-\d+")  # where the number's own link leads
_DOUBT = "Chiffre à confirmer"
_STRONG = {"Strong": "b", "Gras": "b", "Emphasis": "i", "Accentuation": "i"}
_TARGET = re.compile(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')


Heard = Callable[[str, str, str, str], None]


@dataclass(frozen=True)
class Around:
    """What the paragraphs of a part refer to: styles, targets of links, kinds of lists, pictures."""

    styles: Mapping[str, str]
    links: Mapping[str, str]
    lists: ListKinds
    note: bool = False
    looks: Mapping[str, Looks] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)  # a mark of each, by its relationship
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    tables: Mapping[str, TableLooks] = field(default_factory=dict)


@dataclass
class _State:
    """Where the reading of a paragraph stands."""

    marks: str = ""
    link: str = ""
    ref: str = ""
    runs: list[Run] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    people: dict[str, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    tracked: bool = False
    fields: list[str] = field(default_factory=list)  # what each open field is asked to show; « = » once it shows it


def paragraphs_of(root: Any, around: Around, heard: Heard) -> Iterator[ProofParagraph]:
    """Yield the paragraphs of a part in order; those whose mark is deleted are joined to the next one.

    ``heard`` is told where a comment begins and ends: the kind of mark, its id, the paragraph's first bookmark, its words so far.
    """
    state, opened = _State(), None
    rows = rows_of(root)
    passed = {one for other in (*root.iter(f"{W}txbxContent", "{*}Fallback"), *rows_gone(root)) for one in other.iter(_PARAGRAPH)}
    for element in root.iter(_PARAGRAPH):
        if element in passed:
            continue
        if opened is not None and element.getparent() is not opened:
            state = _State()  # what a table's edge parts isn't joined
        _read(element, state, around, heard)
        marks = element.find(f"{W}pPr/{W}rPr")
        gone = marks is not None and any(marks.find(f"{W}{name}") is not None for name in _GONE)
        if gone and state.runs and _next(element) is not None:  # one of which nothing stays is gone by itself
            opened = element.getparent()
            continue
        yield _paragraph(element, state, around, rows.get(element.getparent().getparent(), ""))
        state, opened = _State(), None


def _next(element: Any) -> Any:
    return next(element.itersiblings(f"{W}p"), None)


def _paragraph(element: Any, state: _State, around: Around, row: str) -> ProofParagraph:
    style = around.styles.get(value_of(element.find(f"{W}pPr/{W}pStyle")), "")
    level = _LEVEL.fullmatch(style)
    return ProofParagraph(
        tuple(dict.fromkeys(state.ids)), merged(state.runs), style,
        form_of(element.find(f"{W}pPr"), int(level[1]) if level else 0, around.lists),
        row=row, note=around.note, people=tuple(state.people), tracked=state.tracked,
        pictures=" ".join(filter(None, state.pictures)), layout=layout_of(element, around.layouts, around.tables),
    )  # fmt: skip


def merged(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs, those that follow each other and differ in nothing made one."""
    made: list[Run] = []
    for run in runs:
        if made and made[-1][1:] == run[1:]:
            made[-1] = made[-1]._replace(text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


def _read(element: Any, state: _State, around: Around, heard: Heard) -> None:
    for one in element[0] if len(element) and element[0].tag == f"{W}pPr" else ():
        if one.tag == f"{W}pPrChange":
            _changed_by(one, state)
        for change in one if one.tag == _PROPERTIES else ():
            if bare_name(change.tag) in _GONE | _CAME:
                _changed_by(change, state)
    _walk(element, state, around, heard)


def _walk(parent: Any, state: _State, around: Around, heard: Heard) -> None:
    for child in parent:
        if child.tag == _RUN:
            _run(child, state, around)
            continue
        name = bare_name(child.tag)
        if name in _GONE:
            if len(child):
                _changed_by(child, state)
        elif name == "bookmarkStart":
            known = child.get(f"{W}name", "")
            if known.startswith(BOOKMARK):
                state.ids += re.findall(r"^\d+", known.removeprefix(BOOKMARK))
        elif name in {"commentRangeStart", "commentRangeEnd", "commentReference"}:
            heard(name, child.get(f"{W}id", ""), state.ids[0] if state.ids else "", "".join(run.text for run in state.runs))
        elif name == "sdt":
            _control(child, state, around, heard)
        elif name in {"hyperlink", "fldSimple"}:
            _link(child, name, state, around, heard)
        elif name in {"oMath", "oMathPara", "AlternateContent"}:
            state.runs.append(Run(PICTURE))
        elif name not in _PASSED:
            if name in _CAME:
                _changed_by(child, state)
            _walk(child, state, around, heard)


def _control(control: Any, state: _State, around: Around, heard: Heard) -> None:
    kept = state.ref
    state.ref = value_of(control.find(f"{W}sdtPr/{W}tag")) or _titled(control) or state.ref
    content = control.find(f"{W}sdtContent")
    if content is not None:
        _walk(content, state, around, heard)
    state.ref = kept


def _titled(control: Any) -> str:
    """Return a mark of a control that lost its tag and kept its title, as LibreOffice 7.4 leaves it."""
    title = value_of(control.find(f"{W}sdtPr/{W}alias"))
    return f"{UNNAMED}{title}" if title else ""


def _link(link: Any, name: str, state: _State, around: Around, heard: Heard) -> None:
    anchor = link.get(f"{W}anchor", "")
    target = around.links.get(link.get(_R, ""), "") + (f"#{anchor}" if anchor else "")
    if name == "fldSimple":
        found = _TARGET.search(link.get(f"{W}instr", ""))
        target = found[1] if found else ""
    kept = state.link, state.ref
    if _ANNEX.fullmatch(anchor):
        state.ref = state.ref or UNNAMED
    elif not state.ref:
        state.link = led(target)
    _walk(link, state, around, heard)
    state.link, state.ref = kept


def _run(run: Any, state: _State, around: Around) -> None:
    marks = ""
    for part in run:
        if part.tag == _PROPERTIES:
            marks = _marks(part, state, around)
            continue
        if part.tag == _TEXT and not state.fields:
            state.runs.append(Run(part.text or "", marks, state.link, state.ref))
            continue
        name = bare_name(part.tag)
        if name == "fldChar":
            _field(part.get(f"{W}fldCharType", ""), state)
        elif name == "instrText" and state.fields:
            state.fields[-1] += part.text or ""
        elif name in {"drawing", "pict", "object", "AlternateContent", "sym"}:
            state.runs.append(Run(PICTURE))
            state.pictures.append(picture_in(part, around.pictures))
        elif name in {"footnoteReference", "endnoteReference"}:
            state.runs.append(Run(NOTE))
        elif name == "t" or (name in _SAID and part.get(f"{W}type") not in {"page", "column"}):
            text = _SAID.get(name) or part.text or ""
            link = next((one[1:] for one in reversed(state.fields) if one.startswith("=")), state.link)
            state.runs.append(Run(text, marks, "" if _ANNEX.fullmatch(link.removeprefix("#")) else link, state.ref))


def _field(kind: str, state: _State) -> None:
    """Follow a field made of several runs: what it is asked to show isn't read, what it shows is."""
    if kind == "begin":
        state.fields.append("")
    elif kind == "separate" and state.fields:
        found = _TARGET.search(state.fields[-1])
        local = "#" if found and r"\l" in state.fields[-1] else ""
        state.fields[-1] = f"={local}{led(found[1])}" if found else "="
    elif kind == "end" and state.fields:
        state.fields.pop()


def _marks(properties: Any, state: _State, around: Around) -> str:
    found = set()
    for one in properties:
        name = bare_name(one.tag)
        if name in _MARKS and (one.get(f"{W}val") or "1") not in _OFF:
            found.add(_MARKS[name])
        elif name == "rStyle":
            style = around.styles.get(one.get(f"{W}val", ""), "")
            found |= {*_STRONG.get(style, "")} | ({"d"} if style == _DOUBT and not state.ref else set())
        elif name == "rPrChange" or name in _CAME:
            _changed_by(one, state)
            found |= {*changed_looks(properties, one)}
    return "".join(sorted({*found, *given_looks(properties, around.looks)}))


def _changed_by(change: Any, state: _State) -> None:
    state.tracked = True
    if person := " ".join(change.get(f"{W}author", "").split()):
        state.people[person] = None
