"""Near names: what somebody may have meant by a name that doesn't exist, by difflib's ratio of common stretches."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from rapport.ground.names import one_name

_SAME_TO_THE_EYE = (
    "Un fichier y porte ce nom à l'œil, écrit avec d'autres signes (un Mac sépare les accents de leurs lettres) : "
    "renommez-le, en retapant son nom."
)


def near(name: str, known: Iterable[str], most: int = 3, likeness: float = 0.6) -> list[str]:
    """Return the known names nearest to one, the nearest first; ``likeness`` from 0 to 1 is what they must reach."""
    return get_close_matches(name, list(known), most, likeness)


def near_names(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the hint that lists the nearest names (French), empty when there is none."""
    found = near(name, known, 3, likeness)
    return f"Noms proches : {', '.join(found)}." if found else ""


def meant(name: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the hint that asks whether the nearest name was meant (French), empty when there is none."""
    found = near(name, known, 1, likeness)
    return f"Vouliez-vous « {found[0]} » ?" if found else ""


def same_to_the_eye(path: str, known: Iterable[str]) -> str:
    """Return what to do where a file is there under a name that only looks like the one asked for (French), empty elsewhere."""
    asked = one_name(path)
    return _SAME_TO_THE_EYE if any(other != path and one_name(other) == asked for other in known) else ""
