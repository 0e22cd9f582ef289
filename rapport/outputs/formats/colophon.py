"""The colophon of the outputs: how to reach the organisation, who took the photographs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapport.ground import french
from rapport.ground.languages import FRENCH, Language
from rapport.ground.patterns import regex
from rapport.ground.telephones import phone_of
from rapport.manuscript.listings import CREDIT
from rapport.sources.model import Piece
from rapport.sources.personal import contacts_in

Part = tuple[str, str]  # a text, and the address that it leads to, empty when it leads nowhere
_CREDITED = regex(rf"\[{CREDIT}{french.NBSP}: ((?:[^\]\\]|\\.)+)\]\{{\.credit\}}")


def contact_lines(address: Iterable[str], language: Language = FRENCH) -> list[list[Part]]:
    """Return the lines of an address, whose telephone numbers and e-mail addresses are links; from abroad they have a + sign."""
    return [[*_parts(line, language)] for line in address]


def _parts(line: str, language: Language) -> Iterator[Part]:
    at = 0
    for contact in contacts_in(line):
        try:
            printed, number = phone_of(contact.text) if contact.kind == "phone" else (contact.text, "")
        except ValueError:
            continue
        if number.startswith("+") and language is not FRENCH:
            printed, _ = phone_of(number)
        yield language.typeset(line[at : contact.start]), ""
        yield printed, f"tel:{number}" if number else f"mailto:{printed}"
        at = contact.end
    yield language.typeset(line[at:]), ""


def photographers(pieces: Iterable[Piece]) -> str:
    """Return who took the photographs that the report shows, in one French sentence; nothing without any."""
    names = dict.fromkeys(re.sub(r"\\(.)", r"\1", name) for piece in pieces for name in _CREDITED.findall(piece.markdown))
    return f"{CREDIT}s{french.NBSP}: {french.listed([*names])}." if names else ""
