"""The runs of a paragraph of a Word file (ECMA-376, part 1, 17.3): letters and their marks, fields, pictures, marks of notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapport.ground.patterns import regex
from rapport.sources.proof import NOTE, PICTURE, Run, led
from rapport.sources.reading.proofs.cell_layout import TableLooks, is_bold_by_style
from rapport.sources.reading.proofs.layout import TABS, Layout
from rapport.sources.reading.proofs.looks import Looks, changed_looks, given_looks, picture_in
from rapport.sources.reading.proofs.names import W, bare_name
from rapport.sources.reading.proofs.numbering import ListKinds, ListMarks

_TEXT, _PROPERTIES = f"{W}t", f"{W}rPr"
RAISED = "e"
_OFF = {"0", "false", "off", "none", "baseline"}
_MARKS = {
    "b": "b", "i": "i", "u": "u", "strike": "s", "dstrike": "s", "highlight": "h", "vertAlign": RAISED, "caps": "k",
    "smallCaps": "k", "vanish": "v",
}  # fmt: skip
CAME = {"ins", "moveTo"}
_TABS, TYPED_TABS = {"tab", "ptab"}, f"{TABS}.typed"
_SAID = {"br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SILENT = {"lastRenderedPageBreak", "annotationRef", "footnoteRef", "endnoteRef", "separator", "continuationSeparator"}
_SILENT |= {"instrText", "delText", "delInstrText", "br", ""}
ANNEX = regex(r"chiffre-\d+")  # where the number's own link leads
_DOUBT = "Chiffre à confirmer"
_OF_NUMBERS = {_DOUBT, "Chiffre lié"}
_STRONG = {"Strong": "b", "Gras": "b", "Emphasis": "i", "Accentuation": "i"}
TARGET = regex(r'HYPERLINK\s+(?:\\l\s+)?"([^"]*)"')
_SHOWN, _FIELD, _STYLE = "=", "f", "y"
Heard = Callable[[str, str, str, str], None]


@dataclass(frozen=True)
class Around:
    """What the paragraphs of a part refer to: styles, targets of links, kinds of lists, pictures."""

    styles: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    lists: ListKinds = field(default_factory=dict)
    note: bool = False
    looks: Mapping[str, Looks] = field(default_factory=dict)
    pictures: Mapping[str, str] = field(default_factory=dict)  # a mark of each, by its relationship
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    tables: Mapping[str, TableLooks] = field(default_factory=dict)
    bullets: ListMarks = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # the first paragraph of each, by its call


@dataclass
class ReadState:
    """Where the reading of a paragraph stands."""

    link: str = ""
    ref: str = ""
    runs: list[Run] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    people: dict[str, None] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    tracked: bool = False
    noted: list[str] = field(default_factory=list)  # what is counted of its layout
    called: list[str] = field(default_factory=list)  # notes
    dropped: bool = False  # begins with a large letter, which is a paragraph of its own
    counted: bool = False  # within a simple field that is no link
    fields: list[str] = field(default_factory=list)  # what each open field is asked to show; « = » once it shows it


def letters_read(state: ReadState) -> str:
    """Return the letters of a paragraph that are read."""
    return "".join(run.text for run in state.runs)


def read_run(run: Any, state: ReadState, around: Around, heard: Heard) -> None:
    """Read a run: its letters, what stands for a picture or a note; whatever else it holds is told as an object is."""
    marks = ""
    for part in run:
        if part.tag == _PROPERTIES:
            marks = _marks(part, state, around)
            continue
        if part.tag == _TEXT and not state.fields and not state.counted:
            state.runs.append(Run(part.text or "", marks, state.link, state.ref))
            continue
        name = bare_name(part.tag)
        if name == "fldChar":
            _field(part.get(f"{W}fldCharType", ""), state)
        elif name == "instrText" and state.fields:
            state.fields[-1] += part.text or ""
        elif name in {"footnoteReference", "endnoteReference"}:
            state.runs.append(Run(NOTE))
            state.called.append(around.notes.get(f"{name.removesuffix('Reference')}{part.get(f'{W}id')}", ""))
        elif name == "commentReference":
            heard(name, part.get(f"{W}id", ""), state.ids[0] if state.ids else "", letters_read(state))
        elif name in _TABS:
            state.noted.append(TYPED_TABS)
            state.runs.append(_letters(" ", marks, state))
        elif name == "t" or (name in _SAID and part.get(f"{W}type") not in {"page", "column"}):
            state.runs.append(_letters(_SAID.get(name) or part.text or "", marks, state))
        elif name not in _SILENT:
            state.runs.append(Run(PICTURE))
            state.pictures.append(picture_in(part, around.pictures))


def _letters(text: str, marks: str, state: ReadState) -> Run:
    """Return letters, within a field where one is open: those that it shows, which a reader's program writes."""
    link = next((one[1:] for one in reversed(state.fields) if one.startswith(_SHOWN)), state.link)
    written = state.counted or (bool(state.fields) and all(one == _SHOWN for one in state.fields))
    marks = "".join(sorted({*marks, *(_FIELD if written and not state.ref else "")}))
    return Run(text, marks, "" if ANNEX.fullmatch(link.removeprefix("#")) else link, state.ref)


def _field(kind: str, state: ReadState) -> None:
    """Follow a field made of several runs: what it is asked to show isn't read, what it shows is."""
    if kind == "begin":
        state.fields.append("")
    elif kind == "separate" and state.fields:
        found = TARGET.search(state.fields[-1])
        local = "#" if found and r"\l" in state.fields[-1] else ""
        state.fields[-1] = f"={local}{led(found[1])}" if found else "="
    elif kind == "end" and state.fields and not state.fields.pop().startswith(_SHOWN):
        state.runs.append(Run(PICTURE))  # a mark that shows nothing, of an index


def _marks(properties: Any, state: ReadState, around: Around) -> str:
    found = set()
    for one in properties:
        name = bare_name(one.tag)
        if name in _MARKS and (one.get(f"{W}val") or "1") not in _OFF:
            found |= {_MARKS[name]} if name != "b" or not is_bold_by_style(properties, around.tables) else set()
        elif name == "rStyle":
            found |= _styled(around.styles.get(one.get(f"{W}val", ""), ""), state)
        elif name == "rPrChange" or name in CAME:
            changed_by(one, state)
            found |= {*changed_looks(properties, one)}
    return "".join(sorted(found | given_looks(properties, around.looks, around.tables)))


def _styled(style: str, state: ReadState) -> set[str]:
    """Return the marks of a style of letters; one that has no meaning here is a mark of its own, but in a number or a link."""
    if style in _STRONG:
        return {_STRONG[style]}
    if state.ref or state.link or state.fields:
        return set()
    return (
        {"d"}
        if style == _DOUBT
        else {_STYLE}
        if style and style not in _OF_NUMBERS and not style.startswith("Default")
        else set()
    )


def changed_by(change: Any, state: ReadState) -> None:
    """Note who changed something while changes were followed."""
    state.tracked = True
    if person := " ".join(change.get(f"{W}author", "").split()):
        state.people[person] = None
