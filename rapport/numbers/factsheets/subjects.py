"""Who gets a factsheet: the members of a survey's register, or its regions, each with the name of its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from rapport.ground import french
from rapport.ground.portable_names import refusal_of
from rapport.ground.problems import Place
from rapport.sources.factsheet import FactsheetSpec
from rapport.sources.panel import Member, Panel

_LONGEST = 48  # letters of a name in a file's name


@dataclass(frozen=True, slots=True)
class Recipient:
    """A member or a region that gets a factsheet; ``slug`` is the name of its files, ``place`` its row of the register."""

    id: str
    name: str
    slug: str
    place: Place
    member: Member | None  # None: a region

    @property
    def region(self) -> str:
        """Return its region."""
        return self.member.region if self.member else self.name

    def group(self, dimension: str) -> str:
        """Return what it is in a dimension (type, region), empty when nobody says."""
        if self.member is None:
            return self.name if dimension == "region" else ""
        return self.member.value_of(dimension) or ""


def subjects_of(spec: FactsheetSpec, panel: Panel) -> tuple[Recipient, ...]:
    """Return who gets a factsheet, members in the order of the register, regions in the order of the alphabet."""
    members = panel.members.values()
    if spec.each == "member":
        found: list[tuple[str, str, Place, Member | None]] = [(one.id, one.name, one.place, one) for one in members]
    else:
        firsts: dict[str, Place] = {}
        for member in members:
            if member.region:
                firsts.setdefault(member.region, member.place)
        found = [(region, region, firsts[region], None) for region in sorted(firsts, key=french.folded)]
    slugs = _distinct([(id_, name) for id_, name, _, _ in found])
    return tuple(Recipient(id_, name, slug, place, one) for (id_, name, place, one), slug in zip(found, slugs, strict=True))


def _distinct(named: Sequence[tuple[str, str]]) -> list[str]:
    """Return a file name for each identifier and name, no two the same whatever their signs; the same from year to year."""
    slugs = []
    for id_, name in named:
        short = french.anchor_of(name)[:_LONGEST].strip("-")
        slugs.append("-".join(filter(None, [short, french.anchor_of(id_)[:_LONGEST] if id_ != name else ""])) or "fiche")
    times = Counter(slugs)
    return [
        slug if times[slug] == 1 and not refusal_of(slug) else f"{slug}-{sha256(id_.encode()).hexdigest()[:8]}"
        for slug, (id_, _) in zip(slugs, named, strict=True)
    ]
