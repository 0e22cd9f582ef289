"""Medians and quartiles that are the answer of one structure, to its last digit: whoever knows the range knows who said it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rapport.numbers.survey.secrecy import Protection
from rapport.sources.panel import SurveyCell
from rapport.sources.survey import ITEM, QUANTILES


def exact_quantiles(protection: Protection) -> Iterator[SurveyCell]:
    """Yield the quantiles that are printed as precisely as the answers, and are what one structure alone answered."""
    frame = protection.frame
    spec = frame.panel.spec
    for raw, cell in zip(protection.raw, protection.cells, strict=True):
        statistic = spec.statistics[cell.statistic]
        if statistic.compute not in QUANTILES or cell.value is None:
            continue
        column = next((value for name, value in cell.group if name == ITEM and value in statistic.of), statistic.of[0])
        rows = np.flatnonzero(raw.partition.codes == raw.at)
        answers = [frame.panel.answers[frame.rows[row].id].values.get(column) for row in rows]
        if cell.decimals >= spec.columns[column].decimals and answers.count(cell.value) == 1:
            yield cell
