"""The lists of the workshop: everything that can be opened, and the rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapport.flow.atelier.forms import FormLink, NoSuchPlace, titled
from rapport.flow.atelier.new_kinds import KINDS
from rapport.flow.atelier.row_names import row_names
from rapport.flow.atelier.rows import NEW
from rapport.flow.atelier.settings import TARGET, TITLE
from rapport.ground import french
from rapport.numbers.printed_texts import as_typed, expanded
from rapport.numbers.register import Register
from rapport.sources.model import Report, Row, Section, Table
from rapport.sources.spans import bared

_ROWS = {  # what a row of a list is, by how readers see it
    "table": "Une ligne", "lexicon": "Un mot du lexique", "timeline": "Un événement", "directory": "Un interlocuteur",
    "logos": "Un partenaire, avec son logo",
}  # fmt: skip
_SHORT = 80  # characters of a cell in a list


def contents_of(report: Report) -> dict[str, object]:
    """Return what can be opened, group by group, each as the button that opens it."""
    register = Register(report)
    written = (link for content in report.contents for link in _content(content, register))
    sections = [FormLink("cover:", "Couverture"), FormLink(TARGET, TITLE), *written]
    return {
        "groups": (
            ("Ajouter", [*(FormLink(f"new:{kind}", said) for kind, (said, _) in KINDS.items()), *_new_rows(report, register)]),
            ("Sections", sections),
            (
                "Chiffres",
                [
                    FormLink(f"number:{name}", f"{expanded(one.label, register)} ({name})")
                    for name, one in report.indicators.items()
                ],
            ),
            ("Graphiques", [FormLink(f"chart:{name}", expanded(spec.title, register)) for name, spec in report.charts.items()]),
            (
                "Listes et tables",
                [FormLink(f"list:{name}", expanded(table.spec.title, register)) for name, table in report.tables.items()],
            ),
            *_pieces(report),
        )
    }


def _pieces(report: Report) -> Iterator[tuple[str, list[FormLink]]]:
    """Yield the group of the documents that prove numbers, where there are some."""
    if pieces := report.evidence.pieces:
        yield "Pièces", [FormLink(f"tie:{name}", f"Relire « {piece.title} »") for name, piece in pieces.items()]


def _new_rows(report: Report, register: Register) -> Iterator[FormLink]:
    """Yield what adds a row to each list of texts: an event, a partner, a word of the lexicon."""
    for name, table in report.tables.items():
        if table.spec.view != "table" or not any(column.numeric for column in table.spec.columns.values()):
            said = "Une personne" if name == "people" else _ROWS[table.spec.view]
            yield FormLink(f"row:{name}:1:{NEW}", f"{said} : {expanded(table.spec.title, register)}")


def _content(content: object, register: Register) -> Iterator[FormLink]:
    if isinstance(content, Section):
        title = expanded(content.front.title, register)
        yield FormLink(f"section:{content.id}", f"{title} : titre et chapeau")
        yield FormLink(f"text:{content.path}:0", f"{title} : texte")
    else:
        yield FormLink(f"part:{content.id}", f"Partie : {expanded(content.title, register)}")  # type: ignore[attr-defined]


def list_of(report: Report, name: str) -> dict[str, object]:
    """Return the rows of the year of a table, with what each is opened by; raises NoSuchPlace."""
    table = report.tables.get(name)
    if table is None:
        raise NoSuchPlace(f"La table « {name} » n'est plus dans le rapport.", "Rouvrez la page.")
    register = Register(report)
    rows = table.of_year(report.edition.year)
    names = row_names(table, report.edition.year)
    columns = _shown_columns(table, rows)
    seen: Counter[str] = Counter()
    listed = []
    for row in rows:
        seen[row.key] += 1
        target = f"row:{name}:{seen[row.key]}:{row.key}"
        listed.append((target, expanded(names[row.key], register), _cells(row, columns, register)))
    labels = [(key, expanded(table.spec.columns[key].label or key, register)) for key in columns]
    title = titled(report, table.spec.title)
    return {
        "title": title,
        "table": table,
        "columns": labels,
        "rows": listed,
        "new": f"row:{name}:1:{NEW}",
        "year": report.edition.year,
    }


def _shown_columns(table: Table, rows: Sequence[Row]) -> list[str]:
    """Return the columns of numbers, and of texts when some row has one, those that readers see first."""
    columns = table.spec.columns
    filled = [name for name, one in columns.items() if one.numeric or any(row.texts.get(name, "").strip() for row in rows)]
    return sorted(filled or columns, key=lambda name: columns[name].hidden)


def _cells(row: Row, columns: Sequence[str], register: Register) -> list[str]:
    cells = []
    for name in columns:
        cell = row.numbers.get(name)
        if cell is not None:
            cells.append("" if cell.value is None else french.format_number(cell.value))
        else:
            text = as_typed(bared(row.texts.get(name, "")), register)
            cells.append(text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…")
    return cells
