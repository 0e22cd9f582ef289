"""Whether a file that comes back is a Word file: by what it holds, else by its name; a name may be changed on the way."""

from __future__ import annotations

from pathlib import Path

from rapport.ground import regular

WORD_NAMES = frozenset({".docx", ".doc", ".docm", ".dotx", ".odt", ".rtf"})
BOOK_NAMES = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_LAST = 1 << 16  # bytes, where an archive lists what it holds
_HOLDS = {b"xl/workbook": False, b"word/document": True}


def is_word_file(path: Path) -> bool:
    """Tell whether a file is a Word file rather than a workbook."""
    try:
        with regular.opened(path) as file:
            file.seek(max(file.seek(0, 2) - _LAST, 0))
            listed = file.read(_LAST)
    except (OSError, ValueError):
        listed = b""
    found = {word for name, word in _HOLDS.items() if name in listed}
    return found.pop() if len(found) == 1 else path.suffix.casefold() in WORD_NAMES


def returnable_in(folder: Path) -> list[str]:
    """Return the names of the files of a folder that may be brought back, but for the marks that office programs leave there."""
    try:
        found = [one.name for one in folder.iterdir() if one.suffix.casefold() in WORD_NAMES | BOOK_NAMES and one.is_file()]
    except OSError:
        return []
    return sorted(name for name in found if not name.startswith(("~$", ".")))
