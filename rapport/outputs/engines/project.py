"""The Quarto project of a report: complete in one folder, for our own run of Quarto as for anybody's.

Quarto drives Pandoc and Typst; the look is the edition's. Each format's document is its own template, as the format
assembles it, with the body left open; the edition's filter turns the manuscript into components; `quarto.lua` into the
final text of the page.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rapport.ground.patterns import regex
from rapport.ground.problems import Place
from rapport.outputs.data import FOLDER
from rapport.outputs.engines import EngineSteps
from rapport.outputs.engines.pandoc import READER, SECTIONS, WALL
from rapport.outputs.engines.static_fonts import lay_static_fonts
from rapport.outputs.engines.work_folder import copy_templates, write_files
from rapport.outputs.formats import Format, format_of
from rapport.outputs.formats.branding import lay_toned
from rapport.outputs.formats.html import drawn
from rapport.sources.framing import toned_in
from rapport.sources.model import Manuscript, Report

MANUSCRIPT, OUTPUT = "rapport.qmd", "_sortie"
CAPTIONS = Path(__file__).with_name("captions.lua")  # the filter that reads a table's attributes where Quarto leaves them
TYPST = "rapport.typ"  # what Quarto makes of the manuscript for Typst
RENDERED = ("html", "pdf")  # the formats that Quarto is asked for
_HEAD = """---
# Ce manuscrit est composé par build.py : corrigez content/ et data/ de l'édition, pas ce fichier.
engine: markdown
brand: false # les gabarits portent déjà la charte ; _brand.yml sert aux documents que vous ajouteriez
---

