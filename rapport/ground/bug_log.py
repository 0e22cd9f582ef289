"""The log of a bug of ours: what the technical team is sent, since nobody is shown a traceback."""

from __future__ import annotations

import tempfile
import traceback


def bug_log() -> str:
    """Write down the exception that is being handled, in a file of its own, and return its path; raises OSError."""
    with tempfile.NamedTemporaryFile("wb", prefix="rapport-", suffix=".log", delete=False) as log:
        log.write(traceback.format_exc().encode(errors="backslashreplace"))
    return log.name
