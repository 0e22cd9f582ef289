"""Which corrections follow from others: the total of a number that was wrong, the sentence and the chart that print it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapport.sources.model import Report
from rapport.team.comparison.corrections import VersionCorrection, corrections_between

_NUMBER = "nombre "


def consequences_last(before: Report, after: Report, found: Sequence[VersionCorrection]) -> list[VersionCorrection]:
    """Return the corrections, those that follow from another last and said to, where readers meet them.

    What follows is what the numbers of today alone change in the texts and charts of then, and what is calculated as it was.
    """
    of_numbers = corrections_between(before, replace(after, contents=before.contents, charts=before.charts))
    unwritten = {_text_of(one) for one in of_numbers if one.name.startswith(("phrase ", "graphique ", "tracé "))}
    follows = [
        _calculated(one.name.removeprefix(_NUMBER), before, after) if one.name.startswith(_NUMBER) else _text_of(one) in unwritten
        for one in found
    ]
    if all(follows):  # of nothing that is told
        return [*found]
    own = [one for one, is_one in zip(found, follows, strict=True) if not is_one]
    return [*own, *(one._replace(follows=True) for one, is_one in zip(found, follows, strict=True) if is_one)]


def _text_of(correction: VersionCorrection) -> tuple[str, str, str]:
    """Return what a correction changes, but for the rank of its sentence: another sentence may have come before it."""
    return (correction.name.rpartition(".")[0] or correction.name, correction.before, correction.after)


def _calculated(name: str, before: Report, after: Report) -> bool:
    """Tell whether a number is what the formula of then gives today, or how many lines the list of today has."""
    was, now = before.indicators.get(name), after.indicators.get(name)
    if was is None or now is None or (was.formula, was.count_of, was.unit) != (now.formula, now.count_of, now.unit):
        return False
    typed = before.edition.year in was.values or after.edition.year in now.values
    return bool(now.formula or (now.count_of and not typed))
