"""The files for GitHub and GitLab: valid by their public schemas, which travel in a package, and careful."""

from __future__ import annotations

import functools
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from rapport.cli import guide
from rapport.cli.display import REPORTS
from rapport.cli.main import parser_of
from rapport.rules.codes import RULES
from tests.some import some

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
PAGE = PROJECT / "docs/ci.md"


def gitlab() -> str:
    """Return the file for GitLab that the page gives."""
    (found,) = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL) if "stages:" in block]
    return found


def refused(schema: str, path: Path) -> str:
    """Return what a schema refuses in a file, empty when nothing."""
    outcome = CliRunner().invoke(check_jsonschema, ["--builtin-schema", f"vendor.{schema}", str(path)])
    return "" if outcome.exit_code == 0 else outcome.output


def loaded(text: str) -> dict[Any, Any]:
    return yaml.safe_load(text)


def test_there_is_one_workflow_for_the_edition_and_one_for_the_engine():
    assert [path.name for path in WORKFLOWS] == ["engine.yml", "report.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_github_schema(path: Path):
    assert refused("github-workflows", path) == ""


def test_gitlab_schema(tmp_path: Path):
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(gitlab(), "utf-8")
    assert refused("gitlab-ci", path) == ""


@pytest.mark.parametrize(
    ("schema", "text"), [("github-workflows", "on: push\njobs: {a: {steps: 3}}\n"), ("gitlab-ci", "a: {script: {b: c}}\n")]
)
def test_schemas_refuse_something(schema: str, text: str, tmp_path: Path):
    """The check of the two tests above isn't a rubber stamp."""
    path = tmp_path / "ci.yml"
    path.write_text(text, "utf-8")
    assert refused(schema, path) != ""


@functools.cache
def workflow(path: Path) -> dict[Any, Any]:
    return loaded(path.read_text("utf-8"))


def jobs() -> dict[str, Any]:
    """Return the jobs of all workflows, by name."""
    found = {name: job for path in WORKFLOWS for name, job in workflow(path)["jobs"].items()}
    assert len(found) == sum(len(workflow(path)["jobs"]) for path in WORKFLOWS)
    return found


def steps() -> list[dict[str, Any]]:
    return [step for job in jobs().values() for step in job["steps"]]


def test_least_permissions():
    """Nothing by default; a job asks for what it needs, and only the one that tells problems writes anything."""
    assert [workflow(path)["permissions"] for path in WORKFLOWS] == [{}, {}]
    granted = {name: job["permissions"] for name, job in jobs().items()}
    assert granted == {
        "rapport": {"contents": "read", "security-events": "write", "actions": "read"},
        "liens": {"contents": "read"},
        "whole": {"contents": "read"},
        "elsewhere": {"contents": "read"},
    }
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == len(granted)
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def runs(path: Path, event: str, changed: str) -> bool:
    """Tell whether a change of a file sets a workflow going, as GitHub reads its filters: the last pattern that fits wins."""
    said = False
    for pattern in workflow(path)[True][event]["paths"]:  # YAML reads the key « on » as true
        written = re.escape(pattern.removeprefix("!")).replace(r"\*\*", ".*").replace(r"\*", "[^/]*")
        if re.fullmatch(written, changed):
            said = not pattern.startswith("!")
    return said


@pytest.mark.parametrize("event", ["push", "pull_request"])
@pytest.mark.parametrize(
    ("changed", "started"),
    [
        ("content/plaidoyer.md", ["report.yml"]),
        ("data/tables/people.csv", ["report.yml"]),
        ("report.yml", ["report.yml"]),
        ("assets/_brand.yml", ["report.yml"]),
        ("assets/photos/velos.jpg", ["report.yml"]),
        ("editions/2024/manifest.json", ["report.yml"]),
        ("assets/fonts/IBMPlexSans.ttf", ["engine.yml", "report.yml"]),
        ("data/.schema/report.json", ["engine.yml", "report.yml"]),
        ("templates/typst/page.typ", ["engine.yml", "report.yml"]),
        ("rapport/__init__.py", ["engine.yml", "report.yml"]),
        ("requirements.lock", ["engine.yml", "report.yml"]),
        ("tests/editions/petite/content/ateliers.md", ["engine.yml"]),
        ("docs/guide/09-publier.md", ["engine.yml"]),
        (".ci/run", ["engine.yml"]),
    ],
)
def test_a_change_sets_its_own_workflow_going(event: str, changed: str, started: list[str]):
    """Whoever edits a text waits for the edition alone; what the report is made of builds it anew."""
    assert [path.name for path in WORKFLOWS if runs(path, event, changed)] == started


def test_the_engine_is_tried_on_the_oldest_and_the_newest_python_and_on_three_systems():
    assert jobs()["whole"]["strategy"]["matrix"]["python"] == ["3.11", "3.14"]
    assert 'requires-python = ">=3.11"' in (PROJECT / "pyproject.toml").read_text("utf-8")
    elsewhere = jobs()["elsewhere"]
    assert elsewhere["strategy"]["matrix"]["system"] == ["windows-latest", "macos-latest"]
    assert [step["run"] for step in elsewhere["steps"] if "run" in step] == ["python build.py", "python build.py test quick"]


def test_nothing_of_the_event_reaches_a_shell():
    """A title or a branch name put in a script would be run."""
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


def test_actions_are_githubs_own_and_pinned():
    used = {step["uses"] for step in steps() if "uses" in step}
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@(v\d+|[0-9a-f]{40})", action) for action in some(used))


def test_jobs_end():
    assert {job["timeout-minutes"] for job in jobs().values()} <= {15, 40}  # the whole of the tests takes 25 minutes on two cores
    assert all("concurrency" in workflow(path) for path in some(WORKFLOWS))


def test_steps_have_names():
    assert all(step.get("name") for step in some(steps()))


def commands() -> list[str]:
    gitlab_jobs = [job for job in loaded(gitlab()).values() if isinstance(job, dict) and "script" in job]
    scripts = [step["run"] for step in steps() if "run" in step] + [line for job in gitlab_jobs for line in job["script"]]
    page = re.findall(r"`(python build\.py[^`]*)`", PAGE.read_text("utf-8"))
    return [line for script in [*scripts, *page] for line in script.splitlines() if "build.py" in line]


@pytest.mark.parametrize("command", sorted({*commands()}))
def test_commands_exist(command: str):
    """What the files run is what the command line understands."""
    words = shlex.split(re.split(r"[>|]", command)[0])
    assert words[:2] == ["python", "build.py"]
    arguments = words[2:] or ["build"]
    if arguments[0] == "test":  # its words are those of build.py
        del arguments[1:]
    parser_of(arguments[0]).parse_args(arguments)


def test_page_tells_every_form_and_rule():
    text = PAGE.read_text("utf-8")
    assert [form for form in REPORTS if f"| `{form}` |" not in text] == []
    assert [code for code in RULES if re.fullmatch("LNK0[4-8]", code) and code not in text] == []


def test_page_follows_french_typography():
    text = PAGE.read_text("utf-8")
    assert guide.typeset_page(text) == text


def test_page_speaks_of_the_actions_in_use():
    named = set(re.findall(r"`([\w/-]+@v\d+)`", PAGE.read_text("utf-8")))
    assert named
    assert named <= {step.get("uses") for step in steps()}
