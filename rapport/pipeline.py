"""The flow: load → check → draw → compose → render → verify → publish."""

from __future__ import annotations

import gc
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapport import french
from rapport.apart.second import Stopped
from rapport.authored import Edition
from rapport.cache import Cache
from rapport.disclosure import disclosures_of
from rapport.engines import ENGINES, engine_of
from rapport.engines.failure import ToolFailed
from rapport.formats import FORMATS
from rapport.inputs import changed, inputs_of
from rapport.load import load
from rapport.manifest import write_manifest
from rapport.model import Manuscript, Rendered, Report
from rapport.outcome import Options, Result
from rapport.problems import BuildStopped, Place, Problem, Severity, in_order, reason_of
from rapport.publish import drafting, publish, whole
from rapport.rules import SOURCE_RULES, Rule, Sources, archive, pages, published, waived, word
from rapport.rules.language import LANGUAGE_RULES, Reading, reading
from rapport.rules.online import ONLINE_RULES, visited
from rapport.rules.outputs import OUTPUT_RULES, Outputs
from rapport.rules.signoff import RELEASE_RULES, Candidate, release_problems
from rapport.signoff.stamp import stamp_of
from rapport.texts import wanted_charts

OUTPUT_FAMILIES = (archive, pages, published, word)  # they register their rules as they are imported
RULES: Mapping[str, Rule[Any]] = {
    **SOURCE_RULES.rules, **LANGUAGE_RULES.rules, **OUTPUT_RULES.rules, **ONLINE_RULES.rules,
    **RELEASE_RULES.rules,
}  # fmt: skip
UNFINISHED = "EDI07"  # an edition under way is checked, with its empty values, long before it can be built
SMALLER = "Raccourcissez ou simplifiez ce qui lui est donné, puis recommencez."
Step = Callable[[str], None]  # told the French name of each step as it begins


def check_sources(root: Path, options: Options, step: Step) -> tuple[Report, list[Problem], Reading | None]:
    """Load an edition and hold it to the rules on sources; its texts are with the proofreaders meanwhile, if asked.

    Raises BuildStopped when it cannot be read.
    """
    step("Lecture des sources")
    report, problems = load(root)
    step("Contrôle des chiffres et des textes")
    sources = Sources(report)
    read = reading(sources, options.proofread) if options.proofread else None
    problems += SOURCE_RULES.check(sources, report.edition)
    problems += _unknown_names(report.edition, options)
    return report, problems, read


def check(root: Path, options: Options, step: Step) -> Result:
    """Return the problems of an edition's sources; nothing is rendered."""
    try:
        report, problems, read = check_sources(root, options, step)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))
    tried = {*SOURCE_RULES.rules, *_proofread(read, report.edition, problems)}
    if options.visit:
        step("Essai des liens extérieurs")
        problems += ONLINE_RULES.check(visited(Sources(report), options.visit), report.edition)
        tried |= {*ONLINE_RULES.rules}
    return _result(_waived(under_way(problems), report, options), options, report, tried)


