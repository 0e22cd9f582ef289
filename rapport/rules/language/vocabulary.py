"""The texts that proofreaders are given, and the words that an edition itself says are right."""

from __future__ import annotations

from collections.abc import Container, Iterator

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.rules.acronyms import ACRONYM
from rapport.rules.book import Sources, shared
from rapport.sources.located import Located
from rapport.sources.model import Report, Table
from rapport.sources.surveyed import AUTHORS_OF_QUANTILES
from rapport.sources.texts import Text, cell_at, text_at

_ELISION = r"(?:(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’])?"
_WORD = regex(rf"(?<![\w@/.’'-])(?i:{_ELISION})([^\W\d_]+(?:['’-][^\W\d_]+)*)(?![\w@/])")
_JOINT = regex(r"['’-]")
# A first name and capitals are a person: « Laurent PINET », « J.-M. DURAND ».
_PERSON = regex(r"\b[A-ZÀ-Ý][\w'’.-]{0,40}[ \u00a0](?:[A-ZÀ-Ý][A-ZÀ-Ý'’-]++[ \u00a0]?)+(?![\w])")
_NAMES = {
    "lexicon": {"acronym"},
    "directory": {"region", "name"},
    "timeline": {"place", "people"},
    "logos": {"name"},
}  # columns of a view
_UNREAD = {"phone", "email", "image", "credit", "crop", "focus", "tone"}  # columns that hold no French
_PEOPLE = {"name", "group"}  # columns of the table of persons: names, and codes that the texts call


def texts_to_read(sources: Sources) -> Iterator[Text]:
    """Yield every text that somebody reads: in the report, in its annex, in report.yml or in the sheet of questions."""
    sections_alone = all(text.section for text in sources.texts)  # none of their texts is a cell: the tables aren't asked for
    passed: frozenset[Place] = frozenset() if sections_alone else sources.once(_passed_over)
    yield from (text for text in sources.texts if text.start not in passed)
    if sources.with_others:
        yield from _other_texts(sources.report)


def _other_texts(report: Report) -> Iterator[Text]:
    """Yield the texts that are read beside the report's own."""
    edition = report.edition
    told: list[tuple[Located, str]] = [(edition, key) for key in ("title", "subtitle", "published")]
    told += [(waiver, "because") for waiver in edition.waivers]
    told += [(indicator, key) for indicator in report.indicators.values() for key in ("question", "source", "unit")]
    told += [(statement, "source") for indicator in report.indicators.values() for statement in indicator.statements]
    told += [(assertion, "because") for assertion in report.assertions]
    for table in report.tables.values():
        told += [(table.spec, "question"), *((column, "label") for column in table.spec.columns.values())]
        for row in table.of_year(edition.year):
            own = {"source": row.source, "question": row.question}
            yield from (cell_at(row, key, text) for key, text in own.items() if text and text != getattr(table.spec, key))
    yield from (text_at(model, key) for model, key in told if getattr(model, key))


@shared
def _passed_over(sources: Sources) -> frozenset[Place]:
    """Return the places of the cells that hold names, codes or addresses."""
    report = sources.report
    return frozenset(place for table in report.tables.values() for place in _unread_cells(report, table))


def _unread_cells(report: Report, table: Table) -> Iterator[Place]:
    """Yield the places of a table's cells that hold names, codes or addresses."""
    names = _names(table)
    hidden = {name for name, column in table.spec.columns.items() if column.hidden and name != "alt"}
    for row in table.of_year(report.edition.year):
        yield from (row.place_of(column) for column in names | hidden | _UNREAD)


def _names(table: Table) -> set[str]:
    """Return the columns of a table that hold names of persons, places, organisations."""
    declared = {name for name, column in table.spec.columns.items() if column.names}
    return declared | _NAMES.get(table.spec.view, set()) | (_PEOPLE if table.id == "people" else set())


@shared
def known_words(sources: Sources) -> frozenset[str]:
    """Return the words that are right as they stand: the list's, names of the tables, acronyms of the lexicon."""
    report, edition = sources.report, sources.report.edition
    said = {edition.organisation, *edition.address, *edition.names_with_numbers, *edition.accepted_acronyms, *report.words}
    said |= {AUTHORS_OF_QUANTILES} if report.surveys else set()
    for table in report.tables.values():
        columns = _names(table)
        said |= {row.texts.get(column, "") for row in table.of_year(edition.year) for column in columns}
    words = (word.replace("’", "'") for text in said for word in _WORD.findall(text))
    return frozenset(part for word in words for part in (word, *_JOINT.split(word)))


def words_in(prose: str) -> set[str]:
    """Return the words that a dictionary should know: no person's name, no acronym, no initial."""
    words = set(_WORD.findall(_without_persons(prose)))
    return {word for word in words if len(word) > 1 and not (word.isupper() and ACRONYM.fullmatch(word))}


def places_of(words: Container[str], prose: str) -> Iterator[tuple[str, int]]:
    """Yield the words of a paragraph that are among some, with their offsets."""
    for found in _WORD.finditer(_without_persons(prose)):
        if found[1] in words:
            yield found[1], found.start(1)


def _without_persons(prose: str) -> str:
    return _PERSON.sub(lambda match: "." * len(match[0]), prose)


def is_known(word: str, known: frozenset[str]) -> bool:
    """Tell whether a word is right as it stands: a capital, or all of them, changes nothing, nor does joining such words."""
    word = word.replace("’", "'")
    if word in known or word[:1].lower() + word[1:] in known or (word.isupper() and word.lower() in known):
        return True
    parts = _JOINT.split(word)
    return len(parts) > 1 and all(is_known(part, known) for part in parts)


def bears_on_acronym(prose: str, start: int, end: int) -> bool:
    """Tell whether a stretch touches an acronym, whose gender and number no grammar knows."""
    return any(found.start() < end and start < found.end() for found in ACRONYM.finditer(prose))
