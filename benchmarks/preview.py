"""How long a save takes to reach the screen, through the real command: watcher, studio, server. Medians, beside the limits.

    python benchmarks/preview.py [edits] [--long]

Two edits are timed: a word of one section; a number that ten sections and a chart show. Each time runs from the file's save
to the last byte of the new page (then of the new PDF) on the wire. ``--long`` then saves 500 words, and tells the memory on
the way: the preview's own, and with its children.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from trial import command_of, copied, family_memory, resident_memory

PORT = 8791
LIMITS = {"word, page": 0.150, "word, PDF": 0.300, "number, page": 0.500, "number, PDF": 0.500}  # seconds
LONG = 500
MEMORY = 500  # MB
SHOWN_BY = 10  # sections
NUMBER = "plaidoyer.amendements"


class News:
    """What the server tells, as it comes."""

    def __init__(self) -> None:
        self._link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
        self._link.request("GET", "/-/news")
        self._stream = self._link.getresponse()
        self.now = self.next()

    def next(self) -> dict[str, object]:
        """Return the next moment."""
        while True:
            line = self._stream.readline().decode()
            if line.startswith("data: "):
                self.now = json.loads(line.removeprefix("data: "))
                return self.now


def fetched(path: str) -> bytes:
    """Return a file of the site, all of it."""
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
    link.request("GET", path)
    return link.getresponse().read()


def saved(news: News, path: Path, text: str) -> tuple[float, float]:
    """Save a text; return the seconds until the page, and until the PDF."""
    page, pdf = news.now["page"], news.now["pdf"]
    start = time.perf_counter()
    path.write_text(text, "utf-8")
    while news.now["page"] == page:
        news.next()
        if news.now["stale"]:
            raise SystemExit(f"the edit is refused: {news.now['problems']}")
    fetched("/page.html")
    seen = time.perf_counter() - start
    while news.now["pdf"] == pdf:
        news.next()
    fetched("/rapport.pdf")
    return seen, time.perf_counter() - start


@contextmanager
def preview(edition: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run the command until its first PDF is there."""
    running = subprocess.Popen(
        command_of(edition, "preview", "--port", str(PORT)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(600):
            try:
                if fetched("/rapport.pdf").startswith(b"%PDF"):
                    break
            except OSError:
                pass
            time.sleep(0.1)
        yield running
    finally:
        running.terminate()
        running.wait()


class Trial:
    """The edits of a copy of the edition, in which a number is shown by ten sections more."""

    def __init__(self, edition: Path) -> None:
        for path in sorted((edition / "content").glob("*.md"))[:SHOWN_BY]:
            told = f'\n\nPour mémoire : {{{{ value("{NUMBER}") }}}} amendements.\n'
            path.write_text(path.read_text("utf-8").rstrip() + told, "utf-8")
        self._word, self._number = edition / "content/ptce.md", edition / "data/indicators/plaidoyer.yml"
        self._texts, numbers = self._word.read_text("utf-8").rstrip(), self._number.read_text("utf-8")
        found = re.findall(rf"^{re.escape(NUMBER)}:.*?values: \{{\d+: (\d+)\}}", numbers, re.DOTALL | re.MULTILINE)
        self._value = int(found[0])
        self._head, _, self._tail = numbers.partition(f"{NUMBER}:")

    def word(self, news: News, turn: int) -> tuple[float, float]:
        """Add words to a section; return the seconds until the page, and until the PDF."""
        more = f"{' encore' * (turn % 40)}{' et toujours' * (turn // 40)}"
        return saved(news, self._word, f"{self._texts}\n\nUne phrase de plus{more}.\n")

    def number(self, news: News, turn: int) -> tuple[float, float]:
        """Change the number; return the same."""
        changed = self._tail.replace(f": {self._value}}}", f": {self._value + turn + 1}}}", 1)
        return saved(news, self._number, f"{self._head}{NUMBER}:{changed}")


def main() -> None:
    """Time the edits on a copy of the edition."""
    edits = next((int(one) for one in sys.argv[1:] if one.isdigit()), 5)
    with tempfile.TemporaryDirectory() as parent:
        edition = copied(Path(parent) / "edition")
        trial = Trial(edition)
        times: dict[str, list[float]] = {name: [] for name in LIMITS}
        with preview(edition) as running:
            news = News()
            for kind, edit in (("word", trial.word), ("number", trial.number)):
                for turn in range(edits + 1):  # the first of each kind warms up
                    page, pdf = edit(news, turn)
                    times[f"{kind}, page"].append(page)
                    times[f"{kind}, PDF"].append(pdf)
                    time.sleep(1)
            told = [f"after {2 * edits + 2} edits: {_memory_of(running.pid)}"]
            for turn in range(LONG if "--long" in sys.argv else 0):
                trial.word(news, turn)
                if not (turn + 1) % 100:
                    told.append(f"after {turn + 1} more: {_memory_of(running.pid)}")
            print(f"{'edit':<16}{'median s':>10}{'limit':>8}{'ratio':>8}   edits: {edits}")
            for name, limit in LIMITS.items():
                median = statistics.median(times[name][1:])
                print(f"{name:<16}{median:>10.3f}{limit:>8.2f}{median / limit:>8.2f}")
            print(f"resident (limit {MEMORY} MB), with children:")
            print("\n".join(f"  {line}" for line in told))


def _memory_of(pid: int) -> str:
    return f"{resident_memory(pid)} MB, {family_memory(pid)} MB"


if __name__ == "__main__":
    main()
