"""`dossier`: what an auditor or a funder asks for, every number with its piece, and the pages of the pieces framed."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.ground.problems import BuildStopped, reason_of
from rapport.outputs.publish import write_whole
from rapport.sources.piece_contents import UnreadablePiece
from rapport.sources.reading import load
from rapport.sources.reading.pieces.apart import piece_reader

SEVERAL = {
    "prouvé": "prouvés", "calculé": "calculés", "enregistré": "enregistrés", "différent": "différents", "pas relu": "pas relus",
}  # fmt: skip


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--to", default="", metavar="DOSSIER", help="où l'écrire (par défaut : output/dossier-<année>)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Write the workbook and the framed pages."""
    from rapport.team.dossier import dossier_of, lines_of  # noqa: PLC0415 - `--help` needs none of it

    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    folder = Path(options.to) if options.to else root / "output" / f"dossier-{report.edition.year}"
    lines = lines_of(report)
    try:
        with piece_reader() as reader:
            files = dossier_of(report, lines, reader.framed)
        write_whole({folder / name: content for name, content in files.items()})
    except UnreadablePiece as error:
        display.complain(f"{error.message} {error.hint}")
        return WORK
    except OSError as error:
        display.complain(f"Le dossier « {folder} » ne peut pas être écrit ({reason_of(error)}).")
        return WORK
    for name in files:
        display.say((folder / name).as_posix() if options.to else (folder / name).relative_to(root).as_posix())
    counts = Counter(line.agreement for line in lines)
    told = (f"{count} {SEVERAL.get(said, said) if count > 1 else said}" for said, count in counts.most_common())
    display.say(f"{', '.join(told)}.")
    return DONE
