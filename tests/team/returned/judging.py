"""Random edits brought back by `import`, beside the same edits typed by hand: brought, told, wrong or lost."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path

from rapport.flow.proving import ProofExports
from rapport.flow.returning import Returning, returning_of
from rapport.ground.markdown.blocks import ITEM
from rapport.manuscript.proof.texts import PrintedText
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.yaml_text import YamlText
from rapport.sources.reading import load
from rapport.sources.reading.proofs.document import proof_of
from rapport.team.returned.correction import Correction
from rapport.team.returned.placing import block_of
from rapport.team.returned.state import Returned
from rapport.team.returned.writing import renumbered
from tests.team.returned.edits import Edit, by_hand, edits_for, targets_of
from tests.team.returned.reviewer import Reviewer


def lot(root: Path, raw: bytes, seed: int, count: int) -> list[tuple[Edit, str, str]]:
    """Return edits with what became of them, and why where one didn't come back."""
    report, _ = load(root)
    sent = proof_of(io.BytesIO(raw)).sent
    assert sent is not None
    edits = edits_for(targets_of(Returned.of(report, sent, ())), seed, count)
    reviewer = Reviewer(raw, tracked=bool(seed % 2))
    for edit in edits:
        edit.work(reviewer)
    proof = proof_of(io.BytesIO(reviewer.saved()))
    made = returning_of(report, proof, lambda _, __: True, ProofExports(root / ".cache"))
    returned = Returned.of(report, sent, proof.paragraphs)
    why = {at: one.why for one in made.corrections for at in one.group.sent}
    found = judged(returned, edits, made)
    return [(edit, found[number], why.get(edit.target.at, "")) for number, edit in enumerate(edits)]


def typed_by_hand(returned: Returned, edits: Sequence[Edit], path: str) -> str:
    """Return a section's body with edits typed by hand."""
    body = returned.bodies[path]
    places: list[tuple[int, int, str]] = []
    for edit in edits:
        for at, new in edit.made.items():
            block = block_of(_text(returned, at))
            if new:
                places.append((block.start, block.end, new))
            else:
                start = body.rfind("\n", 0, block.start) + 1
                end = body.find("\n", block.end) + 1 or len(body)
                below = re.match(r"\n(?=[^\n])", body[end:])  # what follows stands under the heading as it did
                places.append((start, end + bool(below and _is_under_heading(body[:start])), ""))
        if edit.below:
            block = block_of(edit.target.text)
            parting = f"\n{block.head}" if block.kind == ITEM else "\n\n"
            places.append((block.end, block.end, "".join(parting + new for new in edit.below)))
    for start, end, new in sorted(places, reverse=True):
        body = body[:start] + new + body[end:]
    return body


def _is_under_heading(above: str) -> bool:
    return above.endswith("\n") and above[:-1].rpartition("\n")[2].startswith("#")


def _text(returned: Returned, at: int) -> PrintedText:
    text = returned.texts[at]
    assert text is not None
    return text


def _lines(text: str, before: str = "") -> str:
    """Return a text as it is read: where lines end in a paragraph says nothing, nor do blank ones at the end of a block.

    Its numbered lists count as they do in the Word file: from where they began ``before``.
    """
    text = re.sub(r"\n{2,}", "\n\n", renumbered(text.strip(), before))
    text = re.sub(r"\n(?!\n|[-*+#:>|]|\d+\.|\{\{[^\n]*\}\}(?:\n|\Z))", " ", text)
    return re.sub(r" {2,}", " ", re.sub(r" *\n *", "\n", text)).replace("\n\n:::", "\n:::")


def judged(returned: Returned, edits: Sequence[Edit], made: Returning) -> dict[int, str]:
    """Return what became of each edit, by its place: brought, told, wrong, lost."""
    of = {at: one for one in made.corrections for at in one.group.sent}
    near = {at - 1: one for one in made.corrections if not one.group.sent for at in one.group.came}
    found: dict[int, str] = {}
    for number, edit in enumerate(edits):
        one = (
            next((of[at] for at in (edit.target.at, *edit.made) if at in of), None)
            or near.get(edit.target.at)
            or _below(made, edit)
        )
        if one is None:
            found[number] = "lost"
        elif edit.told:
            found[number] = "told" if one.questions and not one.edits else "wrong"
        else:
            found[number] = "told" if one.why or one.questions else "brought"
    for path in {edit.target.text.path for edit in edits}:
        brought = [number for number, edit in enumerate(edits) if edit.target.text.path == path and found[number] == "brought"]
        found |= dict.fromkeys(_wrong_in(returned, [edits[number] for number in brought], brought, made, path), "wrong")
    return found


def _below(made: Returning, edit: Edit) -> Correction | None:
    wanted = [by_hand(text) for text in edit.below]
    return next((one for one in made.corrections if wanted and [by_hand(text) for text in one.after] == wanted), None)


def _wrong_in(returned: Returned, edits: Sequence[Edit], numbers: Sequence[int], made: Returning, path: str) -> list[int]:
    """Return those of some edits of a file that aren't there as they were typed by hand."""
    change = made.changes.get(path)
    after = (change.after or b"").decode() if change else ""
    bodies = [edit for edit in edits if edit.target.text.block is not None]
    wrong = [number for number, edit in zip(numbers, edits, strict=True) if edit not in bodies and not _value_is(edit, after)]
    if bodies:
        body = after.split("---\n", 2)[-1]
        if _lines(body) != _lines(typed_by_hand(returned, bodies, path), returned.bodies[path]):
            wrong += [
                number for number, edit in zip(numbers, edits, strict=True) if edit in bodies and not _is_there(edit, body)
            ] or [number for number, edit in zip(numbers, edits, strict=True) if edit in bodies]
    return wrong


def _is_there(edit: Edit, body: str) -> bool:
    return all(_lines(new) in _lines(body) for new in (*edit.made.values(), *edit.below))


def _value_is(edit: Edit, after: str) -> bool:
    text, new = edit.target.text, edit.made[edit.target.at]
    if text.keys:
        value = YamlText(after.split("---\n")[1] if text.path.endswith(".md") else after).value()
        for key in text.keys:
            value = value[key]
        return " ".join(str(value).split()) == " ".join(new.split())
    return CsvText(after).row(text.cell[0])[text.cell[1]] == new
