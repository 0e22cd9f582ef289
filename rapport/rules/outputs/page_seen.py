"""What is seen of the finished page, section by section: its texts in order, the links and the pictures beside them.

An element that its own attributes hide is not seen. Style sheets are not looked at: tests in a browser are.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Any

from rapport.ground.colours import contrast
from rapport.rules.outputs.matched import NOTE
from rapport.rules.outputs.page import ANNEX_OF_NUMBERS, CELLS, has_class

LEAST = 3.0  # of contrast: WCAG's for large letters
_WHITE = "#FFFFFF"
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
_APART = frozenset({"script", "style", "template", "dialog", "noscript", "svg", "nav", "summary"})
_GONE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?[0-2]?\d*\s*(?:;|$|!)"
    r"|font-size\s*:\s*0(?![.\d])|text-indent\s*:\s*-\d{3,}|(?:left|top|right|bottom)\s*:\s*-\d{4,}|clip-path\s*:|clip\s*:"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?![.\d%]))",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*(color|background(?:-color)?)\s*:\s*([^;!]+)", re.IGNORECASE)
_NAMES = {"white": _WHITE, "black": "#000000", "transparent": "", "snow": "#FFFAFA", "ivory": "#FFFFF0", "whitesmoke": "#F5F5F5"}


class SeenSection:
    """What is seen of a section: its texts, the targets of its links, what is said of its pictures, the drawings in it."""

    def __init__(self) -> None:
        self.stretches: list[str] = []
        self.links: list[str] = []
        self.alts: list[str] = []
        self.drawings: list[Any] = []


def sections_of(root: Any, names: Collection[str]) -> dict[str, SeenSection]:
    """Return what is seen of each section that has one of these names; what follows one, outside of any, belongs to it."""
    main = root.find(".//main")
    reader = _Reader(frozenset(names))
    if main is not None:
        reader.read(main, _WHITE, "")
    reader.end()
    return reader.sections


class _Reader:
    """A page being read."""

    def __init__(self, names: frozenset[str]) -> None:
        self.sections: dict[str, SeenSection] = {}
        self._names = names
        self._here = SeenSection()
        self._said: list[str] = []

    def end(self) -> None:
        """End the stretch that is being read."""
        if text := "".join(self._said).strip():
            self._here.stretches.append(text)
        self._said = []

    def read(self, element: Any, ground: str, ink: str) -> None:
        """Read an element, on a ground, in an ink (empty: that of the style sheet)."""
        tag = element.tag
        if not isinstance(tag, str):
            return
        name = element.get("id")
        if name in self._names:
            self.end()
            self._here = self.sections.setdefault(name, SeenSection())
        ground, ink = _dressed(element.get("style"), ground, ink)
        if is_hidden(element) or (tag in _APART and tag != "svg") or name == ANNEX_OF_NUMBERS:
            return
        if tag == "svg":
            self._here.drawings.append(element)
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
            self._inside(element, ground, ink)

    def _inside(self, element: Any, ground: str, ink: str) -> None:
        apart = element.tag not in _LINE or has_class(element, _FIELDS)
        if apart:
            self.end()
        shown = not ink or contrast(ink, ground) >= LEAST
        self._said.append((element.text or "") if shown else "")
        for child in element:
            self.read(child, ground, ink)
            self._said.append((child.tail or "") if shown else "")
        if apart:
            self.end()


def is_hidden(element: Any, *, listened: bool = True) -> bool:
    """Tell whether an element's own attributes hide it from those who look, or (``listened``) from those who listen."""
    given = element.attrib
    if "hidden" in given or (listened and given.get("aria-hidden") == "true") or given.get("display") == "none":
        return True
    if given.get("visibility") in {"hidden", "collapse"} or given.get("opacity") in {"0", "0.0"}:
        return True
    style = given.get("style")
    return bool(style) and _GONE.search(style) is not None


def _dressed(style: str | None, ground: str, ink: str) -> tuple[str, str]:
    """Return the ground and the ink of an element that has a style of its own."""
    for kind, value in _COLOUR.findall(style or ""):
        colour = _colour_of(value.strip().lower())
        if kind.lower() != "color":
            ground = colour or ground
        elif colour is not None:
            ink = colour or ground  # transparent
    return ground, ink


@lru_cache(maxsize=100)
def _colour_of(value: str) -> str | None:
    """Return a colour of CSS as `#RRGGBB`, empty where it lets everything through, None when it isn't told here."""
    if value in _NAMES:
        return _NAMES[value]
    if found := re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", value):
        return "#" + (found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])).upper()  # noqa: PLR2004
    if found := re.fullmatch(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?\s*\)", value):
        return (
            ""
            if found[4] and float(found[4]) == 0
            else "#" + "".join(f"{min(int(part), 255):02X}" for part in found.groups()[:3])
        )
    return None
