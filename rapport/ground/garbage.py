"""The collector of garbage (Python's `gc`): a command rests it while it imports and reads, then it works again."""

from __future__ import annotations

import gc


def collect_again() -> None:
    """Turn the collector on again where a command has rested it: what is here now stays until the command ends.

    Where it works already, in the tests or a workshop open all day, nothing is set apart: that would never be collected.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
