"""The links and pictures of the authored texts, and the files that pictures name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rapport.ground.addresses import path_of
from rapport.ground.markdown.targets import targets_in
from rapport.ground.problems import Place
from rapport.sources.model import Report
from rapport.sources.photographs import pictured
from rapport.sources.reading.pictures import place_of_picture
from rapport.sources.texts import PASTED, Text, texts_of


class Link(NamedTuple):
    """A link or a picture: where it stands, which of the two, where it leads."""

    place: Place
    picture: bool
    address: str


def links_in(texts: Iterable[Text]) -> Iterator[Link]:
    """Yield the links and pictures of texts; a picture pasted into one leads nowhere."""
    for text in texts:
        for target in targets_in(text.text):
            if not PASTED.match(target.address):
                yield Link(text.place(target.start), target.picture, target.address)


def links_of(report: Report) -> tuple[Link, ...]:
    """Return the links and pictures of a report's texts."""
    return tuple(links_in(texts_of(report)))


def pictures_of(report: Report, links: Iterable[Link]) -> Iterator[tuple[Place, str]]:
    """Yield (place, address from the edition's root) of every picture: those of the texts, of events, of walls of logos."""
    yield from pictures_among(links)
    yield from pictures_of_tables(report)


def pictures_among(links: Iterable[Link]) -> Iterator[tuple[Place, str]]:
    """Yield (place, address from the edition's root) of the pictures of texts."""
    return ((link.place, link.address) for link in links if link.picture)


def pictures_of_tables(report: Report) -> Iterator[tuple[Place, str]]:
    """Yield (place, address from the edition's root) of the pictures of events and of walls of logos."""
    for row, _ in pictured(report):
        if name := row.texts.get("image"):
            yield row.place_of("image"), f"assets/{name}"


def file_of(report: Report, address: str) -> Path | None:
    """Return the file of a picture's address, there or not; None when it would not be one of assets/, links followed."""
    path = path_of(address)
    assets = place_of_picture(report.root, "assets")
    file = place_of_picture(report.root, path) if path else assets
    return file if file != assets and file.is_relative_to(assets) else None
