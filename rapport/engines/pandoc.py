"""Pandoc, bundled by pypandoc_binary: the manuscript's pieces into fragments of each markup, or the whole into a Word file.

Each piece's fragment depends on that piece alone, so it is kept by hash; the missing ones go through Pandoc together, which
reads them once for all the markups, and are cut apart at the markers that `templates/filter.lua` leaves.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock, Timer
from typing import IO, NamedTuple, cast

from rapport.cache import Cache, fingerprint, fingerprint_of_files
from rapport.clock import timed
from rapport.engines.failure import ToolFailed
from rapport.model import Piece

# Raw HTML, TeX and YAML are text like any other: what an author types can't reach an output unescaped.
READER = (
    "markdown-raw_html-raw_tex-raw_attribute-markdown_in_html_blocks-native_divs-native_spans-tex_math_dollars"
    "-citations-smart-yaml_metadata_block-implicit_figures-example_lists-subscript-latex_macros-auto_identifiers"
)
MARKERS = {
    "html": re.compile("^<!--\ue004piece ([\\w-]+)-->$", re.MULTILINE),
    "typst": re.compile("^//\ue004piece ([\\w-]+)$", re.MULTILINE),
}
MARKUPS = tuple(MARKERS)
TIME_LIMIT = 120  # seconds
FOLDER = "pandoc"  # beside the filter: what is asked and answered
_SCRIPT = Path(__file__).with_name("pandoc.lua")
Fragments = Mapping[str, str]  # by the name of the piece


@cache
def pandoc_path() -> str:
    """Return the bundled Pandoc's path (importing pypandoc itself would cost more than finding it)."""
    spec = find_spec("pypandoc")
    origin = Path(spec.origin or "") if spec else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (path := origin.parent / "files" / name).is_file():
            return str(path)
    raise ToolFailed("pandoc", "pypandoc_binary n'est pas installé")


class _Running(NamedTuple):
    program: subprocess.Popen[bytes]
    asked: IO[bytes]
    told: IO[bytes]
    said: IO[bytes]  # its last words, should it stop


class Pandoc:
    """Pandoc's Lua interpreter in the folder that holds `filter.lua`: it starts when it is first asked, and stays awake.

    Any thread may ask; requests are answered one after the other.
    """

    def __init__(self, work: Path) -> None:
        self.work = work
        self._turn = RLock()
        self._running: _Running | None = None

    def converted(self, pieces: Sequence[Piece], markups: Sequence[str]) -> Iterator[tuple[str, Fragments]]:
        """Yield each markup with the fragments of the pieces, as soon as it is written.

        Raises ToolFailed with Pandoc's own words when it refuses them, or stops.
        """
        with self._turn:
            running = self._awake()
            patience = Timer(TIME_LIMIT, running.program.kill)
            patience.start()
            awaited = [*markups]
            try:
                (self.work / FOLDER / "request.md").write_bytes("\n\n".join(piece.markdown for piece in pieces).encode())
                running.asked.write(f"{','.join(markups)}\n".encode())
                running.asked.flush()
                while awaited:
                    with timed(f"Pandoc ({awaited[0]})"):
                        answer = self._answer(running, awaited[0])
                    yield awaited[0], cut(answer, awaited.pop(0))
            except BrokenPipeError as error:
                raise _stopped(running) from error
            finally:
                patience.cancel()
                if awaited:  # the next request must not get the answers of this one
                    self.close()

    def close(self) -> None:
        """Let it go and leave nothing in its folder."""
        with self._turn:
            if self._running is not None:
                self._running.program.kill()
                self._running.program.wait()
                for stream in (self._running.asked, self._running.told, self._running.said):
                    with suppress(OSError):
                        stream.close()
                self._running = None
            shutil.rmtree(self.work / FOLDER, ignore_errors=True)

    def _awake(self) -> _Running:
        if self._running and self._running.program.poll() is not None:
            self.close()  # it was killed: by the system, or by somebody
        if self._running is None:
            (self.work / FOLDER).mkdir(exist_ok=True)
            said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the program
            program = subprocess.Popen(
                [pandoc_path(), "lua", str(_SCRIPT), READER],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, cwd=self.work,
            )  # fmt: skip
            self._running = _Running(program, cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout), said)
        return self._running

    def _answer(self, running: _Running, markup: str) -> str:
        verdict = running.told.readline().strip()
        if not verdict:
            raise _stopped(running)
        answer = (self.work / FOLDER / markup).read_bytes().decode()
        if verdict != b"ok":
            raise ToolFailed("pandoc", answer.strip())
        return answer


