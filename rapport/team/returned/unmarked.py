"""A Word file that lost what the export left in it, compared by its text alone: its differences are told, none is written.

Another program saved it, or somebody pasted some of the report in a new document: nothing says which paragraph is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches

from rapport.ground.problems import Place
from rapport.manuscript.proof.binding import letters_of
from rapport.manuscript.proof.matching import END
from rapport.sources.editing.yaml_text import Scalar
from rapport.sources.proof import NOTE, PICTURE, ProofParagraph, ReturnedProof, SentParagraph
from rapport.team.returned.comparing import plain_text
from rapport.team.returned.correction import Correction
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.showing import in_marks
from rapport.team.returned.state import Returned

UNMARKED = "Ce document a perdu les repères de l'export : ses différences avec le rapport sont montrées, rien n'en est reporté."
_WHY = "ce document a perdu ses repères : reportez ceci à la main"
_LIKE = 0.6  # of two texts that are one before and after its correction
_LONG = 20  # letters of a text by which a document is known
_KNOWN = 3  # one in so many of these is the report's


def is_unmarked(proof: ReturnedProof) -> bool:
    """Tell whether a file has lost the part that the export left in it, or most of the bookmarks."""
    if proof.sent is None:
        return True
    found = {id_ for one in proof.paragraphs for id_ in one.ids}
    return 2 * sum(one.id in found for one in proof.sent.paragraphs) < len(proof.sent.paragraphs)


def differences_of(returned: Returned) -> list[Correction] | None:
    """Return what differs, as corrections that aren't brought back; None for a document that isn't the report's."""
    compared = _Compared([_text(one) for one in returned.sent], [_text(one) for one in returned.came])
    compared.pair()
    long = [at for at, text in enumerate(compared.came) if len(text) > _LONG]
    if not long or sum(at in compared.of for at in long) * _KNOWN < len(long):
        return None
    return [_correction(returned, *one, compared.near(one[1])) for one in compared.differing(returned)]


def _text(one: SentParagraph | ProofParagraph) -> str:
    return plain_text(letters_of(one.runs)).replace(NOTE, "").replace(PICTURE, "")  # neither is pasted everywhere


def notes_of(corrections: Sequence[Correction], returned: Returned) -> Iterator[Mapping[str, Scalar]]:
    """Yield differences as review notes of their sections."""
    for one in corrections:
        text = returned.texts[one.group.sent[0]] if one.group.sent else None
        yield {
            "file": one.place.path or "report.yml", "first": text.first if text else None, "last": text.last if text else None,
            "about": "", "person": ", ".join(one.people), "day": None, "text": f"À reporter : {in_marks(one)}",
        }  # fmt: skip


@dataclass
class _Compared:
    """The texts of both sides; ``of`` gives for each that came the one that it was."""

    sent: Sequence[str]
    came: Sequence[str]
    of: dict[int, int] = field(default_factory=dict)

    def pair(self) -> None:
        """Pair the texts that are the same, in order or elsewhere, then those that are alike where both stand."""
        blocks = SequenceMatcher(None, self.sent, self.came, autojunk=False).get_opcodes()
        for kind, i1, i2, j1, j2 in blocks:
            if kind == "equal":
                self.of |= dict(zip(range(j1, j2), range(i1, i2), strict=True))
        free = {text: at for at, text in enumerate(self.sent) if at not in {*self.of.values()}}
        for at, text in enumerate(self.came):
            if at not in self.of and len(text) > _LONG and text in free:
                self.of[at] = free.pop(text)
        for kind, i1, i2, j1, j2 in blocks:
            if kind == "replace":
                self._pair_alike(range(i1, i2), range(j1, j2))

    def _pair_alike(self, sent: range, came: range) -> None:
        used = {*self.of.values()}
        left = {self.sent[at]: at for at in sent if at not in used and self.sent[at]}
        for at in came:
            if at not in self.of and (found := get_close_matches(self.came[at], left, 1, _LIKE)):
                self.of[at] = left.pop(found[0])

    def differing(self, returned: Returned) -> Iterator[tuple[int, int]]:
        """Yield the places of what was corrected, added (-1, …) or taken away (…, -1), in the order of what left."""
        found = [(sent, came) for came, sent in self.of.items() if self.sent[sent] != self.came[came]]
        found += [(sent, -1) for sent in self._gone(returned)]
        yield from sorted(found)
        known = {*self.sent}
        for at, text in enumerate(self.came):
            if text and at not in self.of and text.rstrip(" 0123456789") not in known:  # a line of the contents isn't new
                yield -1, at

    def _gone(self, returned: Returned) -> Iterator[int]:
        """Yield what was taken away; what stands beyond the first and the last, or in a section of its own, was never there."""
        there = {*self.of.values()}
        sections = {returned.sent[at].section for at in there}
        for at in range(min(there), max(there)):
            if self.sent[at] and at not in there and returned.sent[at].section in sections:
                yield at

    def near(self, came: int) -> int:
        """Return what the last paragraph that is known was, from a place on upwards; -1 when there is none."""
        return next((self.of[at] for at in range(came, -1, -1) if at in self.of), -1)


def _correction(returned: Returned, sent: int, came: int, near: int) -> Correction:
    one = returned.came[came] if came >= 0 else None
    text = returned.texts[sent] if sent >= 0 else None
    known = sent if sent >= 0 else near
    section = returned.sent[known].section if known >= 0 else ""
    return Correction(
        ReturnedGroup((sent,) if sent >= 0 else (), (came,) if came >= 0 else ()),
        Place(text.path, text.first, 1) if text is not None else Place("" if section == END else section), section,
        [returned.sent[sent].text] if sent >= 0 else [], [one.text] if one is not None else [],
        one.people if one is not None else (), one is None or one.tracked, why=_WHY,
    )  # fmt: skip
