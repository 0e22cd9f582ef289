"""The documents behind the numbers, read: one module a kind of file, and its line in READERS.

Nobody vouches for a piece: it is read by another Python, within bounds (`apart`), and nothing in it is ever run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from io import BytesIO
from pathlib import Path

from rapport.ground import regular
from rapport.ground.packed import BeyondBounds
from rapport.sources.piece_contents import AGAIN, PieceContents, UnreadablePiece

LARGEST = 50_000_000  # bytes of a piece
Reader = Callable[[bytes], PieceContents]
# The ends of names, and the module that reads such files: it is imported for one that is met.
READERS: Mapping[str, str] = {
    ".xlsx": "workbooks", ".xls": "old_workbooks", ".ods": "open_workbooks", ".csv": "lists", ".pdf": "pages",
    ".txt": "texts", ".md": "texts", ".eml": "messages", ".docx": "documents",
}  # fmt: skip
_OLD = b"\xd0\xcf\x11\xe0"  # an OLE file: .xls, or an office file behind a password
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what an office file behind a password holds
_AGAIN = f"Ouvrez-le, enregistrez-le de nouveau dans son format, puis relancez « {AGAIN} »."
SAVED_OPEN = f"Enregistrez-le sans mot de passe, ou demandez-le ainsi à qui vous l'a remis, puis relancez « {AGAIN} »."


def contents_of(path: Path) -> PieceContents:
    """Return what a piece holds; raises UnreadablePiece with what keeps it from being read, OSError when the disk does."""
    ending = path.suffix.casefold()
    raw = regular.read(path, LARGEST + 1)
    if len(raw) > LARGEST:
        raise UnreadablePiece(f"Le fichier pèse plus de {LARGEST // 10**6} Mo.", "Gardez-en les pages utiles.")
    if not raw:
        raise UnreadablePiece("Le fichier est vide.", "Copiez-le de nouveau.")
    if raw.startswith(_OLD) and ending in {".xlsx", ".ods", ".docx"}:
        if _LOCKED in raw:
            raise UnreadablePiece("Le fichier est protégé par un mot de passe.", SAVED_OPEN)
        raise UnreadablePiece(f"Le fichier n'est pas un {ending} : il est d'un format plus ancien que ne le dit son nom.", _AGAIN)
    reader: Reader = import_module(f"rapport.sources.reading.pieces.{READERS[ending]}").contents
    try:
        return replace(reader(raw), sha256=hashlib.sha256(raw).hexdigest())
    except UnreadablePiece:
        raise
    except BeyondBounds as beyond:
        raise UnreadablePiece(beyond.message, beyond.hint) from None
    except MemoryError:
        raise
    except Exception as error:
        # A file of any other kind makes a library fail in any way.
        raise UnreadablePiece(
            f"Le fichier ne se lit pas comme un {ending} : il est abîmé, ou d'un autre format.", _AGAIN
        ) from error


def opened(raw: bytes) -> BytesIO:
    """Return the bytes of a piece as a file."""
    return BytesIO(raw)
