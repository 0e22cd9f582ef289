"""Git, asked which commit a release is of."""

from __future__ import annotations

from pathlib import Path

from rapport.ground.programs.failure import ToolFailed
from rapport.sources.signature import WorkTree
from rapport.team.committed import apart_from
from rapport.team.repository import commit_of, day_of, kept, uncommitted


def work_tree(root: Path) -> WorkTree:
    """Return the commit of an edition's sources and what differs from it; no commit where nothing is kept yet.

    The whole repository counts: the engine and the templates make the report too. What Git was told not to look at is
    compared with the commit all the same, wherever a build reads it. Raises ToolFailed when Git can't say.
    """
    if not kept(root):
        return WorkTree()
    changed = tuple(uncommitted(root, [":/"]))
    try:
        commit = commit_of(root)
    except ToolFailed:
        return WorkTree()  # nothing was ever committed
    apart = {path: why for path, why in apart_from(root, commit).items() if path not in changed}
    return WorkTree(commit, day_of(root, commit), changed, apart)
