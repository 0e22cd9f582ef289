"""How long the workshop keeps its author waiting, through the real command. Medians, beside the limits.

    python benchmarks/atelier.py [edits]

Ready: from the start of the command, with a warm cache, to the last byte of the page. A number saved: from the form's sending to
the last byte of the new page, then of the new PDF. Completion: all that the editor completes from. Memory: the command and its
children after the edits, beside those of `preview` after as many.
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
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

from trial import command_of, copied, family_memory

PORT = 8792
LIMITS = {"ready": 2.5, "number, page": 0.250, "number, PDF": 0.500, "completion": 0.050}  # seconds
MEMORY = 1.15  # of the preview's
NUMBER = "plaidoyer.amendements"
PATIENCE = 60  # seconds


class Running:
    """A command at work, until its first PDF is there; ``ready`` is the time that its page took."""

    def __init__(self, edition: Path, *arguments: str) -> None:
        start = time.perf_counter()
        self.process = subprocess.Popen(
            command_of(edition, *arguments, "--port", str(PORT)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        line = self.process.stdout.readline() if self.process.stdout else ""
        self.key = "".join(re.findall(r"key=([\w-]+)", line))
        while not self.asked("GET", "/page.html") and time.perf_counter() - start < PATIENCE:
            time.sleep(0.02)
        self.ready = time.perf_counter() - start
        while not self.asked("GET", "/rapport.pdf") and time.perf_counter() - start < PATIENCE:
            time.sleep(0.05)

    def asked(self, method: str, path: str, body: str = "") -> bytes:
        """Return the body of an answer, nothing of a refusal."""
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
        own = {"Cookie": f"atelier-{PORT}={self.key}", "X-Key": self.key, "Content-Type": "application/x-www-form-urlencoded"}
        try:
            link.request(method, path, body=body, headers=own)
            answer = link.getresponse()
            return answer.read() if answer.status == http.client.OK else b""
        except OSError:
            return b""

    def stream(self) -> http.client.HTTPResponse:
        """Return the stream of news."""
        link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
        link.request("GET", "/-/news", headers={"Cookie": f"atelier-{PORT}={self.key}"})
        return link.getresponse()

    def end(self) -> int:
        """End the command; return its memory and its children's (MB)."""
        memory = family_memory(self.process.pid)
        self.process.terminate()
        self.process.wait()
        return memory


def until(stream: http.client.HTTPResponse, what: str, version: int) -> None:
    """Wait for a later page, or PDF."""
    while True:
        line = stream.readline().decode()
        if line.startswith("data: ") and json.loads(line[6:])[what] > version:
            return


def edited(running: Running, value: int) -> tuple[float, float]:
    """Save a value of the number; return the seconds until the page, and until the PDF."""
    form = running.asked("GET", f"/-/form?target=number:{NUMBER}").decode()
    fields = {name: unescape(text) for name, text in re.findall(r'name="(was:[^"]+)" value="([^"]*)"', form)}
    fields |= {name.replace("was:", "field:"): text for name, text in fields.items()}
    stream = running.stream()
    line = stream.readline().decode()
    now = json.loads(line[6:])
    start = time.perf_counter()
    if not running.asked("POST", "/-/save", urlencode({**fields, "target": f"number:{NUMBER}", "field:value": str(value)})):
        raise SystemExit("the edit is refused")
    until(stream, "page", now["page"])
    running.asked("GET", "/page.html")
    page = time.perf_counter() - start
    until(stream, "pdf", now["pdf"])
    running.asked("GET", "/rapport.pdf")
    return page, time.perf_counter() - start


def saved_beside(running: Running, edition: Path, edits: int) -> int:
    """Save the same number as often in the file itself, beside a preview; return the preview's memory."""
    path = edition / "data/indicators/plaidoyer.yml"
    head, name, tail = path.read_text("utf-8").partition(f"{NUMBER}:")
    stream = running.stream()
    for turn in range(edits + 1):
        path.write_text(head + name + re.sub(r": \d+\}", f": {40 + turn}}}", tail, count=1), "utf-8")
        until(stream, "pdf", turn + 1)
        time.sleep(1)
    path.write_text(head + name + tail, "utf-8")
    return running.end()


def completed(running: Running) -> float:
    """Return the seconds that the completions take."""
    start = time.perf_counter()
    running.asked("GET", "/-/completions")
    return time.perf_counter() - start


def main() -> None:
    """Time the workshop on a copy of the edition."""
    edits = next((int(one) for one in sys.argv[1:] if one.isdigit()), 5)
    with tempfile.TemporaryDirectory() as parent:
        edition = copied(Path(parent) / "edition")
        Running(edition, "preview").end()  # warms the cache
        preview = saved_beside(Running(edition, "preview"), edition, edits)
        times: dict[str, list[float]] = {name: [] for name in LIMITS}
        for last in (False, False, True):
            running = Running(edition, "atelier", "--sans-navigateur")
            times["ready"].append(running.ready)
            if not last:
                running.end()
        for turn in range(edits + 1):
            page, pdf = edited(running, 20 + turn)
            if turn:  # the first warms up
                times["number, page"].append(page)
                times["number, PDF"].append(pdf)
                times["completion"].append(completed(running))
            time.sleep(1)
        memory = running.end()
        print(f"{'what':<16}{'median s':>10}{'limit':>8}{'ratio':>8}   edits: {edits}")
        for name, limit in LIMITS.items():
            median = statistics.median(times[name])
            print(f"{name:<16}{median:>10.3f}{limit:>8.2f}{median / limit:>8.2f}")
        print(f"memory with children: {memory} MB, {memory / preview:.2f} of the preview's {preview} MB (limit {MEMORY})")


if __name__ == "__main__":
    main()
