"""The command line: which command, on which edition, with which exit code.

Exit codes: 0 done; 1 the author has work; 2 bad command; 3 our own bug (a log file to send, no traceback on screen).
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from os.path import lexists, realpath  # unlike Path's, they bear links that turn in a ring
from pathlib import Path
from threading import current_thread, main_thread
from typing import NoReturn

from rapport.cli.commands import BAD_COMMAND, COMMANDS, DONE, OUR_BUG, WORK, code_of, command_of
from rapport.cli.streams import lasting_streams
from rapport.ground.bug_log import bug_log
from rapport.ground.problems import is_refusal, reason_of
from rapport.ground.programs.features import FeatureMissingError


class _Parser(argparse.ArgumentParser):
    """argparse, in French."""

    def error(self, message: str) -> NoReturn:
        for english, french in _MESSAGES:
            message = message.replace(english, french)
        print(f"Commande non comprise : {message}.\n« python build.py --help » dit ce qui est possible.", file=sys.stderr)
        raise SystemExit(BAD_COMMAND)

    def format_help(self) -> str:
        text = super().format_help()
        for english, french in _HEADINGS:
            text = text.replace(english, french)
        return text


_MESSAGES = (
    ("unrecognized arguments:", "option inconnue :"),
    ("invalid choice:", "choix inconnu :"),
    ("invalid int value:", "un nombre entier est attendu, pas"),
    ("(choose from", "(au choix :"),
    ("expected one argument", "une valeur est attendue"),
    ("ignored explicit argument", "n'attend pas de valeur :"),
    ("ambiguous option:", "option ambiguë :"),
    ("could match", "peut être"),
    ("the following arguments are required:", "il manque :"),
    ("argument ", ""),
)
_HEADINGS = (
    ("usage:", "usage :"),
    ("commandes:", "commandes :"),
    ("positional arguments:", "arguments :"),
    ("options:", "options :"),
)


def main(arguments: Sequence[str], root: Path) -> int:
    """Run a command on the edition in a folder and return the exit code."""
    with lasting_streams() as refusals:
        code = _run(arguments, root)
    for refusal in refusals:
        print(f"La réponse n'a pas pu être écrite en entier : {reason_of(refusal)}.", file=sys.stderr)
    return code if code != DONE or not refusals else WORK


def _run(arguments: Sequence[str], root: Path) -> int:
    arguments = _command_first(arguments)
    options = parser_of(arguments[0]).parse_args(arguments)
    edition = Path(realpath(options.edition)) if options.edition else root
    try:
        with _ended_in_order():
            _mend(edition)
            return command_of(options.command).run(options, edition)
    except KeyboardInterrupt as interruption:
        print("\nInterrompu ; rien n'a été publié.", file=sys.stderr)
        return code_of(interruption)
    except OSError as error:
        if _is_gone(edition):
            return WORK
        if not is_refusal(error):
            return _our_bug()
        name = f" « {error.filename} »" if error.filename else ""
        print(f"Le système a refusé{name or ' une écriture'} : {reason_of(error)}.", file=sys.stderr)
        print("Rien de ce qui existait n'est perdu : remédiez-y, puis relancez la commande.", file=sys.stderr)
        return WORK
    except FeatureMissingError:  # build.py installs it
        raise
    except Exception:  # noqa: BLE001 - the last resort: our own bug
        return WORK if _is_gone(edition) else _our_bug()


def _is_gone(edition: Path) -> bool:
    """Tell whether a folder is there no more, a disk or a shared folder that went away in the middle of a command, and say so."""
    gone = next((folder for folder in (edition, Path(__file__).parent) if not lexists(folder)), None)
    if gone is not None:
        print(f"Le dossier « {gone} » n'est plus là (disque débranché, dossier partagé perdu, déplacé ?).", file=sys.stderr)
        print("Rien de ce qui existait n'est perdu : remettez-le, puis relancez la commande.", file=sys.stderr)
    return gone is not None


def _command_first(arguments: Sequence[str]) -> list[str]:
    """Return the arguments, the command first: an edition may be named before it, and without a command it is built."""
    named = 2 if arguments[:1] == ["--edition"] else 1 if arguments and arguments[0].startswith("--edition=") else 0
    if set(arguments[named : named + 1]) & (COMMANDS.keys() - {"test"}):  # the tests are build.py's
        return [arguments[named], *arguments[:named], *arguments[named + 1 :]]
    without = not arguments or (arguments[0].startswith("-") and arguments[0] not in {"-h", "--help"})
    return ["build", *arguments] if without else [*arguments]


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Take the system's request to end, or the closing of the terminal, for Ctrl-C: drafts and folders go away."""

    def interrupt(number: int, _: object) -> NoReturn:
        raise KeyboardInterrupt(number)

    asked = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    if current_thread() is not main_thread():  # a test's, or another program's: it has its own way to end
        asked = []
    before = {number: signal.signal(number, interrupt) for number in asked if signal.getsignal(number) is signal.SIG_DFL}
    try:
        yield
    finally:
        for number, own in before.items():
            signal.signal(number, own)


def parser_of(*wanted: str) -> argparse.ArgumentParser:
    """Return the parser of the command line for the commands wanted, which are imported for their options; else for all."""
    told = "Construit le rapport d'activité après en avoir vérifié les chiffres."
    parser = _Parser(prog="build.py", description=told, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="afficher cette aide")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", title="commandes", required=True)
    for name in [name for name in wanted if name in COMMANDS] or COMMANDS:
        told = COMMANDS[name]
        command = commands.add_parser(name, help=told, description=told.capitalize() + ".", add_help=False)
        command.add_argument("-h", "--help", action="help", help="afficher cette aide")
        command.add_argument("--edition", metavar="DOSSIER", default="", help="l'édition à traiter (par défaut : ce dossier)")
        if name in wanted and name != "test":  # build.py runs the tests
            command_of(name).add_options(command)
    return parser


def _mend(edition: Path) -> None:
    """Finish what a command killed while it wrote to author files had begun."""
    if not lexists(edition / ".edits"):
        return
    from rapport.cli.display import as_text  # noqa: PLC0415 - hardly ever needed
    from rapport.ground.problems import reason_of  # noqa: PLC0415
    from rapport.sources.editing.journal import mend  # noqa: PLC0415

    try:
        for path in mend(edition, lambda problem: print(as_text([problem]), file=sys.stderr)):
            print(f"Une écriture interrompue a été menée à son terme : {path}", file=sys.stderr)
    except OSError as error:
        told = f"Une écriture interrompue ne peut pas être menée à son terme ({reason_of(error)})"
        print(f"{told} : elle le sera par une prochaine commande.", file=sys.stderr)


def _our_bug() -> int:
    print("Une erreur du programme (pas de vos fichiers) s'est produite.", file=sys.stderr)
    try:
        log = bug_log()
    except OSError as error:
        print(f"Son journal n'a pas pu être écrit ({reason_of(error)}) : recommencez une fois la place faite.", file=sys.stderr)
    else:
        print(f"Envoyez ce journal à l'équipe technique : {log}", file=sys.stderr)
    return OUR_BUG
