"""LEX: the lexicon (the tables in the `lexicon` view) and the acronyms of the texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.problems import Place, Severity
from rapport.numbers.expressions import short
from rapport.rules.acronyms import acronyms_in, spelt_out, surnames_in
from rapport.rules.book import SOURCE_RULES, Finding, Sources, shared
from rapport.sources.lexicon import homonyms
from rapport.sources.model import Row

rule = SOURCE_RULES.rule

_ROMAN = regex(r"[IVXLC]+")
_LINK = regex(r"\[[^\[\]\n]*+\]\((?:[^)\n\]]|\](?!\())*+\)")


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
    for acronym, entries in homonyms(entries_of(sources)).items():
        for row, _ in entries:
            if not row.note:
                yield Finding(f"« {acronym} » a plusieurs sens : ajoutez une note qui les distingue.", row.place)


@rule("LEX05", Severity.WARNING, text_by_text=True)
def ambiguous_acronym(sources: Sources) -> Iterator[Finding]:
    """Un sigle qui a deux sens au lexique n'y mène pas de lui-même : le texte dit lequel, par un lien vers son entrée.

    Sans lien, il s'admet quand le texte le développe lui-même : accepted_acronyms (report.yml).
    """
    senses = sources.once(_senses)
    told: set[tuple[str, str]] = set()
    for text in sources.texts:
        for acronym, offset in acronyms_in(_LINK.sub(lambda m: " " * len(m[0]), text.text)) if text.section and senses else ():
            if acronym not in senses or acronym in sources.report.edition.accepted_acronyms or (text.section, acronym) in told:
                continue
            told.add((text.section, acronym))
            choices = [f"[{acronym}](#{anchor}) pour « {expansion} »" for anchor, expansion, _ in senses[acronym]]
            said = f"Le sigle « {acronym} » a plusieurs sens au lexique : il ne mène à aucun."
            related = tuple((entered, expansion) for _, expansion, entered in senses[acronym])
            hint = f"Écrivez {french.listed(choices, 'ou')} ; développé dans le texte, ajoutez-le à « accepted_acronyms: »."
            yield Finding(said, text.place(offset), hint, related)


@shared
def _senses(sources: Sources) -> dict[str, tuple[tuple[str, str, Place], ...]]:
    """Return, of each acronym of several senses, the anchor, the expansion and the place of each."""
    return {
        acronym: tuple((anchor, row.texts.get("expansion", ""), row.place) for row, anchor in entries)
        for acronym, entries in homonyms(entries_of(sources)).items()
    }


@rule("LEX03", Severity.WARNING)
def acronym_without_entry(sources: Sources) -> Iterator[Finding]:
    """Un sigle d'une section est au lexique, développé dans le texte ou admis par accepted_acronyms (report.yml)."""
    entries = entries_of(sources)
    if not entries:
        return
    known = {row.texts["acronym"] for row in entries} | set(sources.report.edition.accepted_acronyms)
    told: set[str] = set()
    prose = "\n".join(sources.gathered(_bracketed))
    for acronym, place in sources.gathered(_used):
        if acronym not in known and acronym not in told and not _ROMAN.fullmatch(acronym) and not spelt_out(acronym, prose):
            told.add(acronym)
            hint = "Ajoutez-le au lexique, ou à « accepted_acronyms: » dans report.yml."
            yield Finding(f"Le sigle « {short(acronym)} » n'est pas au lexique.", place, hint)


@rule("LEX04", Severity.INFO)
def unused_entry(sources: Sources) -> Iterator[Finding]:
    """Le sigle d'une entrée du lexique est employé quelque part dans le rapport."""
    employed = {*sources.gathered(_employed)}
    unused = [row for row in entries_of(sources) if row.texts["acronym"] not in employed]
    if unused:
        names = [row.texts["acronym"] for row in unused]
        many = len(names) > _LISTED
        listed = f"{', '.join(names[:_NAMED])} et {len(names) - _NAMED} autres" if many else ", ".join(names)
        said = f"{len(unused)} entrées ne sont employées" if len(unused) > 1 else "Une entrée n'est employée"
        related = tuple((row.place, row.texts["acronym"]) for row in unused) if many else ()
        yield Finding(f"{said} nulle part dans le rapport : {listed}.", unused[0].place, "", related)


_LISTED = 30  # entries that a message lists; of more than that, it names ten
_NAMED = 10


@shared
def _bracketed(sources: Sources) -> Iterator[str]:
    """Yield the lines of the sections' texts that hold a bracket: an acronym is spelt out before one, or within."""
    return (line for text in sources.texts if text.section for line in text.text.split("\n") if "(" in line)


@shared
def _employed(sources: Sources) -> Iterator[str]:
    """Yield the acronyms of the lexicons that stand in texts, the lexicons' own apart."""
    acronyms, paths = sources.once(_entered)
    prose = " ".join(text.text for text in sources.texts if text.start.path not in paths)
    return (acronym for acronym in acronyms if acronym in prose)


@shared
def _entered(sources: Sources) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the acronyms of the lexicons, and the files where they are entered, each once."""
    entries = entries_of(sources)
    return tuple(dict.fromkeys(row.texts["acronym"] for row in entries)), tuple(dict.fromkeys(row.place.path for row in entries))


@shared
def _used(sources: Sources) -> Iterator[tuple[str, Place]]:
    """Yield the acronyms of the sections' texts with their places, people's surnames left out."""
    plain = [re.sub(r"\S+@\S+|https?://\S+", " ", text.text) for text in sources.texts]  # addresses hold first names
    words = frozenset(word for text in plain for word in re.findall(r"\b[a-zà-ÿ]{2,}\b", text))
    surnames = frozenset(name for text in sources.texts for name in surnames_in(text.text, words))
    for text in sources.texts:
        if text.section:
            for acronym, offset in acronyms_in(text.text, surnames, words):
                yield acronym, text.place(offset)
