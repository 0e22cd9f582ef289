"""Git, asked which commit a release is of."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rapport.engines.failure import ToolFailed
from rapport.engines.outside import answer_of
from rapport.engines.repository import commit_of, kept, uncommitted
from rapport.signed import WorkTree


def work_tree(root: Path) -> WorkTree:
    """Return the commit of an edition's sources and what differs from it; no commit where nothing is kept yet.

    The whole repository counts: the engine and the templates make the report too. Raises ToolFailed when Git can't say.
    """
    if not kept(root):
        return WorkTree()
    changed = tuple(uncommitted(root, [":/"]))
    try:
        commit = commit_of(root)
    except ToolFailed:
        return WorkTree()  # nothing was ever committed
    day = answer_of("git", ["git", "-C", str(root), "show", "--no-patch", "--format=%cs", commit], "")
    return WorkTree(commit, date.fromisoformat(day.strip()), changed)
