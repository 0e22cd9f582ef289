"""Pandoc, bundled by pypandoc_binary: pieces of the manuscript into fragments of each markup, or the whole into a Word file.

Pieces go through it together, are read once for all the markups, and are cut apart at the markers of `templates/filter.lua`.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from queue import LifoQueue
from threading import Event, Timer
from typing import IO, NamedTuple, cast

from rapport.ground.patterns import regex
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.kept import OVERFULL, end, kill, started
from rapport.ground.timings import timed
from rapport.sources.model import Piece, joined

# Raw HTML, TeX and YAML are text like any other: what an author types can't reach an output unescaped.
READER = (
    "markdown-raw_html-raw_tex-raw_attribute-markdown_in_html_blocks-native_divs-native_spans-tex_math_dollars"
    "-citations-smart-yaml_metadata_block-implicit_figures-example_lists-subscript-latex_macros-auto_identifiers"
    "-implicit_header_references-task_lists"
)
SAID = "said"  # no markup: what the text says, for those who read the finished files back
MARKERS = {
    "html": regex("^<!--\ue004piece ([\\w-]+)-->$", re.MULTILINE),
    "typst": regex("^//\ue004piece ([\\w-]+)$", re.MULTILINE),
    SAID: regex("^\ue004piece ([\\w-]+)$", re.MULTILINE),
}
MARKUPS = tuple(MARKERS)
TIME_LIMIT = 120  # seconds
LIFE = 50  # requests to an interpreter: it keeps every function that a filter has given it, a fifth of a megabyte each time
HEAP = 1500  # megabytes, held by Haskell's run time on every system; the whole report takes eighty
_HEAP = ("+RTS", f"-M{HEAP}m", "-RTS")
_HEAP_EXHAUSTED = 251  # its exit code
FOLDER = "pandoc"  # beside the filter: what is asked and answered
SCRIPT = Path(__file__).with_name("pandoc.lua")
PIECES = Path(__file__).with_name("pieces.lua")  # the reader: each piece is a document of its own
WALL = Path(__file__).with_name("paths.lua")  # the filter that every engine runs first: pictures and links stay in the edition
SECTIONS = Path(__file__).with_name("sections.lua")  # the one after it: levels and anchors of headings
SCRIPTS = (SCRIPT, PIECES, Path(__file__).with_name("said.lua"), WALL, SECTIONS)  # what an interpreter has beside the filter
Fragments = Mapping[str, str]  # by the name of the piece


@cache
def pandoc_path() -> str:
    """Return the bundled Pandoc's path (importing pypandoc itself would cost more than finding it)."""
    spec = find_spec("pypandoc")
    origin = Path(spec.origin or "") if spec else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (path := origin.parent / "files" / name).is_file():
            return str(path)
    raise ToolFailed("pandoc", "pypandoc_binary n'est pas installé", passing=True)


class _Running(NamedTuple):
    program: subprocess.Popen[bytes]
    asked: IO[bytes]
    told: IO[bytes]
    said: IO[bytes]  # its last words, should it stop


class Pandoc:
    """Pandoc's Lua interpreters in the folder that holds `filter.lua`: each starts when it is needed, and stays awake.

    Any thread may ask; as many requests are answered ``at_once`` as there are interpreters (of 80 MB each), the others wait.
    """

    def __init__(self, work: Path, at_once: int = 1) -> None:
        self.work = work
        self.at_once = at_once
        self._interpreters = [_Interpreter(work, f"{FOLDER}/{number}") for number in range(at_once)]
        # The one that worked last is asked first: a small request never starts another.
        self._free: LifoQueue[_Interpreter] = LifoQueue()
        for interpreter in reversed(self._interpreters):
            self._free.put(interpreter)
        self._closed = False

    def wake(self) -> None:
        """Start the one that will be asked first; whatever prevents it is told when it is asked."""
        interpreter = self._free.get()
        try:
            if not self._closed:
                with suppress(OSError, ToolFailed):
                    interpreter.wake()
        finally:
            self._free.put(interpreter)

    def converted(self, pieces: Sequence[Piece], markups: Sequence[str]) -> Iterator[tuple[str, Fragments]]:
        """Yield each markup with the fragments of the pieces, as soon as it is written.

        Raises ToolFailed with Pandoc's own words when it refuses them, or stops; after `close` too.
        """
        interpreter = self._free.get()
        try:
            if self._closed:
                raise ToolFailed("pandoc", "il a été arrêté", passing=True)
            yield from interpreter.converted(pieces, markups)
        finally:
            self._free.put(interpreter)

    def interrupt(self) -> None:
        """Give up what is being asked, which raises ToolFailed: nobody wants the answers any more."""
        for interpreter in self._interpreters:
            if (running := interpreter.running) is not None:  # another thread may be closing it
                kill(running.program)

    def close(self) -> None:
        """Let them go for good, once what they were asked is answered, and leave nothing in their folder."""
        self._closed = True
        for _ in self._interpreters:
            self._free.get().close()
        for interpreter in reversed(self._interpreters):
            self._free.put(interpreter)
        shutil.rmtree(self.work / FOLDER, ignore_errors=True)


