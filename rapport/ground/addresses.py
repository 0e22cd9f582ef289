"""The addresses that a reader may be led to: the one rule of URI schemes for every link of every output.

An address is read as browsers do (URL Standard, https://url.spec.whatwg.org/#url-parsing): they pass over controls and spaces
around it, tabs and line ends within. Whatever isn't plainly admitted is refused.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from rapport.ground.patterns import regex

SCHEMES = ("http", "https", "mailto", "tel")  # those of templates/filter/addresses.lua
HINT = "Une adresse commence par https://, mailto:, tel: ou #."
PAGE_HINT = "Une adresse de page commence par https://."
EMAIL = regex(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)

_UNREAD = regex(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]+")
_SCHEME = regex(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_FORMS = {
    "http": regex(r"https?://[^/?#\\\s]+[^\\]*", re.IGNORECASE),
    "https": regex(r"https?://[^/?#\\\s]+[^\\]*", re.IGNORECASE),
    "mailto": regex(r"mailto:[^/\\].*", re.IGNORECASE | re.DOTALL),
    "tel": regex(r"tel:[+0-9().*-]+(?:;.*)?", re.IGNORECASE | re.DOTALL),
}


def scheme_of(address: str) -> str:
    """Return the scheme of an address as a browser reads it, in lower case; empty when it has none."""
    found = _SCHEME.match(_UNREAD.sub("", address))
    return found[1].lower() if found else ""


def is_refused(address: str) -> bool:
    """Tell whether an address has a scheme, and one that isn't admitted: no output leads there."""
    return bool(scheme := scheme_of(address)) and scheme not in SCHEMES


def fault_of_link(address: str) -> str:
    """Return what is wrong with the address of a link, in French; empty when a reader may follow it."""
    if re.fullmatch(r"#[^\s\x00-\x1f]*", address):
        return ""
    shown = _UNREAD.sub(" ", address)[:80]
    if not shown.strip():
        return "Ce lien n'a pas d'adresse : il ne mène nulle part."
    scheme = scheme_of(address)
    if not scheme:
        return f"Le lien « {shown} » ne mène nulle part."
    if scheme not in SCHEMES:
        return f"Les liens « {_UNREAD.sub('', address)[: len(scheme)]}: » ne sont pas admis."
    if _UNREAD.search(address) or not _FORMS[scheme].fullmatch(address):
        return f"Le lien « {shown} » n'est pas une adresse entière."
    return ""


def fault_of_page(address: str) -> str:
    """Return what is wrong with the address of a web page, in French; empty when it is http:// or https:// and a host."""
    if not fault_of_link(address) and scheme_of(address) in {"http", "https"}:
        return ""
    return f"« {_UNREAD.sub(' ', address)[:80]} » n'est pas l'adresse d'une page."


def fault_of_contact(address: str) -> str:
    """Return what is wrong with an e-mail address or the address of a web page, in French; empty when it is either."""
    if EMAIL.fullmatch(address) or not fault_of_page(address):
        return ""
    return f"« {_UNREAD.sub(' ', address)[:80]} » n'est ni une adresse électronique, ni l'adresse d'une page."


FOLDERS = ("assets", "charts")  # of the pictures of a manuscript: the authors', ours


def path_of(address: str) -> str | None:
    """Return the path (from the edition's root) of a picture's file, None when it is not one below assets/ or charts/.

    Percent codes are undone once, and none may be left: a writer would undo them again. The same as `paths.lua`.
    """
    path = unquote(address)
    folder, *below = path.split("/")
    if folder not in FOLDERS or not below or re.search(r"[\x00-\x1f\x7f\\:%]", path) or {"", ".", ".."} & {*below}:
        return None
    return path
