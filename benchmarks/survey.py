"""What a survey costs, in seconds of processor: read from files, then statistics with their secrecy and its audit.

    python benchmarks/survey.py [rows] [statistics]

By default 100,000 rows and 200 statistics (sums, means, medians, counts, shares) by type (7), by region (18) and by both; then a
panel of 154, as that of the project. Everything is drawn at random, with 3 % of answers that nobody knows.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rapport.numbers.survey.secrecy import protected
from rapport.sources.panel import Panel
from rapport.sources.reading.parts import Parts

TYPES = [f"T{at}" for at in range(7)]
REGIONS = [f"R{at}" for at in range(18)]
COLUMNS = ("ca", "femmes", "hommes", "personnes")
LIMITS = (5.0, 600)  # seconds and megabytes, for 100,000 rows and 200 statistics


def main() -> None:
    """Print times and memory, beside their limits."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    for size, statistics in ((154, 40), (rows, count)):
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            panel = laid(Path(folder), size, statistics)
            read = time.process_time() - began
        began = time.process_time()
        protection = protected(panel)
        took = time.process_time() - began
        hidden = sum(cell.value is None for cell in protection.cells)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        cells, found = len(protection.cells), len(protection.exposed)
        print(f"{size} rows, {statistics} statistics: {cells} cells, {hidden} hidden, {found} found")
        limits = f"(limits {LIMITS[0]:.0f} s, {LIMITS[1]} MB)"
        print(f"    written and read {read:.2f} s; calculated, protected, audited {took:.2f} s; {memory} MB {limits}")


def laid(root: Path, size: int, count: int) -> Panel:
    """Write a survey's files and return it as it is read; the writing is part of neither measure but the first."""
    dice = random.Random(1)
    (root / "data").mkdir()
    (root / "enquetes").mkdir()
    register, answers = ["id;name;type;region"], [f"id;{';'.join(COLUMNS)};choix"]
    weights = [2.0**-at for at in range(len(TYPES))]
    for at in range(size):
        register.append(f"{at};Structure {at};{dice.choices(TYPES, weights)[0]};{dice.choice(REGIONS)}")
        women, men = dice.randrange(100), dice.randrange(100)
        amount = "n.d." if dice.random() < 0.03 else str(int(dice.lognormvariate(12, 1.2)))
        answers.append(f"{at};{amount};{women};{men};{women + men};{dice.choice('abc')}")
    (root / "enquetes/m.csv").write_text("\n".join(register) + "\n", "utf-8")
    (root / "enquetes/r.csv").write_text("\n".join(answers) + "\n", "utf-8")
    (root / "data/surveys.yml").write_text(json.dumps({"e": description(count)}), "utf-8")
    panels, problems = Parts(root).surveys()
    assert problems == (), problems[:3]
    return panels["e"]


def description(count: int) -> dict[str, Any]:
    """Return the description of a survey with so many statistics."""
    columns: dict[str, Any] = {name: {"label": name, "unit": "€" if name == "ca" else "personnes"} for name in COLUMNS}
    columns["choix"] = {"label": "choix", "kind": "choice", "allowed": {one: one for one in "abc"}}
    return {
        "title": "Enquête", "year": 2024, "files": "enquetes/r.csv", "members": {"file": "enquetes/m.csv"}, "columns": columns,
        "totals": [{"parts": ["femmes", "hommes"], "equals": "personnes"}], "quantile": 7,
        "secrecy": {"groups": 10, "because": "une mesure de temps"},
        "statistics": {f"s{at}": one for at, one in enumerate(islice(statistics(), count))},
    }  # fmt: skip


def statistics() -> Iterator[dict[str, Any]]:
    """Yield statistics without end: of all, then of those that gave each answer."""
    for answer in ("", "a", "b", "c"):
        where = {"where": {"choix": answer}} if answer else {}
        for by in ([], ["type"], ["region"], ["type", "region"]):
            for compute in ("sum", "mean", "median", "count"):
                for column in COLUMNS:
                    yield {"label": column, "compute": compute, "of": column, "by": by, **where}
            yield {"label": "public", "compute": "share", "of": ["femmes", "hommes"], "by": by, **where}


if __name__ == "__main__":
    main()