class _Interpreter:
    """One Pandoc; it is asked one thing at a time."""

    def __init__(self, work: Path, folder: str) -> None:
        self.running: _Running | None = None
        self._requests = 0
        self._work = work
        self._folder = folder  # from the one where it works: on Windows, Lua opens no path that holds an accent

    def converted(self, pieces: Sequence[Piece], markups: Sequence[str]) -> Iterator[tuple[str, Fragments]]:
        running = self.wake()
        self._requests += 1
        late = Event()

        def give_up() -> None:
            late.set()
            kill(running.program)

        patience = Timer(TIME_LIMIT, give_up)
        patience.start()
        awaited = [*markups]
        try:
            (self._work / self._folder / "request.md").write_bytes(joined(pieces).encode())
            running.asked.write(f"{','.join(markups)}\n".encode())
            running.asked.flush()
            while awaited:
                with timed(f"Pandoc ({awaited[0]})"):
                    answer = self._answer(running, awaited[0])
                yield awaited[0], cut(answer, awaited.pop(0))
        except (BrokenPipeError, EOFError) as error:
            code = running.program.wait()
            running.said.seek(0)
            said = running.said.read().decode(errors="replace").strip()
            why = _late() if late.is_set() else _ended(code, said)
            raise ToolFailed("pandoc", why, passing=True) from error
        finally:
            patience.cancel()
            if awaited:  # the next request must not get the answers of this one
                self.close()

    def close(self) -> None:
        if self.running is not None:
            kill(self.running.program)
            self.running.program.wait()
            for stream in (self.running.asked, self.running.told, self.running.said):
                with suppress(OSError):
                    stream.close()
            self.running = None

    def wake(self) -> _Running:
        """Start it, unless it runs."""
        if self.running and (self.running.program.poll() is not None or self._requests >= LIFE):
            self.close()  # it was killed, by the system or by somebody; or it has grown enough
        if self.running is None:
            (self._work / self._folder).mkdir(parents=True, exist_ok=True)
            for file in SCRIPTS:
                shutil.copyfile(file, self._work / self._folder / file.name)
            own = self._work / self._folder
            said = (own / "said").open("w+b")
            program = started(
                [pandoc_path(), "lua", *_HEAP, f"{self._folder}/{SCRIPT.name}", READER, self._folder],
                self._work, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, variables=_kept_in(own),
            )  # fmt: skip
            self._requests = 0
            self.running = _Running(program, cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout), said)
        return self.running

    def _answer(self, running: _Running, markup: str) -> str:
        verdict = running.told.readline().strip()
        if not verdict:
            raise EOFError
        answer = (self._work / self._folder / markup).read_bytes().decode()
        if verdict != b"ok":
            raise ToolFailed("pandoc", answer.strip())
        return answer


def _kept_in(folder: Path) -> dict[str, str]:
    """Return the environment of a Pandoc whose temporary files go with a folder: `pandoc lua` leaves one at each run."""
    return {**os.environ, **dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder.resolve()))}


def _ended(code: int, said: str) -> str:
    """Return why a Pandoc ended, in French when it went beyond its bound of memory, else in its own words."""
    if code in {OVERFULL, _HEAP_EXHAUSTED}:
        return f"il demande plus de {HEAP / 1000:.1f} Go de mémoire".replace(".", ",")
    return said or "il s'est arrêté sans un mot"


def _late() -> str:
    return f"il n'a pas fini en {TIME_LIMIT} secondes"


def cut(written: str, markup: str) -> dict[str, str]:
    """Return the fragments of what Pandoc wrote for several pieces."""
    parts = MARKERS[markup].split(written)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def write_docx(document: Path, target: Path, timestamp: int) -> None:
    """Write the pieces of the manuscript, as `joined` joins them, as a Word file.

    The filter, the template and the reference document are those of its folder. The same folder, date and Pandoc give the same
    bytes. Raises ToolFailed when Pandoc refuses.
    """
    shutil.copyfile(PIECES, document.parent / PIECES.name)
    command = [
        pandoc_path(), *_HEAP, f"--from={PIECES.name}", "--to=docx",
        *(f"--lua-filter={one}" for one in (WALL, SECTIONS, "word.lua")),
        "--template=body.xml", "--reference-doc=reference.docx", f"--resource-path=.{os.pathsep}..", "--syntax-highlighting=none",
        f"--output={target.resolve()}", document.name,
    ]  # fmt: skip
    settings = {**_kept_in(document.parent), "SOURCE_DATE_EPOCH": str(timestamp), "PIECES_READER": READER}
    run = started(
        command, document.parent, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, variables=settings
    )
    try:
        _, said = run.communicate(timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise ToolFailed("pandoc", _late(), passing=True) from error
    finally:
        end(run)
    if run.returncode:
        raise ToolFailed("pandoc", _ended(run.returncode, said.decode("utf-8", "replace").strip()))
