"""Bytes of an author's file into text, whatever the editor that saved it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from rapport import french
from rapport.problems import Place, Problem, Severity, reason_of
from rapport.texts import PASTED, PASTED_HINT, PASTED_SAID

LARGEST = 20 * 1024 * 1024  # bytes; beyond this a source text is a mistake
LONGEST = 200_000  # characters of a line; a long paragraph has five thousand

# Controls, line separators that only some tools count as lines, and private letters that no font of ours draws (some
# of which stand for numbers while a text is composed).
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufffe\uffff]")


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return a file's text with plain line feeds: BOM dropped, strict UTF-8, else Windows-1252.

    Appends a problem and returns None when the file is missing, unreadable or too large.
    """
    place = Place(shown)
    try:
        if path.stat().st_size > LARGEST:
            hint = "Un fichier de texte n'atteint jamais cette taille : est-ce le bon ?"
            problems.append(Problem("LEC02", Severity.ERROR, "Le fichier dépasse 20 Mo.", place, hint))
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem("LEC01", Severity.ERROR, f"Le fichier « {shown} » n'existe pas.", place))
        return None
    except OSError as error:
        problems.append(Problem("LEC02", Severity.ERROR, f"Le fichier ne peut pas être lu : {reason_of(error)}.", place))
        return None
    if b"\x00" in raw:
        hint = "Enregistrez-le en UTF-8 (dans un tableur : « CSV UTF-8 »)."
        problems.append(Problem("LEC02", Severity.ERROR, "Ce n'est pas un fichier de texte, ou il est en UTF-16.", place, hint))
        return None
    text = _decoded(raw, shown, problems).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST and (long := [*_too_long(text, shown)]):
        problems += long
        return None
    return _printable(text, shown, problems)


def _too_long(text: str, shown: str) -> Iterator[Problem]:
    """Yield a problem for each line that nobody typed: a picture, or a whole file, was pasted there."""
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST:
            pasted = PASTED.search(line)
            said = f"Cette ligne a {french.format_number(Decimal(len(line)))} signes."
            hint = "Une ligne n'atteint jamais cette longueur : retirez ce qui y a été collé."
            if pasted:
                said, hint = PASTED_SAID.format(pasted[0]), PASTED_HINT
            yield Problem("LEC02", Severity.ERROR, said, Place(shown, number, pasted.start() + 1 if pasted else 1), hint)


def _decoded(raw: bytes, shown: str, problems: list[Problem]) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        hint = "Enregistrez-le en UTF-8 pour qu'aucun accent ne se perde."
        said = "Le fichier est enregistré en Windows-1252."
        problems.append(Problem("LEC03", Severity.WARNING, said, _end_of(before, shown), hint))
        return raw.decode("cp1252", errors="replace")


def _printable(text: str, shown: str, problems: list[Problem]) -> str:
    """Return the text with spaces in place of what cannot be printed, after telling each such character once."""
    told = {match[0]: match.start() for match in reversed(list(_UNPRINTABLE.finditer(text)))}
    for character, offset in told.items():
        said = f"Le caractère U+{ord(character):04X} n'a pas de forme imprimée ; il vient sans doute d'un copier-coller."
        hint = "Effacez-le, puis tapez le signe voulu."
        problems.append(Problem("LEC09", Severity.ERROR, said, _end_of(text[:offset], shown), hint))
    return _UNPRINTABLE.sub(" ", text) if told else text


def _end_of(before: str, shown: str) -> Place:
    """Return the place just after a text that starts a file."""
    return Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
