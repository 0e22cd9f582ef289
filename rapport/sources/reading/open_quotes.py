"""Quotes left open: they end at the next quote, lines below, and what stands between is swallowed into one value.

What the readers say then comes far below, of a line that is right; or nothing is said, where the quotes come out even.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from rapport.ground.patterns import regex

HINT = "Fermez-le à la fin de sa valeur."
_OWNER = regex(r"(?P<room>[ ]*(?:- +)*)[^\s\"'#]")
_KEY = regex(r"(?P<room>[ ]*(?:- +)*)[\w.-]+:(?:\s|$)")


class OpenQuote(NamedTuple):
    """Where a quote was opened, as the mark of YAML's own reader, and the line (from 0) where the next one stands."""

    mark: Any
    closed: int


def open_quote_message(line: int) -> str:
    """Return what is said of a quote that is closed on another line only."""
    return f"Un guillemet ouvert ici n'est fermé que ligne {line} : les lignes entre les deux sont avalées."


def open_quote(text: str, loader: Any) -> OpenQuote | None:
    """Return the first quote of a YAML text whose value swallows keys as little indented as its own."""
    if text.count('"') + text.count("'") > 1:
        try:
            for token in yaml.scan(text, Loader=loader):
                if isinstance(token, yaml.ScalarToken) and swallows(text, token):
                    return OpenQuote(token.start_mark, token.end_mark.line)
        except yaml.YAMLError:
            pass  # it is told already
    return None


def swallows(text: str, scalar: Any) -> bool:
    """Tell whether a quoted value of several lines holds keys that are no more indented than its own."""
    first, last = scalar.start_mark, scalar.end_mark
    if first.line == last.line or scalar.style not in {'"', "'"}:
        return False
    start = text.rfind("\n", 0, first.index) + 1
    owner = _OWNER.match(text[start : first.index])
    room = len(owner["room"]) if owner else first.column
    below = text[first.index : last.index].split("\n")[1:]
    return any(len(key["room"]) <= room for line in below if (key := _KEY.match(line)))


def swallowing_cell(cells: list[str], delimiter: str) -> int | None:
    """Return the position of the first cell of a CSV record that holds whole rows, None when there is none."""
    row = re.compile(rf"\s*\d{{4}}\s*{re.escape(delimiter)}")
    most = max(len(cells) - 1, 2)
    for index, cell in enumerate(cells):
        if any(row.match(line) or line.count(delimiter) >= most for line in cell.split("\n")[1:]):
            return index
    return None
