"""Ten times the content: what the time of a build becomes when the report grows. Medians and ratios.

    python benchmarks/tenfold.py [runs]

The generated edition has every section, indicator, table, chart and cross-check ten times, under names of its own. What can
only be there once (the directory of people, the lexicon, contacts, events) stays as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import yaml
from trial import command_of, copied, measured

TIMES = 10
LIMIT = 8.0  # times the time, for ten times the content
ONCE = {"lexique", "contacts", "images", "gouvernance", "equipe-nationale", "delegations"}  # directories of people and words
KEPT = {"people", "lexique", "evenements", "delegations_contacts"}


def names_of(edition: Path) -> list[str]:
    """Return the names that are multiplied: families of indicators, tables, charts."""
    data = edition / "data"
    families = {str(name).partition(".")[0] for path in (data / "indicators").glob("*.yml") for name in _keys(path)}
    views = yaml.safe_load((data / "tables.yml").read_text("utf-8"))
    tables = {name for name, spec in views.items() if spec.get("view", "table") == "table"} - KEPT
    return sorted((families | tables | set(_keys(data / "charts.yml"))) - KEPT, key=len, reverse=True)


def _keys(path: Path) -> list[str]:
    return [str(key) for key in yaml.safe_load(path.read_text("utf-8")) or {}]


def multiply(edition: Path) -> int:
    """Write the content nine times more into an edition; return its number of sections."""
    names = names_of(edition)
    known = re.compile(rf"(?<![\w/.-])(?:{'|'.join(map(re.escape, names))})(?=[.\"',\s\]:])")
    report = edition / "report.yml"
    sections = re.findall(r"^  - ([\w-]+)\n", report.read_text("utf-8"), re.MULTILINE)
    added: list[str] = []
    originals = {
        path: path.read_text("utf-8") for path in sorted((edition / "data").rglob("*.*")) if path.suffix in {".yml", ".csv"}
    }
    for turn in range(2, TIMES + 1):

        def renamed(text: str, turn: int = turn) -> str:
            return known.sub(lambda found: f"{found[0]}_{turn}", text)

        for path, text in originals.items():
            folder = path.parent.name
            if folder == "indicators" and path.stem not in KEPT:
                path.with_stem(f"{path.stem}_{turn}").write_text(_renamed_keys(text, known, turn), "utf-8")
            elif folder == "tables" and path.stem in names:
                path.with_stem(f"{path.stem}_{turn}").write_text(text, "utf-8")
            elif path.name == "rules.yml":
                more = re.sub(r"^- id: (\S+)", rf"- id: \1-{turn}", renamed(text), flags=re.MULTILINE)
                path.write_text(path.read_text("utf-8") + "\n" + re.sub(r"^#.*\n", "", more, flags=re.MULTILINE), "utf-8")
            elif path.name in {"charts.yml", "tables.yml"}:
                blocks = [block for block in re.split(r"(?m)^(?=\S)", text) if block.partition(":")[0] in names]
                path.write_text(path.read_text("utf-8") + "\n" + "".join(_renamed_keys(b, known, turn) for b in blocks), "utf-8")
        for name in sections:
            source = edition / "content" / f"{name}.md"
            if name in ONCE or not source.is_file():
                continue
            body = re.sub(r"\{#([\w-]+)", rf"{{#\1-{turn}", renamed(source.read_text("utf-8")))
            (edition / "content" / f"{name}-{turn}.md").write_text(body, "utf-8")
            added.append(f"{name}-{turn}")
    text = report.read_text("utf-8")
    last = sections[-1]
    listed = "".join(f"  - {name}\n" for name in added)
    text = text.replace(f"  - {last}\n", f"{listed}  - {last}\n", 1)
    text = re.sub(r"^(pages|cards):.*\n(?:[ -].*\n)*", "", text, flags=re.MULTILINE)
    report.write_text(text + "\nseverities: {IND07: info, LNK01: info, OUT03: info, PAG04: info, PAG05: info}\n", "utf-8")
    return len(sections) + len(added)


def _renamed_keys(text: str, known: re.Pattern[str], turn: int) -> str:
    return known.sub(lambda found: f"{found[0]}_{turn}", text)


def main() -> None:
    """Time a first build and the next one of the edition, then of ten times its content."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as parent:
        medians: dict[str, list[float]] = {"first build": [], "check": [], "one section edited": []}
        sizes = []
        for times in (1, TIMES):
            copy = copied(Path(parent) / str(times))
            sizes.append(multiply(copy) if times > 1 else len(list((copy / "content").glob("*.md"))))
            section = copy / "content/ptce.md"

            def forget(copy: Path = copy) -> None:
                shutil.rmtree(copy / ".cache", ignore_errors=True)

            def edit(section: Path = section) -> None:
                section.write_text(section.read_text("utf-8").rstrip() + "\n\nUn mot de plus.\n", "utf-8")

            run = command_of(copy)
            cases: dict[str, tuple[list[str], Callable[[], None]]] = {
                "first build": (run, forget),
                "one section edited": (run, edit),
                "check": (command_of(copy, "check"), edit),
            }
            for name, (command, before) in cases.items():
                found = []
                for _ in range(runs):
                    before()
                    found.append(measured(command)[0])
                medians[name].append(statistics.median(found))
        print(f"runs: {runs}, sections: {sizes}, cores: {os.cpu_count()}")
        print(f"{'case':<22}{'once s':>8}{'tenfold s':>11}{'ratio':>7}{'limit':>7}")
        for name, (one, ten) in medians.items():
            print(f"{name:<22}{one:>8.2f}{ten:>11.2f}{ten / one:>7.1f}{LIMIT:>7.1f}")


if __name__ == "__main__":
    main()
