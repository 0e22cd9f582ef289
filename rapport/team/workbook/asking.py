"""The workbooks that go back to the structures of a survey: what each said, what is odd in it, where to answer.

One workbook a structure: none of them holds what another said.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter

from rapport.ground import french
from rapport.ground.problems import Place
from rapport.sources.brand import Brand
from rapport.sources.model import Report
from rapport.sources.returned import ANSWER, MARK, QUESTION, REMARK, RIGHT, WHY
from rapport.team.workbook.columns import WorkbookColumn
from rapport.team.workbook.pages import REF, WorkbookLine, WorkbookPage
from rapport.team.workbook.writing import looks_of, write_page

_ADVICE = "Écrivez 1234,5 ou n.d. ; laissez vide si votre réponse est juste."
_COLUMNS = (
    WorkbookColumn(QUESTION, QUESTION, 38),
    WorkbookColumn(ANSWER, ANSWER, 18),
    WorkbookColumn(WHY, WHY, 44),
    WorkbookColumn(RIGHT, RIGHT, 20, filled=True, advice=_ADVICE),
    WorkbookColumn(REMARK, REMARK, 34, filled=True),
    WorkbookColumn(REF, MARK, 24),
)


def workbook_back(report: Report, title: str, structure: str, asked: Sequence[Mapping[str, str]]) -> bytes:
    """Return the workbook that a structure is sent; each of ``asked`` says a question by its headings."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(report.edition.year, 12, 31, tzinfo=UTC).replace(tzinfo=None)
    book.set_properties({"title": title, "author": report.edition.organisation, "created": made})
    lines = tuple(WorkbookLine(str(at), {**one, REF: one[MARK]}, Place("")) for at, one in enumerate(asked))
    page = WorkbookPage("Vos réponses", f"{structure} : vos réponses à vérifier", _COLUMNS, lines)
    write_page(book, looks_of(book, Brand.of(report.brand)), title, page)
    book.close()
    return out.getvalue()


def name_of_workbook(survey: str, member: str, structure: str, times: int) -> str:
    """Return the file name of a structure's workbook, unlike those of the ``times`` that it has sent back."""
    again = f"-{times + 1}" if times else ""
    return f"{survey}-{french.anchor_of(member)}-{french.anchor_of(structure)[:40].strip('-')}{again}.xlsx"
