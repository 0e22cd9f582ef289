"""The Word files that come back to the workshop: read apart, shown, then taken whole or in part, as `import` does it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Lock

from rapport.flow.bringing_back import BroughtBack, brought_back, everything, nothing
from rapport.flow.returning import ProofRefused
from rapport.ground.programs.scratch import scratch
from rapport.sources.model import Report
from rapport.sources.proof import ReturnedProof
from rapport.team.returned.apart import proof_apart
from rapport.team.returned.correction import Correction
from rapport.team.returned.reading import by_section
from rapport.team.returned.showing import as_page, counted, numbered, remarks, shown, titled
from rapport.team.returned.unmarked import UNMARKED

_MOST = 4  # files that wait
_UNNAMED = "relecture.docx"
_LONGEST = 80  # letters of a name


@dataclass(frozen=True)
class Ticks:
    """What somebody ticked of a Word file: the names of corrections, those whose changed numbers go to the data, its remarks."""

    corrections: frozenset[str]
    numbers: frozenset[str]
    notes: bool


@dataclass
class Waiting:
    """A Word file that waits for somebody to say what is wanted of it; the names are those of what is written already."""

    ticket: str
    name: str
    proof: ReturnedProof
    back: BroughtBack
    written: set[str] = field(default_factory=set)
    numbered: set[str] = field(default_factory=set)
    noted: bool = False

    @property
    def left(self) -> list[Correction]:
        """Return the corrections that aren't written, or whose numbers are still in question."""
        return [one for one in self.back.made.corrections if not self._is_done(one) or self._asks(one)]

    def panel_values(self) -> Mapping[str, object]:
        """Return what a panel shows: the corrections section by section, the people, the numbers in question, the remarks."""
        found = self.left
        ticked = [one for one in found if self._is_open(one)]
        sections = [(titled(self.back.report, section), [*map(self._box_values, those)]) for section, those in by_section(found)]
        said = [line.strip() for line in remarks([] if self.noted else self.back.made.notes)][2:]
        differences = "" if self.noted or not self.back.made.listed else UNMARKED
        return {
            "ticket": self.ticket, "file": self.name, "counts": counted(found), "sections": sections,
            "people": [*dict.fromkeys(person for one in ticked for person in one.people)], "taken": bool(ticked),
            "remarks": [*zip(said[::2], said[1::2], strict=True)], "differences": differences,
            "open": bool(ticked or said or differences) or any(map(self._asks, found)),
        }  # fmt: skip

    def page(self) -> str:
        """Return the corrections side by side, as `import --page` writes them."""
        return as_page(self.back.report, self.name, self.left)

    def note(self, back: BroughtBack, ticks: Ticks) -> None:
        """Note that what was ticked is written."""
        self.back = back
        self.written |= {name_of(one) for one in back.made.chosen if one.brought}
        self.numbered |= ticks.numbers
        self.noted |= ticks.notes

    def _box_values(self, one: Correction) -> Mapping[str, object]:
        values = {"name": name_of(one), "people": one.people, "brought": self._is_open(one), "asked": self._asks(one)}
        return {**values, **shown(one)}

    def _is_done(self, one: Correction) -> bool:
        return name_of(one) in self.written or not (one.edits or one.why)

    def _is_open(self, one: Correction) -> bool:
        return one.brought and name_of(one) not in self.written

    def _asks(self, one: Correction) -> bool:
        return bool(one.questions) and name_of(one) not in self.numbered


class ReturnedFiles:
    """The Word files that wait; any thread may bring one, they are read and proved one at a time."""

    def __init__(self) -> None:
        self._waiting: dict[str, Waiting] = {}
        self._tickets = count(1)
        self._alone = Lock()

    def bring(self, report: Report, name: str, content: bytes) -> Waiting:
        """Read a file and prove its corrections; raises ProofRefused."""
        with self._alone:
            with scratch() as made:
                path = made.folder / _UNNAMED
                path.write_bytes(content)
                proof = proof_apart(path)
            back = brought_back(report, _plain(name), proof, everything, nothing, notes=False, differences=False)
            waiting = Waiting(str(next(self._tickets)), back.name, proof, back)
            while len(self._waiting) >= _MOST:
                del self._waiting[next(iter(self._waiting))]
            self._waiting[waiting.ticket] = waiting
        return waiting

    def found(self, ticket: str) -> Waiting:
        """Return a file that waits; raises ProofRefused."""
        try:
            return self._waiting[ticket]
        except KeyError:
            raise ProofRefused("IMP01", "Ce document n'est plus ouvert.", "Déposez-le de nouveau.") from None

    def taken(self, report: Report, ticket: str, ticks: Ticks) -> BroughtBack:
        """Return what is wanted of a file, proved on the files as they are; raises ProofRefused."""
        waiting = self.found(ticket)
        with self._alone:
            back = brought_back(
                report, waiting.name, waiting.proof, lambda _, one: name_of(one) in ticks.corrections,
                lambda _, one: name_of(one) in ticks.numbers, notes=ticks.notes, differences=ticks.notes,
            )  # fmt: skip
            faults = back.faults()
        if faults:
            said = f"Rien n'a été écrit : l'édition ne pourrait plus être lue ({faults[0].message})"
            raise ProofRefused("IMP01", said, "Cochez moins de corrections.")
        return back


def name_of(one: Correction) -> str:
    """Return the name of a correction: its paragraphs, as they left and as they came."""
    return "-".join(".".join(map(str, places)) for places in (one.group.sent, one.group.came))


def numbers_line(back: BroughtBack) -> str:
    """Return what became of the numbers that were to be changed in the data."""
    return " ".join(numbered(back.numbers))


def _plain(name: str) -> str:
    """Return the name of a file as it is said in a sentence."""
    last = Path(name.replace("\\", "/")).name
    return "".join(letter for letter in last if letter.isprintable())[:_LONGEST] or _UNNAMED
