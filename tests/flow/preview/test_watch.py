"""The command as its user meets it: every way of saving a file is seen, bursts are one change, and it ends at once."""

from __future__ import annotations

import errno
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from rapport.cli.commands.preview import served
from rapport.flow.preview.watch import Watcher

SOON = 30.0  # seconds: what a busy machine may take; nothing here measures


class Seen:
    """Changes as a watcher tells them."""

    def __init__(self, root: Path) -> None:
        self.count = 0
        self._told = Event()
        self.watcher = Watcher(root)
        Thread(target=self._listen, daemon=True).start()
        time.sleep(1)  # the system takes a moment to begin its watch

    def _listen(self) -> None:
        for _ in self.watcher.changes():
            self.count += 1
            self._told.set()

    def one(self) -> bool:
        """Wait for a change."""
        told = self._told.wait(SOON)
        self._told.clear()
        return told

    def none(self) -> bool:
        """Tell whether nothing is told for a second."""
        return not self._told.wait(1)


@pytest.fixture
def seen(petite: Path) -> Iterator[Seen]:
    """Return the changes of the small edition."""
    seen = Seen(petite)
    yield seen
    seen.watcher.stop()


def saved_by_rename(path: Path) -> None:
    draft = path.with_name(path.name + ".tmp")
    draft.write_bytes(path.read_bytes() + b"\n")
    draft.replace(path)


WAYS = {
    "in place": lambda root: (root / "content/edito.md").write_text("x", "utf-8"),
    "by rename": lambda root: saved_by_rename(root / "content/edito.md"),
    "report.yml by rename": lambda root: saved_by_rename(root / "report.yml"),
    "deleted": lambda root: (root / "content/edito.md").unlink(),
    "renamed": lambda root: (root / "content/edito.md").rename(root / "content/autre.md"),
    "new": lambda root: (root / "data/tables/nouvelle.csv").write_text("year\n", "utf-8"),
    "new folder": lambda root: ((root / "assets/photos").mkdir(), (root / "assets/photos/a.txt").touch()),
    "template": lambda root: (root / "templates/style/base.css").write_text("x", "utf-8"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_of_saving_is_seen(way: str, petite: Path, seen: Seen):
    WAYS[way](petite)
    assert seen.one()


@pytest.mark.parametrize(
    "path", ["output/2024/index.html", ".cache/ab/abc", "content/.edito.md.swp", "content/edito.md~", "notes.txt"]
)
def test_what_is_nobody_s_text_is_not_a_change(path: str, petite: Path, seen: Seen):
    """Outputs and caches are written by the preview itself."""
    (petite / path).parent.mkdir(parents=True, exist_ok=True)
    (petite / path).write_text("x", "utf-8")
    assert seen.none()


def test_a_checkout_of_a_thousand_files_is_few_changes(petite: Path, seen: Seen):
    for number in range(1000):
        (petite / f"data/tables/t{number}.csv").write_text("year\n", "utf-8")
    assert seen.one()
    time.sleep(1)
    assert seen.count < 20


def test_a_folder_that_goes_and_comes_back_is_watched_again(petite: Path, seen: Seen):
    """As when a branch without it is checked out, then this one again."""
    (petite / "content").rename(petite / "ailleurs")
    assert seen.one()
    (petite / "ailleurs").rename(petite / "content")
    assert seen.one()
    time.sleep(2)
    while not seen.none():
        seen._told.clear()
    saved_by_rename(petite / "content/edito.md")
    assert seen.one()


def test_a_link_that_leads_back_is_no_loop(petite: Path):
    (petite / "assets/boucle").symlink_to(petite)
    seen = Seen(petite)
    saved_by_rename(petite / "content/edito.md")
    assert seen.one()
    seen.watcher.stop()


# --- the command ---------------------------------------------------------------------------------------------------


class Preview:
    """The command at work in a process of its own."""

    def __init__(self, root: Path, *arguments: str) -> None:
        code = "import sys, pathlib\nfrom rapport.cli.main import main\nsys.exit(main(sys.argv[2:], pathlib.Path(sys.argv[1])))"
        project = Path(__file__).resolve().parents[3]
        self.said = root.parent / "said.txt"
        self.running = subprocess.Popen(
            [sys.executable, "-c", code, str(root), "preview", *arguments], stdout=self.said.open("w"), stderr=subprocess.STDOUT,
            cwd=project, start_new_session=True, env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip

    def until(self, pattern: str) -> str:
        """Wait for words on the terminal."""
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            if found := re.search(pattern, self.said.read_text("utf-8")):
                return found[0]
            time.sleep(0.1)
        raise AssertionError(self.said.read_text("utf-8"))

    def page(self, port: int, wanted: bytes) -> bool:
        """Wait for a page that holds some words."""
        end = time.monotonic() + SOON
        while time.monotonic() < end:
            link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            try:
                link.request("GET", "/page.html")
                if wanted in link.getresponse().read():
                    return True
            except OSError:
                pass
            time.sleep(0.1)
        return False


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM])
def test_a_save_is_shown_and_the_end_is_clean(way: signal.Signals, petite: Path):
    port = free_port()
    preview = Preview(petite, "--port", str(port))
    try:
        assert preview.page(port, "L'année des ateliers".replace("'", "’").encode())
        path = petite / "content/edito.md"
        sound = path.read_text("utf-8")
        path.write_text(sound + "\nUne phrase de plus.\n", "utf-8")
        assert preview.page(port, b"Une phrase de plus.")
        path.write_text(sound + '\n{{ value("rien.du_tout") }}\n', "utf-8")
        preview.until(r"content/edito\.md:\d+:\d+: erreur")
        preview.until("1 erreur, ")
        path.write_text(sound, "utf-8")
        preview.until(r"1 erreur, [^\n]*\n(?s:.*)0 erreur, ")
    finally:
        preview.running.send_signal(way)
        code = preview.running.wait(SOON)
    assert code == 0
    assert preview.said.read_text("utf-8").rstrip().endswith("Aperçu arrêté.")
    with pytest.raises(ProcessLookupError):  # nobody is left of its group
        os.killpg(preview.running.pid, 0)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=2).close()


def test_a_reserved_port_is_told_to_whoever_may_take_it_too(petite: Path, capsys: pytest.CaptureFixture[str]):
    """As root, the system would give it: its refusal is made."""

    def refused(_board: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    assert served(petite, 80, refused, "Aperçu", opened=False) == 2
    assert "Le port 80 est réservé au système : choisissez-en un au-dessus de 1024" in capsys.readouterr().err


@pytest.mark.parametrize(("port", "said"), [
    (0, "est pris"), (80, "est réservé au système"), (70000, "n'existe pas"),
], ids=["taken", "reserved", "none"])  # fmt: skip
def test_a_port_that_cannot_be_had_is_told(port: int, said: str, petite: Path):
    if port == 80 and os.geteuid() == 0:
        pytest.skip("root may take any port")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        preview = Preview(petite, "--port", str(port or other.getsockname()[1]))
        assert preview.running.wait(SOON) == 2
    assert said in preview.said.read_text("utf-8")


def test_a_lost_interruption_ends_the_changes_all_the_same(tmp_path: Path):
    watcher = Watcher(tmp_path)
    try:
        watcher.end_soon()  # the handler of a signal; its KeyboardInterrupt was raised where nobody hears of it
        watcher.touch()
        assert not list(watcher.changes())
    finally:
        watcher.stop()
