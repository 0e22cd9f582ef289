"""What claims are worth: each bound one falsified by moving its data, what is found in labelled corpora, and its price.

    python benchmarks/claims.py [folder]

Claims are those of the edition in the folder (the project's own). A claim's data are moved up and down, in memory; it is told
when one move at least makes a problem of AFF01 or AFF02 at the claim's own line and column, and none was there before.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from corpus import scores  # noqa: E402 - beside this script
from trial import copied  # noqa: E402 - beside this script

from rapport.cli import main as cli  # noqa: E402
from rapport.ground.problems import Place  # noqa: E402
from rapport.numbers.formulas import operands_of  # noqa: E402
from rapport.rules.book import SOURCE_RULES, Finding, Rule, Sources  # noqa: E402
from rapport.rules.claims import Bound, bound_claims  # noqa: E402
from rapport.sources.authored import Indicator  # noqa: E402
from rapport.sources.model import Report, Table  # noqa: E402
from rapport.sources.reading import load  # noqa: E402

PROJECT = Path(__file__).resolve().parents[1]
MOVES = (Decimal("0.01"), Decimal("0.5"), Decimal(2), Decimal(100))
OWN = ("AFF01", "AFF02", "AFF03", "AFF04", "AFF05")


def main() -> None:
    """Print the three measures, the price first: nothing is ready then."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else PROJECT
    price_of()
    report, _ = load(root)
    told_of_moves(report)
    for path in sorted((PROJECT / "tests/numbers/claims").glob("*.tsv")):
        found_in(path)


def told_of_moves(report: Report) -> None:
    """Print, by what proves them, how many bound claims are told once their data moved."""
    before = problems_at(report)
    told, among = Counter[str](), Counter[str]()
    for bound in bound_claims(Sources(report)):
        kind = " ".join(sorted(bound.span.attributes))
        among[kind] += 1
        falsified = any(bound.place in problems_at(moved) for moved in moved_for(report, bound))
        told[kind] += falsified and bound.place not in before
        if not falsified:
            print(f"not told: {bound.place} « {bound.words} »")
    print(f"{'claims falsified':<28}{'told':>6}{'of':>6}")
    for kind, count in sorted(among.items()):
        print(f"{kind:<28}{told[kind]:>6}{count:>6}")
    print(f"{'together':<28}{told.total():>6}{among.total():>6}\n")


def problems_at(report: Report) -> set[Place]:
    """Return the places of the claims that a report's data make false, or impossible to judge."""
    sources = Sources(report)
    return {found.place for code in ("AFF01", "AFF02") for found in SOURCE_RULES.rules[code].find(sources)}


def moved_for(report: Report, bound: Bound) -> Iterator[Report]:
    """Yield the report with the numbers that prove a claim moved, one at a time, as far as each move goes."""
    for ref in roots_of(report, bound):
        for factor in MOVES:
            yield with_number(report, ref, factor)


def roots_of(report: Report, bound: Bound) -> list[str]:
    """Return the names of the numbers of this year, none of them calculated, that a claim rests on."""
    given = bound.span.attributes
    if "rule" in given:
        assertion = next(one for one in report.assertions if one.id == given["rule"])
        refs = list(operands_of(assertion.assert_))
    elif "rank" in given:
        table, _, column = given["rank"].rpartition(".")
        refs = [f"{table}.{key.strip()}.{column}" for key in given["key"].split(";")]
    else:
        refs = [given[name] for name in ("of", "evolution") if name in given]
    found: list[str] = []
    while refs:
        ref = refs.pop(0)
        indicator = report.indicators.get(ref)
        if indicator is not None and indicator.formula:
            refs += operands_of(indicator.formula)
        else:
            found.append(ref)
    return list(dict.fromkeys(found))


def with_number(report: Report, ref: str, factor: Decimal) -> Report:
    """Return a report with one number of its year multiplied."""
    year = report.edition.year
    if ref in report.indicators:
        indicator = report.indicators[ref]
        values = {**indicator.values, year: indicator.values[year] * factor}
        return replace(report, indicators={**report.indicators, ref: valued(indicator, values)})
    name, _, rest = ref.partition(".")
    key, _, column = rest.rpartition(".")
    table = report.tables[name]
    return replace(report, tables={**report.tables, name: multiplied(table, key, column, year, factor)})


def valued(indicator: Indicator, values: dict[int, Decimal]) -> Indicator:
    """Return an indicator with other values, at the same places."""
    return indicator.model_copy(update={"values": values})


def multiplied(table: Table, key: str, column: str, year: int, factor: Decimal) -> Table:
    """Return a table with the cell of a year multiplied, or those of the rows whose key begins so."""
    rows = []
    for row in table.rows:
        cell = row.numbers.get(column)
        if row.year == year and f"{row.key}.".startswith(f"{key}." if key else "") and cell and cell.value is not None:
            row = replace(row, numbers={**row.numbers, column: replace(cell, value=cell.value * factor)})  # noqa: PLW2901 - the same row
        rows.append(row)
    return replace(table, rows=tuple(rows))


def found_in(path: Path) -> None:
    """Print recall and precision on a corpus, by kind."""
    wanted, hit, false = scores(path)
    print(f"\n{path.stem:<28}{'recall':>10}{'precision':>12}{'false':>7}")
    for kind in [*sorted(wanted), ""]:
        found = hit[kind] if kind else hit.total()
        among = wanted[kind] if kind else wanted.total()
        wrong = false[kind] if kind else false.total()
        print(f"{kind or 'together':<28}{f'{found}/{among}':>10}{found / max(found + wrong, 1):>12.3f}{wrong:>7}")
    print(f"{'recall':<28}{hit.total() / wanted.total():>10.3f}\n")


def price_of() -> None:
    """Print the share of the rules on claims in a `check` of the project: the first of this interpreter, and the next."""
    own = dict.fromkeys(OWN, 0.0)
    for code in OWN:
        SOURCE_RULES.rules[code] = timed(SOURCE_RULES.rules[code], own)
    with tempfile.TemporaryDirectory() as parent:
        copy = copied(Path(parent) / "edition")
        before = 0.0  # of the start of the interpreter on
        for when in ("first", "next"):
            own.update(dict.fromkeys(OWN, 0.0))
            with redirect_stdout(StringIO()):
                cli.main(["check", "--quiet"], copy)
            whole = time.process_time() - before
            spent = sum(own.values())
            print(f"{when} check, rules on claims: {1000 * spent:.0f} ms of {1000 * whole:.0f} ms, {100 * spent / whole:.0f} %")
            before = time.process_time()
            section = next((copy / "content").glob("*.md"))
            section.write_text(section.read_text("utf-8") + "\nUne phrase de plus.\n", "utf-8")
    print()


def timed(rule: Rule[Sources], own: dict[str, float]) -> Rule[Sources]:
    """Return a rule that adds up the time that it takes."""

    def find(sources: Sources) -> Iterator[Finding]:
        begun = time.process_time()
        found = list(rule.find(sources))
        own[rule.code] += time.process_time() - begun
        yield from found

    return replace(rule, find=find)


if __name__ == "__main__":
    main()
