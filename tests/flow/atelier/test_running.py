"""A workshop opened twice on one edition is one workshop: the second is led to the first, and to nothing else."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread, Timer

import pytest

from rapport.flow.atelier.answers import Answers
from rapport.flow.atelier.desk import Desk
from rapport.flow.atelier.running import noted, proof_of, way_into
from rapport.flow.atelier.site import atelier_site_of
from rapport.flow.preview.board import Board
from rapport.flow.preview.site import HOST

PROJECT = Path(__file__).resolve().parents[3]
NOTE = ".edits-history/running.json"
SOON = 120  # seconds: machines are busy
LATE = 3.0  # seconds of a report that is being made
CODE = "import sys; from pathlib import Path; from rapport.cli.main import main; sys.exit(main(sys.argv[2:], Path(sys.argv[1])))"
Started = Callable[[Path, str], int]


@pytest.fixture
def started() -> Iterator[Started]:
    """Give `started(root, key)`: a workshop's site at work, noted; its port."""
    with ExitStack() as stack:

        def start(root: Path, key: str) -> int:
            board = Board()
            site = atelier_site_of(board, Answers(Desk(root)), 0, key)
            Thread(target=site.serve_forever, daemon=True).start()
            stack.callback(site.server_close)
            stack.callback(site.shutdown)
            stack.callback(board.close)
            stack.enter_context(noted(root, site.server_port, key))
            return site.server_port

        yield start


def test_the_one_that_runs_is_found_and_forgotten_when_it_stops(petite: Path, started: Started):
    assert way_into(petite) == ""
    with noted(petite, started(petite, "clef"), "clef"):
        assert way_into(petite).endswith("/?key=clef")
        if os.name == "posix":
            assert stat.S_IMODE((petite / NOTE).stat().st_mode) == 0o600
    assert not (petite / NOTE).exists()
    assert way_into(petite) == ""


def test_a_note_that_leads_elsewhere_is_ignored(petite: Path, started: Started):
    port = started(petite, "clef")
    for note in (
        {"port": port, "key": "une autre"}, {"port": 1, "key": "clef"}, {"port": 99999, "key": "clef"},
        {"port": -1, "key": "clef"},
        {"port": port}, {"port": str(port), "key": "clef"}, {"port": port, "key": "clé"}, [], "x" * 5000,
    ):  # fmt: skip
        (petite / NOTE).write_text(json.dumps(note), "utf-8")
        assert way_into(petite) == "", note
    (petite / NOTE).write_text(json.dumps({"port": port, "key": "clef"}), "utf-8")
    assert way_into(petite) == f"http://{HOST}:{port}/?key=clef"


def test_the_workshop_of_another_edition_is_not_ours(petite: Path, tmp_path: Path, started: Started):
    port = started(petite, "clef")
    other = tmp_path / "Rapport d'été"
    (other / NOTE).parent.mkdir(parents=True)
    (other / NOTE).write_bytes((petite / NOTE).read_bytes())  # a copied folder takes the note along
    (other / NOTE).chmod(0o600)
    assert way_into(other) == ""
    assert way_into(petite) == f"http://{HOST}:{port}/?key=clef"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("kind", ["readable", "link", "linked folder"])
def test_a_note_that_others_may_have_laid_is_ignored(petite: Path, tmp_path: Path, started: Started, kind: str):
    started(petite, "clef")
    assert way_into(petite) != ""
    note = petite / NOTE
    if kind == "readable":
        note.chmod(0o644)
    elif kind == "link":
        note.replace(tmp_path / "ailleurs")
        note.symlink_to(tmp_path / "ailleurs")
    else:
        note.parent.replace(tmp_path / "dossier")
        note.parent.symlink_to(tmp_path / "dossier")
    assert way_into(petite) == ""


def test_a_program_that_answers_anything_is_not_ours(petite: Path):
    asked: list[bytes] = []
    with socket.create_server((HOST, 0)) as other:

        def answer() -> None:
            link, _ = other.accept()
            with link:
                asked.append(link.recv(4000))
                link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")

        Thread(target=answer, daemon=True).start()
        with noted(petite, other.getsockname()[1], "clef"):
            assert way_into(petite) == ""
    (said,) = asked
    assert said.startswith(b"GET /")
    assert b"clef" not in said  # the key isn't told to whoever holds the port


@contextmanager
def launched(root: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Give a workshop started by hand, which ends when it is asked to; where it doesn't, what it was at is told."""
    arguments = ["atelier", "--sans-navigateur", "--port", str(port)]
    with subprocess.Popen(
        [sys.executable, "-X", "faulthandler", "-c", CODE, str(root), *arguments], cwd=PROJECT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"},
    ) as run:  # fmt: skip
        try:
            yield run
            run.terminate()
            run.communicate(timeout=SOON)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGABRT)
            pytest.fail(f"The workshop neither answers nor ends:\n{run.communicate()[1]}")
        finally:
            run.kill()


def test_opened_twice_by_hand(petite: Path):
    with socket.create_server((HOST, 0)) as other:  # another program is on the port
        port = other.getsockname()[1]
        with launched(petite, port) as first:
            assert first.stdout
            said = first.stdout.readline()
            assert re.fullmatch(f"Le port {port} est pris par un autre programme\u00a0: l'atelier prend le \\d+\\.\n", said)
            address = re.search(r"http://\S+", first.stdout.readline())
            assert address
            with launched(petite, port) as second:
                told, _ = second.communicate(timeout=SOON)
            assert second.returncode == 0
            assert told == f"L'atelier de ce rapport est déjà ouvert\u00a0: {address[0]}\n"
        assert not (petite / NOTE).exists()


def test_a_workshop_that_answers_late_is_no_other(petite: Path):
    with socket.create_server((HOST, 0)) as busy:  # it listens, and has a report to make before it can answer
        asked: list[bytes] = []

        def answer() -> None:
            link, _ = busy.accept()
            with link:
                asked.append(link.recv(4000))
                ready.wait()
                word = re.search(rb"word=(\S+)", asked[0])
                assert word
                proof = proof_of(petite, "clef", word[1].decode()).encode()
                link.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(proof), proof))

        ready = Event()
        Thread(target=answer, daemon=True).start()
        Timer(LATE, ready.set).start()
        with noted(petite, busy.getsockname()[1], "clef"):
            assert way_into(petite).endswith("/?key=clef")
