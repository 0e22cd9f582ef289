"""The column of pieces: which document proves a number and where in it, as a cell of a table says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapport.ground.near import meant
from rapport.sources.authored import TableSpec
from rapport.sources.evidence import COLUMN, HOW_TO_SAY, TiedTo, proof_as_written, typed_of
from rapport.sources.model import Report
from rapport.team.workbook.columns import WorkbookColumn

PIECE = COLUMN
_APART = "(dans le fichier)"  # in place of what no cell can say: several pieces, a filter


def piece_columns(report: Report, table: TableSpec | None = None) -> tuple[WorkbookColumn, ...]:
    """Return the column of pieces where one can be set: the edition describes pieces, and a row of a table has one number."""
    alone = table is None or (PIECE not in table.columns and sum(column.numeric for column in table.columns.values()) == 1)
    if not report.evidence.pieces or not alone:
        return ()
    return (WorkbookColumn(PIECE, "Pièce", 30, filled=True, advice=f"Son nom, puis où : {HOW_TO_SAY}"),)


def piece_text(proofs: Sequence[TiedTo]) -> str:
    """Return what a cell says of the pieces of a number."""
    typed = typed_of(proofs[0]) if len(proofs) == 1 else None
    return "" if not proofs else typed or _APART


def fault_of_piece(given: str, before: str, pieces: Mapping[str, object]) -> tuple[str, str] | None:
    """Return what is wrong with what came back in the column of pieces, and what to do; None when nothing is."""
    if before == _APART:
        return "plusieurs pièces, ou un filtre, prouvent ce nombre.", "Modifiez-les dans le fichier."
    if not given:
        return None
    name = given.partition(" ")[0]
    if name not in pieces:
        return f"« {name[:40]} » n'est pas une pièce de cette édition.", meant(
            name, pieces, 0.6
        ) or f"Pièces : {', '.join(pieces)}."
    if proof_as_written(given) is None:
        return f"« {given[:60]} » ne dit pas où, dans la pièce, le nombre est écrit.", HOW_TO_SAY
    return None
