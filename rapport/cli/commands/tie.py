"""`tie`: the numbers read again in the pieces that prove them, and the lock file of what was read."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.ground.near import near_names
from rapport.ground.problems import BuildStopped, Problem, Severity, in_order, reason_of
from rapport.sources import tied
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, write_all
from rapport.sources.model import Report
from rapport.sources.reading import load


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help="les pièces à lire (par défaut : toutes)")


def run(options: argparse.Namespace, root: Path) -> int:
    """Read the pieces, tell what moved, and write the lock."""
    from rapport.flow.tying import tying_of, with_ties  # noqa: PLC0415 - `--help` needs none of it
    from rapport.sources.reading.pieces.apart import piece_reader  # noqa: PLC0415

    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    if wrong := _unknown(report, options.pieces):
        display.complain(wrong)
        return WORK
    with piece_reader() as reader:
        made = tying_of(report, reader.contents, date.today(), options.pieces)  # noqa: DTZ011 - the reader's own day
    for line in made.moved:
        display.say(line)
    problems = [*made.problems, *_judged(with_ties(report, made.ties))]
    display.show(in_order(problems), "text")
    count = len(made.ties) - made.recorded
    told = f"{count} nombre{'s' * (count > 1)} lu{'s' * (count > 1)}"
    recorded = f", {made.recorded} tenu{'s' * (made.recorded > 1)} pour enregistré{'s' * (made.recorded > 1)}"
    text = tied.written_lock(made.ties.values(), report.evidence.lock.declined)
    if (code := _written(root, text)) == DONE:
        display.say(f"{told}{recorded * bool(made.recorded)} : {display.tally(problems)}.")
    return WORK if any(problem.severity is Severity.ERROR for problem in problems) else code


def _unknown(report: Report, names: list[str]) -> str:
    """Return what is wrong with the names of the pieces, or with having none."""
    known = report.evidence.pieces
    if not known:
        return "Aucune pièce n'est décrite : décrivez-en une dans data/pieces.yml. Voyez « Les pièces », dans le guide."
    for name in names:
        if name not in known:
            hint = near_names(name, known) or f"Pièces : {', '.join(known)}."
            return f"« {name} » n'est le nom d'aucune pièce. {hint}"
    return ""


def _judged(report: Report) -> list[Problem]:
    """Return what the rules say of the numbers and of what was read."""
    from rapport.rules.book import SOURCE_RULES, Sources, problems_of  # noqa: PLC0415
    from rapport.rules.pieces import contradicted_by_piece  # noqa: PLC0415

    return problems_of(SOURCE_RULES.rules["PIE01"], contradicted_by_piece(Sources(report)), report.edition)


def _written(root: Path, text: str) -> int:
    """Write the lock and return the exit code."""
    path = root / tied.FILE
    try:
        before = path.read_bytes() if path.is_file() else None
        write_all(root, {tied.FILE: Change(before, text.encode())})
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    except OSError as error:
        display.complain(f"{tied.FILE} ne peut pas être écrit ({reason_of(error)}).")
        return WORK
    return DONE
