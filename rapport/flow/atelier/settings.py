"""The form of what the rules are told to let pass, edition-wide: lists of words at the head of the report, one a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.flow.atelier.forms import EditForm, Field, OfReport, uncrossed
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.yaml_lists import with_item, without_item
from rapport.sources.editing.yaml_text import Unchangeable, YamlText

TARGET, TITLE, FILE = "settings:", "Mots et noms admis", "report.yml"
_LISTS = (
    ("accepted_acronyms", "Sigles admis sans être au lexique"),
    ("names_with_numbers", "Noms qui contiennent un nombre"),
    ("accepted_links", "Adresses qui ne sont pas essayées en ligne"),
)


@dataclass(frozen=True)
class SettingsCard(OfReport):
    """The lists of what is admitted."""

    name: str = ""

    def form(self) -> EditForm:
        """Return the form; raises Unchangeable."""
        edition = YamlText(Original.read(self.root, FILE).text).value()
        fields = tuple(Field(key, said, "\n".join(_listed(edition, key)), "text", help="Un par ligne.") for key, said in _LISTS)
        return EditForm(TARGET, TITLE, FILE, fields)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the file with some lists changed; raises Crossed, Unchangeable and Unencodable."""
        uncrossed(self.form().fields, given, was)
        original = Original.read(self.root, FILE)
        text = original.text
        for key, said in given.items():
            text = _with_list(text, key, [*dict.fromkeys(line.strip() for line in said.split("\n") if line.strip())])
        return {FILE: Change(original.raw, original.encoded(text))}


def _listed(edition: Any, key: str) -> Sequence[str]:
    return [str(one) for one in edition.get(key) or ()]


def _with_list(text: str, key: str, wanted: Sequence[str]) -> str:
    """Return a text whose list holds some items: one written line by line gains and loses lines, another is written anew."""
    edited = YamlText(text)
    now = _listed(edited.value(), key)
    if not wanted:
        if now:
            edited.remove((key,))
        return edited.text
    try:
        edited.set((key,), [*wanted])
    except Unchangeable:
        for one in (one for one in wanted if one not in now):
            text = with_item(text, key, len(_listed(YamlText(text).value(), key)) - 1, one)
        for one in (one for one in now if one not in wanted):
            text = without_item(text, key, one)
        return text
    return edited.text
