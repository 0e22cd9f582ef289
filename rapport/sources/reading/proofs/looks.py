"""What somebody gave letters and pictures beside what their styles say: no source of a report has it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from rapport.sources.reading.proofs.given import NOTHING, property_values, usual_of, value_in_word
from rapport.sources.reading.proofs.names import W, bare_name, value_of

if TYPE_CHECKING:
    from rapport.sources.reading.proofs.cell_layout import TableLooks

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_SAID = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_LOOKS = {f"{W}color": ("c", f"{W}val"), f"{W}sz": ("z", f"{W}val"), f"{W}rFonts": ("p", f"{W}ascii")}
_AS_EVER = frozenset({"", "auto", "AUTO"})
_EMU = 635  # in a twentieth of a point
PICTURE = "picture"
_DEEPEST = 20  # styles based on each other
_SWITCHED = frozenset(
    {"b", "i", "u", "strike", "dstrike", "highlight", "vertAlign", "caps", "smallCaps", "vanish"}
)  # read elsewhere
_OTHER, SWITCH = "o", "t"
_ELSEWHERE = frozenset({"rStyle", "color", "sz", "rFonts", *_SWITCHED})
Looks = Mapping[str, str]  # the mark of a look, « o.kern » for any that has none of its own, and its value


def looks_of(properties: Any) -> Looks:
    """Return what properties of letters say themselves: colour, size, font, what they switch on or off, all the rest."""
    if properties is None:
        return {}
    found: dict[str, str] = {}
    for one in properties:
        name = bare_name(one.tag)
        if name in _SWITCHED:
            found[f"{SWITCH}.{name}"] = NOTHING if value_in_word(one) in {NOTHING, "baseline"} else "1"
        elif one.tag in _LOOKS:
            mark, key = _LOOKS[one.tag]
            value = (one.get(key) or "").upper()
            value = value if value not in _AS_EVER else (one.get(f"{W}themeColor") or one.get(f"{W}asciiTheme") or "").upper()
            found |= {mark: value} if value not in _AS_EVER else {}
        elif name not in _ELSEWHERE:
            found |= {
                f"{_OTHER}.{name}": _shade(one) if name in {"shd", "bdr"} else value for name, value in property_values((one,))
            }
    return found


def _shade(one: Any) -> str:
    """Return a fill or a frame of letters; 0 of none."""
    name = bare_name(one.tag)
    fill = (one.get(f"{W}fill") or "").upper()
    bare = (
        value_of(one) in {"", "none", "nil"}
        if name == "bdr"
        else fill in {*_AS_EVER, "FFFFFF"} and value_of(one) in {"clear", "nil", ""}
    )
    return NOTHING if bare else value_in_word(one)


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


def given_looks(properties: Any, styles: Mapping[str, Looks], tables: Mapping[str, TableLooks] = {}) -> set[str]:
    """Return the marks of the looks that somebody gave letters: what no style of theirs says, that of their table neither."""
    own = looks_of(properties)
    own = {mark: value for mark, value in own.items() if value != usual_of(mark.rpartition(".")[2]) or mark.startswith(SWITCH)}
    own = {mark: value for mark, value in own.items() if not (mark.startswith(SWITCH) and value != NOTHING)}
    if not own:
        return set()
    paragraph = next(properties.iterancestors(f"{W}p"), None)
    names = [value_of(properties.find(f"{W}rStyle"))]
    names += [value_of(paragraph.find(f"{W}pPr/{W}pStyle"))] if paragraph is not None else []
    looks = [styles.get(name, {}) for name in ("", *filter(None, names))]
    table = next(properties.iterancestors(f"{W}tbl"), None)
    style = tables.get(value_of(table.find(f"{W}tblPr/{W}tblStyle"))) if table is not None else None
    found = set()
    for mark, value in own.items():
        if mark.startswith(SWITCH):
            found |= {_OTHER} if any(one.get(mark) == "1" for one in looks) else set()
        elif all(one.get(mark) != value for one in looks) and not (style is not None and value in style.letters.get(mark, ())):
            found.add(mark[0])
    return found


def changed_looks(properties: Any, change: Any) -> str:
    """Return the marks of the looks that somebody changed while changes were followed.

    LibreOffice, which follows what it does to cells itself, doesn't say how they looked.
    """
    old = change.find(f"{W}rPr")
    if old is None:
        return ""
    now, before = looks_of(properties), looks_of(old)
    return "".join(mark for mark in ("c", "z", "p") if now.get(mark) != before.get(mark))


def picture_in(drawing: Any, prints: Mapping[str, str]) -> str:
    """Return a mark of a picture and of the text that says it; ``prints`` are those of the file's pictures, by relationship."""
    shown = next((prints[name] for blip in drawing.iter(_BLIP) if (name := blip.get(_EMBED, "")) in prints), "")
    said = next((one.get("descr") or "" for one in drawing.iter(_SAID)), "")
    return f"{shown}:{print_of(' '.join(said.split()).encode())}" if shown else ""


def picture_words(paragraph: Any) -> list[str]:
    """Return the words that say how large the pictures of a paragraph are, what is cut off, whether text flows around."""
    sizes, cut, floating = [], [], False
    for drawing in paragraph.iter(f"{W}drawing"):
        if next(drawing.iter(_BLIP), None) is None:
            continue
        holder = drawing[0] if len(drawing) else drawing
        floating = floating or bare_name(holder.tag) == "anchor"
        extent = holder.find("{*}extent")
        sizes += [str(_twips(extent, key)) for key in ("cx", "cy")] if extent is not None else []
        crop = next(drawing.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}srcRect"), None)
        cut += [value for _, value in sorted(crop.items()) if value != "0"] if crop is not None else []
    said = {"size": ",".join(sizes), "crop": ",".join(cut), "place": "1" if floating else ""}
    return [f"{PICTURE}.{name}={value}" for name, value in said.items() if value]


def _twips(extent: Any, key: str) -> int:
    value = extent.get(key) or "0"
    return int(value) // _EMU if value.isdecimal() else 0


def print_of(content: bytes) -> str:
    """Return a short mark of contents."""
    return sha256(content).hexdigest()[:10]
