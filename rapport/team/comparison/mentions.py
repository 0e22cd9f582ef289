"""What readers see beside numbers, texts, charts and lists: the cover, the pictures, what is said of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from rapport.ground import french
from rapport.ground.cache import fingerprint_of
from rapport.ground.problems import AuthorError
from rapport.numbers.pieces.shown import shown_pieces
from rapport.numbers.printed_texts import plain_text
from rapport.numbers.register import Register
from rapport.sources.links import Link, file_of, pictures_of
from rapport.sources.model import Report
from rapport.team.comparison.entries import ComparedEntry, EntryChange, entry_changes

COVER, PICTURE, SAID = "couverture", "image", "mention"
_SHOWN = 8  # digits of a fingerprint, beside the other one


def mentions_of(report: Report, register: Register, links: Iterable[Link]) -> dict[str, ComparedEntry]:
    """Return the entries of an edition: its cover, each picture by its address, each number and table by its name.

    Pictures are those among links of its texts, and those of its tables.
    """
    edition = report.edition
    cover = {
        "Titre": edition.title, "Sous-titre": edition.subtitle, "Organisation": edition.organisation, "Site": edition.website,
        "Coordonnées": " ; ".join(edition.address),
    }  # fmt: skip
    found = {COVER: ComparedEntry("Couverture", _typeset(cover))}
    for _, address in pictures_of(report, links):
        parts = {"Contenu": f"empreinte {_contents_of(report, address)}"}
        found[f"{PICTURE} {address}"] = ComparedEntry(french.typeset(f"Image « {PurePosixPath(address).name} »"), parts)
    proofs = {
        ref: " ; ".join(one.text for one in shown) for (ref, year), shown in shown_pieces(report).items() if year == edition.year
    }
    for ref in proofs.keys() - report.indicators.keys():
        label = register.number(ref).label if ref in register.known else ref
        found[f"{SAID} {ref}"] = _entry(label, {"Pièce": proofs[ref]}, register)
    for name, indicator in report.indicators.items():
        texts = {"Libellé": indicator.label, "Source": indicator.source, "Note": indicator.note,
                 "Population": indicator.panel, "Date": indicator.as_of, "Pièce": proofs.get(name, "")}  # fmt: skip
        found[f"{SAID} {name}"] = _entry(indicator.label, texts, register)
    for name, table in report.tables.items():
        spec = table.spec
        texts = {"Titre": spec.title, "Source": spec.source, "Note": spec.note, "Population": spec.panel, "Date": spec.as_of}
        texts |= {f"Colonne « {key} »": column.label for key, column in spec.columns.items() if not column.hidden}
        found[f"{SAID} table {name}"] = _entry(spec.title, texts, register)
    return found


def mention_changes(before: Mapping[str, ComparedEntry], after: Mapping[str, ComparedEntry]) -> tuple[EntryChange, ...]:
    """Return the changes; what is said of a number that one side alone has is told with the number."""
    return tuple(one for one in entry_changes(before, after) if one.kind == "changed" or not one.name.startswith(SAID))


def _entry(title: str, texts: Mapping[str, str], register: Register) -> ComparedEntry:
    printed = {label: _printed(text, register) for label, text in texts.items()}
    return ComparedEntry(french.typeset(_printed(title, register)), _typeset(printed))


def _printed(text: str, register: Register) -> str:
    try:
        return plain_text(text, register)
    except AuthorError:  # it calls a number that isn't known: told where it is written
        return text


def _typeset(texts: Mapping[str, str]) -> dict[str, str]:
    return {label: french.typeset(text) for label, text in texts.items() if text}


def _contents_of(report: Report, address: str) -> str:
    path = file_of(report, address)
    try:
        return fingerprint_of(path)[:_SHOWN] if path else ""
    except OSError:  # told as a picture that isn't there
        return ""
