"""What came back from proofreading, beside what left and what the sources say now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from rapport.ground.markdown.blocks import PART
from rapport.manuscript.proof.binding import BoundParagraph, bound
from rapport.manuscript.proof.matching import matched
from rapport.manuscript.proof.texts import PrintedText, PrintedTexts, key_of
from rapport.numbers.register import Register
from rapport.sources.model import Report, Section
from rapport.sources.proof import ProofParagraph, SentParagraph, SentProof
from rapport.team.returned.following import followed
from rapport.team.returned.laid import NotBrought

_WIDEST = 12  # columns of a table


@dataclass
class Returned:
    """The paragraphs that left, each with the text that it still prints, and those that came back."""

    printed: PrintedTexts
    sent: Sequence[SentParagraph]
    came: Sequence[ProofParagraph]
    texts: Sequence[PrintedText | None]
    bodies: Mapping[str, str] = field(default_factory=dict)  # of the sections, by path
    whole: bool = True  # the export said all of how paragraphs are laid

    @classmethod
    def of(cls, report: Report, sent: SentProof, came: Sequence[ProofParagraph]) -> Returned:
        """Return what came back to a report."""
        register = Register(report)
        printed = PrintedTexts(report, register)
        texts = matched(sent.paragraphs, [one.section for one in sent.paragraphs], printed)
        bodies = {content.path: content.body for content in report.contents if isinstance(content, Section)}
        return cls(printed, sent.paragraphs, followed(sent.paragraphs, came), texts, bodies, sent.styles is not None)

    @cached_property
    def controlled(self) -> frozenset[str]:
        """Return the names of the numbers that left, where the controls of those that came back still have theirs."""
        left = frozenset(run.ref for one in self.sent for run in one.runs if run.ref)
        return left if any(run.ref in left for one in self.came for run in one.runs) else frozenset()

    def empty_cell_at(self, at: int) -> tuple[str, int, str] | None:
        """Return the file, the line and the column of an empty cell, by those of its row that aren't; None of anything else."""
        if self.sent[at].text.strip():
            return None
        for step in range(1, _WIDEST):
            for place in (at - step, at + step):
                text = self.texts[place] if 0 <= place < len(self.texts) else None
                if text is None or not text.cell[0] or text.cell[1] not in text.row:
                    continue
                column = text.row.index(text.cell[1]) + at - place
                if 0 <= column < len(text.row):
                    return text.path, text.cell[0], text.row[column]
        return None

    def since(self, at: int) -> PrintedText | None:
        """Return the text that stands now where a paragraph's was, when it changed since; None when nobody can tell.

        Of several, it is the most alike.
        """
        section = self.sent[at].section
        now = self.printed.by_path.get(section, ())
        taken = {id(text) for text in self.texts if text is not None}
        places = {id(text): place for place, text in enumerate(now)}
        before = next((text for one in range(at - 1, -1, -1) if self._is_in(one, section) and (text := self.texts[one])), None)
        place = places[id(before)] + 1 if before is not None else 0
        free = [text for text in now[place:] if id(text) not in taken and not self._is_label(text)]
        ends = next((places[id(text)] for text in now[place:] if id(text) in taken), len(now))
        between = [text for text in free if places[id(text)] < ends]
        left = key_of(self.sent[at].text)
        return max(between, key=lambda text: SequenceMatcher(None, left, self.printed.key(text)).ratio(), default=None)

    def _is_in(self, at: int, section: str) -> bool:
        return self.sent[at].section == section

    @staticmethod
    def _is_label(text: PrintedText) -> bool:
        return text.block is not None and text.block.kind == PART

    def bound_at(self, at: int) -> BoundParagraph:
        """Return a paragraph that left, bound to its source; raises NotBrought."""
        paragraph, text = self.sent[at], self.texts[at]
        if text is None and not paragraph.path:
            raise NotBrought("ce texte est produit par le programme, ou ne vient pas d'un seul texte du rapport")
        found = bound(text, paragraph.runs, self.printed.register) if text is not None else None
        if found is None:
            raise NotBrought("ce texte a changé dans les sources depuis l'export, ou sa mise en forme ne peut pas être suivie")
        return found
