"""What is left to do for an edition, by the person in charge: values, texts, questions, photographs, what the rules see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from os.path import isfile  # unlike Path's, it answers for names too long

from rapport.ground.french import folded
from rapport.ground.problems import Place
from rapport.numbers.awaited import placeholders
from rapport.numbers.pieces.by_year import last_read, last_read_table
from rapport.numbers.printed_texts import expanded
from rapport.numbers.register import Register
from rapport.sources.answers import is_asked, unknown_years
from rapport.sources.links import file_of, links_of, pictures_of
from rapport.sources.model import Report, Row, Section, Table

VALUE, TEXT, SECTION, CARRIED, QUESTION, PICTURE = "value", "text", "section", "carried", "question", "picture"
RULE, YEAR, PIECE, NOTE, ENGLISH = "rule", "year", "piece", "note", "english"
KINDS: Mapping[str, str] = {
    VALUE: "Valeurs à remplir",
    TEXT: "Textes à renseigner",
    SECTION: "Sections à relire",
    CARRIED: "Graphiques et tables à relire",
    QUESTION: "Questions à poser",
    PICTURE: "Photographies à fournir",
    RULE: "Recoupements faux, à revoir",
    YEAR: "Années tapées à la main",
    PIECE: "Nombres à relire dans leur pièce",
    NOTE: "Remarques de relecture",
    ENGLISH: "Traductions à reprendre",
}


@dataclass(frozen=True)
class Task:
    """One thing to do: its kind, who answers for it, what it is, where, for when; ``count`` things at once, a note's number."""

    kind: str
    owner: str
    what: str
    place: Place
    due: date | None = None
    count: int = 1
    note: int = 0


@dataclass(frozen=True)
class LeftToDo:
    """The tasks of an edition by person in charge (nobody last), and how many things it is made of."""

    report: Report
    tasks: tuple[Task, ...]
    total: int
    unknown: tuple[str, ...] = ()  # numbers that nobody knows (« n.d. »)

    @property
    def done(self) -> int:
        """Return how many of the edition's things are settled."""
        return max(self.total - sum(task.count for task in self.tasks), 0)

    @property
    def unfinished(self) -> tuple[Task, ...]:
        """Return what keeps the edition from being finished; a number may be published with its question."""
        return tuple(task for task in self.tasks if task.kind not in {QUESTION, RULE, YEAR, PIECE, NOTE, ENGLISH})

    def by_owner(self) -> Iterator[tuple[str, Mapping[str, list[Task]]]]:
        """Yield each person in charge and their tasks by kind; an empty name comes last."""
        names: dict[str, str] = {}
        for task in self.tasks:
            names.setdefault(folded(task.owner), task.owner)
        for alike, owner in names.items():  # one person, however the name is typed
            own = [task for task in self.tasks if folded(task.owner) == alike]
            yield owner, {kind: found for kind in KINDS if (found := [task for task in own if task.kind == kind])}


def left_to_do(report: Report, owner: str = "", reminders: Iterable[Task] = ()) -> LeftToDo:
    """Return what is left to do, for everybody or for one person in charge; ``reminders`` are what only the rules see."""
    named, register = folded(owner), Register(report)
    tasks: list[Task] = []
    things: Counter[str] = Counter()
    for source in (_numbers, _texts, _sections, _carried, _pictures):
        found, counted = source(report)
        tasks += [replace(task, what=expanded(task.what, register)) for task in found]
        for name, count in counted.items():
            things[folded(name)] += count
    for task in reminders:
        tasks.append(task)
        things[folded(task.owner)] += task.count
    order = [*KINDS]
    tasks.sort(key=lambda task: (not task.owner, folded(task.owner), order.index(task.kind), task.place))
    if not named:
        return LeftToDo(report, tuple(tasks), things.total(), tuple(_unknown(report)))
    return LeftToDo(report, tuple(task for task in tasks if folded(task.owner) == named), things[named])


def owners_of(report: Report) -> list[str]:
    """Return the people in charge of something, in alphabetical order."""
    named = {section.front.owner for section in report.sections} | {table.spec.owner for table in report.tables.values()}
    named |= {indicator.owner for indicator in report.indicators.values()}
    return sorted({folded(name): name for name in sorted(named - {""}, reverse=True)}.values(), key=folded)


def _unknown(report: Report) -> Iterator[str]:
    """Yield the numbers that nobody knows: indicators, cells."""
    year = report.edition.year
    yield from (name for name, indicator in report.indicators.items() if year in unknown_years(indicator))
    for table in report.tables.values():
        for row in table.of_year(year):
            yield from (f"{table.id}.{row.key}.{column}" for column, cell in row.numbers.items() if cell.unknown)


Found = tuple[list[Task], Counter[str]]  # and how many things each person in charge answers for


