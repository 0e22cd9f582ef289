"""What the rules on sources answer about a slip: errors and warnings that the true edition does not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from slips import Number

from rapport.ground.problems import Place, Problem, Severity
from rapport.numbers.register import Register
from rapport.rules.book import SOURCE_RULES, RuleBook, Sources
from rapport.rules.waivers import waived
from rapport.sources.authored import Assertion, ChartSpec
from rapport.sources.model import Report, Row
from rapport.sources.texts import Text, texts_of

BARE = "TXT12"  # the rule on numbers typed by hand: it judges texts, so it is left out of the slips in data


class Watched(Mapping[Any, Any]):
    """A mapping that notes which of its numbers are read."""

    def __init__(self, inner: Mapping[Any, Any], place_of: Callable[[Any], Place], seen: set[Place]) -> None:
        self.inner, self.place_of, self.seen = inner, place_of, seen

    def __getitem__(self, key: Any) -> Any:
        self.seen.add(self.place_of(key))
        return self.inner[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


def watched(report: Report, seen: set[Place]) -> Report:
    """Return a report that notes the place of each number when it is read."""
    indicators = {
        ref: indicator.model_copy(update={"values": Watched(indicator.values, partial(indicator.at, "values"), seen)})
        for ref, indicator in report.indicators.items()
    }
    tables = {
        name: replace(table, rows=tuple(_watched_row(row, seen) for row in table.rows)) for name, table in report.tables.items()
    }
    return replace(report, indicators=indicators, tables=tables)


def _watched_row(row: Row, seen: set[Place]) -> Row:
    return replace(row, numbers=Watched(row.numbers, lambda column: row.numbers[column].place, seen))


class Given(Sources):
    """What the rules on sources read, its texts (and its register, when there is one) already made."""

    def __init__(self, report: Report, texts: Iterable[Text], register: Register | None) -> None:
        super().__init__(report)
        self._given = tuple(text for text in texts if text.text), register

    @property
    def texts(self) -> tuple[Text, ...]:
        """Return the texts that were given."""
        return self._given[0]

    @property
    def register(self) -> Register:
        """Return the register that was given, or the report's own."""
        return self._given[1] or super().register


class Checker:
    """The rules on sources, asked about slips of one edition."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.texts = tuple(texts_of(report))
        self.register = Register(report)
        self.readers: dict[Place, list[str]] = defaultdict(list)
        self.assertions: dict[Place, list[Assertion]] = defaultdict(list)
        self.charts: dict[Place, dict[str, ChartSpec]] = defaultdict(dict)
        self.narrowed: set[str] = set()  # the rules that are asked about the assertions and charts that read the number alone
        self._learn()
        self.true = self._found(report, [code for code in SOURCE_RULES.rules if code != BARE])

    def _learn(self) -> None:
        """Note which rules, and which assertions and charts under them, read each number of a watched report."""
        codes = {code: self._read([code], self.report) for code in SOURCE_RULES.rules if code != BARE}
        for code, places in codes.items():
            for place in places:
                self.readers[place].append(code)
        for assertion in self.report.assertions:
            for place in self._read(["RUL01"], replace(self.report, assertions=(assertion,))):
                self.assertions[place].append(assertion)
        drawn = [code for code, places in codes.items() if places and code.startswith("CHA")]
        self.narrowed = {"RUL01", *drawn}
        for name, spec in self.report.charts.items():
            for place in self._read(drawn, replace(self.report, charts={name: spec})):
                self.charts[place][name] = spec

    def _read(self, codes: Iterable[str], report: Report) -> set[Place]:
        seen: set[Place] = set()
        sources = Sources(watched(report, seen))
        for code in codes:
            list(SOURCE_RULES.rules[code].find(sources))
        return seen

    def _found(self, report: Report, codes: Iterable[str]) -> list[Problem]:
        book: RuleBook[Sources] = RuleBook()
        book.rules.update((code, SOURCE_RULES.rules[code]) for code in codes)
        sources = Given(report, self.texts, None)  # a number's slip changes no text
        return waived(book.check(sources, report.edition), report.edition, SOURCE_RULES.rules, complete=False)

    def slip(self, number: Number, wrong: Decimal) -> tuple[set[str], bool]:
        """Return the codes of the new errors and warnings, and whether there is at least a new remark."""
        place, report = number.place, number.falsified(wrong)
        narrow = replace(report, assertions=tuple(self.assertions[place]), charts=self.charts[place])
        codes = self.readers[place]
        found = self._found(narrow, [code for code in codes if code in self.narrowed])
        found += self._found(report, [code for code in codes if code not in self.narrowed])  # claims name any assertion
        return new_codes(found, self.true), bool(signatures(found, Severity.INFO) - signatures(self.true, Severity.INFO))

    def typed(self, report: Report) -> bool:
        """Tell whether the rule on numbers typed by hand finds more in the texts that changed than in the true ones."""
        pairs = [(new, old) for new, old in zip(texts_of(report), self.texts, strict=True) if new != old]
        new, old = (self._bare([pair[side] for pair in pairs]) for side in (0, 1))
        return new > old

    def _bare(self, texts: Iterable[Text]) -> int:
        return sum(1 for _ in SOURCE_RULES.rules[BARE].find(Given(self.report, texts, self.register)))


def signatures(problems: Iterable[Problem], least: Severity = Severity.WARNING) -> Counter[tuple[str, str, Severity]]:
    """Return the problems without their words: a message that merely changes is not a new problem."""
    return Counter((p.code, str(p.place), p.severity) for p in problems if p.severity >= least)


def new_codes(found: Iterable[Problem], true: Iterable[Problem]) -> set[str]:
    """Return the codes of the errors and warnings that the true edition does not have."""
    return {code for code, _, _ in signatures(found) - signatures(true)}
