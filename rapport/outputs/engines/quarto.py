"""5a. The engine for teams that have Quarto: the `quarto` command drives its own Pandoc and Typst on a project of ours."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from rapport.ground.patterns import regex
from rapport.ground.programs.answering import answer_of_program
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.logged import run_logged
from rapport.ground.programs.places import quarto_command
from rapport.ground.shared_folder import cache_of
from rapport.outputs.engines import EngineSteps, engine_of
from rapport.outputs.engines.complaints import Document, refusal
from rapport.outputs.engines.pandoc import MARKERS
from rapport.outputs.engines.project import MANUSCRIPT, RENDERED, TYPST, Project, write_project
from rapport.outputs.engines.refusals import located
from rapport.outputs.formats import format_of
from rapport.sources.model import Report

OLDEST = (1, 7)
TIME_LIMIT = 300.0  # seconds for one render of every format
MENDED = (
    "Installez Quarto 1.7 ou plus récent (« pip install '.[quarto]' », ou https://quarto.org/docs/download/), ou gardez le "
    "moteur intégré : « engine: embedded » dans report.yml."
)
_ANSI = regex(r"\x1b\[[0-9;?]*[A-Za-z]")


class Quarto:
    """One run of Quarto renders the page and the PDF; what it doesn't know of our formats is the embedded engine's."""

    name = "quarto"
    together = RENDERED

    def made(self, formats: Sequence[str], steps: EngineSteps) -> Mapping[str, Mapping[str, bytes]]:
        """Return, by format, its files by their path in the output folder, the main one first.

        Raises ToolFailed when Quarto is missing, too old, or refuses the manuscript.
        """
        wanted = [name for name in formats if name in RENDERED]
        others = [name for name in formats if name not in RENDERED]
        return {**(_rendered(wanted, steps) if wanted else {}), **engine_of("embedded").made(others, steps)}


def _rendered(formats: Sequence[str], steps: EngineSteps) -> Mapping[str, Mapping[str, bytes]]:
    """Return what one run of Quarto makes of the manuscript, by format; raises ToolFailed."""
    report = steps.view
    command, version = found_quarto(report)
    folder = steps.tools.folder / "quarto"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    project = write_project(steps, formats, folder, version)
    made = {}
    with _log_of(steps) as log:
        _run(command, project, steps, log)
        for name in formats:
            format_ = format_of(name)
            path = project.made(format_, report)
            _check(path, log)
            made[name] = {format_.file_name(report): path.read_bytes()}
    shutil.rmtree(folder)
    return made


def found_quarto(report: Report | None = None) -> tuple[str, str]:
    """Return the path of the `quarto` command and its version.

    It is the one that QUARTO_PATH names, else the one on PATH, else the one installed beside this Python. Raises
    ToolFailed when there is none, or when it is too old.
    """
    place = report.edition.at("engine") if report else None
    asked = os.environ.get("QUARTO_PATH", "")
    path = quarto_command()
    if not path:
        sentence = f"QUARTO_PATH ne mène à aucun Quarto ({asked})." if asked else "Quarto est introuvable sur cette machine."
        raise ToolFailed("Quarto", "", MENDED, place=place, sentence=sentence, passing=True)
    version = version_of(path)
    numbers = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if len(numbers) < len(OLDEST):
        sentence = f"« {path} --version » ne donne pas de version de Quarto."
        raise ToolFailed("Quarto", version, MENDED, place=place, sentence=sentence, passing=True)
    if numbers < OLDEST:
        sentence = f"Quarto {version} est trop ancien : il faut la version {'.'.join(map(str, OLDEST))} ou une plus récente."
        raise ToolFailed("Quarto", version, MENDED, place=place, sentence=sentence, passing=True)
    return path, version


def version_of(path: str) -> str:
    """Return what a `quarto` command says of its version, empty when it says nothing."""
    with suppress(ToolFailed):
        return answer_of_program("Quarto", [path, "--version"], limit=30).answer.strip().split("\n")[0][:40]
    return ""


def _log_of(steps: EngineSteps) -> BinaryIO:
    """Open where Quarto's words go: beside the cache, to be read after the project is gone.

    Our own are read through what is open: another run takes the name for its own words.
    """
    log = cache_of(steps.root) / "quarto.log"
    with suppress(OSError):
        log.parent.mkdir(parents=True, exist_ok=True)
        log.unlink(missing_ok=True)  # a link would be written through, a named pipe waited for
        return log.open("x+b")
    return (steps.tools.folder / "quarto.log").open("w+b")


def _run(command: str, project: Project, steps: EngineSteps, log: BinaryIO) -> None:
    """Render the project; raises ToolFailed at the author's line, or the designer's, when it could be found."""
    quiet = {"SOURCE_DATE_EPOCH": str(steps.timestamp()), "NO_COLOR": "1", "TYPST_IGNORE_SYSTEM_FONTS": "1"}
    try:  # without the file's name, Quarto reads the folder's as a pattern
        code = run_logged("Quarto", [command, "render", MANUSCRIPT], project.folder, log, TIME_LIMIT, quiet)
    except ToolFailed as failure:
        raise refusal("Quarto", words_of(log), None, _whole(log), failure.sentence, passing=True) from failure
    if not code:
        return
    said = words_of(log)
    typst = project.folder / TYPST
    documents = {}
    if typst.is_file():
        text = typst.read_text("utf-8", errors="replace")
        documents[TYPST] = Document.of_marked(text, MARKERS["typst"], project.after)
    raise located(refusal("Quarto", said, None, _whole(log)), said, steps.manuscript(), documents, steps.root, project.origins)


def _check(made: Path, log: BinaryIO) -> None:
    """Raise ToolFailed unless Quarto left a whole file."""
    beginning, end = {".html": (b"<!DOCTYPE html", b"</html>")}.get(made.suffix, (b"%PDF-", b"%%EOF"))
    if not made.is_file():
        sentence = f"Quarto s'est arrêté sans erreur, mais n'a pas produit {made.name}."
        raise refusal("Quarto", words_of(log), None, _whole(log), sentence, passing=True)
    with made.open("rb") as file:
        head = file.read(len(beginning))
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 64))
        whole = head == beginning and end in file.read()
    if not whole:
        raise refusal("Quarto", words_of(log), None, _whole(log), f"Quarto a produit un {made.name} incomplet.", passing=True)


def words_of(log: BinaryIO) -> str:
    """Return what a log holds, without the colours of a terminal."""
    log.seek(0)
    return _ANSI.sub("", log.read().decode("utf-8", errors="replace").replace("\r\n", "\n"))


def _whole(log: BinaryIO) -> str:
    path = Path(log.name)
    return f"Le journal complet est dans {path.parent.name}/{path.name}."


ENGINE = Quarto()
