"""The review notes of an edition: listed by who answers for the text, added from a Word file, closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from os.path import isfile  # unlike Path's, it answers for names too long
from pathlib import Path

from rapport.ground.problems import Place
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original, line_end_of
from rapport.sources.editing.yaml_text import Scalar, Unchangeable, YamlText, as_yaml
from rapport.sources.model import Report
from rapport.sources.note import FILE, ReviewNote
from rapport.team.left_to_do import NOTE, Task

_HEAD = """# Remarques des relecteurs, reprises de leur document Word : « python build.py status » les liste, avec leur numéro ;
# « python build.py status --close NUMÉRO » en règle une, ou écrivez ici « status: closed ». Elles ne sont jamais imprimées.
"""


def note_tasks(report: Report, notes: Sequence[ReviewNote]) -> Iterator[Task]:
    """Yield what is left to do of the notes, each with its number in the file."""
    owners = {section.path: section.front.owner for section in report.sections}
    for number, note in enumerate(notes, 1):
        if note.status == "open":
            about = f"« {note.about} » : " if note.about else ""
            by = f" ({note.person})" if note.person else ""
            what = f"n° {number}, {about}{note.text}{by}"
            yield Task(NOTE, owners.get(note.file, ""), " ".join(what.split()), Place(note.file, note.first, 1), note=number)


def with_notes(root: Path, notes: Sequence[Mapping[str, Scalar]], known: Sequence[ReviewNote]) -> dict[str, Change]:
    """Return the file of the notes with those that it doesn't have yet; nothing when it has them all."""
    had = {(note.file, note.person, note.text) for note in known}
    new = [note for note in notes if (note["file"], note["person"], note["text"]) not in had]
    if not new:
        return {}
    original = Original.read(root, FILE) if isfile(root / FILE) else Original(FILE, b"", "", "utf-8")  # noqa: PTH113
    end = line_end_of(original.text) if original.text else "\n"
    text = original.text or _HEAD
    text += "" if text.endswith("\n") else end
    text += "".join(line + end for note in new for line in _entry(note))
    before = original.raw if original.text else None
    return {FILE: Change(before, original.encoded(text))}


def _entry(note: Mapping[str, Scalar]) -> Iterator[str]:
    said = [(key, value) for key, value in note.items() if value not in {"", None}]
    for number, (key, value) in enumerate(said):
        yield f"{'  ' if number else '- '}{key}: {as_yaml(value, None, flow=False)}"


def settled(root: Path, number: int, answer: str | None = None, status: str = "closed") -> dict[str, Change]:
    """Return the file of the notes with one of them closed, or open again, and answered; raises Unchangeable, or OSError."""
    original = Original.read(root, FILE)
    edited = YamlText(original.text)
    entries = edited.value()
    if not isinstance(entries, list) or not 0 < number <= len(entries):
        raise Unchangeable(number)
    entry = entries[number - 1]
    if status != entry.get("status", "open"):
        edited.set((number - 1, "status"), status)
    if answer:
        edited.set((number - 1, "answer"), answer)
    elif answer is not None and "answer" in entry:
        edited.remove((number - 1, "answer"))
    return {FILE: Change(original.raw, original.encoded(edited.text))}
