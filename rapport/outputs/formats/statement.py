"""The accessibility statement: what French law has a publisher say, as far as the team has given it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.addresses import EMAIL
from rapport.sources.authored import Edition

HALF = 50  # per cent of the criteria: below, the standard calls a page not conformant
WHOLE = 100


@dataclass(frozen=True)
class Declaration:
    """The facts of the statement, ready to be printed; empty when nobody has given them."""

    state: str  # in the law's own words
    contact: str
    address: str  # of the link to the contact
    established: str
    audit: str  # who measured what, in one sentence
    faults: tuple[str, ...]


def declaration_of(edition: Edition) -> Declaration:
    """Return the statement of an edition. Without a valid audit, a page is not conformant, however well it was made."""
    given, rate = edition.accessibility, edition.accessibility.rate
    state = (
        "non conforme" if rate is None or rate < HALF else "totalement conforme" if rate == WHOLE else "partiellement conforme"
    )
    sentence = ""
    if rate is not None:
        by = f" ({given.audit})" if given.audit else ""
        respected = f"{french.format_number(rate)}{french.NBSP}%"
        sentence = f"L'audit de conformité{by} relève que {respected} des critères sont respectés."
    page = not EMAIL.fullmatch(given.contact)
    return Declaration(
        state=state,
        contact=re.sub(r"^https?://", "", given.contact, flags=re.IGNORECASE),
        address=given.contact if page or not given.contact else f"mailto:{given.contact}",
        established=french.typeset(given.established),
        audit=french.typeset(sentence),
        faults=tuple(french.typeset(fault) for fault in given.faults),
    )
