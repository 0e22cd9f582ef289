"""EDI: `report.yml` itself. The names of formats and engines are checked where they are known, in the pipeline."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.awaited import placeholders
from rapport.model import Section
from rapport.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources

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


@rule("EDI04")
def empty_report(sources: Sources) -> Iterator[Finding]:
    """Un rapport a au moins une section."""
    if not any(isinstance(content, Section) for content in sources.report.contents):
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

    Une édition en cours se vérifie : « check » ne fait qu'avertir. Elle ne se construit pas.
    """
    year = sources.report.edition.year
    files: dict[str, list[tuple[Place, str]]] = {}
    for ref, place in sources.register.awaited.items():
        files.setdefault(place.path, []).append((place, ref))
    for found in files.values():
        count, named = len(found), ", ".join(ref for _, ref in found[:_NAMED])
        what = f"{count} valeurs sont à renseigner" if count > 1 else "Une valeur est à renseigner"
        yield Finding(f"{what} pour {year} : {named}{', …' if count > _NAMED else '.'}", min(found)[0], _LIST)
    texts: dict[str, list[tuple[Place, str]]] = {}
    for _, what, place in placeholders(sources.report):
        texts.setdefault(place.path, []).append((place, what))
    for found in texts.values():
        count, named = len(found), " ; ".join(what for _, what in found[:_NAMED])
        what = f"{count} textes sont à renseigner" if count > 1 else "Un texte est à renseigner"
        yield Finding(f"{what} : {named}{' ; …' if count > _NAMED else '.'}", min(found)[0], _LIST)


@rule("EDI08", Severity.WARNING)
def unreviewed(sources: Sources) -> Iterator[Finding]:
    """Ce qui est repris de l'an dernier (« to_review ») a été relu : sections, graphiques, tables."""
    report = sources.report
    for section in report.sections:
        if section.front.status == "to_review":
            said = f"La section « {section.front.title} » est reprise de l'an dernier : elle est à relire."
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
