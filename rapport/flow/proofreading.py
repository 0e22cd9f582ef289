"""What a run asks of the proofreaders, and what a release asks of a run: the command line and the workshop ask alike."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path

from rapport.flow.options import Options
from rapport.ground.cache import Cache
from rapport.ground.shared_folder import cache_of
from rapport.rules.language.proofreaders import proofread
from rapport.rules.language.remarks import Proofread


def proofreading(root: Path) -> Proofread:
    """Return what gives an edition's texts to the proofreaders; in continuous integration, everything must be read."""
    required = os.environ.get("CI", "").lower() in {"1", "true"}
    return partial(proofread, cache=Cache(cache_of(root)), required=required)


def releasing(root: Path, wanted: Options) -> Options:
    """Return the options of a release: nothing is left to say of it, what `check` reads again is read again.

    Raises ToolFailed when Git can't say which commit it is of.
    """
    from rapport.team.git import work_tree  # noqa: PLC0415 - for a release alone

    return replace(wanted, release=work_tree(root), proofread=proofreading(root))
