"""What `build` and `check` share: how problems are told."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from rapport.cli import display
from rapport.cli.commands import DONE, WORK
from rapport.flow.kept_answers import KeptAnswer
from rapport.flow.options import Options, Result
from rapport.ground.problems import BuildStopped, Severity, in_order, reason_of
from rapport.outputs.publish import write_whole


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """Declare the options on how problems are told."""
    parser.add_argument("--strict", action="store_true", help="traiter les avertissements comme des erreurs")
    parser.add_argument("--format", choices=list(display.REPORTS), default="text", help="forme des problèmes affichés")
    parser.add_argument("--quiet", action="store_true", help="ne rien dire des étapes")
    parser.add_argument("--summary", metavar="FICHIER", default="", help="écrire aussi un résumé en Markdown")


def report_result(result: Result, options: argparse.Namespace, root: Path) -> int:
    """Tell the result of a run and return the exit code."""
    release = getattr(options, "release", False)
    shown = result.problems
    if release and options.format == "text":
        from rapport.cli.alike import folded  # noqa: PLC0415 - for a release alone

        shown = folded(shown)
    display.show(shown, options.format, result.tried)
    _summarise(result, options)
    if options.format == "text" and not options.quiet:
        display.show_files(result.files, root)
        for line in personal_lines(result):
            display.say(line)
        display.say(f"{display.tally(result.problems)}.")
        if result.failed and options.command != "check":
            display.say("Rien n'a été publié : le rapport précédent, s'il existe, est resté en place.")
            for line in steps_to_release(result) if release else ():
                display.say(line)
    return WORK if result.failed else DONE


_SIGNED = ' : python build.py sign --all --by "Prénom NOM"'
_STEPS = (  # what a release waits for, in the order in which it is met: codes (none: all the others), one, several
    ((), "un message à régler : corrigez, ou acceptez l'écart", "{} messages à régler : corrigez, ou acceptez l'écart"),
    (("SIG01", "SIG05"), f"une signature manque{_SIGNED}", f"{{}} signatures manquent ; toutes à la fois{_SIGNED}"),
    (
        ("SIG06",), f'un « à confirmer » à accepter{_SIGNED} --because "la raison"',
        f'{{}} « à confirmer » à accepter ; tous pour la même raison{_SIGNED} --because "la raison"',
    ),
    (("SIG07",), "un enregistrement dans git", "{} enregistrements dans git"),
)  # fmt: skip


def steps_to_release(result: Result) -> Iterator[str]:
    """Yield what a refused release waits for, kind by kind, in the order in which it is met."""
    codes = [problem.code for problem in result.problems if problem.severity is Severity.ERROR]
    named = {code for step, _, _ in _STEPS for code in step}
    counts = [sum(code in step if step else code not in named for code in codes) for step, _, _ in _STEPS]
    left = [(count, one, several) for count, (_, one, several) in zip(counts, _STEPS, strict=True) if count]
    if left:
        yield "Il reste, dans cet ordre :"
    for number, (count, one, several) in enumerate(left, 1):
        yield f"  {number}. {several.format(count) if count > 1 else one}."


def personal_lines(result: Result) -> Iterator[str]:
    """Yield the personal data that a release publishes, output by output."""
    if result.personal:
        yield "Données personnelles publiées (noms, téléphones, courriels différents ; fichiers d'où ils viennent) :"
        yield from (f"  {found.sentence}" for found in result.personal)


def _written(path: Path, text: str) -> None:
    """Write a file that somebody named; raises OSError, also when its folder isn't there: a slip of the pen makes none."""
    path.parent.stat()
    write_whole({path: text.encode()})


def delivered(text: str, target: str) -> int:
    """Say a text, or write it to a file when one is named, as it is; return the exit code."""
    if not target:
        display.say(text.removesuffix("\n"))
        return DONE
    try:
        _written(Path(target), text)
    except OSError as error:
        display.complain(f"Le fichier « {target} » ne peut pas être écrit ({reason_of(error)}).")
        return WORK
    display.say(target)
    return DONE


def unread(stop: BuildStopped) -> int:
    """Tell why an edition can't be read and return the exit code."""
    display.show(in_order(stop.problems), "text")
    return WORK


def options_of(options: argparse.Namespace) -> Options:
    """Return what the command line changes in the flow."""
    return Options(
        formats=tuple(getattr(options, "to", ())),
        added=("print",) if getattr(options, "print", False) else (),
        engine=getattr(options, "engine", ""),
        strict=options.strict,
    )


def standing(root: Path, command: str, wanted: Options, options: argparse.Namespace) -> KeptAnswer | None:
    """Return what may already answer a command; None when the answer needs the report itself, or the network."""
    summary = options.summary or (options.format == "github" and os.environ.get("GITHUB_STEP_SUMMARY"))
    return None if summary or wanted.visit or wanted.release else KeptAnswer(root, command, wanted)


def _summarise(result: Result, options: argparse.Namespace) -> None:
    """Write the summary where asked, and at the end of the page that GitHub shows of the run."""
    page = os.environ.get("GITHUB_STEP_SUMMARY", "") if options.format == "github" else ""
    if not (options.summary or page):
        return
    from rapport.cli.summary import as_summary, github_links  # noqa: PLC0415

    for path in dict.fromkeys((options.summary, page)):
        if path:
            try:
                written = as_summary(result, *github_links(os.environ))
                if path == page:
                    with Path(path).open("a", encoding="utf-8", newline="\n") as file:
                        file.write(written)
                else:
                    _written(Path(path), written)
            except OSError as error:
                display.complain(f"Le résumé « {path} » ne peut pas être écrit ({reason_of(error)}).")
