"""An edition as it would be with a text that isn't saved yet: what the rules would say of it, before it is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rapport.flow.checked import Checked
from rapport.flow.options import Options
from rapport.ground.problems import BuildStopped, Problem
from rapport.ground.programs.scratch import scratch
from rapport.sources.editing.journal import Change


class Drafted(Checked):
    """The flow of an edition, some of whose files may be read as they would be."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, Options(under_way=True))
        self._drafts: Mapping[str, Path] = {}

    def place(self, name: str) -> Path:
        """Return where a file is read."""
        return self._drafts.get(name) or super().place(name)

    def _stamp(self, name: str) -> object:
        return object() if name in self._drafts else super()._stamp(name)

    def tried(self, changes: Mapping[str, Change]) -> tuple[Problem, ...]:
        """Return what would be told of the edition after some changes, of which nothing is written."""
        with scratch() as made:
            drafts = {}
            for number, (name, change) in enumerate(changes.items()):
                drafts[name] = made.folder / str(number)
                drafts[name].write_bytes(change.after or b"")
            self._drafts = drafts
            try:
                self.look_again()
                return self.problems()
            except BuildStopped as stop:
                return tuple(stop.problems)
            finally:
                self._drafts = {}
                self.look_again()
