"""What is wanted of a Word file that came back, made one step that can be undone: its corrections, numbers and remarks.

`import` asks it, and the workshop when somebody drops the file there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rapport.flow.proving import ProofExports
from rapport.flow.returning import Returning, Wanted, returning_of
from rapport.ground import french
from rapport.ground.problems import Problem
from rapport.ground.shared_folder import cache_of
from rapport.sources.editing.journal import Change
from rapport.sources.editing.trial import unreadable
from rapport.sources.model import Report
from rapport.sources.note import FILE, ReviewNote
from rapport.sources.proof import ReturnedProof
from rapport.sources.reading.parts import Parts
from rapport.team.notes import with_notes
from rapport.team.returned.accepting import accepted
from rapport.team.returned.correction import Correction
from rapport.team.returned.writing import changes_of

STEP = "Corrections de"  # begins what is said of an import, among the edits that can be undone


@dataclass
class BroughtBack:
    """What a Word file changes of an edition; ``numbers`` are those of the data, when they are wanted too."""

    report: Report
    name: str
    made: Returning
    numbers: Sequence[Correction] = ()
    changes: dict[str, Change] = field(default_factory=dict)

    @property
    def step(self) -> str:
        """Return what the history says of it."""
        return f"{STEP} {self.name}"

    @property
    def counts(self) -> tuple[int, int]:
        """Return how many corrections are written, and how many remarks."""
        noted = len(self.made.notes) + len(self.made.listed) if FILE in self.changes else 0
        return sum(one.brought for one in self.made.chosen), noted

    @property
    def taken(self) -> str:
        """Return the pronoun of what is written (French)."""
        return "les" if sum(self.counts) > 1 else "la"

    @property
    def counted(self) -> str:
        """Return how many corrections and remarks are written."""
        count, noted = self.counts
        corrections = [f"{count} correction{'s' * (count > 1)}"] * (count > 0)
        return french.listed(corrections + [f"{noted} remarque{'s' * (noted > 1)}"] * (noted > 0))

    def faults(self) -> list[Problem]:
        """Return why the edition couldn't be read any more; nothing when all is well: what the proof read isn't read again."""
        proved = {FILE: None, **self.made.changes}
        known = all(path in proved and proved[path] in {None, change} for path, change in self.changes.items())
        return [] if known else unreadable(self.report.root, self.changes)


def brought_back(
    report: Report, name: str, proof: ReturnedProof, wanted: Wanted, numbers: Wanted, *, notes: bool, differences: bool
) -> BroughtBack:
    """Return what is wanted of a Word file, proved; raises ProofRefused.

    ``numbers``: the corrections whose changed numbers go to the data. ``notes``: its remarks are kept; ``differences``: those of
    a file that lost what the export left in it, with all that differs.
    """
    made = returning_of(report, proof, wanted, ProofExports(cache_of(report.root)))
    back = BroughtBack(report, name, made, changes=dict(made.changes))
    asked = [one for number, one in enumerate(made.corrections, 1) if one.questions and numbers(number, one)]
    if asked:
        back.numbers = accepted(report, asked)
        made.chosen += back.numbers
        back.changes = changes_of(report.root, made.chosen)
    if differences if made.unmarked else notes:
        back.changes |= with_notes(report.root, [*made.notes, *made.listed], _known(report.root))
    return back


def nothing(_: int, __: Correction) -> bool:
    """Tell that no correction is wanted."""
    return False


def everything(_: int, __: Correction) -> bool:
    """Tell that every correction is wanted."""
    return True


def _known(root: Path) -> Sequence[ReviewNote]:
    found: Sequence[ReviewNote] = Parts(root).part("notes")
    return found
