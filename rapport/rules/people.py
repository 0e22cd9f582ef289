"""PER: people and their contacts, in any table that has `phone` or `email` columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport import french
from rapport.rules import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)


@rule("PER01")
def invalid_phone(sources: Sources) -> Iterator[Finding]:
    """Un téléphone s'écrit à la française (dix chiffres, ou +33, +590… et neuf chiffres), outre-mer compris."""
    for table in sources.report.tables.values():
        for row in table.rows:
            if phone := row.texts.get("phone"):
                try:
                    french.phone_of(phone)
                except ValueError:
                    yield Finding(f"« {phone} » n'est pas un numéro de téléphone.", row.place_of("phone"))


@rule("PER02")
def invalid_email(sources: Sources) -> Iterator[Finding]:
    """Une adresse électronique s'écrit nom@domaine.fr."""
    for table in sources.report.tables.values():
        for row in table.rows:
            email = row.texts.get("email", "")
            if email and not EMAIL.fullmatch(email):
                yield Finding(f"« {email} » n'est pas une adresse électronique.", row.place_of("email"))
