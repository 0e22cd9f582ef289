"""`new`: the published edition is kept, and the folder turns to the next year."""

from __future__ import annotations

import argparse
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.ground.problems import BuildStopped, Problem, in_order, reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, write_all
from rapport.sources.editing.trial import unreadable
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.texts import texts_of

if TYPE_CHECKING:
    from rapport.flow.mending import Called

_FORCE = "Pour passer outre ce qui n'est pas fini ou pas enregistré dans git : --quand-meme."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("year", metavar="ANNÉE", nargs="?", type=int, help="l'année de la nouvelle édition")
    parser.add_argument("--annuler", action="store_true", help="revenir à l'édition d'avant, tant que rien n'a été écrit depuis")
    parser.add_argument("--annees", action="store_true", help="écrire {{ year() }} à la place des années tapées à la main")
    parser.add_argument("--quand-meme", action="store_true", help="même si l'édition n'est pas finie ou pas enregistrée dans git")
    parser.add_argument("--quiet", action="store_true", help="ne dire que ce qui empêche")


def run(options: argparse.Namespace, root: Path) -> int:
    """Turn the folder to the new year, or back; all of it or nothing."""
    if (options.year is None) is not options.annuler:
        display.complain("Écrivez l'année de la nouvelle édition, ou --annuler : python build.py new ANNÉE")
        return BAD_COMMAND
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    try:
        return _undo(report, options) if options.annuler else _turn(report, options)
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
    except OSError as error:
        display.complain(f"Rien n'a été écrit : un fichier ne peut pas l'être ({reason_of(error)}).")
    return WORK


def _turn(report: Report, options: argparse.Namespace) -> int:
    from rapport.flow.mending import years_called  # noqa: PLC0415 - `--help` needs none of it
    from rapport.team.editions.keeping import kept_files  # noqa: PLC0415
    from rapport.team.editions.readiness import uncommitted, unfinished, unpublished, wrong_year  # noqa: PLC0415
    from rapport.team.editions.turning import turned_files  # noqa: PLC0415

    root, year, current = report.root, options.year, report.edition.year
    if wrong := wrong_year(root, current, year):
        display.complain(wrong)
        return WORK
    if problems := list(unpublished(root, current)):
        return _refused(problems)
    try:
        problems = [] if options.quand_meme else [*uncommitted(root), *unfinished(report)]
    except ToolFailed as failure:
        display.complain(f"Git ne répond pas ({failure.detail}) : impossible de savoir si tout est enregistré. {_FORCE}")
        return WORK
    if problems:
        return _refused(problems, _FORCE)
    called = years_called(report)
    turned, problems = turned_files(report, year, called.texts if options.annees else {})
    kept = kept_files(root, current)
    changes = turned | {path: Change(None, content) for path, content in kept.items()}
    problems = problems or unreadable(root, turned)
    if problems:
        return _refused(problems)
    write_all(root, changes)
    if not options.quiet:
        _show_years(called, written=options.annees)
        _show_spared(report, year)
        _show_assertions(report)
        _show_false(root, year)
        display.say(f"L'édition {current} est gardée dans editions/{current}/ ({len(kept)} fichiers) : elle ne change plus.")
        display.say(f"Le dossier est passé à {year} ({len(turned)} fichiers). La suite : python build.py status")
        display.say("Pour revenir en arrière, tant que rien n'a été écrit : python build.py new --annuler")
    return DONE


def _show_years(called: Called, *, written: bool) -> None:
    """Show each year typed by hand, and the call that replaces it."""
    if called.fixes:
        done = "sont remplacées ; relisez ces phrases" if written else "restent. Pour les remplacer : check --fix"
        display.say(f"Années tapées à la main ({len(called.fixes)}) : elles {done}.")
    for fix in called.fixes:
        display.say(f"  {fix.place}\n    - {fix.before}\n    + {fix.after}")
    for place in called.left:
        display.say(f"{place} : une année ouvre ce texte ; mettez-le entre guillemets, avec {{{{ year() }}}}.")
    for year, place, _ in called.dates:
        display.say(f"{place} : « {year} » date un fait passé, ou fait partie d'un nom : cette année ne change pas.")


def _show_spared(report: Report, year: int) -> None:
    """List what nobody is asked for, kind by kind, file by file."""
    from rapport.team.editions.spared import KINDS, spared_in  # noqa: PLC0415

    spared = list(spared_in(report, year))
    for kind, said in KINDS.items():
        found = [one for one in spared if one.kind == kind]
        if found:
            display.say(f"{said} ({len(found)}) :")
        for path in dict.fromkeys(one.place.path for one in found):
            display.say(f"  {path} : {', '.join(one.name for one in found if one.place.path == path)}")


def _show_assertions(report: Report) -> None:
    """List the assertions that no text names: what they hold is said by nobody but them."""
    from rapport.rules.named import named_by_texts  # noqa: PLC0415

    bound = named_by_texts(texts_of(report))
    alone = [assertion for assertion in report.assertions if assertion.id not in bound]
    if alone:
        display.say(f"Recoupements qu'aucun texte ne nomme ({len(alone)}), à relire : valent-ils encore ?")
        display.say(f"  {alone[0].at().path} : {', '.join(assertion.id for assertion in alone)}")


def _show_false(root: Path, year: int) -> None:
    """List the claims that the new year's values, where they are known already, make false."""
    from rapport.flow.checked import Checked  # noqa: PLC0415

    found = [one for one in Checked(root).findings("AFF01") if one.severity is None]
    if found:
        display.say(f"Ces mots ne sont plus vrais en {year} ({len(found)}), à réécrire ; le contrôle les refuse d'ici là :")
        for one in found:
            display.say(f"  {one.place} : {one.message}")


def _refused(problems: list[Problem], more: str = "") -> int:
    display.show(in_order(problems), "text")
    display.say(f"Rien n'a été écrit. {more}".rstrip())
    return WORK


def _undo(report: Report, options: argparse.Namespace) -> int:
    from rapport.flow.mending import years_called  # noqa: PLC0415
    from rapport.team.editions.keeping import place_of  # noqa: PLC0415
    from rapport.team.editions.undoing import NotUndone, undone  # noqa: PLC0415

    root, year = report.root, report.edition.year
    try:
        changes = undone(report, lambda kept: years_called(kept).texts)
    except NotUndone as reason:
        display.complain(str(reason))
        return WORK
    except BuildStopped as stop:
        return unread(stop)
    write_all(root, changes)
    kept = place_of(root, year - 1)
    shutil.rmtree(kept, ignore_errors=True)  # what was built in it
    with suppress(OSError):  # older editions are there
        kept.parent.rmdir()
    if not options.quiet:
        display.say(f"Le dossier est revenu à l'édition {year - 1}.")
    return DONE
