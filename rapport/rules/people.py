"""PER: people and their contacts, in any table that has `phone` or `email` columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapport import french
from rapport.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources

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


_WRITTEN = re.compile(
    r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*[ \u00a0\n]"
    r"[A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*(?:[ \u00a0][A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*)*\b"
)


@rule("PER03")
def name_spelt_two_ways(sources: Sources) -> Iterator[Finding]:
    """Une personne s'écrit d'une seule façon (« Prénom NOM », accents compris) partout où elle paraît."""
    first: dict[str, tuple[str, Place]] = {}
    told: set[str] = set()
    for written, place in sources.gathered(_names):
        key = french.folded(written)
        known, where = first.setdefault(key, (written, place))
        if known != written and written not in told:
            told.add(written)
            yield Finding(
                f"« {written} » s'écrit aussi « {known} ».", place, "Gardez une seule forme.", ((where, "autre forme"),)
            )


@rule("PER04", Severity.WARNING)
def names_nearly_alike(sources: Sources) -> Iterator[Finding]:
    """Deux noms à une lettre près sont sans doute ceux d'une même personne."""
    known: dict[str, tuple[str, Place]] = {}
    for written, place in sources.gathered(_names):
        known.setdefault(french.folded(written), (written, place))
    variants: dict[str, str] = {}
    for key, (written, place) in known.items():
        near = {other for v in _shortened(key) if (other := variants.setdefault(v, key)) != key}
        for other in sorted(near):
            said = f"« {written} » et « {known[other][0]} » ne diffèrent que d'une lettre."
            yield Finding(said, place, "Si c'est la même personne, gardez une seule forme.", ((known[other][1], "autre nom"),))


def _shortened(key: str) -> set[str]:
    """Return a name and all its forms less one letter: two names at one letter's distance share one of them."""
    return {key} | {key[:i] + key[i + 1 :] for i in range(len(key))}


def _names(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield every « Prénom NOM » of the tables and the texts, as written."""
    for text in sources.texts:
        for written, offset in _names_in(text.text):
            yield written, text.place(offset)


@lru_cache(maxsize=8192)
def _names_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the names of a text as written, with their offsets."""
    return tuple((" ".join(found[0].split()), found.start()) for found in _WRITTEN.finditer(text))
