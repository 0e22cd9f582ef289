"""The command line: which command, on which edition, with which exit code.

Exit codes: 0 done; 1 the author has work; 2 bad command; 3 our own bug (a log file to send, no traceback on screen).
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread
from typing import NoReturn

from rapport.commands import BAD_COMMAND, COMMANDS, DONE, OUR_BUG, command_of

INTERRUPTED = 130


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
    _speak_utf8()
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in {"-h", "--help"}):
        arguments = ["build", *arguments]
    options = parser_of(arguments[0]).parse_args(arguments)
    edition = Path(options.edition).resolve() if options.edition else root
    try:
        with _ended_in_order():
            _mend(edition)
            code = command_of(options.command).run(options, edition)
            sys.stdout.flush()
    except KeyboardInterrupt as interruption:
        print("\nInterrompu ; rien n'a été publié.", file=sys.stderr)
        return INTERRUPTED if not interruption.args else 128 + interruption.args[0]
    except BrokenPipeError:
        # Nobody reads any more (`… | head`): Python would complain again on closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - the last resort: our own bug
        return _our_bug()
    return code


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
    """Return the parser of the command line; of the commands, only those wanted are imported for their options."""
    told = "Construit le rapport d'activité après en avoir vérifié les chiffres."
    parser = _Parser(prog="build.py", description=told, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="afficher cette aide")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", title="commandes", required=True)
    for name, told in COMMANDS.items():
        command = commands.add_parser(name, help=told, description=told.capitalize() + ".", add_help=False)
        command.add_argument("-h", "--help", action="help", help="afficher cette aide")
        command.add_argument("--edition", metavar="DOSSIER", default="", help="l'édition à traiter (par défaut : ce dossier)")
        if name in wanted and name != "test":  # build.py runs the tests
            command_of(name).add_options(command)
    return parser


def _mend(edition: Path) -> None:
    """Finish what a command killed while it wrote to author files had begun."""
    if (edition / ".edits").is_dir():
        from rapport.edits.journal import mend  # noqa: PLC0415 - hardly ever needed

        for path in mend(edition):
            print(f"Une écriture interrompue a été menée à son terme : {path}", file=sys.stderr)


def _our_bug() -> int:
    with tempfile.NamedTemporaryFile("w", prefix="rapport-", suffix=".log", delete=False, encoding="utf-8") as log:
        traceback.print_exc(file=log)
    print("Une erreur du programme (pas de vos fichiers) s'est produite.", file=sys.stderr)
    print(f"Envoyez ce journal à l'équipe technique : {log.name}", file=sys.stderr)
    return OUR_BUG


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