def _numbers(report: Report) -> Found:
    """Return the values to fill and the questions to ask; each number of the year is one thing to settle."""
    register, before = Register(report), Register(report, report.edition.year - 1)
    tasks: list[Task] = []
    things: Counter[str] = Counter()
    asked: dict[tuple[str, str], list[tuple[Place, date | None]]] = {}
    for name, indicator in report.indicators.items():
        things[indicator.owner] += 1
        due = indicator.due or report.edition.due
        if is_asked(indicator, register.year) or name in register.awaited:
            place = register.awaited.get(name) or indicator.at("values")
            what = f"{indicator.label} ({name}){last_read(before, name, indicator.piece)}"
            tasks.append(Task(VALUE, indicator.owner, what, place, due))
        elif indicator.status == "to_confirm":
            asked.setdefault((indicator.owner, indicator.question), []).append((indicator.at(), due))
    for table in report.tables.values():
        found, counted = _table(table, register, asked)
        tasks += found
        things += counted
    tasks += [Task(QUESTION, owner, text, *found[0], count=len(found)) for (owner, text), found in asked.items()]
    return tasks, things


def _table(table: Table, register: Register, asked: dict[tuple[str, str], list[tuple[Place, date | None]]]) -> Found:
    """Return the cells to fill of a table, or that it has no row; its questions go with those already asked."""
    spec, rows = table.spec, table.of_year(register.year)
    due = spec.due or register.report.edition.due
    if not rows:
        what = f"{spec.title} ({table.id}) : aucune ligne pour {register.year}"
        return [Task(VALUE, spec.owner, what, spec.at(), due)], Counter({spec.owner: 1})
    cells = {ref: place for ref, place in register.awaited.items() if ref.startswith(f"{table.id}.")}
    things = Counter({spec.owner: len(cells) + sum(_settled(row) for row in rows if row.numbers or not spec.to_review)})
    for row in rows if not spec.to_review else ():  # who reads the table again answers its questions
        if row.status == "to_confirm" and not any(f"{table.id}.{row.key}.{column}" in cells for column in row.numbers):
            asked.setdefault((spec.owner, row.question), []).append((row.place, due))
    if not cells:
        return [], things
    what = f"{spec.title} ({table.id})" + (f" : {len(cells)} cellules" if len(cells) > 1 else "")
    what += last_read_table(register.report, table)
    return [Task(VALUE, spec.owner, what, min(cells.values()), due, len(cells))], things


def _settled(row: Row) -> int:
    """Return how many things of a row are known; a row of texts only counts while it is to be confirmed."""
    known = sum(cell.value is not None or cell.unknown for cell in row.numbers.values())
    return known or int(row.status == "to_confirm")


def _texts(report: Report) -> Found:
    found = [Task(TEXT, one.owner, one.what, one.place, one.due or report.edition.due) for one in placeholders(report)]
    return found, Counter(task.owner for task in found)


def _sections(report: Report) -> Found:
    return [
        Task(SECTION, front.owner, front.title, front.at("status"), front.due or report.edition.due)
        for front in (section.front for section in report.sections)
        if front.status == "to_review"
    ], Counter(section.front.owner for section in report.sections)


def _carried(report: Report) -> Found:
    due = report.edition.due
    tasks = [
        Task(CARRIED, _owner_of(report, spec.table), f"Graphique « {spec.title} » ({name})", spec.at("status"), due)
        for name, spec in report.charts.items()
        if spec.status == "to_review"
    ]
    tasks += [
        Task(CARRIED, table.spec.owner, _reread(table, report.edition.year), table.spec.at("to_review"), table.spec.due or due)
        for table in report.tables.values()
        if table.spec.to_review
    ]
    owners = [_owner_of(report, spec.table) for spec in report.charts.values()]
    return tasks, Counter([*owners, *(table.spec.owner for table in report.tables.values())])


def _reread(table: Table, year: int) -> str:
    """Return what is said of a table to read again, with the questions that its rows still have."""
    asked = len({row.question for row in table.of_year(year) if row.status == "to_confirm"})
    return f"Table « {table.spec.title} » ({table.id})" + (f", dont {asked} question{'s' * (asked > 1)} à poser" if asked else "")


def _owner_of(report: Report, table: str) -> str:
    return report.tables[table].spec.owner if table in report.tables else ""


def _pictures(report: Report) -> Found:
    """Return the pictures whose file isn't there, and the events that describe one without naming it."""
    owners: dict[str, Section | Table] = {section.path: section for section in report.sections}
    owners |= {table.path: table for table in report.tables.values()}
    wanted, tasks = [], []
    for place, target in pictures_of(report, links_of(report)):
        wanted.append(_picture(report, owners.get(place.path), target, place))
        file = file_of(report, target)
        if file is None or not isfile(file):  # noqa: PTH113
            tasks.append(wanted[-1])
    for table in report.tables.values():
        for row in table.of_year(report.edition.year) if table.spec.view == "timeline" else ():
            if not row.texts.get("image") and any(row.texts.get(name) for name in ("alt", "credit", "brief")):
                wanted.append(_picture(report, table, row.texts.get("title", row.key), row.place))
                tasks.append(wanted[-1])
    return tasks, Counter(task.owner for task in wanted)


def _picture(report: Report, shown: Section | Table | None, what: str, place: Place) -> Task:
    model = shown.front if isinstance(shown, Section) else shown.spec if shown else None
    owner, due = (model.owner, model.due) if model else ("", None)
    return Task(PICTURE, owner, what, place, due or report.edition.due)
