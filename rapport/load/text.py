"""Bytes of an author's file into text, whatever the editor that saved it."""

from __future__ import annotations

from pathlib import Path

from rapport.problems import Place, Problem, Severity

LARGEST = 20 * 1024 * 1024  # bytes; beyond this a source text is a mistake


def read_text(path: Path, shown: str, problems: list[Problem]) -> str | None:
    """Return a file's text with ``\\n`` line ends: BOM dropped, strict UTF-8, else Windows-1252.

    Appends a problem and returns None when the file is missing, unreadable or too large.
    """
    place = Place(shown)
    try:
        if path.stat().st_size > LARGEST:
            problems.append(Problem("LEC02", Severity.ERROR, "Le fichier dépasse 20 Mo.", place))
            return None
        raw = path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem("LEC01", Severity.ERROR, f"Le fichier « {shown} » n'existe pas.", place))
        return None
    except OSError as error:
        why = error.strerror or str(error)
        problems.append(Problem("LEC02", Severity.ERROR, f"Le fichier ne peut pas être lu ({why}).", place))
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        hint = "Enregistrez-le en UTF-8 pour qu'aucun accent ne se perde."
        problems.append(Problem("LEC03", Severity.WARNING, "Le fichier est enregistré en Windows-1252.", place, hint))
    if "\x00" in text:
        problems.append(Problem("LEC02", Severity.ERROR, "Ce n'est pas un fichier de texte.", place))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
