"""Personal data (GDPR, article 4): contacts and names of people, found by what a column is called and by what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.sources.authored import Column, Edition
from rapport.sources.model import Table

Kind = Literal["email", "phone"]
CONTACT_COLUMNS = frozenset({"phone", "email"})  # the report's own names for them: printed as links, never handed over in bulk
REMOVED: Mapping[Kind, str] = {"email": "[courriel]", "phone": "[téléphone]"}
_SEPARATOR = r"[\s.\-/()\u2010-\u2015\u00b7\u200b\u2060]"
_AT = r"(?:[@\uff20]|[(\[{]\s?(?:at|arobase?|chez)\s?[)\]}]|\sarobase\s)"
_LETTER = r"[(\[{]\s?a\s?[)\]}]"  # « (a) » is an address's sign before a name that ends as addresses do, and a letter elsewhere
_DOT = r"(?:\.|\s?[(\[{]\s?(?:point|dot)\s?[)\]}]\s?|\s(?:point|dot)\s)"  # as people write an address that robots shouldn't read
# 64 characters before the sign and 63 between two dots at most (RFC 5321, RFC 1035), which bounds the search too.
_EMAIL = regex(
    rf"[\w.+'-]{{1,64}}\s?(?:{_AT}\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,8}}{_DOT}[^\W\d_]{{2,63}}"
    rf"|{_LETTER}\s?[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,8}}{_DOT}(?:fr|org|com|net|eu|coop|info|asso|bzh|re)\b)",
    re.IGNORECASE,
)
# Ten digits that begin by one zero, however they are parted; ten grouped as a date and an hour are none.
_NATIONAL = regex(
    rf"(?<![\w+,.])\(?[0\uff10]{_SEPARATOR}{{0,2}}[1-9\uff11-\uff19](?:{_SEPARATOR}{{0,2}}\d){{8}}(?!{_SEPARATOR}?\d)"
)
_ABROAD = regex(rf"(?<![\w,.])(?:\+|00){_SEPARATOR}?[1-9](?:{_SEPARATOR}{{0,2}}\d){{6,14}}(?!\d|\s?[%€])")
_MESSAGED = regex(  # a number that an address dials or writes to
    r"\b(?:wa\.me/|api\.whatsapp\.com/send\?phone=|(?:tel|sms|callto|whatsapp|signal):)\+?(\d{8,15})(?!\d)", re.IGNORECASE
)
_DATE = regex(r"\b\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d")
_FRENCH_CODES = frozenset({33, 262, 508, 590, 594, 596, 681, 687, 689})
NAME = regex(
    r"\b[A-ZÀ-Ý][a-zà-ÿ]++(?:-[A-ZÀ-Ý][a-zà-ÿ]++){0,3}+[ \u00a0\n]"
    r"[A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*(?:[ \u00a0][A-ZÀ-Ý]{2,}(?:['’-][A-ZÀ-Ý]+)*)*\b"
)
# Column names, folded: whole words, then two words together.
_CALLED_CONTACT = regex(
    r"(?:num|numero|no)?tel(?:s|\d+|fixe|pro|perso|mobile|direct|port|portable)?|(?:num|numero)?(?:tele)?phones?\d*|"
    r"(?:num|numero)?telephon\w*|telecopi\w*|mobiles?|portables?|gsm|fax|fixes?|cell(?:phones?)?|smartphones?|whatsapp|"
    r"(?:adresse|adr)?(?:e?mails?|courriels?)\d*(?:pro|perso)?|m[eé]l|contacts?\d*|coordonnees?|interlocut(?:eurs?|rices?)"
)
_CALLED_PERSON = regex(
    r"prenoms?|nomprenom|prenomnom|(?:first|last|sur)names?|referente?s?|naissance|birth(?:day|date)?|domicile|iban"
)
_PAIRS = regex(r"adresses? electroniques?|e mails?|(?:first|last) names?|boites? aux lettres|ligne directe")
_CELLS = 16_384  # that what was seen in them is remembered of: a table is asked again and again, and hardly changes
_COLUMNS = 512  # the same, of whole columns
_LONGEST = 5  # words; a longer label is a sentence, and may speak of telephones without holding any


@dataclass(frozen=True)
class Contact:
    """An e-mail address or a telephone number in a text, from ``start`` to ``end``."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Return what tells it from another, however it is written."""
        return key_of(self.kind, self.text)


def key_of(kind: Kind, text: str) -> str:
    """Return a contact in the one form that compares: an address in small letters, a number by its last nine digits."""
    if kind == "email":
        plain = re.sub(rf"{_DOT}", ".", re.sub(rf"{_AT}|{_LETTER}", "@", text, flags=re.IGNORECASE), flags=re.IGNORECASE)
        return re.sub(r"\s", "", plain).casefold()
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())[-9:]


@lru_cache(maxsize=8192)
def contacts_in(text: str) -> tuple[Contact, ...]:
    """Return the e-mail addresses and the telephone numbers of a text, in order; French numbers of any form, others by « + »."""
    if not re.search(r"\d(?:\D{0,3}\d){6}|[@\uff20]|arobas|[(\[{]\s?(?:at|a|chez)\s?[)\]}]", text, re.IGNORECASE):
        return ()
    found = [Contact("email", match[0], *match.span()) for match in _EMAIL.finditer(text)]
    found += [_phone(match) for match in _NATIONAL.finditer(text) if not _DATE.search(match[0])]
    found += [Contact("phone", match[1], *match.span(1)) for match in _MESSAGED.finditer(text)]
    found += [_phone(match) for match in _ABROAD.finditer(text) if _dials(match[0])]
    kept: list[Contact] = []
    for contact in sorted(found, key=lambda contact: (contact.start, -contact.end)):
        if not kept or contact.start >= kept[-1].end:
            kept.append(contact)
    return tuple(kept)


