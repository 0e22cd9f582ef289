"""The form of some keys of a YAML mapping, in a file of its own or at the head of a section: one change, nothing else moves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapport.flow.atelier.forms import EditForm, Field, FormLink, NoSuchPlace, Refused, uncrossed
from rapport.ground.problems import Place, Places, Problem
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.stretches import head_of
from rapport.sources.editing.yaml_text import Key, Scalar, YamlText
from rapport.sources.located import Located
from rapport.sources.reading.validate import model_of


@dataclass(frozen=True)
class YamlCard:
    """Some keys of a mapping: where it is, how its keys are told, the model that it must still fit once changed.

    ``order`` gives the key below which a new one goes.
    """

    root: Path
    target: str
    title: str
    path: str
    keys: tuple[Key, ...]  # that lead to the mapping
    fields: Callable[[Mapping[str, Any]], Sequence[Field]]
    model: type[Located]
    links: tuple[FormLink, ...] = ()
    order: Mapping[str, str] = field(default_factory=dict)

    def form(self) -> EditForm:
        """Return the form, with what the file says today; raises NoSuchPlace, Unchangeable."""
        return EditForm(self.target, self.title, self.path, tuple(self.fields(self._entry())), self.links)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with some keys changed; raises Refused, Crossed, Unchangeable and Unencodable."""
        uncrossed(self.form().fields, given, was)
        original = Original.read(self.root, self.path)
        text = self._edited(original.text, {key: value.strip() for key, value in given.items()})  # as the form shows them
        return {self.path: Change(original.raw, original.encoded(text))}

    def _edited(self, text: str, given: Mapping[str, str]) -> str:
        before, inner, after = _split(text, head=self.path.endswith(".md"))
        edited = YamlText(inner)
        for key, value in given.items():
            self.put(edited, key, value)
        self._fits(edited)
        return before + edited.text + after

    def put(self, edited: YamlText, key: str, value: Scalar) -> None:
        """Give a key its value, or take it away when it has none any more."""
        if value not in {"", None}:
            edited.set((*self.keys, key), value, after=self.order.get(key))
        elif key in self._below(edited.value()):
            edited.remove((*self.keys, key))

    def _fits(self, edited: YamlText) -> None:
        """Raise Refused, with what is told of each key, unless the mapping still fits its model."""
        entry = self._below(edited.value())
        names = [one.name for one in self.fields(entry)]
        places = Places(Place(""), {key: Places(Place(str(key))) for key in (*entry, *names)})
        problems: list[Problem] = []
        if model_of(self.model, dict(entry), places, problems, "la fiche") is None:
            told = {problem.place.path: f"{problem.message} {problem.hint}".strip() for problem in problems}
            at = {name: next((one for one in names if one == name or one.startswith(f"{name}_")), names[0]) for name in told}
            raise Refused({at[name]: said for name, said in told.items()})

    def _entry(self) -> Mapping[str, Any]:
        _, inner, _ = _split(Original.read(self.root, self.path).text, head=self.path.endswith(".md"))
        return self._below(YamlText(inner).value())

    def _below(self, value: Any) -> Mapping[str, Any]:
        for key in self.keys:
            found = isinstance(value, dict) or (isinstance(value, list) and isinstance(key, int) and key < len(value))
            value = (value.get(key) if isinstance(value, dict) else value[key]) if found else None
        if not isinstance(value, dict):
            raise NoSuchPlace(f"{self.title} n'est plus dans {self.path}.", "Rouvrez la page.")
        return value


def _split(text: str, *, head: bool) -> tuple[str, str, str]:
    """Return what stands before the YAML of a file, it, and what stands after."""
    if not head:
        return "", text, ""
    whole = head_of(text)
    opening = whole[: whole.find("\n") + 1]
    closing = whole.rstrip("\r\n").rfind("\n") + 1
    return opening, whole[len(opening) : closing], text[closing:]


def shown(value: object) -> str:
    """Return a value of a file as a field shows it."""
    return "" if value is None else str(value).strip()
