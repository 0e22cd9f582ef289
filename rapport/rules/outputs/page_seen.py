"""What is seen of the finished page, section by section: its texts in order, the links and the pictures beside them.

An element that its own attributes or a style sheet of the page hide is not seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from rapport.rules.outputs.hiding import Dress, dressed, hides, is_pale
from rapport.rules.outputs.matched import NOTE
from rapport.rules.outputs.page import ANNEX_OF_NUMBERS, CELLS, has_class
from rapport.rules.outputs.sheets import Declared, Sheets, sheets_of

_LINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
_FIELDS = CELLS | {"cell", "number", "label", "summary-label"}
_FOLDED = "chart-data"  # said by the drawing too, whose table it is
_APART = frozenset({"script", "style", "template", "dialog", "noscript", "svg", "nav", "summary"})


class SeenSection:
    """What is seen of a section: its texts, the targets of its links, what is said of its pictures, the drawings in it."""

    def __init__(self) -> None:
        self.stretches: list[str] = []
        self.links: list[str] = []
        self.alts: list[str] = []
        self.drawings: list[tuple[Any, Declared]] = []


def sections_of(root: Any, names: Collection[str]) -> dict[str, SeenSection]:
    """Return what is seen of each section that has one of these names; what follows one, outside of any, belongs to it."""
    main = root.find(".//main")
    if main is None:
        return {}
    reader = _Reader(frozenset(names), sheets_of(root))
    dress = Dress()
    for element in reversed([*main.iterancestors()]):
        declared = reader.declared(element)
        if is_hidden(element, declared):
            return {}
        dress = dressed(declared, dress)
    reader.read(main, dress)
    reader.end()
    return reader.sections


class _Reader:
    """A page being read."""

    def __init__(self, names: frozenset[str], sheets: Sheets) -> None:
        self.sections: dict[str, SeenSection] = {}
        self._names, self.declared = names, sheets.of
        self._here = SeenSection()
        self._said: list[str] = []

    def end(self) -> None:
        """End the stretch that is being read."""
        if text := "".join(self._said).strip():
            self._here.stretches.append(text)
        self._said = []

    def read(self, element: Any, dress: Dress) -> None:
        """Read an element, in the colours of the one that holds it."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        name = element.get("id")
        if name in self._names:
            self.end()
            self._here = self.sections.setdefault(name, SeenSection())
        declared = self.declared(element)
        dress = dressed(declared, dress)
        if is_hidden(element, declared) or (tag in _APART and tag != "svg") or name == ANNEX_OF_NUMBERS:
            return
        if tag == "svg":
            self._here.drawings.append((element, self.declared))
            self._here.alts.append(element.get("aria-label") or "")
            return
        if tag == "img":
            self._here.alts.append(element.get("alt") or "")
        role = element.get("role")
        if tag == "a" and (address := element.get("href")) and role != "doc-backlink":
            self._here.links.append(address)
        if role == "doc-noteref" and "".join(element.itertext()).strip():
            self._said.append(NOTE)
            return
        if role != "doc-backlink":
            self._inside(element, dress)

    def _inside(self, element: Any, dress: Dress) -> None:
        apart = element.tag not in _LINE or has_class(element, _FIELDS)
        if apart:
            self.end()
        shown = not is_pale(dress)
        self._said.append((element.text or "") if shown else "")
        for child in element:
            self.read(child, dress)
            self._said.append((child.tail or "") if shown else "")
        if apart:
            self.end()


def is_hidden(element: Any, declared: Mapping[str, str], *, listened: bool = True) -> bool:
    """Tell whether an element is hidden from those who look, or (``listened``) from those who listen."""
    given = element.attrib
    if "hidden" in given or "popover" in given or (listened and given.get("aria-hidden") == "true"):
        return True
    if element.tag == "details" and "open" not in given and _FOLDED not in given.get("class", "").split():
        return True
    if given.get("display") == "none" or given.get("visibility") in {"hidden", "collapse"}:
        return True
    if element.tag in {"img", "svg"} and {given.get("width"), given.get("height")} & {"0", "1"}:
        return True
    return hides({"opacity": given["opacity"], **declared} if "opacity" in given else declared, block=element.tag not in _LINE)
