"""The small words that the tables of forms are made of: lists of words joined into regular expressions.

A form looks at its words where they stand, between ‹ and ›: `after` says what comes before them, `before` what follows.
Lists are separated by commas; each item is an expression of its own (« motifs? »), which never holds a comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias


def words(listed: str) -> frozenset[str]:
    """Return the words of a list separated by spaces."""
    return frozenset(listed.split())


def either(listed: str) -> str:
    """Return the expression of one of a list, not grouped."""
    return listed.replace(", ", "|")


def one_of(forms: Iterable[str]) -> str:
    """Return the expression of one of several words as they are, the longest first.

    It is a trie: what words begin with is said once, which compiles in a quarter of the time of a list of forms.
    """
    trie: _Trie = {}
    for form in sorted(forms):
        node = trie
        for letter in form:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _expression(trie)


_Trie: TypeAlias = "dict[str, _Trie]"  # what follows each letter; "" where a word ends


def _expression(trie: _Trie) -> str:
    ways = [(letter if letter.isalpha() else re.escape(letter)) + _expression(after) for letter, after in trie.items() if letter]
    if "" not in trie:
        return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"
    return f"(?:{'|'.join(ways)})?" if ways else ""


def any_of(*expressions: str) -> str:
    """Return the expression of one of several, not grouped."""
    return "|".join(expressions)


def after(listed: str) -> str:
    """Return the expression of the words of a form that stand after one of a list."""
    return rf"\b(?:{either(listed)}) ‹"


def before(listed: str) -> str:
    """Return the expression of the words of a form that stand before one of a list, whole."""
    return rf"› (?:{either(listed)})\b"


def before_stem(listed: str) -> str:
    """Return the expression of the words of a form that stand before what begins with one of a list."""
    return f"› (?:{either(listed)})"


@lru_cache(maxsize=512)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled, once, when it is first needed."""
    return re.compile(pattern)
