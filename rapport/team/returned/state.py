"""What came back from proofreading, beside what left and what the sources say now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapport.manuscript.proof.binding import BoundParagraph, bound
from rapport.manuscript.proof.matching import matched
from rapport.manuscript.proof.texts import PrintedText, PrintedTexts
from rapport.numbers.register import Register
from rapport.sources.model import Report, Section
from rapport.sources.proof import ProofParagraph, SentParagraph, SentProof
from rapport.team.returned.laid import NotBrought


@dataclass
class Returned:
    """The paragraphs that left, each with the text that it still prints, and those that came back."""

    register: Register
    sent: Sequence[SentParagraph]
    came: Sequence[ProofParagraph]
    texts: Sequence[PrintedText | None]
    bodies: Mapping[str, str] = field(default_factory=dict)  # of the sections, by path

    @classmethod
    def of(cls, report: Report, sent: SentProof, came: Sequence[ProofParagraph]) -> Returned:
        """Return what came back to a report."""
        register = Register(report)
        texts = matched(sent.paragraphs, [one.section for one in sent.paragraphs], PrintedTexts(report), register)
        bodies = {content.path: content.body for content in report.contents if isinstance(content, Section)}
        return cls(register, sent.paragraphs, came, texts, bodies)

    def bound_at(self, at: int) -> BoundParagraph:
        """Return a paragraph that left, bound to its source; raises NotBrought."""
        paragraph, text = self.sent[at], self.texts[at]
        if text is None and not paragraph.path:
            raise NotBrought("ce texte est produit par le programme, ou ne vient pas d'un seul texte du rapport")
        found = bound(text, paragraph.runs, self.register) if text is not None else None
        if found is None:
            raise NotBrought("ce texte a changé dans les sources depuis l'export, ou sa mise en forme ne peut pas être suivie")
        return found
