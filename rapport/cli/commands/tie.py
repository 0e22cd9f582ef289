"""`tie`: the numbers read again in the pieces that prove them, and the lock file of what was read."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.cli.commands.writing import stored
from rapport.ground.near import near_names
from rapport.ground.problems import BuildStopped, Problem, Severity, in_order
from rapport.sources import tied
from rapport.sources.editing.entries import bytes_now
from rapport.sources.editing.journal import Change
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.reading.pieces.apart import piece_reader

if TYPE_CHECKING:  # `--help` needs none of it
    from rapport.flow.tying import Contents, Tying


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("pieces", nargs="*", metavar="PIECE", help="les pièces à lire (par défaut : toutes)")
    parser.add_argument("--propose", action="store_true", help="chercher où sont écrits les nombres qui n'ont pas de pièce")
    parser.add_argument("--take", action="append", default=[], metavar="NOM", help="accepter ce qui est proposé pour un nombre")
    told = "ne plus rien proposer pour un nombre"
    parser.add_argument("--decline", action="append", default=[], metavar="NOM", help=told)


def run(options: argparse.Namespace, root: Path) -> int:
    """Read the pieces, tell what moved and what it touches, and write the lock."""
    try:
        before = bytes_now(root, tied.FILE)  # another `tie` may write it before this one has read the pieces
        report, _ = load(root)
        if wrong := _unknown(report, options.pieces):
            display.complain(wrong)
            return WORK
        with piece_reader() as reader:
            contents = cache(reader.contents)  # what is taken changes the places, not the pieces
            made = _tying(report, options.pieces, contents)
            if options.propose or options.take:
                taken = _taken(report, made, options)
                if taken is None or stored(root, taken) != DONE:
                    return WORK
                if taken:
                    report, _ = load(root)
                    made = _tying(report, options.pieces, contents)
        return _report_ties(report, made, before, options.decline)
    except BuildStopped as stop:
        return unread(stop)


def _tying(report: Report, wanted: list[str], contents: Contents) -> Tying:
    from rapport.flow.tying import tying_of  # noqa: PLC0415 - `--help` needs none of it

    return tying_of(report, contents, date.today(), wanted)  # noqa: DTZ011 - the reader's own day


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


def _taken(report: Report, made: Tying, options: argparse.Namespace) -> Mapping[str, Change] | None:
    """Show what is proposed, and return what a yes writes, by name or on the terminal; None after telling why it can't be."""
    from rapport.flow.proposing import Untakeable, chosen, proposal_lines, proposed_for, questions_of, taken_files  # noqa: PLC0415

    found = list(proposed_for(report, made.read))
    taken = list(options.take)
    if options.propose:
        for one in (one for one in found if one.candidates):
            display.say("\n".join(proposal_lines(report, one)))
            if one.sure and one.of.number not in taken and display.agreed("Lier"):
                taken.append(one.of.number)
        display.show(questions_of(report, found), "text")
    try:
        return taken_files(report, chosen(found, taken))
    except Untakeable as why:
        display.complain(f"{why} Rien n'a été écrit.")
        return None


def _report_ties(report: Report, made: Tying, before: bytes | None, declined: Iterable[str]) -> int:
    """Tell what was read, write the lock, and return the exit code."""
    from rapport.flow.touched import made_false, moved_values, touched_by  # noqa: PLC0415
    from rapport.flow.tying import with_ties  # noqa: PLC0415

    after = with_ties(report, made.ties)
    for line in made.moved:
        display.say(line)
    if moved := moved_values(report, after):
        display.say("Ce que ces nombres touchent :")
        for line in touched_by(moved, report, after):
            display.say(f"    {line}")
    problems = [*made.problems, *_contradicted(after), *(made_false(report, after) if moved else [])]
    display.show(in_order(problems), "text")
    lock = tied.written_lock(made.ties.values(), [*report.evidence.lock.declined, *declined])
    if (code := stored(report.root, {tied.FILE: Change(before, lock.encode())})) != DONE:
        return code
    display.say(f"{_counted(made)} : {display.tally(problems)}.")
    return WORK if any(problem.severity is Severity.ERROR for problem in problems) else DONE


def _counted(made: Tying) -> str:
    count, fresh = sum(tie.piece in made.read for tie in made.ties.values()), made.fresh
    told = f"{count} nombre{'s' * (count > 1)} lu{'s' * (count > 1)}"
    told += f", dont {fresh} pour la première fois" if fresh else ""
    kept = made.recorded
    return told + (f", {kept} tenu{'s' * (kept > 1)} pour enregistré{'s' * (kept > 1)}" if kept else "")


def _contradicted(report: Report) -> list[Problem]:
    """Return the numbers that their pieces contradict."""
    from rapport.rules.book import SOURCE_RULES, Sources, problems_of  # noqa: PLC0415
    from rapport.rules.pieces import contradicted_by_piece  # noqa: PLC0415

    return problems_of(SOURCE_RULES.rules["PIE01"], contradicted_by_piece(Sources(report)), report.edition)
