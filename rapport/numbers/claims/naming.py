"""The numbers that a text names by their words, to bind its claim to: « la moitié des adhérents sont des ETTI » names a row.

In the clause of the claim, a row is named by its key or by its name in a column of texts, whole and in the singular or the
plural; an indicator by every word of its label. Of several ways of binding the claim that can be judged, the one whose table
and whole share most words with the sentence, and of these the one that has fewest others, is offered if it is alone to: who
writes is shown a form to paste, not a list to choose from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapport.ground import french
from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.spotting import Claim
from rapport.numbers.claims.verdicts import ClaimError, Verdict
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.authored import TableSpec
from rapport.sources.model import Report, Row, Table

Attributes = Mapping[str, str]
_SENTENCE, _CLAUSE = re.compile(r"[.!?]\s|\n"), re.compile(r"[.!?,;:()–]\s|\n|\s[(–]")  # where they end
_SHORTEST = 4  # letters of what names something: « or », « non », « pour » name nothing by themselves
_WORD = re.compile(r"\w+")


class BoundProposal(NamedTuple):
    """What binds a claim to its numbers, and what the data then say of it."""

    attributes: Attributes
    verdict: Verdict


class _Way(NamedTuple):
    """What may bind a claim, and what its numbers are about, in words."""

    attributes: Attributes
    about: str


def proposal_for(claim: Claim, prose: str, report: Report, register: Register) -> BoundProposal | None:
    """Return what binds a claim of a text to the numbers that its sentence names; None when no way, or more than one, is sure."""
    said = {*_folded(_around(prose, claim, _SENTENCE)).split()}
    judged = [
        (_nearness(said, way.about), BoundProposal(way.attributes, verdict))
        for way in _ways(claim.kind, _around(prose, claim, _CLAUSE), report)
        if (verdict := _verdict(way.attributes, claim, register)) is not None
    ]
    most = max((near for near, _ in judged), default=(0, 0))
    best = [proposal for near, proposal in judged if near == most]
    return best[0] if most[0] and len(best) == 1 else None


def _nearness(said: set[str], about: str) -> tuple[int, int]:
    """Return how many words of what numbers are about a sentence says, and how many it doesn't, as a negative number."""
    words = {word for word in _folded(about).split() if len(word) >= _SHORTEST}
    return len(words & said), -len(words - said)


def _verdict(attributes: Attributes, claim: Claim, register: Register) -> Verdict | None:
    try:
        return judge(attributes, claim.words, register)
    except (ClaimError, ExpressionError, UnknownNumber):
        return None


def _around(prose: str, claim: Claim, end: re.Pattern[str]) -> str:
    """Return what stands about a claim, to the nearest ends on both sides, less the claim's own words."""
    before = [found.end() for found in end.finditer(prose, 0, claim.start)]
    after = end.search(prose, claim.end)
    return f"{prose[before[-1] if before else 0 : claim.start]} {prose[claim.end : after.start() if after else len(prose)]}"


def _ways(kind: Kind, clause: str, report: Report) -> Iterator[_Way]:
    """Yield what may bind a claim of a kind, of the numbers that a clause names."""
    plain = _folded(clause)
    for table in report.tables.values():
        if not (columns := [name for name, column in table.spec.columns.items() if column.numeric]):
            continue
        rows = [row for row in table.rows if row.year == report.edition.year and _is_named(row, table, clause, plain)]
        for name in columns:
            refs = [f"{table.id}.{row.key}.{name}" for row in rows if name in row.numbers]
            about = f"{table.spec.title} {table.spec.columns[name].label} {table.spec.columns[name].unit}"
            for attributes in _of_rows(kind, refs, table, name, rows):
                whole = report.indicators.get(attributes.get("in", ""))
                yield _Way(attributes, f"{about} {whole.label if whole else ''}")
    if kind in {Kind.TREND, Kind.ROUGH}:
        for ref, indicator in report.indicators.items():
            if (words := _folded(indicator.label).split()) and {*words} <= {*plain.split()}:
                yield _Way({"evolution" if kind is Kind.TREND else "of": ref}, indicator.label)


def _of_rows(kind: Kind, refs: Sequence[str], table: Table, column: str, rows: Sequence[Row]) -> Iterator[Attributes]:
    if kind is Kind.COMPARISON and len(refs) == 2:  # noqa: PLR2004 - one number and the other
        yield {"of": refs[0], "than": refs[1]}
    if len(refs) != 1:
        return
    if kind in {Kind.SHARE, Kind.ALL}:
        if table.spec.columns[column].unit == "%":
            yield {"of": refs[0]}
        else:
            yield from ({"of": refs[0], "in": whole} for whole in _wholes(table.spec, column))
    elif kind is Kind.RANK:
        yield {"rank": f"{table.id}.{column}", "key": rows[0].key}
    elif kind is Kind.TREND:
        yield {"evolution": refs[0]}
    elif kind is Kind.ROUGH:
        yield {"of": refs[0]}


def _wholes(spec: TableSpec, column: str) -> Iterator[str]:
    """Yield the indicators that the whole of a column is."""
    for total in spec.totals:
        if total.column == column and isinstance(total.equals, str) and not total.per and not total.where:
            yield total.equals


def _is_named(row: Row, table: Table, clause: str, plain: str) -> bool:
    """Tell whether a clause says the key of a row, or its name in a column of texts."""
    names = {row.key, *(row.texts.get(name, "") for name, column in table.spec.columns.items() if not column.numeric)}
    return any(_is_read(name, clause, plain) for name in names)


def _is_read(name: str, clause: str, plain: str) -> bool:
    if name.isupper() and len(name) > 1:  # an acronym
        return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", clause) is not None
    words = _folded(name)
    return len(words) >= _SHORTEST and f" {words} " in f" {plain} "


@lru_cache(maxsize=8192)  # names of rows, asked of each claim
def _folded(text: str) -> str:
    """Return the words of a text in small letters, without accents, less the marks of the feminine and of the plural."""
    return " ".join(word.rstrip("esx") or word for word in _WORD.findall(french.folded(text)))
