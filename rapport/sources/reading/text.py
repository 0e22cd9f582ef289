"""Bytes of an author's file into text, whatever the editor that saved it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from rapport.ground import french, regular
from rapport.ground.names import DRAWN_ALIKE
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Problem, Severity, reason_of
from rapport.sources import tied
from rapport.sources.files import entries_of, is_file, name_from, unnameable
from rapport.sources.reading.encodings import ENCODINGS, decoded_twice, encoding_of
from rapport.sources.reading.half_arrived import (
    Unsettled,
    elsewhere,
    is_elsewhere,
    missing_contents,
    settled_bytes,
    severed,
    unsettled,
    zeroed,
)
from rapport.sources.signature import FILE as SIGNATURES
from rapport.sources.texts import PASTED, PASTED_HINT, PASTED_SAID

UNMERGED = regex(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
# What commands write, a line each: nothing there looks like the marks between the two texts. How such a file is mended.
_WRITTEN_UNMERGED = regex(r"^(?:<{7}|={7}|>{7}|\|{7})(?: |$)", re.MULTILINE)
_WRITTEN = {
    SIGNATURES: "Gardez les lignes des deux côtés, chacune est une signature ; retirez les marques <<<<<<<, ======= et >>>>>>>.",
    tied.FILE: "Rien de ce fichier n'est cru. Gardez l'une des deux versions (« git checkout --ours », ou « --theirs »), "
    "puis « python build.py tie ».",
}
MEGA = 1024 * 1024
LARGEST = 20 * MEGA  # bytes; beyond this a source text is a mistake
LONGEST = 200_000  # characters of a line; a long paragraph has five thousand

# Controls, line separators that only some tools count as lines, private letters that no font of ours draws (some of which
# stand for numbers while a text is composed), byte order marks past the beginning, halves of a character.
_UNPRINTABLE = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")
# What stands where a program couldn't read a letter (U+FFFD), also read again in another code.
# What Windows reads in the place of a letter of the Mac's (é, ô, â, œ, É, à), where no word has it.
_OF_THE_MAC = (
    r"(?<=[a-zà-ÿ])Ž|(?<=[^\W\d_ÃÂÅ])[Ž™‰](?=[a-zà-ÿ])|(?<=[a-zà-ÿ])Ï(?=[a-zà-ÿ])|(?<!\w)ƒ(?=[a-zà-ÿ])|(?<![ÃÂËÅ\d])ˆ(?!\d)"
)
_ASKED = r"(?<![\w/.:?=&%@#+-])[^\W\d_]{1,40}\?(?=[a-zà-ÿ])"  # no question, which a space or a capital follows; no address
_LOST = regex(rf"(?:{_ASKED}|\w{{0,40}}?(?:\ufffd|ï¿½|{_OF_THE_MAC}))(?:[\w™‰?]|\ufffd|ï¿½){{0,40}}")
_ALIKE = f"[{''.join(DRAWN_ALIKE)}]"
_LOOKALIKE = regex(rf"(?<=[A-Za-zÀ-ÿ]){_ALIKE}|{_ALIKE}(?=[A-Za-zÀ-ÿ])")
_FOREIGN = regex(r"(?![0-9])\d")  # Unicode's decimal digits (Nd) of all other scripts, and wide ones


def read_text(path: Path, shown: str, problems: list[Problem], most: int = LARGEST) -> str | None:
    """Return a file's text with plain line feeds: BOM dropped, strict UTF-8, else Windows-1252.

    Appends a problem and returns None when the file is missing, unreadable or too large (in bytes).
    """
    place = Place(shown)
    try:
        if is_elsewhere(path):
            problems.append(elsewhere(shown))
            return None
        raw = settled_bytes(path, most + 1)
    except Unsettled:
        problems.append(unsettled(shown))
        return None
    except FileNotFoundError:
        problems.append(Problem("LEC01", Severity.ERROR, f"Le fichier « {shown} » n'existe pas.", place))
        return None
    except OSError as error:
        problems.append(unread(error, shown))
        return None
    if len(raw) > most:
        hint = "Un fichier de texte n'atteint jamais cette taille : est-ce le bon ?"
        problems.append(Problem("LEC02", Severity.ERROR, f"Le fichier dépasse {most // MEGA} Mo.", place, hint))
        return None
    if (half := zeroed(raw, shown) or severed(raw, shown)) is not None:
        problems.append(half)
        return None
    if b"\x00" in raw or raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        hint = "Enregistrez-le en UTF-8 (dans un tableur : « CSV UTF-8 »)."
        problems.append(Problem("LEC02", Severity.ERROR, "Ce n'est pas un fichier de texte, ou il est en UTF-16.", place, hint))
        return None
    text = _decoded(raw, shown, problems).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST and (long := [*_too_long(text, shown)]):
        problems += long
        return None
    if (unmerged := _unmerged(text, shown)) is not None:
        problems.append(unmerged)
        return None
    return _printable(text, shown, problems)


def _unmerged(text: str, shown: str) -> Problem | None:
    """Return the problem of a file in which Git has left what two people wrote at one place."""
    if shown in _WRITTEN:
        found = _WRITTEN_UNMERGED.search(text)
    else:
        found = UNMERGED.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    if found is None:
        return None
    hint = _WRITTEN.get(shown) or "Gardez ce qui est juste des deux textes ; retirez les lignes <<<<<<<, ======= et >>>>>>>."
    place = Place(shown, text.count("\n", 0, found.start()) + 1, 1)
    return Problem("LEC14", Severity.ERROR, "Une fusion de Git est en suspens : ces lignes sont en double.", place, hint)


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


def unread(error: OSError, shown: str) -> Problem:
    """Return the problem of a file that the system doesn't let us read, or that is none."""
    hint = "Retirez-le de l'édition, ou mettez un vrai fichier à sa place." if isinstance(error, regular.NotRegular) else ""
    return Problem("LEC02", Severity.ERROR, f"Le fichier ne peut pas être lu : {reason_of(error)}.", Place(shown), hint)


