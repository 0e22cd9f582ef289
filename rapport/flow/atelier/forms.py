"""Forms of the workshop: fields with what the file says today, and what may come back of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol

from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.sources.editing.journal import Change
from rapport.sources.model import Report

Kind = Literal["line", "text", "number", "choice", "markdown", "picture", "kinds", "shown", "hidden"]
_WHOLE = regex(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Field:
    """One field: its name in what comes back, its French label, what it holds; ``known`` are answers to choose from."""

    name: str
    label: str
    value: str = ""
    kind: Kind = "line"
    known: tuple[tuple[str, str], ...] = ()
    help: str = ""
    use: str = ""  # of a picture: what it is brought for


@dataclass(frozen=True)
class FormLink:
    """A button that opens another form: its target, and its French label."""

    target: str
    label: str


@dataclass(frozen=True)
class EditForm:
    """A form: the target that it was opened by, its title, the file that it writes, its fields, other forms beside it."""

    target: str
    title: str
    path: str
    fields: tuple[Field, ...]
    links: tuple[FormLink, ...] = ()
    save: str = "Enregistrer"  # what its button says
    acts: bool = False  # saved as it is shown, it does something all the same: it adds, signs, settles, reads again


class Refused(Exception):  # noqa: N818 - told at the fields
    """Values that can't be written: a French reason for each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(str(faults))
        self.faults = dict(faults)


class Crossed(Exception):  # noqa: N818 - told side by side
    """Fields that somebody else changed meanwhile, otherwise: by name, what the file says now."""

    def __init__(self, theirs: Mapping[str, str]) -> None:
        super().__init__(str(theirs))
        self.theirs = dict(theirs)


def titled(report: Report, title: str) -> str:
    """Return an author's title as it is printed: a form is never called by a call."""
    return expanded(title, Register(report))


def printed_form_of(report: Report, form: EditForm) -> EditForm:
    """Return a form as people read it: no call in its title, its labels, its answers to choose from; its values as typed."""
    register = Register(report)

    def printed(words: str) -> str:
        return expanded(words, register) if "{{" in words else words

    fields = (
        replace(field, label=printed(field.label), known=tuple((value, printed(said)) for value, said in field.known))
        for field in form.fields
    )
    links = (FormLink(link.target, printed(link.label)) for link in form.links)
    return replace(form, title=printed(form.title), fields=tuple(fields), links=tuple(links))


def uncrossed(fields: Iterable[Field], given: Mapping[str, str], was: Mapping[str, str]) -> None:
    """Raise Crossed when a field that is to be changed isn't what it was any more, nor what it is to become."""
    today = {field.name: field.value for field in fields if field.name in given}
    theirs = {name: now for name, now in today.items() if now not in {was.get(name), given[name]}}
    if theirs:
        raise Crossed(theirs)


class NoSuchPlace(AuthorError):  # noqa: N818 - told as a problem
    """What was to be opened isn't in the edition any more, or never was."""


@dataclass(frozen=True)
class OfReport:
    """What a card that reads the whole report has: the report, and its folder."""

    report: Report

    @property
    def root(self) -> Path:
        """Return the folder of the edition."""
        return self.report.root


class EditCard(Protocol):
    """Something that a form changes: a number, a row, the captions of a chart, a stretch of a text."""

    @property
    def root(self) -> Path:
        """Return the folder of the edition."""
        ...

    def form(self) -> EditForm:
        """Return the form, with what the file says today."""
        ...

    def changes(self, given: Mapping[str, str], was: Mapping[str, str]) -> dict[str, Change]:
        """Return the new bytes of the files; ``given`` holds the fields that changed, ``was`` all as the form was opened.

        Raises Refused, Crossed, Unchangeable and Unencodable.
        """
        ...


def whole_number(text: str) -> int | None:
    """Return the whole number that a text from outside says; None when it says none, or one larger than any of ours."""
    return int(text) if _WHOLE.fullmatch(text) else None
