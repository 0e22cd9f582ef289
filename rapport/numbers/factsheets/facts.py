"""What a factsheet says: its own member's answers beside the cells that the survey publishes, as plain texts to print.

Nothing else comes in: the answers of others are only ever met as a published cell, hidden ones as « c ».
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any, TypedDict

from rapport.ground import french
from rapport.numbers.calls import SIGNS
from rapport.numbers.factsheets.calls import FactCall
from rapport.numbers.factsheets.subjects import Recipient
from rapport.numbers.printed_texts import readable_text
from rapport.numbers.register import Register
from rapport.numbers.survey.rounding import rounded_half_up
from rapport.sources.model import Row, Table
from rapport.sources.panel import WITHHELD, Panel, SurveyCell
from rapport.sources.returned import Answer
from rapport.sources.survey import SurveyColumn

MISSING = "non renseigné"
_WHOLE = Decimal(100)
_FINE = 4  # decimals of a share that is drawn
_HEADS = {"type": "Médiane des {}", "region": "Médiane en {}", "": "Médiane du réseau"}


class Fact(TypedDict, total=False):
    """The answer to a call: its kind, and the texts that it prints."""

    kind: str  # text, missing, beside, parts, rows
    text: str
    heads: list[str]
    rows: list[Any]
    note: str


class Facts:
    """Calculates the calls of one kind of factsheet; the published cells are looked up by column and group."""

    def __init__(self, panel: Panel, register: Register) -> None:
        self.panel = panel
        self.register = register
        self._medians: dict[tuple[str, tuple[tuple[str, str], ...]], SurveyCell] = {}
        self._shares: dict[tuple[str, tuple[tuple[str, str], ...]], SurveyCell] = {}
        for cell in panel.published.values():
            self._index(cell)

    def _index(self, cell: SurveyCell) -> None:
        statistic = self.panel.spec.statistics.get(cell.statistic)
        if statistic is None or statistic.where:
            return
        if statistic.compute == "median" and len(statistic.of) == 1:
            self._medians.setdefault((statistic.of[0], cell.group), cell)
        elif statistic.compute == "share" and len(statistic.of) > 1 and not statistic.among and cell.group:
            self._shares.setdefault((cell.group[-1][1], cell.group[:-1]), cell)

    def fact_of(self, call: FactCall, subject: Recipient) -> Fact:
        """Return the answer to a call for a member or a region."""
        answered: Fact = getattr(self, f"_{call.name}")(call, subject)
        return answered

    # --- words of a sentence

    def _field(self, call: FactCall, subject: Recipient) -> Fact:
        name = call.args[0]
        if name in {"id", "name"}:
            return _text(subject.id if name == "id" else french.curled(subject.name))
        if name == "members":
            return _text(french.format_number(Decimal(sum(m.region == subject.region for m in self.panel.members.values()))))
        said = subject.group(name)
        return _text(french.curled(said)) if said else {"kind": "missing", "text": MISSING}

    def _own(self, call: FactCall, subject: Recipient) -> Fact:
        value = self._answer(subject, call.args[0])
        if value is None:
            return {"kind": "missing", "text": MISSING}
        column = self.panel.spec.columns[call.args[0]]
        return _text(_printed(value, column) if isinstance(value, Decimal) else column.allowed.get(value, value))

    def _median(self, call: FactCall, subject: Recipient) -> Fact:
        printed = _printed_cell(self._cell(call.args[0], call.option("by", ""), subject))
        return _text(printed) if printed != WITHHELD else {"kind": "missing", "text": WITHHELD}

    def _standing(self, call: FactCall, subject: Recipient) -> Fact:
        return _text(self._stood(call.args[0], call.option("by", "type"), subject))

    def _stood(self, column: str, by: str, subject: Recipient) -> str:
        """Return where an answer stands beside a median, in words that are true at the precision of the median."""
        value, cell = self._answer(subject, column), self._cell(column, by, subject)
        whose = _whose(by, subject)
        if cell is None or cell.value is None:
            return f"sans médiane publiée pour {_group(by, subject)}"
        if not isinstance(value, Decimal):
            return f"sans réponse à situer par rapport à la médiane {whose}"
        own = rounded_half_up(
            Fraction(value), cell.decimals
        )  # as the median was: of two numbers that round apart, the order is sure
        if own == cell.value:
            return f"au niveau de la médiane {whose}"
        return f"{'au-dessus' if own > cell.value else 'en dessous'} de la médiane {whose}"

    # --- blocks

    def _numbers(self, call: FactCall, subject: Recipient) -> Fact:
        rows = []
        for name in call.args:
            column, own = self.panel.spec.columns[name], self._answer(subject, name)
            printed = _printed(own, column) if isinstance(own, Decimal) else MISSING
            rows.append(
                {
                    "label": french.typeset(column.label),
                    "texts": [printed],
                    "said": self._stood(name, "type", subject),
                    "there": own is not None,
                }
            )
        return {"kind": "numbers", "rows": rows}

    def _beside(self, call: FactCall, subject: Recipient) -> Fact:
        bys = ("type", "region") if subject.member else ("region", "")
        heads = [_HEADS[by].format(subject.group(by)) for by in bys]
        least: dict[str, int] = {}
        rows = []
        for name in call.args:
            cells = [self._cell(name, by, subject) for by in bys]
            rows.append(self._row_beside(name, cells, subject))
            for head, cell in zip(heads, cells, strict=True):
                if cell is not None and cell.base:
                    least[head] = min(least.get(head, cell.base), cell.base)
        counted = french.listed([f"{count} ({head[:1].lower()}{head[1:]})" for head, count in least.items()])
        note = f"Réponses, au moins : {counted}." if least else ""
        own = ["Votre structure"] if subject.member else []
        return {"kind": "beside", "heads": [*own, *heads], "rows": rows, "note": french.typeset(note)}

    def _row_beside(self, name: str, cells: list[SurveyCell | None], subject: Recipient) -> dict[str, Any]:
        """Return a member's answer and the medians beside it, with bars to the scale of the largest of them."""
        column = self.panel.spec.columns[name]
        values = [cell.value if cell else None for cell in cells]
        printed = [_printed_cell(cell) for cell in cells]
        said = ""
        if subject.member:
            own = self._answer(subject, name)
            values.insert(0, own if isinstance(own, Decimal) else None)
            printed.insert(0, _printed(own, column) if isinstance(own, Decimal) else MISSING)
            said = self._stood(name, "type", subject)
        top = max((value for value in values if value is not None), default=Decimal(0))
        bars = [None if value is None or value < 0 or top <= 0 else float(round(value / top, _FINE)) for value in values]
        return {"label": french.typeset(column.label), "texts": printed, "bars": bars, "said": said}

    def _parts(self, call: FactCall, subject: Recipient) -> Fact:
        own = [self._answer(subject, name) for name in call.args]
        numbers = [value for value in own if isinstance(value, Decimal)]
        whole = sum(numbers, Decimal(0)) if len(numbers) == len(own) else Decimal(0)
        labels = [french.typeset(self.panel.spec.columns[name].label) for name in call.args]
        rows = []
        if subject.member:
            shares = [value / whole * _WHOLE for value in numbers] if whole > 0 else []
            rows.append(_parted("Votre structure", [(share, _percent(share, 0)) for share in shares]))
        for by in ("type", "region") if subject.member else ("region", ""):
            group = ((by, subject.group(by)),) if by else ()
            cells = [self._shares.get((name, group)) for name in call.args]
            known = [cell for cell in cells if cell and cell.value is not None]
            shares_of = [(cell.value or Decimal(0), _percent(cell.value or Decimal(0), cell.decimals)) for cell in known]
            rows.append(_parted(_group(by, subject), shares_of if len(known) == len(cells) else []))
        return {"kind": "parts", "heads": labels, "rows": rows}

    def _rows(self, call: FactCall, subject: Recipient) -> Fact:
        table = self.register.report.tables[call.args[0]]
        match = call.option("match", "region")
        columns = call.option("columns", tuple(c for c, spec in table.spec.columns.items() if not spec.hidden and c != match))
        wanted = french.folded(subject.group("region") if match != "type" else subject.group("type"))
        rows = [
            [self._shown(row, column, table) for column in columns]
            for row in table.of_year(self.register.year)
            if french.folded(row.texts.get(match, "")) == wanted
        ]
        heads = [french.typeset(table.spec.columns[column].label or column) for column in columns]
        return {"kind": "rows", "heads": heads, "rows": rows, "note": "" if rows else "Rien n'est renseigné pour l'instant."}

    def _members(self, call: FactCall, subject: Recipient) -> Fact:  # noqa: ARG002 - called like the others
        there = [member for member in self.panel.members.values() if member.region == subject.region]
        there.sort(key=lambda member: french.folded(member.name))
        return {"kind": "rows", "heads": ["Adhérent", "Type"], "rows": [[french.curled(one.name), one.type] for one in there]}

    def _shown(self, row: Row, column: str, table: Table) -> str:
        """Return what a row of a table says in a column, a number as it is printed."""
        spec = table.spec.columns[column]
        if not spec.numeric:
            return readable_text(row.texts.get(column, ""), self.register)
        value = row.numbers[column].value
        decimals = spec.decimals if isinstance(spec.decimals, int) else None
        return "" if value is None else french.with_unit(french.format_number(value, decimals), spec.unit or "")

    # --- where it all comes from

    def _answer(self, subject: Recipient, column: str) -> Answer:
        """Return what a member answered; the only place where an answer is read, and it is the factsheet's own member's."""
        answers = self.panel.answers.get(subject.member.id) if subject.member else None
        return answers.values.get(column) if answers else None

    def _cell(self, column: str, by: str, subject: Recipient) -> SurveyCell | None:
        return self._medians.get((column, ((by, subject.group(by)),) if by else ()))


