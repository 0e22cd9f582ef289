"""What `import` does of a Word file: its corrections, and the proof that what they make of the sources prints what the file says.

The edition with its corrections is exported again, in a copy; whatever that doesn't print as the reviewer left it isn't brought
back, and is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapport.flow.proving import UNPROVED, ProofExports, is_proved
from rapport.ground.problems import AuthorError
from rapport.manuscript.proof.texts import PrintedText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.yaml_text import Scalar
from rapport.sources.model import Report
from rapport.sources.proof import ReturnedProof
from rapport.sources.reading.proofs.edges import edges_changed
from rapport.sources.reading.proofs.remarks import unasked
from rapport.team.returned.correction import Correction
from rapport.team.returned.reading import corrections_of
from rapport.team.returned.state import Returned
from rapport.team.returned.unmarked import differences_of, is_unmarked, notes_of
from rapport.team.returned.writing import changes_of

_LONGEST = 100  # letters of an organisation's name
_ROUNDS = 4  # of the proof: each lets go of what the one before didn't print


Wanted = Callable[[int, Correction], bool]  # told a correction and its number, from 1


@dataclass
class Returning:
    """The corrections of a Word file, those that are wanted, the files that these change; its remarks as review notes.

    ``unmarked`` has lost what the export left in it: its corrections are only told, and are notes too.
    """

    corrections: list[Correction] = field(default_factory=list)
    chosen: list[Correction] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    notes: list[Mapping[str, Scalar]] = field(default_factory=list)
    unmarked: bool = False
    listed: list[Mapping[str, Scalar]] = field(default_factory=list)  # what differs in such a file, as review notes


class ProofRefused(AuthorError):  # noqa: N818 - told as a problem
    """A Word file that can't be brought back to an edition; ``code`` is that of the problem."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.code = code


def hold_ours(report: Report, proof: ReturnedProof) -> None:
    """Raise ProofRefused for a file that can't be read, or is another edition's."""
    edition = report.edition
    if proof.refusal is not None:
        raise ProofRefused("IMP01", *proof.refusal)
    if proof.sent is not None and (proof.sent.organisation, proof.sent.year) != (edition.organisation, str(edition.year)):
        said = f"Ce document est celui de {_in_line(proof.sent.organisation)}, {_in_line(proof.sent.year)}"
        said += f" ; cette édition est celle de {edition.organisation}, {edition.year}."
        raise ProofRefused("IMP02", said, "Choisissez le document de cette édition ; « --edition » en désigne une autre.")


def _in_line(said: str) -> str:
    """Return what a file says of itself as a line bears it, whatever somebody made it say."""
    return "".join(letter for letter in said[:_LONGEST] if letter.isprintable())


def differences_in(report: Report, proof: ReturnedProof, exports: ProofExports) -> Returning:
    """Return the differences of a file that lost what the export left in it; raises ProofRefused when it isn't the report's."""
    sent = proof.sent or exports.sent(report.root)
    returned = Returned.of(report, sent, proof.paragraphs) if sent is not None else None
    found = differences_of(returned) if returned is not None else None
    if returned is None or found is None:
        said = "Ce document n'est pas parti du rapport, ou il a perdu ce que l'export y laisse : rien ne peut en être repris."
        hint = "Faites-en un neuf (« python build.py build --to docx »), et recopiez-y les corrections."
        raise ProofRefused("IMP01", said, hint)
    if proof.sent is None and sent is not None:
        proof = replace(proof, comments=(*unasked(proof.comments, sent.asked), *edges_changed(proof, sent)))
    return Returning(found, notes=[*_notes(returned, proof)], unmarked=True, listed=[*notes_of(found, returned)])


def returning_of(report: Report, proof: ReturnedProof, wanted: Wanted, exports: ProofExports) -> Returning:
    """Return the corrections, those that are wanted proved; raises ProofRefused."""
    hold_ours(report, proof)
    if is_unmarked(proof) or proof.sent is None:
        return differences_in(report, proof, exports)
    returned = Returned.of(report, proof.sent, proof.paragraphs)
    made = Returning(corrections_of(returned))
    made.notes = [*_notes(returned, proof)]
    _own(report, made.corrections)
    made.chosen = chosen = [one for number, one in enumerate(made.corrections, 1) if wanted(number, one)]
    for _ in range(_ROUNDS):
        made.changes = changes_of(report.root, chosen)
        if not made.changes or is_proved(returned, chosen, made.changes, exports, report.root):
            return made
    for one in chosen:
        one.why = one.why or UNPROVED
    made.changes = {}
    return made


def _notes(returned: Returned, proof: ReturnedProof) -> Iterator[Mapping[str, Scalar]]:
    """Yield the comments as review notes, with the lines of the texts that they are about."""
    known = {one.id: at for at, one in enumerate(returned.sent)}
    for comment in proof.comments:
        at = known.get(comment.id, -1)
        at = _at_words(returned, comment.about) if at < 0 else at
        text = _text_at(returned, at) if at >= 0 else None
        place = (text.path, text.first, text.last) if text else (returned.sent[at].section if at >= 0 else "", None, None)
        yield {
            "file": place[0] or "report.yml", "first": place[1], "last": place[2], "about": comment.about,
            "person": comment.person, "day": comment.day, "text": comment.text,
            "status": "closed" if comment.resolved else None,
        }  # fmt: skip


def _at_words(returned: Returned, about: str) -> int:
    """Return the only paragraph that holds the words of a comment whose bookmark is lost; -1 when none does, or several."""
    words = about.removesuffix("…")
    found = [at for at, one in enumerate(returned.sent) if words and words in " ".join(one.text.split())]
    return found[0] if len(found) == 1 else -1


def _text_at(returned: Returned, at: int) -> PrintedText | None:
    """Return the text of a paragraph that left; what stands now in its place, when it changed since."""
    text = returned.texts[at]
    return returned.since(at) if text is None and returned.sent[at].path else text


def _own(report: Report, corrections: Sequence[Correction]) -> None:
    """Say who answers for each number that somebody changed."""
    for one in corrections:
        for question in one.questions:
            question.owner = owner_of(report, question.ref)


def owner_of(report: Report, ref: str) -> str:
    """Return who answers for a number: the indicator's own person, else its table's."""
    if ref in report.indicators:
        return report.indicators[ref].owner
    table = report.tables.get(ref.partition(".")[0])
    return table.spec.owner if table else ""