def unreadable_files(root: Path) -> list[Problem]:
    """Return the problems of what is none among an edition's files (tools would wait), or isn't here, and of unreadable names."""
    entries = [*entries_of(root)]
    strange = [Path(entry.path) for entry in entries if not is_file(entry)]
    paths = [path for path in (root / "report.yml", *strange) if regular.is_special(path)]
    special = [_special(path, path.relative_to(root).as_posix()) for path in paths]
    misspelt = unnameable(sorted(name_from(root, entry) for entry in entries))
    return [*special, *map(_misspelt, misspelt), *missing_contents(root)]


def _misspelt(name: str) -> Problem:
    said = "Le nom de ce fichier, ou de son dossier, ne se lit pas : il n'est pas écrit en UTF-8."
    return Problem("LEC02", Severity.ERROR, said, Place(name), "Renommez-le, en lettres sans accent.")


def _special(path: Path, shown: str) -> Problem:
    try:
        regular.opened(path).close()
    except OSError as error:
        return unread(error, shown)
    return unread(OSError("il a changé pendant la lecture"), shown)


def _decoded(raw: bytes, shown: str, problems: list[Problem]) -> str:
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        hint = "Enregistrez-le en UTF-8 pour qu'aucun accent ne se perde."
        lines = [(line, _is_utf8(line)) for line in raw.split(b"\n")]
        encoding = encoding_of(b"\n".join(line for line, good in lines if not good))
        said = f"Le fichier est enregistré en {ENCODINGS[encoding]}."
        problems.append(Problem("LEC03", Severity.WARNING, said, _end_of(before, shown), hint))
        # Line by line: a file that two programs have saved may hold both.
        text = "\n".join(line.decode("utf-8" if good else encoding, errors="replace") for line, good in lines)
    if (twice := decoded_twice(text)) is not None:
        offset, seen, meant = twice
        said = f"Des accents sont abîmés : « {seen} » pour « {meant} » ; le texte a été relu dans un autre code que le sien."
        hint = "Reprenez le fichier d'origine, et enregistrez-le en UTF-8 (dans un tableur : « CSV UTF-8 »)."
        problems.append(Problem("LEC03", Severity.ERROR, said, _end_of(text[:offset], shown), hint))
    return unicodedata.normalize("NFC", text)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _printable(text: str, shown: str, problems: list[Problem]) -> str:
    """Return the text with stand-ins for the characters of no report, after telling each of them once."""
    for offset, said, hint in strangers_in(text):
        problems.append(Problem("LEC09", Severity.ERROR, said, _end_of(text[:offset], shown), hint))
    for match in () if text.isascii() else _first_of_each(_LOOKALIKE, text):
        said = f"La lettre « {match[0]} » (U+{ord(match[0]):04X}) est d'une autre écriture : à l'œil, c'est une des nôtres."
        hint = "Effacez-la, puis tapez-la au clavier : qui cherche ce mot ne le trouverait pas."
        problems.append(Problem("LEC09", Severity.WARNING, said, _end_of(text[: match.start()], shown), hint))
    return without_strangers(text)


def strangers_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield (offset, message, hint) of each character that no report holds, where it stands first.

    They are what has no printed form, what is left of a lost letter (once), and the digits of another script, which nothing would
    compute with or hold to the data.
    """
    if text.isascii() and text.isprintable():
        return
    for match in _first_of_each(_UNPRINTABLE, text):
        said = f"Le caractère U+{ord(match[0]):04X} n'a pas de forme imprimée ; il vient sans doute d'un copier-coller."
        yield match.start(), said, "Effacez-le, puis tapez le signe voulu."
    if any(sign in text for sign in ("\ufffd", "ï¿½", *"?Ž™‰Ïƒˆ")) and (lost := _LOST.search(text)) is not None:
        said = f"Un accent est perdu dans « {lost[0]} » : le texte a été relu dans un autre code que le sien."
        yield lost.start(), said, "Retapez ce mot, ou reprenez le fichier d'origine et enregistrez-le en UTF-8."
    for match in _first_of_each(_FOREIGN, text):
        said = f"Le signe « {match[0]} » est un chiffre d'une autre écriture ; il vient sans doute d'un copier-coller."
        yield match.start(), said, f"Effacez-le, puis tapez {unicodedata.decimal(match[0])}."


def without_strangers(text: str) -> str:
    """Return the text with spaces and our own digits in place of the characters that no report holds."""
    if text.isascii() and text.isprintable():
        return text
    return _FOREIGN.sub(lambda match: str(unicodedata.decimal(match[0])), _UNPRINTABLE.sub(" ", text))


def _first_of_each(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    return list({match[0]: match for match in reversed(list(pattern.finditer(text)))}.values())


def _end_of(before: str, shown: str) -> Place:
    """Return the place just after a text that starts a file."""
    return Place(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
