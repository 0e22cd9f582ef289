"""What changed in an edition, as the workshop shows it: since a commit, a release, the edition of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapport.ground.problems import AuthorError
from rapport.ground.programs.failure import ToolFailed
from rapport.sources.dates import spelled
from rapport.sources.manifest import read_manifest
from rapport.sources.model import Report
from rapport.sources.reading.last_edition import EDITIONS
from rapport.sources.scalars import day
from rapport.team.comparison.forms import Comparison, compared
from rapport.team.comparison.opening import opened
from rapport.team.comparison.side import Side
from rapport.team.comparison.sources import side_of
from rapport.team.repository import commit_of, day_of, kept

_SHORT = 12  # digits of a commit


@dataclass(frozen=True)
class Past:
    """Something that the edition may be compared with: the name that opens it (a year or a commit), and what it is called."""

    name: str
    said: str


class Comparer:
    """Compares an edition with what it was. A commit never changes: each is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._sides: dict[str, Side] = {}

    def pasts(self, report: Report) -> list[Past]:
        """Return what the edition may be compared with, the last published one first; raises ToolFailed when Git can't say."""
        pasts = (*self._released(report), *self._committed(), *self._last_year(report))
        return [*{past.name: past for past in reversed(pasts)}.values()][::-1]

    def compared(self, report: Report, asked: str) -> Mapping[str, object]:
        """Return what a panel tells: what may be compared, with what it was, and what changed; raises AuthorError."""
        pasts = self.pasts(report)
        chosen = next((past for past in pasts if past.name == asked), next(iter(pasts), None))
        found, why_not = None, ""
        if chosen is not None:
            try:
                found = self._since(report, chosen)
            except AuthorError as error:
                why_not = f"{error.message} {error.hint}".strip()
        return {"pasts": pasts, "chosen": chosen, "found": found, "why_not": why_not, "doors": _doors(report)}

    def _since(self, report: Report, past: Past) -> Comparison:
        side = self._sides.get(past.name)
        if side is None:
            side, _ = opened(self._root, report, past.name)
            if not past.name.isdigit() and len(self._sides) < 8:  # noqa: PLR2004 - a year's files may change, a commit's not
                self._sides[past.name] = side
        return compared(side, side_of(report, "aujourd'hui"))

    def _released(self, report: Report) -> Iterator[Past]:
        manifest = read_manifest(self._root / "output" / str(report.edition.year)) or {}
        release = manifest.get("release")
        if isinstance(release, dict) and isinstance(release.get("commit"), str) and kept(self._root):
            try:
                when = spelled(day(str(release.get("day"))))
                yield Past(
                    commit_of(self._root, release["commit"])[:_SHORT],
                    f"la publication du {when} (version {release.get('version')})",
                )
            except (ToolFailed, ValueError, TypeError):
                return

    def _committed(self) -> Iterator[Past]:
        if not kept(self._root):
            return
        try:
            commit = commit_of(self._root)
        except ToolFailed:
            return  # nothing was ever committed, or there is no Git
        yield Past(commit[:_SHORT], f"la dernière version gardée, le {spelled(day_of(self._root, commit))}")

    def _last_year(self, report: Report) -> Iterator[Past]:
        past = str(report.edition.year - 1)
        if (self._root / EDITIONS / past / "report.yml").is_file():
            yield Past(past, f"l'édition {past}")


def _doors(report: Report) -> Mapping[str, str]:
    """Return the form that opens each number, section, chart and table by its name in a comparison."""
    doors = {name: f"number:{name}" for name in report.indicators}
    doors |= {section.id: f"section:{section.id}" for section in report.sections}
    doors |= {f"table {name}": f"list:{name}" for name in report.tables}
    return doors | {f"chart {name}": f"chart:{name}" for name in report.charts}
