"""The one date that outputs carry."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from rapport.model import Report


def timestamp_of(report: Report) -> int:
    """Return the date written in the outputs, in Unix seconds: SOURCE_DATE_EPOCH, else the end of the edition's year.

    Never the clock: the same sources give the same bytes on any day (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    return int(datetime(report.edition.year, 12, 31, tzinfo=UTC).timestamp())
