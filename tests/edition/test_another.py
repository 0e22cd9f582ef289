"""The engine knows no edition: with another live one, its quick tests pass as they stand."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import PROJECT

pytestmark = pytest.mark.live


@pytest.fixture
def another(tmp_path: Path) -> Path:
    """Return a copy of the project whose live edition has a sentence more, another number, a section less."""
    root = tmp_path / "projet"
    # What is compiled goes with it: it is what the files say, and compiling it again would be half of this test.
    apart = shutil.ignore_patterns(".venv", ".git", ".cache", "output", ".mypy_cache", ".pytest_cache", ".ruff_cache")
    shutil.copytree(PROJECT, root, ignore=apart)
    report = (root / "report.yml").read_text("utf-8")
    sections = [name for name in yaml.safe_load(report)["sections"] if isinstance(name, str)]
    report, dropped = re.subn(rf"(?m)^ *- {sections[-2]}\n", "", report)
    (root / "report.yml").write_text(report, "utf-8")
    section = root / f"content/{sections[0]}.md"
    section.write_text(section.read_text("utf-8") + "\nUne phrase de plus, que personne n'attendait.\n", "utf-8")
    changed = 0
    for path in sorted((root / "data/indicators").glob("*.yml")):
        text, found = re.subn(r"(values: \{\d{4}: )(\d)", r"\g<1>9\g<2>", path.read_text("utf-8"), count=1)
        path.write_text(text, "utf-8")
        changed += found
    assert dropped == 1
    assert changed > 1
    for command in (["init", "-q"], ["add", "-A"]):  # some tests ask git which files are kept
        subprocess.run(["git", *command], cwd=root, check=True)
    return root


def test_its_quick_tests_pass_beside_another_edition(another: Path):
    command = [sys.executable, "build.py", "--no-bootstrap", "test", "quick", "-x", "-p", "no:cacheprovider"]
    ran = subprocess.run(command, cwd=another, capture_output=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
    told = re.search(r"(\d+) passed", ran.stdout)
    assert told, ran.stdout[-400:]
    assert int(told[1]) > 3000
