"""The command line. With `display.py`, the only module that prints.

Exit codes: 0 done; 1 the author has work; 2 bad command; 3 our own bug (a log file to send, no traceback on screen).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from rapport import display
from rapport.cache import Cache
from rapport.online.answers import Limits, Visit
from rapport.pipeline import RULES, Options, Result, build, check
from rapport.problems import BuildStopped, in_order

DONE, WORK, BAD_COMMAND, OUR_BUG = range(4)


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
    ("positional arguments:", "commandes :"),
    ("options:", "options :"),
)


def main(arguments: Sequence[str], root: Path) -> int:
    """Run a command on the edition in a folder and return the exit code."""
    _speak_utf8()
    if not arguments or (arguments[0].startswith("-") and arguments[0] not in {"-h", "--help"}):
        arguments = ["build", *arguments]
    options = _parser().parse_args(arguments)
    edition = Path(options.edition).resolve() if getattr(options, "edition", "") else root
    try:
        code = _run(options, edition)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("\nInterrompu ; rien n'a été publié.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Nobody reads any more (`… | head`): Python would complain again on closing the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception:  # noqa: BLE001 - the last resort: our own bug
        return _our_bug()
    return code


def _parser() -> _Parser:
    told = "Construit le rapport d'activité après en avoir vérifié les chiffres."
    parser = _Parser(prog="build.py", description=told, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="afficher cette aide")
    common = _Parser(add_help=False)
    common.add_argument("-h", "--help", action="help", help="afficher cette aide")
    common.add_argument("--edition", metavar="DOSSIER", default="", help="l'édition à traiter (par défaut : ce dossier)")
    commands = parser.add_subparsers(dest="command", metavar="COMMANDE", title="commandes")
    for name, told in (("build", "construire le rapport (par défaut)"), ("check", "vérifier les sources, sans rien construire")):
        command = commands.add_parser(name, parents=[common], help=told, description=told.capitalize() + ".", add_help=False)
        command.add_argument("--strict", action="store_true", help="traiter les avertissements comme des erreurs")
        command.add_argument("--format", choices=list(display.REPORTS), default="text", help="forme des problèmes affichés")
        command.add_argument("--quiet", action="store_true", help="ne rien dire des étapes")
        command.add_argument("--summary", metavar="FICHIER", default="", help="écrire aussi un résumé en Markdown")
        if name == "check":
            command.add_argument("--online", action="store_true", help="essayer aussi les liens vers le web")
            command.add_argument("--allow-private", action="store_true", help="avec --online : aussi ceux du réseau local")
        if name == "build":
            command.add_argument("--to", action="append", default=[], metavar="FORMAT", help="ne produire que ce format")
            command.add_argument("--engine", default="", help="moteur de rendu")
    commands.add_parser("questions", parents=[common], help="lister les chiffres à confirmer et leurs questions", add_help=False)
    commands.add_parser("rules", parents=[common], help="expliquer chaque règle", add_help=False)
    commands.add_parser("fonts", parents=[common], help="préparer les polices pour le web", add_help=False)
    commands.add_parser("schemas", parents=[common], help="écrire les schémas pour les éditeurs de texte", add_help=False)
    commands.add_parser("guide", parents=[common], help="remettre à jour les tableaux du guide", add_help=False)
    commands.add_parser("test", help="lancer les tests du projet", add_help=False)
    return parser


def _run(options: argparse.Namespace, root: Path) -> int:
    if options.command in _TASKS:
        return _TASKS[options.command](root)
    progress = display.Progress(quiet=getattr(options, "quiet", False) or getattr(options, "format", "text") != "text")
    wanted = Options(
        formats=tuple(getattr(options, "to", ())),
        engine=getattr(options, "engine", ""),
        strict=getattr(options, "strict", False),
        visit=_visit(options, root),
    )
    if options.command == "check":
        progress.quiet = True
        result = check(root, wanted, progress)
    else:
        result = build(root, wanted, progress)
        progress.end()
    return _told(result, options, root)


def _told(result: Result, options: argparse.Namespace, root: Path) -> int:
    form = getattr(options, "format", "text")
    display.show(result.problems, form, result.tried)
    _summary(result, options)
    if form == "text" and not getattr(options, "quiet", False):
        display.show_files(result.files, root)
        print(f"{display.tally(result.problems)}.")
        if result.failed and options.command != "check":
            print("Rien n'a été publié : le rapport précédent, s'il existe, est resté en place.")
    return WORK if result.failed else DONE


def _visit(options: argparse.Namespace, root: Path) -> Visit | None:
    if not getattr(options, "online", False):
        return None
    from rapport.online.visits import visited  # noqa: PLC0415 - urllib3, for this option alone

    return partial(visited, cache=Cache(root / ".cache"), limits=Limits(allow_private=options.allow_private))


def _summary(result: Result, options: argparse.Namespace) -> None:
    """Write the summary where asked, and at the end of the page that GitHub shows of the run."""
    from rapport.summary import as_summary, github_links  # noqa: PLC0415

    page = os.environ.get("GITHUB_STEP_SUMMARY", "") if options.format == "github" else ""
    for path, mode in ((options.summary, "w"), (page, "a")):
        if path:
            try:
                with Path(path).open(mode, encoding="utf-8", newline="\n") as file:
                    file.write(as_summary(result, *github_links(os.environ)))
            except OSError as error:
                print(f"Le résumé « {path} » ne peut pas être écrit ({error.strerror or error}).", file=sys.stderr)


def _rules(root: Path) -> int:  # noqa: ARG001 - the rules are those of every edition
    for code, rule in sorted(RULES.items()):
        print(f"{code}  {rule.name} ({rule.severity.french})\n    {rule.documentation}")
    return DONE


def _questions(root: Path) -> int:
    from rapport.load import load  # noqa: PLC0415
    from rapport.questions import as_csv, as_markdown, questions_of  # noqa: PLC0415

    try:
        report, _ = load(root)
    except BuildStopped as stop:
        display.show(in_order(stop.problems), "text")
        return WORK
    folder = root / "output"
    folder.mkdir(exist_ok=True)
    for ending, text in (("md", as_markdown(report)), ("csv", as_csv(report))):
        path = folder / f"questions-{report.edition.year}.{ending}"
        path.write_text(text, "utf-8", newline="")
        print(path.relative_to(root).as_posix())
    print(f"{len(questions_of(report))} questions à poser.")
    return DONE


def _fonts(root: Path) -> int:
    from rapport.formats.fonts import subset  # noqa: PLC0415 - fontTools is heavy

    for path in sorted((root / "assets/fonts").glob("*.ttf")):
        data = subset(path)
        path.with_suffix(".woff2").write_bytes(data)
        print(f"assets/fonts/{path.stem}.woff2 ({len(data) // 1024} Ko)")
    return DONE


def _schemas(root: Path) -> int:
    from rapport.schemas import schemas  # noqa: PLC0415

    folder = root / "data/.schema"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / f"{name}.json").write_text(text, "utf-8")
        print(f"data/.schema/{name}.json")
    return DONE


def _guide(root: Path) -> int:
    from rapport.guide import pages, refresh  # noqa: PLC0415

    for path in pages(root):
        if refresh(path):
            print(path.relative_to(root).as_posix())
    return DONE


_TASKS = {"rules": _rules, "questions": _questions, "fonts": _fonts, "schemas": _schemas, "guide": _guide}


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
