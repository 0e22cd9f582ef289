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
from rapport.ground.patterns import regex
from rapport.ground.problems import AuthorError
from rapport.numbers.claims.judging import judge
from rapport.numbers.claims.meaning import Kind
from rapport.numbers.claims.since import Surroundings, first_year_in, since_for
from rapport.numbers.claims.spotting import Claim
from rapport.numbers.claims.verdicts import ClaimError, Verdict
from rapport.numbers.expressions import ExpressionError
from rapport.numbers.register import Register, UnknownNumber
from rapport.sources.authored import TableSpec
from rapport.sources.model import Report, Row, Table

Attributes = Mapping[str, str]
_SENTENCE, _CLAUSE = regex(r"[.!?]\s|\n"), regex(r"[.!?,;:()–]\s|\n|\s[(–]")  # where they end
_SHORTEST = 4  # letters of what names something: « or », « non », « pour » name nothing by themselves
_WORD = regex(r"\w+")


class BoundProposal(NamedTuple):
    """What binds a claim to its numbers, and what the data then say of it, or why they can't."""

    attributes: Attributes
    verdict: Verdict | AuthorError


class _Way(NamedTuple):
    """What may bind a claim, and what its numbers are about, in words."""

    attributes: Attributes
    about: str


def proposal_for(claim: Claim, prose: str, report: Report, register: Register) -> BoundProposal | None:
    """Return what binds a claim of a text to the numbers that its sentence names; None when no way, or more than one, is sure."""
    said = {*_folded(_around(prose, claim, _SENTENCE)).split()}
    since = since_of(claim, prose, report.edition.year)
    judged = []
    for way in _ways(claim.kind, _naming(prose, claim), report):
        attributes = {**way.attributes, **since} if "evolution" in way.attributes else way.attributes
        if (verdict := _verdict(attributes, claim, prose, register)) is not None:
            judged.append((_nearness(said, way.about), BoundProposal(attributes, verdict)))
    most = max((near for near, _ in judged), default=(0, 0))
    best = [proposal for near, proposal in judged if near == most]
    return best[0] if most[0] and len(best) == 1 else None


def _nearness(said: set[str], about: str) -> tuple[int, int]:
    """Return how many words of what numbers are about a sentence says, and how many it doesn't, as a negative number."""
    words = {word for word in _folded(about).split() if len(word) >= _SHORTEST}
    return len(words & said), -len(words - said)


def since_of(claim: Claim, prose: str, own: int) -> Attributes:
    """Return « since= » for an evolution that its sentence tells from another year than the last; nothing else."""
    since = since_for(first_year_in(claim.words, Surroundings(prose[: claim.start], prose[claim.end :])), own)
    return {"since": since} if since else {}


def _verdict(attributes: Attributes, claim: Claim, prose: str, register: Register) -> Verdict | AuthorError | None:
    try:
        return judge(attributes, claim.words, register, Surroundings(prose[: claim.start], prose[claim.end :]))
    except (ClaimError, ExpressionError, UnknownNumber) as error:
        return error if "since" in attributes and not isinstance(error, ClaimError) else None


def _around(prose: str, claim: Claim, end: re.Pattern[str]) -> str:
    """Return what stands about a claim, to the nearest ends on both sides, less the claim's own words."""
    before = [found.end() for found in end.finditer(prose, 0, claim.start)]
    after = end.search(prose, claim.end)
    return f"{prose[before[-1] if before else 0 : claim.start]} {prose[claim.end : after.start() if after else len(prose)]}"


def _naming(prose: str, claim: Claim) -> str:
    """Return what names the numbers of a claim: its clause, its own words if they compare, whom a rank in apposition names."""
    clause = _around(prose, claim, _CLAUSE)
    if claim.kind in {Kind.COMPARISON, Kind.MULTIPLE}:
        start = max([0, *(found.end() for found in _CLAUSE.finditer(prose, 0, claim.start))])
        after = _CLAUSE.search(prose, claim.end)
        return prose[start : after.start() if after else len(prose)]
    if claim.kind is Kind.RANK and (beside := _APPOSED.search(prose[: claim.start])):
        return f"{beside[1]} {clause}"  # « L'AI, première famille du réseau, compte… »
    if claim.kind is Kind.RANK and (beside := _OPENING.match(prose[claim.end :])) and not prose[: claim.start].strip():
        return f"{clause} {beside[1]}"  # « Première famille du réseau, les AI comptent… »
    return clause


