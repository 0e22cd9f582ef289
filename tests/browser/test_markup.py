"""The W3C's checker finds no error in the page, and would if there were one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path


def errors(checker: list[str], page: Path) -> list[str]:
    """Return the errors of a page, each with its line."""
    done = subprocess.run([*checker, "--format", "json", "--exit-zero-always", str(page)], capture_output=True, check=True)
    messages = json.loads(done.stderr)["messages"]
    return [f"{message.get('lastLine')}: {message['message']}" for message in messages if message["type"] != "info"]


def test_the_page_is_valid(checker: list[str], report: Path):
    assert errors(checker, report) == []


def test_the_checker_is_awake(checker: list[str], tmp_path: Path):
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text('<!DOCTYPE html><html lang="fr"><title>Essai</title><p id="a"><p id="a">', "utf-8")
    assert len(errors(checker, spoilt)) == 1
