"""The form of a review note: what somebody remarked in the margin of the Word file, its answer, whether it is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapport.flow.atelier.forms import EditForm, Field, FormLink, NoSuchPlace, OfReport, uncrossed, whole_number
from rapport.flow.atelier.pressed import target_at
from rapport.ground import french
from rapport.sources.dates import spelled
from rapport.sources.editing.journal import Change
from rapport.sources.note import FILE, ReviewNote
from rapport.team.notes import settled

_STATES = (("closed", "réglée"), ("open", "encore à traiter"))
_MARK = "said"  # the field that tells a note from another one that has its number since


@dataclass(frozen=True)
class NoteCard(OfReport):
    """The review note of a number."""

    notes: Sequence[ReviewNote]
    name: str

    def form(self) -> EditForm:
        """Return the form: whoever saves it as it is shown settles the note. Raises NoSuchPlace."""
        note, number = self._note()
        fields = (
            *(Field(f"told {rank}", said, kind="shown") for rank, said in enumerate(_lines_of(note))),
            Field(_MARK, "", _mark_of(note), "hidden"),
            Field("answer", "Réponse, ou ce qui a été fait", note.answer, "text"),
            Field("status", "Cette remarque est", "closed", "choice", _STATES),
        )
        place = target_at(self.report, note.file, note.first)
        links = (FormLink(place, "Le texte dont il est question"),) if place else ()
        return EditForm(f"note:{number}", f"Remarque n° {number}", FILE, fields, links, acts=True)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file of the notes with this one answered; raises NoSuchPlace, Crossed, Unchangeable and Unencodable."""
        note, number = self._note()
        if was.get(_MARK, _mark_of(note)) != _mark_of(note):
            raise _gone(self.name)
        uncrossed((Field("answer", "", note.answer),), given, was)
        said = {**was, **given}
        return settled(self.root, number, said.get("answer", "").strip(), said.get("status", ""))

    def _note(self) -> tuple[ReviewNote, int]:
        number = whole_number(self.name)
        if number is None or not 0 < number <= len(self.notes):
            raise _gone(self.name)
        return self.notes[number - 1], number


def _gone(name: str) -> NoSuchPlace:
    return NoSuchPlace(f"La remarque n° {name} n'est plus dans {FILE}, ou n'est plus la même.", "Rouvrez « À faire ».")


def _mark_of(note: ReviewNote) -> str:
    return f"{note.file}\n{note.person}\n{note.text}"


def _lines_of(note: ReviewNote) -> Sequence[str]:
    """Return what is shown of a note: its words, those that it is about, who wrote it and when."""
    day = spelled(note.day) if note.day else ""
    by = " ".join(part for part in (note.person and f"de {note.person}", day and f"le {day}") if part)
    told = [note.text, note.about and f"À propos de : « {note.about} »", by and f"Remarque {by}."]
    return [french.typeset(said) for said in told if said]