_APPOSED = regex(r"(?:^|[.!?;:]\s|,\s)([^.!?;:,]+),\s*\Z")
_OPENING = regex(r"[^.!?;:,]*,\s([^.!?;:,]+)")


def _ways(kind: Kind, clause: str, report: Report) -> Iterator[_Way]:
    """Yield what may bind a claim of a kind, of the numbers that a clause names."""
    plain = _folded(clause)
    for table in report.tables.values():
        if not (columns := [name for name, column in table.spec.columns.items() if column.numeric]):
            continue
        own = [row for row in table.rows if row.year == report.edition.year]
        named = [(place, row) for row in own if (place := _place(row, table, clause, plain)) is not None]
        rows = [row for _, row in sorted(named, key=lambda one: one[0])]
        for name in columns:
            if _is_numbering(table.spec, name, own):
                continue
            refs = [f"{table.id}.{row.key}.{name}" for row in rows if name in row.numbers]
            about = f"{table.spec.title} {table.spec.columns[name].label} {table.spec.columns[name].unit}"
            for attributes in _of_rows(kind, refs, table, name, rows):
                whole = report.indicators.get(attributes.get("in", ""))
                yield _Way(attributes, f"{about} {whole.label if whole else ''}")
    if kind in {Kind.TREND, Kind.MULTIPLE, Kind.ROUGH}:
        for ref, indicator in report.indicators.items():
            if (words := _folded(indicator.label).split()) and {*words} <= {*plain.split()}:
                yield _Way({"of" if kind is Kind.ROUGH else "evolution": ref}, indicator.label)


def _of_rows(kind: Kind, refs: Sequence[str], table: Table, column: str, rows: Sequence[Row]) -> Iterator[Attributes]:
    if kind in {Kind.COMPARISON, Kind.MULTIPLE} and len(refs) == 2:  # noqa: PLR2004 - one number and the other
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
    elif kind in {Kind.TREND, Kind.MULTIPLE}:
        yield {"evolution": refs[0]}
    elif kind is Kind.ROUGH:
        yield {"of": refs[0]}


def _wholes(spec: TableSpec, column: str) -> Iterator[str]:
    """Yield the indicators that the whole of a column is."""
    for total in spec.totals:
        if total.column == column and isinstance(total.equals, str) and not total.per and not total.where:
            yield total.equals


def _is_numbering(spec: TableSpec, column: str, rows: Sequence[Row]) -> bool:
    """Tell whether a column without unit numbers its rows, 1, 2, 3…: it measures nothing."""
    numbers = {value for row in rows if column in row.numbers and (value := row.numbers[column].value) is not None}
    return not spec.columns[column].unit and len(numbers) > 1 and numbers == {*range(1, len(numbers) + 1)}


def _place(row: Row, table: Table, clause: str, plain: str) -> float | None:
    """Return how far in a clause the key of a row is said, or its name in a column of texts, from 0 to 1; None if it isn't."""
    names = {row.key, *(row.texts.get(name, "") for name, column in table.spec.columns.items() if not column.numeric)}
    return min((place for name in names if (place := _read_at(name, clause, plain)) is not None), default=None)


def _read_at(name: str, clause: str, plain: str) -> float | None:
    if name.isupper() and len(name) > 1:  # an acronym
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", clause)
        return found.start() / len(clause) if found else None
    words, spaced = _folded(name), f" {plain} "
    at = spaced.find(f" {words} ") if len(words) >= _SHORTEST else -1
    return at / len(spaced) if at >= 0 else None


@lru_cache(maxsize=8192)  # names of rows, asked of each claim
def _folded(text: str) -> str:
    """Return the words of a text in small letters, without accents, less the marks of the feminine and of the plural."""
    return " ".join(word.rstrip("esx") or word for word in _WORD.findall(french.folded(text)))
