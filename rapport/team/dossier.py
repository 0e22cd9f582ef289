"""The auditor's file: a workbook of every number with its piece, what was read there and who signed; the pages, framed."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from textwrap import wrap

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.numbers.pieces.asked import AskedTie, Provable, asked_ties, provable_numbers
from rapport.numbers.pieces.found import is_proved
from rapport.sources.dates import spelled
from rapport.sources.model import Report
from rapport.sources.tied import Tie
from rapport.team.signoff.standings import standings_of

Framed = Callable[[Path, int, list[tuple[int, str]]], bytes]  # the page of a PDF, its numbers by line
_LINE = regex(r"page (\d+), ligne (\d+)")
_HEADINGS = (
    ("Chiffre", 44), ("Libellé", 46), ("Année", 7), ("Valeur", 14), ("Unité", 14), ("Pièce", 30), ("Remise par", 22),
    ("Reçue le", 16), ("Endroit", 26), ("Lu", 16), ("Relu le", 12), ("Accord", 14), ("Page encadrée", 26), ("Signé par", 26),
    ("Empreinte de la pièce", 24),
)  # fmt: skip
_LINE_HEIGHT = 15  # LibreOffice doesn't make a row as high as its wrapped texts
_A3 = 8  # the number of the paper, as workbooks have it
_FOOTER = 120  # characters of a title: workbooks bear 255, and double some of them
_SHORT = 16  # characters of a fingerprint


@dataclass(frozen=True)
class DossierLine:
    """A number of the file, and what proves it, if anything does; ``at_hand``: the SHA-256 of its piece today, if it is there."""

    number: Provable
    asked: AskedTie | None = None
    tie: Tie | None = None
    at_hand: str | None = None

    @property
    def agreement(self) -> str:
        """Return whether the number is the one that was read, in French; a piece that isn't at hand proves nothing anew."""
        if self.asked is None:
            return "calculé" if self.number.derived else "sans pièce"
        if self.tie is None:
            return "pas relu"
        if not is_proved(self.asked, self.tie):
            return "différent"
        if self.at_hand is None:
            return "enregistré"
        return "prouvé" if self.at_hand == self.tie.sha256 else "à relire"


def lines_of(report: Report) -> list[DossierLine]:
    """Return the numbers of the edition's year, each with what was read of it at the place that is asked for."""
    asked: dict[tuple[str, int], list[AskedTie]] = {}
    numbers = tuple(provable_numbers(report))
    for one in asked_ties(report, numbers):
        asked.setdefault((one.of.number, one.of.year), []).append(one)
    lines: list[DossierLine] = []
    for number in numbers:
        if number.year == report.edition.year:
            found = asked.get((number.number, number.year), [])
            lines += [_line(report, number, one) for one in found] or [DossierLine(number)]
    return lines


def _line(report: Report, number: Provable, asked: AskedTie) -> DossierLine:
    tie = _standing(asked, report.evidence.lock.ties.get(asked.key))
    return DossierLine(number, asked, tie, report.evidence.at_hand.get(asked.piece))


def _standing(asked: AskedTie, tie: Tie | None) -> Tie | None:
    """Return what was read, if it was at the place that is asked for."""
    return tie if tie is not None and tie.asked == asked.fingerprint else None


def dossier_of(report: Report, lines: list[DossierLine], framed: Framed) -> Mapping[str, bytes]:
    """Return the files of the dossier by name: the workbook, then a picture a page of the PDF pieces that are at hand."""
    pages = _pages(lines)
    files = {f"dossier-{report.edition.year}.xlsx": _workbook(report, lines)}
    for (name, page), numbers in pages.items():
        files[picture_of(name, page)] = framed(report.root / report.evidence.pieces[name].file, page, numbers)
    return files


def picture_of(piece: str, page: int) -> str:
    """Return the name of the picture of a page."""
    return f"pages/{piece}-{page:03}.png"


def _pages(lines: list[DossierLine]) -> dict[tuple[str, int], list[tuple[int, str]]]:
    """Return the pages of the PDF pieces that are as they were read, with the numbers to frame."""
    pages: dict[tuple[str, int], list[tuple[int, str]]] = {}
    for line in lines:
        if (at := _framed_in(line)) is not None and line.tie is not None:
            pages.setdefault((line.tie.piece, at[0]), []).append((at[1], line.tie.value))
    return pages


def _framed_in(line: DossierLine) -> tuple[int, int] | None:
    """Return the page and the line of a number in a PDF that is at hand, unchanged; None otherwise."""
    tie = line.tie
    if tie is None or line.at_hand != tie.sha256:
        return None
    found = _LINE.fullmatch(tie.at)
    return (int(found[1]), int(found[2])) if found else None


def _workbook(report: Report, lines: list[DossierLine]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = datetime(report.edition.year, 12, 31, tzinfo=UTC).replace(tzinfo=None)
    title = f"{report.edition.title} : les chiffres de {report.edition.year} et leurs pièces"
    book.set_properties({"title": title, "author": report.edition.organisation, "created": made})
    sheet = book.add_worksheet("Chiffres")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, (heading, width) in enumerate(_HEADINGS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    sheet.freeze_panes(1, 1)
    _lay_on_pages(sheet, title)
    sheet.autofilter(0, 0, len(lines), len(_HEADINGS) - 1)
    signers = _signers(report)
    for row, line in enumerate(lines, 1):
        cells = [*_cells(report, line, signers)]
        sheet.set_row(row, _LINE_HEIGHT * max(len(wrap(text, width)) for text, (_, width) in zip(cells, _HEADINGS, strict=True)))
        for column, text in enumerate(cells):
            sheet.write_string(row, column, text, plain)
    book.close()
    return out.getvalue()


def _lay_on_pages(sheet: Worksheet, title: str) -> None:
    """Make a sheet that prints: all its columns side by side, the headings on each page, the pages numbered."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{title[:_FOOTER].replace('&', '&&')}&R&P / &N")


def _cells(report: Report, line: DossierLine, signers: Mapping[str, str]) -> Iterator[str]:
    number, tie = line.number, line.tie
    piece = report.evidence.pieces[line.asked.piece] if line.asked else None
    at = _framed_in(line)
    value = number.value
    if value is None and number.number in report.indicators:  # the piece gives it
        value = report.indicators[number.number].values.get(number.year)
    yield from (number.number, number.label, str(number.year), "" if value is None else french.format_number(value))
    yield number.unit
    yield piece.title if piece else ""
    yield piece.from_ if piece else ""
    yield spelled(piece.received) if piece and piece.received else ""
    yield tie.at if tie else ""
    yield french.with_unit(french.format_number(tie.decimal), tie.unit) if tie else ""
    yield tie.when if tie else ""
    yield line.agreement
    yield picture_of(tie.piece, at[0]) if tie and at else ""
    bare = number.number.partition("#")[0]
    yield signers.get(bare) or signers.get(bare.partition(".")[0], "")
    yield tie.sha256[:_SHORT] if tie else ""


def _signers(report: Report) -> dict[str, str]:
    """Return who signed each indicator and each table, as they are."""
    found = ((key[1], standing.valid) for key, standing in standings_of(report).items() if key[0] != "section")
    return {name: ", ".join(f"{one.by}, {spelled(one.when)}" for one in valid) for name, valid in found if valid}
