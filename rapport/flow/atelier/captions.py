"""The forms of what stands around the texts: heads of sections, part openers, captions of charts and tables, the cover."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from rapport.flow.atelier.forms import Field, FormLink, Kind, NoSuchPlace, titled
from rapport.flow.atelier.proved_cards import total_links
from rapport.flow.atelier.yaml_cards import YamlCard, shown
from rapport.sources.authored import ChartSpec, Edition, FrontMatter, PartEntry, TableSpec
from rapport.sources.located import Located
from rapport.sources.model import PartOpener, Report
from rapport.team.left_to_do import owners_of

Described = tuple[str, str, Kind]  # the name of a key, its label, its kind
_REVIEW = (("", "relu"), ("to_review", "à relire"), ("reviewed", "relu, et gardé comme tel"))
_SECTION: tuple[Described, ...] = (
    ("title", "Titre", "markdown"), ("kicker", "Surtitre", "markdown"), ("lead", "Chapeau", "markdown"),
    ("owner", "Responsable", "line"), ("status", "Relecture", "choice"),
)  # fmt: skip
_PART: tuple[Described, ...] = (("part", "Titre de la partie", "markdown"), ("lead", "Phrase d'introduction", "markdown"))
_CHART: tuple[Described, ...] = (
    ("title", "Le message, en une phrase", "markdown"), ("subtitle", "Ce qui est mesuré, où, quand", "markdown"),
    ("source", "Source", "markdown"), ("note", "Note", "markdown"), ("alt", "Texte de remplacement", "text"),
    ("status", "Relecture", "choice"),
)  # fmt: skip
_TABLE: tuple[Described, ...] = (
    ("title", "Titre", "markdown"), ("source", "Source", "markdown"), ("note", "Note", "markdown"),
    ("owner", "Responsable", "line"),
)  # fmt: skip
_COVER: tuple[Described, ...] = (
    ("title", "Titre du rapport", "line"), ("subtitle", "Sous-titre", "line"), ("published", "Date de publication", "line"),
)  # fmt: skip


def _caption_card(find: Callable[[Report, str], YamlCard | None], report: Report, name: str) -> YamlCard:
    """Return a card; raises NoSuchPlace where there is none of that name."""
    if (found := find(report, name)) is None:
        raise NoSuchPlace(f"« {name} » n'est plus dans le rapport.", "Rouvrez la page.")
    return found


def _section(report: Report, name: str) -> YamlCard | None:
    section = next((section for section in report.sections if section.id == name), None)
    if section is None:
        return None
    card = _card(report, f"section:{name}", f"Section « {titled(report, section.front.title)} »", section.path, _SECTION)
    links = (FormLink(f"text:{section.path}:0", "Tout le texte de la section"), FormLink(f"sign:{name}", "Signer cette section"))
    return card((), FrontMatter, links)


def _part(report: Report, name: str) -> YamlCard | None:
    part = next((content for content in report.contents if isinstance(content, PartOpener) and content.id == name), None)
    if part is None:
        return None
    index = next(n for n, entry in enumerate(report.edition.sections) if entry is part.entry)
    return _card(report, f"part:{name}", f"Partie « {titled(report, part.title)} »", part.place.path, _PART)(
        ("sections", index), PartEntry
    )


def _chart(report: Report, name: str) -> YamlCard | None:
    spec = report.charts.get(name)
    if spec is None:
        return None
    links = [FormLink(f"number:{ref}", report.indicators[ref].label) for ref in spec.indicators if ref in report.indicators]
    if spec.table in report.tables:
        links.append(FormLink(f"list:{spec.table}", f"Données : {titled(report, report.tables[spec.table].spec.title)}"))
    return _card(report, f"chart:{name}", f"Graphique « {name} »", spec.at().path, _CHART)((name,), ChartSpec, tuple(links))


def _table(report: Report, name: str) -> YamlCard | None:
    table = report.tables.get(name)
    if table is None:
        return None
    card = _card(report, f"table:{name}", f"Table « {titled(report, table.spec.title)} »", table.spec.at().path, _TABLE)
    links = (FormLink(f"list:{name}", "Les lignes de la table"), *total_links(report, table))
    return card((name,), TableSpec, (*links, FormLink(f"sign:{name}", "Signer cette table")))


def _cover(report: Report, name: str) -> YamlCard:
    return _card(report, f"cover:{name}", "Couverture", "report.yml", _COVER)((), Edition)


def _card(report: Report, target: str, title: str, path: str, described: Sequence[Described]) -> Callable[..., YamlCard]:
    """Return what makes a card of the keys that lead to it, its model and the forms beside it."""
    people = tuple((name, name) for name in owners_of(report))
    known = {"owner": people, "status": _REVIEW}

    def fields(entry: Mapping[str, Any]) -> Sequence[Field]:
        return [Field(name, label, shown(entry.get(name)), kind, known.get(name, ())) for name, label, kind in described]

    def card(keys: tuple[str | int, ...], model: type[Located], links: tuple[FormLink, ...] = ()) -> YamlCard:
        return YamlCard(report.root, target, title, path, keys, fields, model, links, order)

    order = dict(zip([name for name, _, _ in described[1:]], [name for name, _, _ in described], strict=False))
    return card


CAPTIONS: Mapping[str, Callable[[Report, str], YamlCard]] = {
    kind: partial(_caption_card, find)
    for kind, find in {"section": _section, "part": _part, "chart": _chart, "table": _table, "cover": _cover}.items()
}
