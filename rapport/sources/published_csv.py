"""The CSV of published data, read back: semicolons for a spreadsheet set to French, commas in the older editions."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

DELIMITER = ";"


def records_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a data file of any edition, each with its line, header first: older files have commas."""
    text = text.removeprefix("\ufeff")
    header = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER if DELIMITER in header else ",")
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1
