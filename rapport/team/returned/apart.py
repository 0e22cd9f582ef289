"""A Word file that comes back, read by another Python, within bounds: it may be made up to keep the library busy."""

from __future__ import annotations

from pathlib import Path

from rapport.ground.programs.second import Second, Stopped
from rapport.sources.proof import ReturnedProof
from rapport.sources.reading.proofs.opening import returned_proof

TOOL = "Le lecteur du document"
SECONDS = 60.0  # ours takes one
MEMORY = 1_500_000_000


def proof_apart(path: Path) -> ReturnedProof:
    """Return what `returned_proof` does, or that it went beyond a bound."""
    second = Second(TOOL, SECONDS, MEMORY)
    try:
        proof: ReturnedProof = second.answer(returned_proof, path.resolve())
    except Stopped as stopped:
        return ReturnedProof(refusal=(stopped.message, "Faites une épreuve neuve, et recopiez-y les corrections."))
    finally:
        second.close()
    return proof
