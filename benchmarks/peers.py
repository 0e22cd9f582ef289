"""What people would use instead, on the same manuscript and the same page, in the same run: medians and ratios.

    python benchmarks/peers.py [runs]

Ours is `build`, drawings already in the cache, everything else made anew. Peers are tried where they are installed: the
whole of `quarto render` through our second engine, WeasyPrint and Chromium's print-to-PDF on our finished page.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from trial import command_of, copied, measured


def main() -> None:
    """Time each tool and print a table."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as parent:
        copy = copied(Path(parent) / "edition")
        build = command_of(copy, "build", "--quiet")
        measured(build)
        (page,) = (copy / "output").glob("*/index.html")
        kept = Path(parent) / "page.html"
        shutil.copy(page, kept)
        section = copy / "content/ptce.md"

        def all_sections() -> None:
            for path in (copy / "content").glob("*.md"):
                path.write_text(path.read_text("utf-8").rstrip() + "\n\nUne phrase de plus.\n", "utf-8")

        def one_word() -> None:
            section.write_text(section.read_text("utf-8").rstrip() + "\n\nUn mot.\n", "utf-8")

        cases: list[tuple[str, list[str], Callable[[], None]]] = [
            ("build, every section edited", build, all_sections),
            ("build, one section edited", build, one_word),
        ]
        if quarto := os.environ.get("QUARTO_PATH") or shutil.which("quarto"):
            os.environ["QUARTO_PATH"] = quarto
            cases.append(("quarto render (HTML and PDF)", [*build, "--engine", "quarto"], one_word))
        if importlib.util.find_spec("weasyprint"):
            command = [sys.executable, "-m", "weasyprint", str(kept), str(Path(parent) / "weasy.pdf")]
            cases.append(("WeasyPrint, our page to PDF", command, lambda: None))
        if chromium := shutil.which("chromium") or shutil.which("google-chrome"):
            profile = Path(parent) / "profile"
            command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
                       f"--print-to-pdf={Path(parent) / 'chromium.pdf'}", kept.as_uri()]  # fmt: skip
            cases.append(("Chromium, our page to PDF", command, lambda: None))
        print(f"{'tool':<34}{'median s':>9}{'ratio':>7}   runs: {runs}, cores: {os.cpu_count()}")
        ours = 0.0
        for name, command, before in cases:
            times = []
            try:
                for _ in range(runs):
                    before()
                    times.append(measured(command)[0])
            except SystemExit:  # WeasyPrint 70 gives up on the page after ten seconds
                if command is build:
                    raise
                print(f"{name:<34}   fails")
                continue
            median = statistics.median(times)
            ours = ours or median
            print(f"{name:<34}{median:>9.2f}{median / ours:>7.1f}")


if __name__ == "__main__":
    main()
