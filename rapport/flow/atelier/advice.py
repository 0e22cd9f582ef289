"""What to do about a problem, for whoever never opens a file: keys of YAML by the fields that write them, commands by buttons.

Hints are written for authors who see their files (« source: … ») and a terminal. Here a key is called as its field is; one that
no form has is said to be out of the workshop's reach, as a command is that no button does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rapport.flow.atelier.commanded import reworded
from rapport.flow.atelier.evidence import AT, PIECE
from rapport.flow.atelier.forms import EditForm, FormLink
from rapport.flow.atelier.piece_places import WORDS
from rapport.flow.atelier.settings import FILE, TARGET, TITLE
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError, BuildStopped
from rapport.sources.editing.yaml_text import Unchangeable

_KEY = regex(r"« (?P<key>[a-z_]+):(?: (?P<value>[^«»]*?))? ?»(?: (?:dans|de|à) (?P<file>[\w/-]+\.yml))?")
_OF_PIECES = ("data/pieces", "pieces/")  # the places of what is told of a piece
_NO_VALUE = {"", "…"}
_UNREACHED = "Cela s'écrit dans le fichier même : l'atelier n'a pas de champ pour ce réglage."


@dataclass
class Advice:
    """Hints in the workshop's words; ``form`` opens a target, ``target`` says what a place opens. For many threads at once."""

    form: Callable[[str], EditForm]
    target: Callable[[str], str]
    _told: dict[tuple[str, str], tuple[str, FormLink | None]] = field(default_factory=dict)

    def advised(self, place: str, hint: str) -> tuple[str, FormLink | None]:
        """Return what a hint says here, and the form that it leads to when it isn't that of the place."""
        if not _KEY.search(hint) and "python build.py" not in hint:
            return hint, None
        asked = place.partition(":")[0], hint
        if asked not in self._told:
            self._told[asked] = self._worded(place, hint)
        return self._told[asked]

    def _worded(self, place: str, hint: str) -> tuple[str, FormLink | None]:
        path = place.partition(":")[0]
        own, general = self._labels(self._opened(place)), self._labels(TARGET)
        unreached, elsewhere = False, False

        def named(found: re.Match[str]) -> str:
            nonlocal unreached, elsewhere
            key, value, file = found["key"], found["value"] or "", found["file"]
            label = own.get(key) if file in {None, path} else None
            if label is None and file in {None, FILE} and key in general:
                label, elsewhere = general[key], True
            if label is None and key in WORDS and place.startswith(_OF_PIECES):
                return f"« {WORDS[key]} {value or '…'} »"
            if label is None:
                unreached = True
                return found[0]
            return f"« {label} »" if value in _NO_VALUE else f"« {label} : {value} »"

        said, door = reworded(_KEY.sub(named, hint), self._opens)
        return f"{said} {_UNREACHED}" if unreached else said, FormLink(TARGET, TITLE) if elsewhere else door

    def _opens(self, target: str) -> bool:
        """Tell whether a target opens a form."""
        try:
            return bool(self.form(target))
        except (AuthorError, BuildStopped, Unchangeable, OSError):
            return False

    def _opened(self, place: str) -> str:
        try:
            return self.target(place)
        except (AuthorError, BuildStopped, OSError):
            return ""

    def _labels(self, target: str) -> Mapping[str, str]:
        """Return what the fields of a form are called, by the keys that they write."""
        try:
            fields = self.form(target).fields if target else ()
        except (AuthorError, BuildStopped, Unchangeable, OSError):
            return {}
        whole = {one.name: one.label for one in fields if one.kind not in {"shown", "hidden"}}
        named = {name.partition("_")[0]: label for name, label in reversed(whole.items())}
        proofs = {key: whole[name] for key, name in (("in", PIECE), ("at", AT)) if name in whole}
        return named | proofs | whole
