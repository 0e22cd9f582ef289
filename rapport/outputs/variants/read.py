"""What Pandoc wrote of a section, read again: its words, and the numbers bound in them."""

from __future__ import annotations

from typing import Any

from rapport.numbers.calls import MARK
from rapport.outputs.formats import Steps


def section_of(name: str, steps: Steps) -> Any:
    """Return a section as a tree of HTML; raises ToolFailed."""
    from lxml import html  # noqa: PLC0415 - `check` reads no page

    (section,) = html.fragments_fromstring(steps.fragment("html", name))
    return section


def words_of(element: Any) -> str:
    """Return the words of an element on one line, each that is to confirm with its mark; none when there is no element."""
    if element is None:
        return ""
    words = "".join(_pieces(element)).replace("\n", " ")
    return " ".join(word for word in words.split(" ") if word)


def _pieces(element: Any) -> list[str]:
    found = [element.text or ""]
    for child in element:
        found += [*_pieces(child), child.tail or ""]
    return [*found, MARK] if "to-confirm" in str(element.get("class") or "").split() else found


def numbers_in(element: Any) -> tuple[tuple[str, str], ...]:
    """Return the numbers bound in an element: the name and the printed form of each."""
    bound = element.xpath(".//span[@data-ref]") if element is not None else ()
    return tuple((str(span.get("data-ref")), "".join(span.itertext())) for span in bound)
