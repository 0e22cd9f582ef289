"""The flow: load → check → draw → compose → render → verify → publish."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapport import french
from rapport.authored import Edition
from rapport.cache import Cache
from rapport.engines import ENGINES, engine_of
from rapport.engines.failure import ToolFailed
from rapport.formats import FORMATS
from rapport.load import load
from rapport.model import Rendered, Report
from rapport.online.answers import Visit
from rapport.problems import BuildStopped, Place, Problem, Severity, in_order
from rapport.publish import drafting, publish
from rapport.rules import SOURCE_RULES, Rule, Sources, published, waived, word
from rapport.rules.online import ONLINE_RULES, visited
from rapport.rules.outputs import OUTPUT_RULES, Outputs
from rapport.texts import wanted_charts

OUTPUT_FAMILIES = (published, word)  # they register their rules as they are imported
RULES: Mapping[str, Rule[Any]] = {**SOURCE_RULES.rules, **OUTPUT_RULES.rules, **ONLINE_RULES.rules}
Step = Callable[[str], None]  # told the French name of each step as it begins


@dataclass(frozen=True)
class Result:
    """What a run ends with: the problems in order, the published files by format.

    ``report`` is what was read, None when it couldn't be; ``tried`` the codes of the rules that it was held to.
    """

    problems: list[Problem]
    files: dict[str, Path] = field(default_factory=dict)
    report: Report | None = None
    tried: frozenset[str] = frozenset()

    @property
    def failed(self) -> bool:
        """Tell whether the author has work."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Options:
    """What the command line may change."""

    formats: tuple[str, ...] = ()
    engine: str = ""
    strict: bool = False
    visit: Visit | None = None  # asks for the outside pages; None: nothing goes out on the network


def check_sources(root: Path, options: Options, step: Step) -> tuple[Report, list[Problem]]:
    """Load an edition and hold it to the rules on sources.

    Raises BuildStopped when it cannot be read.
    """
    step("Lecture des sources")
    report, problems = load(root)
    step("Contrôle des chiffres et des textes")
    problems += SOURCE_RULES.check(Sources(report), report.edition)
    problems += _unknown_names(report.edition, options)
    return report, problems


def check(root: Path, options: Options, step: Step) -> Result:
    """Return the problems of an edition's sources; nothing is rendered."""
    try:
        report, problems = check_sources(root, options, step)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))
    tried = {*SOURCE_RULES.rules}
    if options.visit:
        step("Essai des liens extérieurs")
        problems += ONLINE_RULES.check(visited(Sources(report), options.visit), report.edition)
        tried |= {*ONLINE_RULES.rules}
    return _result(waived(problems, report.edition, RULES, complete=False), options, report, tried)


def build(root: Path, options: Options, step: Step) -> Result:
    """Build an edition; nothing is published, and the previous output stays, as long as there is an error."""
    try:
        report, problems = check_sources(root, options, step)
    except BuildStopped as stop:
        return Result(in_order(stop.problems))
    early = _result(waived(problems, report.edition, RULES, complete=False), options, report, SOURCE_RULES.rules)
    if early.failed:
        return early
    output = root / "output"
    try:
        with drafting(output) as draft:
            cache = Cache(root / ".cache")
            rendered = _rendered(report, options, draft, cache, step)
            step("Vérification des fichiers produits")
            problems += OUTPUT_RULES.check(Outputs(rendered, cache), report.edition)
            problems = waived(problems, report.edition, RULES, complete=True, apart=ONLINE_RULES.rules)
            result = _result(problems, options, report, {*SOURCE_RULES.rules, *OUTPUT_RULES.rules})
            if result.failed:
                return result
            step("Publication")
            target = output / str(report.edition.year)
            publish(draft, target)
            cache.prune()
            return replace(result, files={name: target / path.relative_to(draft) for name, path in rendered.files.items()})
    except ToolFailed as failure:
        return _stopped(problems, f"{failure.tool} a refusé le manuscrit : {failure.detail}", Place("content"), failure.hint)
    except OSError as error:
        why = f"Le dossier output/ ne peut pas être écrit ({error.strerror or error})."
        hint = "Vérifiez la place libre et les droits ; le rapport précédent est resté en place."
        return _stopped(problems, why, Place("output"), hint)


def _rendered(report: Report, options: Options, draft: Path, cache: Cache, step: Step) -> Rendered:
    # Imported here: `check` needs none of them, and must answer while the author still looks at the screen.
    from rapport.charts import draw  # noqa: PLC0415
    from rapport.compose import compose  # noqa: PLC0415
    from rapport.datapackage import DESCRIPTION, FOLDER, write_datapackage  # noqa: PLC0415
    from rapport.dates import timestamp_of  # noqa: PLC0415

    gc.enable()
    step("Dessin des graphiques")
    drawings = draw(report, wanted_charts(report), cache)
    step("Composition du manuscrit")
    manuscript = compose(report, drawings)
    write_datapackage(report, manuscript, draft / FOLDER, timestamp_of(report))
    formats = options.formats or report.edition.formats
    step(f"Rendu ({french.listed([name.upper() for name in formats])})")
    engine = engine_of(options.engine or report.edition.engine)
    files = engine.render(report, manuscript, formats, draft, cache)
    return Rendered(report, manuscript, {**files, FOLDER: draft / FOLDER / DESCRIPTION})


def _unknown_names(edition: Edition, options: Options) -> list[Problem]:
    """Return the formats and engines that don't exist (EDI05): only the pipeline knows them all."""
    formats: Sequence[str] = options.formats or edition.formats
    asked = [("Le format", name, edition.at("formats", index), list(FORMATS)) for index, name in enumerate(formats)]
    asked.append(("Le moteur", options.engine or edition.engine, edition.at("engine"), list(ENGINES)))
    return [
        Problem("EDI05", Severity.ERROR, f"{what} « {name} » n'existe pas.", place, f"Admis : {', '.join(known)}.")
        for what, name, place, known in asked
        if name not in known
    ]


def _stopped(problems: list[Problem], message: str, place: Place, hint: str) -> Result:
    return Result(in_order([*problems, Problem("REN01", Severity.ERROR, message, place, hint)]))


def _result(problems: list[Problem], options: Options, report: Report, tried: Iterable[str]) -> Result:
    if options.strict:
        problems = [p.with_severity(Severity.ERROR) if p.severity is Severity.WARNING else p for p in problems]
    return Result(in_order(problems), report=report, tried=frozenset(tried))
