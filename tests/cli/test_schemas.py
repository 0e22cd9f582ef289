"""The schemas that text editors read: those of the engine, true to the files of the project."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rapport.cli.schemas import schemas
from rapport.numbers.chart_rows import KINDS
from rapport.outputs.formats import FORMATS
from tests.conftest import PROJECT, WHOLE

EDITIONS = [WHOLE, PROJECT / "tests/editions/petite"]
NAMES = ["report", "indicators", "tables", "charts", "rules", "pieces", "notes", "surveys", "en"]


class Core(yaml.SafeLoader):
    """YAML as the engine reads it: a date or a « 12:30 » stays text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"int", "bool", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    """Return the schemas, made once."""
    return schemas()


@functools.cache
def validator_of(name: str) -> jsonschema.Draft202012Validator:
    schema = json.loads(schemas()[name])
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def written(value: Any) -> Any:
    """Return a value as JSON writes it: the keys of a mapping are text."""
    return json.loads(json.dumps(value))


def sources() -> list[tuple[str, Path]]:
    found = []
    for root in EDITIONS:
        found += [("report", root / "report.yml")]
        found += [("indicators", path) for path in sorted((root / "data/indicators").glob("*.yml"))]
        found += [(name, root / f"data/{name}.yml") for name in ("tables", "charts", "rules")]
    return [*found, ("surveys", PROJECT / "tests/editions/ricochets/data/surveys.yml")]


def test_every_author_file_has_a_schema(made: dict[str, str]):
    assert sorted(made) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_those_of_the_engine(name: str, made: dict[str, str]):
    """`python build.py schemas` was run after the last change of a model."""
    path = PROJECT / f"data/.schema/{name}.json"
    assert path.read_text("utf-8") == made[name]


@pytest.mark.parametrize(
    ("name", "path"), sources(), ids=lambda x: x.relative_to(PROJECT).as_posix() if isinstance(x, Path) else ""
)
def test_the_project_follows_its_own_schemas(name: str, path: Path):
    """An editor must not underline what the engine accepts."""
    value = written(yaml.load(path.read_text("utf-8"), Loader=Core))
    assert [f"{error.json_path}: {error.message}" for error in validator_of(name).iter_errors(value)] == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report", {"organisation": "A", "year": 2024, "sections": []}),
        ("report", {"title": "T", "organisation": "A", "year": "deux", "sections": []}),
        ("report", {"title": "T", "organisation": "A", "year": 2024, "sections": [], "titre": "x"}),
        ("indicators", {"a.b": {"label": "A", "status": "sûr"}}),
        ("indicators", {"a.b": {}}),
        ("tables", {"t": {"title": "T"}}),
        ("charts", {"c": {"kind": "camembert", "title": "T"}}),
        ("rules", [{"id": "r", "because": "x"}]),
        ("rules", {"id": "r"}),
    ],
)
def test_mistakes_are_underlined(name: str, value: Any):
    assert not validator_of(name).is_valid(value)


def test_choices_are_those_of_the_engine(made: dict[str, str]):
    """A new kind of chart is proposed as soon as it exists."""
    kind = json.loads(made["charts"])["$defs"]["ChartSpec"]["properties"]["kind"]
    assert kind["enum"] == list(KINDS)
    assert FORMATS


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_described_in_french(name: str, made: dict[str, str]):
    """The description is what an editor shows under the cursor."""
    schema = json.loads(made[name])
    models = [schema, *schema.get("$defs", {}).values()]
    silent = [key for model in models for key, told in model.get("properties", {}).items() if not told.get("description")]
    assert silent == []
