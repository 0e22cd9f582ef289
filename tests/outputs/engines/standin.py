# ruff: noqa: T201 - a command speaks on its own streams
"""A stand-in for the `quarto` command: strict on what it is given, and rendering it as Quarto 1.7 does, with our own tools.

`quarto --version` and `quarto render [rapport.qmd]` in a project's folder, nothing else. What it must do wrong is in the
environment variable STANDIN: fail, fail-typst, hang, silent, truncated, noisy; its version in STANDIN_VERSION. It
notes its arguments, its process and that of its child in the file that STANDIN_NOTES names.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import yaml

MOOD = os.environ.get("STANDIN", "")
VERSION = os.environ.get("STANDIN_VERSION", "1.7.34")
# Quarto's own: settings wherever they stand in the text, cells to run, shortcodes.
SETTINGS = re.compile(r"^---[ \t]*\n+(?![ \t]*\n+)[\W\w]*?\n+(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
CELL = re.compile(r"^[\s>]*`{3,}\s*\{", re.MULTILINE)
FILES = {
    "_brand.yml", "_quarto.yml", "README.md", "assets", "brand.typ", "charts", "donnees", "filter", "filter.lua", "numbers.json",
    "page",
    "paths.lua", "captions.lua", "sections.lua",
    "quarto.lua", "rapport.qmd", "report.typ", "template.html", "template.typ", "typst",
}  # fmt: skip


class Refused(Exception):  # noqa: N818 - told, not reported
    """The command or the project isn't what Quarto would take."""


def must(truth: object, otherwise: str) -> None:
    if not truth:
        raise Refused(otherwise)


def note(**noted: Any) -> None:
    if path := os.environ.get("STANDIN_NOTES"):
        with Path(path).open("a", encoding="utf-8") as file:
            file.write(json.dumps(noted) + "\n")


