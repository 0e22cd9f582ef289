"""What a click on the page, or the place of a message, opens: a number, a row, the captions of a chart, the lines of a text."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.flow.atelier.forms import whole_number
from rapport.flow.atelier.rows import NEW, key_of, lines_of, row_of_cell
from rapport.flow.preview.places import place_of
from rapport.ground import french
from rapport.numbers.calls import PeopleCall, Placed, TableCall, calls_of
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.originals import Original
from rapport.sources.model import Manuscript, PartOpener, Report, Table


def target_of(report: Report, manuscript: Manuscript | None, asked: Mapping[str, str]) -> str:
    """Return what was pressed, as forms are opened: by its number, its chart or its text; empty when nothing can be edited."""
    if ref := asked.get("ref"):
        row = row_of_cell(report, ref)
        return row.target if row else f"number:{ref}" if ref in report.indicators else ""
    if place := asked.get("place"):
        name, _, rest = place.partition(":")
        number = rest.partition(":")[0]
        return target_at(report, name, whole_number(number) or 0)
    for kind, known in (("chart", report.charts), ("table", report.tables)):
        if asked.get(kind) in known:
            return f"{kind}:{asked[kind]}"
    said = asked.get("text", "")
    found = place_of(manuscript, asked.get("section", ""), said)
    if not found:
        return ""
    path, line = str(found["file"]), int(found["line"])
    return _listed(report, path, line, said) or target_at(report, path, line)


def brought_to(report: Report, target: str) -> str:
    """Return what a picture opens that is dropped on something: its row, a new logo, a photograph below a paragraph."""
    kind, _, name = target.partition(":")
    table = report.tables.get(name.partition(":")[0])
    if kind in {"row", "list", "table"} and table is not None:
        if table.spec.view == "logos":
            return f"row:{table.id}:1:{NEW}"
        if table.spec.view == "timeline":
            return target if kind == "row" else f"list:{table.id}"
    return f"new:photo:{name}" if kind == "text" else "new:photo"


def _listed(report: Report, path: str, line: int, said: str) -> str:
    """Return the row that is shown by a list called on a line of a section, or the list; empty when none is called there."""
    section = next((section for section in report.sections if section.path == path), None)
    typed = section.body.split("\n")[line - section.first_line :][:1] if section and line >= section.first_line else []
    for found in calls_of(typed[0]) if typed else ():
        call = found.call if isinstance(found, Placed) else None
        name = call.ref if isinstance(call, TableCall) else "people" if isinstance(call, PeopleCall) else ""
        if name in report.tables:
            return _row_saying(report, report.tables[name], said) or f"list:{name}"
    return ""


def _row_saying(report: Report, table: Table, said: str) -> str:
    """Return the row of which most was pressed; empty when nothing was of any."""
    words = f" {french.folded(said)} "
    best, most, seen = "", 0, list[str]()
    for row in table.of_year(report.edition.year):
        seen.append(row.key)
        found = [text for text in map(french.folded, row.texts.values()) if text and f" {text} " in words]
        if sum(map(len, found)) > most:
            best, most = f"row:{table.id}:{seen.count(row.key)}:{row.key}", sum(map(len, found))
    return best


def target_at(report: Report, path: str, line: int) -> str:
    """Return what opens a line of a file of the edition; empty when no form changes it."""
    for table in report.tables.values():
        if table.path == path:
            return _row_at(report, table, line)
    named = [(1, "cover:")] if path == "report.yml" else []
    for prefix, models in (("number", report.indicators), ("chart", report.charts)):
        named += [(model.at().line, f"{prefix}:{name}") for name, model in models.items() if model.at().path == path]
    named += [(table.spec.at().line, f"table:{name}") for name, table in report.tables.items() if table.spec.at().path == path]
    parts = (content for content in report.contents if isinstance(content, PartOpener))
    named += [(part.place.line, f"part:{part.id}") for part in parts if part.place.path == path]
    for section in report.sections:
        if section.path == path:
            return f"section:{section.id}" if line < section.first_line else f"text:{path}:{line}"
    return max((found for found in named if found[0] <= line), default=(0, ""))[1]


def _row_at(report: Report, table: Table, line: int) -> str:
    """Return the row that holds a line of the file: by its key, and its number among homonyms."""
    edited = CsvText(Original.read(report.root, table.path).text)
    keys = [key_of(table, edited.rows[at]) for at in lines_of(edited, report.edition.year) if at <= line]
    return f"row:{table.id}:{keys.count(keys[-1])}:{keys[-1]}" if keys else f"table:{table.id}"
