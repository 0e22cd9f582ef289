"""The files for GitHub and GitLab: valid by their public schemas, which travel in a package, and careful."""

from __future__ import annotations

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

PROJECT = Path(__file__).resolve().parents[1]
WORKFLOW = PROJECT / ".github/workflows/report.yml"
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


def test_github_schema():
    assert refused("github-workflows", WORKFLOW) == ""


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


def jobs() -> dict[str, Any]:
    found: dict[str, Any] = loaded(WORKFLOW.read_text("utf-8"))["jobs"]
    return found


def steps() -> list[dict[str, Any]]:
    return [step for job in jobs().values() for step in job["steps"]]


def test_least_permissions():
    """Nothing by default; a job asks for what it needs, and only the one that tells problems writes anything."""
    assert loaded(WORKFLOW.read_text("utf-8"))["permissions"] == {}
    granted = {name: job["permissions"] for name, job in jobs().items()}
    assert granted == {
        "rapport": {"contents": "read", "security-events": "write", "actions": "read"},
        "page": {"contents": "read"},
        "liens": {"contents": "read"},
    }
    checkouts = [step for step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


def test_nothing_of_the_event_reaches_a_shell():
    """A title or a branch name put in a script would be run."""
    assert [step["run"] for step in steps() if "${{" in step.get("run", "")] == []


def test_actions_are_githubs_own_and_pinned():
    used = {step["uses"] for step in steps() if "uses" in step}
    assert all(re.fullmatch(r"(actions|github)/[\w/-]+@(v\d+|[0-9a-f]{40})", action) for action in used)


def test_jobs_end():
    assert all(job["timeout-minutes"] <= 15 for job in jobs().values())
    assert "concurrency" in loaded(WORKFLOW.read_text("utf-8"))


def test_steps_have_names():
    assert all(step.get("name") for step in steps())


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
    assert named <= {step.get("uses") for step in steps()}
