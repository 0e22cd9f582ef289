"""What templates print of the report as a whole: its marks, its release, its identity as it is typeset."""

from __future__ import annotations

from rapport.ground import english, french
from rapport.ground.languages import FRENCH, Language
from rapport.sources.authored import Edition
from rapport.sources.dates import spelled
from rapport.sources.model import Report
from rapport.sources.versions import CORRECTIONS


def mark_of(report: Report, language: Language = FRENCH) -> str:
    """Return the mark of each page of a working document; nothing on a release."""
    return "" if report.stamp else language.phrases["draft"]


def release_of(report: Report, language: Language = FRENCH) -> str:
    """Return what the colophon of a release says: its version, and the day and the name of the commit of its sources."""
    stamp = report.stamp
    if stamp is None:
        return ""
    day = spelled(stamp.day) if language is FRENCH else english.spelled(stamp.day)
    return language.typeset(language.phrases["release"].format(version=stamp.version, day=day, commit=stamp.commit))


def correction_of(report: Report) -> str:
    """Return what the cover of a version that corrects a published one says; nothing on a first version."""
    version, table = report.edition.version, report.tables.get(CORRECTIONS)
    listed = table is not None and any(row.texts.get("version") == version for row in table.of_year(report.edition.year))
    there = listed and any(section.id == CORRECTIONS for section in report.sections)
    return f"Version{french.NBSP}{french.typeset(version)}, corrigée" if there else ""


def typeset_edition(edition: Edition) -> Edition:
    """Return the edition's identity with French typography, as templates print it; a year said nowhere ends the subtitle."""
    texts = {name: french.typeset(getattr(edition, name)) for name in ("title", "subtitle", "organisation", "published")}
    if str(edition.year) not in texts["title"] + texts["subtitle"]:  # the cover of the PDF has it by itself, at its foot
        texts["subtitle"] = f"{texts['subtitle']} {edition.year}".lstrip()
    return edition.model_copy(update={**texts, "address": tuple(french.typeset(line) for line in edition.address)})
