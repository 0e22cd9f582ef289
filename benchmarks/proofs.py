"""How long the Word file takes to leave and to come back, beside its build by the engine of a commit. Medians and ratios.

Seconds by the clock, then seconds of the processors, which others at work on the machine change less.

    python benchmarks/proofs.py REV [runs]

Each case in turn, on one machine, after an edit of one section. The file that comes back holds ten corrections, in as many
paragraphs; it is brought back, proved, written, then taken back (which isn't counted).
"""

from __future__ import annotations

import io
import os
import resource
import statistics
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from against import BEFORE, NOW, laid
from trial import ROOT, command_of, copied, measured

sys.path.insert(0, str(ROOT))

from rapport.sources.proof import SentParagraph
from rapport.sources.reading.proofs.document import proof_of
from tests.team.returned.reviewer import Reviewer

CORRECTIONS = 10
EDITED = "content/ptce.md"
LONG = 60  # letters of a paragraph that is corrected


def edit(copy: Path) -> None:
    """Add a line to a section."""
    section = copy / EDITED
    section.write_text(section.read_text("utf-8").rstrip() + "\n\nUn mot de plus.\n", "utf-8")


def returned(copy: Path) -> Path:
    """Return the Word file of a copy as a reviewer leaves it."""
    raw = next((copy / "output").glob("*/*.docx")).read_bytes()
    sent = proof_of(io.BytesIO(raw)).sent
    assert sent is not None
    reviewer = Reviewer(raw)
    for one in [one for one in sent.paragraphs if _is_corrected(one)][::7][:CORRECTIONS]:
        start = one.text.index(" ") + 1
        reviewer.replace(reviewer.paragraph(f"#{one.id}"), start, start, "bien ")
    path = copy / "relecture.docx"
    path.write_bytes(reviewer.saved())
    return path


def _is_corrected(one: SentParagraph) -> bool:
    return one.path.startswith("content/") and one.path != EDITED and len(one.text) > LONG and len(one.runs) == 1


def timed(copy: Path, *arguments: str) -> tuple[float, float]:
    """Return the seconds of a command by the clock, and those of the processors that it and its programs took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, _ = measured(command_of(copy, *arguments))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure both engines and print a table."""
    rev, runs = sys.argv[1], next((int(one) for one in sys.argv[2:] if one.isdigit()), 5)
    times: dict[str, list[tuple[float, float]]] = {}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # modules are compiled once, as on an author's machine
    with tempfile.TemporaryDirectory() as name:
        parent = Path(name)
        sources = {BEFORE: laid(rev, parent / "commit"), NOW: ROOT}
        copies = {engine: copied(parent / engine, source) for engine, source in sources.items()}
        for run in range(runs + 1):  # the first warms up
            found: dict[str, tuple[float, float]] = {}
            for engine, copy in copies.items():
                edit(copy)
                found[f"build --to docx, {engine}"] = timed(copy, "build", "--to", "docx")
            path = returned(copies[NOW])
            found["import"] = timed(copies[NOW], "import", str(path), "--oui")
            measured(command_of(copies[NOW], "import", "--annuler"))
            for case, seconds in found.items() if run else ():
                times.setdefault(case, []).append(seconds)
    said(rev, runs, times)


def said(rev: str, runs: int, times: Mapping[str, list[tuple[float, float]]]) -> None:
    """Print the medians, and their ratios to the build of the commit."""
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"runs: {runs}, cores: {os.cpu_count()}, load: {load}, before: {rev}, corrections: {CORRECTIONS}")
    medians = {case: [statistics.median(one) for one in zip(*found, strict=True)] for case, found in times.items()}
    clock, processors = medians[f"build --to docx, {BEFORE}"]
    print(f"{'case':<28}{'clock':>8}{'ratio':>7}{'CPU':>8}{'ratio':>7}")
    for case, (seconds, worked) in medians.items():
        print(f"{case:<28}{seconds:>8.2f}{seconds / clock:>7.2f}{worked:>8.2f}{worked / processors:>7.2f}")


if __name__ == "__main__":
    main()
