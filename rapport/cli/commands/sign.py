"""`sign`: the "bon à tirer", who validates which numbers and texts."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import BAD_COMMAND, DONE, WORK
from rapport.cli.commands.reporting import unread
from rapport.cli.commands.writing import stored
from rapport.ground.french import folded
from rapport.ground.near import near_names
from rapport.ground.problems import BuildStopped, reason_of
from rapport.sources.dates import spelled
from rapport.sources.editing.yaml_text import Unchangeable
from rapport.sources.model import Report
from rapport.sources.reading import load
from rapport.sources.signature import FILE
from rapport.team.signoff.lines import Signing, fault_of, names_subject, signed_file, signing_of
from rapport.team.signoff.standings import SignedState, State, standings_of
from rapport.team.signoff.subjects import KINDS, Subject

_UNSIGNED = f"Rien n'a été signé : {FILE} ne peut pas être écrit"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the command's own options."""
    told = "ce qui est signé : une section, une table, un indicateur, ou une famille d'indicateurs"
    parser.add_argument("names", nargs="*", metavar="NOM", help=told)
    parser.add_argument("--by", default="", metavar="PERSONNE", help="qui signe")
    parser.add_argument("--on", default="", metavar="JOUR", help="le jour, année-mois-jour (par défaut : aujourd'hui)")
    parser.add_argument("--because", default="", metavar="RAISON", help="pourquoi ce qui reste à confirmer est publié tel quel")
    parser.add_argument("--all", action="store_true", help="tout signer")
    parser.add_argument("--list", action="store_true", help="dire ce qui est signé et ce qui ne l'est pas")
    parser.add_argument("--prepare", action="store_true", help="écrire le fichier des signatures, sans rien signer")


def run(options: argparse.Namespace, root: Path) -> int:
    """Sign, or say what is signed."""
    try:
        report, _ = load(root)
    except BuildStopped as stop:
        return unread(stop)
    if unknown := _unknown(report, options.names):
        display.complain(unknown)
        return WORK
    if options.list:
        return _listed(report, options.names)
    if options.prepare:
        return _written(report, Signing())
    by, because = " ".join(options.by.split()), " ".join(options.because.split())
    if wrong := _wrong(options, by, because):
        display.complain(wrong)
        return BAD_COMMAND
    when = date.fromisoformat(options.on) if options.on else date.today()  # noqa: DTZ011 - the day of the person who signs
    signing = signing_of(report, options.names, by, when, because)
    code = _written(report, signing)
    if code == DONE:
        _tell(signing, by, when, because)
    return code


def _unknown(report: Report, names: list[str]) -> str:
    """Return which names are nobody's, with the nearest ones."""
    subjects = [standing.subject for standing in standings_of(report).values()]
    gone = {name for signature in report.signatures for name in (signature.name, signature.name.partition(".")[0])}
    for name in names:
        if name not in gone and not any(names_subject(name, subject) for subject in subjects):
            known = {one for subject in subjects for one in (subject.name, subject.group)}
            hint = near_names(name, sorted(known)) or "« python build.py sign --list » les donne tous."
            if name in report.charts:
                return f"« {name} » est un graphique : il se signe avec la section qui le montre."
            return f"« {name} » n'est le nom ni d'une section, ni d'une table, ni d'un indicateur, ni d'une famille. {hint}"
    return ""


def _wrong(options: argparse.Namespace, by: str, because: str) -> str:
    """Return what a command to sign lacks."""
    if not by:
        return 'Dites qui signe : --by "Prénom NOM".'
    if not options.names and not options.all:
        return "Dites ce qui est signé : un nom, plusieurs, ou --all ; « sign --list » donne les noms."
    if options.names and options.all:
        return "Ou des noms, ou --all : pas les deux."
    if fault := fault_of(by, because):
        return fault
    try:
        date.fromisoformat(options.on or "2000-01-01")
    except ValueError:
        return f"« {options.on} » n'est pas un jour : écrivez-le année-mois-jour."
    return ""


