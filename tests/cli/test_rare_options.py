"""Options that nobody needs each day: where the time goes, the browser that opens by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rapport.cli.commands import preview
from tests.some import some


def test_timings_say_where_the_time_went(petite: Path, told: Callable):
    outcome = told(petite, "build", "--to", "html", "--timings")
    assert outcome.code == 0, outcome
    lines = f"{outcome.out}\n{outcome.err}".splitlines()
    shares = [int(found[1]) for line in lines if (found := re.search(r" (\d+)\s%$", line))]
    assert 95 <= sum(some(shares)) <= 105
    assert [line for line in lines if line.lstrip().startswith("Total")]
    assert "Total" not in told(petite, "build", "--to", "html", "--quiet").out


@pytest.mark.parametrize(("options", "count"), [([], 0), (["--open"], 1)])
def test_the_browser_opens_when_it_is_asked_for(
    petite: Path, told: Callable, monkeypatch: pytest.MonkeyPatch, options: list[str], count: int
):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    opened: list[str] = []
    monkeypatch.setattr(preview, "_follow", stop)
    monkeypatch.setattr(preview, "_end_when_asked", lambda *_: None)
    monkeypatch.setattr(preview.webbrowser, "open_new_tab", opened.append)
    assert told(petite, "preview", "--port", "0", *options).code == 0
    assert len(opened) == count
    assert all(address.startswith("http://127.0.0.1:") for address in opened)
