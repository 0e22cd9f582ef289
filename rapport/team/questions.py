"""The sheet of questions: every number and entry still to confirm, for the people who know."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.numbers.chart_rows import printed_form
from rapport.numbers.printed_texts import expanded, readable_text
from rapport.numbers.register import Register
from rapport.sources.model import Report, Row, Table

HEADER = ("N°", "Question", "Chiffre ou mention concernés", "Source", "Fichier", "Réponse")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Question:
    """A question, the numbers or entries that wait for its answer, their source and first place."""

    text: str
    subjects: tuple[str, ...]
    source: str
    place: Place


def questions_of(report: Report) -> list[Question]:
    """Return the questions of the edition's year in the order of the data; one question asked of many is one entry."""
    asked: dict[str, list[tuple[str, str, Place]]] = {}
    register = Register(report)
    for *said, place in _asked(report, register):
        text, subject, source = (expanded(one, register) for one in said)
        asked.setdefault(text, []).append((subject, source, place))
    return [Question(text, tuple(subject for subject, _, _ in found), found[0][1], found[0][2]) for text, found in asked.items()]


def _asked(report: Report, register: Register) -> Iterator[tuple[str, str, str, Place]]:
    """Yield each question with what it is about and its source, as they are typed, and its place."""
    for name, indicator in report.indicators.items():
        if indicator.status == "to_confirm":
            printed = printed_form(register.number(name)) if name in register.known else "?"
            yield indicator.question, f"{indicator.label} : {printed}", indicator.source, indicator.at()
    for table in report.tables.values():
        for row in table.of_year(register.year):
            if row.status == "to_confirm":
                yield row.question, _subject(table, row, register), row.source, row.place
    yield from _lacking(report)


def _lacking(report: Report) -> Iterator[tuple[str, str, str, Place]]:
    """Yield the questions about what a draft says to be lacking, and a release leaves out: how to reach the organisation."""
    edition = report.edition
    if not edition.address:
        asked = f"À quelle adresse, à quel téléphone et à quel courriel joindre {edition.organisation} ?"
        yield asked, "Coordonnées de la quatrième de couverture (address)", "", edition.at("organisation")
    if not edition.accessibility.contact:
        asked = "À quelle adresse signaler un défaut d'accessibilité ?"
        yield asked, "Déclaration d'accessibilité (accessibility, contact)", "", edition.at("organisation")


def _subject(table: Table, row: Row, register: Register) -> str:
    refs = [f"{table.id}.{row.key}.{column}" for column, cell in row.numbers.items() if cell.value is not None]
    numbers = [printed_form(register.number(ref)) for ref in refs]
    words = [text for text in row.texts.values() if text][:3]
    entry = " – ".join([*words, *numbers])
    return f"{table.spec.title} : {entry}"


def as_markdown(report: Report) -> str:
    """Return the sheet as Markdown."""
    questions = questions_of(report)
    lines = [
        f"# {readable_text(report.edition.subtitle or report.edition.title, Register(report))} : questions à poser",
        "",
        f"{len(questions)} questions. Répondez sous chacune ; la mention « ° » disparaît dès que la réponse est reportée.",
    ]
    for number, question in enumerate(questions, 1):
        lines += ["", f"## {number}. {french.typeset(question.text)}", ""]
        lines += [f"- {french.typeset(subject)}" for subject in question.subjects]
        where = f"{french.typeset(question.source)} ({question.place})" if question.source else str(question.place)
        lines += ["", f"Source : {where}", "", "Réponse :"]
    return "\n".join(lines) + "\n"


def as_csv(report: Report) -> str:
    """Return the sheet as a CSV that French spreadsheets open at once: semicolons, a byte order mark, no live formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for number, question in enumerate(questions_of(report), 1):
        cells = [question.text, " ; ".join(question.subjects), question.source, str(question.place), ""]
        writer.writerow([number, *map(inert, cells)])
    return out.getvalue()


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
