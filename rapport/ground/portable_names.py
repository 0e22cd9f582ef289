"""Names of files that another system refuses: Windows keeps some for its devices, and takes « A » and « a » for one."""

from __future__ import annotations

import unicodedata

from rapport.ground.patterns import regex

_DEVICE = regex(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(?:\..*)?\Z")
_SIGN = regex(r'[<>:"|?*\\\x00-\x1f]')
_TYPICAL = 71  # signs of a project's own path: a person's folder, OneDrive's with an organisation's name, two more
LONGEST = 240 - _TYPICAL  # signs of a path from the project's folder; Windows stops at 260, its programs want some


def refusal_of(name: str) -> str:
    """Return why Windows refuses the name of a file or a folder (French), empty when it takes it."""
    if device := _DEVICE.match(name):
        return f"Windows garde « {device[1]} » pour lui-même, quelle que soit la suite du nom"
    if sign := _SIGN.search(name):
        return f"Windows n'admet pas « {sign[0]} »" if sign[0].isprintable() else "Windows n'admet pas de caractère invisible"
    if name.endswith((".", " ")):
        last = "le point" if name.endswith(".") else "l'espace"
        return f"Windows n'admet pas {last} à la fin"
    return ""


def portable(name: str, kind: str) -> str:
    """Return a name that every system takes: one that Windows keeps for a device has what it names before it."""
    return f"{kind}-{name}" if refusal_of(name) else name


def same_elsewhere(path: str) -> str:
    """Return a path in the one form of all those that Windows and macOS take for the same file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
