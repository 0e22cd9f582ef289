"""`correct`: a new version of a published edition, and the list of what it corrects."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.ground.problems import BuildStopped, in_order, reason_of
from rapport.sources.editing.entries import Unwritten
from rapport.sources.editing.journal import Change, write_all
from rapport.sources.editing.trial import unreadable
from rapport.sources.manifest import intact, read_manifest
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.versions import earlier_versions, is_kept

if TYPE_CHECKING:  # `--help` needs none of it
    from rapport.team.comparison.corrections import VersionCorrection

_NEXT = """La liste est écrite. La suite, dans cet ordre :
  1. Dites pourquoi, dans content/corrections.md.
  2. Relisez et signez de nouveau ce qui a changé, corrections comprises : python build.py sign --list le donne.
     Tout d'un coup : python build.py sign --all --by "Prénom NOM"
  3. Enregistrez dans git, signatures comprises.
  4. Publiez : python build.py build --release"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("year", metavar="ANNÉE", nargs="?", type=int, help="l'édition à corriger (par défaut, celle du dossier)")
    parser.add_argument("--quiet", action="store_true", help="ne dire que ce qui empêche")


def run(options: argparse.Namespace, root: Path) -> int:
    """Open the next version of a published edition; of one that is open, write its list of corrections, then keep it."""
    from rapport.team.editions.keeping import place_of  # noqa: PLC0415 - `--help` needs none of it
    from rapport.team.editions.published import NotPublished  # noqa: PLC0415

    try:
        report, _ = load(root)
        if options.year not in {None, report.edition.year}:
            kept = place_of(root, options.year)
            if is_kept(root) or not (kept / "report.yml").is_file():
                display.complain(f"Il n'y a pas d'édition {options.year} à corriger : editions/{options.year}/ n'existe pas.")
                return WORK
            return _kept(root, load(kept)[0], options)
        return _kept(root.parent.parent, report, options) if is_kept(root) else _own(report, options)
    except BuildStopped as stop:
        return unread(stop)
    except NotPublished as refused:
        display.complain(f"{refused.message} {refused.hint}".rstrip())
    except Unwritten as unwritten:
        display.complain(f"{unwritten.message} {unwritten.hint}")
    except OSError as error:
        display.complain(f"Rien n'a été écrit : un fichier ne peut pas l'être ({reason_of(error)}).")
    return WORK


def _own(report: Report, options: argparse.Namespace) -> int:
    """Correct the edition of the folder."""
    from rapport.team.editions.correcting import opening  # noqa: PLC0415 - as above
    from rapport.team.editions.keeping import output_of  # noqa: PLC0415
    from rapport.team.editions.published import files_as_published  # noqa: PLC0415

    elders = earlier_versions(report.root, report.edition.year)
    release = (read_manifest(output_of(report.root, report.edition.year)) or {}).get("release") or {}
    if elders and release.get("version") != report.edition.version:
        _listed(report, elders[-1], options)
        return DONE
    published = files_as_published(report)
    released = str(release["version"])
    return _opened(report.root, report, opening(report, published, len(elders) + 1, released), options, released)


def _kept(project: Path, report: Report, options: argparse.Namespace) -> int:
    """Correct an edition that is kept: opened, its list written, then kept again once its new version is released."""
    from rapport.team.editions.correcting import keeping, opening_kept  # noqa: PLC0415 - as above
    from rapport.team.editions.keeping import output_of  # noqa: PLC0415
    from rapport.team.editions.published import files_of_kept, is_release  # noqa: PLC0415

    elders = earlier_versions(report.root, report.edition.year)
    if read_manifest(report.root) is not None or not elders:
        return _opened(
            project, report, opening_kept(report, files_of_kept(report), len(elders) + 1), options, report.edition.version
        )
    output = output_of(report.root, report.edition.year)
    if _listed(report, elders[-1], options) or not (intact(output) and is_release(report)):
        return DONE
    write_all(project, keeping(report.root, output))
    if not options.quiet:
        display.say(f"La version {report.edition.version} de l'édition {report.edition.year} est gardée : elle ne change plus.")
        display.say("La suite : python build.py check dit, dans l'édition en cours, quelles valeurs de N−1 reprendre.")
    return DONE


def _opened(root: Path, report: Report, changes: Mapping[str, Change], options: argparse.Namespace, released: str) -> int:
    write_all(root, changes)
    if not options.quiet:
        now = load(report.root)[0].edition
        display.say(f"La version {released} de l'édition {now.year} est gardée à part ; la {now.version} est ouverte.")
        display.say("Corrigez, puis relancez « python build.py correct » : il écrit la liste de ce qui a changé.")
    return DONE


def _listed(report: Report, elder: Path, options: argparse.Namespace) -> bool:
    """Write the list of corrections of an open version, and tell whether anything had to be written."""
    from rapport.team.comparison.consequences import consequences_last  # noqa: PLC0415 - as above
    from rapport.team.comparison.corrections import corrections_between  # noqa: PLC0415
    from rapport.team.editions.correcting import listing  # noqa: PLC0415
    from rapport.team.editions.published import check_kept  # noqa: PLC0415

    check_kept(elder)
    before, _ = load(elder)
    found = consequences_last(before, report, corrections_between(before, report))
    changes = listing(report, found, date.today()) if found else {}  # noqa: DTZ011 - the day of whoever corrects
    if problems := unreadable(report.root, changes) if changes else []:
        display.show(in_order(problems), "text")
        raise Unwritten("Rien n'a été écrit.", "")
    write_all(report.root, changes)
    if not options.quiet:
        _say(found)
        if changes:
            display.say(_NEXT)
    return bool(changes)


def _say(found: Sequence[VersionCorrection]) -> None:
    """Say what is corrected, then what follows from it: a number that was wrong is one correction, wherever it is printed."""
    followed = sum(one.follows for one in found)
    own = len(found) - followed
    count = f"{own} corrections" if own > 1 else "Une correction" if own else "Aucune correction"
    places = (
        f" ; {followed} autres changements en découlent"
        if followed > 1
        else " ; un autre changement en découle"
        if followed
        else ""
    )
    display.say(f"{count} depuis la version précédente{places}.")
    for one in found:
        display.say(f"  {one.listed_where} : {one.before} → {one.after}")
