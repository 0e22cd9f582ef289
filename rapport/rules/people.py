"""PER: people and their contacts, in any table that has `phone` or `email` columns."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.addresses import EMAIL
from rapport.ground.near import near
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.ground.telephones import phone_of
from rapport.numbers.calls import Known, PeopleCall, TableCall
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.text import placed_calls
from rapport.sources.model import Row
from rapport.sources.personal import names_in
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule


_UNPADDED = regex(r"\s*[1-9](?:[ .]?\d){8}\s*")  # nine digits


@rule("PER01")
def invalid_phone(sources: Sources) -> Iterator[Finding]:
    """Un téléphone est un vrai numéro : dix chiffres, outre-mer compris, ou +33, +508, +41… et la suite, ou un numéro court."""
    for table in sources.report.tables.values():
        for row in table.rows:
            if phone := row.texts.get("phone"):
                try:
                    phone_of(phone)
                except ValueError:
                    hint = f"Écrivez-en un seul : 01 23 45 67 89, +262 262 12 34 56 ou 3949 ; s'il est juste, {WAIVING}."
                    if _UNPADDED.fullmatch(phone):
                        hint = f"Un tableur en a ôté le premier zéro : écrivez 0{phone.strip()}, dans une colonne de texte."
                    yield Finding(f"« {phone} » n'est pas un numéro de téléphone.", row.place_of("phone"), hint)


@rule("PER02")
def invalid_email(sources: Sources) -> Iterator[Finding]:
    """Une adresse électronique s'écrit nom@domaine.fr."""
    for table in sources.report.tables.values():
        for row in table.rows:
            email = row.texts.get("email", "")
            if email and not EMAIL.fullmatch(email):
                yield Finding(f"« {email} » n'est pas une adresse électronique.", row.place_of("email"))


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
        if near := sorted({other for v in _shortened(key) if (other := variants.setdefault(v, key)) != key}):
            names = [f"« {name} »" for name in (written, *(known[other][0] for other in near))]
            said = f"{french.listed(names)} ne diffèrent que d'une lettre."
            related = tuple((known[other][1], "autre nom") for other in near)
            yield Finding(said, place, "Si c'est la même personne, gardez une seule forme.", related)


@rule("PER07", Severity.WARNING)
def unshown_group(sources: Sources) -> Iterator[Finding]:
    """Dès que des personnes sont montrées dans une section, chaque groupe de l'année l'est."""
    table, calls = sources.report.tables.get("people"), sources.gathered(_shown)
    whole = any(isinstance(call, TableCall) and call.ref == "people" for call in calls)
    if table is None or whole or "group" not in table.spec.columns:
        return
    shown = [call.ref for call in calls if isinstance(call, PeopleCall)]
    first: dict[str, Row] = {}
    for row in table.of_year(sources.report.edition.year):
        first.setdefault(row.texts.get("group", ""), row)
    for group, row in first.items():
        if shown and group and group not in shown:
            alike = near(group.casefold(), shown, 1)
            meant = f"Vouliez-vous « {alike[0]} » ? Sinon, ajoutez" if alike else "Ajoutez"
            hint = f'{meant} {{{{ people("{group}") }}}} à une section, ou retirez ses lignes.'
            yield Finding(f"Le groupe « {group} » n'est montré nulle part.", row.place_of("group"), hint)


@shared
def _shown(sources: Sources) -> Iterator[Known]:
    """Yield what shows people in the sections."""
    return (found.call for text, found in placed_calls(sources) if text.body and isinstance(found.call, PeopleCall | TableCall))


_LONGEST = 80  # letters of a name


def _shortened(key: str) -> set[str]:
    """Return a name and all its forms less one letter: two names at one letter's distance share one of them."""
    if len(key) > _LONGEST:
        return {key}
    return {key} | {key[:i] + key[i + 1 :] for i in range(len(key))}


@shared
def _names(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield every « Prénom NOM » of the tables and the texts, as written."""
    for text in sources.texts:
        for written, offset in names_in(text.text):
            yield written, text.place(offset)
