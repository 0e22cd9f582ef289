"""EDI: `report.yml` itself. The names of formats and engines are checked where they are known, in the pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from rapport.ground.near import near_names
from rapport.ground.problems import Place, Severity
from rapport.numbers.awaited import ToFill, of_a_section, of_the_cover, of_the_data
from rapport.numbers.printed_texts import plain_text
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.rules.kept import root_of
from rapport.rules.words_waiting import words_waiting
from rapport.sources.authored import CardEntry
from rapport.sources.manifest import NAME, altered
from rapport.sources.model import Section
from rapport.sources.reading.last_edition import EDITIONS, FOLDER
from rapport.sources.versions import is_kept, is_open
from rapport.sources.waiver import WAIVING

rule = SOURCE_RULES.rule


@rule("EDI03")
def repeated_section(sources: Sources) -> Iterator[Finding]:
    """Une section n'est annoncée qu'une fois dans report.yml."""
    seen: set[str] = set()
    for index, entry in enumerate(sources.report.edition.sections):
        if isinstance(entry, str):
            if entry in seen:
                yield Finding(f"La section « {entry} » est annoncée deux fois.", sources.report.edition.at("sections", index))
            seen.add(entry)


@rule("EDI12")
def unknown_placed_section(sources: Sources) -> Iterator[Finding]:
    """Une section que nomment les clés de la mise en page est annoncée, avec ce que deux d'entre elles peuvent faire ensemble.

    Ces clés sont « share_page: », « end_matter: », « banners: », « coloured_pages: » et « airy_pages: ». Rien d'autre ne suit
    la fin de volume ; une section en couleur a ses pages à elle, sans bandeau.
    """
    edition = sources.report.edition
    names = [entry for entry in edition.sections if isinstance(entry, str)]
    for key in ("share_page", "end_matter", "banners", "coloured_pages", "airy_pages"):
        for index, name in enumerate(getattr(edition, key) or ()):
            if name not in names:
                near = near_names(name, names)
                yield Finding(f"« {name} » n'est pas une section de ce rapport.", edition.at(key, index), near)
    last = [entry in edition.end_matter for entry in edition.sections]
    for index, name in enumerate(edition.end_matter):
        if name in names and not all(last[edition.sections.index(name) :]):
            said = f"« {name} » est en fin de volume, mais d'autres sections la suivent."
            yield Finding(said, edition.at("end_matter", index), "Mettez-la après les autres dans « sections: ».")
    after = dict(pairwise(names))
    for index, name in enumerate(edition.coloured_pages):
        place = edition.at("coloured_pages", index)
        for key in ("banners", "share_page", "end_matter"):
            if name in getattr(edition, key):
                said = f"« {name} » est en couleur, et aussi dans « {key}: » : l'une des deux clés serait sans effet."
                yield Finding(said, place, _ONE_KEY)
        if after.get(name) in edition.share_page:
            yield Finding(f"« {name} » est en couleur, et « {after[name]} » partage sa page.", place, _ONE_KEY)


_ONE_KEY = "Retirez-la de l'une des deux clés."


@rule("EDI04")
def empty_report(sources: Sources) -> Iterator[Finding]:
    """Un rapport a au moins une section."""
    if not any(isinstance(content, Section) for content in sources.heads):
        yield Finding("Le rapport n'a aucune section.", sources.report.edition.at("sections"))


@rule("EDI06")
def empty_formats(sources: Sources) -> Iterator[Finding]:
    """Un rapport a au moins une sortie (« formats »)."""
    if not sources.report.edition.formats:
        yield Finding("Le rapport n'a aucune sortie.", sources.report.edition.at("formats"), "Écrivez formats: [html, pdf].")


_LIST = "« python build.py status » donne la liste, par responsable."
_NAMED = 3  # numbers named in a message; the place is that of the first


@rule("EDI07")
def unfinished_edition(sources: Sources) -> Iterator[Finding]:
    """Rien n'attend plus d'être rempli : valeur laissée vide, texte « À renseigner ».

    Une édition en cours se vérifie et se voit : « check » et « preview » ne font qu'avertir. Elle ne se construit pas.
    """
    year = sources.report.edition.year
    files: dict[str, list[tuple[Place, str]]] = {}
    for ref, place in sources.register.awaited.items():
        files.setdefault(place.path, []).append((place, ref))
    words = words_waiting(sources) if files else ()
    for rank, found in enumerate(files.values()):
        count, named = len(found), ", ".join(ref for _, ref in found[:_NAMED])
        what = f"{count} valeurs sont à renseigner" if count > 1 else "Une valeur est à renseigner"
        yield Finding(
            f"{what} pour {year} : {named}{', …' if count > _NAMED else '.'}", min(found)[0], _LIST, () if rank else words
        )
    texts: dict[str, list[tuple[Place, str]]] = {}
    report = sources.report
    for _, what, place, _ in (*of_the_cover(report.edition), *sources.gathered(_to_fill), *of_the_data(report)):
        texts.setdefault(place.path, []).append((place, what))
    for found in texts.values():
        count, named = len(found), " ; ".join(what for _, what in found[:_NAMED])
        what = f"{count} textes sont à renseigner" if count > 1 else "Un texte est à renseigner"
        yield Finding(f"{what} : {named}{' ; …' if count > _NAMED else '.'}", min(found)[0], _LIST)


@shared
def _to_fill(sources: Sources) -> Iterator[ToFill]:
    """Yield the texts of sections that still say « À renseigner »."""
    return (found for content in sources.contents if isinstance(content, Section) for found in of_a_section(content))


@rule("EDI08", Severity.WARNING)
def unreviewed(sources: Sources) -> Iterator[Finding]:
    """Ce qui est repris de l'an dernier (« to_review ») a été relu : sections, graphiques, tables."""
    report = sources.report
    for section in (head for head in sources.heads if isinstance(head, Section)):
        if section.front.status == "to_review":
            title = plain_text(section.front.title, sources.register)
            said = f"La section « {title} » est reprise de l'an dernier : elle est à relire."
            yield Finding(said, section.front.at("status"), "Relisez-la, puis retirez la ligne « status: to_review ».")
    charts = [(name, spec.at("status")) for name, spec in report.charts.items() if spec.status == "to_review"]
    tables = [(name, table.spec.at("to_review")) for name, table in report.tables.items() if table.spec.to_review]
    for one, several, found, line in (
        ("Le graphique « {} » est repris", "graphiques sont repris", charts, "status: to_review"),
        ("La table « {} » est reprise", "tables sont reprises", tables, "to_review: true"),
    ):
        if found:
            names = ", ".join(name for name, _ in found[:_NAMED])
            said = one.format(names) if len(found) == 1 else f"{len(found)} {several}"
            more = f" ({names}{', …' if len(found) > _NAMED else ''})" if len(found) > 1 else ""
            hint = f"Relisez titres et lignes, puis retirez « {line} ». {_LIST}"
            yield Finding(f"{said} de l'an dernier, à relire{more}.", found[0][1], hint)


