"""Telephone numbers in the forms that French people type: of mainland France and every territory, short, foreign ones.

What is a number of some country is `phonenumbers`'s to say (Google's libphonenumber); the forms of numbers typed from France,
with slashes, no-break spaces or an overseas prefix, are told here, where its matcher passes over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapport.ground.french import NBSP, SPACES
from rapport.ground.patterns import regex

# Of the first four digits of a national number (ARCEP's numbering plan), the country code where it isn't France's own.
_OVERSEAS = {
    **dict.fromkeys(("0262", "0263", "0269", "0639", "0692", "0693"), "262"),
    **dict.fromkeys(("0590", "0690", "0691"), "590"), **dict.fromkeys(("0594", "0694"), "594"),
    **dict.fromkeys(("0596", "0696", "0697"), "596"), **dict.fromkeys(("0508", "0708"), "508"),
}  # fmt: skip
_REGIONS = ("RE", "YT", "GP", "GF", "MQ", "PM")  # asked of the library for the other prefixes that overseas numbers have
_FRENCH = {"33": (9,), "262": (9,), "590": (9,), "594": (9,), "596": (9,), "508": (6, 9), "681": (6,), "687": (6,), "689": (6, 8)}
_APART = rf"[{SPACES}.\-/()\u2010\u2011]"
_NATIONAL = regex(rf"(?<![\w+,.])\(?0{_APART}{{0,2}}[1-9](?:{_APART}{{0,2}}\d){{8}}(?!{_APART}?\d|\w)")
_ABROAD = regex(rf"(?<![\w,.])(?:\+|00){_APART}?[1-9](?:(?!\.[{SPACES}]){_APART}{{0,2}}\d){{6,14}}(?!\d|[{SPACES}]?[%€])")
_EXTENSION = regex(rf"[{SPACES},]*\b(?:poste|ext\.?|extension)[{SPACES}:]*(\d{{1,5}})[{SPACES}]*\Z", re.IGNORECASE)
_EXTENDED = regex(rf"[{SPACES},]*\b(?:poste|ext\.?|extension)[{SPACES}:]*\d{{1,5}}(?!\d|[{SPACES}]?[%€])", re.IGNORECASE)
# A short number is one only where it is said to be: « appelez le 115 », « tél. : 39 49 », « le 3919, numéro national d'écoute ».
_FEW = rf"(\d(?:[{SPACES}]?\d){{1,5}})(?![{SPACES}]?[\d%€])"
_KIND = r"d['’]\w+|de[ ]\w+|du[ ]\w+|national|vert|gratuit|unique|court|européen|spécial|dédié|social|est"  # of a number
_ENDS = rf"(?=[{SPACES}]*(?:[).,;!?\n]|\Z))"
# Before what it counts, a number is none of these: « nous avons contacté 112 structures », « appelé les 115 adhérents ».
_LINKS = r"pour|si|en|et|ou|à|au|dès|avant|après|puis|afin|par|sur|est|du|tous|gratuit\w*|anonyme\w*|(?:appel|service) gratuit"
_UNCOUNTING = rf"(?![{SPACES}*_\[]+(?!(?:{_LINKS})\b)[^\W\d_])"
_SHORT = regex(
    rf"(?:\b(?:appel|compos|joi[gn]|téléphon|contact|répond)[\w-]*|\btél\.?|\bnuméros?(?:[{SPACES}]\w+)?|\b(?:SMS|appel)\b"
    rf"|\bnuméros?(?:[{SPACES}](?:{_KIND}))*)"
    rf"(?:[{SPACES}]*(?:au|le|les|du|par|:))*[{SPACES}]+"
    rf"(?:(?:(?<=\bau[{SPACES}])|(?<=\ble[{SPACES}])|(?<=\bdu[{SPACES}])){_FEW}|{_FEW}{_UNCOUNTING})",
    re.IGNORECASE,
)
# Who answers at which number: « Pompiers : 18 », but for « nombre de pompiers : 18 », which counts them.
_HELP = {
    rf"SAMU[{SPACES}]social": "115", "SAMU": "15|112", "(?:sapeurs[-‑])?pompiers": "18|112",
    rf"police(?:[{SPACES}]secours)?|gendarmerie": "17|112",
}  # fmt: skip
_OF_HELP = regex(
    rf"(?:^[{SPACES}>*+_-]*|[.,;:(!?•–—][{SPACES}*_]*|\b(?:les?|la|aux?|et|ou)[{SPACES}])"
    rf"(?:{'|'.join(rf'(?:{who})[{SPACES}]*(?:[(]|:[{SPACES}]*)({numbers})' for who, numbers in _HELP.items())}){_ENDS}",
    re.IGNORECASE | re.MULTILINE,
)
_NAMED = regex(
    rf"(?<![\w,.]){_FEW}(?:,|[{SPACES}]est)?[{SPACES}](?:(?:le|la|un|une)[{SPACES}])?(?:numéro(?![{SPACES}]un\b)|ligne[{SPACES}]d['’])",
    re.IGNORECASE,
)
_ANOTHER = regex(rf"(?:,|[{SPACES}](?:et|ou))[{SPACES}](?:(?:au|le|du)[{SPACES}]{_FEW}|{_FEW}{_ENDS})")
_DATE = regex(r"\b\d\d?[/.-]\d\d?[/.-](?:19|20)\d\d")


@lru_cache(maxsize=4096)
def phone_of(text: str) -> tuple[str, str]:
    """Return a telephone number as printed (groups held together by U+00A0) and as the address of a ``tel:`` link.

    A number typed from France stays as it is typed there; its address has the country code of its territory. Raises
    ValueError when the text is no telephone number.
    """
    if (extension := _EXTENSION.search(text)) is not None:
        printed, address = phone_of(text[: extension.start()])
        return f"{printed}{NBSP}poste{NBSP}{extension[1]}", f"{address};ext={extension[1]}"
    abroad = text.lstrip().startswith(("+", "00"))
    digits = re.sub(_APART, "", text.replace("(0)", "" if abroad else "0"))
    if re.fullmatch(r"0[1-9]\d{8}", digits):
        return NBSP.join(_groups(digits)), f"+{_code_of(digits)}{digits[1:]}"
    if (match := re.fullmatch(r"(?:\+|00)(\d{7,15})", digits)) is not None:
        code = next((code for code in _FRENCH if match[1].startswith(code)), "")
        if code:
            rest = match[1].removeprefix(code).removeprefix("0")
            if len(rest) not in _FRENCH[code]:
                raise ValueError(text)
            first = len(rest) % 2 if code == "33" else len(rest) % 2 * 3  # overseas, the code comes back: +262 262 …
            pairs = [rest[at : at + 2] for at in range(first, len(rest), 2)]
            return NBSP.join(filter(None, [f"+{code}", rest[:first], *pairs])), f"+{code}{rest}"
        return _foreign(match[1], text)
    if re.fullmatch(r"\d{2,6}", digits) and _is_short(digits):
        return re.sub(rf"[{SPACES}]+", NBSP, text.strip()), digits
    raise ValueError(text)


def _groups(digits: str) -> list[str]:
    if digits.startswith("08") and digits[2] in "0129":  # 0 800 12 34 56, as free and special numbers are written
        return [digits[0], digits[1:4], *(digits[at : at + 2] for at in range(4, 10, 2))]
    return [digits[at : at + 2] for at in range(0, 10, 2)]


def _code_of(digits: str) -> str:
    """Return the country code of a national number of ten digits."""
    if (code := _OVERSEAS.get(digits[:4])) or digits[:2] not in {"07", "09"}:
        return code or "33"
    import phonenumbers  # noqa: PLC0415 - a tenth of a second, for the few prefixes that several territories share

    found = [phonenumbers.parse(digits, region) for region in _REGIONS]
    mainland = phonenumbers.is_valid_number(phonenumbers.parse(digits, "FR"))
    return "33" if mainland else next((str(each.country_code) for each in found if phonenumbers.is_valid_number(each)), "33")


def _foreign(digits: str, text: str) -> tuple[str, str]:
    import phonenumbers  # noqa: PLC0415

    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException as error:
        raise ValueError(text) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(text)
    printed = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"[ ]", NBSP, printed), phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _is_short(digits: str) -> bool:
    import phonenumbers  # noqa: PLC0415

    number = phonenumbers.PhoneNumber(country_code=33, national_number=int(digits))
    return not digits.startswith("0") and bool(phonenumbers.is_valid_short_number_for_region(number, "FR"))


def phones_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the telephone numbers of a text: where each begins, and ends."""
    for match in (*_NATIONAL.finditer(text), *_ABROAD.finditer(text)):
        if not _DATE.search(match[0]) and _is_phone(match[0]):
            extended = _EXTENDED.match(text, match.end())
            end = extended.end() if extended else match.end()
            yield match.start(), end
            yield from _others_in(text, _ANOTHER.match(text, end))
    yield from _short_in(text)


def _short_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the short numbers of a text, and of those that follow each: « le 15, le 18 ou le 112 »."""
    for match in (*_SHORT.finditer(text), *_OF_HELP.finditer(text), *_NAMED.finditer(text)):
        yield from _others_in(text, match)


def _others_in(text: str, found: re.Match[str] | None) -> Iterator[tuple[int, int]]:
    while found and found.lastindex and _is_phone(found[found.lastindex]):
        yield found.span(found.lastindex)
        found = _ANOTHER.match(text, found.end(found.lastindex))


def _is_phone(text: str) -> bool:
    try:
        phone_of(text.strip("()") if "(0)" not in text else text)
    except ValueError:
        return False
    return True
