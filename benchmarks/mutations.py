"""How many slips `check` catches, one number of the edition falsified at a time.

    python benchmarks/mutations.py [--markdown] [--verify] [folder]

The edition is read once. A slip is a copy of the report in memory that differs by one number, or by one number typed in a
text; it is caught when the rules on sources give an error or a warning that the true edition does not. A rule, an
assertion or a chart that never reads a number is not asked again about it: it could not answer otherwise. `--verify`
writes a sample of the slips in a copy of the real files and compares; `--markdown` prints nothing but the block
of docs/edition-2024-fautes.md.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import evidence  # noqa: E402 - beside this script
from slips import POINTS, STEP, SWAP, Number, numbers_of, slips_of, typed_slips  # noqa: E402 - beside this script
from verdicts import BARE, Checker, new_codes  # noqa: E402

from rapport.cli.guide import typeset_page  # noqa: E402
from rapport.ground import french  # noqa: E402
from rapport.ground.problems import BuildStopped  # noqa: E402
from rapport.rules.book import SOURCE_RULES, Sources  # noqa: E402
from rapport.rules.waivers import waived  # noqa: E402
from rapport.sources.reading import load  # noqa: E402
from rapport.sources.tied import Evidence  # noqa: E402

SMALL = (STEP, SWAP, POINTS)  # the slips that leave a number plausible


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


# --- real files ---------------------------------------------------------------------------------------------------


def verify(root: Path, checker: Checker, sample: int = 30) -> list[str]:
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
    pieces: dict[str, evidence.Seen] = field(default_factory=dict)


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
    yield f"| {first} | Essais | Vues | En info seulement | Part vue |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for name, score in scores.items():
        share = f"{100 * score.caught / score.tried:.0f} %"
        yield f"| {name} | {number_of(score.tried)} | {number_of(score.caught)} | {number_of(score.told)} | {share} |"


def number_of(count: int) -> str:
    """Return a count as French has it."""
    return french.format_number(Decimal(count))


def unprotected(results: Results) -> dict[str, list[str]]:
    """Return by family the numbers whose small slips all pass in silence."""
    families: dict[str, list[str]] = defaultdict(list)
    for ref, score in results.numbers.items():
        if not score.caught and not score.told:
            families[ref.partition(".")[0]].append(ref.partition(".")[2])
    return families


def block(results: Results) -> Iterator[str]:
    """Yield the results as Markdown."""
    silent = unprotected(results)
    bare, tried = sum(map(len, silent.values())), len(results.numbers)
    yield f"Chacun des {tried} nombres saisis est faussé, une faute à la fois. Elle est vue quand le contrôle donne une erreur"
    yield "ou un avertissement de plus ; quand seuls les arrondis l'excusent, il ne donne qu'une info."
    yield from ("", *table("Faute", {**results.kinds, **results.typed}))
    yield from ("", "Par famille, les petites fautes seulement : ± 1, chiffres échangés, ± 2 points.")
    yield from ("", *table("Famille", {f"`{name}`": score for name, score in results.families.items()}))
    yield from ("", f"**Sans protection contre une petite faute : {bare} nombres sur {tried}.** La source ne les énonce qu'une")
    yield "fois et ne les relie à aucun autre assez étroitement : ni somme, ni liste, ni second énoncé. Leurs bornes arrêtent un"
    yield "signe, ou un pourcentage au-delà de 100 ; pour le reste, seule une relecture face à la source les protège."
    yield from ("", "| Famille | Nombres |", "| --- | --- |")
    yield from (f"| `{family}` | {', '.join(f'`{name}`' for name in names)} |" for family, names in silent.items())
    if results.pieces:
        yield from (
            "",
            "Avec les pièces, chaque nombre est tenu à ce qui y a été lu. « Dite » : une erreur, ou une question tant",
        )
        yield "qu'aucun endroit n'est retenu ; « liée ailleurs » : proposée comme sûre là où le nombre n'est pas."
        yield from ("", *evidence.table(results.pieces))


def main() -> None:
    """Measure an edition and print what was found."""
    options = {argument for argument in sys.argv[1:] if argument.startswith("--")}
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    root = Path(folders[0]).resolve() if folders else ROOT
    start = time.perf_counter()
    report, _ = load(root)
    checker = Checker(replace(report, evidence=Evidence()))  # what the numbers prove by themselves
    results = measured(checker)
    results.pieces = evidence.measured(report) if report.evidence.pieces else {}
    print(typeset_page("\n".join(block(results))))
    if "--markdown" in options:
        return
    print(f"\nrules that caught: {', '.join(f'{code} {count}' for code, count in results.rules.most_common())}")
    for kind, seen in results.pieces.items():
        print("\n".join([f"{kind}, missed:", *seen.missed]) if seen.missed else f"{kind}: none missed")
    print("\n".join(["typed slips missed:", *results.missed]) if results.missed else "no typed slip missed")
    print(f"{time.perf_counter() - start:.1f} s")
    if "--verify" in options:
        different = verify(root, checker)
        print("\n".join(["files judge otherwise:", *different]) if different else "real files: same verdicts")


if __name__ == "__main__":
    main()
