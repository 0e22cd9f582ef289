"""Rows of texts in plain Markdown: lexicons, events, directories, people; the one to confirm bears its mark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol
from urllib.parse import quote

from rapport.ground import french
from rapport.ground.addresses import EMAIL
from rapport.ground.problems import Place
from rapport.ground.telephones import phone_of
from rapport.manuscript.typography import attribute, escaped
from rapport.numbers.calls import PeopleCall
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.register import Register
from rapport.sources.lexicon import anchored, homonyms
from rapport.sources.model import Row, Table

RANK = "un numéro d'ordre, celui de la carte"
NAMING = frozenset({"name", "what", "expansion", "cell"})  # classes of the text that carries the doubt of its row
WANTED, LOGOS, CREDIT = "Photographie attendue", "Logos attendus", "Photographie"
UNKNOWN_TITLE = "À confirmer"
SHOWN = frozenset({"name", "when", "what", "where", "who", "detail"})  # classes that the formats know


class Inline(Protocol):
    """An author's one-line text as Markdown, calls expanded; ``literal`` when no mark in it means anything."""

    def __call__(self, text: str, *, literal: bool = False) -> str: ...  # noqa: D102


class Acronyms(NamedTuple):
    """The names of the tables shown as lexicons; anchor and meaning of their acronyms of one word that have one sense.

    The meaning is plain text, without ``=`` or ``;``; it is empty where a call in it would have to be printed first.
    """

    lexicons: frozenset[str]
    anchors: Mapping[str, str]
    meanings: Mapping[str, str]


def acronyms_of(tables: Mapping[str, Table], year: int) -> Acronyms:
    """Return the acronyms of a year's lexicons."""
    lexicons = _lexicons(tables)
    entries = [*anchored(_entries(lexicons, year))]
    unsure = homonyms(row for row, _ in entries)
    found = {row.texts.get("acronym", ""): (row, anchor) for row, anchor in reversed(entries)}
    known = {term: of for term, of in found.items() if term not in unsure and re.fullmatch(r"[A-ZÀ-Ý0-9-]{2,}", term)}
    meanings = {term: _meaning(row) for term, (row, _) in known.items()}
    return Acronyms(frozenset(lexicons), {term: anchor for term, (_, anchor) in known.items()}, meanings)


def _meaning(row: Row) -> str:
    expansion = row.texts.get("expansion", "")
    return "" if "{{" in expansion else french.typeset(expansion.translate(str.maketrans("=;\n", "–, ")))


def _lexicons(tables: Mapping[str, Table]) -> Mapping[str, Table]:
    return {name: table for name, table in tables.items() if table.spec.view == "lexicon"}


def _entries(lexicons: Mapping[str, Table], year: int) -> list[Row]:
    return [row for table in lexicons.values() for row in table.of_year(year)]


