"""What becomes of what the rules found: severities, waivers, `--strict`, an edition under way. The one place that decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from rapport.flow.options import Options
from rapport.ground import french
from rapport.ground.near import meant
from rapport.ground.problems import Place, Problem, Severity, absent, in_order
from rapport.ground.programs.failure import ToolFailed
from rapport.ground.programs.second import Stopped
from rapport.outputs.engines import ENGINES
from rapport.outputs.formats import FORMATS, VARIANTS
from rapport.rules.book import SOURCE_RULES
from rapport.rules.homes import CODES, DOUBTS
from rapport.rules.waivers import waived
from rapport.sources.authored import Edition

SMALLER = "Raccourcissez ou simplifiez ce qui lui est donné, puis recommencez."
ADVICE = {"PAG02"}  # how full a page is follows the text before it, and says nothing false: it doesn't stop a release
UNFINISHED = "EDI07"  # an edition under way is checked, with its empty values, long before it can be built


def judged(
    problems: Iterable[Problem],
    edition: Edition,
    options: Options,
    release: Sequence[Problem],
    tried: Collection[str] = (),
    exists: Callable[[str], bool] = lambda _: True,
) -> tuple[Problem, ...]:
    """Return the problems as they are told, in order.

    ``release`` are those that no waiver excuses; ``tried`` the codes of every rule that was tried, once all that are asked
    for were: then a waiver that excuses nothing is told, and one at a file that doesn't ``exist``.
    """
    found = [*problems]
    if options.under_way:  # what is still to be filled in doesn't stop an edition that isn't published yet
        found = [p.with_severity(min(p.severity, Severity.WARNING)) if p.code == UNFINISHED else p for p in found]
    known = CODES.union(DOUBTS, SOURCE_RULES.rules)
    apart, listed = known - {*tried}, bool(options.release)
    found = [*waived(found, edition, known, complete=bool(tried), apart=apart, listed=listed, exists=exists), *release]
    if options.strict or options.release:
        stopping = (lambda _: True) if options.strict else stops_release
        found = [p.with_severity(Severity.ERROR) if p.severity is Severity.WARNING and stopping(p) else p for p in found]
    return tuple(in_order(found))


def stops_release(problem: Problem) -> bool:
    """Tell whether a problem keeps a report from being released: an error, a warning that isn't mere advice."""
    return problem.severity is Severity.ERROR or (problem.severity is Severity.WARNING and problem.code not in ADVICE)


def refused(failure: ToolFailed | Stopped) -> Problem:
    """Return the problem of a tool that refused what it was given, or went beyond a bound (REN01)."""
    hint, related = (failure.hint, failure.related) if isinstance(failure, ToolFailed) else (SMALLER, ())
    return Problem("REN01", Severity.ERROR, failure.message, failure.place or Place("content"), hint, related)


def missing(error: OSError, root: Path) -> Problem | None:
    """Return the problem of a folder or a file that an edition is made with and isn't there; None of anything else (REN01)."""
    name = _name_in(Path(str(error.filename)), root) if isinstance(error, FileNotFoundError) and error.filename else ""
    folder = name.partition("/")[0]
    if folder not in {"templates", "assets"} or (root / name).exists():
        return None
    return absent(name if (root / folder).is_dir() else f"{folder}/")


def _name_in(path: Path, root: Path) -> str:
    """Return the path from the edition's root of a file that was looked for there, or in the folder where it is laid to work."""
    _, work, laid = path.as_posix().rpartition("/folder/work/")  # ground/programs/scratch, engines/work_folder
    if work:
        return laid if laid.startswith("assets/") else f"templates/{laid}"
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else ""


def unknown_names(edition: Edition, options: Options) -> list[Problem]:
    """Return the formats and engines that don't exist, or have nothing to make (EDI05): only the flow knows them all."""
    formats: Sequence[str] = options.formats or edition.formats
    admitted, engine = [*FORMATS, *edition.variants], options.engine
    asked = [
        ("Le format", name, Place(f"--to {name}") if options.formats else edition.at("formats", index), admitted)
        for index, name in enumerate(formats)
    ]
    place = Place(f"--engine {engine}") if engine else edition.at("engine")
    asked.append(("Le moteur", engine or edition.engine_name, place, list(ENGINES)))
    found = [
        Problem("EDI05", Severity.ERROR, f"{what} « {name} » n'existe pas.", place, _instead(name, known, edition))
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


def _instead(name: str, known: Sequence[str], edition: Edition) -> str:
    """Return what may be asked for in the place of a format or an engine that doesn't exist."""
    admitted = f"Admis : {', '.join(known)}."
    if name not in VARIANTS:
        return f"{meant(name.casefold(), known)} {admitted}".lstrip()
    of_format = [f"« {variant} »" for variant, entry in edition.variants.items() if entry.format == name]
    named = f"demandez-la par son nom, {french.listed(of_format, 'ou')}" if of_format else "décrivez-la dans « variants: »"
    return f"C'est le format d'une variante : {named}. {admitted}"
