"""`check`, `build`, `export-quarto`: what each asks of the flow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rapport.flow.checked import Checked
from rapport.flow.judging import missing, refused
from rapport.flow.left_answers import recalled
from rapport.flow.options import Options, Result
from rapport.ground import french
from rapport.ground.cache import Cache
from rapport.ground.garbage import collect_again
from rapport.ground.problems import BuildStopped, Place, Problem, Severity, in_order, reason_of
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.second import Stopped
from rapport.ground.shared_folder import cache_of
from rapport.outputs.publish import carry_over, drafting, publish, whole
from rapport.sources.files import changed, inputs_of
from rapport.sources.manifest import Carried, read_manifest, write_manifest

if TYPE_CHECKING:  # `check` makes nothing
    from rapport.flow.edition import Flow

Step = Callable[[str], None]  # told the French name of each step as it begins
MARKUPS = ("typst", "html", "said")  # the PDF's text first: its pages take longest to make


def check(root: Path, options: Options, step: Step) -> Result:
    """Return the problems of an edition's sources; nothing is rendered."""
    flow = Checked(root, replace(options, under_way=True))
    try:
        with recalled(flow):
            _read(flow, step)
            flow.found()
            if options.visit:
                step("Essai des liens extérieurs")
            return _checked(flow)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))


def build(root: Path, options: Options, step: Step) -> Result:
    """Build an edition; nothing is published, and the previous output stays, as long as there is an error."""
    inputs = inputs_of(root)
    try:
        with _flow(root, options, root / "output") as flow, recalled(flow):
            flow.tools.wake()
            _read(flow, step)
            flow.ready()
            flow.begin(MARKUPS, ahead=True)  # Pandoc, Typst and the charts are at work while the rules are
            if _failed(flow.problems()):
                flow.tools.give_up()
                return _checked(flow)
            try:
                return _published(flow, inputs, step)
            except (ToolFailed, Stopped) as failure:
                return _stopped(flow, refused(failure))
            except OSError as error:
                if absent := missing(error, root):
                    return _stopped(flow, absent)
                why = f"{_folder_of(error, root)} ne peut pas être écrit ({reason_of(error)})."
                hint = "Vérifiez la place libre et les droits ; le rapport précédent est resté en place."
                return _stopped(flow, Problem("REN01", Severity.ERROR, why, Place("output"), hint))
    except BuildStopped as stop:
        return Result(in_order(stop.problems))


def export(root: Path, options: Options, target: Path, step: Step) -> Result:
    """Leave the Quarto project of an edition in a folder, whole or not at all.

    Raises FileExistsError when the folder already holds something.
    """
    from rapport.outputs.engines.project import RENDERED, write_project  # noqa: PLC0415 - no other command needs it

    try:
        with _flow(root, options) as flow:
            _read(flow, step)
            result = Result(list(flow.problems()), report=flow.report())
            if result.failed:
                return result
            try:
                with whole(target) as draft:
                    step("Écriture du projet")
                    write_project(flow, RENDERED, draft)
            except (ToolFailed, Stopped) as failure:
                return _stopped(flow, refused(failure))
            return result
    except BuildStopped as stop:
        return Result(in_order(stop.problems))


@contextmanager
def _flow(root: Path, options: Options, output: Path | None = None) -> Iterator[Flow]:
    """Give the flow of an edition whose tools work for one run, in a draft beside the output or in a temporary folder."""
    # Imported here: `check` needs none of it, and must answer while the author still looks at the screen.
    from rapport.flow.edition import Flow  # noqa: PLC0415
    from rapport.outputs.engines.work_folder import Tools, scratch_folder  # noqa: PLC0415

    opened = partial(_beside, output) if output else scratch_folder
    with Tools(root, Cache(cache_of(root)), opened) as tools:
        yield Flow(root, tools, options)


@contextmanager
def _beside(output: Path) -> Iterator[Path]:
    """Give a draft folder beside what is published; nothing is left of an output folder that was made for it alone."""
    fresh = not output.exists()
    try:
        with drafting(output) as folder:
            yield folder
    finally:
        if fresh:
            with suppress(OSError):  # something was published
                output.rmdir()


def _read(flow: Checked, step: Step) -> None:
    """Read the sources, and give the texts to the proofreaders, if asked; raises BuildStopped."""
    step("Lecture des sources")
    flow.readable()
    step("Contrôle des chiffres et des textes")
    flow.read()


def _published(flow: Flow, inputs: Mapping[str, str], step: Step) -> Result:
    """Make the formats side by side, read them back as they come, and publish them; raises ToolFailed, Stopped and OSError."""
    collect_again()  # what was read lives until the end: looking for garbage in it, again and again, would take a while
    formats = flow.formats()
    with drafting(flow.root / "output") as flow.output, _threads() as pool:
        step(f"Rendu ({french.listed([name.upper() for name in formats])})")
        together = flow.together()
        for name in formats:
            if name not in together:
                pool.submit(flow.made, name)
        flow.made((*together, *formats)[0])  # what is ended by the keyboard is made by this thread
        step("Vérification des fichiers produits")
        verdict, report = flow.verdict(), flow.report()
        result = Result(list(verdict.problems), report=report, tried=verdict.tried)
        if result.failed:
            return result
        step("Publication")
        personal = flow.disclosed()
        told = {found.output: found.record for found in personal}
        target = flow.root / "output" / str(report.edition.year)
        before = _carried(target, flow.output) if flow.options.formats else None
        write_manifest(flow.output, inputs, flow.engine(), report.stamp, told, before)
        if moved := changed(inputs, inputs_of(flow.root)):
            return _overtaken(result.problems, moved)
        files = {name: target / path.relative_to(flow.output) for name, path in flow.files().items()}
        publish(flow.output, target)
        flow.cache.prune()
        return replace(result, files=files, personal=personal)


def _carried(published: Path, draft: Path) -> Carried:
    """Keep in the draft what was published beside the formats that were asked for: a build adds them, and deletes nothing."""
    before = read_manifest(published)
    return Carried(carry_over(published, draft), before)


@contextmanager
def _threads() -> Iterator[Executor]:
    """Give threads, all of which have ended afterwards; an interruption waits for none of them."""
    pool = ThreadPoolExecutor()
    try:
        yield pool
    except BaseException as error:
        pool.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    pool.shutdown()


def _checked(flow: Checked) -> Result:
    told = flow.checked()
    return Result(list(told.problems), report=flow.view, tried=told.tried)


def _failed(problems: Iterable[Problem]) -> bool:
    return any(problem.severity is Severity.ERROR for problem in problems)


def _folder_of(error: OSError, root: Path) -> str:
    """Return the folder that can't be written, as the beginning of a sentence: the output's, unless it is known to be another."""
    path = Path(str(error.filename)) if error.filename else root
    return "Le dossier output/" if path.is_relative_to(root) or not path.is_absolute() else f"Le dossier {path.parent}"


def _stopped(flow: Checked, problem: Problem) -> Result:
    return Result(in_order([*flow.problems(), problem]))


def _overtaken(problems: Sequence[Problem], moved: Sequence[str]) -> Result:
    """Return the result of a build whose sources changed under it: it is the report of no moment."""
    why = "Le fichier a changé pendant la construction : rien n'a été publié."
    fresh = [Problem("REN03", Severity.ERROR, why, Place(path), "Relancez la construction.") for path in moved]
    return Result(in_order([*problems, *fresh]))
