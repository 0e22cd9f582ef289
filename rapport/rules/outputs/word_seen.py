"""The finished Word file, read back by a parser (libxml2): its paragraphs in order, less what is hidden or of the paper's colour.

The proof that it says what the manuscript says must not rest on how our own code writes it.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rapport.ground.colours import contrast
from rapport.rules.outputs.matched import NOTE

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = {"0", "false", "off"}
_LEAST = 1.5  # of contrast with white paper: colours of the brand, on grounds of their own, are the styles'
_STYLES = "word/styles.xml"
_PARTS = {f"word/{name}.xml": f"word/_rels/{name}.xml.rels" for name in ("document", "footnotes")}
_FEWEST = 4  # half-points: no letter is smaller


class FinishedWord:
    """The finished Word file: its parts are parsed once for all that the rules ask of it."""

    def __init__(self, path: Path) -> None:
        from lxml import etree  # noqa: PLC0415 - `check` reads no Word file

        parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
        with zipfile.ZipFile(path) as archive:
            there = {*archive.namelist()} & {_STYLES, *_PARTS, *_PARTS.values()}
            roots = {name: etree.fromstring(archive.read(name), parser) for name in there}
        self._styles = roots.get(_STYLES)
        self._parts: Mapping[str, Any] = {name: roots[name] for name in _PARTS if name in roots}
        self._ties: Mapping[str, Any] = {name: roots.get(ties, ()) for name, ties in _PARTS.items()}

    def seen(self) -> list[str]:
        """Return the texts of the paragraphs that are seen, those of notes last."""
        hidden = _hiding(self._styles) if self._styles is not None else {}
        paragraphs = (paragraph for part in self._parts.values() for paragraph in part.iter(f"{_W}p"))
        return [text for paragraph in paragraphs if (text := "".join(_seen(paragraph, hidden)).strip())]

    def text(self) -> str:
        """Return all the text, seen or not."""
        return "".join(text for part in self._parts.values() for text in part.itertext())

    def alts(self) -> list[str]:
        """Return what is said of each picture."""
        return [str(picture.get("descr") or "") for part in self._parts.values() for picture in part.iter("{*}docPr")]

    def links(self) -> list[str]:
        """Return the addresses that the links lead to, outside of the file."""
        found: list[str] = []
        for name, part in self._parts.items():
            targets = {one.get("Id"): one.get("Target") for one in self._ties[name]}
            links = part.iter(f"{_W}hyperlink")
            found += [str(targets[tie]) for link in links if (tie := link.get(f"{_R}id")) in targets]
        return found

    def controls(self) -> Iterator[tuple[str, str]]:
        """Yield the tag of each content control and the text in it."""
        for control in (control for part in self._parts.values() for control in part.iter(f"{_W}sdt")):
            tag, content = control.find(f"{_W}sdtPr/{_W}tag"), control.find(f"{_W}sdtContent")
            if tag is not None and content is not None:
                yield str(tag.get(f"{_W}val") or ""), "".join(text.text or "" for text in content.iter(f"{_W}t"))


def _hiding(styles: Any) -> Mapping[str, bool]:
    """Return the styles that hide their text, by their identifier."""
    return {style.get(f"{_W}styleId"): _hides(style.find(f"{_W}rPr")) for style in styles.iter(f"{_W}style")}


def _seen(paragraph: Any, hidden: Mapping[str, bool]) -> Iterator[str]:
    laid = next(paragraph.iterchildren(f"{_W}pPr"), None)
    own = laid.find(f"{_W}pStyle") if laid is not None else None
    if own is not None and hidden.get(own.get(f"{_W}val")):
        return
    for run in paragraph.iter(f"{_W}r"):
        marks = next(run.iterchildren(f"{_W}rPr"), None)
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
