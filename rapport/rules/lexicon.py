"""LEX: the lexicon (the tables in the `lexicon` view) and the acronyms of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapport import french
from rapport.model import Row
from rapport.problems import Place, Severity
from rapport.rules.book import SOURCE_RULES, Finding, Sources

rule = SOURCE_RULES.rule

# Two capitals or more, digits inside allowed, joined parts included: SIAE, CUI-PEC, FG2I. Roman numerals are not acronyms.
ACRONYM = re.compile(
    r"(?<![\w@#/.«-])(?=[A-ZÀ-Ý0-9-]*[A-ZÀ-Ý][A-ZÀ-Ý0-9-]*[A-ZÀ-Ý])[A-ZÀ-Ý][A-ZÀ-Ý0-9]+(?:-[A-ZÀ-Ý0-9]+)*(?![\w@-])"
)
_ROMAN = re.compile(r"[IVXLC]+")
_HIDDEN = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\{\{[^}\n]*\}\}|\{[^{}\n]*\}|https?://\S+|\S+@\S+")
# A first name before capitals says that they are a surname: « Laurent PINET ».
_NAME = re.compile(r"\b[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)*\.?[\s\u00a0]+((?:[A-ZÀ-Ý]{2,}[A-ZÀ-Ý'’-]*[ \u00a0]?)+)")


def entries_of(sources: Sources) -> list[Row]:
    """Return the entries of every lexicon."""
    year = sources.report.edition.year
    tables = [t for t in sources.report.tables.values() if t.spec.view == "lexicon" and "acronym" in t.spec.columns]
    return [row for table in tables for row in table.of_year(year)]


@rule("LEX01", Severity.WARNING)
def repeated_entry(sources: Sources) -> Iterator[Finding]:
    """Une entrée du lexique n'y figure qu'une fois."""
    first: dict[tuple[str, str], Row] = {}
    for row in entries_of(sources):
        key = (row.texts["acronym"], french.folded(row.texts.get("expansion", "")))
        before = first.setdefault(key, row)
        if before is not row:
            said = f"« {row.texts['acronym']} » figure deux fois au lexique, avec le même sens."
            yield Finding(said, row.place, "Gardez une seule des deux lignes.", ((before.place, "première entrée"),))


@rule("LEX02", Severity.WARNING)
def homonym_without_note(sources: Sources) -> Iterator[Finding]:
    """Un sigle qui a deux sens le dit : chaque entrée porte une note qui les distingue."""
    senses: dict[str, list[Row]] = {}
    for row in entries_of(sources):
        senses.setdefault(row.texts["acronym"], []).append(row)
    for acronym, rows in senses.items():
        if len({french.folded(row.texts.get("expansion", "")) for row in rows}) < 2:  # noqa: PLR2004 - two senses
            continue
        for row in rows:
            if not row.note:
                yield Finding(f"« {acronym} » a plusieurs sens : ajoutez une note qui les distingue.", row.place)


@rule("LEX03", Severity.WARNING)
def acronym_without_entry(sources: Sources) -> Iterator[Finding]:
    """Un sigle employé dans une section a son entrée au lexique, ou figure dans accepted_acronyms (report.yml)."""
    entries = entries_of(sources)
    if not entries:
        return
    known = {row.texts["acronym"] for row in entries} | set(sources.report.edition.accepted_acronyms)
    told: set[str] = set()
    for acronym, place in sources.gathered(_used):
        if acronym not in known and acronym not in told and not _ROMAN.fullmatch(acronym):
            told.add(acronym)
            hint = "Ajoutez-le au lexique, ou à « accepted_acronyms: » dans report.yml."
            yield Finding(f"Le sigle « {acronym} » n'est pas au lexique.", place, hint)


@rule("LEX04", Severity.INFO)
def unused_entry(sources: Sources) -> Iterator[Finding]:
    """Le sigle d'une entrée du lexique est employé quelque part dans le rapport."""
    used = {acronym for acronym, _ in sources.gathered(_used)}
    prose = " ".join(text.text for text in sources.texts if text.section)
    unused = [row for row in entries_of(sources) if row.texts["acronym"] not in used and row.texts["acronym"] not in prose]
    if unused:
        names = ", ".join(row.texts["acronym"] for row in unused)
        said = f"{len(unused)} entrées ne sont employées" if len(unused) > 1 else "Une entrée n'est employée"
        yield Finding(f"{said} nulle part dans le rapport : {names}.", unused[0].place)


def _used(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield the acronyms of the sections' texts with their places, people's surnames left out."""
    for text in sources.texts:
        if text.section:
            for acronym, offset in acronyms_in(text.text):
                yield acronym, text.place(offset)


@lru_cache(maxsize=8192)
def acronyms_in(text: str) -> tuple[tuple[str, int], ...]:
    """Return the acronyms of a Markdown text with their offsets; code, targets, attributes and surnames are passed over."""
    visible = _HIDDEN.sub(lambda m: " " * len(m[0]), text)
    visible = _NAME.sub(lambda m: " " * len(m[0]), visible)
    return tuple((m[0], m.start()) for m in ACRONYM.finditer(visible))