"""
_OPEN, _CLOSE = "\ue006", "\ue007"  # around the body of an assembled document
_KEPT_APART = "\ue005"  # keeps Quarto from taking an author's text for a command; quarto.lua removes it
_CELL = regex(r"^([\s>]*`{3,}\s*)(?=\{)")
_NOTE = regex(r"\[\^([^\[\]\s^]+)\]")  # Quarto reads all the pieces as one document: each one's notes take its name
_FRONT_MATTER = regex(r"^---[ \t]*$")


@dataclass(frozen=True)
class Project:
    """A project as written: its folder, the author's place behind each line of the manuscript, the PDF's lines after it."""

    folder: Path
    origins: tuple[Place, ...]
    after: int = 0

    def made(self, format_: Format, report: Report) -> Path:
        """Return where Quarto leaves a format."""
        return self.folder / OUTPUT / format_.file_name(report)


def write_project(steps: EngineSteps, formats: Sequence[str], folder: Path, version: str = "") -> Project:
    """Write the project of some formats in a folder.

    ``version`` is that of the Quarto that will render it, when it is known.
    """
    report, manuscript, brand = steps.view, steps.manuscript(), steps.brand()
    write_files(steps.data(), folder / FOLDER)
    copy_templates(folder, steps.root, brand)
    lay_toned(folder, brand, steps.cache, toned_in(piece.markdown for piece in manuscript.pieces))
    write_files({f"{name}.svg": drawing.svg.encode() for name, drawing in manuscript.drawings.items()}, folder / "charts")
    lay_static_fonts(steps.root, brand, folder / "assets/fonts", steps.cache)
    wanted = {name: format_of(name) for name in formats}
    after = {format_.markup: _write_template(format_, steps, folder) for format_ in wanted.values()}
    _write_page_parts(steps, folder / "page")
    for spare in list(folder.glob("*.j2")):
        spare.unlink()
    for other in ("style", "script", "word", "cards", "factsheets", "variants"):  # in the page, or of no format of Quarto's
        shutil.rmtree(folder / other, ignore_errors=True)
    for own, name in (("quarto.lua", "quarto.lua"), ("quarto-readme.md", "README.md")):
        shutil.copyfile(Path(__file__).with_name(own), folder / name)
    for filter_ in (WALL, CAPTIONS, SECTIONS):
        shutil.copyfile(filter_, folder / filter_.name)
    _write_brand(report.brand, folder)
    _write_yaml(folder / "_quarto.yml", _settings(wanted, report, standards_of(version)))
    return Project(folder, _write_manuscript(manuscript, folder / MANUSCRIPT), after.get("typst", 0))


def _write_template(format_: Format, steps: EngineSteps, folder: Path) -> int:
    """Leave the format's document as a Pandoc template: the page as it stands, its body left open.

    Return how many lines follow the body.
    """
    # The page's policy admits by their hashes the styles of the tables in its body.
    body = "\n".join(steps.shown(piece.id) for piece in steps.manuscript().pieces) if format_.markup == "html" else ""
    document = format_.assemble(steps, _OPEN + body + _CLOSE, folder)
    before, _, rest = document.read_text("utf-8").partition(_OPEN)
    after = rest.partition(_CLOSE)[2]
    shell = before.replace("$", "$$") + "$body$" + after.replace("$", "$$")
    document.unlink()
    (folder / _template(format_)).write_text(shell, "utf-8")
    return after.count("\n")


def _template(format_: Format) -> str:
    return f"template.{'html' if format_.markup == 'html' else 'typ'}"


def _write_page_parts(steps: EngineSteps, folder: Path) -> None:
    """Lay what `quarto.lua` puts in the page: the entry of each number, the drawings as parts of the page."""
    folder.mkdir()
    charts = steps.view.charts
    anchors = {ref: origin.anchor for ref, origin in steps.origins().by_ref.items()}
    (folder / "anchors.json").write_text(json.dumps(anchors, ensure_ascii=False, indent=1), "utf-8")
    for drawing in steps.manuscript().drawings.values():
        (folder / f"{drawing.id}.svg").write_text(drawn(drawing.svg, _OPEN, charts[drawing.id]), "utf-8")


def _write_brand(brand: Mapping[str, Any], folder: Path) -> None:
    """Write the brand where Quarto and its editors look for it, its files told from there."""
    (folder / "assets/_brand.yml").unlink(missing_ok=True)

    def moved(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {key: moved(inner) for key, inner in value.items()}
        return f"assets/{value}" if isinstance(value, str) else value

    shown = {name: value for name, value in brand.items() if name != "dark"}  # ours, no key of the specification
    own = {**shown, **({"logo": moved(brand["logo"])} if brand.get("logo") else {})}
    if typography := brand.get("typography"):
        fonts = [
            {**font, "files": sorted(f"assets/fonts/{p.name}" for p in _files_of(font, folder))}
            for font in typography.get("fonts") or ()
        ]
        own["typography"] = {**typography, **({"fonts": fonts} if fonts else {})}
        height = (typography.get("base") or {}).get("line-height")
        if height:  # a number for Quarto's schema
            own["typography"]["base"] = {**typography["base"], "line-height": float(height)}
    _write_yaml(folder / "_brand.yml", own)


def _files_of(font: Mapping[str, Any], folder: Path) -> list[Path]:
    stems = [Path(str(name)).stem for name in font.get("files", ())]
    return [path for stem in stems for path in (folder / "assets/fonts").glob(f"{stem}-[0-9]*.ttf")]


def standards_of(version: str) -> list[str]:
    """Return the standards that the PDF of a version of Quarto can keep.

    Typst tags a PDF since 0.14 (Quarto 1.9), but keeps one standard at a time before 0.15 (Quarto 1.10.18): then
    accessibility goes first. Older versions of Quarto pass them over in silence.
    """
    numbers = tuple(map(int, re.findall(r"\d+", version)))
    return ["a-3a", "ua-1"] if numbers >= (1, 10, 18) else ["ua-1"]


def _settings(wanted: Mapping[str, Format], report: Report, standards: Sequence[str]) -> dict[str, Any]:
    """Return `_quarto.yml`: what Quarto adds of its own by default is turned off."""
    common = {"toc": False, "wrap": "none"}
    own = {
        "html": {
            "theme": "none", "minimal": True, "html-table-processing": "none", "highlight-style": "none",
        },
        "typst": {
            "font-paths": ["assets/fonts"], "shift-heading-level-by": 0, "keep-typ": True, "pdf-standard": [*standards],
        },
    }  # fmt: skip
    return {
        "project": {"type": "default", "output-dir": OUTPUT, "render": [MANUSCRIPT]},
        "lang": report.edition.language,
        "from": READER,
        "execute": {"enabled": False},
        "crossref": False,
        "citeproc": False,
        "filters": [
            {"path": name, "at": "pre-ast"} for name in (WALL.name, CAPTIONS.name, SECTIONS.name, "filter.lua", "quarto.lua")
        ],
        "format": {
            format_.markup: {
                "output-file": format_.file_name(report), "template": _template(format_), **common, **own[format_.markup],
            }
            for format_ in wanted.values()
        },
    }  # fmt: skip


def _write_manuscript(manuscript: Manuscript, path: Path) -> tuple[Place, ...]:
    """Write the manuscript and return the author's place behind each of its lines."""
    lines = _HEAD.split("\n")
    origins = [Place("")] * len(lines)  # of no author
    for piece in manuscript.pieces:
        own = _NOTE.sub(rf"[^{piece.id}.\1]", piece.markdown).rstrip("\n").split("\n")
        lines += [*map(_as_text, own), ""]
        origins += [piece.origin(number) for number in range(1, len(own) + 2)]
    path.write_text("\n".join(lines), "utf-8", newline="\n")
    return tuple(origins)


def _as_text(line: str) -> str:
    """Return a line in which Quarto finds no shortcode, no cell to run, no settings: authors write text."""
    line = line.replace("{{<", "{{" + _KEPT_APART + "<")
    line = _CELL.sub(lambda found: found[1] + _KEPT_APART, line)
    return line.replace("---", "----", 1) if _FRONT_MATTER.match(line) else line


def _write_yaml(path: Path, keys: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(keys), allow_unicode=True, sort_keys=False, width=120), "utf-8")
