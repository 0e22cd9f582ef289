"""A side that is a published folder: its data, and its page read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rapport.ground import french, regular
from rapport.numbers.quantity import Decimals
from rapport.outputs.data import DESCRIPTION, FOLDER
from rapport.sources.published_csv import records_of
from rapport.team.comparison.side import ComparedSection, Number, Side, Unreadable

_ROUNDED: Mapping[str, Decimals] = {
    "Valeur exacte": "exact",
    "Arrondi à l'unité": 0,
    "Arrondi au dixième": 1,
    "Arrondi au centième": 2,
}


def side_of_output(folder: Path, name: str) -> Side:
    """Return a published folder as a side; raises Unreadable when it isn't one."""
    try:
        package = json.loads(regular.read(folder / FOLDER / DESCRIPTION))
        year = int(str(package["version"]).partition(".")[0])
        numbers = {number.name: number for number in _numbers(folder / FOLDER, package["resources"], year)}
        page = folder / "index.html"
        reader = _read(regular.read(page).decode() if page.is_file() else "")
    except (OSError, ValueError, KeyError, TypeError) as error:
        said = f"« {name} » n'est pas un dossier publié qui se lise : {FOLDER}/{DESCRIPTION}, ou les tables qu'il décrit, manque."
        raise Unreadable(said, "Donnez un dossier de output/, par exemple.") from error
    sections = {ref: ComparedSection(title, tuple(found)) for ref, (title, found) in reader.sections.items()}
    return Side(name, year, numbers, sections, reader.links)


def _numbers(folder: Path, resources: list[Mapping[str, Any]], year: int) -> Iterator[Number]:
    for resource in resources:
        if not resource["path"].startswith(("indicateurs", "tables/")):
            continue
        (_, header), *records = records_of(regular.read(folder / resource["path"]).decode())
        rows = [row for _, cells in records if (row := dict(zip(header, cells, strict=False)))["annee"] == str(year)]
        yield from _indicators(rows) if resource["name"] == "indicateurs" else _cells(resource, rows)


def _indicators(rows: list[dict[str, str]]) -> Iterator[Number]:
    for row in (row for row in rows if row["valeur"]):  # nobody knew the others
        written = row["decimales"]
        decimals: Decimals = "exact" if written == "exact" else int(written)
        yield Number(row["id"], row["libelle"], french.number_of(row["valeur"]), row["unite"], decimals, row["statut"])


def _cells(resource: Mapping[str, Any], rows: list[dict[str, str]]) -> Iterator[Number]:
    """Yield the numbers of a table; one whose rows have no names of their own has none that can be followed."""
    schema = resource["schema"]
    keys = [key for key in schema.get("primaryKey", ()) if key != "annee"]
    table = Path(resource["path"]).stem
    for field in schema["fields"] if keys else ():
        if field["type"] not in {"integer", "number"}:
            continue
        told = field.get("description", "")
        unit = re.match(r"Unité : (.*?)\. ", told)
        decimals = next((value for said, value in _ROUNDED.items() if said in told), 0)
        for row in rows:
            if row[field["name"]]:
                key = ".".join(row[name] for name in keys)
                label = f"{field['title']}, {key} ({resource['title']})"
                value = french.number_of(row[field["name"]])
                yield Number(f"{table}.{key}.{field['name']}", label, value, unit[1] if unit else "", decimals, row["statut"])


_BLOCKS = {
    "p",
    "li",
    "dt",
    "dd",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "div",
    "aside",
    "ul",
    "ol",
    "section",
    "tr",
    "caption",
    "figcaption",
}
_APART = {"script", "style", "svg", "nav", "template", "dialog"}
_MARKS = {"chart", "part-number"}  # classes of what is no text of an author's: the numbers are compared as such
_ANNEX = "annexe"


def _read(page: str) -> _Page:
    from lxml import etree  # noqa: PLC0415 - two editions are compared without a page

    reader = _Page()
    if page.strip():
        etree.fromstring(page.encode(), etree.HTMLParser(target=reader, encoding="utf-8", huge_tree=True))
    return reader


class _Page:
    """The sections of a published page, as its parser tells it: titles, paragraphs; the links to the web."""

    def __init__(self) -> None:
        self.sections: dict[str, tuple[str, list[str]]] = {}
        self.links: dict[str, str] = {}
        self._open: list[str] = []
        self._section = ""
        self._depth = 0  # of the section, in open elements
        self._apart = 0  # the same of a figure, a script…
        self._text: list[str] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        self._end_block(tag)
        self._open.append(tag)
        name, classes = given.get("id", ""), {*given.get("class", "").split()}
        if tag == "section" and {"section", "part"} & classes and not name.startswith(_ANNEX):
            self._section, self._depth = name, len(self._open)
            self.sections[name] = ("", [])
        if (tag in _APART or _MARKS & classes) and not self._apart:
            self._apart = len(self._open)
        address = given.get("href", "")
        if tag == "a" and self._section and address.startswith(("http:", "https:")):
            self.links.setdefault(address, self._section)

    def end(self, tag: str) -> None:
        if tag not in self._open:
            return
        self._end_block(tag)
        while self._open.pop() != tag:
            pass
        if self._apart > len(self._open):
            self._apart = 0
        if self._depth > len(self._open):
            self._section, self._depth = "", 0

    def data(self, text: str) -> None:
        if self._section and not self._apart:
            self._text.append(text)

    def close(self) -> None:
        """End: nothing is kept for later."""

    def _end_block(self, tag: str) -> None:
        if tag not in _BLOCKS or not self._section:
            return
        said = re.sub(r"[ \t\r\n]+", " ", "".join(self._text)).strip()  # no-break spaces are kept
        self._text.clear()
        if not said:
            return
        title, found = self.sections[self._section]
        if not title and self._open[-1:] and self._open[-1] in {"h2", "h3"}:
            self.sections[self._section] = (said, found)
        else:
            found.append(said)
