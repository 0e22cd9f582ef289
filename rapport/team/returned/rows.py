"""Rows of tables that a reviewer added or took away: rows of their CSV file, where all that they say is text.

What names a row, or makes it one of those that are printed there, and isn't printed itself is that of the row beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from rapport.manuscript.proof.binding import Letter
from rapport.manuscript.proof.texts import PrintedText
from rapport.sources.model import Row, Table
from rapport.sources.proof import ProofParagraph, SentParagraph
from rapport.sources.reading.csv import keys_of
from rapport.team.returned.correction import RowEdit, RowMoved, RowRemoved, RowsAdded
from rapport.team.returned.groups import ReturnedGroup
from rapport.team.returned.laid import NotBrought
from rapport.team.returned.placing import new_text
from rapport.team.returned.state import Returned

_YEAR = "year"
_BESIDE = " | "  # between the cells of a row
_CONTACTS = ("mailto:", "tel:")  # links that the program makes
_SHAPE = "la forme d'un tableau ne se change pas ici"
Places = Mapping[str, Sequence[int]]  # of paragraphs, by the row that they stand in


def row_edits(returned: Returned, group: ReturnedGroup, words: Sequence[Sequence[Letter]]) -> Sequence[RowEdit]:
    """Return the edits of a group that is made of rows, none of any other; raises NotBrought."""
    gone, new = _by_row(group.sent, returned.sent), _by_row(group.came, returned.came)
    if not (gone or new) or "" in gone or "" in new or (gone and new and not _whole(gone, returned.sent)):
        return ()
    if not _whole(gone, returned.sent):
        raise NotBrought("des cellules ou des textes d'une ligne de tableau ont été retirés : changez les données de ce tableau")
    if not _whole(new, returned.came):
        raise NotBrought("des cellules ou des textes ont été ajoutés à une ligne de tableau : changez les données de ce tableau")
    edits = [_removed(returned, places) for places in gone.values()]
    if group.moved:
        text, below = _beside(returned, group)
        return [RowMoved(one.path, one.line, text.cell[0], below) for one in edits]
    said = dict(zip(group.came, words, strict=True))
    return [*edits, *([_added(returned, [[said[at] for at in places] for places in new.values()], group)] if new else ())]


def cells_of(paragraphs: Sequence[SentParagraph | ProofParagraph]) -> list[str]:
    """Return the texts of paragraphs as people read them: those of a row's cells together."""
    texts = [(one.row or str(at), one.text) for at, one in enumerate(paragraphs)]
    return [_BESIDE.join(text for _, text in row if text.strip()) for _, row in groupby(texts, key=lambda one: one[0])]


def _by_row(places: Sequence[int], paragraphs: Sequence[SentParagraph] | Sequence[ProofParagraph]) -> Places:
    found: dict[str, list[int]] = {}
    for at in places:
        found.setdefault(paragraphs[at].row, []).append(at)
    return found


def _whole(rows: Places, paragraphs: Sequence[SentParagraph] | Sequence[ProofParagraph]) -> bool:
    """Tell whether all of each row is there: the paragraphs beside its first and its last one are of other rows."""
    beside = [(row, at) for row, places in rows.items() for at in (places[0] - 1, places[-1] + 1)]
    return not any(0 <= at < len(paragraphs) and paragraphs[at].row == row for row, at in beside)


def _removed(returned: Returned, places: Sequence[int]) -> RowRemoved:
    """Return the edit that takes a row away; raises NotBrought for one that says more than texts of one row of the data."""
    if any(run.ref for at in places for run in returned.sent[at].runs):
        raise NotBrought("une ligne de tableau qui a des nombres a été retirée : retirez-la des données de ce tableau")
    texts = [returned.texts[at] for at in places if returned.sent[at].text.strip()]
    rows = {(text.path, text.cell[0]) for text in texts if text is not None}
    if None in texts or len(rows) != 1 or ("", 0) in rows or not all(line for _, line in rows):
        raise NotBrought("une ligne de tableau a été retirée : retirez-la des données de ce tableau")
    path, line = next(iter(rows))
    elsewhere = (at for at, text in enumerate(returned.texts) if text is not None and (text.path, text.cell[0]) == (path, line))
    if any(at not in places for at in elsewhere):
        raise NotBrought("une ligne de tableau a été retirée, qui est imprimée ailleurs aussi : retirez-la des données")
    return RowRemoved(path, line)


