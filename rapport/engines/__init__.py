"""5a. The engines: the only callers of outside tools. One module and one line of ENGINES each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # who only looks for a tool must not load them
    from rapport.cache import Cache
    from rapport.model import Manuscript, Report


class Engine(Protocol):
    """What renders a manuscript."""

    name: str

    def render(
        self, report: Report, manuscript: Manuscript, formats: Sequence[str], draft: Path, cache: Cache
    ) -> Mapping[str, Path]:
        """Write the formats into the draft folder and return their paths; raises ToolFailed."""
        ...


# Named here, imported when asked for: `check` needs their names alone.
ENGINES: Mapping[str, str] = {"embedded": "rapport.engines.embedded", "quarto": "rapport.engines.quarto"}


def engine_of(name: str) -> Engine:
    """Return the engine of a name of ENGINES: the object ENGINE of its module."""
    found: Engine = import_module(ENGINES[name]).ENGINE
    return found
