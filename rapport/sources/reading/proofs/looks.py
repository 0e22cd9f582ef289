"""What somebody gave letters, pictures and edges of pages beside what their styles say: no source of a report has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SAID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_LOOKS = {f"{W}color": ("c", f"{W}val"), f"{W}sz": ("z", f"{W}val"), f"{W}rFonts": ("p", f"{W}ascii")}
_AS_EVER = {"", "auto", "AUTO"}
_IMAGE = "(une image)"  # at the edge of pages
_DEEPEST = 20  # styles based on each other
Looks = Mapping[str, str]  # the mark of a look, and its value


def looks_of(properties: Any) -> Looks:
    """Return the colour, the size and the font that properties of letters name themselves."""
    if properties is None:
        return {}
    found = {_LOOKS[one.tag][0]: (one.get(_LOOKS[one.tag][1]) or "").upper() for one in properties if one.tag in _LOOKS}
    return {mark: value for mark, value in found.items() if value not in _AS_EVER}


def style_looks(root: Any) -> Mapping[str, Looks]:
    """Return the looks of each style by its id, with those of the styles that it is based on; of all letters, those of « »."""
    own = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
    made: dict[str, Looks] = {"": looks_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))}
    for name, style in own.items():
        looks: dict[str, str] = {}
        at = style
        for _ in range(_DEEPEST):
            looks = {**looks_of(at.find(f"{W}rPr")), **looks}
            based = at.find(f"{W}basedOn")
            at = own.get(based.get(f"{W}val", "")) if based is not None else None
            if at is None:
                break
        made[name] = looks
    return made


def given_looks(properties: Any, styles: Mapping[str, Looks]) -> str:
    """Return the marks of the looks that somebody gave letters: what no style of theirs says.

    Of a table's cells, whose look LibreOffice writes to their letters, what was followed alone (`changed_looks`).
    """
    own = looks_of(properties)
    if not own or next(properties.iterancestors(f"{W}tc"), None) is not None:
        return ""
    paragraph = next(properties.iterancestors(f"{W}p"), None)
    names = [_style(properties.find(f"{W}rStyle"))]
    names += [_style(paragraph.find(f"{W}pPr/{W}pStyle"))] if paragraph is not None else []
    said = [styles.get(name, {}) for name in ("", *filter(None, names))]
    return "".join(mark for mark, value in own.items() if all(one.get(mark) != value for one in said))


def changed_looks(properties: Any, change: Any) -> str:
    """Return the marks of the looks that somebody changed while changes were followed.

    LibreOffice, which follows what it does to cells itself, doesn't say how they looked.
    """
    old = change.find(f"{W}rPr")
    if old is None:
        return ""
    now, before = looks_of(properties), looks_of(old)
    return "".join(mark for mark in ("c", "z", "p") if now.get(mark) != before.get(mark))


def _style(element: Any) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")


def picture_in(drawing: Any, prints: Mapping[str, str]) -> str:
    """Return a mark of a picture and of the text that says it; ``prints`` are those of the file's pictures, by relationship."""
    shown = next((prints[name] for blip in drawing.iter(_BLIP) if (name := blip.get(_EMBED, "")) in prints), "")
    said = next((one.get("descr") or "" for one in drawing.iter(_SAID)), "")
    return f"{shown}:{print_of(' '.join(said.split()).encode())}" if shown else ""


def print_of(content: bytes) -> str:
    """Return a short mark of contents."""
    return sha256(content).hexdigest()[:10]


def edge_text(root: Any) -> str:
    """Return what the head or the foot of a page says, watermarks too, the numbers that the program counts there left out."""
    return " ".join("".join(_edge_words(root)).split())


def _says(drawing: Any) -> bool:
    return next(drawing.iter(f"{W}t"), None) is not None


def _edge_words(root: Any) -> Iterator[str]:
    deep = 0
    for one in root.iter(f"{W}fldChar", f"{W}t", f"{W}tab", f"{W}p", f"{W}drawing", f"{W}pict"):
        if one.tag == f"{W}fldChar":
            deep += {"begin": 1, "end": -1}.get(one.get(f"{W}fldCharType", ""), 0)
        elif one.tag in {f"{W}drawing", f"{W}pict"}:
            yield next((f" {path.get('string')} " for path in one.iter("{*}textpath")), "" if _says(one) else f" {_IMAGE} ")
        elif one.tag != f"{W}t":
            yield " "
        elif not deep and next(one.iterancestors(f"{W}fldSimple"), None) is None:
            yield one.text or ""
