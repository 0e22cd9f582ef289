"""7. The draft becomes the output, by rename: readers see the old report or the new one, never a mixture.

So does all else that a command writes beside the author files: whole, or not at all.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from rapport.ground.programs.scratch import Scratch, is_locked, sweep

_PREVIOUS = ".previous"
_DRAFT = ".draft-"
_FORGOTTEN = 3600  # seconds; where locks aren't known, a younger draft may be that of another build under way


@contextmanager
def drafting(output: Path) -> Iterator[Path]:
    """Give a draft folder beside the published ones; it is gone afterwards unless published.

    Raises OSError when the output folder can't be written.
    """
    output.mkdir(parents=True, exist_ok=True)
    _mend(output)
    made = Scratch(_DRAFT, output)
    made.folder.chmod(0o755)
    try:
        yield made.folder
    finally:
        made.remove()


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


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all; none is replaced before all of them are laid beside their places.

    What isn't a file (a pipe, a terminal) is written to as it is. Raises OSError, named after the file that can't be written.
    """
    laid: list[tuple[Path, Path]] = []
    with ExitStack() as drafts:
        for path, content in files.items():
            with _named(path):
                target = Path(os.path.realpath(path))  # Path's own resolve breaks down on links that turn in a ring
                if target.is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
                if target.exists() and not target.is_file():
                    target.write_bytes(content)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                folder = tempfile.TemporaryDirectory(prefix=_DRAFT, dir=target.parent, ignore_cleanup_errors=True)
                draft = Path(drafts.enter_context(folder)) / target.name
                draft.write_bytes(content)
                if target.exists():
                    shutil.copymode(target, draft)
                laid.append((draft, target))
        for draft, target in laid:
            with _named(target):
                draft.replace(target)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name a refusal after the file that was asked for, not after its draft."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def carry_over(published: Path, draft: Path) -> list[str]:
    """Copy into a draft what a published folder holds beside it, and return the paths of these files.

    What the draft has made again, a file or a folder, is left out whole.
    """
    if not published.is_dir():
        return []
    made = {path.name for path in draft.iterdir()}
    carried = [path for path in sorted(published.iterdir()) if path.name not in made]
    for path in carried:
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, draft / path.name, symlinks=True)
        else:
            shutil.copy2(path, draft / path.name, follow_symlinks=False)
    kept = [below for path in carried for below in (path.rglob("*") if path.is_dir() else [path])]
    return sorted(path.relative_to(published).as_posix() for path in kept if path.is_file())


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
    """Bring back an output whose replacement was killed between two renames; drop the drafts of dead builds."""
    for previous in output.glob(f"*{_PREVIOUS}"):
        target = previous.with_name(previous.name.removesuffix(_PREVIOUS))
        with suppress(OSError):
            if target.exists():
                shutil.rmtree(previous)
            else:
                previous.rename(target)
    sweep(output, _DRAFT)
    for draft in output.glob(f"{_DRAFT}*"):
        with suppress(OSError):
            if not is_locked(draft) and draft.stat().st_mtime < time.time() - _FORGOTTEN:
                shutil.rmtree(draft, ignore_errors=True)
