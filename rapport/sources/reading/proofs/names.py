"""What the elements of a Word file are called, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"


@cache
def bare_name(tag: object) -> str:
    """Return a tag without its namespace; of a comment, or of an instruction, nothing."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(element: Any) -> str:
    """Return the value of an element that has one; of none, nothing."""
    return "" if element is None else str(element.get(_VAL) or "")


def by_tag(element: Any) -> Mapping[str, Any]:
    """Return the children of an element by their tags, the first of each; of none, nothing."""
    return {} if element is None else {one.tag: one for one in reversed(element)}
