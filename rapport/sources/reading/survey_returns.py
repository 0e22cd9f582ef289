"""The workbooks that structures sent back, read: lines that `survey` wrote, with what was typed beside each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapport.ground import french
from rapport.ground.problems import Place, Problem, Severity
from rapport.sources.piece_contents import PieceSheet, UnreadablePiece
from rapport.sources.reading.files import Files
from rapport.sources.reading.pieces.apart import PieceReader, piece_reader
from rapport.sources.reading.survey_sheets import HEADS, SheetRow, cell_name, rows_of_sheet
from rapport.sources.returned import ANSWER, ENDINGS, FOLDER, MARK, REMARK, RIGHT, WHY, ReturnedAnswer, marked
from rapport.sources.survey import COMMAND

_HEADINGS = (ANSWER, WHY, RIGHT, REMARK, MARK)
_IGNORED = ("~$", "thumbs.db", "desktop.ini")  # what programs leave beside the files that people see


def returned_in(asked: Files, problems: list[Problem]) -> Iterator[ReturnedAnswer]:
    """Yield the lines of the workbooks that structures sent back, file by file."""
    with piece_reader(COMMAND) as apart:
        for path in asked.names(FOLDER, ""):
            name = path.rpartition("/")[2].casefold()
            if name.startswith(_IGNORED):
                continue
            if not name.endswith(ENDINGS) or not asked.is_file(path) or asked.leads_out(path, FOLDER):
                said = f"« {path} » n'est pas lu : {FOLDER}/ reçoit les classeurs que les structures renvoient."
                hint = f"Enregistrez-y le classeur lui-même ({', '.join(ENDINGS)}), ou retirez ce fichier."
                problems.append(Problem("LEC13", Severity.WARNING, said, Place(path), hint))
                continue
            asked.stamp(path)
            yield from _lines_of(path, _sheets(asked, apart, path, problems), problems)


def _sheets(asked: Files, apart: PieceReader, path: str, problems: list[Problem]) -> Sequence[PieceSheet] | None:
    try:
        return apart.contents(asked.root / path).sheets
    except UnreadablePiece as error:
        problems.append(Problem("LEC13", Severity.ERROR, error.message, Place(path), error.hint))
        return None


def _lines_of(path: str, sheets: Sequence[PieceSheet] | None, problems: list[Problem]) -> Iterator[ReturnedAnswer]:
    """Yield the lines of a workbook; tells of one that isn't as `survey` wrote it."""
    if sheets is None:
        return
    asked = [(sheet, *found) for sheet in sheets if (found := _asked(sheet)) is not None]
    for sheet, rows, columns in asked:
        lines = _lines(path, sheet, rows, columns, problems)
        yield from (replace(one, cell=f"{sheet.name}!{one.cell}") for one in lines) if len(asked) > 1 else lines
    if asked:
        return
    hint = "Faites-y recopier les réponses, colonnes comprises, ou corrigez-les vous-même dans le fichier reçu."
    said = f"« {path} » n'a pas les colonnes du classeur que « survey » a écrit : {', '.join(f'« {one} »' for one in _HEADINGS)}."
    problems.append(Problem("LEC13", Severity.ERROR, said, Place(path), hint))


def _asked(sheet: PieceSheet) -> tuple[Sequence[SheetRow], Mapping[str, int]] | None:
    """Return the rows of a sheet that `survey` wrote, below its headings, and where these stand; None for any other."""
    rows = [*rows_of_sheet(sheet)]
    found = ((rows[at + 1 :], columns) for at, row in enumerate(rows[:HEADS]) if (columns := _columns(row)) is not None)
    return next(found, None)


def _columns(row: SheetRow) -> Mapping[str, int] | None:
    """Return where the headings of a returned workbook stand, None for any other row."""
    folded = [french.folded(cell) for cell in row.cells]
    wanted = {heading: french.folded(heading) for heading in _HEADINGS}
    found = {heading: folded.index(word) for heading, word in wanted.items() if word in folded}
    return found if len(found) == len(_HEADINGS) else None


def _lines(
    path: str, sheet: PieceSheet, rows: Sequence[SheetRow], columns: Mapping[str, int], problems: list[Problem]
) -> Iterator[ReturnedAnswer]:
    for row in rows:
        cells = {heading: row.cells[at].strip() if at < len(row.cells) else "" for heading, at in columns.items()}
        at, place = columns[RIGHT], Place(path, row.line)
        mark = marked(cells[MARK])
        if at in row.flaws:
            said = f"Cellule {cell_name(row.line, at)} : elle {row.flaws[at]}."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, "Demandez la valeur à la structure."))
        elif (shows := sheet.merged.get((row.line, at + 1))) and shows in sheet.cells and sheet.cells[shows].text:
            said = f"Cellule {cell_name(row.line, at)} : elle est fusionnée avec {cell_name(shows[0], shows[1] - 1)}."
            problems.append(
                Problem("LEC13", Severity.ERROR, said, place, "Défusionnez-les, et demandez la valeur à la structure.")
            )
        elif mark is not None:
            if cells[RIGHT] and (unseen := sheet.cells[row.line, at + 1].remark):
                said = f"Cellule {cell_name(row.line, at)} : elle est {unseen} ; ce qui y est écrit est repris tout de même."
                problems.append(Problem("LEC13", Severity.WARNING, said, place, "Affichez-la, et vérifiez."))
            yield ReturnedAnswer(
                *mark,
                cells[ANSWER],
                cells[WHY],
                cells[RIGHT],
                cells[REMARK],
                place,
                cell_name(row.line, at),
                row.units.get(at, ""),
            )
        elif cells[RIGHT] or cells[REMARK]:
            lost = cell_name(row.line, columns[MARK])
            said = f"Cette ligne n'a plus son repère (cellule {lost}) : de quelle réponse parle-t-elle ?"
            hint = f"Recopiez-le du classeur envoyé, ou corrigez la réponse vous-même, et videz « {RIGHT} »."
            problems.append(Problem("LEC13", Severity.ERROR, said, place, hint))
