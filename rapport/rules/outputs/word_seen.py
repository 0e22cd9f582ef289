"""What is seen of the finished Word file: its paragraphs in order, less what is hidden, or of the colour of the paper."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from rapport.ground.colours import contrast
from rapport.rules.outputs.matched import NOTE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off"}
_LEAST = 1.5  # of contrast with white paper: colours of the brand, on grounds of their own, are the styles'
_STYLES = "word/styles.xml"
_PARTS = ("word/document.xml", "word/footnotes.xml")
_FEWEST = 4  # half-points: no letter is smaller


def seen_in_word(path: Path) -> list[str]:
    """Return the texts of the paragraphs of a Word file that are seen, those of its notes last."""
    parts = _parsed(path, (_STYLES, *_PARTS))
    hidden = _hiding(parts.pop(_STYLES)) if _STYLES in parts else {}
    paragraphs = (paragraph for part in parts.values() for paragraph in part.iter(f"{_W}p"))
    return [text for paragraph in paragraphs if (text := "".join(_seen(paragraph, hidden)).strip())]


def alts_in_word(path: Path) -> list[str]:
    """Return what is said of each picture of a Word file."""
    parts = _parsed(path, _PARTS).values()
    return [str(picture.get("descr") or "") for part in parts for picture in part.iter("{*}docPr")]


def links_in_word(path: Path) -> list[str]:
    """Return the addresses that the links of a Word file lead to, outside of the file."""
    related = {name: name.replace("word/", "word/_rels/") + ".rels" for name in _PARTS}
    parts = _parsed(path, (*_PARTS, *related.values()))
    found: list[str] = []
    for name in _PARTS:
        if {name, related[name]} <= parts.keys():
            targets = {one.get("Id"): one.get("Target") for one in parts[related[name]]}
            links = parts[name].iter(f"{_W}hyperlink")
            found += [str(targets.get(link.get(f"{_R}id"))) for link in links if link.get(f"{_R}id")]
    return found


def _parsed(path: Path, names: Iterable[str]) -> dict[str, Any]:
    """Return the parts of a Word file that are there among those named, in this order."""
    from lxml import etree  # noqa: PLC0415 - `check` reads no Word file

    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    with zipfile.ZipFile(path) as archive:
        there = {*archive.namelist()}
        return {name: etree.fromstring(archive.read(name), parser) for name in names if name in there}


def _hiding(styles: Any) -> Mapping[str, bool]:
    """Return the styles that hide their text, by their identifier."""
    return {style.get(f"{_W}styleId"): _hides(style.find(f"{_W}rPr")) for style in styles.iter(f"{_W}style")}


def _seen(paragraph: Any, hidden: Mapping[str, bool]) -> Iterator[str]:
    own = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if own is not None and hidden.get(own.get(f"{_W}val")):
        return
    for run in paragraph.iter(f"{_W}r"):
        marks = run.find(f"{_W}rPr")
        style = marks.find(f"{_W}rStyle") if marks is not None else None
        if _hides(marks) or (style is not None and hidden.get(style.get(f"{_W}val"))):
            continue
        for part in run:
            yield _part_text(part)


def _part_text(part: Any) -> str:
    tag = part.tag
    if tag == f"{_W}t":
        return str(part.text or "")
    if tag == f"{_W}footnoteReference":
        return NOTE
    if tag == f"{_W}noBreakHyphen":
        return "-"
    return " " if tag in {f"{_W}tab", f"{_W}br"} else ""


def _hides(marks: Any) -> bool:
    """Tell whether the marks of a run or of a style hide a text: hidden, of the colour of the paper, too small."""
    if marks is None:
        return False
    for name in ("vanish", "webHidden"):
        mark = marks.find(f"{_W}{name}")
        if mark is not None and (mark.get(f"{_W}val") or "1") not in _OFF:
            return True
    size = marks.find(f"{_W}sz")
    if size is not None and (size.get(f"{_W}val") or "").isdigit() and int(size.get(f"{_W}val")) < _FEWEST:
        return True
    colour = marks.find(f"{_W}color")
    value = colour.get(f"{_W}val") if colour is not None and marks.find(f"{_W}shd") is None else None
    return bool(value) and value != "auto" and contrast(f"#{value}", "#FFFFFF") < _LEAST
