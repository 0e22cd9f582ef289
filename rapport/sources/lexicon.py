"""The entries of a lexicon: their anchors, and the acronyms that have several senses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapport.ground import french
from rapport.sources.model import Row


def anchored(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """Yield each entry with its anchor: `lex-asp`, then `lex-asp-2` for the second entry of the same acronym."""
    seen: dict[str, int] = {}
    for row in rows:
        anchor = french.anchor_of(row.texts.get("acronym", ""))
        seen[anchor] = seen.get(anchor, 0) + 1
        yield row, f"lex-{anchor}-{seen[anchor]}" if seen[anchor] > 1 else f"lex-{anchor}"


def homonyms(rows: Iterable[Row]) -> dict[str, list[tuple[Row, str]]]:
    """Return the acronyms that have two senses or more, each with its entries and their anchors."""
    entries: dict[str, list[tuple[Row, str]]] = {}
    for row, anchor in anchored(rows):
        entries.setdefault(row.texts.get("acronym", ""), []).append((row, anchor))
    return {
        acronym: found
        for acronym, found in entries.items()
        if len({french.folded(row.texts.get("expansion", "")) for row, _ in found}) > 1
    }
