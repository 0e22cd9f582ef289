"""A column of the workbook: what it is in the data, and what a colleague may type in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["number", "text", "status"]


@dataclass(frozen=True)
class WorkbookColumn:
    """A column of a page: what it is in the data, its heading, its width in characters, what is asked in it."""

    name: str
    heading: str
    width: int
    kind: Kind = "text"
    filled: bool = False  # by the colleague; the others are locked
    advice: str = ""
