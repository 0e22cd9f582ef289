"""Changes of author files that a command shows, asks about, and writes: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.flow.mending import fixes_of
from rapport.ground.problems import BuildStopped, reason_of
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, write_all
from rapport.sources.reading import load


def mended(root: Path, *, agreed: bool) -> int:
    """Show the years typed by hand that can be replaced, ask, and write; return the exit code."""
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    fixes, changes = fixes_of(report)
    for fix in fixes:
        display.say(f"{fix.place}\n  - {fix.before}\n  + {fix.after}")
    if not fixes:
        display.say("Rien à remplacer.")
        return DONE
    return written(root, changes, f"{len(fixes)} remplacement{'s' * (len(fixes) > 1)}", agreed=agreed)


def written(root: Path, changes: Mapping[str, Change], counted: str, *, agreed: bool) -> int:
    """Ask whether changes, shown and counted, are to be written, and write them; return the exit code."""
    if not (agreed or display.agreed(f"Écrire {counted} dans {len(changes)} fichier{'s' * (len(changes) > 1)}")):
        display.say("Rien n'a été écrit. Pour écrire sans que la question soit posée : --oui.")
        return DONE
    if (code := stored(root, changes)) == DONE:
        display.say(f"{counted.capitalize()} : c'est écrit. « python build.py check » dit si tout s'accorde.")
    return code


def stored(root: Path, changes: Mapping[str, Change], refused: str = "Rien n'a été écrit : un fichier ne peut pas l'être") -> int:
    """Write changes, all or none; return the exit code, the reason told after ``refused`` (French) when nothing could be."""
    try:
        write_all(root, changes)
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
        return WORK
    except OSError as error:
        display.complain(f"{refused} ({reason_of(error)}).")
        return WORK
    return DONE
