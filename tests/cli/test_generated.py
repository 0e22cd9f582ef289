"""Files that nobody edits: CONTRIBUTING.md lists them all with what makes them, and they are what it makes."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from rapport.cli.main import parser_of
from tests.conftest import PROJECT

LIST = re.search(r"^## Generated files$(.*?)^## ", (PROJECT / "CONTRIBUTING.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
ROWS = re.findall(r"^\| (`.+?) \| (.+?) \|$", LIST[1] if LIST else "", re.MULTILINE)
PATTERNS = [name for files, _ in ROWS for name in re.findall("`([^`]+)`", files) if not name.startswith("<!--")]
# Names by which a file is known as nobody's hand's.
SURE = re.compile(r"(\.lock|-lock\.json|\.woff2|/expected\.txt)$|^data/\.schema/|^tests/goldens/")


def test_the_list_is_read():
    assert len(ROWS) >= 7
    assert "data/.schema/*.json" in PATTERNS


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_is_there(pattern: str):
    assert list(PROJECT.glob(pattern)) != []


def test_none_is_forgotten():
    """A schema, a lock file, a golden or a web font that is kept with the sources is on the list."""
    kept = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.splitlines()
    listed = {path.relative_to(PROJECT).as_posix() for pattern in PATTERNS for path in PROJECT.glob(pattern)}
    generated = [path for path in kept if SURE.search(path)]
    assert len(generated) > 100
    assert [path for path in generated if path not in listed] == []


@pytest.mark.parametrize("command", [made for _, by in ROWS for made in re.findall(r"`python build\.py ([^`]+)`", by)])
def test_what_makes_them_is_a_command(command: str):
    """What it makes is compared with what is there beside their own tests: schemas, guide, fonts, expected texts."""
    name, *words = command.split()
    parser_of(name).parse_args([name] if name == "test" else [name, *words])


def test_the_packages_of_the_browser_tests_are_those_asked_for():
    folder = PROJECT / "tests/browser"
    asked = json.loads((folder / "package.json").read_text("utf-8"))
    locked = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"][""]
    for key in ("dependencies", "devDependencies"):
        assert locked.get(key, {}) == asked.get(key, {})


FEATURES = ("atelier", "cluster", "slides")


SETS = {"": [], "-test": ["test", *FEATURES], **{f"-{name}": [name] for name in FEATURES}}


def locked_in(name: str) -> set[tuple[str, str]]:
    """Return the packages of a lock file with their versions."""
    return set(re.findall(r"^([\w.-]+)==(.+)$", (PROJECT / f"requirements{name}.lock").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("lock", "groups"), SETS.items())
def test_a_lock_file_has_what_the_project_asks_for(lock: str, groups: list[str]):
    """A dependency added to pyproject.toml and not locked is one that nobody gets."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    sets = project["dependency-groups"] | project["project"]["optional-dependencies"]
    asked = [*project["project"]["dependencies"], *(line for group in groups for line in sets[group])]
    names = {re.match(r"[\w.-]+", line)[0].lower().replace("_", "-") for line in asked}  # type: ignore[index]
    locked = {package for package, _ in locked_in(lock)}
    assert len(names) > 10
    assert sorted(names - locked) == []


def test_a_package_has_one_version_in_all_the_lock_files():
    """Whoever installs one set after another changes nothing of the first."""
    core = locked_in("")
    assert core
    assert [core - locked_in(name) for name in SETS] == [set()] * len(SETS)


def test_the_hooks_of_a_commit_are_what_a_clean_checkout_must_pass():
    """The same three tools, of the project's own `.venv`: no version of theirs is written a second time."""
    (repository,) = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    assert repository["repo"] == "local"
    run = re.findall(r'^"\$python" -m (.+)$', Path(PROJECT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    asked = [re.sub(r"( --check)?( \.)?$", "", line) for line in run]
    assert asked == ["ruff check", "ruff format", "mypy"]
    assert [hook["entry"] for hook in repository["hooks"]] == [f".venv/bin/python -m {line}" for line in asked]
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}
