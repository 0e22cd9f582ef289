"""The one date that outputs carry, and days as readers read them."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from rapport.ground.french import MONTHS


def spelled(day: date) -> str:
    """Return a day in words: `31 mars 1998`, `1er avril 1998`."""
    return f"{'1er' if day.day == 1 else day.day} {MONTHS[day.month - 1]} {day.year}"


def timestamp_of(year: int) -> int:
    """Return the date written in the outputs, in Unix seconds: SOURCE_DATE_EPOCH, else the end of the edition's year.

    Never the clock: the same sources give the same bytes on any day (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isascii() and given.isdigit():
        return int(given)
    return int(datetime(year, 12, 31, tzinfo=UTC).timestamp())
