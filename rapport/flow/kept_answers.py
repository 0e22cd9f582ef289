"""Cache of a command's whole answer, which stands as long as nothing that it depends on has changed; then nothing is redone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rapport.flow.options import Options, Result
from rapport.ground.cache import Cache, fingerprint, fingerprint_of, fingerprint_of_files, shaped
from rapport.ground.problems import Place, Problem, Severity
from rapport.ground.programs.places import PREFIX, grammalecte_files, hunspell_files, quarto_files
from rapport.ground.shared_folder import cache_of
from rapport.sources.files import PIECES, SURVEYS, DiskStamp, code_stamps, disk_stamp, inputs_of
from rapport.sources.manifest import NAME, intact

VARIABLES = ("CI", "SOURCE_DATE_EPOCH")
UNSTEADY = {"LAN04", "REN01", "REN03"}  # what may go better another time: a tool that stopped half-way, a full disk


class KeptAnswer:
    """The answer of one command on one edition, under the fingerprint of everything that it depends on."""

    def __init__(self, root: Path, command: str, options: Options) -> None:
        self.root = root
        self._cache = Cache(cache_of(root))
        asked = (command, options.formats, options.added, options.engine, options.strict)
        files = inputs_of(root, linked=True), _published_data_fingerprint(root), _apart(root)
        self._key = fingerprint("standing", asked, files, surroundings())

    def answer(self) -> Result | None:
        """Return the answer if it still stands: its files are there, just as they were published."""
        told = self._cache.read(self._key, _unpacked)
        if told is None:
            return None
        files = {name: self.root / path for name, path in told["files"].items()}
        if files and not self._published(self.root / told["output"], told["manifest"], files.values()):
            return None
        return Result(told["problems"], files, tried=frozenset(told["tried"]))

    def keep(self, result: Result) -> None:
        """Keep an answer, unless it may be another next time."""
        report = result.report
        if report is None or {problem.code for problem in result.problems} & UNSTEADY:
            return
        output = self.root / "output" / str(report.edition.year)
        told = {
            "problems": [record_of(problem) for problem in result.problems],
            "files": {name: path.relative_to(self.root).as_posix() for name, path in result.files.items()},
            "tried": sorted(result.tried),
            "output": output.relative_to(self.root).as_posix(),
            "manifest": fingerprint_of(output / NAME) if result.files else "",
        }
        self._cache.put(self._key, json.dumps(told, ensure_ascii=False).encode())

    def _published(self, output: Path, manifest: str, files: Iterable[Path]) -> bool:
        """Tell whether an output folder, just below `output/`, still holds these files and what its manifest says."""
        try:
            own = output.parent == self.root / "output" and output.name.isdigit()
            inside = own and all(path.is_relative_to(output) and ".." not in path.parts and path.is_file() for path in files)
            return inside and fingerprint_of(output / NAME) == manifest and intact(output)
        except OSError:
            return False


def _published_data_fingerprint(root: Path) -> str:
    """Return the fingerprint of the published data beside an edition that is itself kept: it is held to them."""
    return fingerprint_of_files(sorted(root.parent.glob("*/donnees/**/*.csv"))) if root.parent.name == "editions" else ""


def _apart(root: Path) -> list[DiskStamp]:
    """Return what tells pieces and answers from what they were; they may be large: their contents aren't read again for that."""
    return [
        disk_stamp(str(path)) for folder in (PIECES, SURVEYS) for path in sorted((root / folder).rglob("*")) if path.is_file()
    ]


def surroundings() -> list[Any]:
    """Return what else an answer depends on: the engine, Python, its packages, outside tools, the variables that we read."""
    packages = [path for path in sys.path if path.endswith("-packages")]
    programs = [str(path) for path in (*hunspell_files(), *grammalecte_files(), *quarto_files())]
    stamps = [disk_stamp(path) for path in (*packages, *programs) if os.path.exists(path)]  # noqa: PTH110 - said too often for a Path
    read = [*VARIABLES, *sorted(name for name in os.environ if name.startswith(PREFIX))]
    return [sys.version, code_stamps(), stamps, {name: os.environ.get(name, "") for name in read}]


def record_of(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON writes it, of the shape PROBLEM."""
    return {
        "code": problem.code,
        "severity": int(problem.severity),
        "message": problem.message,
        "place": _point(problem.place),
        "hint": problem.hint,
        "related": [[_point(place), said] for place, said in problem.related],
    }


_POINT = (str, int, int)
PROBLEM = {"code": str, "severity": int, "message": str, "place": _POINT, "hint": str, "related": [(_POINT, str)]}
_ANSWER = {"problems": [PROBLEM], "files": {str: str}, "tried": [str], "output": str, "manifest": str}


def _unpacked(kept: bytes) -> dict[str, Any]:
    told = shaped(kept, _ANSWER)
    return {**told, "problems": [problem_of(one) for one in told["problems"]]}


def problem_of(told: Mapping[str, Any]) -> Problem:
    """Return a problem that was read of JSON."""
    related = tuple((Place(*point), said) for point, said in told["related"])
    severity, place = Severity(told["severity"]), Place(*told["place"])
    return Problem(told["code"], severity, told["message"], place, told["hint"], related)


def _point(place: Place) -> list[str | int]:
    return [place.path, place.line, place.column]
