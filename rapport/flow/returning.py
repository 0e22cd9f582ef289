"""What `import` does of a Word file: its corrections, and the proof that what they make of the sources prints what the file says.

The edition with its corrections is exported again, in a copy; whatever that doesn't print as the reviewer left it isn't brought
back, and is told.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.ground.problems import AuthorError, BuildStopped
from rapport.ground.programs.failure import ToolFailed
from rapport.manuscript.proof.binding import SPACES, Letter, alike, letters_of
from rapport.outputs.engines.work_folder import Tools
from rapport.sources.editing.journal import Change
from rapport.sources.editing.trial import copied_with
from rapport.sources.editing.yaml_text import Scalar
from rapport.sources.model import Report
from rapport.sources.proof import ProofParagraph, ReturnedProof
from rapport.sources.reading.proofs.document import proof_of
from rapport.team.returned.comparing import plain_text
from rapport.team.returned.correction import CellEdit, Correction
from rapport.team.returned.groups import groups_of
from rapport.team.returned.reading import corrections_of
from rapport.team.returned.state import Returned
from rapport.team.returned.unmarked import differences_of, is_unmarked, notes_of
from rapport.team.returned.writing import changes_of

_UNPROVED = "le rapport n'imprimerait pas ce que dit le document"
_ROUNDS = 4  # of the proof: each lets go of what the one before didn't print
Seen = tuple[str, tuple[tuple[str, str], ...], str]
Exported = Callable[[Path], ReturnedProof]


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
        said = f"Ce document est celui de {proof.sent.organisation}, {proof.sent.year}"
        said += f" ; cette édition est celle de {edition.organisation}, {edition.year}."
        raise ProofRefused("IMP02", said, "Choisissez le document de cette édition ; « --edition » en désigne une autre.")


def differences_in(report: Report, proof: ReturnedProof, exported: Exported) -> Returning:
    """Return the differences of a file that lost what the export left in it; raises ProofRefused when it isn't the report's."""
    sent = proof.sent or exported(report.root).sent
    returned = Returned.of(report, sent, proof.paragraphs) if sent is not None else None
    found = differences_of(returned) if returned is not None else None
    if returned is None or found is None:
        said = "Ce document n'est pas parti du rapport, ou il a perdu ce que l'export y laisse : rien ne peut en être repris."
        hint = "Faites-en un neuf (« python build.py build --to docx »), et recopiez-y les corrections."
        raise ProofRefused("IMP01", said, hint)
    return Returning(found, notes=[*_notes(returned, proof)], unmarked=True, listed=[*notes_of(found, returned)])


def returning_of(report: Report, proof: ReturnedProof, wanted: Wanted, exported: Exported) -> Returning:
    """Return the corrections, those that are wanted proved; raises ProofRefused."""
    hold_ours(report, proof)
    if is_unmarked(proof) or proof.sent is None:
        return differences_in(report, proof, exported)
    returned = Returned.of(report, proof.sent, proof.paragraphs)
    made = Returning(corrections_of(returned))
    made.notes = [*_notes(returned, proof)]
    _own(report, made.corrections)
    made.chosen = chosen = [one for number, one in enumerate(made.corrections, 1) if wanted(number, one)]
    for _ in range(_ROUNDS):
        made.changes = changes_of(report.root, chosen)
        if not made.changes or _proved(returned, made, exported, report.root):
            return made
    for one in chosen:
        one.why = one.why or _UNPROVED
    made.changes = {}
    return made


def _notes(returned: Returned, proof: ReturnedProof) -> Iterator[Mapping[str, Scalar]]:
    """Yield the comments as review notes, with the lines of the texts that they are about."""
    known = {one.id: at for at, one in enumerate(returned.sent)}
    for comment in proof.comments:
        at = known.get(comment.id, -1)
        text = returned.texts[at] if at >= 0 else None
        place = (text.path, text.first, text.last) if text else (returned.sent[at].section if at >= 0 else "", None, None)
        yield {
            "file": place[0] or "report.yml", "first": place[1], "last": place[2], "about": comment.about,
            "person": comment.person, "day": comment.day, "text": comment.text,
            "status": "closed" if comment.resolved else None,
        }  # fmt: skip


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


def _proved(returned: Returned, made: Returning, exported: Exported, root: Path) -> bool:
    """Tell whether the corrected edition prints what the file says; what it doesn't print is no longer brought back."""
    with copied_with(root, made.changes) as copy:
        try:
            printed = exported(copy).paragraphs
        except (BuildStopped, ToolFailed) as refused:
            _let_go(made.chosen, {problem.place.path for problem in getattr(refused, "problems", ())})
            return False
    wrong = {*_wrong(returned, made.chosen, printed)}
    for one in wrong:
        made.chosen[one].why = _UNPROVED
    return not wrong


def _let_go(chosen: Sequence[Correction], paths: set[str]) -> None:
    """Bring back nothing of the files with which the edition can't be made; of none, when nothing tells which."""
    brought = [one for one in chosen if one.brought]
    guilty = [one for one in brought if any(edit.path in paths for edit in one.edits)]
    for one in guilty or brought:
        one.why = "le rapport ne pourrait plus être fait"


def _wrong(returned: Returned, chosen: Sequence[Correction], printed: Sequence[ProofParagraph]) -> list[int]:
    """Return the corrections, by their places, that a corrected edition doesn't print."""
    expected: list[tuple[Seen, int]] = []
    placed = {one.group: at for at, one in enumerate(chosen) if one.brought}
    for group in groups_of(returned.sent, returned.came):
        at = placed.get(group, -1)
        if at >= 0:
            came = zip(chosen[at].words, group.came, strict=True)
            expected += [(seen(words, returned.came[of].form), at) for words, of in came if plain_text(words)]
        elif not group.moved:
            expected += [(seen(letters_of(returned.sent[one].runs), returned.sent[one].form), -1) for one in group.sent]
    said = [one for one, _ in expected]
    owners = [at for _, at in expected]
    there = [seen(letters_of(one.runs), one.form) for one in printed]
    wrong = set()
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, said, there, autojunk=False).get_opcodes():
        for place in range(i1, i2) if kind != "equal" else ():
            now = there[j1 + place - i1] if i2 - i1 == j2 - j1 else None
            if owners[place] >= 0 and not (now and _is_cell(chosen[owners[place]], said[place], now)):
                wrong.add(owners[place])
    return sorted(wrong)


def _is_cell(one: Correction, said: Seen, printed: Seen) -> bool:
    """Tell whether a cell is printed as it came, but for the link that the program makes of an address or a telephone number."""
    return all(isinstance(edit, CellEdit) for edit in one.edits) and said[0] == printed[0]


def seen(letters: Sequence[Letter], form: str) -> Seen:
    """Return what readers see of a paragraph, but for typography: its letters, those in bold, in italic, of a link; its form."""
    marked: list[tuple[str, str]] = []
    for letter in letters:
        marks = "b" * letter.bold + "i" * letter.italic + ("" if letter.ref else letter.link)
        if marks and letter.text not in SPACES:
            before = marked.pop()[1] if marked and marked[-1][0] == marks else ""
            marked.append((marks, before + alike(letter.text)))
    return plain_text(letters), tuple(marked), form


def export_of(cache: Path) -> Exported:
    """Return what exports an edition and reads it back, with what is kept of its drawings."""

    def exported(root: Path) -> ReturnedProof:
        tools = Tools(root, Cache(cache))
        try:
            raw = next(iter(Flow(root, tools, formats=("docx",)).made("docx").values()))
        finally:
            tools.close()
        return proof_of(io.BytesIO(raw))

    return exported