def _written(report: Report, signing: Signing) -> int:
    """Write the file of signatures, whole or not at all."""
    try:
        changes = signed_file(report, signing)
    except Unchangeable:
        display.complain(f"{FILE} : une signature n'est plus sur une seule ligne. Remettez-la en une, ou supprimez-la.")
        return WORK
    except OSError as error:
        display.complain(f"{_UNSIGNED} ({reason_of(error)}).")
        return WORK
    return stored(report.root, changes, _UNSIGNED)


def _answered_by_others(signing: Signing, by: str) -> str:
    """Return who else answers for what was signed, and for how many of them; anybody may sign, it is said for whom."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for subject in signing.signed:
        if subject.owner and folded(subject.owner) != folded(by):
            counts[names.setdefault(folded(subject.owner), subject.owner)] += 1
    return ", ".join(f"{name} ({count})" for name, count in counts.most_common())


def _tell(signing: Signing, by: str, when: date, because: str) -> None:
    if signing.signed:
        display.say(f"Signé par {by}, le {spelled(when)} : {_counted(signing.signed)}.")
        if others := _answered_by_others(signing, by):
            display.say(f"Parmi eux, d'autres en répondent : {others}. Les ont-ils relus ?")
    if signing.already:
        display.say(f"Déjà signé, et inchangé : {_counted(signing.already)}.")
    if signing.awaited:
        display.say(f"Sans valeur pour l'édition, donc pas signé : {', '.join(one.name for one in signing.awaited)}.")
    for signature in signing.gone:
        display.say(f"« {signature.name} » n'existe plus : sa signature par {signature.by} est retirée.")
    doubtful = [subject for subject in signing.signed if subject.doubtful]
    if doubtful and because:
        display.say(f"À confirmer, acceptés tels quels : {_counted(doubtful)} ({', '.join(one.name for one in doubtful)}).")
        display.say(f"Raison : « {because} ».")
    elif doubtful:
        names = ", ".join(one.name for one in doubtful)
        display.say(f"Encore à confirmer : {names}. Pour les publier tels quels, dites pourquoi : --because.")


def _counted(subjects: list[Subject]) -> str:
    counts = Counter(subject.what for subject in subjects)
    return ", ".join(f"{counts[what]} {kind}{'s' * (counts[what] > 1)}" for what, kind in KINDS.items() if counts[what])


def _listed(report: Report, names: list[str]) -> int:
    """Tell how everything stands, under the names that `sign` takes."""
    groups: dict[str, list[SignedState]] = {}
    for standing in standings_of(report).values():
        if not names or any(names_subject(name, standing.subject) for name in names):
            groups.setdefault(standing.subject.group, []).append(standing)
    width = max(map(len, groups), default=0)
    for group, standings in sorted(groups.items()):
        display.say(f"{group:<{width}}  {_state(standings)}")
    every = [standing for standings in groups.values() for standing in standings]
    counts = Counter(standing.state for standing in every)
    said = [
        f"{counts[state]} {state.value}{'s' * (counts[state] > 1 and state is State.SIGNED)}" for state in State if counts[state]
    ]
    doubtful = sum(standing.subject.doubtful and not standing.accepted for standing in every)
    display.say(f"{', '.join(said)}{f' ; {doubtful} à confirmer, sans accord pour les publier tels quels' if doubtful else ''}.")
    return DONE


def _state(standings: list[SignedState]) -> str:
    parts = []
    for state in State:
        found = [standing for standing in standings if standing.state is state]
        if not found:
            continue
        said = _counted([standing.subject for standing in found])
        if len(found) == 1 and found[0].subject.what == "section":
            said = f"section « {found[0].subject.label} »"
        if state is State.SIGNED:
            people = dict.fromkeys(f"{s.by}, {spelled(s.when)}" for standing in found for s in standing.valid)
            said += f" ({' ; '.join(people)})"
        parts.append(f"{state.value} : {said}")
    return " · ".join(parts)
