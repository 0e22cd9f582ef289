"""How many slips `check` catches, one number of the edition falsified at a time.

    python benchmarks/mutations.py [--markdown] [--verify] [folder]

The edition is read once. A slip is a copy of the report in memory that differs by one number, or by one number typed in a
text; it is caught when the rules on sources give an error or a warning that the true edition does not. A rule that never
reads a number is not asked again about it: it could not answer otherwise. `--verify` writes a sample of the slips in a
copy of the real files and compares; `--markdown` prints the block of docs/edition-2024.md.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from slips import POINTS, STEP, SWAP, Number, numbers_of, slips_of, typed_slips  # noqa: E402 - beside this script

from rapport import french  # noqa: E402
from rapport.load import load  # noqa: E402
from rapport.model import Report, Row  # noqa: E402
from rapport.problems import BuildStopped, Place, Problem, Severity  # noqa: E402
from rapport.register import Register  # noqa: E402
from rapport.rules import SOURCE_RULES, RuleBook, Sources, waived  # noqa: E402
from rapport.texts import Text, texts_of  # noqa: E402

SMALL = (STEP, SWAP, POINTS)  # the slips that leave a number plausible
BARE = "TXT12"  # the rule on numbers typed by hand: it judges texts, so it is left out of the slips in data


@dataclass
class Score:
    """What became of the slips of one kind or family: tried, caught, told as a mere info."""

    tried: int = 0
    caught: int = 0
    told: int = 0

    def add(self, *, caught: bool, told: bool = False) -> None:
        """Count one slip."""
        self.tried += 1
        self.caught += caught
        self.told += told and not caught


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


class Checker:
    """The rules on sources, asked about slips of one edition."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.texts = tuple(texts_of(report))
        self.register = Register(report)
        self.readers = self._readers()
        self.true = self._found(report, [code for code in SOURCE_RULES.rules if code != BARE])

    def _readers(self) -> Mapping[Place, list[str]]:
        """Return the rules that read each number, learnt by running each one on a report that watches its reads."""
        seen: set[Place] = set()
        report = watched(self.report, seen)
        readers: dict[Place, list[str]] = defaultdict(list)
        for code, rule in SOURCE_RULES.rules.items():
            seen.clear()
            list(rule.find(Sources(report)))
            for place in seen if code != BARE else ():
                readers[place].append(code)
        return readers

    def _found(self, report: Report, codes: Iterable[str]) -> list[Problem]:
        book: RuleBook[Sources] = RuleBook()
        book.rules = {code: SOURCE_RULES.rules[code] for code in codes}
        sources = Sources(report)
        vars(sources)["texts"] = tuple(text for text in self.texts if text.text)  # a number's slip changes no text
        return waived(book.check(sources, report.edition), report.edition, SOURCE_RULES.rules, complete=False)

    def slip(self, number: Number, wrong: Decimal) -> tuple[set[str], bool]:
        """Return the codes of the new errors and warnings, and whether there is at least a new remark."""
        found = self._found(number.falsified(wrong), self.readers.get(number.place, ()))
        return new_codes(found, self.true), bool(signatures(found, Severity.INFO) - signatures(self.true, Severity.INFO))

    def typed(self, report: Report) -> bool:
        """Tell whether the rule on numbers typed by hand finds more in the texts that changed than in the true ones."""
        pairs = [(new, old) for new, old in zip(texts_of(report), self.texts, strict=True) if new != old]
        new, old = (self._bare([pair[side] for pair in pairs]) for side in (0, 1))
        return new > old

    def _bare(self, texts: Iterable[Text]) -> int:
        sources = Sources(self.report)
        vars(sources).update(texts=tuple(texts), register=self.register)
        return sum(1 for _ in SOURCE_RULES.rules[BARE].find(sources))


def signatures(problems: Iterable[Problem], least: Severity = Severity.WARNING) -> Counter[tuple[str, str, Severity]]:
    """Return the problems without their words: a message that merely changes is not a new problem."""
    return Counter((p.code, str(p.place), p.severity) for p in problems if p.severity >= least)


def new_codes(found: Iterable[Problem], true: Iterable[Problem]) -> set[str]:
    """Return the codes of the errors and warnings that the true edition does not have."""
    return {code for code, _, _ in signatures(found) - signatures(true)}


# --- real files ---------------------------------------------------------------------------------------------------