def under_way(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems of an edition that isn't to be published yet: what is still to be filled in doesn't stop it."""
    return [p.with_severity(min(p.severity, Severity.WARNING)) if p.code == UNFINISHED else p for p in problems]


def build(root: Path, options: Options, step: Step) -> Result:
    """Build an edition; nothing is published, and the previous output stays, as long as there is an error."""
    inputs = inputs_of(root)
    try:
        report, problems, read = check_sources(root, options, step)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))
    if _result(_waived(problems, report, options), options, report).failed:
        tried = {*SOURCE_RULES.rules, *_proofread(read, report.edition, problems)}
        return _result(_waived(problems, report, options), options, report, tried)
    output = root / "output"
    try:
        with drafting(output) as draft:
            cache = Cache(root / ".cache")
            rendered = _rendered(report, options, draft, cache, step)
            step("Vérification des fichiers produits")
            outputs = Outputs(rendered, cache)
            problems += OUTPUT_RULES.check(outputs, report.edition)
            tried = {*SOURCE_RULES.rules, *OUTPUT_RULES.rules, *_proofread(read, report.edition, problems)}
            problems = _waived(problems, report, options, complete=True, apart={*RULES} - tried)
            result = _result(problems, options, report, tried)
            if result.failed:
                return result
            step("Publication")
            personal = disclosures_of(outputs) if options.release else ()
            told = {found.output: found.told for found in personal}
            write_manifest(draft, inputs, options.engine or report.edition.engine_name, rendered.report.stamp, told)
            if moved := changed(inputs, inputs_of(root)):
                return _overtaken(result.problems, moved)
            cache.prune()
            return replace(result, files=_published(rendered, draft, output), personal=personal)
    except ToolFailed as failure:
        return _stopped(problems, failure.message, failure.place or Place("content"), failure.hint)
    except Stopped as stopped:
        return _stopped(problems, stopped.message, stopped.place or Place("content"), SMALLER)
    except OSError as error:
        why = f"Le dossier output/ ne peut pas être écrit ({reason_of(error)})."
        hint = "Vérifiez la place libre et les droits ; le rapport précédent est resté en place."
        return _stopped(problems, why, Place("output"), hint)


def _published(rendered: Rendered, draft: Path, output: Path) -> dict[str, Path]:
    """Publish a draft in the output folder of its year; return the files by format."""
    target = output / str(rendered.report.edition.year)
    publish(draft, target)
    return {name: target / path.relative_to(draft) for name, path in rendered.files.items()}


def _proofread(read: Reading | None, edition: Edition, problems: list[Problem]) -> frozenset[str]:
    """Add what the proofreaders said; return the codes of their rules once they have all read everything."""
    if read is None:
        return frozenset()
    problems += LANGUAGE_RULES.check(read, edition)
    return frozenset() if read.answers.absent or read.answers.failed else frozenset(LANGUAGE_RULES.rules)


def export(root: Path, options: Options, target: Path, step: Step) -> Result:
    """Leave the Quarto project of an edition in a folder, whole or not at all.

    Raises FileExistsError when the folder already holds something.
    """
    from rapport.engines.project import RENDERED, write_project  # noqa: PLC0415 - no other command needs it

    try:
        report, problems, _ = check_sources(root, options, step)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))
    result = _result(_waived(problems, report, options), options, report)
    if result.failed:
        return result
    try:
        with whole(target) as draft:
            cache = Cache(root / ".cache")
            manuscript = _composed(report, draft, cache, step)
            step("Écriture du projet")
            write_project(report, manuscript, RENDERED, draft, cache)
    except ToolFailed as failure:
        return _stopped(problems, failure.message, failure.place or Place("content"), failure.hint)
    except Stopped as stopped:
        return _stopped(problems, stopped.message, stopped.place or Place("content"), SMALLER)
    return result


def _composed(report: Report, draft: Path, cache: Cache, step: Step) -> Manuscript:
    """Return the manuscript, whose data are then in the draft folder."""
    # Imported here: `check` needs none of them, and must answer while the author still looks at the screen.
    from rapport.charts import draw  # noqa: PLC0415
    from rapport.compose import compose  # noqa: PLC0415
    from rapport.datapackage import FOLDER, write_datapackage  # noqa: PLC0415
    from rapport.dates import timestamp_of  # noqa: PLC0415

    gc.freeze()  # what was read lives until the end: looking for garbage in it, again and again, would take a while
    gc.enable()
    step("Dessin des graphiques")
    drawings = draw(report, wanted_charts(report), cache)
    step("Composition du manuscrit")
    manuscript = compose(report, drawings)
    write_datapackage(report, manuscript, draft / FOLDER, timestamp_of(report))
    return manuscript


def _rendered(report: Report, options: Options, draft: Path, cache: Cache, step: Step) -> Rendered:
    from rapport.datapackage import DESCRIPTION, FOLDER  # noqa: PLC0415 - as above

    report = replace(report, stamp=stamp_of(report, options.release))
    manuscript = _composed(report, draft, cache, step)
    formats = _formats(report.edition, options)
    step(f"Rendu ({french.listed([name.upper() for name in formats])})")
    engine = engine_of(options.engine or report.edition.engine_name)
    files = engine.render(report, manuscript, formats, draft, cache)
    return Rendered(report, manuscript, {**files, FOLDER: draft / FOLDER / DESCRIPTION})


def _formats(edition: Edition, options: Options) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(options.formats or edition.formats), *options.added]))


def _unknown_names(edition: Edition, options: Options) -> list[Problem]:
    """Return the formats and engines that don't exist, or have nothing to make (EDI05): only the pipeline knows them all."""
    formats: Sequence[str] = options.formats or edition.formats
    asked = [("Le format", name, edition.at("formats", index), list(FORMATS)) for index, name in enumerate(formats)]
    asked.append(("Le moteur", options.engine or edition.engine_name, edition.at("engine"), list(ENGINES)))
    found = [
        Problem("EDI05", Severity.ERROR, f"{what} « {name} » n'existe pas.", place, f"Admis : {', '.join(known)}.")
        for what, name, place, known in asked
        if name not in known
    ]
    if "cards" in formats and not edition.cards:
        said, hint = (
            "Le format « cards » n'a aucune carte à dessiner.",
            "Nommez leurs chiffres dans report.yml : cards: [nom.du_chiffre].",
        )
        found.append(Problem("EDI05", Severity.ERROR, said, edition.at("formats"), hint))
    return found


def _stopped(problems: list[Problem], message: str, place: Place, hint: str) -> Result:
    return Result(in_order([*problems, Problem("REN01", Severity.ERROR, message, place, hint)]))


def _overtaken(problems: list[Problem], moved: Sequence[str]) -> Result:
    """Return the result of a build whose sources changed under it: it is the report of no moment."""
    why = "Le fichier a changé pendant la construction : rien n'a été publié."
    fresh = [Problem("REN03", Severity.ERROR, why, Place(path), "Relancez la construction.") for path in moved]
    return Result(in_order([*problems, *fresh]))


def _waived(
    problems: list[Problem], report: Report, options: Options, *, complete: bool = False, apart: Container[str] = ()
) -> list[Problem]:
    """Return the problems that the edition doesn't excuse; unless ``complete``, rules are still to be tried."""
    return waived(problems, report.edition, RULES, complete=complete, apart=apart, listed=bool(options.release))


def _result(problems: list[Problem], options: Options, report: Report, tried: Iterable[str] = ()) -> Result:
    if options.release:
        problems = [*problems, *release_problems(Candidate(report, options.release))]
    if options.strict or options.release:
        problems = [p.with_severity(Severity.ERROR) if p.severity is Severity.WARNING else p for p in problems]
    return Result(in_order(problems), report=report, tried=frozenset(tried))
