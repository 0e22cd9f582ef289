"""The data behind the report, for reuse: one CSV per table and per chart, all indicators, and their description.

The description follows Data Package 2.0 (datapackage.org/standard): types, units, sources, keys, sizes and hashes, so
that a program can read the files without asking anybody.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rapport.ground import french
from rapport.numbers.pieces.shown import shown_pieces
from rapport.numbers.register import Register
from rapport.outputs.data.contents import chart_of_people, chart_resource, indicators_resource, table_resource
from rapport.outputs.data.resource import DECIMAL, DIALECT, Field, Resource
from rapport.sources.model import Manuscript, Report
from rapport.sources.personal import is_directory, public_contacts, without_contacts

FOLDER = "donnees"
DESCRIPTION = "datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"


def contents_of(register: Register, manuscript: Manuscript, created: int) -> Mapping[str, bytes]:
    """Return the files of the package by their path in it, the description last.

    ``created`` is the date to write, in Unix seconds.
    """
    resources = resources_of(register, manuscript)
    contents = {resource.path: resource.content for resource in resources}
    descriptor = descriptor_of(register.report, resources, contents, created)
    return contents | {DESCRIPTION: (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()}


def resources_of(register: Register, manuscript: Manuscript) -> list[Resource]:
    """Return the files: the indicators, every table but the directories of persons, every chart that is drawn but of persons.

    What is printed for readers isn't handed over in bulk: personal columns are left out, contacts in a text are replaced.
    """
    report = register.report
    public = public_contacts(report.edition)
    tables = [table for table in report.tables.values() if not is_directory(table)]
    shown = shown_pieces(report)
    drawings = [drawing for drawing in manuscript.drawings.values() if not chart_of_people(report, drawing.id)]
    resources = [
        indicators_resource(register, manuscript, shown),
        *(table_resource(table, register, shown) for table in tables),
        *(chart_resource(drawing, register) for drawing in drawings),
    ]
    return [resource.without_contacts(public) for resource in resources]


def descriptor_of(report: Report, resources: Sequence[Resource], contents: Mapping[str, bytes], created: int) -> dict[str, Any]:
    """Return `datapackage.json`. A package's name stands for every year; the version says which (standard, `name`)."""
    edition = report.edition
    public = public_contacts(edition)
    organisation = without_contacts(edition.organisation, public)
    publisher: dict[str, Any] = {"title": organisation, "roles": ["creator", "rightsHolder"]}
    package: dict[str, Any] = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"{french.anchor_of(french.folded(organisation))}-rapport-activite",
        "title": without_contacts(" – ".join(filter(None, [edition.title, edition.subtitle])), public),
        "description": (
            f"Les chiffres du rapport {edition.year} : indicateurs, tables et graphiques, statuts et sources. "
            "Fichiers CSV à la française : point-virgule, virgule décimale, UTF-8 avec marque d'ordre des octets."
        ),
        "version": f"{edition.year}.0.0",
        "created": datetime.fromtimestamp(created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "keywords": [organisation, str(edition.year)],
    }
    if edition.website:
        package["homepage"] = publisher["path"] = edition.website
    package["contributors"] = [publisher]
    package["sources"] = _titled(source for resource in resources for source in resource.sources)
    package["resources"] = [_described(resource, contents[resource.path]) for resource in resources]
    return package


def _described(resource: Resource, content: bytes) -> dict[str, Any]:
    described: dict[str, Any] = {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": resource.name,
        "type": "table",
        "path": resource.path,
        "title": resource.title,
    }
    if resource.description:
        described["description"] = resource.description
    if resource.counts is not None:
        described["counts"] = resource.counts
    schema: dict[str, Any] = {"$schema": f"{PROFILES}/tableschema.json", "fields": [*map(_with_decimal, resource.fields)]}
    positions = [index for index, field in enumerate(resource.fields) if field["name"] in resource.key]
    keys = [tuple(row[i] for i in positions) for row in resource.rows]
    if positions and len(set(keys)) == len(keys) and all(all(key) for key in keys):
        schema["primaryKey"] = [resource.fields[i]["name"] for i in positions]
    return described | {
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "sources": _titled(resource.sources),
        "schema": schema,
    }


def _with_decimal(field: Field) -> Field:
    return field | {"decimalChar": DECIMAL} if field["type"] == "number" else field


def _titled(sources: Iterable[str]) -> list[dict[str, str]]:
    return [{"title": source} for source in dict.fromkeys(sources) if source]
