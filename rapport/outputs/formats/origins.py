"""Where the numbers of the page come from: what each shows on demand, and the list at the end of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import combinations

from markupsafe import Markup

from rapport.ground import french
from rapport.ground.patterns import regex
from rapport.ground.units import measures_of, same_kinds
from rapport.numbers.calls import MARK, SIGNS
from rapport.numbers.doubts import TO_CONFIRM
from rapport.numbers.in_time import absolute, dated, in_time
from rapport.numbers.printed_texts import plain_text
from rapport.numbers.register import Register
from rapport.numbers.trace import Trace, exact_form
from rapport.outputs.formats.escapes import json_text
from rapport.sources.published_names import STATUSES

ANNEX = "annexe-chiffres"
Anchors = Mapping[str, str]  # of the entries of the list, by the names of the numbers
_OPERAND = regex(r"""value\(\s*(?:"([^"]*)"|'([^']*)')\s*(?:,\s*year\s*=\s*(-?\d+)\s*)?\)|(\d+(?:\.\d+)?)|([*/-])|\s*\|\s*abs""")
_SIGNS = {"*": "×", "/": "÷", "-": french.MINUS}
_BOUND = regex(r'<a\b|</a>|<span class="value[^"]*" data-ref="([^"]+)">.*?</span>', re.DOTALL)


@dataclass(frozen=True)
class Origin:
    """A number of the list: what is said of it, its anchor, and the other sections that print it."""

    anchor: str
    label: str
    value: str
    status: str
    question: str
    source: str
    formula: str
    note: str
    stated: str  # what other statements of the fact say against it
    evidence: str  # the piece that proves it
    before: str  # last year's value
    also: tuple[str, ...]

    def shown(self) -> dict[str, str]:
        """Return what the page shows on demand; what isn't known is left out."""
        names = ("anchor", "label", "value", "status", "question", "source", "formula", "note", "stated", "evidence", "before")
        return {name: text for name in names if (text := getattr(self, name))}


@dataclass(frozen=True)
class Group:
    """The numbers that one section is the first to print, by source."""

    section: str
    sources: tuple[tuple[str, tuple[Origin, ...]], ...]

    @property
    def count(self) -> int:
        """Return how many numbers the group holds."""
        return sum(len(origins) for _, origins in self.sources)


@dataclass(frozen=True)
class Origins:
    """The origin of every number of the page, by name, and the groups of the list."""

    by_ref: Mapping[str, Origin]
    groups: tuple[Group, ...]

    def as_json(self) -> Markup:
        """Return the origins as JSON for a script element."""
        return self._json

    @cached_property
    def _json(self) -> Markup:
        shown = {ref: origin.shown() for ref, origin in self.by_ref.items()}
        return json_text(shown)


def linked(body: str, anchors: Anchors) -> str:
    """Return the page's body with each number linked to its entry of the list of ``anchors``, except inside links."""
    inside = False

    def wrapped(found: re.Match[str]) -> str:
        nonlocal inside
        if found[1] is None:
            inside = found[0] != "</a>"
            return found[0]
        anchor = anchors.get(unescape(found[1]))
        return found[0] if inside or anchor is None else f'<a class="to-origin" href="#{anchor}">{found[0]}</a>'

    return _BOUND.sub(wrapped, body)


def origins_of(traces: Mapping[str, Trace], register: Register, contents: Iterable[str]) -> Origins:
    """Return the origins of the numbers printed, grouped by the first of the contents, named in order, that prints them."""
    sorted_: dict[str, dict[str, list[Trace]]] = {name: {} for name in contents}
    for trace in traces.values():
        sorted_[trace.sections[0]].setdefault(trace.source, []).append(trace)
    by_ref: dict[str, Origin] = {}
    groups = []
    for section, sources in sorted_.items():
        kept = tuple((source, tuple(_kept(by_ref, trace, register) for trace in found)) for source, found in sources.items())
        groups.append(Group(section, kept))
    return Origins(by_ref, tuple(group for group in groups if group.sources))


def _kept(by_ref: dict[str, Origin], trace: Trace, register: Register) -> Origin:
    origin = Origin(
        anchor=f"chiffre-{len(by_ref) + 1}",
        label=trace.label,
        value=trace.printed,
        status=STATUSES[trace.status],
        question=trace.question,
        source=trace.source,
        formula=calculation_of(trace, register),
        note=trace.note,
        stated=f"{french.NNBSP}; ".join(trace.stated),
        evidence=trace.evidence,
        before=trace.previous,
        also=trace.sections[1:],
    )
    by_ref[trace.ref] = origin
    return origin


def calculation_of(trace: Trace, register: Register) -> str:
    """Return the formula of a calculated number as a reader has it, with the values of that number's own year."""
    moved = in_time(trace.ref)
    if moved and moved.until is None:
        register = register.of_year(absolute(moved.year, register.year))
    return readable(trace.formula, register)


def readable(formula: str, register: Register) -> str:
    """Return a formula as a reader has it: labels with their values for names, × and ÷ for signs."""
    return "".join(_words(formula, register)).strip()


def _operand(ref: str, register: Register, *, bare: bool) -> str:
    """Return a number of a formula in words: its label without its table's title, its value, marked if doubtful."""
    number = register.number(ref)
    table = register.report.tables.get(ref.partition(".")[0])
    label = number.label.replace(f" ({table.spec.title})", "") if table else number.label
    value = exact_form(number)
    if bare and number.unit not in SIGNS:
        value = value.partition(french.NBSP)[0]
    value += MARK * (number.status == TO_CONFIRM)
    return f"«{french.NBSP}{french.typeset(plain_text(label, register))}{french.NBSP}» ({value})"


def _in_one_unit(formula: str, register: Register) -> bool:
    """Tell whether no two numbers of a formula measure one thing in two sizes, such as MWh and kWh, that were converted."""
    refs = [dated(double or single, int(year or 0)) for double, single, year, *_ in _OPERAND.findall(formula) if double or single]
    found = {measures_of(register.number(ref).unit) for ref in refs}
    return not any(same_kinds(one, other) for one, other in combinations(found, 2))


def _words(formula: str, register: Register) -> Iterator[str]:
    position, bare = 0, _in_one_unit(formula, register)
    for found in _OPERAND.finditer(formula):
        yield formula[position : found.start()]
        position = found.end()
        double, single, year, number, sign = found.groups()
        if name := double or single:
            yield _operand(dated(name, int(year or 0)), register, bare=bare)
        elif number:
            yield french.format_number(french.number_of(number))
        elif sign:
            yield _SIGNS[sign]
        else:
            yield " (en valeur absolue)"
    yield formula[position:]
