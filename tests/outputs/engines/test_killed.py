"""A build that is killed or interrupted, at any moment: nobody of ours lives on, nothing of ours stays, the next one succeeds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[3]
_NUMBERS = count()
SOON = 10.0  # seconds for what must be gone
LATE = 90.0  # seconds for what must begin, on a busy machine
pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only Linux tells of every process")


class Killed:
    """A command in a session of its own, all of whose descendants bear a mark in their environment."""

    def __init__(self, root: Path, temporary: Path, *arguments: str) -> None:
        self.mark = f"RAPPORT_TEST_MARK={temporary}-{next(_NUMBERS)}"
        name, _, value = self.mark.partition("=")
        code = "import sys; sys.argv[0] = 'build.py'; sys.path.insert(0, sys.argv[1]); import build; from pathlib import Path\n"
        code += "from rapport.cli.main import main; build.leave(main(sys.argv[3:], Path(sys.argv[2])))"
        self.run = subprocess.Popen(
            [sys.executable, "-c", code, str(PROJECT), str(root), *arguments],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
            env={**os.environ, "TMPDIR": str(temporary), name: value},
        )  # fmt: skip

    def alive(self) -> list[str]:
        """Return the command lines of what still runs of it."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if self.mark.encode() in (folder / "environ").read_bytes():
                    found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue
        return found

    def until(self, words: str) -> bool:
        """Wait until one of its programs has words in its command line; False when it ended before, or never has."""
        end = time.monotonic() + LATE
        while self.run.poll() is None and time.monotonic() < end:
            if any(words in line for line in self.alive()):
                return True
            time.sleep(0.01)
        return False

    def gone(self) -> list[str]:
        """Return what is still there after a while."""
        end = time.monotonic() + SOON
        while time.monotonic() < end and self.alive():
            time.sleep(0.05)
        return self.alive()


@pytest.fixture
def fresh(petite: Path) -> Path:
    """Return the small edition without what was kept: all is to be drawn."""
    (petite / ".cache").unlink()
    return petite


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("words", ["serve()", "pandoc.lua"], ids=["drawing", "Pandoc"])
@pytest.mark.parametrize("delay", [0.0, 0.4], ids=["as it starts", "at work"])
def test_a_killed_build_leaves_nobody_behind(words: str, delay: float, fresh: Path, temporary: Path):
    """SIGKILL: no time for anything; what ran apart sees our end by itself."""
    build = Killed(fresh, temporary, "build", "--quiet")
    assert build.until(words)
    time.sleep(delay)
    build.run.kill()
    said = build.run.communicate()[1]
    assert build.gone() == []
    assert said == b""
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(("way", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("words", ["serve()", "pandoc.lua"], ids=["drawing", "Pandoc"])
def test_an_interrupted_build_ends_in_order(words: str, way: signal.Signals, code: int, fresh: Path, temporary: Path):
    """Ctrl-C reaches the whole group: a French line, no traceback of a child's, no draft, no folder."""
    build = Killed(fresh, temporary, "build", "--quiet")
    assert build.until(words)
    os.killpg(build.run.pid, way)
    said = build.run.communicate()[1].decode()
    assert build.run.returncode == code
    assert said.strip() == "Interrompu ; rien n'a été publié."
    assert build.gone() == []
    assert list(temporary.iterdir()) == []
    assert list((fresh / "output").glob("*")) == []
    again = Killed(fresh, temporary, "build", "--quiet")
    assert again.run.communicate()[1] == b""
    assert again.run.returncode == 0


def test_a_killed_preview_leaves_nobody_behind_and_its_folder_is_swept(fresh: Path, temporary: Path):
    """Its folder is removed by the next command that wants one; somebody else's, or one in use, never."""
    foreign = temporary / "rapport-autre"
    foreign.mkdir()
    # Each has an edition of its own: what one has made and kept, another would not ask Pandoc for.
    roots = [shutil.copytree(fresh, temporary.parent / name, symlinks=True) for name in ("deux", "trois")]
    preview = Killed(fresh, temporary, "preview", "--port", "0")
    assert preview.until("pandoc.lua")
    in_use = Killed(roots[0], temporary, "preview", "--port", "0")
    assert in_use.until("pandoc.lua")
    preview.run.kill()
    preview.run.communicate()
    assert len(list(temporary.iterdir())) == 3
    in_use.run.send_signal(signal.SIGTERM)
    in_use.run.communicate()
    third = Killed(roots[1], temporary, "preview", "--port", "0")
    assert third.until("pandoc.lua")
    third.run.send_signal(signal.SIGINT)
    third.run.communicate()
    assert preview.gone() == []
    assert list(temporary.iterdir()) == [foreign]


def test_a_tool_at_work_ends_with_us(temporary: Path):
    """Quarto, Git and the proofreaders are run this way; their folder goes too."""
    shell = shutil.which("sh")
    assert shell
    begun = "from rapport.ground.programs.answering import answer_of_program"
    code = f"{begun}\nanswer_of_program('outil', [{shell!r}, '-c', 'sleep 601 & sleep 602'])"
    mark = {"TMPDIR": str(temporary), "RAPPORT_TEST_MARK": str(temporary)}
    tool = Killed.__new__(Killed)
    tool.mark = f"RAPPORT_TEST_MARK={temporary}"
    tool.run = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT, env={**os.environ, **mark}, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert tool.until("sleep 601")
    assert tool.until("sleep 602")
    tool.run.kill()
    tool.run.wait()
    assert tool.gone() == []
    assert list(temporary.iterdir()) == []
