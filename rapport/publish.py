"""7. The draft becomes the output, by rename: readers see the old report or the new one, never a mixture."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREVIOUS = ".previous"
_FORGOTTEN = 3600  # seconds; a younger draft may be that of another build under way


@contextmanager
def drafting(output: Path) -> Iterator[Path]:
    """Give a draft folder beside the published ones; it is gone afterwards unless published.

    Raises OSError when the output folder can't be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    _mend(output)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=output))
    draft.chmod(0o755)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a folder that becomes the target once everything is in it; otherwise nothing is left of it.

    Raises FileExistsError when the target is there already and isn't an empty folder.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    draft.chmod(0o755)
    try:
        yield draft
        if target.exists():
            target.rmdir()
        draft.rename(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def publish(draft: Path, target: Path) -> None:
    """Rename the draft to its published place; what was there goes only once the new one stands.

    Raises OSError, with the previous output back in its place.
    """
    previous = target.with_name(target.name + _PREVIOUS)
    try:
        if target.exists():
            shutil.rmtree(previous, ignore_errors=True)
            target.rename(previous)
        draft.rename(target)
    except BaseException:  # an interruption from the keyboard too
        if previous.exists() and not target.exists():
            previous.rename(target)
        raise
    shutil.rmtree(previous, ignore_errors=True)


def _mend(output: Path) -> None:
    """Bring back an output whose replacement was killed between two renames; drop forgotten drafts."""
    for previous in output.glob(f"*{_PREVIOUS}"):
        target = previous.with_name(previous.name.removesuffix(_PREVIOUS))
        with suppress(OSError):
            if target.exists():
                shutil.rmtree(previous)
            else:
                previous.rename(target)
    for draft in output.glob(".draft-*"):
        with suppress(OSError):
            if draft.stat().st_mtime < time.time() - _FORGOTTEN:
                shutil.rmtree(draft, ignore_errors=True)
