"""From an older format of the author files to the next one: one `Migration` a format, in order.

A format changes when files that an older engine could read no longer mean the same. The new number goes to
`compatibility.FORMAT`, its migration to the end of MIGRATIONS; frozen editions keep their format and their engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rapport.sources.editing.journal import Change
from rapport.sources.editing.originals import Original
from rapport.sources.editing.yaml_text import YamlText
from rapport.sources.reading import compatibility

Texts = Mapping[str, str]  # author files by their path from the edition's root
_AUTHORED = ("content/[!.]*.md", "data/[!.]*.yml", "data/indicators/[!.]*.yml", "data/tables/[!.]*.csv", "assets/_brand.yml")


@dataclass(frozen=True)
class Migration:
    """One step: what it changes, in French, and the files that it changes; comments, order and layout stay."""

    said: str
    changed: Callable[[Texts], Texts]


MIGRATIONS: tuple[Migration, ...] = ()  # the first leads from format 1 to format 2


def format_of(root: Path) -> int:
    """Return the format of an edition's files; raises OSError or Unchangeable when report.yml can't be read."""
    keys = YamlText(Original.read(root, "report.yml").text).value()
    given = keys.get("format", 1) if isinstance(keys, dict) else 1
    return given if isinstance(given, int) and not isinstance(given, bool) else 1


def steps_from(number: int) -> tuple[Migration, ...]:
    """Return the migrations that lead from a format to this engine's."""
    return MIGRATIONS[number - 1 :]


def migrated(root: Path, steps: tuple[Migration, ...]) -> dict[str, Change]:
    """Return the changes of the author files; nothing is written.

    Raises OSError when a file can't be read, Unchangeable or Unencodable when one can't be changed in place.
    """
    originals = {path: Original.read(root, path) for path in _paths(root)}
    texts = {path: original.text for path, original in originals.items()}
    for step in steps:
        texts |= step.changed(texts)
    report = YamlText(texts["report.yml"])
    report.set(("format",), Decimal(compatibility.FORMAT), after="year")
    texts["report.yml"] = report.text
    return {
        path: Change(original.raw, original.encoded(texts[path]))
        for path, original in originals.items()
        if texts[path] != original.text
    }


def _paths(root: Path) -> Iterator[str]:
    yield "report.yml"
    for pattern in _AUTHORED:
        yield from (path.relative_to(root).as_posix() for path in sorted(root.glob(pattern)) if path.is_file())
