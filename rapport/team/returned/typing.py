"""A text of the Word file as an author types it: plain spaces and apostrophes, and what Markdown would read otherwise escaped."""

from __future__ import annotations

import re

from rapport.ground import french
from rapport.ground.patterns import regex

_SPACED = regex(f"[{french.NBSP}{french.NNBSP}\u2009\t]")
_UNSEEN = regex("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SIGNS = regex(
    r"\\(?=[^\w\s])|\*(?=\S)|(?<=\S)\*|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`|\[(?=[^\]]*\][(\[{:])|!(?=\[)|\^(?=\S+\^)|~~"
    r"|&(?=#?\w+;)|<(?=[^\s<>]+[@:.][^\s<>]*>)"
)
_BLOCK = regex(r"(?=[-+*#>:|](?: |$)|#{1,6} |:{3,})|(?<=\d)(?=[.)] )|(?=\((?:\d+|[a-z])\) )")


def as_typed(text: str, *, curled: bool = False, literal: bool = False) -> str:
    """Return a text as an author types it; ``curled`` where the paragraph already has typographic apostrophes."""
    text = _SPACED.sub(" ", _UNSEEN.sub("", text)).replace("\u2011", "-")
    text = text if curled else text.replace("’", "'")
    return text if literal else _SIGNS.sub(lambda sign: "\\" + sign[0], text).replace("\n", "\\\n")


def as_block(text: str) -> str:
    """Return the text of a paragraph whose first words open no list, heading or table."""
    found = _BLOCK.search(text[:12])
    if found is None or (found.start() and not re.match(r"\d{1,9}[.)] ", text)):
        return text
    return f"{text[: found.start()]}\\{text[found.start() :]}"
