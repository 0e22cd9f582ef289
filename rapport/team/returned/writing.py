"""The files with corrections in them: each edit where it belongs, all else as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from rapport.ground.markdown.blocks import ITEM, SourceBlock, blocks_in
from rapport.ground.patterns import regex
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, Unencodable
from rapport.sources.editing.stretches import head_of
from rapport.sources.editing.yaml_text import Unchangeable, YamlText
from rapport.team.returned.correction import (
    CellEdit,
    Correction,
    RowEdit,
    RowMoved,
    RowRemoved,
    RowsAdded,
    SourceEdit,
    TextEdit,
    ValueEdit,
)
from rapport.team.returned.placing import is_last


def changes_of(root: Path, corrections: Iterable[Correction]) -> dict[str, Change]:
    """Return the files that corrections change; one that can't be written says why, and changes nothing."""
    originals: dict[str, Original] = {}
    edits: dict[str, list[SourceEdit]] = {}
    for one in corrections:
        if not one.brought:
            continue
        tried = {path: [*edits.get(path, ()), *(edit for edit in one.edits if edit.path == path)] for path in _paths(one.edits)}
        try:
            for path, wanted in tried.items():
                original = originals.setdefault(path, Original.read(root, path))
                original.encoded(_edited(original.text, wanted))
        except (Unchangeable, Unencodable, KeyError, ValueError):
            one.why = "ce fichier est écrit d'une manière qui ne permet pas de changer ce texte seul"
        else:
            edits |= tried
    return {path: _change(originals[path], wanted) for path, wanted in edits.items()}


def _paths(edits: Iterable[SourceEdit]) -> Mapping[str, None]:
    return dict.fromkeys(edit.path for edit in edits)


def _change(original: Original, edits: Sequence[SourceEdit]) -> Change:
    return Change(original.raw, original.encoded(_edited(original.text, edits)))


def _edited(text: str, edits: Sequence[SourceEdit]) -> str:
    """Return a file's text with edits; raises Unchangeable, KeyError, or ValueError where two edits meet."""
    texts = [edit for edit in edits if isinstance(edit, TextEdit)]
    body = with_texts(text[len(head_of(text)) :], texts) if texts else text[len(head_of(text)) :]
    text = head_of(text) + body if texts else text
    for edit in edits:
        if isinstance(edit, ValueEdit):
            text = _with_value(text, edit)
    cells = [edit for edit in edits if isinstance(edit, CellEdit | RowEdit)]
    return _with_cells(text, cells) if cells else text


def _with_cells(text: str, edits: Sequence[CellEdit | RowEdit]) -> str:
    """Return a CSV text with edits: its lines are known by where they were, those taken away go last."""
    table = CsvText(text)
    for edit in sorted(edits, key=lambda one: isinstance(one, RowRemoved)):
        if isinstance(edit, CellEdit):
            comma = table.uses_commas([edit.column]) and re.fullmatch(r"-?\d+\.\d+", edit.new)
            table.set(edit.line, edit.column, edit.new.replace(".", ",") if comma else edit.new)
        elif isinstance(edit, RowsAdded):
            for row in reversed(edit.rows) if edit.below else edit.rows:
                table.insert(row, edit.line, below=edit.below)
        elif isinstance(edit, RowMoved):
            lines = [*table.rows]
            next_ = lines[lines.index(edit.beside) + 1 :] if edit.below else [edit.beside]
            table.move(edit.line, next((line for line in next_ if line), 0))
        else:
            table.remove(edit.line)
    return table.text


def with_texts(body: str, edits: Sequence[TextEdit]) -> str:
    """Return a section's text with edits; raises ValueError where two of them meet."""
    ends = "\r\n" if "\r\n" in body else "\n"
    plain = before = body.replace("\r\n", "\n")
    reached = len(plain) + 1
    gone = _together(before, sorted(edit for edit in edits if not edit.new))
    for edit in sorted((*gone, *(edit for edit in edits if edit.new)), key=lambda one: (one.start, one.end), reverse=True):
        if edit.end > reached:
            raise ValueError(edit.path)
        reached = edit.start
        plain = plain[: edit.start] + edit.new + plain[edit.end :]
    plain = renumbered(plain, before) if renumbered(before) == before else plain
    return plain.replace("\n", ends)


def _together(body: str, edits: Iterable[TextEdit]) -> Iterator[TextEdit]:
    """Yield removals in order, those that meet as one; at the end of a text, or of a box, with the blank lines above."""
    last: TextEdit | None = None
    for edit in edits:
        if last is not None and edit.start <= last.end:
            last = last._replace(end=max(edit.end, last.end))
            while is_last(body, last.end) and body[: last.start].endswith("\n\n"):
                last = last._replace(start=last.start - 1)
            continue
        if last is not None:
            yield last
        last = edit
    if last is not None:
        yield last


class _Item(NamedTuple):
    """An item of a numbered list: where its number stands in a text, and what it says."""

    start: int
    end: int
    text: str


def renumbered(body: str, before: str = "") -> str:
    """Return a text whose numbered lists count one by one: from where they did before, else from their lowest number."""
    made, reached = [], 0
    firsts = [(int(before[one[0].start : one[0].end]), {item.text for item in one}) for one in _numbered(before)]
    for items in _numbered(body):
        known = next((at for at, (_, texts) in enumerate(firsts) if not texts.isdisjoint(item.text for item in items)), None)
        first = min(int(body[item.start : item.end]) for item in items) if known is None else firsts.pop(known)[0]
        for count, item in enumerate(items, first):
            made += [body[reached : item.start], str(count)]
            reached = item.end
    return "".join([*made, body[reached:]])


def _numbered(body: str) -> Iterator[list[_Item]]:
    """Yield the items of each numbered list."""
    found: list[_Item] = []
    last: SourceBlock | None = None
    for block in blocks_in(body):
        number = _NUMBER.match(block.head) if block.kind == ITEM else None
        goes_on = last is not None and last.holder == block.holder and not body[last.end : block.start - len(block.head)].strip()
        if found and not (number and goes_on):
            yield found
            found = []
        if number:
            start = block.start - len(block.head) + number.start(1)
            found.append(_Item(start, start + len(number[1]), body[block.start : block.end]))
        last = block
    if found:
        yield found


_NUMBER = regex(r"[ ]*(\d+)[.)]")


def _with_value(text: str, edit: ValueEdit) -> str:
    head = head_of(text) if edit.path.endswith(".md") else ""
    if not head:
        edited = YamlText(text)
        edited.set(edit.keys, edit.new)
        return edited.text
    opening = head.find("\n") + 1
    closing = head.rstrip("\r\n").rfind("\n") + 1
    edited = YamlText(head[opening:closing])
    edited.set(edit.keys, edit.new)
    return head[:opening] + edited.text + text[closing:]
