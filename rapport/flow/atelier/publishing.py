"""The release from the workshop: what `build --release` does, by the same flow, one at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

from rapport.flow.options import Options
from rapport.flow.pipeline import build
from rapport.flow.proofreading import releasing
from rapport.ground.problems import AuthorError, Problem, Severity


@dataclass(frozen=True)
class Publication:
    """How a release ended: what kept it from being published, or the files, and the personal data that they hold (French)."""

    errors: Sequence[Problem]
    files: Sequence[str]
    personal: Sequence[str]


class UnderWay(AuthorError):  # noqa: N818 - told as a problem
    """Somebody else, in another window, is publishing the same edition."""


class Publisher:
    """What publishes one edition; a second request is refused while the first is under way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._alone = Lock()

    def publish(self) -> Publication:
        """Release the edition as its files are now; raises UnderWay, and ToolFailed when Git can't say which commit it is of."""
        if not self._alone.acquire(blocking=False):
            raise UnderWay("Une publication est déjà en cours : attendez qu'elle finisse.")
        try:
            result = build(self.root, releasing(self.root, Options()), lambda _: None)
        finally:
            self._alone.release()
        errors = [problem for problem in result.problems if problem.severity is Severity.ERROR]
        files = [path.relative_to(self.root).as_posix() for path in result.files.values()]
        return Publication(errors, files, [found.sentence for found in result.personal])
