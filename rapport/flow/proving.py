"""The proof of the corrections of a Word file: the corrected edition, exported in a copy, prints what the file says.

What isn't printed so isn't brought back. Only the sections that the corrections are about are exported: what others print is no
proof of them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, cast

from rapport.flow.edition import Flow
from rapport.ground.cache import Cache
from rapport.ground.problems import BuildStopped
from rapport.ground.programs.failure import ToolFailed
from rapport.manuscript.proof.binding import SPACES, Letter, alike, letters_of
from rapport.manuscript.proof.texts import NOTES
from rapport.outputs.engines.pandoc import write_docx
from rapport.outputs.engines.work_folder import Tools
from rapport.outputs.formats import Steps, format_of
from rapport.sources.editing.journal import Change
from rapport.sources.editing.trial import copied_with
from rapport.sources.framing import toned_in
from rapport.sources.model import Manuscript, Piece, Report, Section
from rapport.sources.proof import ProofParagraph, SentParagraph, SentProof
from rapport.sources.reading.proofs.document import proof_of
from rapport.team.returned.comparing import plain_text
from rapport.team.returned.correction import CellEdit, Correction, RowEdit
from rapport.team.returned.groups import groups_of
from rapport.team.returned.state import Returned

UNPROVED = "le rapport n'imprimerait pas ce que dit le document"
_WORD = "docx"
Seen = tuple[str, tuple[tuple[str, str], ...], str]


class _Few:
    """What the Word file asks of a flow, of a few pieces alone, without the list of the numbers at its end."""

    def __init__(self, flow: Flow, pieces: Sequence[Piece]) -> None:
        self._flow = flow
        self._pieces = tuple(pieces)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._flow, name)

    def manuscript(self) -> Manuscript:
        return Manuscript(self._pieces, (), {})

    def annex(self) -> Mapping[str, Any]:
        return {"entries": dict.fromkeys(self._flow.traces(), "chiffre-0"), "groups": (), "document": ""}


class ProofExports:
    """Exports of an edition, read back; what is kept of its drawings serves."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def sent(self, root: Path) -> SentProof | None:
        """Return what a whole export leaves in its file; raises BuildStopped, ToolFailed."""
        with Tools(root, Cache(self._cache)) as tools:
            raw = next(iter(Flow(root, tools, formats=(_WORD,)).made(_WORD).values()))
        return proof_of(io.BytesIO(raw)).sent

    def printed(self, root: Path, paths: frozenset[str]) -> Sequence[ProofParagraph]:
        """Return what the contents of some files print; raises BuildStopped, ToolFailed."""
        with Tools(root, Cache(self._cache)) as tools:
            flow = Flow(root, tools, formats=(_WORD,))
            flow.readable()
            contents = flow.by_name().items()
            names = [name for name, one in contents if (one.path if isinstance(one, Section) else "report.yml") in paths]
            pieces = [flow.passage(name).piece for name in names]
            tools.lay_templates(flow.brand(), toned_in(piece.markdown for piece in pieces))
            document = format_of(_WORD).assemble(cast("Steps", _Few(flow, pieces)), "", tools.work)
            write_docx(document, document.with_suffix(".docx"), flow.timestamp())
            return proof_of(io.BytesIO(document.with_suffix(".docx").read_bytes())).paragraphs


def is_proved(
    returned: Returned, chosen: Sequence[Correction], changes: Mapping[str, Change], exports: ProofExports, root: Path
) -> bool:
    """Tell whether the corrected edition prints what the file says; what it doesn't print is no longer brought back."""
    paths = frozenset(
        path for one in chosen if one.brought for path in (one.section, one.place.path, *(e.path for e in one.edits))
    )
    with copied_with(root, changes) as copy:
        try:
            printed = exports.printed(copy, paths)
        except (BuildStopped, ToolFailed) as refused:
            _let_go(chosen, {problem.place.path for problem in getattr(refused, "problems", ())})
            return False
    wrong = {*_wrong(returned, chosen, printed, paths | {NOTES})}
    for one in wrong:
        chosen[one].why = why_unproved(returned.printed.report, chosen[one])
    return not wrong


