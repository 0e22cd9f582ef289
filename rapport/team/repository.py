"""The repository of an edition: what isn't committed yet, which commit a name stands for, the files of another one."""

from __future__ import annotations

import tarfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from rapport.ground.patterns import regex
from rapport.ground.programs.answering import answer_of

NAME = "git"
# A folder's look and its pictures in small, a Mac's other half of a file, the lock of a document that is open.
_LEFT = regex(r"(?:\A\?\? |/)(?:\.DS_Store|\._[^/]*|(?i:thumbs\.db|desktop\.ini)|~\$[^/]*|\.~lock\.[^/]*#|\.[^/]*\.sw[op])\Z")


def kept(root: Path) -> bool:
    """Tell whether a folder is part of a repository, whether or not Git can be run there."""
    return any((folder / ".git").exists() for folder in (root, *root.parents))


def uncommitted(root: Path, paths: Sequence[str]) -> list[str]:
    """Return the files, among paths of an edition, that were changed or added since the last commit.

    What a system or an office program leaves beside them, which nothing reads, isn't among those that were added.
    Raises ToolFailed when Git can't say.
    """
    answer = ask(root, "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--", *paths)
    own = ask(root, "rev-parse", "--show-prefix").strip()
    entries = [entry for entry in answer.split("\0") if not (entry.startswith("??") and _LEFT.search(entry))]
    return sorted(entry[3:].removeprefix(own) for entry in entries if entry)


def commit_of(root: Path, name: str = "HEAD") -> str:
    """Return the full name of a commit; raises ToolFailed when there is none of that name."""
    return ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()


def extract(root: Path, commit: str, paths: Sequence[str], folder: Path) -> None:
    """Lay the files that an edition had at a commit in a folder; paths that it didn't have are left out.

    Raises ToolFailed when the commit isn't there.
    """
    top, own = Path(ask(root, "rev-parse", "--show-toplevel").strip()), ask(root, "rev-parse", "--show-prefix").strip()
    tree = f"{commit}:{own.rstrip('/')}" if own else commit
    known = {name.partition("/")[0] for name in ask(top, "ls-tree", "-z", "--name-only", tree).split("\0")}
    archive = folder / ".archive.tar"
    ask(top, "archive", "--format=tar", f"--output={archive}", tree, "--", *sorted(known & {*paths}))
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter=_inside)  # noqa: S202 - the filter is the standard library's own, and leaves out more
    archive.unlink()


def _inside(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """Return what may be laid in a folder: no link that leads out of it (an edition lacks that file then, and says so)."""
    try:
        return tarfile.data_filter(member, folder)
    except tarfile.FilterError:
        return None


def day_of(root: Path, commit: str) -> date:
    """Return the day of a commit; raises ToolFailed when it isn't there."""
    return date.fromisoformat(ask(root, "show", "--no-patch", "--format=%cs", commit).strip())


def ask(root: Path, *arguments: str, given: str = "") -> str:
    """Return what Git answers in a folder, a text on its standard input; raises ToolFailed when it refuses."""
    # A setting of one's own must change nothing of what is read back; nothing is written in the repository.
    own = {"core.quotePath": "false", "core.fsmonitor": "false", "log.showSignature": "false"}
    settings = [part for name, value in own.items() for part in ("-c", f"{name}={value}")]
    command = [NAME, "-C", str(root), *settings, "--no-optional-locks", "--no-replace-objects", *arguments]
    return answer_of(NAME, command, given)