def _stopped(running: _Running) -> ToolFailed:
    running.program.wait()
    running.said.seek(0)
    said = running.said.read().decode(errors="replace").strip()
    return ToolFailed("pandoc", said or "il s'est arrêté sans un mot")


def fragments_ahead(
    pieces: Sequence[Piece], markups: Sequence[str], pandoc: Pandoc, cache_: Cache, pool: Executor
) -> dict[str, Future[Fragments]]:
    """Return the fragments of the pieces in each markup (`html`, `typst`): those that aren't kept come in that order.

    The pictures that the pieces show lie in Pandoc's folder. The futures raise ToolFailed when Pandoc does.
    """
    depends = fingerprint("pandoc", READER, fingerprint_of_files([_SCRIPT, pandoc.work / "filter.lua"]))
    keys = {markup: {piece.id: fingerprint(depends, markup, piece.id, piece.markdown) for piece in pieces} for markup in markups}
    found = {
        markup: {name: kept.decode() for name, key in keys[markup].items() if (kept := cache_.get(key)) is not None}
        for markup in markups
    }
    futures: dict[str, Future[Fragments]] = {markup: Future() for markup in markups}
    lacking = [markup for markup in markups if len(found[markup]) < len(pieces)]
    missing = [piece for piece in pieces if any(piece.id not in found[markup] for markup in lacking)]

    def convert() -> None:
        try:
            for markup, made in pandoc.converted(missing, lacking):
                futures[markup].set_result({**found[markup], **made})
                for name, fragment in made.items():
                    cache_.put(keys[markup][name], fragment.encode())
        except Exception as error:  # noqa: BLE001 - raised again to whoever waits for the fragments
            for future in futures.values():
                if not future.done():
                    future.set_exception(error)

    for markup in markups:
        if markup not in lacking:
            futures[markup].set_result(found[markup])
    if lacking:
        pool.submit(convert)
    return futures


def fragments_of(pieces: Sequence[Piece], markup: str, pandoc: Pandoc, cache_: Cache) -> Fragments:
    """Return the fragments of the pieces in one markup; raises ToolFailed when Pandoc does."""
    with ThreadPoolExecutor(1) as pool:
        return fragments_ahead(pieces, [markup], pandoc, cache_, pool)[markup].result()


def cut(written: str, markup: str) -> dict[str, str]:
    """Return the fragments of what Pandoc wrote for several pieces."""
    parts = MARKERS[markup].split(written)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def write_docx(document: Path, target: Path, timestamp: int) -> None:
    """Write a Markdown document as a Word file, with the filter, the template and the reference document of its folder.

    The same folder, date and Pandoc give the same bytes. Raises ToolFailed when Pandoc refuses.
    """
    command = [
        pandoc_path(), f"--from={READER}", "--to=docx", "--lua-filter=word.lua", "--template=body.xml",
        "--reference-doc=reference.docx", f"--resource-path=.{os.pathsep}..", "--syntax-highlighting=none",
        f"--output={target.resolve()}", document.name,
    ]  # fmt: skip
    run = subprocess.run(
        command, input="", capture_output=True, encoding="utf-8", cwd=document.parent, timeout=TIME_LIMIT, check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(timestamp)},
    )  # fmt: skip
    if run.returncode:
        raise ToolFailed("pandoc", run.stderr.strip())
