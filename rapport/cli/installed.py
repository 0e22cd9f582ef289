"""What is installed, which versions, what each output needs of it, and the command that mends what is missing."""

from __future__ import annotations

import platform
import re
import shutil
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rapport.ground.patterns import regex
from rapport.ground.programs.answering import answer_of_program
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.places import grammalecte_files, hunspell_files
from rapport.outputs.engines.pandoc import pandoc_path
from rapport.outputs.engines.quarto import MENDED, found_quarto
from rapport.outputs.formats import FORMATS
from rapport.sources.brand import Brand
from rapport.sources.model import Report

LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"
OUTPUTS = tuple(FORMATS)
AGAIN = f"supprimez le dossier {sys.prefix}, puis « python build.py » le refait"
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
_NUMBER = regex(r"\d+(?:\.\d+)+")


@dataclass(frozen=True)
class InstalledTool:
    """Something that the work needs: what was found of it, empty when it is missing or unfit, and what is wrong with it."""

    name: str
    serves: tuple[str, ...]  # the outputs that can't do without it; none: it serves the team only
    found: str
    purpose: str  # French
    mend: str  # French, what to do when it is missing
    wrong: str = ""  # French


def tools_of(report: Report | None, engine: str) -> list[InstalledTool]:
    """Return everything that the engine, the proofreaders and the tests call on."""
    drawn = ("html", "pdf", "docx")
    rendered = ("html", "pdf") if engine == "quarto" else ()
    quarto = _tried(lambda: found_quarto(report)[1])
    pandoc = _tried(lambda: _version([pandoc_path(), "--version"]))
    return [
        _python(),
        _packages(),
        InstalledTool("Pandoc", drawn, pandoc[0], "le texte de chaque sortie", AGAIN, pandoc[1]),
        _package(
            "typst", "Typst", ("pdf", "cards") if engine != "quarto" else ("cards",), "le PDF du moteur intégré, les cartes"
        ),
        _package("vl-convert-python", "vl-convert", drawn, "les graphiques"),
        _fonts(report),
        InstalledTool("Quarto", rendered, quarto[0], "le moteur « quarto »", MENDED[0].lower() + MENDED[1:], quarto[1]),
        _hunspell(),
        _command("Grammalecte", bool(grammalecte_files()), [], "la grammaire", "apt install grammalecte-cli"),
        _command("Chromium", bool(_chromium()), [_chromium(), "--version"], "les tests de la page", "apt install chromium"),
        _command(
            "Java", bool(shutil.which("java")), ["java", "-version"], "les tests de la page", "apt install default-jre-headless"
        ),
        _command("Git", bool(shutil.which("git")), ["git", "--version"], "le partage des sources", "apt install git"),
    ]


def lacking(tools: Sequence[InstalledTool], outputs: Collection[str]) -> dict[str, list[InstalledTool]]:
    """Return the tools that each output waits for."""
    return {name: [tool for tool in tools if name in tool.serves and not tool.found] for name in outputs}


def _tried(found: Callable[[], str]) -> tuple[str, str]:
    """Return a version, or what is wrong."""
    try:
        return found(), ""
    except ToolFailed as failure:
        return "", failure.sentence or failure.detail


def _python() -> InstalledTool:
    return InstalledTool("Python", OUTPUTS, platform.python_version(), "tout", "installez Python 3.11 ou plus récent")


def _packages() -> InstalledTool:
    """Compare what is installed with the lock file; what another system needs is passed over."""
    locked: dict[str, set[str]] = {}
    elsewhere = set()
    for name, wanted, marker in re.findall(r"^([\w.-]+)==([^\s;\\]+)( *;)?", LOCK.read_text("utf-8"), re.MULTILINE):
        locked.setdefault(name, set()).add(wanted)
        elsewhere |= {name} if marker else set()
    installed = {name: _installed(name) for name in locked}
    absent = [name for name, found in installed.items() if not found and name not in elsewhere]
    other = [f"{name} {found}" for name, found in installed.items() if found and found not in locked[name]]
    told = [f"il manque {', '.join(absent)}"] if absent else []
    told += [f"ce ne sont pas les versions verrouillées : {', '.join(other)}"] if other else []
    count = "" if absent else str(sum(map(bool, installed.values())))
    return InstalledTool("Paquets Python", OUTPUTS, count, "tout, aux versions verrouillées", AGAIN, " ; ".join(told))


def _installed(name: str) -> str:
    with suppress(PackageNotFoundError):
        return version(name)
    return ""


def _package(distribution: str, name: str, serves: tuple[str, ...], purpose: str) -> InstalledTool:
    return InstalledTool(name, serves, _installed(distribution), purpose, AGAIN)


def _fonts(report: Report | None) -> InstalledTool:
    """Look for the files of the fonts that the brand names."""
    mend = "remettez les fichiers nommés par assets/_brand.yml dans assets/fonts/"
    files = Brand.of(report.brand).font_files(report.root) if report else ()
    absent = [path.name for path in files if not path.is_file()]
    found = "" if absent else f"{len(files)} fichiers" if report else "non vérifiées"
    wrong = f"il manque {', '.join(absent)}" if absent else ""
    return InstalledTool("Polices de la charte", ("html", "pdf", "docx"), found, "la mise en page", mend, wrong)


def _hunspell() -> InstalledTool:
    files = hunspell_files()
    return _command(
        "Hunspell et son dictionnaire français",
        bool(files),
        ["hunspell", "-v"],
        "l'orthographe",
        "apt install hunspell hunspell-fr",
    )


def _chromium() -> str:
    return next(filter(None, map(shutil.which, _CHROMIUMS)), "")


def _command(name: str, there: bool, command: Sequence[str], purpose: str, mend: str) -> InstalledTool:  # noqa: FBT001
    found = (_version(command) or "installé") if there else ""
    return InstalledTool(name, (), found, purpose, mend)


def _version(command: Sequence[str]) -> str:
    """Return the first number that looks like a version in what a command says, empty when it says none."""
    with suppress(ToolFailed):
        if command:
            said = answer_of_program(command[0], command, limit=20, memory=0)  # Java and Chromium reserve more than they use
            found = _NUMBER.search(said.answer) or _NUMBER.search(said.complaint)
            return found[0] if found else ""
    return ""