@rule("EDI09")
def altered_edition(sources: Sources) -> Iterator[Finding]:
    """Une édition gardée (editions/) n'a pas changé depuis qu'elle a été publiée : son manifest.json en fait foi."""
    root = root_of(sources)
    own = is_kept(root)  # a kept edition that is looked at by itself
    for folder in [root] if own else sorted((root / EDITIONS).glob("[0-9]*")):
        if _holds_edition(folder) and not is_open(folder):
            shown = "" if own else f"{EDITIONS}/{folder.name}/"
            found = altered(folder, FOLDER)
            for path in found[:_NAMED]:
                verb = "n'est plus là" if not (folder / path).exists() else "n'est plus ce qui a été publié"
                if path == NAME:
                    verb = "manque ou ne se lit pas"
                more = f" Et {len(found) - _NAMED} autres." if len(found) > _NAMED and path == found[_NAMED - 1] else ""
                yield Finding(f"Édition {folder.name} : {path} {verb}.{more}", Place(f"{shown}{path}"), _KEPT)


_KEPT = "Une édition gardée ne se modifie pas : remettez ses fichiers tels quels, avec git par exemple."


def _holds_edition(folder: Path) -> bool:
    """Tell whether a folder holds a kept edition, not only the data of a year that this engine didn't make."""
    return (folder / "report.yml").is_file() or (folder / NAME).is_file()


@rule("EDI13", Severity.INFO)
def open_version(sources: Sources) -> Iterator[Finding]:
    """Une édition gardée que l'on corrige est publiée de nouveau, puis gardée."""
    root = root_of(sources)
    own = is_kept(root)
    for folder in [root] if own else sorted((root / EDITIONS).glob("[0-9]*")):
        if is_open(folder):
            said = f"L'édition {folder.name} est en cours de correction : sa nouvelle version n'est pas encore gardée."
            hint = f"Publiez-la (build --release --edition {EDITIONS}/{folder.name}), puis lancez « correct {folder.name} »."
            yield Finding(said, Place("report.yml" if own else f"{EDITIONS}/{folder.name}/report.yml"), hint)


@rule("EDI10", Severity.WARNING)
def outdated_year(sources: Sources) -> Iterator[Finding]:
    """Un libellé, un titre ou une note de data/ et de report.yml ne nomme pas l'année d'avant à la place de celle du rapport.

    Ce qui est encore à relire, et ce qui compare les deux années, est laissé de côté.
    """
    report = sources.report
    year, last = report.edition.year, report.edition.year - 1
    if report.last is None:
        return
    charts = [spec for spec in report.charts.values() if spec.status != "to_review" and not spec.previous]
    tables = [table.spec for table in report.tables.values() if not table.spec.to_review]
    cards = [card for card in report.edition.cards if isinstance(card, CardEntry)]
    for models, keys in (
        (report.indicators.values(), ("label", "note", "panel", "as_of")),
        (charts, ("title", "subtitle", "note")),
        (tables, ("title", "note", "panel", "as_of")),
        (cards, ("title", "sentence")),
        (report.edition.variants.values(), ("title",)),
        ([report.edition], ("title", "subtitle", "published")),
    ):
        for model in models:
            for key in keys:
                text = getattr(model, key)
                if str(last) in text and str(year) not in text:
                    said = f"« {key}: » nomme encore {last} : « {text[:_SHORT]}{'…' if len(text) > _SHORT else ''} »."
                    hint = f"Écrivez {year} ; si c'est bien {last}, {WAIVING}."
                    yield Finding(said, model.at(key), hint)


_SHORT = 70
