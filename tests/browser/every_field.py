"""An edition whose every text field carries a payload: what the checks refuse goes back to what it was, the rest is published."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import yaml

from rapport.flow.options import Options
from rapport.flow.pipeline import check
from rapport.ground.problems import Problem, Severity
from rapport.sources.signature import Signature, mark_of, packed

FILES: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text("utf-8"))


def _mark_of(line: Mapping[str, Any]) -> str:
    """Return the mark that makes a signature hold, as far as its fields can be read."""
    try:
        one = Signature.model_validate({**line, "mark": "x"})
    except ValueError:
        return "x"
    return mark_of(one.what, one.name, one.year, one.by, one.when, one.because, one.parts or ())


def _sign(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        line["mark"] = _mark_of(line)


FILES["data/signoff.yml"][1]["packed"] = packed(["vu", "aussi"])
_sign(FILES["data/signoff.yml"])
Leaf = tuple[str | int, ...]  # the file, then keys and positions; a last KEY stands for the key
KEY = "the key itself"
NAMED: tuple[Leaf, ...] = (
    ("assets/_brand.yml", "color", "palette", "vert", KEY),
    ("report.yml", "jumps", "heures", KEY),
    ("report.yml", "severities", "LEX03", KEY),
    ("data/indicators/ateliers.yml", "velos.autres", KEY),
    ("data/tables.yml", "antennes", "columns", "region", KEY),
)
_WHERE = re.compile(r"(?<=\w)(?=\W*\Z)|(?<=Une synthèse)|(?<=Et demain)")  # in a body: where its text ends
MARK = re.compile(r"hit\.([a-z]{3})\b")


def leaves(value: Any = FILES, path: Leaf = ()) -> Iterator[Leaf]:
    """Yield the way to each text of the author files, and to a name that an author makes up."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*path, key))
        elif isinstance(inner, str) and inner:
            yield (*path, key)
    if not path:
        yield from NAMED


# Letters: a digit would be refused as a number that comes from nowhere.
MARKS: Mapping[str, Leaf] = dict(zip(map("".join, product(ascii_lowercase, repeat=3)), leaves(), strict=False))


def carrying(payload: str, kept: Mapping[str, Leaf]) -> dict[str, Any]:
    """Return the files where some fields carry a payload, each with its own mark."""
    files = deepcopy(FILES)
    for mark, path in kept.items():
        held, told = files, payload.replace("MARK", f"hit.{mark}")
        *way, last = path
        if last == KEY:
            *way, last = way
        for key in way:
            held = held[key]
        if path[-1] == KEY:
            held[told] = held.pop(last)
        elif way[0] in {"content/edito.md", "content/ateliers.md"} and way[1] == "body":
            held[last] = _WHERE.sub(lambda _, told=told: f" {told}", held[last], count=1)
        else:
            held[last] = told
    for index, line in enumerate(files["data/signoff.yml"]):  # what an accomplice signs is well signed
        if ("data/signoff.yml", index, "mark") not in kept.values():
            line["mark"] = _mark_of(line)
    return files


def written(name: str, content: Any) -> str:
    """Return an author file: each text of YAML on a line of its own."""
    if name.endswith(".csv"):
        out = io.StringIO()
        table = csv.DictWriter(out, list(content[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(content)
        return out.getvalue()
    if name.endswith(".md"):
        return f"---\n{_yaml(content['front'])}---\n\n" + "\n\n".join(content["body"]) + "\n"
    return "\n".join(content) + "\n" if name.endswith(".txt") else _yaml(content)


def _yaml(content: Any) -> str:
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, default_flow_style=False, width=10**6)


def lay(root: Path, files: Mapping[str, Any]) -> None:
    """Write the author files in an edition, over those of the small one."""
    for folder in ("data", "content"):
        shutil.rmtree(root / folder, ignore_errors=True)
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(written(name, content), "utf-8")


def settle(
    root: Path, payload: str, lowered: Sequence[str] = (), told: list[Problem] | None = None
) -> tuple[dict[str, Leaf], dict[str, Leaf]]:
    """Lay the edition and take away what the checks refuse, until they refuse nothing: the fields left, those refused.

    The author has ``lowered`` some rules to a remark. Each problem that was met on the way goes to ``told``.
    """
    kept, refused = dict(MARKS), dict[str, Leaf]()
    while True:
        files = carrying(payload, kept)
        files["report.yml"]["severities"] |= dict.fromkeys(lowered, "info")
        lay(root, files)
        errors = [one for one in check(root, Options(), lambda _: None).problems if one.severity is Severity.ERROR]
        if told is not None:
            told += errors
        if not errors:
            return kept, refused
        marks = {mark for error in errors for mark in _marks_of(root, error)} & set(kept) or _referred(kept)
        assert marks, [str(error) for error in errors[:5]]
        for mark in marks:
            refused[mark] = kept.pop(mark)


def _referred(kept: Mapping[str, Leaf]) -> set[str]:
    """Return the marks of the cells that other files name, and of those names: it is the whole chart or table that is refused."""
    naming = (mark for mark, path in kept.items() if str(path[0]).endswith(".csv") or "where" in path)
    return {mark for mark in naming if re.fullmatch("[a-z]+", _at(kept[mark]))}


def _at(path: Leaf) -> str:
    held = FILES
    for key in path:
        held = held[key]
    return str(held)


def _marks_of(root: Path, error: Problem) -> list[str]:
    """Return the marks of a problem: of its line, or of its words; of one cell in a table."""
    path = root / error.place.path
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    if error.code == "SIG02":  # told at the first line of a signature: what makes it false is its mark, or what it packs
        own = "\n".join(lines[error.place.line - 1 :]).split("\n- ")[0]
        return [
            one
            for key in ("mark", "packed")
            for line in re.findall(rf"^ *{key}: .*", own, re.MULTILINE)
            for one in MARK.findall(line)
        ]
    line = lines[error.place.line - 1] if 0 < error.place.line <= len(lines) else ""
    found = list(MARK.finditer(line))
    if path.suffix == ".csv" and error.place.column:
        found = [one for one in found if one.end() >= error.place.column][:1] or found
    return [one[1] for one in found] or MARK.findall(f"{error.message} {error.hint}")


def keys_of_models() -> Iterator[tuple[str, str]]:
    """Yield (model, key) of every text that an author's model has."""
    from rapport.sources import authored
    from rapport.sources import signature as signed

    for model in {**vars(authored), **vars(signed)}.values():
        if isinstance(model, type) and issubclass(model, authored.Located) and model is not authored.Located:
            for name, info in model.model_fields.items():
                if re.search(r"\b(str|Page|Contact|Literal|Name|Day|date)\b", json.dumps(str(info.annotation))):
                    yield model.__name__, info.alias or name
