"""The openings of the blocks of a Markdown text, and the words that they print as they are typed: a person, a role, a credit."""

from __future__ import annotations

import re
from collections.abc import Iterator

OPENING = re.compile(  # of a block, of a heading with a name
    r"^[ \t>]*:{3,}[ \t]*(?:\{[^}\n]*\}|[\w-]*)[ \t]*:*[ \t]*$|^[ ]{0,3}\#{1,6}[ \t].*\{[^}\n]*\}[ \t]*$",
    re.MULTILINE,
)
PRINTED = re.compile(r"\b(?:who|role|credit|title)=\"([^\"\n]*)\"")  # in an opening


def printed_in(text: str) -> Iterator[str]:
    """Yield what the openings of a text print, in order."""
    for opening in OPENING.finditer(text) if ":::" in text else ():
        yield from (found[1] for found in PRINTED.finditer(opening[0]) if found[1].strip())
