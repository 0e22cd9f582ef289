"""How many corrections come back from a Word file, and whether any comes back wrong.

    python benchmarks/returns.py [edits] [seed]

Random edits of the text of the frozen edition's Word file (their mix is that of tests/team/returned/edits.py) are brought back
by `import`, forty at a time. Each must give the sources that the same edit gives when it is typed there, where lines end
apart, or be told; none may be lost or wrong.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from rapport.cli.main import main as rapport  # noqa: E402
from tests.conftest import whole_edition  # noqa: E402
from tests.team.returned.edits import Edit  # noqa: E402
from tests.team.returned.judging import lot  # noqa: E402

LOT = 40


def main() -> None:
    """Print the mix, and what came back of it."""
    count, seed = (int(given) for given in (*sys.argv[1:], *("2000", "1")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as folder:
        root = whole_edition(Path(folder) / "rapport")
        assert rapport(["build", "--quiet", "--to", "docx"], root) == 0
        raw = next((root / "output").glob("*/*.docx")).read_bytes()
        began, done = time.process_time(), []
        while len(done) < count:
            done += lot(root, raw, seed, min(LOT, count - len(done)))
            seed += 1
            print(f"{len(done)} …", file=sys.stderr)
    said(done, time.process_time() - began)


def said(done: list[tuple[Edit, str, str]], seconds: float) -> None:
    """Print what became of edits, kind by kind."""
    kinds = Counter(edit.kind for edit, _, _ in done)
    print("| kind | edits | brought back | told | wrong or lost |\n|:--|--:|--:|--:|--:|")
    for kind, number in kinds.most_common():
        of = Counter(what for edit, what, _ in done if edit.kind == kind)
        print(f"| {kind} | {number} | {of['brought']} | {of['told']} | {of['wrong'] + of['lost']} |")
    for name, chosen in (
        ("all", [one for one in done if not one[0].told]),
        ("near", [one for one in done if one[0].near and not one[0].told]),
    ):
        brought = sum(what == "brought" for _, what, _ in chosen)
        print(f"{name}: {brought} of {len(chosen)} brought back ({100 * brought / max(len(chosen), 1):.1f} %)")
    for edit, what, why in done:
        if what in {"wrong", "lost"} or (what == "told" and not edit.told):
            print(f"  {what}: {edit.kind}, {edit.target.text.path}:{edit.target.text.first}, {why}")
    print(f"{seconds:.0f} s of CPU")


if __name__ == "__main__":
    main()
