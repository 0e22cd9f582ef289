"""Where a number stands in its piece, in the words of the workshop: « ligne 80, rang 2 » for « line: 80, rank: 2 »."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rapport.ground import french
from rapport.ground.patterns import regex

# By the key of a place in the files (`sources/evidence`), the words that are typed for it here.
WORDS: Mapping[str, str] = {
    "line": "ligne", "page": "page", "near": "près de", "rank": "rang", "text": "texte", "unit": "unité", "sheet": "feuille",
    "cell": "cellule", "value": "colonne", "sum": "somme de", "median": "médiane de",
}  # fmt: skip
HOW_TO_SAY = "Une cellule (Synthèse!C12), ou « ligne 80 », « page 3, près de adhérents », « ligne 80, rang 2, unité k€ »."
_KEYS = {french.folded(word): key for key, word in WORDS.items()}
_PART = regex(r"""\s*((?:"[^"]*"|[^,"])+?)\s*(?:,|$)""")
_FILED = regex(r"([a-z]+)\s*:\s+(\S.*)", re.DOTALL)
_SAID = regex(rf"({'|'.join(WORDS.values())}|{'|'.join(_KEYS)})(?:\s*:\s*|\s+)(\S.*)", re.IGNORECASE | re.DOTALL)
_CELL = regex(r"[^\"]*!\$?[A-Z]{1,3}\$?[0-9]+(?::\$?[A-Z]{1,3}\$?[0-9]+)?\s*")  # of a sheet that may be called « Ligne 2 »


def in_keys(said: str) -> str:
    """Return what was typed as the files say it; what isn't in these words stays."""
    parts = _parts(said)
    filed = (_FILED.fullmatch(part) for part in parts)
    if _CELL.fullmatch(said) or all(one and one[1] in WORDS for one in filed) or not any(map(_SAID.fullmatch, parts)):
        return said
    found = [_SAID.fullmatch(part) or _FILED.fullmatch(part) for part in parts]
    if not all(found):
        return said
    return ", ".join(f"{_KEYS.get(french.folded(one[1]), one[1])}: {one[2]}" for one in found if one)


def in_french(filed: str) -> str:
    """Return what the files say in these words; what couldn't come back as it was stays."""
    found = [_FILED.fullmatch(part) for part in _parts(filed)]
    if not found or not all(one and one[1] in WORDS for one in found):
        return filed
    said = ", ".join(f"{WORDS[one[1]]} {one[2]}" for one in found if one)
    return said if in_keys(said) == filed else filed


def _parts(text: str) -> list[str]:
    """Return what commas part, but those between quotes; nothing of a text with a quote that isn't closed."""
    parts, at = list[str](), 0
    while at < len(text):
        found = _PART.match(text, at)
        if found is None:
            return []
        parts.append(found[1])
        at = found.end()
    return parts