def _added(returned: Returned, rows: Sequence[Sequence[Sequence[Letter]]], group: ReturnedGroup) -> RowsAdded:
    """Return the edit that adds rows beside the one that stands above them now, or below; raises NotBrought."""
    text, below = _beside(returned, group)
    table = next(table for table in returned.printed.report.tables.values() if table.path == text.path)
    beside = next(row for row in table.rows if row.place.line == text.cell[0])
    made: list[Mapping[str, str]] = []
    for row in rows:
        if len(row) != len(text.row):
            raise NotBrought(f"la ligne ajoutée n'a pas les cellules des autres : {_SHAPE}")
        said = {column: "".join(letter.text for letter in letters).strip() for column, letters in zip(text.row, row, strict=True)}
        if any(said.get(column) for column in beside.numbers):
            raise NotBrought("une ligne de tableau qui a des nombres a été ajoutée : ajoutez-la aux données, avec leur source")
        cells = {column: new_text(_unlinked(letters)) for column, letters in zip(text.row, row, strict=True)}
        made.append(_with_keys(cells, table, beside, text, made))
    return RowsAdded(text.path, text.cell[0], below, tuple(made))


def _unlinked(letters: Sequence[Letter]) -> Sequence[Letter]:
    """Return letters without the links of addresses and telephone numbers."""
    return [letter._replace(link="") if letter.link.startswith(_CONTACTS) else letter for letter in letters]


def _beside(returned: Returned, group: ReturnedGroup) -> tuple[PrintedText, bool]:
    """Return a text of the row above, and that new ones go below it; of the row below where there is none."""
    known = {one.id: at for at, one in enumerate(returned.sent)}
    first, last = group.came[0], group.came[-1]
    table = returned.came[first].row.partition(".")[0]
    for at, below in ((first - 1, True), (last + 1, False)):
        came = returned.came[at] if 0 <= at < len(returned.came) else None
        if came is None or came.row.partition(".")[0] != table or not came.ids or came.ids[0] not in known:
            continue
        row = returned.sent[known[came.ids[0]]].row
        texts = (text for one, text in zip(returned.sent, returned.texts, strict=True) if row and one.row == row)
        if (text := next((text for text in texts if text is not None and text.row), None)) is not None:
            return text, below
    raise NotBrought("une ligne de tableau a été ajoutée : ajoutez-la aux données de ce tableau")


def _with_keys(
    cells: Mapping[str, str], table: Table, beside: Row, text: PrintedText, others: Sequence[Mapping[str, str]]
) -> Mapping[str, str]:
    """Return the cells of a new row with what isn't printed of it; raises NotBrought where nothing says what names it."""
    keys = keys_of(table.spec)[0]
    kept = {column: beside.texts.get(column, "") for column in (*keys, *text.chosen) if column not in cells}
    made = {_YEAR: str(beside.year), **kept, **cells}
    named = [made[column] for column in keys]
    known = [*(row.texts for row in table.of_year(beside.year)), *others]
    if all(named) and not any([row.get(column, "") for column in keys] == named for row in known):
        return {column: value for column, value in made.items() if value}
    hidden = [column for column in keys if column not in text.row and column not in text.chosen]
    if hidden or not all(named):
        lacking = ", ".join(hidden or [column for column in keys if not made[column]])
        raise NotBrought(f"une ligne de tableau a été ajoutée sans ce qui la nomme ({lacking}) : ajoutez-la aux données")
    raise NotBrought("une ligne de tableau a été ajoutée, du même nom qu'une autre : corrigez l'une des deux dans les données")
