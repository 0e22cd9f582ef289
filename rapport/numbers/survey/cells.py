"""The cells of a survey that may be printed: the only statistics that leave the machine where the answers are."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.sources.panel import Panel, SurveyCell


def published_cells(panel: Panel) -> Iterator[SurveyCell]:
    """Yield every cell of a survey as it may be printed, statistic by statistic; a hidden one has no value."""
    yield from panel.published.values()


def cell_of(panel: Panel, statistic: str, **group: str) -> SurveyCell | None:
    """Return the cell of a group (``type="AI"``), None when the statistic has none."""
    wanted = set(group.items())
    of_it = (cell for cell in panel.published.values() if cell.statistic == statistic)
    return next((cell for cell in of_it if set(cell.group) == wanted), None)
