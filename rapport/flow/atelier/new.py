"""What the workshop adds to an edition: a section, an indicator, each written as a person would have."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapport.flow.atelier.forms import EditForm, Field, Refused, titled
from rapport.flow.atelier.number_names import families_of, name_of
from rapport.flow.atelier.numbers import PRECISION_HELP, doubted, precisions, typed_number
from rapport.ground import french
from rapport.ground.portable_names import portable
from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.yaml_lists import with_entry, with_item
from rapport.sources.editing.yaml_text import as_yaml
from rapport.sources.model import PartOpener, Report
from rapport.sources.published_names import STATUSES
from rapport.team.left_to_do import owners_of

_MISSING = "À remplir."
_NAME_HELP = "Laissez vide : il est fait de « Ce qu'il compte ». Sinon, famille.nom, en minuscules sans accent."


@dataclass(frozen=True)
class NewCard:
    """The form of something that isn't there yet."""

    root: Path
    target: str
    title: str
    path: str
    fields: Sequence[Field]
    needed: Sequence[str]
    make: Callable[[Mapping[str, str]], dict[str, Change]]

    def form(self) -> EditForm:
        """Return the form, nothing filled in but what is usual."""
        return EditForm(self.target, self.title, self.path, tuple(self.fields), acts=True)

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the files with what is added; raises Refused with each field that is missing, or can't be written."""
        asked = {**was, **given}
        missing = {name: _MISSING for name in self.needed if not asked.get(name, "").strip()}
        if missing:
            raise Refused(missing)
        return self.make({name: text.strip() for name, text in asked.items()})


def new_section(report: Report) -> NewCard:
    """Return the form of a new section."""
    places = tuple(
        (f"part {content.title}", f"Partie : {titled(report, content.title)}")
        if isinstance(content, PartOpener)
        else (content.id, titled(report, content.front.title))
        for content in report.contents
    )
    fields = (
        Field("title", "Titre", kind="text"),
        Field("after", "Après", places[-1][0] if places else "", "choice", places),
        Field("lead", "Chapeau", kind="markdown"),
        Field("text", "Premier paragraphe", kind="markdown"),
        Field("owner", "Responsable", known=_people(report)),
    )

    def make(asked: Mapping[str, str]) -> dict[str, Change]:
        name = _slug(asked["title"])
        path = f"content/{name}.md"
        if not name or (report.root / path).exists():
            raise Refused({"title": f"{path} existe déjà : choisissez un autre titre." if name else "Il faut des lettres."})
        names = [name for name, _ in places]  # a place is a name: others may have been added above since the form was opened
        if asked["after"] not in names:
            raise Refused({"after": "Cette section n'est plus dans le rapport."})
        head = [f"{key}: {as_yaml(asked[key], None, flow=False)}" for key in ("title", "lead", "owner") if asked.get(key)]
        text = "\n".join(["---", *head, "---", "", asked["text"], ""])
        original = Original.read(report.root, "report.yml")
        listed = with_item(original.text, "sections", names.index(asked["after"]), name)
        return {"report.yml": Change(original.raw, original.encoded(listed)), path: Change(None, text.encode())}

    return NewCard(report.root, "new:section", "Nouvelle section", "content/", fields, ("title", "text"), make)


def new_number(report: Report) -> NewCard:
    """Return the form of a new indicator."""
    families = families_of(report)
    year = report.edition.year
    fields = (
        Field("label", "Ce qu'il compte", kind="text"),
        Field("family", "Rangé avec", families[0][0], "choice", families),
        Field("name", "Nom dans les textes", help=_NAME_HELP),
        Field("unit", "Unité"),
        Field("decimals", "Précision", "0", "choice", precisions("0"), help=PRECISION_HELP),
        Field("value", f"Valeur {year}", kind="number"),
        Field(
            "status", "Statut", "published", "choice", tuple((key, said) for key, said in STATUSES.items() if key != "derived")
        ),
        Field("question", "Question", kind="text"),
        Field("source", "Source", kind="text"),
        Field("owner", "Responsable", known=_people(report)),
    )

    def make(asked: Mapping[str, str]) -> dict[str, Change]:
        name = name_of(report, asked)
        if not re.fullmatch(r"exact|-?(?:[0-9]|1[0-2])", asked["decimals"]):
            raise Refused({"decimals": "Écrivez « exact », ou le nombre de décimales, de -12 à 12."})
        doubted(asked)
        decimals = asked["decimals"]
        entry = {
            "label": asked["label"], "unit": asked["unit"], "decimals": decimals if decimals == "exact" else int(decimals),
            "values": {year: typed_number("value", asked["value"], asked["unit"])},
            "status": asked["status"], "question": asked["question"], "source": asked["source"], "owner": asked["owner"],
        }  # fmt: skip
        return added(report, _file_of(report, name), name, entry)

    return NewCard(report.root, "new:number", "Nouveau chiffre", "data/indicators/", fields, ("label", "source"), make)


def added(report: Report, path: str, name: str, entry: Mapping[str, object]) -> dict[str, Change]:
    """Return a file, or a new one, with an entry at its end."""
    if not (report.root / path).exists():
        return {path: Change(None, with_entry("", name, entry).encode())}  # type: ignore[arg-type]
    original = Original.read(report.root, path)
    return {path: Change(original.raw, original.encoded(with_entry(original.text, name, entry)))}  # type: ignore[arg-type]


def _file_of(report: Report, name: str) -> str:
    """Return the file where the other indicators of a family are, one of its name for a new family."""
    family = name.partition(".")[0]
    own = (one.at().path for known, one in report.indicators.items() if known.partition(".")[0] == family)
    return next(own, f"data/indicators/{portable(family, 'famille')}.yml")


def _people(report: Report) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in owners_of(report))


def _slug(title: str) -> str:
    """Return a file's name out of a title, less the calls and marks in it."""
    return portable(french.anchor_of(french.folded(re.sub(r"\{[^}]*\}+", " ", title)))[:60].strip("-"), "section")
