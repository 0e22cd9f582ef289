"""The name of a new number, by which texts call it: made of what it counts, or as whoever adds it wants it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, count

from rapport.flow.atelier.forms import Refused, titled
from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.sources.model import INDICATOR_NAME, Report

_OTHER = "chiffres"  # the family of a number that goes with no other
_SMALL = regex(
    "a|aux?|avec|d|dans|de|des|du|en|et|l|la|les?|leurs?|nombre|ou|par|pour|qu|que|qui|s|sur|une?|(?:19|20)[0-9]{2}"
)  # words and years that name nothing
_LONGEST = 40
_NAMED = 2  # numbers by which a family is known


def families_of(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the families of numbers, each with how it is known: what its first numbers count."""
    labels: dict[str, list[str]] = {}
    for name, indicator in report.indicators.items():
        labels.setdefault(name.partition(".")[0], []).append(titled(report, indicator.label))
    known = tuple((family, f"{family} : {_few(found)}") for family, found in labels.items())
    return (*known, *([] if _OTHER in labels else [(_OTHER, "aucun autre")]))


def _few(labels: list[str]) -> str:
    return ", ".join(labels[:_NAMED]) + "…" * (len(labels) > _NAMED)


def name_of(report: Report, asked: Mapping[str, str]) -> str:
    """Return the name that is asked, else one made of what the number counts; raises Refused."""
    if name := asked.get("name", ""):
        if not INDICATOR_NAME.fullmatch(name) or name in report.indicators:
            said = "Ce nom est pris." if name in report.indicators else "Écrivez famille.nom, en minuscules sans accent."
            raise Refused({"name": said})
        return name
    family, words = asked.get("family") or _OTHER, _words(asked["label"])
    if family not in dict(families_of(report)):
        raise Refused({"family": "Choisissez dans la liste."})
    if not words:
        raise Refused({"name": "Donnez-lui un nom : « Ce qu'il compte » n'a pas de mot dont le faire."})
    made = f"{family}.{words}"
    return next(one for one in chain([made], (f"{made}_{number}" for number in count(2))) if one not in report.indicators)


def _words(label: str) -> str:
    """Return the words that count of a label, less its calls: « Nombre de bénévoles formés » gives « benevoles_formes »."""
    words = [word for word in french.anchor_of(french.folded(re.sub(r"\{[^}]*\}+", " ", label))).split("-") if word]
    kept = [word for word in words if not _SMALL.fullmatch(word)] or words
    name = "_".join(kept)
    return name if len(name) <= _LONGEST else name[: _LONGEST + 1].rpartition("_")[0] or name[:_LONGEST]
