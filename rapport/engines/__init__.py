"""5a. The engines: the only callers of outside tools. One module and one line of ENGINES each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rapport.cache import Cache
from rapport.engines.embedded import Embedded
from rapport.engines.failure import ToolFailed
from rapport.model import Manuscript, Report


class Engine(Protocol):
    """What renders a manuscript."""

    name: str

    def render(
        self, report: Report, manuscript: Manuscript, formats: Sequence[str], draft: Path, cache: Cache
    ) -> Mapping[str, Path]:
        """Write the formats into the draft folder and return their paths; raises ToolFailed."""
        ...


ENGINES: Mapping[str, type[Engine]] = {"embedded": Embedded}

__all__ = ["ENGINES", "Engine", "ToolFailed"]
