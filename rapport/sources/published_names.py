"""The French names under which numbers are published: columns, statuses."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.ground import french
from rapport.sources.authored import Column, Status

STATUSES: Mapping[Status, str] = {"published": "publié", "derived": "calculé", "to_confirm": "à confirmer"}
_RESERVED = ("annee", "statut", "source", "question", "note")


def names_of_columns(columns: Mapping[str, Column]) -> dict[str, str]:
    """Return the French name of each column for programs (`part_de_la_cotisation`); its own where two would be alike."""
    taken = set(_RESERVED)
    names = {}
    for name, column in columns.items():
        label = french.folded(column.label).replace(" ", "_")
        names[name] = next(found for found in (label, name, f"{name}_", f"{name}__") if found and found not in taken)
        taken.add(names[name])
    return names
