"""`manifest.json`: which versions made which files out of which, each named by its fingerprint.

The same inputs and versions give the same manifest, on any day and in any folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING, Any, NamedTuple

from rapport import __version__
from rapport.ground import regular
from rapport.ground.cache import MISFITS, fingerprint_of, fits
from rapport.sources.files import changed, code_fingerprint, inputs_of

if TYPE_CHECKING:  # a run that has nothing to do must not load it
    from rapport.sources.signature import Stamp

NAME = "manifest.json"
# What the outputs' bytes depend on; the lock file holds the versions of everything else.
PACKAGES = ("altair", "jinja2", "pypandoc_binary", "typst", "vl-convert-python")


def write_manifest(
    draft: Path,
    inputs: Mapping[str, str],
    engine: str,
    stamp: Stamp | None = None,
    personal: Mapping[str, Any] | None = None,
    before: Carried | None = None,
) -> Path:
    """Write the manifest of a finished draft, which is a release when it has a stamp, and return its path.

    ``personal`` counts the personal data that a release publishes, output by output; ``before`` are the files that the draft
    has from the last publication: under ``stale``, unless they would be made again from the same things.
    """
    import platform  # noqa: PLC0415 - as below

    release = {"version": stamp.version, "day": stamp.day.isoformat(), "commit": stamp.commit} if stamp else None
    written = {
        **({"release": release} if release else {}),
        **({"personal": dict(personal)} if personal else {}),
        "engine": {"name": engine, "version": __version__, "code": code_fingerprint()},
        "python": platform.python_version(),
        "packages": {name: found for name in PACKAGES if (found := _version(name))},
        "inputs": dict(inputs),
        "outputs": outputs_of(draft),
    }
    if before and (stale := _stale(before, written)):
        written["stale"] = stale
    path = draft / NAME
    path.write_text(json.dumps(written, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    return path


class Carried(NamedTuple):
    """Files that a publication keeps from the last one, and the manifest that this one had."""

    files: Sequence[str]
    manifest: Mapping[str, Any] | None


def _stale(before: Carried, now: Mapping[str, Any]) -> list[str]:
    """Return the files kept that other sources, another engine or another release made; strangers to the manifest are none."""
    then = before.manifest or {}
    same = all(then.get(part) == now.get(part) for part in ("inputs", "engine", "release", "packages"))
    already = then.get("stale", [])
    made = [path for path in before.files if path in then.get("outputs", {})]
    return [path for path in made if not same or path in already]


def outputs_of(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the size (bytes) and the SHA-256 of each file of an output folder, its manifest apart."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / NAME)
    return {path.relative_to(folder).as_posix(): {"bytes": path.stat().st_size, "sha256": fingerprint_of(path)} for path in paths}


def intact(folder: Path) -> bool:
    """Tell whether an output folder holds just what its manifest says."""
    manifest = read_manifest(folder)
    try:
        return manifest is not None and manifest["outputs"] == outputs_of(folder)
    except OSError:
        return False


def read_manifest(folder: Path) -> Mapping[str, Any] | None:
    """Return the manifest of a folder, None when there is none that can be read, or one that names files outside of it."""
    try:
        manifest = json.loads(regular.read(folder / NAME))
    except (OSError, *MISFITS):
        return None
    if not isinstance(manifest, dict) or not all(fits(manifest.get(part), shape) for part, shape in _PARTS.items()):
        return None
    return manifest if all(map(_stays, [*manifest["inputs"], *manifest["outputs"]])) else None


_PARTS = {"inputs": {str: str}, "outputs": {str: {"bytes": int, "sha256": str}}}


def _stays(path: str) -> bool:
    """Tell whether a path, as it is written, stays in the folder that it starts from."""
    return all(part not in {"", ".", ".."} for part in path.split("/")) and not PureWindowsPath(path).drive


def kept_inputs(manifest: Mapping[str, Any]) -> dict[str, str]:
    """Return the inputs that an edition takes with it when it is kept: its elders stay beside it."""
    return {path: found for path, found in manifest["inputs"].items() if not path.startswith("editions/")}


def altered(edition: Path, data: str) -> list[str]:
    """Return the files of a kept edition that are no longer what it was published from, or with (its folder of data).

    Its manifest itself when that can't be read.
    """
    manifest = read_manifest(edition)
    if manifest is None:
        return [NAME]
    published = {path: found for path, found in manifest["outputs"].items() if path.startswith(f"{data}/")}
    now = {f"{data}/{path}": found for path, found in outputs_of(edition / data).items()}
    return sorted(
        {*changed(kept_inputs(manifest), inputs_of(edition)), *(p for p in {*published, *now} if published.get(p) != now.get(p))}
    )


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - only when something is published

    try:
        return version(package)
    except PackageNotFoundError:
        return ""
