"""Pandoc, bundled by pypandoc_binary: the manuscript's pieces into fragments of a format, or the whole into a Word file.

Each piece's fragment depends on that piece alone, so it is kept by hash; the missing ones go through one run of Pandoc
and are cut apart at the markers that `templates/filter.lua` leaves.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType

from rapport.cache import Cache, fingerprint
from rapport.clock import timed
from rapport.engines.failure import ToolFailed
from rapport.model import Piece

# Raw HTML, TeX and YAML are text like any other: what an author types can't reach an output unescaped.
READER = (
    "markdown-raw_html-raw_tex-raw_attribute-markdown_in_html_blocks-native_divs-native_spans-tex_math_dollars"
    "-citations-smart-yaml_metadata_block-implicit_figures-example_lists-subscript-latex_macros-auto_identifiers"
)
WRITERS = {"html": "html5-smart", "typst": "typst-smart"}
MARKERS = {
    "html": re.compile("^<!--\ue004piece ([\\w-]+)-->$", re.MULTILINE),
    "typst": re.compile("^//\ue004piece ([\\w-]+)$", re.MULTILINE),
}
TIME_LIMIT = 120  # seconds
Convert = Callable[[Sequence[Piece], str, Path], Mapping[str, str]]


@cache
def pandoc_path() -> str:
    """Return the bundled Pandoc's path (importing pypandoc itself would cost more than finding it)."""
    spec = find_spec("pypandoc")
    origin = Path(spec.origin or "") if spec else Path()
    for name in ("pandoc", "pandoc.exe"):
        if (path := origin.parent / "files" / name).is_file():
            return str(path)
    raise ToolFailed("pandoc", "pypandoc_binary n'est pas installé")


def fragments_of(
    pieces: Sequence[Piece], target: str, work: Path, depends: str, cache_: Cache, convert: Convert | None = None
) -> Mapping[str, str]:
    """Return each piece's fragment in a target format (`html`, `typst`).

    ``work`` holds `filter.lua` and the pictures; ``depends`` is the hash of whatever else fragments depend on; ``convert``
    makes the missing ones (the command line unless given). Raises ToolFailed when Pandoc does.
    """
    keys = {piece.id: fingerprint("pandoc", target, READER, depends, piece.id, piece.markdown) for piece in pieces}
    kept = {name: cache_.get(key) for name, key in keys.items()}
    found = {name: fragment.decode() for name, fragment in kept.items() if fragment is not None}
    missing = [piece for piece in pieces if piece.id not in found]
    for name, fragment in (convert or converted)(missing, target, work).items() if missing else ():
        cache_.put(keys[name], fragment.encode())
        found[name] = fragment
    return found


def converted(pieces: Sequence[Piece], target: str, work: Path) -> dict[str, str]:
    """Return each piece's fragment, by one run of the command line; raises ToolFailed when Pandoc refuses."""
    command = [
        pandoc_path(), f"--from={READER}", f"--to={WRITERS[target]}", "--wrap=none",
        "--syntax-highlighting=none",  # coloured code is numbered from piece to piece
        "--lua-filter=filter.lua",
    ]  # fmt: skip
    with timed(f"Pandoc ({target})"):
        return cut(_told(command, joined(pieces), work), target)


def joined(pieces: Sequence[Piece]) -> str:
    """Return the pieces as one text for Pandoc."""
    return "\n\n".join(piece.markdown for piece in pieces)


def cut(written: str, target: str) -> dict[str, str]:
    """Return the fragments of what Pandoc wrote for several pieces."""
    parts = MARKERS[target].split(written)
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
    _told(command, "", document.parent, {"SOURCE_DATE_EPOCH": str(timestamp)})


def _told(command: list[str], text: str, work: Path, variables: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what Pandoc writes for a text given on its standard input."""
    run = subprocess.run(
        command, input=text, capture_output=True, encoding="utf-8", cwd=work, timeout=TIME_LIMIT, check=False,
        env={**os.environ, **variables},
    )  # fmt: skip
    if run.returncode:
        raise ToolFailed("pandoc", run.stderr.strip())
    return run.stdout
