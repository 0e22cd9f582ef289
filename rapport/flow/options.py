"""What the command line asks of a run, and what the run ends with."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.ground.problems import Problem, Severity

if TYPE_CHECKING:  # a run that has nothing to do must not load them
    from rapport.flow.disclosure import Disclosure
    from rapport.rules.language.remarks import Proofread
    from rapport.rules.online.answers import Visit
    from rapport.sources.model import Report
    from rapport.sources.signature import WorkTree


@dataclass(frozen=True)
class Options:
    """What the command line may change."""

    formats: tuple[str, ...] = ()
    added: tuple[str, ...] = ()  # formats made beside those, or beside the edition's own
    engine: str = ""
    strict: bool = False
    under_way: bool = False  # what is still to be filled in doesn't stop it: nothing is published
    visit: Visit | None = None  # asks for the outside pages; None: nothing goes out on the network
    release: WorkTree | None = None  # the commit to release; None: a working document
    proofread: Proofread | None = None  # gives the texts to the proofreaders; None: nobody reads them


@dataclass(frozen=True)
class Result:
    """What a run ends with: the problems in order, the published files by format.

    ``report`` is what was read, None when it couldn't be, or when nothing had to be read; ``tried`` the codes of the rules
    that it was held to; ``personal`` the personal data of a release, output by output.
    """

    problems: list[Problem]
    files: dict[str, Path] = field(default_factory=dict)
    report: Report | None = None
    tried: frozenset[str] = frozenset()
    personal: tuple[Disclosure, ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether the author has work."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)
