"""`survey`: the answers of a survey read, what is odd in them, what may be published of them, and the lock file of that."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.cli.commands.writing import stored
from rapport.ground import french
from rapport.ground.near import near_names
from rapport.ground.problems import Severity, in_order, maybe_open, reason_of
from rapport.outputs.publish import write_whole
from rapport.sources.editing.entries import bytes_now
from rapport.sources.editing.journal import Change
from rapport.sources.reading.parts import Parts
from rapport.sources.returned import FOLDER as RETURNS
from rapport.sources.survey_locked import LOCK, written_locks

if TYPE_CHECKING:  # `--help` needs none of it
    from rapport.flow.surveying import Surveyed

_FOLDER = "output/enquetes"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    parser.add_argument("surveys", nargs="*", metavar="ENQUÊTE", help="les enquêtes à calculer (par défaut : toutes)")
    told = f"écrire aussi, dans {_FOLDER}/, un classeur à renvoyer à chaque structure dont une réponse étonne"
    parser.add_argument("--workbooks", action="store_true", help=told)


def run(options: argparse.Namespace, root: Path) -> int:
    """Read the answers, show what is odd, calculate what may be published, and write the lock."""
    from rapport.flow.surveying import locks_of, surveyed  # noqa: PLC0415

    before, parts = bytes_now(root, LOCK), Parts(root)
    panels, problems = parts.surveys()
    problems = (*parts.edition()[1], *problems)
    display.show(in_order(list(problems)), "text")
    if not panels:
        if not problems:
            hint = "décrivez-en une dans data/surveys.yml. Voyez « Les enquêtes », dans le guide."
            display.complain(f"Aucune enquête n'est décrite : {hint}")
        return WORK
    for name in options.surveys:
        if name not in panels:
            hint = near_names(name, panels) or f"Enquêtes : {', '.join(panels)}."
            display.complain(f"« {name} » n'est le nom d'aucune enquête. {hint}")
            return WORK
    sound = not any(problem.severity is Severity.ERROR for problem in problems)
    wanted = {name: panel for name, panel in panels.items() if not options.surveys or name in options.surveys}
    made = [one for one in surveyed(panels, sound=sound) if one.panel.name in wanted]
    for one in made:
        _tell(one)
    if options.workbooks and (code := _send_back(root, parts, made)) != DONE:
        return code
    if not sound or any(one.protection is None for one in made):
        return WORK
    change = Change(before, written_locks(locks_of(panels, made)).encode())
    if (code := stored(root, {LOCK: change})) != DONE:
        return code
    return _audited(made)


def _tell(one: Surveyed) -> None:
    from rapport.flow.surveying import odd_lines, remark_lines, summary_of  # noqa: PLC0415

    for line in (*odd_lines(one), *remark_lines(one), *summary_of(one)):
        display.say(line)


def _send_back(root: Path, parts: Parts, made: list[Surveyed]) -> int:
    """Write the workbooks that go back to the structures; return the exit code."""
    from rapport.flow.surveying import asked_again  # noqa: PLC0415
    from rapport.team.workbook.asking import name_of_workbook, workbook_back  # noqa: PLC0415

    files: dict[Path, bytes] = {}
    before: set[str] = set()  # those of the times before
    for one in made:
        for again in asked_again(one):
            *old, name = (
                name_of_workbook(one.panel.name, again.member.id, again.member.name, times) for times in range(again.times + 1)
            )
            before |= {*old}
            files[root / _FOLDER / name] = workbook_back(parts.view, one.panel.spec.title, again.member.name, again.questions)
    try:
        write_whole(files)
    except OSError as error:
        opened = " : l'un est-il ouvert ?" if maybe_open(error) else "."
        display.complain(f"Les classeurs ne peuvent pas être écrits dans {_FOLDER}/ ({reason_of(error)}){opened}")
        return WORK
    more = f" Déposez dans {RETURNS}/ ceux qui reviennent remplis, puis relancez la commande." if files else ""
    display.say(f"{len(files)} classeur{'s' * (len(files) > 1)} à renvoyer, dans {_FOLDER}/.{more}")
    left = [name for name in _laid(root, parts, made) if root / _FOLDER / name not in files]
    for names, why in (
        ([name for name in left if name not in before], "ce qui y étonnait n'étonne plus"),
        ([name for name in left if name in before], "ce qui étonne encore est dans un nouveau classeur"),
    ):
        if names:
            display.say(f"Ne renvoyez plus {french.listed([f'« {name} »' for name in names])} : {why}.")
    return DONE


def _laid(root: Path, parts: Parts, made: list[Surveyed]) -> list[str]:
    """Return the names of the workbooks of these surveys that are there: a survey's name may begin as another's."""
    surveys = sorted(parts.surveys()[0], key=len, reverse=True)
    found = sorted(path.name for path in (root / _FOLDER).glob("*.xlsx"))
    owners = {name: next((one for one in surveys if name.startswith(f"{one}-")), "") for name in found}
    return [name for name, survey in owners.items() if survey in {one.panel.name for one in made}]


def _audited(made: list[Surveyed]) -> int:
    """Tell what the audit still finds; return the exit code."""
    from rapport.flow.surveying import exposed_lines  # noqa: PLC0415

    lines = [line for one in made for line in exposed_lines(one)]
    for line in lines:
        display.complain(line)
    if lines:
        return WORK
    display.say(f"Écrit dans {LOCK} : aucun nombre caché ne se retrouve.")
    return DONE
