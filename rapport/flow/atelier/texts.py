"""The form of a stretch of a section's text: the lines of a paragraph, as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path

from rapport.flow.atelier.forms import Crossed, EditForm, Field, NoSuchPlace, Refused
from rapport.sources.editing.entries import fingerprint
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.stretches import Stretch, body_of, replaced, replaced_elsewhere, stretch_at

TEXT = "text"
LONGEST = 200_000  # characters of a stretch that comes back
_EMPTIED = "Si vous le videz, il sera retiré de la page."
_FRAMED = (
    "Les lignes « ::: » ouvrent et ferment un cadre : laissez-les telles quelles, et écrivez entre elles. "
    "Ce qui est entre guillemets sur la première (un nom, un rôle) se change aussi."
)
_OPENED = 64  # texts that are remembered as they were when a form was opened


def _help(text: str) -> str:
    """Return what helps whoever edits a text; the marks of a frame are named where there are some."""
    framed = any(line.lstrip().startswith(":::") for line in text.split("\n"))
    return f"{_EMPTIED} {_FRAMED}" if framed else _EMPTIED


@dataclass(frozen=True)
class TextCard:
    """A paragraph, list or heading on a line of a section; on line 0, all of its body.

    ``opened`` remembers texts by their fingerprint: what they were is what two people's changes are compared with.
    """

    root: Path
    path: str
    line: int
    opened: MutableMapping[str, str]

    def form(self) -> EditForm:
        """Return the form, with what the file says today; raises NoSuchPlace."""
        original = Original.read(self.root, self.path)
        stretch = stretch_at(original.text, self.line) if self.line else body_of(original.text)
        if stretch is None:
            raise NoSuchPlace(f"{self.path} n'a plus de texte ligne {self.line}.", "Rouvrez la page.")
        print_ = fingerprint(original.raw)
        while len(self.opened) >= _OPENED:
            del self.opened[next(iter(self.opened))]
        self.opened[print_] = original.text
        lines = f"lignes {stretch.first} à {stretch.last}" if stretch.last > stretch.first else f"ligne {stretch.first}"
        fields = (
            Field(TEXT, "Texte", stretch.text, "markdown", help=_help(stretch.text)),
            Field("first", "", str(stretch.first), "hidden"),
            Field("last", "", str(stretch.last), "hidden"),
            Field("fingerprint", "", print_, "hidden"),
        )
        return EditForm(f"text:{self.path}:{self.line}", f"Texte, {lines}", self.path, fields)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with the stretch replaced; raises Refused, Crossed and Unencodable."""
        new = given.get(TEXT, was.get(TEXT, ""))
        if len(new) > LONGEST:
            raise Refused({TEXT: f"Ce texte est trop long ({LONGEST} signes au plus)."})
        original = Original.read(self.root, self.path)
        try:
            stretch = Stretch(int(was["first"]), int(was["last"]), was[TEXT].replace("\r\n", "\n"))
        except (KeyError, ValueError):
            raise NoSuchPlace("Cette fiche est incomplète : rien n'a été écrit.", "Rouvrez la page.") from None
        if fingerprint(original.raw) == was.get("fingerprint"):
            text = replaced(original.text, stretch, new)
        else:
            text = replaced_elsewhere(self.opened.get(was.get("fingerprint", ""), ""), original.text, stretch, new)
        if text is None:
            raise Crossed({TEXT: self._theirs(original.text, stretch)})
        return {self.path: Change(original.raw, original.encoded(text))}

    def _theirs(self, text: str, stretch: Stretch) -> str:
        """Return what the file says now about where the stretch was."""
        now = stretch_at(text, stretch.first) if self.line else body_of(text)
        return now.text if now else ""
