"""PER: personal data that nobody declared, in the columns and in the texts."""

from __future__ import annotations

from collections.abc import Iterator

from rapport.ground.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.sources.located import Located
from rapport.sources.model import Report, Table
from rapport.sources.personal import contacts_in, is_directory, personal_columns, public_contacts

rule = SOURCE_RULES.rule
_SAID = {"email": "l'adresse", "phone": "le téléphone"}
_AT_FOOT = ("source", "question", "note")


@rule("PER05", Severity.INFO)
def undeclared_personal_column(sources: Sources) -> Iterator[Finding]:
    """Une colonne qui semble contenir des données personnelles le dit par « personal: true », ou « false » si elle est publique.

    Reconnue par son nom (téléphone, mobile, courriel, contact…) ou par ses cellules, elle n'est pas publiée dans donnees/.
    """
    for table in sources.report.tables.values():
        personal = personal_columns(table)
        if is_directory(table) and any(found.declared and found.contact for found in personal.values()):
            continue  # the whole table stays out, and says why
        for name, found in personal.items():
            if not found.declared:
                said = f"« {table.id} », colonne « {name} » : des données personnelles, reconnues {found.why} ; "
                said += "elle n'est pas publiée dans donnees/."
                hint = "Déclarez-la dans data/tables.yml : « personal: true » ; ou « personal: false » si elle est publique."
                yield Finding(said, table.spec.columns[name].at(), hint)


@rule("PER06", Severity.WARNING)
def contact_in_text(sources: Sources) -> Iterator[Finding]:
    """Un téléphone ou un courriel dans un texte (note, source, question, cellule…) est retiré de donnees/, non du rapport.

    Ceux que report.yml donne pour l'organisation (address, accessibility.contact) sont publics.
    """
    public = public_contacts(sources.report.edition)
    for text, place in (*_published_texts(sources.report), *sources.once(_contacts_of_tables)):
        for contact in contacts_in(text):
            if contact.key not in public:
                ending = "e" * (contact.kind == "email")
                said = f"{_SAID[contact.kind]} « {contact.text} » n'est retiré{ending} que de donnees/ : le rapport l'imprime."
                hint = "Retirez ce contact du texte ; celui de l'organisation se donne dans « address: » de report.yml."
                yield Finding(f"{said[0].upper()}{said[1:]}", place, hint)


def _published_texts(report: Report) -> Iterator[tuple[str, Place]]:
    """Yield the texts that `donnees/` holds, those of the tables apart, each with its place."""
    yield from _texts(report.edition, ("title", "subtitle", "organisation"))
    for indicator in report.indicators.values():
        yield from _texts(indicator, ("label", "unit", "formula", "source", "question", "note", "panel", "as_of"))
    for chart in report.charts.values():
        yield from _texts(chart, ("title", "subtitle", "source"))


@shared
def _contacts_of_tables(sources: Sources) -> tuple[tuple[str, Place], ...]:
    """Return the texts of the tables of `donnees/` that hold a contact, each with its place."""
    tables = [table for table in sources.report.tables.values() if not is_directory(table)]
    return tuple((text, place) for table in tables for text, place in _texts_of(table) if contacts_in(text))


def _texts(model: Located, keys: tuple[str, ...]) -> Iterator[tuple[str, Place]]:
    return ((getattr(model, key), model.at(key)) for key in keys)


def _texts_of(table: Table) -> Iterator[tuple[str, Place]]:
    """Yield the texts of a table: what the rows have from the table itself is told once."""
    yield from _texts(table.spec, ("title", "note", "panel", "as_of", *_AT_FOOT[:2]))
    columns = table.spec.columns
    hidden = personal_columns(table).keys() | {name for name, column in columns.items() if column.personal is False}
    yield from ((column.label, column.at("label")) for column in columns.values())
    for row in table.rows:
        yield from ((text, row.place_of(name)) for name, text in row.texts.items() if name not in hidden)
        own = ((getattr(row, key), key) for key in _AT_FOOT)
        yield from ((text, row.place_of(key)) for text, key in own if text != getattr(table.spec, key, ""))
