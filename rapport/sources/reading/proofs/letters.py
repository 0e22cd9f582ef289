"""The paragraphs of a part of a Word file (ECMA-376, part 1), letter by letter, as they read once every change is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any
from unicodedata import combining, normalize

from rapport.ground.patterns import regex
from rapport.sources.proof import BOOKMARK, PICTURE, UNNAMED, ProofParagraph, Run, led
from rapport.sources.reading.proofs.layout import FRAME, HYPHEN, OTHER, layout_of, read_layout
from rapport.sources.reading.proofs.looks import picture_words
from rapport.sources.reading.proofs.names import W, bare_name, by_tag, value_of
from rapport.sources.reading.proofs.numbering import form_of, list_words
from rapport.sources.reading.proofs.remarks import ENDED
from rapport.sources.reading.proofs.runs import (
    ANNEX,
    CAME,
    RAISED,
    TARGET,
    Around,
    Heard,
    ReadState,
    changed_by,
    letters_read,
    read_run,
)
from rapport.sources.reading.proofs.table_rows import rows_gone, rows_of

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PARAGRAPH, _RUN, _PROPERTIES = (f"{W}{name}" for name in ("p", "r", "rPr"))
_LAID, _STYLE, _FRAME, _CHANGED = (f"{W}{name}" for name in ("pPr", "pStyle", "framePr", "pPrChange"))
_SAID, _CONTENT, _NAME, _TITLE, _BUILT = (f"{W}{name}" for name in ("sdtPr", "sdtContent", "tag", "alias", "docPartObj"))
_LEADS, _LINKED = f"{W}anchor", f"{W}hyperlink"
CALLED = "called"  # notes, which no letter tells apart
ROOM = "room"  # that ends of lines leave below
CONTROL = "control"  # of contents, that is no number's
_GONE = {"del", "moveFrom"}
_DIRECTIONS, _TURNED = {"bdo", "dir"}, f"{OTHER}.direction"
_PASSED = {"bookmarkEnd", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "txbxContent", "footnotePr"}
_ORDINAL = regex(r"(?:er|[èe]?re|(?:i?[èe])?me|e|nde?|de?)s?")
_NUMBERED = regex(r"(?:\d|(?<!\w)[IVXLC]+)\Z")
_LEVEL = regex(r"(?:heading|titre)\s*(\d)", re.IGNORECASE)


def paragraphs_of(root: Any, around: Around, heard: Heard) -> Iterator[ProofParagraph]:
    """Yield the paragraphs of a part in order; those whose mark is deleted are joined to the next one.

    ``heard`` is told where a comment begins and ends: the kind of mark, its id, the paragraph's first bookmark, its words so far.
    """
    state, opened = ReadState(), None
    rows = rows_of(root)
    passed = {one for other in (*root.iter(f"{W}txbxContent", "{*}Fallback"), *rows_gone(root)) for one in other.iter(_PARAGRAPH)}
    for element in root.iter(_PARAGRAPH):
        if element in passed:
            continue
        if opened is not None and element.getparent() is not opened:
            state = ReadState()  # what a table's edge parts isn't joined
        said = by_tag(element[0]) if len(element) and element[0].tag == _LAID else {}  # the schema puts properties first
        _note_changes(said, state)
        _walk(element, state, around, heard)
        heard(ENDED, "", "", letters_read(state))
        dropped = _is_dropped(said)
        state.dropped = state.dropped or dropped
        if (dropped or _is_gone(said)) and state.runs and _next(element) is not None:
            opened = element.getparent()  # one of which nothing stays is gone by itself
            continue
        yield _paragraph(element, said, state, around, rows.get(element.getparent().getparent(), ""))
        state, opened = ReadState(), None


def _is_gone(said: Mapping[str, Any]) -> bool:
    marks = said.get(_PROPERTIES)
    return marks is not None and len(marks) > 0 and any(marks.find(f"{W}{name}") is not None for name in _GONE)


def _is_dropped(said: Mapping[str, Any]) -> bool:
    """Tell whether a paragraph is the large letter that the next one begins with."""
    frame = said.get(_FRAME)
    return frame is not None and frame.get(f"{W}dropCap") in {"drop", "margin"}


def _next(element: Any) -> Any:
    return next(element.itersiblings(f"{W}p"), None)


def _paragraph(element: Any, said: Mapping[str, Any], state: ReadState, around: Around, row: str) -> ProofParagraph:
    style = around.styles.get(value_of(said.get(_STYLE)), "")
    laid = layout_of(element, said, around.layouts, around.tables).split()
    laid += [f"{FRAME}.dropCap=1"] * state.dropped
    hyphens = sum(run.text.count("\u00ad") for run in state.runs)
    laid += [f"{HYPHEN}={hyphens}"] * bool(hyphens) + list_words(said, around.bullets)
    laid += picture_words(element) if state.pictures else []
    laid += [f"{CALLED}={','.join(state.called)}"] if any(state.called) else []
    state.noted += [CONTROL] * _is_controlled(element)
    runs = _ended(state)
    laid += [f"{kind}={state.noted.count(kind)}" for kind in {*state.noted}]
    return ProofParagraph(
        tuple(dict.fromkeys(state.ids)), runs, style,
        form_of(said, _level_of(style), around.lists),
        row=row, note=around.note, people=tuple(state.people), tracked=state.tracked,
        gone=not state.runs and _is_gone(said),
        pictures=" ".join(filter(None, state.pictures)), layout=" ".join(sorted(laid)),
    )  # fmt: skip


def called_in(layout: str) -> Sequence[str]:
    """Return the notes that a paragraph calls, by its layout in words."""
    return [name for name in read_layout(layout).get(CALLED, "").split(",") if name]


def _is_controlled(element: Any) -> bool:
    """Tell whether a paragraph stands in a control that holds whole ones, that of a table of contents apart."""
    holder = element.getparent()
    return holder.tag == _CONTENT and next(holder.getparent().iter(_BUILT), None) is None


@lru_cache(maxsize=64)
def _level_of(style: str) -> int:
    """Return the level of a style of headings, 0 of any other."""
    found = _LEVEL.fullmatch(style)
    return int(found[1]) if found else 0


def _ended(state: ReadState) -> tuple[Run, ...]:
    """Return the runs of a paragraph without the ends of lines that close it, which are noted: they only leave room below."""
    runs = list(lowered(_composed(state.runs)))
    while runs and (kept := runs[-1].text.rstrip("\n")) != runs[-1].text:
        state.noted += [ROOM] * (len(runs[-1].text) - len(kept))
        runs[-1:] = [runs[-1]._replace(text=kept)] if kept else []
    return tuple(runs)


def _composed(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs, their accents in one letter with what bears them (NFC), as every file is read: a Mac may write them apart."""
    before: Run | None = None
    for run in runs:
        marks = next((at for at, letter in enumerate(run.text) if not combining(letter)), len(run.text))
        if before is not None:
            yield before._replace(text=normalize("NFC", before.text + run.text[:marks]))
            before = run._replace(text=run.text[marks:])
        else:
            before = run
    if before is not None:
        yield before._replace(text=normalize("NFC", before.text))


