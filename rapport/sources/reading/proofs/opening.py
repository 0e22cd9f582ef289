"""A Word file that comes back, opened: what it holds, or why it can't be read."""

from __future__ import annotations

from os.path import isdir  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.ground import regular
from rapport.ground.packed import BeyondBounds, PackedKind, hold_to_bounds
from rapport.ground.problems import reason_of
from rapport.sources.proof import ReturnedProof
from rapport.sources.reading.proofs.document import proof_of

_KIND = PackedKind(
    "Ce document",
    "c'est trop pour une épreuve du rapport",
    "Faites-en une neuve (« python build.py build --to docx »), et recopiez-y les corrections.",
)
_SAVE = "Enregistrez-le au format « Document Word (.docx) », sans mot de passe, puis recommencez."
_OLD = b"\xd0\xcf\x11\xe0"


def returned_proof(path: Path) -> ReturnedProof:
    """Return what a file holds, with a refusal when it isn't a Word file that can be read."""
    try:
        if isdir(path):  # noqa: PTH112
            return _refused(f"« {path.name or path} » n'est pas un fichier.", "Donnez le nom du document relu.")
        with regular.opened(path) as file:
            if file.read(4) == _OLD:
                return _refused("Ce document est au format .doc, ou protégé par un mot de passe.", _SAVE)
            hold_to_bounds(file, _KIND)
            return proof_of(file)
    except BeyondBounds as beyond:
        return _refused(beyond.message, beyond.hint)
    except MemoryError:
        raise
    except FileNotFoundError:
        return _refused(f"Le document « {path.name} » n'existe pas.", "")
    except OSError as error:
        return _refused(f"Le document ne peut pas être ouvert ({reason_of(error)}).", "")
    except Exception:  # noqa: BLE001 - a file of any other kind makes the libraries fail in any way
        return _refused("Ce fichier n'est pas un document .docx que l'on puisse lire.", _SAVE)


def _refused(message: str, hint: str) -> ReturnedProof:
    return ReturnedProof(refusal=(message, hint))
