"""A drawing as read: its elements, what was left out of it, and its text written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rapport.ground.svg.vocabulary import OWN_ADDRESS, PAINTED, SVG


@dataclass(frozen=True)
class Foreign:
    """What a drawing holds that isn't drawing, in French, and where (from 1)."""

    what: str
    line: int
    column: int


@dataclass
class Element:
    """An element of a drawing: its name, its attributes, its words and elements in order."""

    name: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    def within(self) -> Iterator[Element]:
        """Yield the element and those in it."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.within()


@dataclass(frozen=True)
class Svg:
    """A drawing as read: what may be written again, and what was left out because it doesn't draw."""

    root: Element
    foreign: tuple[Foreign, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of its elements."""
        return frozenset(element.name for element in self.root.within())

    def written(self, prefix: str = "") -> str:
        """Return the drawing as text. With a prefix, as part of a page: its names begin with it, nothing styles the page."""
        return "".join(_written(self.root, prefix, f' xmlns="{SVG}"'))


def _written(element: Element, prefix: str, opening: str = "") -> Iterator[str]:
    if prefix and element.name == "style":
        return
    attributes = (f' {name}="{_quoted(value)}"' for name, value in _named(element.attributes, prefix))
    yield f"<{element.name}{opening}{''.join(attributes)}"
    yield ">" if element.children else "/>"
    for child in element.children:
        if isinstance(child, Element):
            yield from _written(child, prefix)
        else:
            yield child.translate(_WORDS)
    if element.children:
        yield f"</{element.name}>"


# The signs of XML 1.0, 2.4 and 3.3.3 (xml.sax.saxutils would bring in the whole of http and ssl).
_WORDS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUES = _WORDS | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


def _named(attributes: Mapping[str, str], prefix: str) -> Iterator[tuple[str, str]]:
    """Yield attributes whose names carry the prefix; of the classes, only those of the brand mean anything in a page."""
    for name, value in attributes.items():
        if not prefix:
            yield name, value
        elif name == "class":
            if own := " ".join(one for one in value.split() if one.startswith("brand-")):
                yield name, own
        elif name in {"id", "aria-labelledby", "aria-describedby"}:
            yield name, " ".join(prefix + one for one in value.split())
        elif name == "href" and value.startswith("#"):
            yield name, f"#{prefix}{value[1:]}"
        else:
            yield name, OWN_ADDRESS.sub(rf"url(#{prefix}\2)", value) if name in PAINTED else value


def _quoted(value: str) -> str:
    return value.translate(_VALUES)
