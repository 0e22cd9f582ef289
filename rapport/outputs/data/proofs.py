"""The columns of the data files that name the piece of a number, and where in it the number stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rapport.numbers.pieces.shown import ShownPiece
from rapport.outputs.data.resource import Field, text_field


def _title(of: str) -> Field:
    name, said = (f"piece_{of}", f" ({of})") if of else ("piece", "")
    return text_field(name, f"Pièce{said}", "Le document qui prouve le nombre, relu")


def _place(of: str) -> Field:
    name, said = (f"piece_endroit_{of}", f" ({of})") if of else ("piece_endroit", "")
    return text_field(name, f"Endroit{said}", "Où le nombre y est écrit ; vide si la pièce est confidentielle")


PROOF: tuple[Callable[[str], Field], ...] = (_title, _place)  # of a table with several numbers a row: of which column


def proof_cells(shown: Sequence[ShownPiece]) -> list[str]:
    """Return the cells of a number: the titles of its pieces, and the places in them that are told."""
    return [" ; ".join(one.title for one in shown), " ; ".join(one.place for one in shown if one.place)]