class Listings:
    """The expansions of the rows of texts of one section.

    ``is_file`` tells whether the edition has a file of that name; ``anchor`` returns the anchor asked for, or a free one when it
    is given already.
    """

    def __init__(self, register: Register, inline: Inline, is_file: Callable[[str], bool], anchor: Callable[[str], str]) -> None:
        self.register = register
        self.inline = inline
        self.is_file = is_file
        self.anchor = anchor

    @property
    def draft(self) -> bool:
        """Tell whether this is a working document, which shows what is still missing; a release doesn't."""
        return self.register.report.stamp is None

    @cached_property
    def anchors(self) -> dict[Place, str]:
        """Return the anchor of each entry of the lexicons, by its place."""
        rows = _entries(_lexicons(self.register.report.tables), self.register.year)
        return {row.place: anchor for row, anchor in anchored(rows)}

    def marked(self, row: Row, text: str, css: str) -> str:
        """Return a text of a row as a span of a class; the one that names the row says that the row is to confirm."""
        if row.status != TO_CONFIRM or css not in NAMING:
            return f"[{text}]{{.{css}}}" if css in SHOWN else text
        return f"[{text}]{{.{css} .to-confirm question={attribute(french.typeset(row.question))}}}"

    def text(self, row: Row, column: str) -> str:
        """Return a cell, which is no Markdown, with its calls expanded."""
        return self.inline(row.texts.get(column, ""), literal=True)

    # --- views of text tables -------------------------------------------------------------------------------------

    def lexicon(self, rows: Sequence[Row]) -> Iterator[str]:
        """Yield a definition list: each acronym with its anchor, what it stands for, its note; an entry typed twice, once."""
        told: set[tuple[str, str, str]] = set()
        for row in rows:
            entry = (row.texts["acronym"], row.texts.get("expansion", ""), row.note)
            if entry in told:
                continue
            told.add(entry)
            note = f" [{self.inline(row.note, literal=True)}]{{.note}}" if row.note else ""
            yield from ("", f"[{escaped(row.texts['acronym'])}]{{#{self.anchor(self.anchors[row.place])} .term}}", "")
            yield f":   {self.marked(row, self.text(row, 'expansion'), 'expansion')}{note}"
        yield ""

    def event(self, row: Row) -> str:
        """Return an event of a timeline, and its photograph once the file is there."""
        detail = [("when", "when"), ("title", "what"), ("place", "where"), ("people", "who"), ("text", "detail")]
        spans = [self.marked(row, self.text(row, column), css) for column, css in detail if row.texts.get(column)]
        spans += self.pictured(row)
        return "- " + " ".join(spans)

    def pictured(self, row: Row) -> list[str]:
        """Return the picture of a row and its credit once its file is there; until then, in a draft, its brief."""
        picture = row.texts.get("image", "")
        if not picture or not self.is_file(f"assets/{picture}"):
            brief = self.text(row, "brief") if self.draft else ""
            return [f"[{WANTED}{french.NBSP}: {brief}]{{.wanted}}"] if brief else []
        settings = " ".join(f"{name}={row.texts[name]}" for name in ("crop", "focus", "tone") if row.texts.get(name))
        shown = f"![{self.text(row, 'alt')}](assets/{quote(picture)})" + (f"{{{settings}}}" if settings else "")
        return [shown, f"[{CREDIT}{french.NBSP}: {self.text(row, 'credit')}]{{.credit}}"] if row.texts.get("credit") else [shown]

    def logos(self, rows: Sequence[Row]) -> list[str]:
        """Return a wall of logos, family by family where there are families; one without its file is set in letters.

        What has neither logo nor name is what a draft still asks for, a place for each family; a release passes it over.
        """
        walls: dict[str, list[str]] = {}
        for row in rows:
            if logo := self._logo(row):
                walls.setdefault(row.texts.get("family", ""), []).append(f"- {logo}")
        lines = ["::: logos"] if walls else []
        for family, (first, *rest) in walls.items():
            titled = ["", escaped(french.typeset(family)), "", f":   {first}", *(f"    {line}" for line in rest)]
            lines += titled if family else [first, *rest]
        lines += ["", ":::"] if walls else []
        lacking = [self.text(row, "family") for row in rows if self.draft and not self._logo(row)]
        if not lacking:
            return lines
        families = [f"- {family}" for family in dict.fromkeys(lacking) if family]
        said = f"{LOGOS}{french.NBSP}:" if families else LOGOS
        return [*lines, "", "::: logos-wanted", f"[{said}]{{.wanted}}", "", *families, ":::"]

    def _logo(self, row: Row) -> str:
        """Return a logo, or the name of an organisation; nothing of what has neither."""
        picture, name = row.texts.get("image", ""), self.text(row, "name")
        if picture and self.is_file(f"assets/{picture}"):
            return f"![{name}](assets/{quote(picture)})"
        return self.marked(row, name, "name") if name else ""

    def entry(self, row: Row) -> str:
        """Return an entry of a directory."""
        number = self.text(row, "number")
        spans = [f'[[{number}]{{.literal because="{RANK}"}}]{{.number}}'] * bool(number)
        spans += [f"[{self.text(row, 'region')}]{{.region}}", self.marked(row, self.text(row, "name"), "name")]
        return "- " + " ".join(spans + _contact(row))

    # --- people ---------------------------------------------------------------------------------------------------

    def people(self, table: Table, call: PeopleCall) -> list[str]:
        """Return the persons of a group, in file order, under a title for each value of ``by``.

        Persons whose title nobody knows come last, in a draft under a title that says so; where they are the most, a release
        lists all of the group by name.
        """
        rows = [r for r in table.of_year(self.register.year) if r.texts.get("group") == call.ref]
        if call.subgroup:
            rows = [r for r in rows if r.texts.get("subgroup") == call.subgroup]
        titled: dict[str, list[Row]] = {}
        for row in rows:
            titled.setdefault(row.texts.get(call.by, "") if call.by else "", []).append(row)
        untitled = titled.pop("", [])
        if call.by and not self.draft and len(untitled) * 2 > len(rows):
            titled, untitled = {}, sorted(rows, key=_surname)
        groups = {escaped(french.typeset(title)): group for title, group in titled.items()}
        if call.by and self.draft and untitled:
            groups[f"[{UNKNOWN_TITLE}]{{.wanted}}"], untitled = untitled, []
        return [*self._titled(groups, tree=call.tree), *self._untitled(untitled)]

    def _titled(self, groups: Mapping[str, Sequence[Row]], *, tree: bool) -> list[str]:
        """Return persons under titles, to be shown as an organisation chart if asked for."""
        lines = ["::: {.people .tree}" if tree else "::: people"]
        titles = _branched([*groups]) if tree else [*groups]
        for title, group in zip(titles, groups.values(), strict=True):
            first, *rest = [self._person(row) for row in group]
            lines += ["", title, "", f":   {first}", *(f"    {line}" for line in rest)]
        return [*lines, "", ":::"] if groups else []

    def _untitled(self, rows: Sequence[Row]) -> list[str]:
        return ["::: people", *map(self._person, rows), "", ":::"] if rows else []

    def _person(self, row: Row) -> str:
        spans = [self.marked(row, self.text(row, "name"), "name")]
        if row.texts.get("role"):
            spans.append(f"[{self.text(row, 'role')}]{{.role}}")
        spans += _contact(row)
        if row.note:
            spans.append(f"[{self.inline(row.note, literal=True)}]{{.note}}")
        return "- " + " ".join(spans)


