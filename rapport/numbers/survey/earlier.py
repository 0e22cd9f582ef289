"""What earlier versions of an edition published of its survey: it stays known, and tells what came since by difference.

The answers of that time are gone. A number that was published then and is hidden now counts as known as long as it is within
the margin of what is true now; further away, it tells nothing to the margin. What was hidden then stays hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from rapport.numbers.survey.statistics import RawCell
from rapport.sources.panel import Hidden, Panel, SurveyCell
from rapport.sources.survey import QUANTILES, Statistic

WAIT_FOR_MORE = "Retirez les réponses arrivées ou parties depuis, ou attendez qu'il y en ait davantage"
_STAYS: tuple[Hidden, ...] = ("few", "dominant", "complement", "near_group", "hidden_before")


def is_value_known(panel: Panel, cell: RawCell, old: SurveyCell) -> bool:
    """Tell whether an earlier version printed what a number still is, to the margin."""
    return cell.value is not None and old.unit == cell.unit and _is_near(panel, old.value, cell.value)


def is_base_known(panel: Panel, cell: RawCell, old: SurveyCell) -> bool:
    """Tell whether an earlier version printed how many structures a number still stands on, to the margin."""
    return _is_near(panel, old.base, Fraction(cell.base))


def _is_near(panel: Panel, old: Decimal | int | None, now: Fraction) -> bool:
    return old is not None and abs(Fraction(old) - now) <= abs(now) * Fraction(panel.spec.secrecy.margin) / 100


def known_numbers(panel: Panel, cells: Iterable[RawCell]) -> Iterator[tuple[RawCell, bool]]:
    """Yield the numbers that hiding no longer hides: their cell, and whether it is its base."""
    for cell in cells if panel.before else ():
        olds = panel.published_before(cell.statistic, cell.group)
        if any(is_value_known(panel, cell, old) for old in olds):
            yield cell, False
        if any(is_base_known(panel, cell, old) for old in olds):
            yield cell, True


def hidden_numbers(panel: Panel, cells: Iterable[RawCell]) -> Iterator[tuple[RawCell, bool]]:
    """Yield the numbers that an earlier version hid for secrecy: printed now, they could tell what was hidden then."""
    for cell in cells if panel.before else ():
        olds = panel.published_before(cell.statistic, cell.group)
        if cell.value is not None and any(old.hidden in _STAYS for old in olds):
            yield cell, False
        if cell.base and any(old.hidden in _STAYS and old.base is None for old in olds):
            yield cell, True


def close_versions(panel: Panel, cells: Iterable[SurveyCell]) -> Iterator[tuple[SurveyCell, SurveyCell]]:
    """Yield the numbers that an earlier version printed too, of a few structures more or less: the difference is theirs.

    No difference is one: who came answered 0 to a sum, the mean itself. A median that stays tells next to nothing.
    """
    secrecy = panel.spec.secrecy
    for cell in cells if panel.before else ():
        statistic = panel.spec.statistics.get(cell.statistic)
        if statistic is None or cell.value is None or cell.base is None or not _tells_an_answer(panel, statistic):
            continue
        by_rank = statistic.compute in QUANTILES
        least = (secrecy.groups or 0) if by_rank else secrecy.least
        for old in panel.published_before(cell.statistic, cell.group):
            if old.value is None or old.base is None or (by_rank and old.value == cell.value):
                continue
            if 0 < abs(cell.base - old.base) < least:
                yield cell, old


def close_versions_message(panel: Panel, cells: Iterable[SurveyCell]) -> str:
    """Return what is told of such numbers (French), empty without any."""
    found = list(close_versions(panel, cells))
    if not found:
        return ""
    cell, old = found[0]
    gap, others = abs((cell.base or 0) - (old.base or 0)), len(found) - 1
    whose = f"ce que disent {gap} structures" if gap > 1 else "ce que dit une seule structure"
    more = f" ; {others} autre{'s' * (others > 1)} de même" if others else ""
    return (
        f"« {cell.ref} » a été publié sur {old.base} structures, et le serait sur {cell.base} : la différence est {whose}{more}."
    )


def _tells_an_answer(panel: Panel, statistic: Statistic) -> bool:
    """Tell whether a statistic says more than who answered."""
    return statistic.compute != "count" or any(name in panel.spec.columns for name in (*statistic.by, *statistic.where))