def checked(folder: Path) -> dict[str, Any]:
    """Return the settings of a project that holds all that it needs and nothing that would run."""
    settings = yaml.safe_load((folder / "_quarto.yml").read_text("utf-8"))
    formats = settings["format"]
    left_out = {"html": {"template.html"}, "typst": {"template.typ", "numbers.json"}}
    expected = FILES - {name for markup, names in left_out.items() if markup not in formats for name in names}
    found = {path.name for path in folder.iterdir()} - {"_sortie", "rapport.typ", ".quarto"}
    must(found == expected, f"the project holds {sorted(found ^ expected)} too many or too few")
    must(set(settings) == {"project", "lang", "from", "execute", "crossref", "citeproc", "filters", "format"}, "unknown settings")
    must(settings["project"] == {"type": "default", "output-dir": "_sortie", "render": ["rapport.qmd"]}, "another project")
    must(settings["execute"] == {"enabled": False}, "something could run")
    must(settings["from"].startswith("markdown-raw_html-raw_tex-raw_attribute"), "raw markup could be read")
    for filter_ in settings["filters"]:
        must(filter_["at"] == "pre-ast" and (folder / filter_["path"]).is_file(), f"no filter {filter_}")
    for name, own in formats.items():
        must(name in {"html", "typst"}, f"no format {name}")
        must(not Path(own["output-file"]).is_absolute() and "/" not in own["output-file"], "a file elsewhere")
        must((folder / own["template"]).read_text("utf-8").count("$body$") == 1, "a template without one body")
        shell = (folder / own["template"]).read_text("utf-8").replace("$body$", "")
        must(not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", shell), "a bare $ in a template")
    text = (folder / "rapport.qmd").read_text("utf-8")
    head = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    must(head and yaml.safe_load(head[1]) == {"engine": "markdown", "brand": False}, "other settings in the manuscript")
    body = text[head.end() :] if head else ""
    must(not SETTINGS.search(body), "settings amid the text")
    must(not CELL.search(body), "a cell amid the text")
    must("{{<" not in body, "a shortcode amid the text")
    brand = yaml.safe_load((folder / "_brand.yml").read_text("utf-8"))
    for font in brand.get("typography", {}).get("fonts", ()):
        must(font["files"] and all((folder / name).is_file() for name in font["files"]), f"no files for {font['family']}")
    return settings


def render(folder: Path) -> None:
    settings = checked(folder)
    output = folder / settings["project"]["output-dir"]
    output.mkdir()
    for markup, own in settings["format"].items():
        made = output / own["output-file"]
        written = folder / ("rapport.typ" if markup == "typst" else "rapport.html")
        pandoc(folder, settings, markup, own, written)
        if markup == "html":
            written.replace(made)
        else:
            print("[typst]: Compiling rapport.typ to rapport.pdf...", end="", file=sys.stderr, flush=True)
            typst(folder, written, made, own)
        if MOOD == "truncated":
            made.write_bytes(made.read_bytes()[:-2000])
        if MOOD == "silent":
            made.unlink()
    print(f"\nOutput created: {settings['project']['output-dir']}")


def pandoc(folder: Path, settings: dict[str, Any], markup: str, own: dict[str, Any], written: Path) -> None:
    from rapport.outputs.engines.pandoc import pandoc_path

    text = re.sub(r"\A---\n.*?\n---\n", "", (folder / "rapport.qmd").read_text("utf-8"), count=1, flags=re.DOTALL)
    command = [
        pandoc_path(), "--standalone", f"--from={settings['from']}-table_attributes",
        f"--to={markup}", f"--template={own['template']}",
        f"--wrap={own['wrap']}", f"--metadata=lang:{settings['lang']}", "--metadata=pagetitle:rapport", f"--output={written}",
        *(f"--lua-filter={filter_['path']}" for filter_ in settings["filters"]),
    ]  # fmt: skip
    run = subprocess.run(command, input=text, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    sys.stderr.write(run.stderr)
    if run.returncode:
        print("ERROR: Error\n    at renderFiles (file:///opt/quarto/bin/quarto.js:1:1)", file=sys.stderr)
        raise SystemExit(1)


def typst(folder: Path, document: Path, made: Path, own: dict[str, Any]) -> None:
    from typst import Compiler, Fonts, TypstError

    fonts, standards = own["font-paths"], own["pdf-standard"]
    numbers = tuple(map(int, VERSION.split(".")))
    if numbers < (1, 9):
        standards = []  # neither Quarto nor its Typst knows them
    must(len(standards) < 2 or numbers >= (1, 10, 18), "Typst currently only supports one PDF substandard at a time")

    families = Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / name) for name in fonts])
    if MOOD == "fail-typst":
        document.write_text(document.read_text("utf-8").replace("Les bénévoles ont", "#rien"), "utf-8")
    try:
        compiler = Compiler(str(document), root=str(folder), font_paths=families)
        made.write_bytes(compiler.compile(format="pdf", pdf_standards=standards, timestamp=int(os.environ["SOURCE_DATE_EPOCH"])))
    except TypstError as error:
        print(error.diagnostic, file=sys.stderr)
        print("ERROR: Typst compilation failed", file=sys.stderr)
        raise SystemExit(1) from error


def misbehave() -> None:
    """Do wrong what is asked before any work."""
    if MOOD == "noisy":
        for number in range(20_000):
            print(f"WARN: {number} of no consequence", file=sys.stderr)
    if MOOD == "fail":
        print("\033[31mERROR: Unable to read the file 'assets/etabli.svg' of the project\033[39m", file=sys.stderr)
        raise SystemExit(1)
    if MOOD == "hang":
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print("pandoc begins", flush=True)
        note(own=os.getpid(), child=child.pid)
        time.sleep(600)


def main(arguments: list[str]) -> None:
    note(arguments=arguments, folder=str(Path.cwd()))
    if arguments == ["--version"]:
        print(VERSION)
        return
    try:
        must(arguments in (["render"], ["render", "rapport.qmd"]), f"unknown arguments {arguments}")
        # Without a file's name, Quarto reads its folder's as a pattern.
        must(len(arguments) > 1 or not re.search(r"[][{}*?]|[@!+]\(", str(Path.cwd())), "No valid input files passed to render")
        must(Path("_quarto.yml").is_file(), "no project here")
        misbehave()
        render(Path.cwd())
    except Refused as refused:
        print(f"ERROR: {refused}", file=sys.stderr)
        raise SystemExit(1) from refused


if __name__ == "__main__":
    main(sys.argv[1:])