def _branched(titles: Sequence[str]) -> list[str]:
    """Return the titles of a chart of people; what some in a row have alike, up to a colon, is that of their branch."""
    colon = escaped(":")
    heads = [f"{head}{sign}" if said.strip() else "" for head, sign, said in (title.partition(colon) for title in titles)]
    shared = {
        at for before in range(1, len(heads) - 1) if heads[before] == heads[before + 1] != "" for at in (before, before + 1)
    }
    return [
        f"[{head}]{{.branch}}{title[len(head) :]}" if at in shared else title
        for at, (head, title) in enumerate(zip(heads, titles, strict=True))
    ]


def _surname(row: Row) -> tuple[str, str]:
    """Return what a person is listed by: the words in capitals, then all of the name."""
    name = row.texts.get("name", "")
    return french.folded(" ".join(word for word in name.split() if word.isupper() and len(word) > 1) or name), french.folded(name)


def _contact(row: Row) -> list[str]:
    spans = []
    if phone := row.texts.get("phone"):
        try:
            printed, address = phone_of(phone)
        except ValueError:  # admitted by a waiver: the text alone leads nowhere
            spans.append(f"[{escaped(french.typeset(phone))}]{{.phone}}")
        else:
            spans.append(f"[{escaped(printed)}](tel:{address}){{.phone}}")
    if email := row.texts.get("email"):  # of what isn't one, the text alone: an address in Markdown could end before it does
        spans.append(f"[{escaped(email)}]" + (f"(mailto:{email})" if EMAIL.fullmatch(email) else "") + "{.email}")
    return spans
