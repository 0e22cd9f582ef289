"""The openings of the blocks of a Markdown text, and the words that they print as they are typed: a person, a role, a credit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground.patterns import regex

BRACES = r"\{(?:[^{}\"\n]|\"[^\"\n]*+\")*+\}"  # what is quoted in them may hold braces of its own
OPENING = regex(  # of a block, of a heading with a name
    rf"^[ \t>]*:{{3,}}[ \t]*(?:{BRACES}|\{{[^}}\n]*\}}|[\w-]*)[ \t]*:*[ \t]*$"
    rf"|^[ ]{{0,3}}\#{{1,6}}[ \t].*?(?:{BRACES}|\{{[^}}\n]*\}})[ \t]*$",
    re.MULTILINE,
)
PRINTED = regex(r"\b(?:who|role|credit)=\"([^\"\n]*)\"")  # in the opening of a block


def opened_in(text: str) -> Iterator[re.Match[str]]:
    """Yield the openings of the blocks of a text, in order; a heading's braces print nothing."""
    yield from (found for found in OPENING.finditer(text) if found[0].lstrip(" \t>").startswith(":")) if ":::" in text else ()


def printed_in(text: str) -> Iterator[str]:
    """Yield what the openings of a text print, in order."""
    for opening in opened_in(text):
        yield from (found[1] for found in PRINTED.finditer(opening[0]) if found[1].strip())
