"""Corrected versions: what was published is kept beside its edition, the next version lists what it changes.

The list is a table and a section like the others, written by the command `correct` and proved by a rule (COR01): it is printed
in every format, handed over in `donnees/`, and its author only adds why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from rapport.ground.patterns import regex
from rapport.numbers.awaited import TO_FILL
from rapport.sources.dates import spelled
from rapport.sources.editing.csv_text import CsvText
from rapport.sources.editing.journal import Change, Meanwhile
from rapport.sources.editing.originals import Original, line_end_of
from rapport.sources.editing.yaml_lists import with_item
from rapport.sources.editing.yaml_text import YamlText
from rapport.sources.manifest import NAME as MANIFEST
from rapport.sources.model import Report, Row
from rapport.sources.reading.last_edition import EDITIONS, FOLDER
from rapport.sources.versions import CORRECTIONS, next_version
from rapport.team.comparison.corrections import FOLLOWS, VersionCorrection

ROWS = f"data/tables/{CORRECTIONS}.csv"
SECTION = f"content/{CORRECTIONS}.md"
_TABLES = "data/tables.yml"
_ADMITTED = "tel que publié"
_ROUND = str.maketrans("[]", "()")
_BREAKING = regex(r"[ \t\r\n]+")
_COLUMNS = ("version", "day", "name", "where", "before", "after")
_TABLE = f"""{CORRECTIONS}:
  title: Corrections depuis la première publication
  source: Comparaison des versions publiées
  key: [version, name]
  columns:
    version: {{label: Version, hidden: true}}
    day: {{label: Date, hidden: true}}
    name: {{label: Ce qui change, hidden: true}}
    where: {{label: Où}}
    before: {{label: Publié d'abord}}
    after: {{label: Corrigé}}
"""
_HEAD = "---\ntitle: Corrections\nlead: Ce que {} corrige de ce qui a été publié.\n---\n"


def opening(report: Report, published: Mapping[str, bytes], rank: int, released: str) -> dict[str, Change]:
    """Return what opens the next version of an edition: its published files kept at a rank, its version moved on.

    An author may have moved it on by hand, or have lost what was kept: it is then no longer the one that was released.
    """
    changes = {f"{EDITIONS}/{report.edition.year}.{rank}/{path}": Change(None, content) for path, content in published.items()}
    return changes | ({"report.yml": _versioned(report)} if report.edition.version == released else {})


def opening_kept(report: Report, published: Mapping[str, bytes], rank: int) -> dict[str, Change]:
    """Return what opens the next version of a kept edition, by paths from the project's root: its manifest is of the last one."""
    year = report.edition.year
    changes = {f"{EDITIONS}/{year}.{rank}/{path}": Change(None, content) for path, content in published.items()}
    changes[f"{EDITIONS}/{year}/report.yml"] = _versioned(report)
    changes[f"{EDITIONS}/{year}/{MANIFEST}"] = Change(published[MANIFEST], None)
    return changes


def _versioned(report: Report) -> Change:
    """Return what moves a version on; raises Meanwhile when another command did so since the edition was read."""
    original = Original.read(report.root, "report.yml")
    edited = YamlText(original.text)
    if str(edited.value().get("version", report.edition.version)) != report.edition.version:
        raise Meanwhile("report.yml")
    edited.set(("version",), next_version(report.edition.version), after="year")
    return Change(original.raw, original.encoded(edited.text))


def keeping(root: Path, output: Path) -> dict[str, Change]:
    """Return what keeps the new version of an edition where the last one was kept: the manifest and the data of its release.

    Paths are from the project's root, where `editions/` is.
    """
    made = {MANIFEST: output / MANIFEST}
    made |= {path.relative_to(output).as_posix(): path for path in sorted((output / FOLDER).rglob("*")) if path.is_file()}
    there = [MANIFEST, *(path.relative_to(root).as_posix() for path in sorted((root / FOLDER).rglob("*")) if path.is_file())]
    before = {path: (root / path).read_bytes() for path in there if (root / path).is_file()}
    after = {path: source.read_bytes() for path, source in made.items()}
    return {f"{EDITIONS}/{root.name}/{path}": Change(before.get(path), after.get(path)) for path in {**before, **after}}


def cells_of(correction: VersionCorrection) -> dict[str, str]:
    """Return the cells of a correction as a reader of the table has them: they are printed as they are, whatever their signs."""
    said = {"name": correction.name, "where": correction.listed_where, "before": correction.before, "after": correction.after}
    return {key: _closed(_BREAKING.sub(" ", text).strip()) for key, text in said.items()}


def _closed(text: str) -> str:
    """Return a text that square brackets may stand around: those that have no other are round ones."""
    depth = 0
    for sign in text:
        depth += (sign == "[") - (sign == "]")
        if depth < 0:
            break
    return text.translate(_ROUND) if depth or "\\" in text else text  # what follows a backslash closes nothing


def listed_rows(report: Report) -> dict[str, Row]:
    """Return the rows of the list of corrections that are of the edition's version, by name."""
    table = report.tables.get(CORRECTIONS)
    rows = table.of_year(report.edition.year) if table else ()
    return {row.texts["name"]: row for row in rows if row.texts.get("version") == report.edition.version}


def is_listed(correction: VersionCorrection, rows: Mapping[str, Row]) -> bool:
    """Tell whether rows say a correction as it is; where readers meet it may be said otherwise."""
    cells = cells_of(correction)
    row = rows.get(cells["name"])
    return row is not None and all(row.texts.get(key, "").split() == cells[key].split() for key in ("before", "after"))


def listing(report: Report, found: Sequence[VersionCorrection], today: date) -> dict[str, Change]:
    """Return what writes the list of corrections of a version: its rows, and once its table and its section."""
    changes = {ROWS: _rows(report, found, today)}
    if CORRECTIONS not in report.tables:
        changes[_TABLES] = _described(report.root)
    if all(section.id != CORRECTIONS for section in report.sections):
        changes |= _section(report, today)
    elif _call(report) not in (text := Original.read(report.root, SECTION)).text:
        changes[SECTION] = Change(text.raw, text.encoded(text.text.rstrip() + "\n" + _part(report, today)))
    return {path: change for path, change in changes.items() if change.before != change.after}


def _rows(report: Report, found: Sequence[VersionCorrection], today: date) -> Change:
    there = (report.root / ROWS).is_file()
    original = Original.read(report.root, ROWS) if there else None
    edited = CsvText(original.text if original else ";".join(("year", *_COLUMNS, "note")) + "\n")
    year, version = str(report.edition.year), report.edition.version
    own = {cells["name"]: line for line, cells in edited.rows.items() if (cells["year"], cells["version"]) == (year, version)}
    wanted = {_admitted(cells_of(correction)["name"]): correction for correction in found}
    for name, line in own.items():
        if name not in wanted:
            edited.remove(line)
        else:
            cells = {key: _admitted(text) for key, text in cells_of(wanted[name]).items()}
            as_written = _own_where(edited.rows[line]["where"]) == _own_where(cells["where"])
            for key in ("before", "after", *(["where"] if as_written else [])):
                edited.set(line, key, cells[key])
    for name, correction in wanted.items():
        if name not in own:
            cells = cells_of(correction)
            said = {key: _admitted(cells[key]) for key in ("name", "where", "before", "after")}
            edited.append({"year": year, "version": version, "day": _admitted(spelled(today)), **said})
    encoded = original.encoded(edited.text) if original else edited.text.encode()
    return Change(original.raw if original else None, encoded)


def _own_where(cell: str) -> str:
    """Return where readers meet a correction, whether it follows from another or not."""
    return cell.replace(FOLLOWS, "")


def _admitted(text: str) -> str:
    return f'[{text}]{{.literal because="{_ADMITTED}"}}'


def _described(root: Path) -> Change:
    """Return the description of the table below those that are there."""
    if not (root / _TABLES).exists():
        return Change(None, _TABLE.encode())
    original = Original.read(root, _TABLES)
    end = line_end_of(original.text)
    return Change(original.raw, original.encoded(original.text.rstrip() + end * 2 + _TABLE.replace("\n", end)))


def _section(report: Report, today: date) -> dict[str, Change]:
    original = Original.read(report.root, "report.yml")
    entries = YamlText(original.text).value()["sections"]
    last = next((rank for rank, entry in enumerate(entries) if entry in report.edition.end_matter), len(entries)) - 1
    listed = with_item(original.text, "sections", last, CORRECTIONS)
    text = _HEAD.format(_admitted(f"la version {report.edition.version}")) + _part(report, today)
    return {"report.yml": Change(original.raw, original.encoded(listed)), SECTION: Change(None, text.encode())}


def _part(report: Report, today: date) -> str:
    said = _admitted(f"Version {report.edition.version}, du {spelled(today)}")
    return f"\n## {said}\n\n{TO_FILL}\n\n{_call(report)}\n"


def _call(report: Report) -> str:
    return f'{{{{ table("{CORRECTIONS}", where={{"version": "{report.edition.version}"}}) }}}}'