def _text(text: str) -> Fact:
    return {"kind": "text", "text": text}


def _whose(by: str, subject: Recipient) -> str:
    if not by:
        return "du réseau"
    return f"des {subject.group(by)}" if by == "type" else f"de la région {subject.group(by)}"


def _group(by: str, subject: Recipient) -> str:
    if not by:
        return "le réseau"
    return f"les {subject.group(by)}" if by == "type" else f"la région {subject.group(by)}"


def _printed(value: Decimal, column: SurveyColumn) -> str:
    return french.with_unit(french.format_number(value, column.decimals), _unit(value, column.decimals, column.unit))


def _printed_cell(cell: SurveyCell | None) -> str:
    if cell is None or cell.value is None:
        return WITHHELD
    printed = french.format_number(cell.value, cell.decimals)
    return french.with_unit(printed, _unit(cell.value, cell.decimals, cell.unit))


def _unit(value: Decimal, decimals: int, unit: str) -> str:
    """Return the unit as it follows a number: a word loses its plural below 2, as French has it."""
    if unit in SIGNS or unit.isupper() or abs(french.rounded(value, decimals)) >= 2:  # noqa: PLR2004
        return unit
    return unit.removesuffix("s")


def _percent(share: Decimal, decimals: int) -> str:
    return french.with_unit(french.format_number(share, decimals), "%")


def _parted(label: str, shares: list[tuple[Decimal, str]]) -> dict[str, Any]:
    """Return a bar of parts, told to be missing when there is none."""
    parts = [{"text": text, "share": float(round(share / _WHOLE, _FINE))} for share, text in shares]
    shown = label[:1].upper() + label[1:]
    return {"label": shown, "parts": parts, "missing": "" if parts else MISSING if label == "Votre structure" else "non publié"}
