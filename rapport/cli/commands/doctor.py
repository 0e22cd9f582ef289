"""`doctor`: what is installed, what each output needs, what is missing and how to mend it."""

from __future__ import annotations

import argparse
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.installed import OUTPUTS, InstalledTool, lacking, tools_of
from rapport.ground import french
from rapport.ground.problems import BuildStopped
from rapport.ground.shared_folder import kept_apart, share_of
from rapport.outputs.engines import ENGINES
from rapport.sources.reading import load

_NBSP = french.NBSP


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--engine", choices=list(ENGINES), default="", help="le moteur de rendu à examiner")


def run(options: argparse.Namespace, root: Path) -> int:
    """Tell everything; the exit code is 0 when this edition can be made."""
    try:
        report = load(root)[0]
    except BuildStopped:
        report = None
    engine = options.engine or (report.edition.engine_name if report else "embedded")
    formats = report.edition.formats if report else ("html", "pdf")
    tools = tools_of(report, engine if engine in ENGINES else "embedded")
    missing = lacking(tools, OUTPUTS)
    display.say(f"Nécessaire au rapport (moteur « {engine} »{_NBSP}; {french.listed([name.upper() for name in formats])})")
    needed = [tool for tool in tools if any(name in tool.serves for name in formats)]
    _tell(needed, "✗")
    display.say("Selon les usages")
    _tell([tool for tool in tools if tool not in needed], "–")
    display.say("Chaque sortie")
    for name, awaited in missing.items():
        names = french.listed([tool.name for tool in awaited])
        display.say(f"  {'✗' if awaited else '✓'} {name}{_NBSP}: {f'il manque {names}' if awaited else 'prête'}")
    if share := share_of(root):
        display.say(f"Ce dossier est partagé ({share}){_NBSP}: les outils et le cache sont dans {kept_apart(root)}.")
    if report is None:
        display.say("L'édition ne peut pas être lue : « python build.py check » dit pourquoi.")
    ready = report is not None and not any(missing[name] for name in formats if name in missing)
    display.say("Tout est là pour construire ce rapport." if ready else "Il manque quelque chose pour construire ce rapport.")
    return DONE if ready else WORK


def _tell(tools: list[InstalledTool], mark: str) -> None:
    for tool in tools:
        if tool.found:
            display.say(f"  ✓ {tool.name} ({tool.found}){_NBSP}: {tool.purpose}")
        else:
            display.say(f"  {mark} {tool.name}{_NBSP}: {tool.wrong or 'absent'}")
        if tool.found and not tool.wrong:
            continue
        if tool.found:
            display.say(f"      {tool.wrong}")
        display.say(f"      pour {tool.purpose}. À faire{_NBSP}: {tool.mend}")
