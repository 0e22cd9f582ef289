"""Every measure of time and memory in one run.

    python benchmarks

It takes about ten minutes on two cores. The share of slips that the rules see is another matter: `mutations.py`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

MEASURES = (("speed.py", "5"), ("preview.py", "5", "--long"), ("atelier.py", "5"), ("tenfold.py", "1"), ("peers.py", "3"))


def main() -> None:
    """Run the scripts one after the other: side by side, they would take the cores from each other."""
    for script, *arguments in MEASURES:
        print(f"== {' '.join([script, *arguments])}", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(script)), *arguments], check=True)
        print(flush=True)


if __name__ == "__main__":
    main()
