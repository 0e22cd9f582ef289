"""1. Author files in, located values out. The only reader of author files.

Gathers everything that cannot be read before stopping: an author mends one list, not one file at a time.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from os.path import exists, isfile  # unlike Path's, they answer for names too long and folders without access
from pathlib import Path
from typing import Any, TypeVar

from rapport.authored import Assertion, ChartSpec, Edition, FrontMatter, Indicator, Located, PartEntry, TableSpec
from rapport.load.brand import load_brand
from rapport.load.compatibility import hold_to
from rapport.load.frozen import last_edition
from rapport.load.located import REMEMBERED, LocatedYaml, read_yaml
from rapport.load.signatures import load_signatures
from rapport.load.sizes import outsized
from rapport.load.tables import load_table
from rapport.load.text import MEGA, read_text, unreadable_files
from rapport.load.unlisted import unlisted_files
from rapport.load.validate import model_of
from rapport.load.words import load_words
from rapport.model import INDICATOR_NAME, Content, PartOpener, Report, Section, Table
from rapport.problems import BuildStopped, Place, Places, Problem, Severity

LONGEST = 2 * MEGA  # bytes of a section; a rule (TXT14) is stricter, once it is read
M = TypeVar("M", bound=Located)


def load(root: Path) -> tuple[Report, list[Problem]]:
    """Read the edition in a folder: the report, and the remarks that don't prevent reading it.

    Raises BuildStopped with every problem found when something cannot be read.
    """
    with _uncollected():
        report, problems = _read(root)
        problems += outsized(report)
    if any(p.severity is Severity.ERROR for p in problems):
        raise BuildStopped(problems)
    return report, problems


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from going again and again over YAML's nodes, of which none is garbage yet."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _read(root: Path) -> tuple[Report, list[Problem]]:
    problems = unreadable_files(root)
    edition, announced = _edition(root, problems)
    brand, brand_places = load_brand(root, problems)
    report = Report(
        root=root,
        edition=edition or Edition(title="", organisation="", year=2000, sections=()),
        contents=_contents(root, edition, problems) if edition else _orphans(root, announced, problems),
        indicators=_indicators(root, problems),
        tables=_tables(root, problems),
        charts=_charts(root, problems),
        assertions=_assertions(root, problems),
        brand=brand,
        brand_places=brand_places,
        words=load_words(root, problems),
        signatures=load_signatures(root, problems),
    )
    if edition:
        problems += unlisted_files(root, edition)
    return replace(report, last=last_edition(report)), problems


def _yaml(root: Path, shown: str, problems: list[Problem]) -> LocatedYaml | None:
    text = read_text(root / shown, shown, problems)
    return None if text is None else read_yaml(text, shown, problems)


def _edition(root: Path, problems: list[Problem]) -> tuple[Edition | None, list[Any]]:
    """Return the edition and, should it be at fault, the list of its sections as it was typed."""
    read = _yaml(root, "report.yml", problems)
    if read is None:
        return None, []
    hold_to(read)
    announced = read.value.get("sections") if isinstance(read.value, dict) else None
    edition = model_of(Edition, read.value, read.places, problems, "l'édition")
    return edition, announced if isinstance(announced, list) else []


def _orphans(root: Path, announced: list[Any], problems: list[Problem]) -> tuple[Content, ...]:
    """Return the sections of a faulty report.yml: what they lack is told in the same pass."""
    place = Place("report.yml")
    sections = (_section(root, name, place, problems) for name in announced if isinstance(name, str))
    return tuple(section for section in sections if section)


def _contents(root: Path, edition: Edition, problems: list[Problem]) -> tuple[Content, ...]:
    contents: list[Content] = []
    parts = 0
    for index, entry in enumerate(edition.sections):
        if isinstance(entry, PartEntry):
            parts += 1
            contents.append(PartOpener(f"partie-{parts}", parts, entry.part, entry.lead, entry.at("part"), entry))
        elif section := _section(root, entry, edition.at("sections", index), problems):
            contents.append(section)
    return tuple(contents)


_FRONT = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def _section(root: Path, name: str, asked: Place, problems: list[Problem]) -> Section | None:
    shown = f"content/{name}.md"
    if not _NAME.fullmatch(name):
        said = f"« {name} » n'est pas un nom de section : le nom du fichier de content/, sans « .md »."
        problems.append(Problem("LEC08", Severity.ERROR, said, asked))
        return None
    if not isfile(root / shown):  # noqa: PTH113
        near = ", ".join(sorted(p.stem for p in (root / "content").glob("*.md"))[:40])
        said = f"La section « {name} » est annoncée, mais {shown} n'existe pas."
        problems.append(Problem("LEC08", Severity.ERROR, said, asked, f"Fichiers présents : {near or 'aucun'}."))
        return None
    text = read_text(root / shown, shown, problems, LONGEST)
    section, found = (None, ()) if text is None else _section_of(text, shown, name)
    problems += found
    return section


@lru_cache(maxsize=REMEMBERED)
def _section_of(text: str, shown: str, name: str) -> tuple[Section | None, tuple[Problem, ...]]:
    match = _FRONT.match(text)
    if match is None:
        hint = "Première ligne « --- », puis « title: … », puis « --- »."
        return None, (Problem("LEC08", Severity.ERROR, "L'en-tête de la section manque.", Place(shown, 1, 1), hint),)
    problems: list[Problem] = []
    head = read_yaml(match[1], shown, problems, first_line=2)
    front = head and model_of(FrontMatter, head.value, head.places, problems, f"l'en-tête de « {name} »")
    body = text[match.end() :]
    section = Section(name, front, body, shown, match[0].count("\n") + 1) if front else None
    return section, tuple(problems)


def _entries(root: Path, shown: str, problems: list[Problem]) -> tuple[dict[Any, Any], Places]:
    read = _yaml(root, shown, problems)
    if read is None or read.value is None:
        return {}, Places(Place(shown))
    if not isinstance(read.value, dict):
        said = "Le fichier doit contenir des lignes « nom: … »."
        problems.append(Problem("LEC06", Severity.ERROR, said, Place(shown, 1, 1)))
        return {}, read.places
    return read.value, read.places


def _mapping(root: Path, shown: str, kind: type[M], what: str, problems: list[Problem]) -> Mapping[str, M]:
    if not exists(root / shown):  # noqa: PTH110
        return {}
    entries, places = _entries(root, shown, problems)
    models = {
        str(name): model_of(kind, value, places.below(name), problems, f"{what} « {name} »") for name, value in entries.items()
    }
    return {name: model for name, model in models.items() if model is not None}


def _indicators(root: Path, problems: list[Problem]) -> Mapping[str, Indicator]:
    indicators: dict[str, Indicator] = {}
    for path in sorted((root / "data/indicators").glob("[!.]*.yml")):
        shown = f"data/indicators/{path.name}"
        for name, indicator in _mapping(root, shown, Indicator, "l'indicateur", problems).items():
            place = indicator.at()
            if not INDICATOR_NAME.fullmatch(name):
                hint = "Un nom s'écrit famille.nom, en minuscules sans accent : adherents.total."
                problems.append(Problem("LEC06", Severity.ERROR, f"« {name} » n'est pas un nom d'indicateur.", place, hint))
            elif name in indicators:
                first = indicators[name].at()
                said = f"L'indicateur « {name} » est défini deux fois."
                problems.append(Problem("LEC05", Severity.ERROR, said, place, related=((first, "première définition"),)))
            else:
                indicators[name] = indicator
    return indicators


def _charts(root: Path, problems: list[Problem]) -> Mapping[str, ChartSpec]:
    charts = _mapping(root, "data/charts.yml", ChartSpec, "le graphique", problems)
    for name, spec in charts.items():
        if not _NAME.fullmatch(name):
            problems.append(_misnamed(name, "graphique", spec.at()))
    return charts


_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")  # names become file names and anchors


def _misnamed(name: str, what: str, place: Place) -> Problem:
    hint = "Un nom s'écrit en minuscules sans accent, avec des chiffres, « - » et « _ »."
    return Problem("LEC06", Severity.ERROR, f"« {name} » n'est pas un nom de {what}.", place, hint)


def _tables(root: Path, problems: list[Problem]) -> Mapping[str, Table]:
    shown = "data/tables.yml"
    known = exists(root / shown)  # noqa: PTH110
    described, places = _entries(root, shown, problems) if known else ({}, Places(Place(shown)))
    tables = {}
    for name, value in described.items():
        spec = model_of(TableSpec, value, places.below(name), problems, f"la table « {name} »")
        if spec is None:
            continue
        if not _NAME.fullmatch(str(name)):
            problems.append(_misnamed(str(name), "table", spec.at()))
        elif wrong := [column for column in spec.columns if not _NAME.fullmatch(column)]:
            problems += [_misnamed(column, "colonne", spec.at("columns", column)) for column in wrong]
        elif not spec.columns:
            problems.append(Problem("LEC06", Severity.ERROR, f"La table « {name} » n'a aucune colonne.", spec.at("columns")))
        elif (table := load_table(root, str(name), spec, problems)) is not None:
            tables[str(name)] = table
    if described:
        names = {str(name) for name in described}
        problems += [_undescribed(path) for path in sorted((root / "data/tables").glob("[!.]*.csv")) if path.stem not in names]
    return tables


def _undescribed(path: Path) -> Problem:
    said = f"La table « {path.stem} » n'est pas décrite dans data/tables.yml."
    return Problem("LEC07", Severity.WARNING, said, Place(f"data/tables/{path.name}", 1))


def _assertions(root: Path, problems: list[Problem]) -> tuple[Assertion, ...]:
    if not exists(root / "data/rules.yml"):  # noqa: PTH110
        return ()
    read = _yaml(root, "data/rules.yml", problems)
    if read is None or read.value is None:
        return ()
    if not isinstance(read.value, list):
        said = "Le fichier doit être une liste : une ligne « - id: … » par règle."
        problems.append(Problem("LEC06", Severity.ERROR, said, Place("data/rules.yml", 1, 1)))
        return ()
    models = [
        model_of(Assertion, value, read.places.below(index), problems, f"la règle n° {index + 1}")
        for index, value in enumerate(read.value)
    ]
    return tuple(model for model in models if model is not None)
