"""5a. The engines: the only callers of outside tools. One module and one line of ENGINES each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from rapport.outputs.formats import Steps

if TYPE_CHECKING:  # who only looks for a tool must not load them
    from rapport.outputs.engines.work_folder import Tools


class EngineSteps(Steps, Protocol):
    """What engines ask of the flow beside what formats do."""

    @property
    def tools(self) -> Tools:
        """Return the tools of this run."""
        ...

    def workshop(self) -> object:
        """Furnish the folder of the tools; whoever asks depends on the templates and on the pictures."""
        ...


class Engine(Protocol):
    """What renders a manuscript."""

    name: str
    together: tuple[str, ...]  # the formats that one run makes

    def made(self, formats: Sequence[str], steps: EngineSteps) -> Mapping[str, Mapping[str, bytes]]:
        """Return, by format, its files by their path in the output folder, the main one first; raises ToolFailed."""
        ...


# Named here, imported when asked for: `check` needs their names alone.
ENGINES: Mapping[str, str] = {"embedded": "rapport.outputs.engines.embedded", "quarto": "rapport.outputs.engines.quarto"}


def engine_of(name: str) -> Engine:
    """Return the engine of a name of ENGINES: the object ENGINE of its module."""
    found: Engine = import_module(ENGINES[name]).ENGINE
    return found