def verify(root: Path, checker: Checker, sample: int = 14) -> list[str]:
    """Return the slips that real files judge otherwise than the copies in memory; a sample is tried."""
    slips = [(number, wrong) for number in numbers_of(checker.report) for _, wrong in slips_of(number)]
    different = []
    with tempfile.TemporaryDirectory() as parent:
        copy = Path(parent) / "edition"
        copy.mkdir()
        for name in ("report.yml", "content", "data", "assets"):
            (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, copy / name)
        for number, wrong in slips[:: len(slips) // sample]:
            path = copy / number.place.path
            before = path.read_text("utf-8")
            path.write_text(mistyped(before, number, wrong, checker.report.edition.year), "utf-8")
            try:
                report, problems = load(copy)
                problems += SOURCE_RULES.check(Sources(report), report.edition)
                problems = waived(problems, report.edition, SOURCE_RULES.rules, complete=False)
            except BuildStopped as stop:
                problems = stop.problems
            path.write_text(before, "utf-8")
            real = new_codes((p for p in problems if p.code != BARE and not p.code.startswith("LEC")), checker.true)
            if real != checker.slip(number, wrong)[0]:
                different.append(f"{number.ref} → {wrong} : {sorted(real)}, en mémoire {sorted(checker.slip(number, wrong)[0])}")
    return different


def mistyped(text: str, number: Number, wrong: Decimal, year: int) -> str:
    """Return a data file where a number is mistyped."""
    lines = text.split("\n")
    line, column = lines[number.place.line - 1], number.place.column - 1
    if number.place.path.endswith(".csv"):
        end = column + len(str(number.value))
        if line[column:end] != str(number.value):
            raise SystemExit(f"{number.place}: {number.value} expected")
        line = f"{line[:column]}{wrong:f}{line[end:]}"
    else:
        line = re.sub(rf"({year}:\s*)[^,}}]+", rf'\g<1>"{wrong:f}"', line)
    lines[number.place.line - 1] = line
    return "\n".join(lines)


# --- results ------------------------------------------------------------------------------------------------------


def scores() -> dict[str, Score]:
    """Return an empty table of scores."""
    return defaultdict(Score)


@dataclass
class Results:
    """The scores by kind of slip and by family; for each number, those of its small slips; the typed ones missed."""

    kinds: dict[str, Score] = field(default_factory=scores)
    families: dict[str, Score] = field(default_factory=scores)
    numbers: dict[str, Score] = field(default_factory=scores)
    typed: dict[str, Score] = field(default_factory=scores)
    missed: list[str] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)


def measured(checker: Checker) -> Results:
    """Try every slip."""
    results = Results()
    for number in numbers_of(checker.report):
        for kind, wrong in slips_of(number):
            codes, told = checker.slip(number, wrong)
            results.rules.update(codes)
            small = [results.families[number.family], results.numbers[number.ref]] if kind in SMALL else []
            for score in (results.kinds[kind], *small):
                score.add(caught=bool(codes), told=told)
    for kind, what, report in typed_slips(checker.report):
        caught = checker.typed(report)
        results.typed[kind].add(caught=caught)
        results.missed += [] if caught else [f"{kind} : {what}"]
    return results


def table(first: str, scores: Mapping[str, Score]) -> Iterator[str]:
    """Yield the lines of a Markdown table of scores."""
    yield f"| {first} | Essais | Arrêtées ou signalées | En info seulement | Part arrêtée |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, score in scores.items():
        share = f"{100 * score.caught / score.tried:.0f} %"
        yield f"| {name} | {number_of(score.tried)} | {number_of(score.caught)} | {number_of(score.told)} | {share} |"


def number_of(count: int) -> str:
    """Return a count as French has it."""
    return french.format_number(Decimal(count))


def bare(results: Results) -> list[str]:
    """Return the numbers whose small slips all pass in silence."""
    return [ref for ref, score in results.numbers.items() if not score.caught and not score.told]


def block(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    unprotected = bare(results)
    yield from table("Faute", {**results.kinds, **results.typed})
    yield ""
    yield from table("Famille de nombres (petites fautes : ± 1, chiffres échangés, ± 2 points)", results.families)
    yield ""
    yield f"Nombres qu'aucun recoupement ne protège d'une petite faute : {len(unprotected)} sur {len(results.numbers)}."
    yield ""
    yield from (f"- `{ref}`" for ref in unprotected)


def main() -> None:
    """Measure an edition and print what was found."""
    options = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    root = Path(folders[0]).resolve() if folders else ROOT
    start = time.perf_counter()
    report, _ = load(root)
    checker = Checker(report)
    results = measured(checker)
    print("\n".join(block(results)))
    if "--markdown" in options:
        return
    print(f"\nrules that caught: {', '.join(f'{code} {count}' for code, count in results.rules.most_common())}")
    print("\n".join(["typed slips missed:", *results.missed]) if results.missed else "no typed slip missed")
    print(f"{time.perf_counter() - start:.1f} s")
    if "--verify" in options:
        different = verify(root, checker)
        print("\n".join(["files judge otherwise:", *different]) if different else "real files: same verdicts")


if __name__ == "__main__":
    main()
