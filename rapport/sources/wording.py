"""The bounds of soft words, in one place: from where « près de » is no longer true, how much a « forte » hausse is.

Shares and evolutions are fractions here, percents in `report.yml` (« claims: »), where an edition may move a bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

Bound = Literal[
    "share", "below", "above", "around", "multiple", "rough", "slight", "strong", "stable", "large", "most", "essential",
    "almost_all",
]  # fmt: skip
Bounds = Mapping[str, Decimal]
BOUNDS: Bounds = {
    "share": Decimal("0.02"),
    "below": Decimal("0.07"),
    "above": Decimal("0.10"),
    "around": Decimal("0.07"),
    "multiple": Decimal("0.05"),
    "rough": Decimal("0.15"),
    "slight": Decimal("0.03"),
    "strong": Decimal("0.10"),
    "stable": Decimal("0.01"),
    "large": Decimal("0.66"),
    "most": Decimal("0.60"),
    "essential": Decimal("0.75"),
    "almost_all": Decimal("0.95"),
}
# What each bound means, for the guide (French).
SAID: Mapping[str, str] = {
    "share": "« la moitié », « un tiers », « un sur deux » : points admis de part et d'autre",
    "below": "« près de », « presque », « à peine » : jusqu'à tant de % au-dessous",
    "above": "« plus de », « la bonne moitié » : jusqu'à tant de % au-dessus",
    "around": "« environ », « autour de » : tant de % de part et d'autre",
    "multiple": "« deux fois plus », « le double » : tant de % de part et d'autre",
    "rough": "« une dizaine », « une centaine » : tant de % de part et d'autre",
    "slight": "« légère hausse » : moins de tant de %",
    "strong": "« forte hausse », « bondit » : tant de % ou plus",
    "stable": "« stable » : tant de % d'écart au plus",
    "large": "« large majorité » : au moins tant de %",
    "most": "« la plupart » : plus de tant de %",
    "essential": "« l'essentiel » : au moins tant de %",
    "almost_all": "« quasi-totalité » : au moins tant de %",
}


def bounds_of(moved: Mapping[Bound, Decimal]) -> Bounds:
    """Return the bounds of an edition, as fractions: those that it moves, in percents, and the others."""
    return {**BOUNDS, **{name: percents / 100 for name, percents in moved.items()}} if moved else BOUNDS
