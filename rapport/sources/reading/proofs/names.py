"""What the elements of a Word file are called, and what they say."""

from __future__ import annotations

from functools import cache
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def bare_name(tag: object) -> str:
    """Return a tag without its namespace; of a comment, or of an instruction, nothing."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value_of(element: Any) -> str:
    """Return the value of an element that has one; of none, nothing."""
    return "" if element is None else str(element.get(f"{W}val") or "")