def why_unproved(report: Report, correction: Correction) -> str:
    """Return why a correction isn't printed as it came: a cell that puts its row in a group goes with those of the others."""
    for edit in correction.edits:
        table = next((table for table in report.tables.values() if isinstance(edit, CellEdit) and table.path == edit.path), None)
        if table is None or not isinstance(edit, CellEdit):
            continue
        own = next((row for row in table.rows if row.place.line == edit.line), None)
        group = own.texts.get(edit.column, "") if own is not None else ""
        if own is not None and group and sum(row.texts.get(edit.column) == group for row in table.of_year(own.year)) > 1:
            return f"d'autres lignes ont le même « {group} », qui les réunit : corrigez-le sur toutes, ou dans {edit.path}"
    return UNPROVED


def _let_go(chosen: Sequence[Correction], paths: set[str]) -> None:
    """Bring back nothing of the files with which the edition can't be made; of none, when nothing tells which."""
    brought = [one for one in chosen if one.brought]
    guilty = [one for one in brought if any(edit.path in paths for edit in one.edits)]
    for one in guilty or brought:
        one.why = "le rapport ne pourrait plus être fait"


def _wrong(
    returned: Returned, chosen: Sequence[Correction], printed: Sequence[ProofParagraph], paths: frozenset[str]
) -> list[int]:
    """Return the corrections, by their places, that a corrected edition doesn't print."""
    expected: list[tuple[Seen, int]] = []
    gone: list[tuple[int, set[Seen], int]] = []  # where they would be printed still
    placed = {one.group: at for at, one in enumerate(chosen) if one.brought}
    for group in groups_of(returned.sent, returned.came):
        at = placed.get(group, -1)
        left = [_left(returned.sent[one]) for one in group.sent]
        if at >= 0:
            came = zip(chosen[at].words, group.came, strict=True)
            comes = [seen(words, returned.came[of].form) for words, of in came if plain_text(words)]
            gone += [(len(expected), {one for one in left if one[0]} - {*comes}, at)] if not group.moved else []
            expected += [(one, at) for one in comes]
        elif not group.moved:
            expected += [(one, -1) for one, of in zip(left, group.sent, strict=True) if returned.sent[of].section in paths]
    said = [one for one, _ in expected]
    owners = [at for _, at in expected]
    there = [seen(letters_of(one.runs), one.form) for one in printed]
    wrong = set()
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, said, there, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        wrong |= {at for place, texts, at in gone if i1 <= place <= i2 and not texts.isdisjoint(there[j1:j2])}
        for place in range(i1, i2):
            at = owners[place]
            if at >= 0 and not any(_is_cell(chosen[at], said[place], now) for now in there[j1:j2]):
                wrong.add(at)
    return sorted(wrong)


def _left(paragraph: SentParagraph) -> Seen:
    return seen(letters_of(paragraph.runs), paragraph.form)


def _is_cell(one: Correction, said: Seen, printed: Seen) -> bool:
    """Tell whether a cell is printed as it came, but for the link that the program makes of an address or a telephone number."""
    return all(isinstance(edit, CellEdit | RowEdit) for edit in one.edits) and said[0] == printed[0]


def seen(letters: Sequence[Letter], form: str) -> Seen:
    """Return what readers see of a paragraph, but for typography: its letters, those in bold, in italic, of a link; its form."""
    marked: list[tuple[str, str]] = []
    for letter in letters:
        marks = "b" * letter.bold + "i" * letter.italic + ("" if letter.ref else letter.link)
        if marks and letter.text not in SPACES:
            before = marked.pop()[1] if marked and marked[-1][0] == marks else ""
            marked.append((marks, before + alike(letter.text)))
    return plain_text(letters), tuple(marked), form
