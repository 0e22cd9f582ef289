"""What templates print of the report as a whole: its marks, its release, its identity as it is typeset."""

from __future__ import annotations

from rapport.ground import french
from rapport.sources.authored import Edition
from rapport.sources.dates import spelled
from rapport.sources.model import Report
from rapport.sources.versions import CORRECTIONS


def mark_of(report: Report) -> str:
    """Return the mark of each page of a working document; nothing on a release."""
    return "" if report.stamp else "document de travail"


def release_of(report: Report) -> str:
    """Return what the colophon of a release says: its version, and the day and the name of the commit of its sources."""
    stamp = report.stamp
    return french.typeset(f"Version {stamp.version} du {spelled(stamp.day)}, révision {stamp.commit}") if stamp else ""


def correction_of(report: Report) -> str:
    """Return what the cover of a version that corrects a published one says; nothing on a first version."""
    version, table = report.edition.version, report.tables.get(CORRECTIONS)
    listed = table is not None and any(row.texts.get("version") == version for row in table.of_year(report.edition.year))
    there = listed and any(section.id == CORRECTIONS for section in report.sections)
    return f"Version{french.NBSP}{french.typeset(version)}, corrigée" if there else ""


def typeset_edition(edition: Edition) -> Edition:
    """Return the edition's identity with French typography, as templates print it."""
    texts = {name: french.typeset(getattr(edition, name)) for name in ("title", "subtitle", "organisation", "published")}
    return edition.model_copy(update={**texts, "address": tuple(french.typeset(line) for line in edition.address)})
