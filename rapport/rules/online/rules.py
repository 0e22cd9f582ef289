"""LNK04 and after: the outside pages that links lead to, tried on request only (`check --online`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.rules.book import Finding, RuleBook, Sources
from rapport.rules.online.answers import PageAnswer, Reached, Visit
from rapport.sources.authored import Edition

# An address ends where Markdown, a French quote or a space begins; brackets inside it come in pairs.
_ADDRESS = regex(r"(?<![\w`])https?://(?:[^\s<>()\[\]{}\"«»“”`|…]|\([^\s<>()]*\))+", re.IGNORECASE)
_AFTER = ".,;:!?'’*_"  # the sentence's own signs, or Markdown's
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True)
class OutsideLink:
    """A link to an outside page: the page's address, the target wanted in it, where the author wrote it."""

    page: str
    fragment: str
    place: Place

    @property
    def address(self) -> str:
        """Return the address as written."""
        return f"{self.page}#{self.fragment}" if self.fragment else self.page


@dataclass(frozen=True)
class Outside:
    """The links of an edition and the answers of their pages."""

    links: tuple[OutsideLink, ...]
    answers: Mapping[str, PageAnswer]

    def of(self, *verdicts: Reached) -> Iterator[tuple[OutsideLink, PageAnswer]]:
        """Yield the links whose page got one of the verdicts."""
        for link in self.links:
            if self.answers[link.page].verdict in verdicts:
                yield link, self.answers[link.page]


ONLINE_RULES: RuleBook[Outside] = RuleBook()
rule = ONLINE_RULES.rule


def visited(sources: Sources, visit: Visit) -> Outside:
    """Return the outside links of an edition, their pages visited; those of `accepted_links` are left alone."""
    edition = sources.report.edition
    links = tuple(link for link in _links(sources) if not _accepted(link.page, edition))
    wanted: dict[str, set[str]] = {}
    for link in links:
        wanted.setdefault(link.page, set()).add(link.fragment)
    pages = {page: frozenset(fragments - {""}) for page, fragments in wanted.items()}
    return Outside(links, visit(pages, edition.website))


def _accepted(page: str, edition: Edition) -> bool:
    """Tell whether an entry of `accepted_links` covers a page: the beginning of its address, or its host or domain."""
    host = re.sub(r"^https?://(?:[^/?#@]*@)?([^/?#:]*).*$", r"\1", page, flags=re.IGNORECASE | re.DOTALL).lower()
    return any(
        page.startswith(entry) if "/" in entry else f".{host}".endswith(f".{entry.lower()}") for entry in edition.accepted_links
    )


def _links(sources: Sources) -> Iterator[OutsideLink]:
    for text in sources.texts:
        if "://" in text.text:
            for found in _ADDRESS.finditer(text.text):
                yield _link(found[0], text.place(found.start()))
    for written, place in _elsewhere(sources):
        for found in _ADDRESS.finditer(written):
            yield _link(found[0], place)


def _elsewhere(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield what readers read beside the texts: the site and the address of the cover, the sources."""
    report = sources.report
    yield report.edition.website, report.edition.at("website")
    for index, line in enumerate(report.edition.address):
        yield line, report.edition.at("address", index)
    for indicator in report.indicators.values():
        for key in ("source", "note", "question"):
            yield getattr(indicator, key), indicator.at(key)
    for table in report.tables.values():
        for row in table.of_year(report.edition.year):
            if row.source != table.spec.source:
                yield row.source, row.place_of("source")


def _link(written: str, place: Place) -> OutsideLink:
    address = unescape(_ESCAPE.sub(r"\1", written)).rstrip(_AFTER)
    page, _, fragment = address.partition("#")
    return OutsideLink(page, fragment, place)


@rule("LNK04")
def dead_link(outside: Outside) -> Iterator[Finding]:
    """Avec --online : la page où mène un lien existe, et n'importe qui peut l'atteindre."""
    for link, answer in outside.of(Reached.DEAD, Reached.UNNAMED):
        said = f"Le lien « {link.address} » est mort : {answer.said}."
        yield Finding(said, link.place, "Corrigez l'adresse, ou retirez le lien.")


@rule("LNK05", Severity.INFO)
def unverified_link(outside: Outside) -> Iterator[Finding]:
    """Avec --online : un site qui n'admet pas les robots ne dit rien de ses pages ; elles se vérifient à la main."""
    for link, answer in outside.of(Reached.REFUSED):
        hint = "Ouvrez la page ; si elle est là, ajoutez son adresse à accepted_links dans report.yml."
        yield Finding(f"Le lien « {link.address} » est à vérifier à la main : {answer.said}.", link.place, hint)


@rule("LNK06", Severity.WARNING)
def troubled_link(outside: Outside) -> Iterator[Finding]:
    """Avec --online : la page où mène un lien répond à temps et sans panne."""
    for link, answer in outside.of(Reached.TROUBLED):
        hint = "Réessayez plus tard : la panne est peut-être passagère."
        yield Finding(f"La page du lien « {link.address} » n'a pas pu être ouverte : {answer.said}.", link.place, hint)


@rule("LNK07", Severity.INFO)
def moved_page(outside: Outside) -> Iterator[Finding]:
    """Avec --online : un lien va droit à la page, sans suivre un déménagement définitif."""
    for link, answer in outside.of(Reached.ALIVE):
        if answer.moved:
            yield Finding(f"La page « {link.page} » a déménagé pour de bon.", link.place, f"Nouvelle adresse : {answer.moved}")


@rule("LNK08", Severity.WARNING)
def missing_target(outside: Outside) -> Iterator[Finding]:
    """Avec --online : la cible « #… » qu'un lien vise dans une page extérieure y est."""
    for link, answer in outside.of(Reached.ALIVE):
        if link.fragment in answer.missing:
            said = f"La page « {link.page} » existe, mais n'a pas de cible « #{link.fragment} »."
            yield Finding(said, link.place, "Le lien mène en haut de la page ; retirez la cible, ou corrigez-la.")