def lowered(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return runs, the letters of an ordinal (« 1er », « XXe ») level with its number: typography raises them."""
    made: list[Run] = []
    for run in runs:
        ordinal = RAISED in run.marks and _ORDINAL.fullmatch(run.text.strip()) and made and _NUMBERED.search(made[-1].text)
        made.append(run._replace(marks=run.marks.replace(RAISED, "")) if ordinal else run)
    return merged(made)


def merged(runs: list[Run]) -> tuple[Run, ...]:
    """Return runs, those that follow each other and differ in nothing made one."""
    made: list[Run] = []
    for run in runs:
        if made and made[-1][1:] == run[1:]:
            made[-1] = made[-1]._replace(text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


def _note_changes(said: Mapping[str, Any], state: ReadState) -> None:
    for change in said.get(_PROPERTIES, ()):
        if bare_name(change.tag) in _GONE | CAME:
            changed_by(change, state)
    if _CHANGED in said:
        changed_by(said[_CHANGED], state)


def _walk(parent: Any, state: ReadState, around: Around, heard: Heard) -> None:
    for child in parent:
        name = bare_name(child.tag)
        if name in _PASSED or (name in _GONE and not len(child)):
            continue
        if child.tag == _RUN:
            read_run(child, state, around, heard)
        elif name in _GONE:
            changed_by(child, state)
        elif name == "bookmarkStart":
            known = child.get(f"{W}name", "")
            if known.startswith(BOOKMARK):
                state.ids += re.findall(r"^\d+", known.removeprefix(BOOKMARK))
        elif name in {"commentRangeStart", "commentRangeEnd", "commentReference"}:
            heard(name, child.get(f"{W}id", ""), state.ids[0] if state.ids else _mark_of(child), letters_read(state))
        elif name == "sdt":
            _control(child, state, around, heard)
        elif name in {"hyperlink", "fldSimple"}:
            _link(child, name, state, around, heard)
        elif name in {"oMath", "oMathPara", "AlternateContent"}:
            state.runs.append(Run(PICTURE))
        else:
            if name in CAME:
                changed_by(child, state)
            state.noted += [_TURNED] * (name in _DIRECTIONS)
            _walk(child, state, around, heard)


def _mark_of(child: Any) -> str:
    """Return the bookmark of the paragraph in which a mark stands, which may be behind it."""
    paragraph = next(child.iterancestors(_PARAGRAPH))
    names = (one.get(f"{W}name", "") for one in paragraph.iter(f"{W}bookmarkStart"))
    found = (re.match(r"\d+", name.removeprefix(BOOKMARK)) for name in names if name.startswith(BOOKMARK))
    return next((one[0] for one in found if one), "")


def _control(control: Any, state: ReadState, around: Around, heard: Heard) -> None:
    kept = state.ref
    own = by_tag(control)
    said = by_tag(own.get(_SAID))
    title = value_of(said.get(_TITLE))  # which LibreOffice 7.4 keeps of a control that loses its tag
    name = value_of(said.get(_NAME)) or (f"{UNNAMED}{title}" if title else "")
    if not name and not any(ANNEX.fullmatch(one.get(_LEADS, "")) for one in control.iter(_LINKED)):
        state.noted.append(CONTROL)
    state.ref = name or state.ref
    content = own.get(_CONTENT)
    if content is not None:
        _walk(content, state, around, heard)
    state.ref = kept


def _link(link: Any, name: str, state: ReadState, around: Around, heard: Heard) -> None:
    anchor = link.get(f"{W}anchor", "")
    found = TARGET.search(link.get(f"{W}instr", ""))
    target = around.links.get(link.get(_R, ""), "") + (f"#{anchor}" if anchor else "")
    if name == "fldSimple":
        target = found[1] if found else ""
    kept = state.link, state.ref, state.counted
    state.counted = state.counted or (name == "fldSimple" and found is None)
    if ANNEX.fullmatch(anchor):
        state.ref = state.ref or UNNAMED
    elif not state.ref:
        state.link = led(target)
    _walk(link, state, around, heard)
    state.link, state.ref, state.counted = kept