def _phone(match: re.Match[str]) -> Contact:
    """Return a number found, less a parenthesis that opens before it and isn't its own."""
    alone = match[0].startswith("(") and ")" not in match[0]
    return Contact("phone", match[0][alone:], match.start() + alone, match.end())


def _dials(text: str) -> bool:
    """Tell whether digits after « + » or « 00 » are a telephone number of some country."""
    import phonenumbers  # noqa: PLC0415 - a tenth of a second, for the few texts that may hold one

    digits = re.sub(r"\D", "", re.sub(r"^00", "", text.strip("+ ")).replace("(0)", ""))
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return False
    if number.country_code in _FRENCH_CODES:
        return len(digits.removeprefix(str(number.country_code)).lstrip("0")) in {6, 9}  # six in three small territories
    return bool(phonenumbers.is_valid_number(number))


def public_contacts(edition: Edition) -> frozenset[str]:
    """Return the contacts that the organisation gives as its own in `report.yml`: `address` and `accessibility`."""
    given = (*edition.address, edition.accessibility.contact)
    return frozenset(contact.key for text in given for contact in contacts_in(text))


def without_contacts(text: str, public: frozenset[str] = frozenset()) -> str:
    """Return a text whose contacts are replaced by « [courriel] » or « [téléphone] », but the public ones."""
    for contact in reversed(contacts_in(text)):
        if contact.key not in public:
            text = text[: contact.start] + REMOVED[contact.kind] + text[contact.end :]
    return text


# --- columns ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PersonalColumn:
    """A column of personal data: of ``contact`` or of names, ``declared`` or recognised, and then ``why``, in French."""

    name: str
    declared: bool
    contact: bool
    why: str = ""


def personal_columns(table: Table) -> dict[str, PersonalColumn]:
    """Return the columns of a table that hold personal data, by name; `personal: false` makes one public."""
    found = {name: _personal(table, name, column) for name, column in table.spec.columns.items()}
    return {name: personal for name, personal in found.items() if personal}


def _personal(table: Table, name: str, column: Column) -> PersonalColumn | None:
    if column.personal is not None:
        called = _called(name, column.label)
        contact = called == "contact" or _mostly(table.filled[name], _holds_contact)
        return PersonalColumn(name, declared=True, contact=contact) if column.personal else None
    if name in CONTACT_COLUMNS:
        return PersonalColumn(name, declared=True, contact=True)
    if column.numeric:
        return None
    if called := _called(name, column.label):
        return PersonalColumn(name, declared=False, contact=called == "contact", why="par son nom")
    if _mostly(table.filled[name], _holds_contact):
        return PersonalColumn(name, declared=False, contact=True, why="par ses téléphones ou ses courriels")
    if _mostly(table.filled[name], _names_people):
        return PersonalColumn(name, declared=False, contact=False, why="par ses noms de personnes")
    return None


def _called(name: str, label: str) -> str:
    """Return what a column's name or label announces: contact, person, or nothing."""
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])", " ", name).replace("_", " ")
    for called in (french.folded(apart), french.folded(label)):
        words = called.split()
        if len(words) > _LONGEST:
            continue
        if _PAIRS.search(called) or any(_CALLED_CONTACT.fullmatch(word) for word in words):
            return "contact"
        if any(_CALLED_PERSON.fullmatch(word) for word in words):
            return "person"
    return ""


@lru_cache(maxsize=_COLUMNS)
def _mostly(cells: tuple[str, ...], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and 2 * sum(holds(text) for text in cells) >= len(cells)


@lru_cache(maxsize=_CELLS)
def _holds_contact(text: str) -> bool:
    return bool(contacts_in(text))


@lru_cache(maxsize=_CELLS)
def _names_people(text: str) -> bool:
    """Tell whether a cell is one name of a person, or a list of names, and nothing else."""
    return bool(NAME.search(text)) and french.folded(NAME.sub("", text)) in {"", "et", "m", "mme", "m et mme"}


def is_directory(table: Table) -> bool:
    """Tell whether a table is a list of people: contacts, or names that are its key, and no number at all."""
    personal = personal_columns(table)
    key = table.spec.key or next(iter(table.spec.columns))
    keys = {key} if isinstance(key, str) else {*key}
    listed = any(found.contact for found in personal.values()) or bool(keys & personal.keys())
    return listed and not any(column.numeric and name not in personal for name, column in table.spec.columns.items())


def key_is_personal(table: Table) -> bool:
    """Tell whether the rows of a table are named after people."""
    key = table.spec.key or next(iter(table.spec.columns))
    return bool(({key} if isinstance(key, str) else {*key}) & personal_columns(table).keys())


@lru_cache(maxsize=8192)
def names_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the names « Prénom NOM » of a text as written, with their offsets."""
    return tuple((" ".join(found[0].split()), found.start()) for found in NAME.finditer(text))


def people_in(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the names of people of a table, each with its column."""
    for row in table.rows:
        for name in table.spec.columns:
            if _names_people(row.texts.get(name, "")):
                yield from ((written, name) for written, _ in names_in(row.texts[name]))
