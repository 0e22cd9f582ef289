"""`migrate`: an edition of an older format brought to this engine's, its changes shown first."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.ground.problems import reason_of
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, write_all
from rapport.sources.editing.originals import Unencodable
from rapport.sources.editing.trial import unreadable
from rapport.sources.editing.yaml_text import Unchangeable
from rapport.sources.migrations import format_of, migrated, steps_from
from rapport.sources.reading import compatibility


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("--oui", action="store_true", help="écrire sans demander")


def run(options: argparse.Namespace, root: Path) -> int:
    """Show what changes, ask, and write all of it or nothing."""
    try:
        number = format_of(root)
        if number > compatibility.FORMAT:
            return _refused(f"L'édition est au format {number}, plus récent que celui de ce moteur ({compatibility.FORMAT}).")
        steps = steps_from(number)
        changes = migrated(root, steps) if steps else {}
    except OSError as error:
        return _refused(f"{error.filename} ne peut pas être lu ({reason_of(error)}).")
    except Unencodable as error:
        return _refused(f"{error.message} {error.hint}")
    except Unchangeable as error:
        return _refused(f"Un fichier ne peut pas être changé sans toucher au reste : {str(error.args[0])[:200]}")
    if not steps:
        display.say(f"L'édition est au format {number}, celui de ce moteur : rien à faire.")
        return DONE
    for step in steps:
        display.say(step.said)
    for line in _shown(changes):
        display.say(line)
    return _written(options, root, changes)


def _written(options: argparse.Namespace, root: Path, changes: Mapping[str, Change]) -> int:
    problems = [problem for problem in unreadable(root, changes) if problem.code != "LEC11"]  # the range is the team's to widen
    if problems:
        display.show(problems, "text")
        return _refused("L'édition ne pourrait pas être lue après ces changements.")
    count = f"{len(changes)} fichier{'s' * (len(changes) > 1)}"
    if not (options.oui or display.agreed(f"Écrire ces changements dans {count}")):
        display.say("Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui.")
        return DONE
    try:
        write_all(root, changes)
    except Unwritten as unwritten:
        return _refused(f"{unwritten.message} {unwritten.hint}")
    except OSError as error:
        return _refused(f"Un fichier ne peut pas être écrit ({reason_of(error)}).")
    display.say(f"C'est écrit : {count}, format {compatibility.FORMAT}. Construisez le rapport et relisez-le.")
    return DONE


def _refused(why: str) -> int:
    display.complain(f"{why} Rien n'a été écrit.")
    return WORK


def _shown(changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield the changes, file by file, as `diff -u` tells them."""
    for path, change in changes.items():
        before, after = ((contents or b"").decode("utf-8", "replace").splitlines() for contents in change)
        yield from unified_diff(before, after, path, path, lineterm="")
